"""Give the register back as XLSX: the same rows in the same places, with one more column that says what is wrong.

Every text is written as text, so a cell that begins with ``=`` is no formula. Rows keep their numbers, so the mended file can be read again.
"""

import datetime
import io
import math

import xlsxwriter

from .cells import MAX_CELL, Measured, Percent, plain_text, safe_text
from .messages import REPORT_HEADING, sentence
from .synonyms import is_report_heading

_SAFE_INT = 10**15


def write_error_workbook(table, headings, problems, translate=None):
    """The bytes of the workbook.

    :param table: the table that was read
    :param headings: its ``Headings``
    :param problems: ``{row number: (errors, notices)}``, lists of ``Problem``; rows without any may be left out
    :param translate: function from an English template to the reader's language (see ``messages``)
    """
    table.use_sheet(headings.sheet)
    report_column = _report_column(table, headings)
    heading = translate(REPORT_HEADING) if translate else REPORT_HEADING
    output = io.BytesIO()
    options = {
        "in_memory": False,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(output, options) as book:
        writer = _Writer(book, headings)
        sheet = writer.sheet
        sheet.set_column(report_column, report_column, 70)
        if headings.row_number:
            sheet.freeze_panes(headings.row_number, 0)
        for row in table.rows():
            errors, notices = problems.get(row.number, ((), ()))
            marks = {problem.index: writer.notice for problem in notices} | {
                problem.index: writer.error for problem in errors
            }
            writer.row(row, marks, skip=report_column)
            position = (row.number - 1, report_column)
            if row.number == headings.row_number:
                sheet.write_string(*position, heading, writer.bold)
            elif errors or notices:
                text = "\n".join(sentence(problem, translate) for problem in (*errors, *notices))
                sheet.write_string(*position, _text(text), writer.error if errors else writer.notice)
    return output.getvalue()


def _report_column(table, headings):
    """The column of an earlier report, else the first one that is free in every row."""
    for column in headings.columns:
        if is_report_heading(column.heading):
            return column.index
    return max((len(row.cells) for row in table.rows()), default=0)


class _Writer:
    def __init__(self, book, headings):
        self.sheet = book.add_worksheet(_sheet_name(headings.sheet))
        self.bold = book.add_format({"bold": True})
        self.error = book.add_format({"bg_color": "#FFC7CE", "font_color": "#7A0010", "valign": "top"})
        self.notice = book.add_format({"bg_color": "#FFF2CC", "font_color": "#5C4700", "valign": "top"})
        self._book = book
        self._formats = {}
        self._headings = headings

    def row(self, row, marks, skip):
        """One row of the register; ``marks`` gives cells a format."""
        plain = self.bold if row.number == self._headings.row_number else None
        for column, value in enumerate(row.cells):
            if column != skip and value is not None:
                self._cell(row.number - 1, column, value, marks.get(column, plain))
        for column, mark in marks.items():
            if column is not None and column != skip and (column >= len(row.cells) or row.cells[column] is None):
                self.sheet.write_blank(row.number - 1, column, None, mark)

    def _cell(self, line, column, value, mark):
        sheet = self.sheet
        if isinstance(value, bool):
            sheet.write_boolean(line, column, value, mark)
        elif isinstance(value, int | float) and _is_safe(value):
            sheet.write_number(line, column, value, self._format(mark, _shown_as(value)) if _shown_as(value) else mark)
        elif isinstance(value, datetime.datetime | datetime.date) and value.year >= 1900:
            has_time = isinstance(value, datetime.datetime) and value.time() != datetime.time()
            moment = value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value
            sheet.write_datetime(
                line, column, moment, self._format(mark, "yyyy-mm-dd hh:mm" if has_time else "yyyy-mm-dd")
            )
        else:
            sheet.write_string(line, column, _text(plain_text(value)), mark)

    def _format(self, mark, number_format):
        key = (id(mark), number_format)
        if key not in self._formats:
            colours = {self.error: ("#FFC7CE", "#7A0010"), self.notice: ("#FFF2CC", "#5C4700")}.get(mark)
            style = {"num_format": number_format} | (
                {"bg_color": colours[0], "font_color": colours[1]} if colours else {}
            )
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]


def _shown_as(value):
    """The number format that shows what the register showed."""
    if isinstance(value, Percent):
        return "0%" if round(value * 100, 9) == int(value * 100) else "0.0%"
    return f'General" {value.unit}"' if isinstance(value, Measured) else None


def _is_safe(value):
    return math.isfinite(value) if isinstance(value, float) else abs(value) < _SAFE_INT


def _text(text):
    return safe_text(text)[:MAX_CELL]


def _sheet_name(name):
    name = "".join(letter for letter in safe_text(name) if letter not in "[]:*?/\\" and letter.isprintable())[
        :31
    ].strip("' ")
    return "Register" if not name or name.casefold() == "history" else name
