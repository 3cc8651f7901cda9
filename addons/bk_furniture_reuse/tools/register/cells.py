"""The plain values that a cell can hold, beside Python's own, and how each reads as text."""

import datetime
import math
import re
from typing import NamedTuple

MAX_CELL = 32_767


class Percent(float):
    """A number that the sheet shows as a percentage: 0.8 is shown as 80 %."""


class Measured(float):
    """A number whose format shows a unit: 800 shown as ``800 mm``."""

    def __new__(cls, value, unit):
        number = super().__new__(cls, value)
        number.unit = unit
        return number


class Uncomputed(str):
    """A formula whose result the file does not hold; the text is the formula."""


class CellError(str):
    """A spreadsheet error such as #N/A."""


class Cut(str):
    """A text that was longer than a cell may be; the end is gone."""


ERROR_TEXTS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)


class Row(NamedTuple):
    """One row of the sheet: 1-based number, cells from column A on, columns filled from a merged cell above."""

    number: int
    cells: list
    merged: frozenset = frozenset()


_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe_text(text):
    """Text without what databases and XML cannot hold: control characters but tab and line ends, and lone surrogates."""
    return _UNSAFE.sub("", text)


def number_text(value):
    """A number as a person would write it: no trailing ``.0``, no binary noise."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        if value == int(value) and abs(value) < 1e15:
            return str(int(value))
        return f"{value:.12g}"
    try:
        return str(value)
    except ValueError:  # Python refuses to print integers of thousands of digits
        return "a number of very many digits"


def plain_text(value):
    """Any cell value as text, for showing and for text fields. None is the empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Percent):
        return f"{number_text(float(value) * 100)} %"
    if isinstance(value, Measured):
        return f"{number_text(float(value))} {value.unit}"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
