from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Internal remarks and money are for those who work with the furniture and for the auditor, not for every employee.
STAFF = "bk_furniture_reuse.group_operator,bk_furniture_reuse.group_auditor"
FURNITURE_VALS = {"type": "consu", "is_storable": True, "tracking": "serial"}


class ProductTemplate(models.Model):
    """A furniture model is a product: maker, dimensions, weight, price when new. Its pieces are its serial numbers."""

    _inherit = "product.template"

    is_furniture = fields.Boolean("Furniture model", index=True)
    maker_id = fields.Many2one("furniture.maker", ondelete="restrict", index="btree_not_null")
    width = fields.Float("Width (cm)", digits=(8, 1))
    depth = fields.Float("Depth (cm)", digits=(8, 1))
    height = fields.Float("Height (cm)", digits=(8, 1))
    seat_height = fields.Float("Seat height (cm)", digits=(8, 1))
    material = fields.Char()
    price_new = fields.Monetary(
        "Price when new", currency_field="currency_id", groups=STAFF, help="What one costs new, without VAT."
    )
    furniture_picture = fields.Selection(related="categ_id.furniture_picture")
    piece_ids = fields.One2many("stock.lot", "product_tmpl_id", string="Pieces")
    piece_count = fields.Integer(compute="_compute_piece_count")

    _sizes_not_negative = models.Constraint(
        "CHECK(coalesce(width, 0) >= 0 AND coalesce(depth, 0) >= 0 AND coalesce(height, 0) >= 0 AND coalesce(seat_height, 0) >= 0)",
        "A dimension cannot be negative.",
    )
    _furniture_is_counted_by_serial = models.Constraint(
        "CHECK(NOT coalesce(is_furniture, false) OR (type = 'consu' AND is_storable AND tracking = 'serial'))",
        "A furniture model is kept in stock piece by piece: it must be storable and tracked by serial number.",
    )

    def _compute_piece_count(self):
        lots = self.env["stock.lot"]
        counts = dict(
            lots._read_group(
                lots._present() & Domain("product_tmpl_id", "in", self.ids), ["product_tmpl_id"], ["__count"]
            )
        )
        for template in self:
            template.piece_count = counts.get(template, 0)

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self._piece_sequence()
        for vals in vals_list:
            if vals.get("is_furniture", self.env.context.get("default_is_furniture")):
                vals.update(FURNITURE_VALS, is_furniture=True, lot_sequence_id=sequence.id)
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("is_furniture"):
            if self.env["stock.lot"].search_count(
                [("product_id.product_tmpl_id", "in", self.ids), ("is_furniture", "=", False)], limit=1
            ):
                raise UserError(
                    self.env._("This product has serial numbers from before. Make a new furniture model instead.")
                )
            vals = {**vals, **FURNITURE_VALS, "lot_sequence_id": self._piece_sequence().id}
        elif "is_furniture" in vals and self.filtered("is_furniture").piece_ids:
            raise UserError(
                self.env._("This model has registered pieces, so it stays a furniture model. Archive it instead.")
            )
        return super().write(vals)

    @api.model
    def _piece_sequence(self):
        """The one sequence that numbers every piece, whatever its model."""
        return self.env.ref("bk_furniture_reuse.sequence_piece")

    def action_open_pieces(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        return {
            **action,
            "domain": [*self.env["stock.lot"]._present(), ("product_tmpl_id", "in", self.ids)],
            "context": {},
        }
