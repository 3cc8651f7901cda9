from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    """What every piece of a furniture model is suitable for, unless something else is said of the piece."""

    _inherit = "product.template"

    suitability_ids = fields.Many2many("furniture.suitability", domain=[("has_validity", "=", False)])

    @api.constrains("suitability_ids")
    def _check_suitability_is_of_models(self):
        running_out = self.suitability_ids.filtered("has_validity")
        if running_out:
            raise ValidationError(
                self.env._(
                    "%s: runs out, so it is said of each piece and not of a model.",
                    ", ".join(running_out.mapped("name")),
                )
            )
