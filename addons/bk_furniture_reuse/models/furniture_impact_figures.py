from odoo import api, models
from odoo.tools import SQL

from ..tools.impact import figures as rules

# What entries may be grouped by, beside their line and the quality of their data.
KEYS = {
    "month": SQL("date_trunc('month', %s::timestamp)::date", SQL.identifier("furniture_impact_entry", "date")),
    **{
        name: SQL.identifier("furniture_impact_entry", name)
        for name in ("site_id", "building_id", "unit_id", "requester_id", "categ_id", "kind_id", "product_id", "maker_id")
    },
}  # fmt: skip
PARTS = ("line", "outside", "factor_data", "mass_data", "price_data")
# Codes of ``missing`` that say that a cost is not known, as a pattern; and as domains.
COST_CODES = "_cost|labour|used_price"
COST_NOT_KNOWN = [
    "|",
    "|",
    ("missing", "like", "_cost"),
    ("missing", "like", "labour"),
    ("missing", "like", "used_price"),
]
# Of a group of a chart, which line it is of is enough.
LINES_ONLY = ("line", "outside")


class FurnitureImpactEntry(models.Model):
    """Sums over the ledger, for screens and reports."""

    _inherit = "furniture.impact.entry"

    @api.model
    def _figures(self, domain, group_by=()):
        """Figures of the entries of ``domain`` that this person may read, from one pass over them.

        :param group_by: names of ``KEYS``
        :return: the figures (see ``tools/impact/figures.py``); with ``group_by``, ``{key or tuple of keys: figures}``, where a key is an id
            or False, or the first day of a month
        """
        rows = self._figure_rows(domain, [(tuple(group_by), PARTS)])[0]
        if not group_by:
            return rules.figures([(part, sums) for _key, part, sums in rows])
        found = rules.merged(rows)
        return {(key[0] if len(key) == 1 else key): rules.figures(parts) for key, parts in found.items()}

    @api.model
    def _figure_rows(self, domain, groupings):
        """Sums of several groupings in one pass over the entries.

        The table, whose rows are wide, is read once, by as many workers as the database likes, into groups of the finest kind; these few are
        then summed up for each grouping.

        :param groupings: list of (keys, parts), names of ``KEYS`` and of ``PARTS``
        :return: for each of them a list of (tuple of keys, ``Part``, ``{measure: sum}``)
        """
        self.check_access("read")
        self.flush_model()
        query = self._search(domain)
        found = [[] for _grouping in groupings]
        if query.is_empty():
            return found
        keys = list(dict.fromkeys(key for names, _parts in groupings for key in names))
        columns = [*keys, *PARTS]
        for number, *values in self._with_memory(self._figure_query(query, keys, groupings)):
            row = dict(zip([*columns, *rules.MEASURES], values, strict=True))
            index = self._grouping_of(number, columns, groupings)
            part = rules.Part(row["line"], row["outside"], row["factor_data"], row["mass_data"], row["price_data"])
            sums = {
                name: int(row[name] or 0) if name in rules.WHOLE else (row[name] or 0) / 1000 for name in rules.MEASURES
            }
            found[index].append((tuple(row[key] or False for key in groupings[index][0]), part, sums))
        return found

    @api.model
    def _with_memory(self, query):
        """The rows of ``query``, which has enough memory to keep its groups: sorting all entries instead takes several times as long."""
        self.env.cr.execute("SET LOCAL work_mem = '96MB'")
        rows = self.env.execute_query(query)
        self.env.cr.execute("SET LOCAL work_mem TO DEFAULT")
        return rows

    @api.model
    def _figure_query(self, query, keys, groupings):
        entry = lambda name: SQL.identifier("furniture_impact_entry", name)  # noqa: E731
        counted = {
            "pieces": SQL("sum(%s)", entry("piece_count")),
            "entered": SQL("count(*) FILTER (WHERE %s = 'claim')", entry("kind")),
            "countered": SQL("count(*) FILTER (WHERE %s = 'counter')", entry("kind")),
            "cost_missing": SQL("sum(%s) FILTER (WHERE %s ~ %s)", entry("piece_count"), entry("missing"), COST_CODES),
            "displaced": _thousandths(SQL("%s * %s", entry("gross"), entry("d_default"))),
            **{name: _thousandths(entry(name)) for name in rules.SUMMED if name not in rules.WHOLE},
            "price_missing": SQL("sum(%s)", entry("price_missing")),
        }
        columns = {
            **{key: KEYS[key] for key in keys},
            "line": entry("report_line"),
            "outside": SQL("%s = 'outside'", entry("event_kind")),
            **{name: entry(name) for name in PARTS[2:]},
        }
        names = SQL(", ").join(SQL.identifier(name) for name in columns)
        return SQL(
            """
            WITH finest AS MATERIALIZED (SELECT %(selected)s, %(sums)s FROM %(table)s WHERE %(where)s GROUP BY %(positions)s)
            SELECT grouping(%(names)s), %(names)s, %(totals)s FROM finest GROUP BY GROUPING SETS (%(sets)s)
            """,
            selected=SQL(", ").join(SQL("%s AS %s", term, SQL.identifier(name)) for name, term in columns.items()),
            sums=SQL(", ").join(SQL("%s AS %s", counted[name], SQL.identifier(name)) for name in rules.MEASURES),
            table=query.from_clause,
            where=query.where_clause or SQL("TRUE"),
            positions=SQL(", ").join(SQL(str(number + 1)) for number in range(len(columns))),
            names=names,
            totals=SQL(", ").join(SQL("sum(%s)", SQL.identifier(name)) for name in rules.MEASURES),
            sets=SQL(", ").join(
                SQL("(%s)", SQL(", ").join(SQL.identifier(name) for name in (*names, *parts)))
                for names, parts in groupings
            ),
        )

    @api.model
    def _grouping_of(self, number, columns, groupings):
        """Which grouping a row is of: PostgreSQL sets a bit for each column that it is not grouped by."""
        bits = [bool(number >> position & 1) for position in reversed(range(len(columns)))]
        kept = {name for name, summed_up in zip(columns, bits, strict=True) if not summed_up}
        return next(index for index, (keys, parts) in enumerate(groupings) if kept == {*keys, *parts})


def _thousandths(term):
    """The sum of an amount with three decimals, in thousandths.

    Whole numbers are added exactly, also as floating point, and that is many times faster than adding decimals.
    """
    return SQL("sum((%s * 1000)::int8::float8)", term)
