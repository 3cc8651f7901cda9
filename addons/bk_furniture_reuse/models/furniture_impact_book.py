from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.modules.module import get_manifest
from odoo.tools import format_date, format_datetime

from ..tools.impact.book import entries as entry_sheet
from ..tools.impact.book.pages import DATE, FIGURE, INTEGER, KG, MOST_ROWS, NOK, SHARE, TEXT, Book, Column, Formula
from ..tools.impact.book.sums import DECIMALS, count_where, pieces_missing, share_of, sum_where
from .furniture_impact_entry import DATA, DISPLACEMENTS, LINES
from .furniture_impact_reconciliation import INS, OUTS
from .furniture_impact_run import LEDGER

KEY = "$A{row}"
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
                self.env._("A spreadsheet has no room for %s entries. Choose a shorter period.", f"{len(numbers):,}")
            )
        _ = self.env._
        report = self.env["furniture.impact.report"]
        with Book(file) as book:
            self._write_summary(scope, book.page(_("Summary"), [26, 34, *[14] * 12]))
            page = book.page(_("Entries"), entry_sheet.WIDTHS)
            page.title(_("Entries: what each event saved"))
            page.text(
                _("Inputs stand as they were entered; results are formulas over the same row. A counter-entry has the sign -1.")
            )
            entry_sheet.write(page, report._entry_headings(), self._entry_rows(numbers), len(numbers))
            self._write_factors(scope, book.page(_("Factors"), [9, 16, 28, *[10] * 7, 8, 30, 22, 8, 40, 30, 20, 14, 12, 10, 14, 12]))
            self._write_figures(scope, book.page(_("Figures of the method"), [16, 26, 44, 9, 9, 9, 18, 8, 60, 40]))
            self._write_coverage(scope, book.page(_("Coverage"), [34, 14, 14, 14, 14, 12, 12, 12]))
            self._write_reconciliation(scope, book.page(_("Reconciliation"), [34, *[12] * (len(INS) + len(OUTS) + 4)]))
            self._write_recycling(scope, book.page(_("Recycling"), [14, 26, 14, 14, 28, 20, 20, 20, 14, 22]))
            self._write_method(scope, book.page(_("Method"), [30, 120]))

    @api.model
    def _about(self, scope):
        """Who made the report of what, and when: (label, text)."""
        _ = self.env._
        everything = _("All")
        return [
            (_("Organisation"), scope.company.name),
            (
                _("Period"),
                _(
                    "%(first)s to %(last)s",
                    first=format_date(self.env, scope.date_from),
                    last=format_date(self.env, scope.date_to),
                ),
            ),
            (_("Ledger or restatement"), self._run_name(scope)),
            *([(_("Why it was counted again"), scope.run.reason)] if scope.run.reason else []),
            (_("Sites"), ", ".join(scope.sites.mapped("name")) or everything),
            (_("Units"), ", ".join(scope.units.mapped("name")) or everything),
            (
                _("Made"),
                _(
                    "%(moment)s by %(person)s",
                    moment=format_datetime(self.env, fields.Datetime.now(), tz="Europe/Oslo", dt_format="short"),
                    person=self.env.user.name,
                ),
            ),
            (_("Program"), f"bk_furniture_reuse {get_manifest('bk_furniture_reuse')['version']}"),
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
        _ = self.env._
        report = self.env["furniture.impact.report"]
        lines, headings = report._sums(scope, "line"), report._entry_headings()
        page.title(_("Reuse ledger"))
        page.pairs(self._about(scope))
        page.subtitle(_("The three numbers"))
        head = report._headline(scope)
        page.pairs(
            [
                (_("Avoided, low (kg CO2e)"), (sum_where("net_low", head["net_low"], 3, line=OWN), KG)),
                (_("Avoided (kg CO2e)"), (sum_where("net", head["net"], 3, line=OWN), KG)),
                (_("Avoided, high (kg CO2e)"), (sum_where("net_high", head["net_high"], 3, line=OWN), KG)),
                (_("Waste avoided (kg)"), (sum_where("waste", head["waste"], 3, own_purchase=1), KG)),
                (_("Saved, net"), (sum_where("net_saving", head["net_saving"], 2), NOK)),
                (_("Pieces"), (sum_where("sign", head["pieces"], None, own_purchase=1), INTEGER)),
            ]
        )
        page.subtitle(_("Avoided emissions"))
        page.text(_("Kept apart from the organisation's own emissions. The lines are not added together; own reuse is the headline."))
        page.table(
            [
                Column(_("Line no."), INTEGER),
                Column(_("Line of the report")),
                Column(_("Pieces"), INTEGER),
                Column(_("Entries"), INTEGER),
                Column(_("Counter-entries"), INTEGER),
                Column(_("Avoided, low (kg CO2e)"), KG),
                Column(_("Avoided (kg CO2e)"), KG),
                Column(_("Avoided, high (kg CO2e)"), KG),
                Column(_("New production (kg CO2e)"), KG),
                Column(_("Waste avoided (kg)"), KG),
            ],
            (
                (
                    number, name,
                    sum_where("sign", sums["piece_count"], None, line=KEY),
                    count_where(sums["entries"], line=KEY),
                    count_where(sums["counters"], line=KEY, sign=-1),
                    *(sum_where(key, sums[key], 3, line=KEY) for key in ("net_low", "net", "net_high", "gross")),
                    sum_where("waste", sums["waste_diverted"], 3, line=KEY),
                )
                for number, name, sums in self._lines(lines)
            ),
            strong=lambda row: row == 0,
        )  # fmt: skip
        page.gap()
        page.pairs([(_("Compared with others"), report._sanity_text(report._check(scope)))])
        page.subtitle(_("Emitted by reuse"))
        page.text(_("What reuse itself emitted. It is taken off the avoided emissions above, and belongs to no line of a greenhouse gas inventory."))
        self._line_table(
            page,
            lines,
            KG,
            [(key, f"{key}_kg", headings[key]) for key in ("transport", "refurb", "storage", "process")],
        )
        page.subtitle(_("Money (NOK without VAT)"))
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
                Column(self.env._("Line no."), INTEGER),
                Column(self.env._("Line of the report")),
                *(Column(heading, INTEGER if key == "price_missing" else kind) for key, _field, heading in columns),
            ],
            (
                (
                    number,
                    name,
                    *(
                        sum_where(key, sums[field], None if key == "price_missing" else DECIMALS[kind], line=KEY)
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
        _ = self.env._
        report = self.env["furniture.impact.report"]
        answers = dict(self.env["furniture.impact.entry"]._fields["displacement"]._description_selection(self.env))
        order = {code: number for number, (code, _label) in enumerate(DISPLACEMENTS)}
        tables = [
            (_("Own reuse by month"), _("Month"), "month", "month", lambda keys: {key: f"{key // 100}-{key % 100:02d}" for key in keys}),
            (_("Own reuse by site"), _("Site"), "site", "site_no", lambda keys: report._names("stock.location", keys)),
            (_("Own reuse by unit"), _("For unit"), "unit", "unit_no", lambda keys: report._names("furniture.unit", keys)),
            (_("Own reuse by furniture type"), _("Furniture type"), "type", "type_no", lambda keys: report._names("product.category", keys)),
            (_("Own reuse by answer: did it replace a purchase?"), _("Answer"), "displacement", "displacement", lambda keys: answers),
        ]  # fmt: skip
        for title, heading, key, column, names_of in tables:
            groups = {
                value: sums for (line, value), sums in report._sums(scope, "line", key).items() if line == "own"
            }
            names = names_of(groups)
            ordered = sorted(groups, key=lambda one: (order.get(one, 9), str(names.get(one) or ""), str(one)))
            page.subtitle(title)
            page.table(
                [
                    Column(_("Key"), INTEGER if key != "month" else FIGURE),
                    Column(heading),
                    Column(_("Pieces"), INTEGER),
                    Column(_("Avoided, low (kg CO2e)"), KG),
                    Column(_("Avoided (kg CO2e)"), KG),
                    Column(_("Avoided, high (kg CO2e)"), KG),
                    Column(_("Emitted by reuse (kg CO2e)"), KG),
                    Column(_("Waste avoided (kg)"), KG),
                    Column(_("Purchase avoided, gross"), NOK),
                    Column(_("Costs"), NOK),
                    Column(_("Saved, net"), NOK),
                    Column(_("Prices missing"), INTEGER),
                ],
                [
                    self._group_row(
                        entry_sheet.DISPLACEMENTS.get(value, 0) if key == "displacement" else value,
                        names.get(value) or _("Not stated"),
                        column,
                        groups[value],
                    )
                    for value in ordered
                ],
            )

    @api.model
    def _group_row(self, number, name, column, sums):
        where = {"line": OWN, column: KEY}
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

    # Factors and figures

    @api.model
    def _write_factors(self, scope, page):
        _ = self.env._
        report = self.env["furniture.impact.report"]
        boundaries = dict(self.env["furniture.impact.factor"]._fields["boundary"]._description_selection(self.env))
        sums = report._sums(scope, "factor")
        page.title(_("Factors that the entries were counted with"))
        page.text(_("kg CO2e for making a new piece, or a kg of it. The last column counts entries that differ from the factor here: it must be 0."))
        page.table(
            [
                Column(_("Factor no."), INTEGER),
                Column(_("Edition")),
                Column(_("What it is for")),
                Column(_("Low"), FIGURE),
                Column(_("Default"), FIGURE),
                Column(_("High"), FIGURE),
                Column(_("Per kg (1 = yes)"), INTEGER),
                Column(_("Normal weight (kg)"), FIGURE),
                Column(_("Typical weight (kg)"), FIGURE),
                Column(_("Lifetime when new (years)"), FIGURE),
                Column(_("Grade")),
                Column(_("Boundary")),
                Column(_("Author")),
                Column(_("Year of the source"), FIGURE),
                Column(_("Title")),
                Column(_("Page or link")),
                Column(_("Licence")),
                Column(_("EPD number")),
                Column(_("Valid to"), DATE),
                Column(_("Pieces"), INTEGER),
                Column(_("Avoided (kg CO2e)"), KG),
                Column(_("Entries that differ"), INTEGER),
            ],
            (
                (
                    factor.id,
                    factor.edition_id.name,
                    factor.display_name,
                    factor.low or factor.value,
                    factor.value,
                    factor.high or factor.value,
                    int(factor.per_kg),
                    factor.scale_mass or None,
                    factor.mass or None,
                    factor.life_new,
                    (factor.grade or "").upper(),
                    boundaries.get(factor.boundary),
                    factor.source_author,
                    factor.source_year or None,
                    factor.source_title,
                    factor.source_page,
                    factor.licence,
                    factor.epd_number,
                    factor.valid_to or None,
                    sum_where("sign", sums[factor.id]["piece_count"], None, factor_no=KEY),
                    sum_where("net", sums[factor.id]["net"], 3, factor_no=KEY),
                    Formula(
                        "=COUNTIFS(entry_factor_no,$A{row})-COUNTIFS(entry_factor_no,$A{row},entry_factor_low,$D{row},entry_factor,$E{row},"
                        "entry_factor_high,$F{row})",
                        0,
                    ),
                )
                for factor in report._factors_used(scope)
            ),
        )

    @api.model
    def _write_figures(self, scope, page):
        _ = self.env._
        page.title(_("Figures of the method"))
        page.text(_("How much counts of a purchase that was replaced, and what transport, storage and refurbishment emit."))
        page.table(
            [
                Column(_("Edition")),
                Column(_("Code")),
                Column(_("Figure")),
                Column(_("Low"), FIGURE),
                Column(_("Default"), FIGURE),
                Column(_("High"), FIGURE),
                Column(_("Unit of measure")),
                Column(_("Grade")),
                Column(_("Source")),
                Column(_("Note")),
            ],
            (
                (
                    edition.name,
                    figure.code,
                    figure.name,
                    figure.low,
                    figure.value,
                    figure.high,
                    figure.unit,
                    (figure.grade or "").upper(),
                    figure.source,
                    figure.note,
                )
                for edition in self.env["furniture.impact.report"]._editions(scope)
                for figure in edition.figure_ids
            ),
        )

    # Coverage

    @api.model
    def _write_coverage(self, scope, page):
        _ = self.env._
        report = self.env["furniture.impact.report"]
        words = dict(self.env["furniture.impact.entry"]._fields["factor_data"]._description_selection(self.env))
        labels = [words[code] for code, _label in DATA]
        page.title(_("Coverage: what the figures rest on"))
        page.text(_("All pieces of the report, on whatever line."))
        names = (_("Factor"), _("Weight"), _("Price when new"))
        sources = ("factor", "factor_data"), ("weight", "mass_data"), ("price", "price_data")
        page.subtitle(_("Pieces"))
        page.table(
            [
                Column(_("Data")),
                *(Column(label, INTEGER) for label in labels),
                Column(_("All"), INTEGER),
                *(Column(_("%s, share", label), SHARE) for label in labels),
            ],
            (
                self._coverage_row(name, f"{column}_data", report._sums(scope, key))
                for name, (column, key) in zip(names, sources, strict=True)
            ),
        )
        page.subtitle(_("What is not known"))
        missing = report._missing(scope)
        page.table(
            [Column(_("Not known")), Column(_("Code")), Column(_("Pieces"), INTEGER)],
            (
                (name, code, pieces_missing(code, missing.get(code, 0)))
                for code, name in report._missing_words().items()
            ),
        )

    @api.model
    def _coverage_row(self, name, column, sums):
        nothing = self.env["furniture.impact.report"]._nothing()
        values = [sums.get(code, nothing)["piece_count"] for code, _label in DATA]
        whole = sum(values)
        return (
            name,
            *(
                sum_where("sign", value, None, **{column: entry_sheet.DATA[code]})
                for (code, _label), value in zip(DATA, values, strict=True)
            ),
            Formula("=SUM($B{row}:$D{row})", whole),
            *(
                share_of(f"${letter}{{row}}", "$E{row}", value / whole if whole else "")
                for letter, value in zip("BCD", values, strict=True)
            ),
        )

    # Beside the ledger

    @api.model
    def _reconciliation_words(self):
        _ = self.env._
        return {
            "registered": _("Registered"),
            "found": _("Found again"),
            "taken_back": _("End taken back"),
            "moved_in": _("Moved in"),
            "moved_out": _("Moved out"),
            "recycled": _("Recycled"),
            "donated": _("Donated"),
            "sold": _("Sold"),
            "lost": _("Lost"),
            "missing": _("Missing"),
            "other_out": _("Left otherwise"),
        }

    @api.model
    def _write_reconciliation(self, scope, page):
        _ = self.env._
        words = self._reconciliation_words()
        page.title(_("Reconciliation: opening + in - out = closing"))
        page.text(_("Numbers of pieces, counted from stock moves. Stock now and the difference are there when the period reaches today."))
        for title, heading, by in (
            (_("By building"), _("Building"), "building"),
            (_("By site"), _("Site"), "site"),
        ):
            page.subtitle(title)
            rows = self.env["furniture.impact.reconciliation"]._balance(scope, by)
            page.table(
                [
                    Column(heading),
                    Column(_("Opening number"), INTEGER),
                    *(Column(words[key], INTEGER) for key in INS),
                    *(Column(words[key], INTEGER) for key in OUTS),
                    Column(_("Closing number"), INTEGER),
                    Column(_("Stock now"), INTEGER),
                    Column(_("Difference"), INTEGER),
                ],
                (
                    (
                        row["name"],
                        row["opening"],
                        *(row[key] for key in (*INS, *OUTS)),
                        Formula("=B{row}+SUM(C{row}:F{row})-SUM(G{row}:M{row})", row["closing"]),
                        row["stock"],
                        Formula('=IF(O{row}="","",O{row}-N{row})', "" if row["difference"] is None else row["difference"]),
                    )
                    for row in rows
                ),
                strong=lambda number, last=len(rows) - 1: number == last,
            )

    @api.model
    def _write_recycling(self, scope, page):
        _ = self.env._
        lines = self.env["furniture.impact.report"]._recycled(scope)
        line_fields = self.env["furniture.end.line"]._fields
        fractions = dict(line_fields["fraction"]._description_selection(self.env))
        sources = dict(line_fields["weight_source"]._description_selection(self.env))
        numbers = {code: number for number, code in enumerate(fractions, 1)}
        page.title(_("Recycling"))
        page.text(_("Material that was recovered. It is no reuse, and is not part of any figure on the other sheets."))
        page.subtitle(_("By fraction"))
        table = len(lines)
        by_fraction = lines.grouped("fraction")
        present = [code for code in (*fractions, False) if code in by_fraction]
        # Where the pieces will stand: headings of both tables, this one's rows, an empty row, a title.
        first = page.row + 1 + len(present) + 3
        last = max(first, first + table - 1)
        page.table(
            [Column(_("Key"), INTEGER), Column(_("Fraction")), Column(_("Pieces"), INTEGER), Column(_("Weight (kg)"), KG)],
            (
                (
                    numbers.get(code, 0),
                    fractions.get(code) or _("Not stated"),
                    Formula(f"=COUNTIFS($H${first}:$H${last},$A{{row}})", len(by_fraction[code])),
                    Formula(
                        f"=ROUND(SUMIFS($I${first}:$I${last},$H${first}:$H${last},$A{{row}}),3)",
                        sum(by_fraction[code].mapped("weight")),
                    ),
                )
                for code in present
            ),
        )
        page.subtitle(_("Pieces"))
        page.table(
            [
                Column(_("Date"), DATE),
                Column(_("Fraction")),
                Column(_("Decision")),
                Column(_("Piece")),
                Column(_("Furniture model")),
                Column(_("Building")),
                Column(_("Owner unit")),
                Column(_("Fraction no."), INTEGER),
                Column(_("Weight (kg)"), KG),
                Column(_("Weight from")),
            ],
            (
                (
                    fields.Datetime.context_timestamp(line.with_context(tz="Europe/Oslo"), line.done_on).date(),
                    fractions.get(line.fraction) or _("Not stated"),
                    line.end_id.name,
                    line.lot_id.name,
                    line.product_id.display_name,
                    line.building_id.display_name,
                    line.owner_unit_id.name,
                    numbers.get(line.fraction, 0),
                    line.weight,
                    sources.get(line.weight_source),
                )
                for line in lines
            ),
        )

    @api.model
    def _write_method(self, scope, page):
        _ = self.env._
        report = self.env["furniture.impact.report"]
        page.title(_("Method"))
        page.pairs(self._about(scope))
        page.pairs(
            [
                (_("Editions"), ", ".join(report._editions(scope).mapped("name"))),
                (_("Programs that made the entries"), ", ".join(report._programs(scope))),
            ]
        )
        page.subtitle(_("How it is counted"))
        for title, text in report._method():
            page.sheet.write_string(page.row - 1, 0, title, page.book.strong[TEXT])
            page.sheet.write_string(page.row - 1, 1, text, page.book.wrapped)
            page.row += 1
        page.subtitle(_("Corrections made in the period"))
        page.table(
            [Column(_("Counter-entry")), Column(_("Reason"))],
            (
                (f"{entry.name} ({entry.counters_id.name})", entry.reason)
                for entry in report._corrections(scope)
            ),
        )
