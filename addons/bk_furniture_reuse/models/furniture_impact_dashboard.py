from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.impact import figures as rules
from ..tools.impact import period as periods
from .furniture_impact_figures import COST_NOT_KNOWN, LINES_ONLY, PARTS
from .furniture_impact_run import LEDGER

# Filters by name, and the field of the entries that each is about.
FILTERS = {"site_ids": "site_id", "building_ids": "building_id", "unit_ids": "unit_id", "categ_ids": "categ_id"}
CHARTS = {"site": "site_id", "unit": "unit_id", "type": "categ_id"}
# More months than this are shown as years.
MONTHS_SHOWN = 24


class FurnitureImpactDashboard(models.AbstractModel):
    """What the dashboard of the reuse ledger shows: each figure with its interval, its coverage and the domain of its entries.

    One company at a time, the one that the person works in: a ledger has one company and one currency. Whoever may not read entries gets
    nothing; the figures are of the entries that the person may read.
    """

    _name = "furniture.impact.dashboard"
    _description = "Dashboard of the reuse ledger"

    @api.model
    @api.readonly
    def get_data(self, filters=None):
        """Everything for one look at the dashboard.

        :param filters: ``{period: {kind, year, quarter, month, first, last}, site_ids, building_ids, unit_ids, categ_ids, run_id}``, all optional
        """
        entries = self.env["furniture.impact.entry"]
        entries.check_access("read")
        chosen = self._read_filters(filters or {})
        domain = self._domain(chosen)
        groupings = [((), PARTS), (("month",), LINES_ONLY), *(((field,), LINES_ONLY) for field in CHARTS.values())]
        total, by_month, *by_chart = entries._figure_rows(domain, groupings)
        rows = [(part, sums) for _key, part, sums in total]
        figures = rules.figures(rows)
        return {
            "filters": self._filters_said(chosen),
            "period": self._period_said(chosen["period"]),
            "run": self._run_said(chosen["run"]),
            "currency_id": self.env.company.currency_id.id,
            "company": self.env.company.name,
            "counted_at": fields.Datetime.to_string(fields.Datetime.now()),
            "domain": domain,
            "empty": not rows,
            "figures": figures,
            "domains": self._figure_domains(domain),
            "coverage": rules.coverages(rows),
            "check": self._check_said(rows, by_chart[list(CHARTS).index("type")]),
            "months": self._months(by_month, domain),
            "charts": {
                name: self._groups(found, field, domain)
                for (name, field), found in zip(CHARTS.items(), by_chart, strict=True)
            },
            "targets": self._targets(chosen, figures),
            "waiting": self._waiting(chosen),
            "material": self._material(chosen),
            "live": self._live(chosen),
            "can_open_pieces": self.env["stock.lot"].has_access("read"),
        }

    # --- what was chosen ---

    @api.model
    def _read_filters(self, filters):
        """The filters as records and a period; what does not exist, or is of another company, is refused."""
        wanted = filters.get("period") or {}
        period = periods.read(
            wanted.get("kind") or periods.YEAR,
            wanted.get("year"),
            wanted.get("quarter"),
            wanted.get("month"),
            wanted.get("first"),
            wanted.get("last"),
            today=fields.Date.context_today(self),
        )
        chosen = {"period": period, "run": self._read_run(filters.get("run_id"))}
        for name in FILTERS:
            chosen[name] = [int(one) for one in filters.get(name) or ()]
        return chosen

    @api.model
    def _read_run(self, run_id):
        """The run that is asked for, else the ledger of the company; empty when nothing was ever entered."""
        runs = self.env["furniture.impact.run"]
        if run_id:
            run = runs.search(
                [("id", "=", int(run_id)), ("company_id", "=", self.env.company.id), ("state", "=", "done")]
            )
            if not run:
                raise UserError(
                    self.env._("This restatement is not one of %s. Choose another one.", self.env.company.name)
                )
            return run
        return runs.search([("kind", "=", LEDGER), ("company_id", "=", self.env.company.id)], limit=1)

    @api.model
    def _domain(self, chosen):
        """The entries of what was chosen; it can be read by the list of entries as it is."""
        domain = [("run_id", "=", chosen["run"].id), *chosen["period"].domain("date")]
        return domain + [(field, "in", chosen[name]) for name, field in FILTERS.items() if chosen[name]]

    @api.model
    def _figure_domains(self, domain):
        """The entries behind each figure: what they add up to is the figure."""
        return {
            **{line: [*domain, ("report_line", "=", line)] for line in rules.LINES},
            "pieces": [*domain, ("event_kind", "!=", "outside")],
            "waste": [*domain, ("event_kind", "!=", "outside")],
            "money": domain,
            "price_missing": [*domain, ("price_missing", "!=", 0)],
            "cost_missing": [*domain, *COST_NOT_KNOWN],
            "entered": [*domain, ("kind", "=", "claim")],
            "countered": [*domain, ("kind", "=", "counter")],
        }

    # --- groups ---

    @api.model
    def _groups(self, rows, field, domain):
        """The bars of a chart, the longest first, each with the entries behind it."""
        found = rules.merged((key[0], part, sums) for key, part, sums in rows)
        names = self._names(field, [key for key in found if key])
        groups = [
            {
                "id": key,
                "name": names.get(key) or self.env._("Not stated"),
                "domain": [*domain, (field, "=", key)],
                **self._bar(parts),
            }
            for key, parts in found.items()
        ]
        return sorted(groups, key=lambda group: (-group["net"], group["name"]))

    @api.model
    def _months(self, rows, domain):
        """The bars of the chart over time: months in their order, those without entries too, or years when there are many months."""
        found = {}
        for key, part, sums in rows:
            found.setdefault(key[0], []).append((part, sums))
        if not found:
            return {"by": "month", "bars": []}
        first, last = min(found), max(found)
        if (last.year - first.year) * 12 + last.month - first.month >= MONTHS_SHOWN:
            years = rules.merged((month.year, *pair) for month, pairs in found.items() for pair in pairs)
            bars = [
                self._time_bar(date(year, 1, 1), date(year, 12, 31), str(year), years.get(year, []), domain)
                for year in range(first.year, last.year + 1)
            ]
            return {"by": "year", "bars": bars}
        bars, month = [], first
        while month <= last:
            days = periods.read(periods.MONTH, month.year, month=month.month)
            name = format_date(self.env, month, date_format="MMM yyyy")
            bars.append(self._time_bar(days.first, days.last, name, found.get(month, []), domain))
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        return {"by": "month", "bars": bars}

    @api.model
    def _time_bar(self, first, last, name, parts, domain):
        days = periods.Period(periods.RANGE, first, last)
        return {"id": first.isoformat(), "name": name, "domain": [*domain, *days.domain("date")], **self._bar(parts)}

    @api.model
    def _bar(self, parts):
        """The figures of a bar; ``net`` and its interval are of our own reuse alone."""
        return rules.shown(rules.figures(parts))

    @api.model
    def _names(self, field, ids):
        # sudo: the names of places, units and types that entries are about; whoever reads the entries reads these.
        records = self.env[self.env["furniture.impact.entry"]._fields[field].comodel_name].sudo().browse(ids)
        name = "display_name" if field == "categ_id" else "name"
        return {record.id: record[name] for record in records}
