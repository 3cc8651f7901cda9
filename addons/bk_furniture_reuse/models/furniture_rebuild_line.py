from odoo import api, fields, models
from odoo.tools.misc import clean_context


class FurnitureRebuildSource(models.Model):
    """A piece that goes into a rebuilding and ceases by it. The database lets a piece be used once."""

    _name = "furniture.rebuild.source"
    _description = "Piece that is rebuilt"
    _rec_name = "lot_id"
    _order = "id"

    rebuild_id = fields.Many2one("furniture.rebuild", required=True, ondelete="cascade", index=True)
    lot_id = fields.Many2one(
        "stock.lot", "Piece", required=True, ondelete="restrict", index=True, domain=[("is_furniture", "=", True), ("end_kind", "=", False)]
    )  # fmt: skip
    product_id = fields.Many2one(related="lot_id.product_id", string="Furniture model")
    weight = fields.Float(related="lot_id.weight")
    used = fields.Boolean(readonly=True, copy=False, help="The piece has become others.")
    place_id = fields.Many2one(
        "stock.location", "Stood in", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )

    _used_once = models.UniqueIndex("(lot_id) WHERE used", "This piece has been rebuilt already.")
    _listed_once = models.Constraint("UNIQUE(rebuild_id, lot_id)", "A piece is listed twice. List every piece once.")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("used", None)
            vals.pop("place_id", None)
        # Without the defaults of the context, which would be written as what they stand for.
        clean = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        lines = super(FurnitureRebuildSource, clean).create(vals_list).with_env(self.env)
        lines.rebuild_id._check_planned()
        return lines

    def write(self, vals):
        if not self.rebuild_id._is_vouched():
            self.rebuild_id._check_planned()
            vals = {name: value for name, value in vals.items() if name not in ("used", "place_id", "rebuild_id")}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_planned(self):
        self.rebuild_id._check_planned()

    def _use(self):
        for line in self:
            line.write({"used": True, "place_id": line.lot_id.location_id.id})
        self.flush_recordset(["used"])

    def _give_back(self):
        self.write({"used": False})
        self.flush_recordset(["used"])  # the piece may be used again


class FurnitureRebuildResult(models.Model):
    """What a rebuilding makes: so many pieces of a model, and how they differ from it. Sizes in cm, weight in kg; 0 means as the model."""

    _name = "furniture.rebuild.result"
    _description = "What a rebuilding makes"
    _rec_name = "product_id"
    _order = "id"

    rebuild_id = fields.Many2one("furniture.rebuild", required=True, ondelete="cascade", index=True)
    product_id = fields.Many2one(
        "product.product", "Furniture model", required=True, ondelete="restrict", index=True, domain=[("is_furniture", "=", True)]
    )  # fmt: skip
    quantity = fields.Integer("Pieces", required=True, default=1)
    condition = fields.Selection(
        lambda self: self.env["stock.lot"]._fields["condition"]._description_selection(self.env), required=True
    )
    colour_id = fields.Many2one("furniture.colour", index="btree_not_null")
    material = fields.Char()
    own_weight = fields.Float("Weight each (kg)", digits=(8, 2))
    own_width = fields.Float("Width (cm)", digits=(8, 1))
    own_depth = fields.Float("Depth (cm)", digits=(8, 1))
    own_height = fields.Float("Height (cm)", digits=(8, 1))
    total_weight = fields.Float("Weight (kg)", digits=(8, 2), compute="_compute_total_weight")

    _some = models.Constraint("CHECK(quantity BETWEEN 1 AND 500)", "Write how many pieces it becomes: 1 to 500.")
    _not_negative = models.Constraint(
        "CHECK(coalesce(own_weight, 0) >= 0 AND coalesce(own_width, 0) >= 0 AND coalesce(own_depth, 0) >= 0 AND coalesce(own_height, 0) >= 0)",
        "A dimension or weight cannot be negative.",
    )

    @api.depends("quantity", "own_weight", "product_id")
    def _compute_total_weight(self):
        for line in self:
            line.total_weight = line.quantity * (line.own_weight or line.product_id.weight)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.rebuild_id._check_planned()
        return lines

    def write(self, vals):
        self.rebuild_id._check_planned()
        return super().write({name: value for name, value in vals.items() if name != "rebuild_id"})

    @api.ondelete(at_uninstall=False)
    def _unlink_only_planned(self):
        self.rebuild_id._check_planned()

    def _make_pieces(self):
        """The new pieces, registered as pieces are, with numbers and tags of their own.

        :return: the pieces, not in stock yet
        """
        owners = self.rebuild_id.source_ids.lot_id.owner_unit_id
        owner = owners if len(owners) == 1 else owners.browse()
        lots = self.env["stock.lot"].create(
            [line._prepare_piece_vals(owner) for line in self for _number in range(line.quantity)]
        )
        # sudo: what a piece was made from is written by the rebuilding alone.
        lots.sudo().write({"rebuild_id": self.rebuild_id.id})
        return lots

    def _prepare_piece_vals(self, owner):
        return {
            "product_id": self.product_id.id,
            "company_id": self.rebuild_id.company_id.id,
            "condition": self.condition,
            "colour_id": self.colour_id.id,
            "material": self.material,
            "owner_unit_id": owner.id,
            "own_weight": self.own_weight,
            "own_width": self.own_width,
            "own_depth": self.own_depth,
            "own_height": self.own_height,
        }
