from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, models
from odoo.tools import SQL

from ..tools import ends
from ..tools.impact import figures, sanity
from .furniture_impact_figures import PARTS

# Days are those of the municipality.
ZONE = ZoneInfo("Europe/Oslo")
SUMS = (
    "piece_count", "mass", "gross", "transport_kg", "refurb_kg", "storage_kg", "process_kg", "net_low", "net", "net_high", "waste_diverted",
    "avoided_purchase", "used_price", "refurb_cost", "transport_cost", "storage_cost", "labour_cost", "cost", "avoided_disposal", "income",
    "net_saving", "price_missing",
)  # fmt: skip
# What entries can be grouped by.
KEYS = {
    "line": SQL("e.report_line"),
    "outside": SQL("e.event_kind = 'outside'"),
    "month": SQL("(extract(year FROM e.date) * 100 + extract(month FROM e.date))::int"),
    "site": SQL("coalesce(e.site_id, 0)"),
    "unit": SQL("coalesce(e.unit_id, 0)"),
    "type": SQL("coalesce(e.categ_id, 0)"),
    "displacement": SQL("coalesce(e.displacement, '')"),
    "factor": SQL("coalesce(e.factor_id, 0)"),
    "factor_data": SQL("e.factor_data"),
    "mass_data": SQL("e.mass_data"),
    "price_data": SQL("e.price_data"),
}


@dataclass(frozen=True)
class Scope:
    """What a report is about: a ledger or restatement, a period, and perhaps sites or units only."""

    run: object
    company: object
    date_from: object
    date_to: object
    sites: object
    units: object

    def domain(self):
        """The domain of the entries."""
        domain = [("run_id", "=", self.run.id), ("date", ">=", self.date_from), ("date", "<=", self.date_to)]
        if self.sites:
            domain.append(("site_id", "in", self.sites.ids))
        if self.units:
            domain.append(("unit_id", "in", self.units.ids))
        return domain

    def moments(self):
        """When the period begins and when the next one does, in UTC as the database has it."""
        days = (self.date_from, self.date_to + timedelta(days=1))
        return tuple(
            datetime.combine(day, time(), ZONE).astimezone(ZoneInfo("UTC")).replace(tzinfo=None) for day in days
        )


