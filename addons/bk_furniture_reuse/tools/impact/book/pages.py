"""Sheets that are written from the top down: titles, texts, tables. Texts stay texts whatever they begin with."""

from typing import NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ...settlement_book import OPTIONS, inert

TEXT, INTEGER, KEY, KG, NOK, FIGURE, SHARE, DATE = "text", "integer", "key", "kg", "nok", "figure", "share", "date"
NUMBER_FORMATS = {
    INTEGER: "#,##0",
    KEY: "0",
    KG: "#,##0.000",
    NOK: "#,##0.00",
    FIGURE: "#,##0.####",
    SHARE: "0.0 %",
    DATE: "dd.mm.yyyy",
}
# Points: three lines.
HEADING_HEIGHT = 42
# Rows that a sheet has, less the headings.
MOST_ROWS = 1_048_000


class Formula(NamedTuple):
    """A formula and its value. ``{row}`` in the text is the number of the row that it is written in."""

    text: str
    value: object


class Column(NamedTuple):
    """A column of a table: heading, kind, and what the heading needs to be understood (shown as a note on it)."""

    heading: str
    kind: str = TEXT


class _Sheet(Worksheet):
    """A worksheet that takes formulas as they are: none here uses the newer functions that need a mark in the file."""

    def _prepare_formula(self, formula, expand_future_functions=False):
        return formula.removeprefix("=")


class Book:
    """A workbook that is written to ``file`` (a path, or an open binary file)."""

    def __init__(self, file):
        self._book = xlsxwriter.Workbook(file, OPTIONS)
        add = self._book.add_format
        self.title = add({"bold": True, "font_size": 16})
        self.subtitle = add({"bold": True, "font_size": 12, "top": 1})
        self.heading = add({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.wrapped = add({"text_wrap": True, "valign": "top"})
        looks = {kind: {"num_format": code} for kind, code in NUMBER_FORMATS.items()}
        looks[KEY]["align"] = "left"
        self.styles = {kind: add(look) for kind, look in looks.items()}
        self.strong = {kind: add({**look, "bold": True}) for kind, look in looks.items()}
        self.strong[TEXT] = add({"bold": True})

    def __enter__(self):
        return self

    def __exit__(self, failed, *_rest):
        if failed:
            # What was begun is no workbook; only its temporary files are cleared away.
            for sheet in self._book.worksheets():
                if sheet.row_data_fh:
                    sheet.row_data_fh.close()
        else:
            self._book.close()

    def page(self, name, widths):
        """A new sheet with columns of these widths (characters)."""
        return Page(self, self._book.add_worksheet(name, worksheet_class=_Sheet), widths)

    def name_range(self, name, sheet, first, last):
        """Let formulas call the cells from ``first`` to ``last`` ("$A$6") of a sheet by a name."""
        quoted = sheet.replace("'", "''")
        self._book.define_name(name, f"='{quoted}'!{first}:{last}")


class Page:
    """One sheet; ``row`` is the number of the next row, from 1."""

    def __init__(self, book, sheet, widths):
        self.book, self.sheet, self.row = book, sheet, 1
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def title(self, text):
        """The name of the sheet, in large letters."""
        self._text(text, self.book.title)

    def subtitle(self, text):
        """A heading with an empty row above."""
        self.row += 1
        self._text(text, self.book.subtitle)

    def text(self, text):
        """A line of text."""
        self._text(text, None)

    def gap(self):
        """An empty row: what follows is another table."""
        self.row += 1

    def pairs(self, pairs):
        """Lines of a label and a value: text, or (value, kind), or (Formula, kind)."""
        for label, value in pairs:
            value, kind = value if isinstance(value, tuple) and not isinstance(value, Formula) else (value, TEXT)
            self.sheet.write_string(self.row - 1, 0, inert(label), self.book.strong[TEXT])
            self.cell(1, value, kind)
            self.row += 1

    def headings(self, columns):
        """The row of headings of a table, with room for long ones."""
        self.sheet.set_row(self.row - 1, HEADING_HEIGHT)
        for index, column in enumerate(columns):
            self.sheet.write_string(self.row - 1, index, inert(column.heading), self.book.heading)
        self.row += 1

    def table(self, columns, rows, strong=lambda number: False):
        """A table. Returns the numbers of its first and last row of values; the last is before the first when there are none.

        :param rows: iterable of rows of values, in the order of ``columns``
        :param strong: whether row number n of the table (from 0) is set in bold
        """
        self.headings(columns)
        first = self.row
        for number, row in enumerate(rows):
            styles = self.book.strong if strong(number) else None
            for index, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.cell(index, value, column.kind, styles)
            self.row += 1
        return first, self.row - 1

    def cell(self, index, value, kind, styles=None):
        """Write one cell of the present row; nothing for None and for an empty text."""
        style = (styles or self.book.styles).get(kind)
        if isinstance(value, Formula):
            self.sheet.write_formula(
                self.row - 1, index, value.text.replace("{row}", str(self.row)), style, value.value
            )
        elif value is None or value is False or value == "":
            return
        elif kind == TEXT:
            self.sheet.write_string(self.row - 1, index, inert(value), style)
        elif kind == DATE:
            self.sheet.write_datetime(self.row - 1, index, value, style)
        else:
            self.sheet.write_number(self.row - 1, index, value, style)

    def _text(self, text, style):
        self.sheet.write_string(self.row - 1, 0, inert(text), style)
        self.row += 1
