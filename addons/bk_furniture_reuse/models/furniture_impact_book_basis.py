from odoo import api, models

from ..tools.impact.book import entries as entry_sheet
from ..tools.impact.book.pages import DATE, FIGURE, INTEGER, KEY, KG, SHARE, Column, Formula
from ..tools.impact.book.sums import pieces_missing, share_of, sum_where
from .furniture_impact_book import KEY_CELL
from .furniture_impact_entry import DATA


class FurnitureImpactBook(models.AbstractModel):
    """Sheets of what the figures rest on: factors, figures of the method, coverage."""

    _inherit = "furniture.impact.book"

    @api.model
    def _write_factors(self, scope, page):
        report = self.env["furniture.impact.report"]
        boundaries = dict(self.env["furniture.impact.factor"]._fields["boundary"]._description_selection(self.env))
        sums = report._sums(scope, "factor")
        page.title(self.env._("Factors that the entries were counted with"))
        page.text(
            self.env._(
                "kg CO2e for making a new piece, or a kg of it. The last column counts entries that differ from the factor here: it must be 0."
            )
        )
        page.table(
            [
                Column(self.env._("Factor no."), KEY),
                Column(self.env._("Edition")),
                Column(self.env._("What it is for")),
                Column(self.env._("Low"), FIGURE),
                Column(self.env._("Default"), FIGURE),
                Column(self.env._("High"), FIGURE),
                Column(self.env._("Per kg (1 = yes)"), INTEGER),
                Column(self.env._("Normal weight (kg)"), FIGURE),
                Column(self.env._("Typical weight (kg)"), FIGURE),
                Column(self.env._("Lifetime when new (years)"), FIGURE),
                Column(self.env._("Grade")),
                Column(self.env._("Boundary")),
                Column(self.env._("Author")),
                Column(self.env._("Year of the source"), KEY),
                Column(self.env._("Title")),
                Column(self.env._("Page or link")),
                Column(self.env._("Licence")),
                Column(self.env._("EPD number")),
                Column(self.env._("Valid to"), DATE),
                Column(self.env._("Pieces"), INTEGER),
                Column(self.env._("Avoided (kg CO2e)"), KG),
                Column(self.env._("Entries that differ"), INTEGER),
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
                    sum_where("sign", sums[factor.id]["piece_count"], None, factor_no=KEY_CELL),
                    sum_where("net", sums[factor.id]["net"], 3, factor_no=KEY_CELL),
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
        page.title(self.env._("Figures of the method"))
        page.text(
            self.env._(
                "How much counts of a purchase that was replaced, and what transport, storage and refurbishment emit."
            )
        )
        page.table(
            [
                Column(self.env._("Edition")),
                Column(self.env._("Code")),
                Column(self.env._("Figure")),
                Column(self.env._("Low"), FIGURE),
                Column(self.env._("Default"), FIGURE),
                Column(self.env._("High"), FIGURE),
                Column(self.env._("Unit of measure")),
                Column(self.env._("Grade")),
                Column(self.env._("Source")),
                Column(self.env._("Note")),
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

    @api.model
    def _write_coverage(self, scope, page):
        report = self.env["furniture.impact.report"]
        words = dict(self.env["furniture.impact.entry"]._fields["factor_data"]._description_selection(self.env))
        labels = [words[code] for code, _label in DATA]
        page.title(self.env._("Coverage: what the figures rest on"))
        page.text(self.env._("All pieces of the report, on whatever line."))
        names = (self.env._("Factor"), self.env._("Weight"), self.env._("Price when new"))
        sources = ("factor", "factor_data"), ("weight", "mass_data"), ("price", "price_data")
        page.subtitle(self.env._("Pieces"))
        page.table(
            [
                Column(self.env._("Data")),
                *(Column(label, INTEGER) for label in labels),
                Column(self.env._("All"), INTEGER),
                *(Column(self.env._("%s, share", label), SHARE) for label in labels),
            ],
            (
                self._coverage_row(name, f"{column}_data", report._sums(scope, key))
                for name, (column, key) in zip(names, sources, strict=True)
            ),
        )
        page.subtitle(self.env._("What is not known"))
        missing = report._missing(scope)
        page.table(
            [Column(self.env._("Not known")), Column(self.env._("Code")), Column(self.env._("Pieces"), INTEGER)],
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
