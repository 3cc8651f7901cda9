from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.modules.module import get_manifest
from odoo.tools import format_date, format_datetime

from ..tools.impact.book import entries as entry_sheet
from ..tools.impact.book.pages import INTEGER, KEY, KG, MOST_ROWS, NOK, Book, Column
from ..tools.impact.book.sums import DECIMALS, count_where, sum_where
from .furniture_impact_entry import DISPLACEMENTS, LINES
from .furniture_impact_reconciliation import INS, OUTS
from .furniture_impact_run import LEDGER

KEY_CELL = "$A{row}"
OWN = entry_sheet.LINES["own"]


class FurnitureImpactBook(models.AbstractModel):
    """The workbook: its sheets and what stands on them."""

    _inherit = "furniture.impact.book"

    @api.model
    def _write(self, scope, file):
        """Write the workbook of ``scope`` to ``file`` (a path or an open binary file), for whoever may read the entries."""
        numbers = self._entry_numbers(scope)
        if len(numbers) > MOST_ROWS:
            raise UserError(
                self.env._("A spreadsheet cannot hold %s entries. Choose a shorter period.", f"{len(numbers):,}")
            )
        report = self.env["furniture.impact.report"]
        with Book(file) as book:
            self._write_summary(scope, book.page(self.env._("Summary"), [26, 34, *[14] * 12]))
            page = book.page(self.env._("Entries"), entry_sheet.WIDTHS)
            page.title(self.env._("Entries: what each event saved"))
            page.text(
                self.env._(
                    "Inputs stand as they were entered; results are formulas over the same row. A counter-entry has the sign -1."
                )
            )
            entry_sheet.write(page, report._entry_headings(), self._entry_rows(numbers), len(numbers))
            self._write_factors(
                scope,
                book.page(self.env._("Factors"), [9, 16, 28, *[10] * 7, 8, 30, 22, 8, 40, 30, 20, 14, 12, 10, 14, 12]),
            )
            self._write_figures(
                scope, book.page(self.env._("Figures of the method"), [16, 26, 44, 9, 9, 9, 18, 8, 60, 40])
            )
            self._write_coverage(scope, book.page(self.env._("Coverage"), [34, 14, 14, 14, 14, 12, 12, 12]))
            self._write_reconciliation(
                scope, book.page(self.env._("Reconciliation"), [34, *[12] * (len(INS) + len(OUTS) + 4)])
            )
            self._write_recycling(scope, book.page(self.env._("Recycling"), [14, 26, 14, 14, 28, 20, 20, 20, 14, 22]))
            self._write_method(scope, book.page(self.env._("Method"), [30, 120]))

    @api.model
    def _about(self, scope):
        """Who made the report of what, and when: (label, text)."""
        everything = self.env._("All")
        return [
            (self.env._("Organisation"), scope.company.name),
            (
                self.env._("Period"),
                self.env._(
                    "%(first)s to %(last)s",
                    first=format_date(self.env, scope.date_from),
                    last=format_date(self.env, scope.date_to),
                ),
            ),
            (self.env._("Ledger or restatement"), self._run_name(scope)),
            *([(self.env._("Why it was counted again"), scope.run.reason)] if scope.run.reason else []),
            (self.env._("Sites"), ", ".join(scope.sites.mapped("name")) or everything),
            (self.env._("Units"), ", ".join(scope.units.mapped("name")) or everything),
            (
                self.env._("Made"),
                self.env._(
                    "%(moment)s by %(person)s",
                    moment=format_datetime(self.env, fields.Datetime.now(), tz="Europe/Oslo", dt_format="short"),
                    person=self.env.user.name,
                ),
            ),
            (self.env._("Program"), f"bk_furniture_reuse {get_manifest('bk_furniture_reuse')['version']}"),
        ]

    @api.model
    def _run_name(self, scope):
        if not scope.run:
            return self.env._("Nothing is entered yet")
        # The ledger was named in the language of whoever made its first entry.
        return self.env._("Reuse ledger") if scope.run.kind == LEDGER else scope.run.name

    # Summary

    @api.model
    def _write_summary(self, scope, page):
        report = self.env["furniture.impact.report"]
        lines, headings = report._sums(scope, "line"), report._entry_headings()
        page.title(self.env._("Reuse ledger"))
        page.pairs(self._about(scope))
        page.subtitle(self.env._("The three numbers"))
        head = report._headline(scope)
        page.pairs(
            [
                (self.env._("Avoided, low (kg CO2e)"), (sum_where("net_low", head["net_low"], 3, line=OWN), KG)),
                (self.env._("Avoided (kg CO2e)"), (sum_where("net", head["net"], 3, line=OWN), KG)),
                (self.env._("Avoided, high (kg CO2e)"), (sum_where("net_high", head["net_high"], 3, line=OWN), KG)),
                (self.env._("Waste avoided (kg)"), (sum_where("waste", head["waste"], 3, own_purchase=1), KG)),
                (self.env._("Saved, net"), (sum_where("net_saving", head["net_saving"], 2), NOK)),
                (self.env._("Pieces"), (sum_where("sign", head["pieces"], None, own_purchase=1), INTEGER)),
            ]
        )
        page.subtitle(self.env._("Avoided emissions"))
        page.text(
            self.env._(
                "Kept apart from the organisation's own emissions. The lines are not added together; own reuse is the headline."
            )
        )
        page.table(
            [
                Column(self.env._("Line no."), KEY),
                Column(self.env._("Line of the report")),
                Column(self.env._("Pieces"), INTEGER),
                Column(self.env._("Entries"), INTEGER),
                Column(self.env._("Counter-entries"), INTEGER),
                Column(self.env._("Avoided, low (kg CO2e)"), KG),
                Column(self.env._("Avoided (kg CO2e)"), KG),
                Column(self.env._("Avoided, high (kg CO2e)"), KG),
                Column(self.env._("New production (kg CO2e)"), KG),
                Column(self.env._("Waste avoided (kg)"), KG),
            ],
            (
                (
                    number, name,
                    sum_where("sign", sums["piece_count"], None, line=KEY_CELL),
                    count_where(sums["entries"], line=KEY_CELL),
                    count_where(sums["counters"], line=KEY_CELL, sign=-1),
                    *(sum_where(key, sums[key], 3, line=KEY_CELL) for key in ("net_low", "net", "net_high", "gross")),
                    sum_where("waste", sums["waste_diverted"], 3, line=KEY_CELL),
                )
                for number, name, sums in self._lines(lines)
            ),
            strong=lambda row: row == 0,
        )  # fmt: skip
        page.gap()
        page.pairs([(self.env._("Compared with others"), report._sanity_text(report._check(scope)))])
        page.subtitle(self.env._("Emitted by reuse"))
        page.text(
            self.env._(
                "What reuse itself emitted. It is taken off the avoided emissions above, and belongs to no line of a greenhouse gas inventory."
            )
        )
        self._line_table(
            page,
            lines,
            KG,
            [(key, f"{key}_kg", headings[key]) for key in ("transport", "refurb", "storage", "process")],
        )
        page.subtitle(self.env._("Money (NOK without VAT)"))
        names = dict.fromkeys(
            ("avoided_purchase", "used_price", "refurb_cost", "transport_cost", "storage_cost", "labour_cost", "cost", "avoided_disposal",
             "income", "net_saving", "price_missing")
        )  # fmt: skip
        self._line_table(page, lines, NOK, [(name, name, headings[name]) for name in names])
        self._group_tables(scope, page)

    @api.model
    def _lines(self, lines):
        """(number, name, sums) of each line of the report."""
        words = dict(self.env["furniture.impact.entry"]._fields["report_line"]._description_selection(self.env))
        nothing = self.env["furniture.impact.report"]._nothing()
        for code, _label in LINES:
            yield entry_sheet.LINES[code], words[code], lines.get(code, nothing)

    @api.model
    def _line_table(self, page, lines, kind, columns):
        page.table(
            [
                Column(self.env._("Line no."), KEY),
                Column(self.env._("Line of the report")),
                *(Column(heading, INTEGER if key == "price_missing" else kind) for key, _field, heading in columns),
            ],
            (
                (
                    number,
                    name,
                    *(
                        sum_where(key, sums[field], None if key == "price_missing" else DECIMALS[kind], line=KEY_CELL)
                        for key, field, _heading in columns
                    ),
                )
                for number, name, sums in self._lines(lines)
            ),
            strong=lambda row: row == 0,
        )

    @api.model
    def _group_tables(self, scope, page):
        """Own reuse by month, site, unit, type and answer."""
        report = self.env["furniture.impact.report"]
        answers = dict(self.env["furniture.impact.entry"]._fields["displacement"]._description_selection(self.env))
        order = {code: number for number, (code, _label) in enumerate(DISPLACEMENTS)}
        tables = [
            (self.env._("Own reuse by month"), self.env._("Month"), "month", "month", lambda keys: {key: f"{key // 100}-{key % 100:02d}" for key in keys}),
            (self.env._("Own reuse by site"), self.env._("Site"), "site", "site_no", lambda keys: report._names("stock.location", keys)),
            (self.env._("Own reuse by unit"), self.env._("For unit"), "unit", "unit_no", lambda keys: report._names("furniture.unit", keys)),
            (self.env._("Own reuse by furniture type"), self.env._("Furniture type"), "type", "type_no", lambda keys: report._names("product.category", keys)),
            (self.env._("Own reuse by answer: did it replace a purchase?"), self.env._("Answer"), "displacement", "displacement", lambda keys: answers),
        ]  # fmt: skip
        for title, heading, key, column, names_of in tables:
            groups = {value: sums for (line, value), sums in report._sums(scope, "line", key).items() if line == "own"}
            names = names_of(groups)
            ordered = sorted(groups, key=lambda one: (order.get(one, 9), str(names.get(one) or ""), str(one)))
            page.subtitle(title)
            page.table(
                [
                    Column(self.env._("Key"), KEY),
                    Column(heading),
                    Column(self.env._("Pieces"), INTEGER),
                    Column(self.env._("Avoided, low (kg CO2e)"), KG),
                    Column(self.env._("Avoided (kg CO2e)"), KG),
                    Column(self.env._("Avoided, high (kg CO2e)"), KG),
                    Column(self.env._("Emitted by reuse (kg CO2e)"), KG),
                    Column(self.env._("Waste avoided (kg)"), KG),
                    Column(self.env._("Purchase avoided, gross"), NOK),
                    Column(self.env._("Costs"), NOK),
                    Column(self.env._("Saved, net"), NOK),
                    Column(self.env._("Prices missing"), INTEGER),
                ],
                [
                    self._group_row(
                        entry_sheet.DISPLACEMENTS.get(value, 0) if key == "displacement" else value,
                        names.get(value) or self.env._("Not stated"),
                        column,
                        groups[value],
                    )
                    for value in ordered
                ],
            )

    @api.model
    def _group_row(self, number, name, column, sums):
        where = {"line": OWN, column: KEY_CELL}
        return (
            number,
            name,
            sum_where("sign", sums["piece_count"], None, **where),
            *(sum_where(key, sums[key], 3, **where) for key in ("net_low", "net", "net_high")),
            sum_where("process", sums["process_kg"], 3, **where),
            sum_where("waste", sums["waste_diverted"], 3, **where),
            *(sum_where(key, sums[key], 2, **where) for key in ("avoided_purchase", "cost", "net_saving")),
            sum_where("price_missing", sums["price_missing"], None, **where),
        )
