"""No input makes the package raise anything but its own error, and what it accepts keeps its promises. The seeds are fixed."""

import contextlib
import datetime
import json
import math
import random
import zipfile
from io import BytesIO

import pytest

from bk_furniture_reuse.tools.register.cells import CellError, Cut, Percent, Row, Uncomputed
from bk_furniture_reuse.tools.register.error_workbook import write_error_workbook
from bk_furniture_reuse.tools.register.errors import RegisterFileError
from bk_furniture_reuse.tools.register.fields import FIELDS, VALUE_KEYS
from bk_furniture_reuse.tools.register.fingerprint import match_rows, row_fingerprint
from bk_furniture_reuse.tools.register.headings import find_headings
from bk_furniture_reuse.tools.register.messages import reason, sentence
from bk_furniture_reuse.tools.register.parser import parse_register
from bk_furniture_reuse.tools.register.proposals import propose_models, propose_names
from bk_furniture_reuse.tools.register.workbook import open_table

from .conftest import TODAY

PIECES = [
    "80",
    "8",
    "0",
    "-",
    "–",
    "+",
    ",",
    ".",
    " ",
    "\u00a0",
    "mm",
    "cm",
    "m",
    "kg",
    "kr",
    "NOK",
    ",-",
    "%",
    "e",
    "x",
    "ca",
    "A",
    "God",
    "ledig",
    "I bruk",
]
PIECES += [
    "etg",
    "plan",
    "U1",
    "Ripe",
    ";",
    "\n",
    "\r",
    "\t",
    "=",
    "@",
    '"',
    "'",
    "<b>",
    "&",
    "\x00",
    "\x07",
    "\u202e",
    "\ufeff",
    "\ufffd",
    "\ud800",
    "😀",
    "ø",
    "å",
]
PIECES += [
    "_x0000_",
    "_xD800_",
    "#N/A",
    "#REF!",
    "2015",
    "1.2.2026",
    "NaN",
    "inf",
    "1e999",
    "٣",
    "²",
    "½",
    "𝟠",
    "ﬁ",
    "Å",
    "İ",
    "ß",
    "\x1f",
    "\u2028",
    "%(value)s",
    "{0}",
]
SPECIAL = [
    None,
    True,
    False,
    0,
    -1,
    3,
    2015,
    10**18,
    10**400,
    -(10**400),
    0.5,
    -0.0,
    1e308,
    1e-308,
    math.nan,
    math.inf,
    -math.inf,
    Percent(0.8),
    Percent(math.nan),
]
SPECIAL += [
    datetime.datetime(2020, 1, 1),
    datetime.datetime(9999, 12, 31, 23, 59, 59),
    datetime.date(1900, 1, 1),
    datetime.time(1, 2),
    datetime.timedelta(days=99999),
]
SPECIAL += [Uncomputed("=1+1"), CellError("#N/A"), Cut("x" * 32_767), "x" * 5_000, "9" * 5_000, "", "   "]


class MemoryTable:
    """A table of Python values, to reach what no file format can write."""

    kind, filename, sheet_names, sheet = "memory", "", [""], ""

    def __init__(self, rows):
        self._rows = rows

    def use_sheet(self, name):
        assert name == ""

    def rows(self):
        for number, cells in enumerate(self._rows, 1):
            yield Row(number, list(cells), frozenset({0}) if number % 7 == 0 else frozenset())


def cell(pick):
    if pick.random() < 0.3:
        return pick.choice(SPECIAL)
    return "".join(pick.choices(PIECES, k=pick.randrange(1, 6)))


def promise(row):
    """What every caller relies on."""
    assert set(row.values) == set(VALUE_KEYS)
    assert json.loads(json.dumps(row.values, allow_nan=False)) == row.values
    json.dumps(row.raw, ensure_ascii=False).encode()
    json.dumps(row.values, ensure_ascii=False).encode()
    for problem in row.errors + row.notices:
        assert sentence(problem)
        assert reason(problem)
        json.dumps(problem.as_dict(), ensure_ascii=False, allow_nan=False).encode()
    assert "\x00" not in json.dumps(row.values, ensure_ascii=False) + json.dumps(row.raw, ensure_ascii=False)
    assert "\\u0000" not in json.dumps([row.values, row.raw])
    if row.ok:
        values = row.values
        assert values["name"]
        assert values["building"]
        assert values["purpose"]
        assert 1 <= values["count"] <= 1000
        assert values["year"] is None or 1900 <= values["year"] <= TODAY.year + 1
        for key in ("width", "depth", "height", "seat_height"):
            assert values[key] is None or 0 < values[key] <= 2000
        assert len(row_fingerprint(values)) == 32


