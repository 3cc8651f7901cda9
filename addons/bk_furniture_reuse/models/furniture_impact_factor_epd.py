from odoo import api, fields, models
from odoo.tools.misc import formatLang


class FurnitureImpactFactor(models.Model):
    """What the declaration (EPD) of a factor says beside the figure that is used: every stage of the life that it has stated."""

    _inherit = "furniture.impact.factor"

    epd_modules_text = fields.Text("Stages in the declaration", compute="_compute_epd_modules_text")

    @api.depends("epd_modules")
    @api.depends_context("lang")
    def _compute_epd_modules_text(self):
        for factor in self:
            factor.epd_modules_text = factor._modules_words(factor.epd_modules or [])

    @api.model
    def _modules_words(self, indicators):
        """One line for each indicator: ``[{"code": ..., "modules": {stage: kg CO2e}}]``, figures of what is declared."""
        return "\n".join(
            f"{one['code']}: "
            + ", ".join(f"{stage} {formatLang(self.env, value, digits=2)}" for stage, value in one["modules"].items())
            for one in indicators
        )
