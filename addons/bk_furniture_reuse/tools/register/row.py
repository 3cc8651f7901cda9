"""Check one row: cells in, typed values and findings out."""

from dataclasses import dataclass, field

from . import values as convert
from .cells import CellError, Cut, Measured, Uncomputed, plain_text
from .colours import read_colour
from .damages import split_damages
from .encoding import GARBLED
from .fields import FIELDS, VALUE_KEYS
from .problems import Problem, ValueProblem

# Findings that leave the value blank (or keep it as text) and let the row through. All others reject the row.
NOTICE_CODES = frozenset(
    {
        "unknown_condition",
        "not_a_weight",
        "ambiguous_weight",
        "not_a_price",
        "ambiguous_price",
        "not_a_date",
        "unknown_colour",
        "floor_without_number",
    }
    | {"formula_as_text", "formula_left_blank", "error_left_blank", "garbled_remark"}
    | {"length_unusual", "dash_is_blank", "text_cut", "merged_cell", "no_type"}
)
REQUIRED = {"name": "no_name", "purpose": "no_status", "building": "no_building"}
# Merged over several rows these would multiply pieces or put one sticker on many.
_NEVER_MERGED = ("code", "count")
_USUAL_CM = (1, 500)
_SIMPLE = {
    "text": convert.to_text,
    "code": convert.to_code,
    "count": convert.to_count,
    "money": convert.to_money,
    "date": convert.to_date,
    "purpose": convert.to_purpose,
    "condition": convert.to_condition,
}
# A cell that holds no value (a formula never computed, a spreadsheet error) rejects the row, except in these kinds.
_CAN_BE_BLANK = frozenset({"weight", "money", "condition", "colour", "date", "damage", "remark"})
# A lone dash stands for nothing, except where nothing is not an answer.
_DASH_STAYS = frozenset({"purpose", "count", "damage"})


@dataclass(slots=True)
class ParsedRow:
    """One row of the register that is not blank.

    :ivar row_number: 1-based row in the sheet
    :ivar values: typed values, JSON (see the package's docstring); of a rejected row what could be read
    :ivar raw: ``{field: text as written}`` of the cells that are not blank
    :ivar errors: why the row is rejected
    :ivar notices: what was left blank or looks odd
    """

    row_number: int
    values: dict
    raw: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    notices: list = field(default_factory=list)

    @property
    def ok(self):
        """True when the row can be applied."""
        return not self.errors


class RowReader:
    """Reads rows of one table; the columns and today's date are the same for all of them."""

    def __init__(self, columns, today):
        self._columns = [(name, FIELDS[name].kind, column) for name, column in columns.items()]
        self._today = today

    def read(self, row):
        """``ParsedRow`` of a ``cells.Row``, or None when no column of ours holds anything."""
        cells, size = row.cells, len(row.cells)
        parsed = ParsedRow(row.number, dict.fromkeys(VALUE_KEYS))
        parsed.values.update(count=1, damages=[])
        for name, kind, column in self._columns:
            value = cells[column.index] if column.index < size else None
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            parsed.raw[name] = plain_text(value)[:1000]
            self._read_cell(parsed, name, kind, column, value)
            if column.index in row.merged:
                self._merged(parsed, name, column)
        if not parsed.raw:
            return None
        self._check_row(parsed)
        return parsed

    def _read_cell(self, parsed, name, kind, column, value):
        try:
            if isinstance(value, Uncomputed | CellError):
                self._read_unreadable(parsed, name, kind, column, value)
                return
            if isinstance(value, Cut):
                _report(parsed, "text_cut", name, column, value)
            if kind not in _DASH_STAYS and convert.is_dash(value):
                _report(parsed, "dash_is_blank", name, column, value)
                return
            self._convert(parsed, name, kind, column, value)
        except ValueProblem as problem:
            _report(parsed, problem.code, name, column, value, problem.params)

    def _read_unreadable(self, parsed, name, kind, column, value):
        is_formula = isinstance(value, Uncomputed)
        if kind == "remark" and is_formula:
            parsed.values[name] = convert.to_remark(value)
            _report(parsed, "formula_as_text", name, column, value)
        elif kind in _CAN_BE_BLANK:
            _report(parsed, "formula_left_blank" if is_formula else "error_left_blank", name, column, value)
        else:
            _report(parsed, "formula_without_value" if is_formula else "spreadsheet_error", name, column, value)

    def _convert(self, parsed, name, kind, column, value):
        values = parsed.values
        if kind in _SIMPLE:
            values[name] = _SIMPLE[kind](value)
        elif kind == "length":
            values[name] = convert.to_length(*_number_and_unit(value, column.unit))
            if not _USUAL_CM[0] <= values[name] <= _USUAL_CM[1]:
                _report(parsed, "length_unusual", name, column, value, {"cm": f"{values[name]:g}"})
        elif kind == "weight":
            values[name] = convert.to_weight(*_number_and_unit(value, column.unit))
        elif kind == "year":
            values[name] = convert.to_year(value, self._today)
        elif kind == "colour":
            text = convert.to_text(value)
            values["colour"], values["colour_text"] = read_colour(text) if text else (None, None)
            if text and not values["colour"]:
                _report(parsed, "unknown_colour", name, column, value)
        elif kind == "floor":
            values["floor"], values["floor_number"] = convert.to_floor(value)
            if values["floor"] and values["floor_number"] is None:
                _report(parsed, "floor_without_number", name, column, value)
        elif kind == "damage":
            text = convert.to_remark(value)
            values["damages"] = split_damages(text) if text else []
        elif kind == "remark":
            values[name] = convert.to_remark(value)
            if GARBLED.search(values[name] or ""):
                _report(parsed, "garbled_remark", name, column, value)

    def _merged(self, parsed, name, column):
        code = "merged_not_allowed" if name in _NEVER_MERGED else "merged_cell"
        _report(parsed, code, name, column, parsed.raw[name])

    def _check_row(self, parsed):
        faulty = {problem.field for problem in parsed.errors}
        columns = {name: column for name, _kind, column in self._columns}
        for name, code in REQUIRED.items():
            if parsed.values[name] is None and name not in faulty:
                _report(parsed, code, name, columns.get(name))
        if parsed.values["type"] is None and "type" not in faulty:
            _report(parsed, "no_type", "type", columns.get("type"))
        if parsed.values["code"] and parsed.values["count"] > 1:
            params = {"count": parsed.values["count"]}
            _report(parsed, "code_on_many", "code", columns.get("code"), parsed.values["code"], params)


def _number_and_unit(value, unit):
    """A unit that the cell shows beats the heading's."""
    return (float(value), value.unit) if isinstance(value, Measured) else (value, unit)


def _report(parsed, code, name, column=None, value=None, params=None):
    params = dict(params or {})
    if value is not None:
        params.setdefault("value", convert.shown(value))
    problem = Problem(code, name, column.heading if column else None, params, column.index if column else None)
    (parsed.notices if code in NOTICE_CODES else parsed.errors).append(problem)