@pytest.mark.parametrize("seed", range(10))
def test_any_cells(seed):
    pick = random.Random(seed)
    fields = list(FIELDS)
    units = {"width": "width (mm)", "weight": "weight (g)"} if seed % 2 else {}
    rows = [[units.get(field, field) for field in fields]]
    for _number in range(150):
        rows.append([cell(pick) for _field in fields])
        good = {"name": "Stol", "purpose": "ledig", "building": "B"}
        rows.append([good.get(field, cell(pick) if pick.random() < 0.2 else None) for field in fields])
    table = MemoryTable(rows)
    reader = parse_register(table, today=TODAY)
    parsed = list(reader)
    for row in parsed:
        promise(row)
    assert any(row.ok for row in parsed)
    accepted = [row for row in parsed if row.ok]
    propose_names(accepted, {"room": [(None, "B", None, "1")]})
    propose_models(accepted)
    assert len(match_rows(accepted, accepted).pairs) == len(accepted)
    problems = {row.row_number: (row.errors, row.notices) for row in parsed}
    again = parse_register(open_table(write_error_workbook(table, reader.headings, problems)), today=TODAY)
    assert [row.row_number for row in again] == [row.row_number for row in parsed]


@pytest.mark.parametrize("seed", range(30))
def test_any_headings(seed):
    pick = random.Random(seed)
    words = [*FIELDS, "Produktnavn", "Bygg", "Status", "Bredde (mm)", "(mm)", "mm", "()", "Vekt (", "Rom [A]", *PIECES]
    rows = [
        [pick.choice([pick.choice(words), cell(pick)]) for _column in range(pick.randrange(8))] for _row in range(30)
    ]
    mapping = {pick.choice([*FIELDS, "x"]): pick.choice([*words, None, 3]) for _number in range(3)}
    for chosen in (None, mapping):
        with contextlib.suppress(RegisterFileError):
            headings = find_headings(MemoryTable(rows), chosen)
            for problem in headings.problems + headings.notices:
                assert sentence(problem)
                assert reason(problem)
            for row in parse_register(MemoryTable(rows), headings=headings, today=TODAY):
                promise(row)


@pytest.mark.parametrize("seed", range(8))
def test_any_bytes_as_csv(seed):
    pick = random.Random(seed)
    for _attempt in range(40):
        base = "Produktnavn;Status;Bygg;Bredde;Merknad\r\n" + "".join(
            f'Stol;ledig;Rådhuset;{pick.choice(PIECES)};"{pick.choice(PIECES)}"\r\n' for _row in range(8)
        )
        content = bytearray(base.encode(pick.choice(["utf-8", "utf-16", "cp1252"]), "replace"))
        for _change in range(pick.randrange(6)):
            at = pick.randrange(len(content))
            content[at : at + pick.randrange(3)] = bytes(
                pick.choices([0, 10, 13, 34, 59, 44, 9, 65, 0x81, 0xC3, 0xFF, pick.randrange(256)], k=pick.randrange(4))
            )
        with contextlib.suppress(RegisterFileError):
            for row in parse_register(open_table(bytes(content)), today=TODAY):
                promise(row)


@pytest.mark.parametrize("seed", range(8))
def test_any_damage_to_a_workbook(seed, files):
    pick = random.Random(seed)

    def dress(book):
        book.active.merge_cells("C2:C4")
        book.active["D3"].number_format = "0%"
        book.active["D4"] = "=1+1"

    whole = files.xlsx(["Produktnavn", "Status", "Bygg", "Bredde"], *[["Stol", "ledig", "B", 80]] * 5, change=dress)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        names = archive.namelist()
    snippets = [
        b"",
        b"<",
        b">",
        b"/>",
        b'"',
        b"9",
        b"-1",
        b"A",
        b"\xff",
        b"\x00",
        b"<f>1</f>",
        b't="b"',
        b't="e"',
        b't="d"',
        b't="inlineStr"',
        b"&amp;",
        b"&x;",
        b"99999999999",
    ]
    for attempt in range(30):
        if attempt % 3 == 0:
            content = bytearray(whole)
            for _change in range(pick.randrange(1, 5)):
                content[pick.randrange(len(content))] = pick.randrange(256)
            content = bytes(content)
        else:
            name = pick.choice(names)
            member = files.member(whole, name).encode()
            at = pick.randrange(len(member))
            content = files.rezip(
                whole, **{name: member[:at] + pick.choice(snippets) + member[at + pick.randrange(8) :]}
            )
        with contextlib.suppress(RegisterFileError):
            for row in parse_register(open_table(content), today=TODAY):
                promise(row)
