from odoo import api, fields, models


class FurnitureMarketModel(models.Model):
    """What a card and the page of a model show: pictures, sizes, and which pieces there are."""

    _inherit = "furniture.market.model"

    material = fields.Char(related="product_id.material")
    width = fields.Float(related="product_id.width")
    depth = fields.Float(related="product_id.depth")
    height = fields.Float(related="product_id.height")
    seat_height = fields.Float(related="product_id.seat_height")
    weight = fields.Float(related="product_id.weight", string="Weight (kg)")
    furniture_picture = fields.Selection(related="categ_id.furniture_picture")
    write_date = fields.Datetime(related="product_id.write_date")  # Odoo's picture field asks for it
    image_512 = fields.Binary("Picture", compute="_compute_images")
    image_128 = fields.Binary("Small picture", compute="_compute_images")
    photo_ids = fields.Many2many("furniture.photo", compute="_compute_photo_ids", string="Photos of pieces")
    colour_ids = fields.Many2many("furniture.colour", compute="_compute_colour_ids", string="Colours")
    piece_ids = fields.Many2many("stock.lot", compute="_compute_piece_ids", string="Pieces")
    breakdown = fields.Html(compute="_compute_breakdown", sanitize=False, string="Where and how")

    @api.model
    def _pieces_of(self, products):
        return self._domain_of_pieces([("product_id", "in", products.ids)])

    @api.depends("product_id")
    def _compute_images(self):
        owners = self._picture_owners()
        for model in self:
            owner = owners.get(model) or model.product_id
            model.image_512, model.image_128 = owner.image_512, owner.image_128

    def _picture_owners(self):
        """Whose picture shows the model: its product, else the newest photo of a piece in the market; models with none are left out."""
        pictured = self.filtered(lambda model: model.product_id.image_128)
        owners = {model: model.product_id for model in pictured}
        plain = self - pictured
        if plain:
            # sudo: photos of pieces in the market, which everybody who sees the market sees.
            photos = self.env["furniture.photo"].sudo()
            for lot, photo in photos._read_group(
                [("lot_id", "any", self._pieces_of(plain.product_id))], ["lot_id"], ["id:max"], order="id:max"
            ):
                owners[self.browse(lot.product_id.id)] = photos.browse(photo)
        return owners

    @api.depends("product_id")
    def _compute_photo_ids(self):
        photos = (
            self.env["furniture.photo"]
            .sudo()
            .search(  # sudo: as above
                [("lot_id", "any", self._pieces_of(self.product_id))], order="date desc, id desc", limit=24 * len(self)
            )
        )
        for model in self:
            model.photo_ids = photos.filtered(lambda photo, model=model: photo.lot_id.product_id == model.product_id)

    @api.depends("product_id")
    def _compute_colour_ids(self):
        groups = self._stock()._read_group(
            [*self._of_own_companies(), ("product_id", "in", self.product_id.ids), ("colour_id", "!=", False)],
            ["product_id", "colour_id"],
        )
        colours = {}
        for product, colour in groups:
            colours.setdefault(product, self.env["furniture.colour"])
            colours[product] |= colour
        for model in self:
            model.colour_ids = colours.get(model.product_id, self.env["furniture.colour"]).sudo(False)

    @api.depends("product_id")
    def _compute_piece_ids(self):
        lots = (
            self.env["stock.lot"]
            .sudo()
            .search(  # sudo: pieces in the market
                self._pieces_of(self.product_id), order="purpose, available_from, condition, building_id, name"
            )
        )
        pieces = lots.grouped("product_id")
        for model in self:
            model.piece_ids = pieces.get(model.product_id, lots.browse()).sudo(False)

    @api.depends("product_id")
    def _compute_breakdown(self):
        for model in self:
            model.breakdown = self.env["ir.qweb"]._render(
                "bk_furniture_reuse.market_breakdown", {"rows": model._breakdown_rows()}
            )

    def _breakdown_rows(self):
        """How many stand where, in which condition and colour, from when: a list of dicts, available ones first."""
        self.ensure_one()
        lots = self.env["stock.lot"].sudo()  # sudo: pieces in the market, without remark and price
        groups = lots._read_group(
            self._pieces_of(self.product_id),
            ["purpose", "available_from:day", "building_id", "condition", "colour_id"],
            ["__count"],
        )
        conditions = dict(lots._fields["condition"]._description_selection(self.env))
        rows = [
            {
                "from": day if purpose == "in_use" else False,
                "building": building.with_context(short_place=True).display_name,
                "condition": conditions.get(condition, ""),
                "colour": colour,
                "count": count,
            }
            for purpose, day, building, condition, colour, count in groups
        ]
        return sorted(rows, key=lambda row: (str(row["from"] or ""), row["building"], row["condition"] or "z"))

    def action_open_pieces(self):
        """The pieces themselves, to tick those that somebody wants."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        return {
            **action,
            "name": self.product_id.display_name,
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("market", "in", ["available", "coming"]),
            ],
            "context": {},
        }
