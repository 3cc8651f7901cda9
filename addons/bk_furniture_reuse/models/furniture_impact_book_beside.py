from functools import partial
from operator import eq

from odoo import api, fields, models

from ..tools.impact.book.pages import DATE, INTEGER, KEY, KG, TEXT, Column, Formula
from .furniture_impact_reconciliation import INS, OUTS


class FurnitureImpactBook(models.AbstractModel):
    """Sheets of what stands beside the ledger: reconciliation, recycling, the method in words."""

    _inherit = "furniture.impact.book"

    @api.model
    def _reconciliation_words(self):
        return {
            "registered": self.env._("Registered"),
            "found": self.env._("Found again"),
            "taken_back": self.env._("End taken back"),
            "moved_in": self.env._("Moved in"),
            "moved_out": self.env._("Moved out"),
            "recycled": self.env._("Recycled"),
            "donated": self.env._("Donated"),
            "sold": self.env._("Sold"),
            "lost": self.env._("Lost"),
            "missing": self.env._("Missing"),
            "other_out": self.env._("Left otherwise"),
        }

    @api.model
    def _write_reconciliation(self, scope, page):
        words = self._reconciliation_words()
        page.title(self.env._("Reconciliation: opening + in - out = closing"))
        page.text(
            self.env._(
                "Numbers of pieces, counted from stock moves. Stock now and the difference are there when the period reaches today."
            )
        )
        for title, heading, by in (
            (self.env._("By building"), self.env._("Building"), "building"),
            (self.env._("By site"), self.env._("Site"), "site"),
        ):
            page.subtitle(title)
            rows = self.env["furniture.impact.reconciliation"]._balance(scope, by)
            page.table(
                [
                    Column(heading),
                    Column(self.env._("Opening number"), INTEGER),
                    *(Column(words[key], INTEGER) for key in INS),
                    *(Column(words[key], INTEGER) for key in OUTS),
                    Column(self.env._("Closing number"), INTEGER),
                    Column(self.env._("Stock now"), INTEGER),
                    Column(self.env._("Difference"), INTEGER),
                ],
                (
                    (
                        row["name"],
                        row["opening"],
                        *(row[key] for key in (*INS, *OUTS)),
                        Formula("=B{row}+SUM(C{row}:F{row})-SUM(G{row}:M{row})", row["closing"]),
                        row["stock"],
                        Formula(
                            '=IF(O{row}="","",O{row}-N{row})', "" if row["difference"] is None else row["difference"]
                        ),
                    )
                    for row in rows
                ),
                strong=partial(eq, len(rows) - 1),
            )

    @api.model
    def _write_recycling(self, scope, page):
        lines = self.env["furniture.impact.report"]._recycled(scope)
        line_fields = self.env["furniture.end.line"]._fields
        fractions = dict(line_fields["fraction"]._description_selection(self.env))
        sources = dict(line_fields["weight_source"]._description_selection(self.env))
        numbers = {code: number for number, code in enumerate(fractions, 1)}
        page.title(self.env._("Recycling"))
        page.text(
            self.env._(
                "Material that was recovered. It is no reuse, and is not part of any figure on the other sheets."
            )
        )
        page.subtitle(self.env._("By fraction"))
        table = len(lines)
        by_fraction = lines.grouped("fraction")
        present = [code for code in (*fractions, False) if code in by_fraction]
        # Where the pieces will stand: headings of both tables, this one's rows, an empty row, a title.
        first = page.row + 1 + len(present) + 3
        last = max(first, first + table - 1)
        page.table(
            [
                Column(self.env._("Key"), KEY),
                Column(self.env._("Fraction")),
                Column(self.env._("Pieces"), INTEGER),
                Column(self.env._("Weight (kg)"), KG),
            ],
            (
                (
                    numbers.get(code, 0),
                    fractions.get(code) or self.env._("Not stated"),
                    Formula(f"=COUNTIFS($H${first}:$H${last},$A{{row}})", len(by_fraction[code])),
                    Formula(
                        f"=ROUND(SUMIFS($I${first}:$I${last},$H${first}:$H${last},$A{{row}}),3)",
                        sum(by_fraction[code].mapped("weight")),
                    ),
                )
                for code in present
            ),
        )
        page.subtitle(self.env._("Pieces"))
        page.table(
            [
                Column(self.env._("Date"), DATE),
                Column(self.env._("Fraction")),
                Column(self.env._("Decision")),
                Column(self.env._("Piece")),
                Column(self.env._("Furniture model")),
                Column(self.env._("Building")),
                Column(self.env._("Owner unit")),
                Column(self.env._("Fraction no."), KEY),
                Column(self.env._("Weight (kg)"), KG),
                Column(self.env._("Weight from")),
            ],
            (
                (
                    fields.Datetime.context_timestamp(line.with_context(tz="Europe/Oslo"), line.done_on).date(),
                    fractions.get(line.fraction) or self.env._("Not stated"),
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
        report = self.env["furniture.impact.report"]
        page.title(self.env._("Method"))
        page.pairs(self._about(scope))
        page.pairs(
            [
                (self.env._("Editions"), ", ".join(report._editions(scope).mapped("name"))),
                (self.env._("Programs that made the entries"), ", ".join(report._programs(scope))),
            ]
        )
        page.subtitle(self.env._("How it is counted"))
        for title, text in report._method():
            page.sheet.write_string(page.row - 1, 0, title, page.book.strong[TEXT])
            page.sheet.write_string(page.row - 1, 1, text, page.book.wrapped)
            page.row += 1
        page.subtitle(self.env._("Corrections made in the period"))
        page.table(
            [Column(self.env._("Counter-entry")), Column(self.env._("Reason"))],
            ((f"{entry.name} ({entry.counters_id.name})", entry.reason) for entry in report._corrections(scope)),
        )
