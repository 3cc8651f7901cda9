from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .product_template import STAFF


class FurniturePhoto(models.Model):
    """A photo may show a piece before or after a refurbishment."""

    _inherit = "furniture.photo"

    repair_id = fields.Many2one(
        "repair.order", "Refurbishment", index="btree_not_null", ondelete="set null", groups=STAFF
    )
    moment = fields.Selection([("before", "Before"), ("after", "After")])

    _refurbishment_has_moment = models.Constraint(
        "CHECK(repair_id IS NULL OR moment IS NOT NULL)", "Say whether the photo was taken before or after."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("repair_id") and not vals.get("lot_id"):
                vals["lot_id"] = self.env["repair.order"].browse(vals["repair_id"]).lot_id.id
        return super().create(vals_list)

    @api.constrains("repair_id", "lot_id")
    def _check_piece(self):
        for photo in self.filtered("repair_id"):
            if photo.repair_id.lot_id != photo.lot_id:
                raise ValidationError(self.env._("The photo shows another piece than the refurbishment is about."))
