from odoo import api, fields, models
from odoo.exceptions import ValidationError

MEASURES = [
    ("co2e", "Avoided emissions (kg CO2e)"),
    ("waste", "Waste avoided (kg)"),
    ("money", "Saved, net (NOK)"),
    ("share", "Reuse share (%)"),
]


class FurnitureImpactTarget(models.Model):
    """What the municipality wants to reach in a year; shown beside what it has reached."""

    _name = "furniture.impact.target"
    _description = "Target of reuse"
    _order = "year desc, measure"
    _rec_name = "year"

    year = fields.Integer(required=True, aggregator=None, default=lambda self: fields.Date.context_today(self).year)
    measure = fields.Selection(MEASURES, required=True, default="co2e")
    value = fields.Float("Target", digits=(14, 1), required=True, aggregator=None)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    note = fields.Char("Decided in", help="Where the target was decided, such as a plan or a case number.")

    _one_per_year = models.UniqueIndex(
        "(company_id, year, measure)", "There is a target for this year already. Change that one."
    )
    _positive = models.Constraint("CHECK(value > 0)", "A target is more than 0.")
    _plausible_year = models.Constraint("CHECK(year BETWEEN 2000 AND 2100)", "Write the year with four digits.")

    @api.constrains("measure", "value")
    def _check_share(self):
        for target in self:
            if target.measure == "share" and target.value > 100:
                raise ValidationError(self.env._("A reuse share is at most 100 per cent."))

    @api.depends("year", "measure")
    def _compute_display_name(self):
        labels = dict(self._fields["measure"]._description_selection(self.env))
        for target in self:
            target.display_name = f"{target.year}: {labels.get(target.measure, '')}"


class FurnitureImpactDashboard(models.AbstractModel):
    """Targets beside the figures."""

    _inherit = "furniture.impact.dashboard"

    @api.model
    def _targets(self, chosen, figures):
        """``{measure: {value, reached, percent}}`` of the year that is shown; none for a part of the municipality or of a year.

        The reuse share is as of today, so it has a target in this year alone.
        """
        year = chosen["period"].whole_year
        partly = any(chosen[name] for name in ("site_ids", "building_ids", "unit_ids", "categ_ids"))
        if not year or partly:
            return {}
        targets = self.env["furniture.impact.target"].search(
            [("year", "=", year), ("company_id", "=", self.env.company.id)]
        )
        reached = {"co2e": figures["own"]["net"], "waste": figures["waste"], "money": figures["money"]["net_saving"]}
        this_year = fields.Date.context_today(self).year
        return {
            target.measure: {
                "value": target.value,
                "percent": round(100 * reached[target.measure] / target.value, 1)
                if target.measure in reached
                else None,
            }
            for target in targets
            if target.measure in reached or year == this_year
        }
