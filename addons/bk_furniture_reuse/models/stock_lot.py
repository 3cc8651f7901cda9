from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .product_template import STAFF

SIZES = ("width", "depth", "height", "seat_height", "weight")


class StockLot(models.Model):
    """A piece: one physical chair, desk or cabinet, as a serial number of its furniture model.

    Dimensions (cm), weight (kg) and price (company currency) live on the model; a piece overrides only what differs
    (``own_*``; 0 means as the model). The plain names hold what is valid for the piece.
    """

    _inherit = "stock.lot"

    # Kind
    is_furniture = fields.Boolean(
        "Is a piece of furniture", related="product_id.is_furniture", store=True, precompute=True, index=True
    )
    product_tmpl_id = fields.Many2one(
        related="product_id.product_tmpl_id", store=True, index="btree_not_null", string="Furniture model"
    )
    categ_id = fields.Many2one(
        related="product_id.categ_id", store=True, index="btree_not_null", string="Furniture type"
    )
    maker_id = fields.Many2one(related="product_id.maker_id", store=True, index="btree_not_null")

    # Looks
    condition = fields.Selection(
        [("a", "A - as new"), ("b", "B - good"), ("c", "C - usable with some work"), ("d", "D - not reusable")],
        index="btree_not_null",
        tracking=True,
    )
    condition_date = fields.Date("Graded on", readonly=True, copy=False)
    condition_user_id = fields.Many2one("res.users", "Graded by", readonly=True, copy=False)
    colour_id = fields.Many2one("furniture.colour", index="btree_not_null", tracking=True)
    colour_swatch = fields.Char(related="colour_id.swatch")
    colour_text = fields.Char("Colour in words")
    material = fields.Char()
    damage_ids = fields.One2many("furniture.damage", "lot_id", string="Damages")
    damage_count = fields.Integer("Open damages", compute="_compute_damage_count", store=True)

    # Size
    own_width = fields.Float("Own width (cm)", digits=(8, 1))
    own_depth = fields.Float("Own depth (cm)", digits=(8, 1))
    own_height = fields.Float("Own height (cm)", digits=(8, 1))
    own_seat_height = fields.Float("Own seat height (cm)", digits=(8, 1))
    own_weight = fields.Float("Own weight (kg)", digits=(8, 2))
    width = fields.Float("Width (cm)", digits=(8, 1), compute="_compute_sizes", store=True)
    depth = fields.Float("Depth (cm)", digits=(8, 1), compute="_compute_sizes", store=True)
    height = fields.Float("Height (cm)", digits=(8, 1), compute="_compute_sizes", store=True)
    seat_height = fields.Float("Seat height (cm)", digits=(8, 1), compute="_compute_sizes", store=True)
    weight = fields.Float("Weight (kg)", digits=(8, 2), compute="_compute_sizes", store=True)

    # Origin and ownership
    year_made = fields.Integer("Year", aggregator=None)
    own_price_new = fields.Monetary("Own price when new", currency_field="currency_id", groups=STAFF)
    price_new = fields.Monetary(
        "Price when new", currency_field="currency_id", compute="_compute_price_new", store=True, groups=STAFF
    )
    currency_id = fields.Many2one(related="product_id.currency_id")
    owner_unit_id = fields.Many2one("furniture.unit", "Owner unit", index="btree_not_null", tracking=True)
    available_from = fields.Date("Available from", help="Still in use until then.")
    remark = fields.Text("Internal remark", groups=STAFF)

    # Tags and search
    tag_ids = fields.One2many("furniture.tag", "lot_id", string="QR tags")
    tag_id = fields.Many2one("furniture.tag", "QR tag", compute="_compute_tag_id")
    search_text = fields.Char(compute="_compute_search_text", store=True, index="trigram")

    _own_sizes_not_negative = models.Constraint(
        """CHECK(coalesce(own_width, 0) >= 0 AND coalesce(own_depth, 0) >= 0 AND coalesce(own_height, 0) >= 0
             AND coalesce(own_seat_height, 0) >= 0 AND coalesce(own_weight, 0) >= 0 AND coalesce(own_price_new, 0) >= 0)""",
        "A dimension, weight or price cannot be negative.",
    )
    _piece_number_uniq = models.UniqueIndex(
        "(name) WHERE is_furniture", "This piece number is taken: a number is never used twice."
    )
    # Odoo has none of these three, and the lists and the traceability of a large register need them.
    _name_id_idx = models.Index("(name, id)")
    _location_idx = models.Index("(location_id)")
    _building_purpose_idx = models.Index("(building_id, purpose) WHERE is_furniture")

    @api.depends("damage_ids.repaired_on")
    def _compute_damage_count(self):
        for lot in self:
            lot.damage_count = len(lot.damage_ids.filtered(lambda damage: not damage.repaired_on))

    @api.depends(
        *(f"own_{size}" for size in SIZES),
        *(f"product_id.{size}" for size in SIZES),
    )
    def _compute_sizes(self):
        for lot in self:
            for size in SIZES:
                lot[size] = lot[f"own_{size}"] or lot.product_id[size] if lot.product_id.is_furniture else 0

    @api.depends("own_price_new", "product_id.price_new")
    def _compute_price_new(self):
        for lot in self:
            lot.price_new = lot.own_price_new or lot.product_id.price_new

    @api.depends("tag_ids.state", "tag_ids.origin")
    def _compute_tag_id(self):
        for lot in self:
            lot.tag_id = lot.tag_ids.filtered(lambda tag: tag.origin == "own" and tag.state == "claimed")[:1]

    @api.depends(
        "name", "product_id.name", "maker_id.name", "categ_id.name", "colour_id.name", "colour_text", "material", "tag_ids.code",
        "location_id.name", "building_id.name", "is_furniture",
    )  # fmt: skip
    def _compute_search_text(self):
        for lot in self:
            if not lot.is_furniture:
                lot.search_text = False
                continue
            words = [
                lot.name, lot.product_id.name, lot.maker_id.name, lot.categ_id.name, lot.colour_id.name, lot.colour_text, lot.material,
                lot.building_id.name, lot.location_id.name, *lot.tag_ids.mapped("code"),
            ]  # fmt: skip
            lot.search_text = " ".join(word for word in words if word)

    @api.constrains("year_made")
    def _check_year_made(self):
        latest = fields.Date.context_today(self).year + 1
        for lot in self:
            if lot.year_made and not 1900 <= lot.year_made <= latest:
                raise ValidationError(
                    self.env._(
                        "The year %(year)s is not plausible: write a year from 1900 to %(latest)s.",
                        year=lot.year_made,
                        latest=latest,
                    )
                )

    def _creation_message(self):
        return self.env._("Piece registered") if self.is_furniture else super()._creation_message()

    @api.model
    def _next_piece_numbers(self, count):
        """``count`` new piece numbers from the shared sequence with a single query."""
        if not count:
            return []
        sequence = self.env["product.template"]._piece_sequence()
        return self._format_piece_numbers(sequence, self._next_piece_values(sequence, count))

    @api.model
    def _next_piece_values(self, sequence, count):
        """The next ``count`` values of the sequence of pieces, as whole numbers."""
        # nextval for a whole block: next_by_id() costs a query for each number.
        rows = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", f"ir_sequence_{sequence.id:03d}", count)
        )
        return [value for (value,) in rows]

    @api.model
    def _format_piece_numbers(self, sequence, values):
        """Values of the sequence as they are printed."""
        # The prefix is asked for once: get_next_char() works it out for every number.
        prefix, suffix = sequence._get_prefix_suffix()
        return [f"{prefix}{value:0{sequence.padding}d}{suffix}" for value in values]

    @api.model_create_multi
    def create(self, vals_list):
        furniture = self._furniture_vals(vals_list)
        for vals, number in zip(
            (v for v in furniture if not v.get("name")),
            self._next_piece_numbers(sum(not v.get("name") for v in furniture)),
            strict=True,
        ):
            vals["name"] = number
        for vals in furniture:
            if vals.get("condition"):
                vals.update(self._prepare_grading_vals())
        lots = super().create(vals_list)
        pieces = lots.filtered("is_furniture")
        if pieces:
            # sudo: whoever may register a piece also gives it its tag; tags themselves are nobody's to edit.
            self.env["furniture.tag"].sudo()._create_for_pieces(pieces)
        return lots

    def write(self, vals):
        if "name" in vals and self.filtered(lambda lot: lot.is_furniture and lot.name != vals["name"]):
            # The number is on the printed label, and a renamed piece would let another one take it.
            raise UserError(
                self.env._(
                    "A piece keeps its number. Write another number that it is known by as its internal reference."
                )
            )
        if "condition" in vals:
            vals = {**vals, **self._prepare_grading_vals()}
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        if "name" not in (default or {}):
            for lot, vals in zip(self, vals_list, strict=True):
                if lot.is_furniture:
                    del vals["name"]  # a copy is another piece: create() gives it a number of its own
        return vals_list

    @api.ondelete(at_uninstall=False)
    def _unlink_never_furniture(self):
        if self.filtered("is_furniture"):
            raise UserError(self.env._("A piece is never deleted: its history must be kept. Give it an end instead."))

    @api.model
    def _furniture_vals(self, vals_list):
        """Those of ``vals_list`` that create pieces."""
        default = self.env.context.get("default_product_id")
        products = self.env["product.product"].browse(
            {v.get("product_id") or default for v in vals_list} - {None, False}
        )
        furniture = set(products.filtered("is_furniture").ids)
        return [vals for vals in vals_list if (vals.get("product_id") or default) in furniture]

    @api.model
    def _prepare_grading_vals(self):
        return {"condition_date": fields.Date.context_today(self), "condition_user_id": self.env.uid}
