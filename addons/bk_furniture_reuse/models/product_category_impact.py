from odoo import api, fields, models

from ..tools.impact.kinds import guess_kind


class ProductCategory(models.Model):
    """Which standard type a furniture type is: what factor and typical mass its pieces are counted with."""

    _inherit = "product.category"

    impact_kind_id = fields.Many2one(
        "furniture.impact.kind",
        "Standard type",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        help="As which type of the factor table pieces of this type are counted. Suggested by the name; empty: not quantified.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        categories = super().create(vals_list)
        categories.filtered(lambda category: not category.impact_kind_id)._suggest_impact_kind()
        return categories

    def write(self, vals):
        result = super().write(vals)
        if vals.get("is_furniture_type") and "impact_kind_id" not in vals:
            self.filtered(lambda category: not category.impact_kind_id)._suggest_impact_kind()
        return result

    def _suggest_impact_kind(self):
        """Give furniture types the standard type that their name says, where it says one for sure."""
        guesses = {category: guess_kind(category.name) for category in self if category.is_furniture_type}
        wanted = {code for code in guesses.values() if code}
        if not wanted:
            return
        kinds = {kind.code: kind for kind in self.env["furniture.impact.kind"].search([("code", "in", list(wanted))])}
        for code in wanted & kinds.keys():
            self.filtered(lambda category, code=code: guesses.get(category) == code).impact_kind_id = kinds[code]