class FurnitureImpactReport(models.AbstractModel):
    """The figures of a report of the reuse ledger, for whoever may read its entries: sums, what they rest on, and what stands beside them.

    One SQL grouping for each question. Masses and emissions in kg, money without VAT.
    """

    _name = "furniture.impact.report"
    _description = "Figures of the reuse report"

    @api.model
    def _entries(self, scope, select):
        """Rows of ``select`` over the entries ``e`` of the scope that the user may read."""
        entries = self.env["furniture.impact.entry"]
        entries.check_access("read")
        entries.flush_model()
        mine = entries._search(scope.domain()).subselect()
        return SQL("WITH e AS (SELECT * FROM furniture_impact_entry WHERE id IN %s) %s", mine, select)

    @api.model
    def _sums(self, scope, *keys):
        """``{key or tuple of keys: {sum: value}}``; besides ``SUMS``, ``entries`` and ``counters`` (numbers of rows), and the parts of the net:
        ``displaced`` and ``lasting`` as in ``tools/impact/sanity.py``.
        """
        columns = SQL(", ").join(SQL("coalesce(sum(e.%s), 0)", SQL.identifier(name)) for name in SUMS)
        grouping = SQL(", ").join(KEYS[key] for key in keys)
        rows = self.env.execute_query(
            self._entries(
                scope,
                SQL(
                    """SELECT %s, count(*), count(*) FILTER (WHERE e.kind = 'counter'), coalesce(sum(e.d_default * e.gross), 0),
                              coalesce(sum(e.d_default * e.life_ratio * e.gross), 0),
                              coalesce(sum(e.piece_count) FILTER (WHERE e.mass_data != 'none'), 0) %s FROM e %s""",
                    columns,
                    SQL(", %s", grouping) if keys else SQL(),
                    SQL("GROUP BY %s ORDER BY %s", grouping, grouping) if keys else SQL(),
                ),
            )
        )
        names = (*SUMS, "entries", "counters", "displaced", "lasting", "weighed")
        result = {}
        for row in rows:
            key = row[len(names)] if len(keys) == 1 else tuple(row[len(names) :])
            result[key] = dict(zip(names, row, strict=False))
        return result

    @api.model
    def _headline(self, scope):
        """The three numbers: avoided emissions of own reuse with their interval, waste that others' reuse is not part of, and money of all.

        ``pieces`` are those that we ourselves use again, whether their emissions are known or not.
        """
        nothing = self._nothing()
        own = self._sums(scope, "line").get("own", nothing)
        by_user = self._sums(scope, "outside")
        ours, everything = by_user.get(False, nothing), self._sums(scope).get((), nothing)
        return {
            **{name: own[name] for name in ("net_low", "net", "net_high", "process_kg")},
            "own_pieces": own["piece_count"],
            "pieces": ours["piece_count"],
            "waste": ours["waste_diverted"],
            **{
                name: everything[name]
                for name in ("avoided_purchase", "avoided_disposal", "income", "cost", "net_saving", "price_missing")
            },
            "all_pieces": everything["piece_count"],
        }

    @api.model
    def _nothing(self):
        return dict.fromkeys((*SUMS, "entries", "counters", "displaced", "lasting", "weighed"), 0)

    @api.model
    def _missing(self, scope):
        """``{code: pieces}`` of what is not known."""
        return dict(
            self.env.execute_query(
                self._entries(
                    scope,
                    SQL(
                        """SELECT code, sum(e.piece_count)::int FROM e, unnest(string_to_array(e.missing, ',')) AS code
                            GROUP BY code ORDER BY code"""
                    ),
                )
            )
        )

    @api.model
    def _factors_used(self, scope):
        """Factors of the entries, with the editions in order."""
        # sudo: the factor that an entry was counted with belongs to the entry.
        factors = self.env["furniture.impact.factor"].sudo()
        numbers = [number for number in self._sums(scope, "factor") if number]
        return factors.browse(numbers).sorted(lambda one: (one.edition_id.id, one.sequence, one.id))

    @api.model
    def _editions(self, scope):
        """The editions that the entries were counted with."""
        rows = self.env.execute_query(
            self._entries(scope, SQL("SELECT DISTINCT e.edition_id FROM e WHERE e.edition_id IS NOT NULL ORDER BY 1"))
        )
        # sudo: as above
        return self.env["furniture.impact.edition"].sudo().browse(number for (number,) in rows)

    @api.model
    def _programs(self, scope):
        """The versions of the program that made the entries."""
        return [name for (name,) in self.env.execute_query(
            self._entries(scope, SQL("SELECT DISTINCT e.software FROM e WHERE e.software IS NOT NULL ORDER BY 1"))
        )]  # fmt: skip

    @api.model
    def _corrections(self, scope):
        """Counter-entries that were made in the period, whatever day they are about, the newest first."""
        first, after = scope.moments()
        domain = [leaf for leaf in scope.domain() if leaf[0] != "date"]
        return self.env["furniture.impact.entry"].search(
            [*domain, ("kind", "=", "counter"), ("create_date", ">=", first), ("create_date", "<", after)],
            order="create_date desc, id desc",
        )

    @api.model
    def _recycled(self, scope):
        """Lines of pieces whose material was recovered in the period. They are told beside the ledger and never added to it."""
        first, after = scope.moments()
        domain = [
            ("impact_meaning", "=", ends.MATERIAL),
            ("state", "=", ends.DONE),
            ("company_id", "=", scope.company.id),
            ("done_on", ">=", first),
            ("done_on", "<", after),
        ]
        if scope.sites:
            domain.append(("building_id.site_id", "in", scope.sites.ids))
        if scope.units:
            domain.append(("owner_unit_id", "in", scope.units.ids))
        self.env["furniture.impact.entry"].check_access("read")
        # sudo: what was recycled belongs to the report that the reader may read.
        return self.env["furniture.end.line"].sudo().search(domain, order="done_on, id")

    @api.model
    def _check(self, scope):
        """How own reuse compares with what others have published: ``tools.impact.sanity.Check``, as the dashboard has it."""
        return sanity.check(figures.totals(self._part_rows(scope)))

    @api.model
    def _part_rows(self, scope):
        """Sums by what entries have in common, see ``tools/impact/figures.py``: the report and the dashboard say the same."""
        [rows] = self.env["furniture.impact.entry"]._figure_rows(scope.domain(), [((), PARTS)])
        return [(part, sums) for _key, part, sums in rows]

    @api.model
    def _names(self, model, numbers):
        """``{id: display name}``; 0 and what is gone have an empty one."""
        # sudo: the names of places, units and types belong to the entries, which the reader may read.
        records = self.env[model].sudo().with_context(active_test=False).browse(number for number in numbers if number)
        return {0: "", None: "", **{record.id: record.display_name for record in records.exists()}}
