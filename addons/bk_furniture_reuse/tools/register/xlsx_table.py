"""Stream the rows of an XLSX workbook: cached values only, nothing is computed and no link is followed."""

import re
import warnings
from collections import defaultdict
from contextlib import closing
from itertools import zip_longest

import openpyxl
from openpyxl.utils.cell import range_boundaries

from .cells import ERROR_TEXTS, MAX_CELL, CellError, Cut, Measured, Percent, Row, Uncomputed, safe_text
from .errors import RegisterFileError
from .guard import SheetFacts, inspect_archive

MAX_COLUMNS = 256
MAX_SHEET_ROWS = 1_048_576
# A merged cell is filled downwards over at most so many rows: a merged half sheet is decoration, not data.
MAX_MERGED_ROWS = 1_000

_FORMAT_UNIT = re.compile(r"(?:[0#?]|General)[^\"]*\"\s*(mm|cm|dm|m|kg|g)\.?\s*\"", re.IGNORECASE)
_CONTROL = re.compile(r"_x([0-9A-Fa-f]{4})_")


class XlsxTable:
    """One visible sheet at a time of a workbook.

    :ivar sheet_names: the visible sheets in their order
    :ivar sheet: the one that ``rows`` reads
    """

    kind = "xlsx"
    encoding = separator = None

    def __init__(self, stream, filename=""):
        self.filename = filename
        self._stream = stream
        self._facts = inspect_archive(stream)
        self._book = self._load(data_only=True)
        try:
            sheets = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
            self.sheet_names = [str(sheet.title) for sheet in sheets]
        except Exception as error:
            raise RegisterFileError("damaged") from error
        if not sheets:
            raise RegisterFileError("no_visible_sheet")
        self.sheet = self.sheet_names[0]

    def use_sheet(self, name):
        """Read another sheet from now on."""
        if name not in self.sheet_names:
            raise RegisterFileError("no_such_sheet", {"sheet": str(name)})
        self.sheet = name

    def rows(self):
        """Every row from the first of the sheet on, blank ones too, as ``Row``."""
        try:
            yield from self._rows()
        except (RegisterFileError, GeneratorExit):
            raise
        except Exception as error:
            raise RegisterFileError("damaged") from error

    def _rows(self):
        sheet = self._book[self.sheet]
        facts = self._sheet_facts(sheet)
        below = _merged_below(facts.merges)
        filled = {}
        for number, cells in enumerate(self._value_rows(sheet, facts.has_formulas), 1):
            if number > MAX_SHEET_ROWS:
                raise RegisterFileError("damaged")
            merged = frozenset()
            if number in below or filled:
                merged = _fill_merged(number, cells, below, filled)
            yield Row(number, cells, merged)

    def _value_rows(self, sheet, has_formulas):
        with closing(self._cell_rows(sheet)) as rows:
            if not has_formulas:
                for row in rows:
                    yield _trim([_value(cell) for cell in row[:MAX_COLUMNS]])
                return
            # The cached results and the formulas are two views of the same cells.
            formulas = self._load(data_only=False)
            try:
                with closing(self._cell_rows(formulas[self.sheet])) as sources:
                    for row, source in zip_longest(rows, sources, fillvalue=()):
                        both = zip_longest(row[:MAX_COLUMNS], source[:MAX_COLUMNS])
                        yield _trim([_value(cell, origin) for cell, origin in both])
            finally:
                formulas.close()

    def _cell_rows(self, sheet):
        sheet.reset_dimensions()  # the stated size can be too small and would hide rows
        return sheet.iter_rows()

    def _sheet_facts(self, sheet):
        path = getattr(sheet, "_worksheet_path", "")
        return self._facts.get(path.lstrip("/")) or SheetFacts(True, ())

    def _load(self, data_only):
        self._stream.seek(0)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return openpyxl.load_workbook(
                    self._stream, read_only=True, data_only=data_only, keep_links=False, keep_vba=False
                )
        except Exception as error:
            raise RegisterFileError("damaged") from error


def _value(cell, origin=None):
    value = cell.value if cell is not None else None
    if value is None:
        if origin is not None and origin.data_type == "f":
            return Uncomputed(str(getattr(origin.value, "text", None) or origin.value or "="))
        return None
    if isinstance(value, str):
        return _text(value, cell.data_type)
    if type(value) in (int, float):
        return _number(value, cell.number_format)
    return value


def _number(value, number_format):
    """What a person sees in the cell: a format can show 0.8 as 80 % and 800 as 800 mm."""
    if number_format == "General":
        return value
    if "%" in number_format:
        return Percent(value)
    unit = _FORMAT_UNIT.search(number_format)
    return Measured(value, unit[1].lower()) if unit else value


def _text(value, data_type):
    if data_type == "e" or (value[:1] == "#" and value in ERROR_TEXTS):
        return CellError(value)
    if "_x" in value:  # the file format's own escape for characters that XML cannot hold
        value = safe_text(_CONTROL.sub(lambda match: chr(int(match[1], 16)), value))
    return Cut(value[:MAX_CELL]) if len(value) > MAX_CELL else value


def _trim(values):
    while values and values[-1] is None:
        values.pop()
    return values


def _merged_below(merges):
    """``{first row below the anchor: [(column, last row)]}`` for merged cells that span rows."""
    below = defaultdict(list)
    for reference in merges:
        first_column, first_row, _last_column, last_row = range_boundaries(reference)
        if first_row < last_row <= first_row + MAX_MERGED_ROWS and first_column <= MAX_COLUMNS:
            below[first_row].append((first_column - 1, last_row))
    return below


def _fill_merged(number, cells, below, filled):
    """Give the rows of a merged cell its value, since that is what a reader of the sheet sees."""
    merged = set()
    for column, (last_row, value) in list(filled.items()):
        if number > last_row:
            del filled[column]
        elif value is not None and (column >= len(cells) or cells[column] is None):
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = value
            merged.add(column)
    for column, last_row in below.get(number, ()):
        filled[column] = (last_row, cells[column] if column < len(cells) else None)
    return frozenset(merged)
