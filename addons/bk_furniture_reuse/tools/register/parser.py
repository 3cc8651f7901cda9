"""Read a register: every row of the chosen sheet, checked, with what two rows have in common (codes) and a summary."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from .errors import RegisterFileError
from .headings import find_headings
from .problems import Problem
from .row import RowReader
from .synonyms import heading_key
from .values import code_key, name_key

MAX_ROWS = 200_000


@dataclass(slots=True)
class RegisterSummary:
    """Counts of the rows read so far. Pieces are those of accepted rows; ``None`` stands for a blank value; names count by first spelling.

    :ivar blank_rows: rows without any value that stand between rows with values
    :ivar repeated_headings: rows that repeat the headings (page breaks of a printout), read past
    :ivar errors: Counter of error codes; ``notices`` likewise
    """

    accepted_rows: int = 0
    accepted_pieces: int = 0
    rejected_rows: int = 0
    blank_rows: int = 0
    repeated_headings: int = 0
    pieces_with_damage: int = 0
    by_site: Counter = field(default_factory=Counter)
    by_building: Counter = field(default_factory=Counter)
    by_purpose: Counter = field(default_factory=Counter)
    by_type: Counter = field(default_factory=Counter)
    by_condition: Counter = field(default_factory=Counter)
    errors: Counter = field(default_factory=Counter)
    notices: Counter = field(default_factory=Counter)
    _spelling: dict = field(default_factory=dict, repr=False, compare=False)

    def add(self, row):
        """Count one row."""
        self.notices.update(problem.code for problem in row.notices)
        if row.errors:
            self.rejected_rows += 1
            self.errors.update(problem.code for problem in row.errors)
            return
        values, count = row.values, row.values["count"]
        self.accepted_rows += 1
        self.accepted_pieces += count
        self.by_site[self._as_first(values["site"])] += count
        self.by_building[self._as_first(values["building"])] += count
        self.by_purpose[values["purpose"]] += count
        self.by_type[self._as_first(values["type"])] += count
        self.by_condition[values["condition"]] += count
        if values["damages"]:
            self.pieces_with_damage += count

    def _as_first(self, name):
        """The first spelling of a name, so that one building is not counted as two."""
        return self._spelling.setdefault(name_key(name), name) if name else None


class RegisterReader:
    """Iterate for ``ParsedRow``; ``summary`` counts what was read and starts anew with each iteration."""

    def __init__(self, table, headings, today, known_codes):
        self.table = table
        self.headings = headings
        self.summary = RegisterSummary()
        self._today = today
        self._is_known = known_codes if callable(known_codes) else _membership(known_codes)

    def __iter__(self):
        self.summary = summary = RegisterSummary()
        reader = RowReader(self.headings.by_field, self._today)
        first, blank, seen_codes = self.headings.data_row, 0, {}
        titles = [(column.index, heading_key(column.heading)) for column in self.headings.by_field.values()]
        for row in self.table.rows():
            if row.number < first:
                continue
            parsed = reader.read(row)
            if parsed is None:
                blank += 1
                continue
            if _repeats_headings(row.cells, titles):
                summary.repeated_headings += 1
                continue
            if summary.accepted_rows + summary.rejected_rows >= MAX_ROWS:
                raise RegisterFileError("too_many_rows", {"limit": MAX_ROWS})
            summary.blank_rows += blank  # blank rows after the last row do not count
            blank = 0
            self._check_code(parsed, seen_codes)
            summary.add(parsed)
            yield parsed

    def _check_code(self, parsed, seen):
        """The first row of the sheet with a code keeps it, even while that row has other errors: mending it must not turn the tables."""
        code = parsed.values["code"]
        if not code:
            return
        key = code_key(code)
        column = self.headings.by_field["code"]
        if key in seen:
            problem = Problem("duplicate_code", "code", column.heading, {"value": code, "row": seen[key]}, column.index)
            parsed.errors.append(problem)
            return
        seen[key] = parsed.row_number
        if self._is_known(code):
            parsed.errors.append(Problem("code_taken", "code", column.heading, {"value": code}, column.index))


def parse_register(table, mapping=None, today=None, known_codes=(), headings=None):
    """A ``RegisterReader`` for the table: iterate it for the rows, then read its ``summary``.

    :param table: from ``workbook.open_table``
    :param mapping: ``{field: key of a column}`` that beats what is recognised
    :param today: date that "next year" counts from; the machine's date when None
    :param known_codes: codes that pieces outside this register have: a collection (compared without case and blanks) or ``callable(code) -> bool``
    :param headings: the result of ``find_headings`` when the caller has it already; ``mapping`` is then not used
    :raises RegisterFileError: ``headings`` when required columns are missing (params ``problems``); while iterating ``too_many_rows``
        or ``damaged``
    """
    headings = headings or find_headings(table, mapping)
    if not headings.ready:
        raise RegisterFileError("headings", {"problems": headings.problems})
    table.use_sheet(headings.sheet)
    return RegisterReader(table, headings, today or datetime.date.today(), known_codes)


def _membership(codes):
    keys = {code_key(code) for code in codes}
    return lambda code: code_key(code) in keys


def _repeats_headings(cells, titles):
    hits = 0
    for index, key in titles:
        value = cells[index] if index < len(cells) else None
        if value is None:
            continue
        if not isinstance(value, str) or heading_key(value) != key:
            return False
        hits += 1
    return hits > 1
