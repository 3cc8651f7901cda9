from odoo import api, fields, models

from ..tools.impact import figures as rules
from ..tools.impact import period as periods
from .furniture_impact_run import LEDGER


class FurnitureImpactSavings(models.AbstractModel):
    """What one person, and the unit that they work in, saved by taking used furniture: numbers alone, and nobody else's.

    Who is asked about is who asks. The year is all that can be chosen.
    """

    _name = "furniture.impact.savings"
    _description = "My savings"

    @api.model
    @api.readonly
    def get_my_savings(self, year=None):
        """``{year, years, currency_id, me, unit, unit_name, units}``: figures as a screen shows them.

        :param year: this year when left out; 0 for all years
        """
        self._check_employee()
        if year == 0:
            period = periods.Period(periods.ALL)
        else:
            period = periods.read(year=year, today=fields.Date.context_today(self))
        unit = self.env["furniture.unit"]._unit_of(self.env.user)
        return {
            "year": period.whole_year or 0,
            "years": self._years(),
            "currency_id": self.env.company.currency_id.id,
            "name": self.env.user.name,
            "me": self._of("requester_id", self.env.user, period),
            "unit": self._of("unit_id", unit, period) if unit else False,
            "unit_name": unit.name or "",
            "units": self._all_units(period),
        }

    @api.model
    def _check_employee(self):
        """Employees, in the back office or in the portal; suppliers in the portal have no furniture of ours."""
        user = self.env.user
        groups = ("group_employee", "group_portal_employee", "group_auditor", "group_finance")
        if not any(user.has_group(f"bk_furniture_reuse.{group}") for group in groups):
            self.env["furniture.impact.entry"].check_access("read")

    @api.model
    def _of(self, field, record, period):
        """The figures of entries that name ``record``: the person who asks, or their own unit, and nothing that a caller could choose."""
        # sudo: an employee reads no entries. Only sums leave here, of what they asked for themselves or what their own unit got.
        figures = (
            self.env["furniture.impact.entry"]
            .sudo()
            ._figures(
                [(field, "=", record.id), ("report_line", "=", rules.OWN), *self._of_ledger(), *period.domain("date")]
            )
        )
        return rules.shown(figures)

    @api.model
    def _of_ledger(self):
        return [("run_id.kind", "=", LEDGER), ("company_id", "=", self.env.company.id)]

    @api.model
    def _years(self):
        # sudo: the year of the oldest entry, no entry.
        first = self.env["furniture.impact.entry"].sudo().search(self._of_ledger(), order="date", limit=1)
        this_year = fields.Date.context_today(self).year
        return list(range(this_year, min(first.date.year if first else this_year, this_year) - 1, -1))

    @api.model
    def _all_units(self, period):
        """Every unit beside the others, for those who may read the entries; False for everybody else."""
        entries = self.env["furniture.impact.entry"]
        if not entries.has_access("read"):
            return False
        domain = [("report_line", "=", rules.OWN), *self._of_ledger(), *period.domain("date")]
        found = entries._figures(domain, ("unit_id",))
        # sudo: the names of the units that these entries are about.
        names = {unit.id: unit.name for unit in self.env["furniture.unit"].sudo().browse([key for key in found if key])}
        rows = [
            {
                "id": key,
                "name": names.get(key) or self.env._("No unit stated"),
                "domain": [*domain, ("unit_id", "=", key)],
                **rules.shown(figures),
            }
            for key, figures in found.items()
        ]
        return sorted(rows, key=lambda row: (-row["net"], row["name"]))
