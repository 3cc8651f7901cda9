"""Find the heading row of a register and what each column holds."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from .cells import Cut, plain_text
from .encoding import GARBLED
from .errors import RegisterFileError
from .fields import FIELDS, REQUIRED_FIELDS
from .problems import Problem
from .synonyms import heading_key, is_report_heading, known_words, recognise, unit_of

HEADING_ROWS = 20
MAX_HEADING = 100


@dataclass(slots=True)
class Column:
    """One column of the sheet.

    :ivar index: 0-based; ``letter`` is its name in a spreadsheet
    :ivar heading: the text in the heading row
    :ivar key: what a mapping calls the column: the heading, made unique with the letter where two are alike
    :ivar field: the field it fills or None
    :ivar unit: unit of bare numbers (``mm``, ``g`` ...) when the heading names one
    :ivar suggestion: the field that an unrecognised heading resembles, for a person to confirm
    """

    index: int
    letter: str
    heading: str
    key: str
    field: str | None = None
    unit: str | None = None
    suggestion: str | None = None


@dataclass(slots=True)
class Headings:
    """The heading row of one sheet; ``problems`` must be empty before rows can be read, ``notices`` are for information.

    :ivar row_number: 1-based row of the headings, 0 when none was found
    :ivar data_row: the first row of data
    """

    sheet: str
    row_number: int
    data_row: int
    columns: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notices: list = field(default_factory=list)

    @property
    def ready(self):
        """True when every required field has exactly one column."""
        return not self.problems

    @property
    def by_field(self):
        """``{field: Column}`` of the columns in use."""
        return {column.field: column for column in self.columns if column.field}

    @property
    def unrecognised(self):
        """The columns with a heading that fill no field; a person can map them."""
        return [column for column in self.columns if not column.field and not is_report_heading(column.heading)]

    @property
    def width(self):
        """How many columns the heading row spans."""
        return self.columns[-1].index + 1 if self.columns else 0


def find_headings(table, mapping=None, sheet=None):
    """Look for the heading row in the first rows of every visible sheet, and make ``table`` read the best sheet.

    :param mapping: ``{field: key of a column}`` as a person chose it; beats what is recognised. An empty key leaves the field out.
    :param sheet: read only this sheet
    :raises RegisterFileError: the headings' letters were damaged before
    """
    mapping = {name: key for name, key in (mapping or {}).items() if name in FIELDS}
    best, others = None, []
    for name in [sheet] if sheet is not None else table.sheet_names:
        table.use_sheet(name)
        rows = list(islice(table.rows(), HEADING_ROWS))
        score, place = _best_row(rows, mapping)
        if score[0] >= len(REQUIRED_FIELDS):
            others.append(name)
        if best is None or score > best[0]:
            best = (score, name, rows, place)
    _score, name, rows, place = best
    table.use_sheet(name)
    if place is None:
        _refuse_garbled(rows)
        return Headings(name, 0, 1, problems=[Problem("no_headings")])
    cells, first, last = _joined(rows, place)
    headings = Headings(name, rows[last].number, rows[last].number + 1, _columns(cells))
    _assign(headings, mapping)
    others = [other for other in others if other != name]
    if others:
        headings.notices.append(Problem("other_sheets", params={"sheets": ", ".join(others)}))
    if headings.problems:
        _refuse_garbled(rows[first : last + 1])
    return headings


def _best_row(rows, mapping):
    """Score and position of the row that looks most like headings."""
    wanted = {heading_key(_strip_letter(key)) for key in mapping.values() if key}
    best, place = (0, 0), None
    for position, row in enumerate(rows):
        texts = [cell for cell in row.cells if isinstance(cell, str) and cell.strip() and len(cell) <= MAX_HEADING]
        fields = {recognise(text).field for text in texts} - {None}
        mapped = {heading_key(text) for text in texts} & wanted
        score = (len(fields) + 2 * len(mapped), min(len(texts), 50) if len(texts) > 1 else 0)
        if score > best and (len(fields) + len(mapped) > 1 or best[0] < 2):
            best, place = score, position
    return best, place


def _joined(rows, place):
    """Headings over two rows read as one: the sub-headings of the next row, the group headings of the row above."""
    cells = list(rows[place].cells)
    first = last = place
    if place + 1 < len(rows):
        below = rows[place + 1].cells
        names = [(i, cell) for i, cell in enumerate(below) if isinstance(cell, str) and cell.strip()]
        taken = {recognise(cell).field for cell in cells if isinstance(cell, str)}
        fresh = [(i, cell) for i, cell in names if recognise(cell).field and recognise(cell).field not in taken]
        if (
            len(fresh) >= 2
            and all(recognise(plain_text(cell)).field for _i, cell in names)
            and len(names) == sum(c is not None for c in below)
        ):
            cells += [None] * (len(below) - len(cells))
            for i, cell in fresh:
                cells[i] = cell
            last = place + 1
    if place:
        for i, cell in enumerate(rows[place - 1].cells):
            if isinstance(cell, str) and recognise(cell).field and (i >= len(cells) or cells[i] is None):
                cells += [None] * (i + 1 - len(cells))
                cells[i] = cell
                first = place - 1
    return cells, first, last


def _columns(cells):
    columns, seen = [], set()
    for index, cell in enumerate(cells):
        heading = " ".join(plain_text(cell)[: 2 * MAX_HEADING].split())
        if not heading:
            continue
        letter = column_letter(index)
        key = f"{heading} [{letter}]" if heading_key(heading) in seen else heading
        seen.add(heading_key(heading))
        columns.append(Column(index, letter, heading, key))
    return columns


def _assign(headings, mapping):
    by_key = {}
    for column in headings.columns:
        by_key.setdefault(heading_key(column.key), column)
    for name, key in mapping.items():
        if not key:
            continue
        column = by_key.get(heading_key(key))
        if column is None:
            headings.problems.append(Problem("mapped_heading_missing", name, str(key)))
        elif column.field:
            headings.problems.append(
                Problem("one_column_twice", name, column.heading, {"other": column.field}, column.index)
            )
        else:
            _use(headings, column, unit_of(column.heading, name))
    claims = {}
    for column in headings.columns:
        found = None if column.field or is_report_heading(column.heading) else recognise(column.heading)
        if found and found.field and found.field not in mapping:
            claims.setdefault(found.field, []).append((column, found))
        elif not column.field:
            column.suggestion = _suggest(column.heading)
    for name, claimants in claims.items():
        if len(claimants) > 1:
            names = ", ".join(column.key for column, _found in claimants)
            headings.problems.append(Problem("two_columns", name, names, {"columns": names}, claimants[1][0].index))
            for column, _found in claimants:
                column.suggestion = name
        else:
            _use(headings, *claimants[0])
    present = headings.by_field
    for name in REQUIRED_FIELDS:
        if name not in present and not any(problem.field == name for problem in headings.problems):
            headings.problems.append(Problem("missing_column", name))


def _use(headings, column, found):
    if found.unknown_unit:
        column.suggestion = found.field
        headings.notices.append(
            Problem("heading_unit", found.field, column.heading, {"unit": found.unknown_unit}, column.index)
        )
        return
    column.field, column.unit = found.field, found.unit


def _suggest(heading):
    words = known_words()
    close = get_close_matches(heading_key(heading), words, n=1, cutoff=0.82) if len(heading) > 3 else []
    return words[close[0]] if close else None


def _strip_letter(key):
    head, bracket, tail = str(key).rpartition(" [")
    return (
        head
        if bracket and tail.endswith("]") and tail[:-1].isalpha() and tail[:-1].isupper() and len(tail) <= 4
        else str(key)
    )


def _refuse_garbled(rows):
    for row in rows:
        if any(isinstance(cell, str) and not isinstance(cell, Cut) and GARBLED.search(cell) for cell in row.cells):
            raise RegisterFileError("garbled_text")


def column_letter(index):
    """Spreadsheet name of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
