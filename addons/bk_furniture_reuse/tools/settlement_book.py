"""The settlement of a period as a workbook: lines, sums for each pair of units, missing prices.

Rows are written as they come and not kept in memory. Texts stay texts whatever they begin with; numbers and dates are numbers and dates.
Plain Python, no Odoo.
"""

import io
from dataclasses import dataclass

import xlsxwriter

TEXT, NUMBER, MONEY, DATE = "text", "number", "money", "date"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``columns`` is a list of (heading, kind, width in characters), ``rows`` an iterable of rows of values."""

    name: str
    columns: list
    rows: object


def write_book(sheets):
    """The bytes of the workbook; an empty value leaves its cell empty."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, OPTIONS) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        formats = {
            MONEY: book.add_format({"num_format": "#,##0.00"}),
            DATE: book.add_format({"num_format": "dd.mm.yyyy"}),
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for index, (title, _kind, width) in enumerate(sheet.columns):
                page.set_column(index, index, width)
                page.write_string(0, index, inert(title), heading)
            for number, row in enumerate(sheet.rows, start=1):
                for index, ((_title, kind, _width), value) in enumerate(zip(sheet.columns, row, strict=True)):
                    _write(page, number, index, kind, value, formats.get(kind))
    return output.getvalue()


def _write(page, row, column, kind, value, style):
    if value is None or value is False or value == "":
        return
    if kind == TEXT:
        page.write_string(row, column, inert(value))
    elif kind == DATE:
        page.write_datetime(row, column, value, style)
    else:
        page.write_number(row, column, value, style)


def inert(text):
    """``text`` so that XlsxWriter writes it as a text: it takes ``<r>...</r>`` for ready-made XML, unless something follows."""
    text = str(text)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
