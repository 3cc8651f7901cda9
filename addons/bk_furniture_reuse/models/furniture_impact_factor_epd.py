from odoo import api, fields, models
from odoo.tools.misc import formatLang

INDICATORS = [
    ("gwp_ghg", "Without biogenic carbon (GWP-GHG, GWP-IOBC)"),
    ("gwp_total", "Total (GWP-total)"),
    ("gwp", "EN 15804+A1 (GWP)"),
]


class FurnitureImpactFactor(models.Model):
    """What the declaration (EPD) of a factor says beside the figure that is used: every stage of the life that it has stated."""

    _inherit = "furniture.impact.factor"

    epd_indicator = fields.Selection(INDICATORS, "Indicator", readonly=True)
    epd_modules_text = fields.Text("Stages in the declaration", compute="_compute_epd_modules_text")

    @api.depends("epd_modules")
    @api.depends_context("lang")
    def _compute_epd_modules_text(self):
        for factor in self:
            factor.epd_modules_text = factor._modules_words(factor.epd_modules or [])

    @api.model
    def _modules_words(self, indicators):
        """One line for each indicator: ``[{"code": ..., "modules": {stage: kg CO2e}}]``, figures of what is declared."""
        labels = dict(self._fields["epd_indicator"]._description_selection(self.env))
        return "\n".join(
            f"{labels.get(one['code'], one['code'])}: "
            + ", ".join(
                f"{stage} {formatLang(self.env, value, digits=2)}" for stage, value in sorted(one["modules"].items())
            )
            for one in indicators
        )
