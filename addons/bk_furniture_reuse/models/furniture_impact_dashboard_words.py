from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.impact import figures as rules
from ..tools.impact import period as periods
from ..tools.impact import sanity
from .furniture_impact_dashboard import FILTERS
from .furniture_impact_run import RESTATEMENT


class FurnitureImpactDashboard(models.AbstractModel):
    """What the dashboard says in words: the period, the run, and what looks unlike other projects."""

    _inherit = "furniture.impact.dashboard"

    @api.model
    @api.readonly
    def get_choices(self):
        """What can be chosen in the filters: ``{name: [{id, name}]}``, and the years that have entries."""
        self.env["furniture.impact.entry"].check_access("read")
        company = ("company_id", "in", [self.env.company.id, False])
        # sudo: names of places, units and types alone, for whoever reads the entries that are about them.
        places = self.env["stock.location"].sudo()
        runs = self.env["furniture.impact.run"].search(
            [("kind", "=", RESTATEMENT), ("state", "=", "done"), ("company_id", "=", self.env.company.id)]
        )
        found = {
            "site_ids": places.search(
                [("site_id", "!=", False), ("location_id.site_id", "=", False), company], order="name"
            ),
            "building_ids": places.search([("place_kind", "=", "building"), company], order="name"),
            "unit_ids": self.env["furniture.unit"].sudo().search([("active", "=", True)]),
            "categ_ids": self.env["product.category"].sudo().search([("is_furniture_type", "=", True)], order="name"),
            "run_id": runs,
        }
        return {
            **{name: [{"id": one.id, "name": one.name} for one in records] for name, records in found.items()},
            "years": self._years(),
        }

    @api.model
    def _years(self):
        """Every year from the first entry to now, the latest first."""
        this_year = fields.Date.context_today(self).year
        first = self.env["furniture.impact.entry"].search(
            [("run_id", "=", self._read_run(None).id)], order="date", limit=1
        )
        return list(range(this_year, min(first.date.year if first else this_year, this_year) - 1, -1))

    @api.model
    def _filters_said(self, chosen):
        """The filters as the screen keeps them, and the names of what was chosen."""
        period = chosen["period"]
        names = {name: list(self._names(field, chosen[name]).values()) for name, field in FILTERS.items()}
        return {
            "period": {
                "kind": period.kind,
                "year": period.first.year if period.first else False,
                "quarter": (period.first.month + 2) // 3 if period.kind == periods.QUARTER else False,
                "month": period.first.month if period.kind == periods.MONTH else False,
                "first": period.first.isoformat() if period.first else False,
                "last": period.last.isoformat() if period.last else False,
            },
            **{name: chosen[name] for name in FILTERS},
            "run_id": chosen["run"].id if chosen["run"].kind == RESTATEMENT else False,
            "names": names,
        }

    @api.model
    def _period_said(self, period):
        if period.kind == periods.YEAR:
            return str(period.first.year)
        if period.kind == periods.QUARTER:
            return self.env._(
                "Quarter %(quarter)s of %(year)s", quarter=(period.first.month + 2) // 3, year=period.first.year
            )
        if period.kind == periods.MONTH:
            return format_date(self.env, period.first, date_format="MMMM yyyy")
        first = format_date(self.env, period.first) if period.first else False
        last = format_date(self.env, period.last) if period.last else False
        if first and last:
            return self.env._("%(first)s to %(last)s", first=first, last=last)
        if first:
            return self.env._("From %s", first)
        return self.env._("Until %s", last) if last else self.env._("All years")

    @api.model
    def _run_said(self, run):
        """The label of a restatement; of the ledger itself nothing needs to be said."""
        if run.kind != RESTATEMENT:
            return False
        # sudo: the name of the edition that a restatement was counted with, which its own name says too.
        return {"id": run.id, "name": run.name, "edition": run.sudo().edition_id.display_name, "reason": run.reason}

    @api.model
    def _check_said(self, rows, by_type):
        """What looks unlike comparable projects, in words, or False: ``{flag, cause, text}``."""
        found = sanity.check(rules.totals(rows))
        if not found.flag:
            return False
        figures = {
            "kg": round(found.kg_per_piece),
            "low": sanity.KG_PER_PIECE[0],
            "high": sanity.KG_PER_PIECE[1],
        }
        if found.flag == sanity.LOW:
            text = self.env._(
                "%(kg)s kg CO2e per piece is less than the %(low)s to %(high)s kg of comparable projects.", **figures
            )
        else:
            text = self.env._(
                "%(kg)s kg CO2e per piece is more than the %(low)s to %(high)s kg of comparable projects.", **figures
            )
        words = [text, self._cause_said(found)]
        types = {
            key: rules.totals(parts)
            for key, parts in rules.merged((key[0], part, sums) for key, part, sums in by_type).items()
        }
        strongest = [key for key, _kg in sanity.outliers(types, found.flag) if key][:2]
        if strongest and found.cause == sanity.FACTORS:
            names = self._names("categ_id", strongest)
            words.append(self.env._("Most of it: %s.", ", ".join(names[key] for key in strongest)))
        return {"flag": found.flag, "cause": found.cause, "text": " ".join(filter(None, words))}

    @api.model
    def _cause_said(self, found):
        shares = {cause: round(100 * value) for cause, value in found.parts}
        values = dict(found.parts)
        low = found.flag == sanity.LOW
        if found.cause == sanity.UNQUANTIFIED:
            return self.env._("Likely cause: only %s %% of the pieces have a factor.", shares[sanity.UNQUANTIFIED])
        if found.cause == sanity.FACTORS:
            kg = round(values[sanity.FACTORS])
            if low:
                return self.env._("Likely cause: many types with low emissions, %s kg for a new piece on average.", kg)
            return self.env._("Likely cause: many types with high emissions, %s kg for a new piece on average.", kg)
        if found.cause == sanity.DISPLACEMENT:
            return self.env._(
                "Likely cause: a piece replaces %s %% of a purchase on average. Answers about what was replaced raise or lower this.",
                shares[sanity.DISPLACEMENT],
            )
        if found.cause == sanity.LIFE:
            return self.env._("Likely cause: the pieces have %s %% of a lifetime left on average.", shares[sanity.LIFE])
        if found.cause == sanity.PROCESS:
            return self.env._("Likely cause: transport, storage and refurbishment emit much of what is avoided.")
        return ""
