"""Single values of a declaration's file: numbers, texts, years and days, or a refusal that names the field."""

import datetime
import math
import re
import unicodedata

MAX_TEXT = 300
LARGEST, SMALLEST = 1e9, 1e-9
YEARS = range(1990, 2101)

# What stands where a module or an indicator was not declared or not assessed.
_NOT_DECLARED = frozenset(("", "-", "–", "nd", "mnd", "mnr", "mna", "ina", "na", "n/a", "nr"))
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_EPOCH = datetime.date(1970, 1, 1)
_MS_A_DAY = 24 * 60 * 60 * 1000


class EpdError(ValueError):
    """The file is no declaration that can be used; ``code`` says why, ``details`` where.

    The file: ``empty``, ``too_large``, ``too_many`` (elements), ``pdf``, ``html``, ``unknown_format``, ``xml``, ``json``, ``zip`` (broken),
    ``unsafe_xml`` (declares entities or a document type), ``not_epd``, ``several_epds``, ``structure`` (``field``).
    A value: ``number``, ``text``, ``year`` or ``day`` (``field`` and ``value``).
    What it lacks: ``no_uuid``, ``no_name``, ``no_reference_flow``, ``no_amount``, ``no_unit``, ``no_mass`` (``unit``), ``no_gwp``, ``no_production``
    (a GWP, but not of A1-A3). What contradicts: ``gwp_unit`` (``unit``), ``scenarios`` (``module``), ``two_results`` (``indicator``),
    ``contradiction`` (``indicator``, ``stated``, ``summed``), ``not_positive`` (``indicator``, ``value``).
    """

    def __init__(self, code, **details):
        super().__init__(code)
        self.code, self.details = code, details


def number(value, field):
    """A finite number, or None where nothing is declared. A comma is not understood: it may be a decimal sign or group thousands."""
    if value is None or (isinstance(value, str) and value.strip().casefold() in _NOT_DECLARED):
        return None
    result = None
    if isinstance(value, str):
        if len(value) <= 60 and _NUMBER.fullmatch(value.strip()):
            result = float(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            result = float(value)
        except OverflowError:
            result = math.inf
    if result is None or not abs(result) <= LARGEST:  # also refuses what is not a number
        raise EpdError("number", field=field, value=shown(value))
    return result


def positive(value, field):
    """A number above zero, or None where nothing, or zero, is declared."""
    result = number(value, field)
    if not result:
        return None
    if result < SMALLEST:
        raise EpdError("number", field=field, value=shown(value))
    return result


def text(value, field):
    """One line of text, or None."""
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        value = str(value)
    if not isinstance(value, str):
        raise EpdError("text", field=field, value=shown(value))
    return " ".join(_printable(value[: 4 * MAX_TEXT]).split())[:MAX_TEXT].strip() or None


def year(value, field):
    """A year, or None."""
    result = number(value, field)
    if result is None:
        return None
    if result not in YEARS:
        raise EpdError("year", field=field, value=shown(value))
    return int(result)


def day(value, field):
    """A day, or None: written as in ``2028-04-30``, or as milliseconds since 1970 (negative where none was given)."""
    if value is None or value == "":
        return None
    result = None
    if isinstance(value, int) and not isinstance(value, bool):
        if value < 0:
            return None
        if value < 10**14:
            # Midnight of a place east of Greenwich is the evening before in Greenwich.
            result = _EPOCH + datetime.timedelta(days=(value + _MS_A_DAY // 2) // _MS_A_DAY)
    elif isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[TZ+].{0,40})?", value.strip()):
        try:
            result = datetime.date.fromisoformat(value.strip()[:10])
        except ValueError:
            result = None
    if result is None or result.year not in YEARS:
        raise EpdError("day", field=field, value=shown(value))
    return result


def _printable(value):
    """The text without marks that nobody sees, and with blanks for what no database takes: control characters, halves of letters."""
    seen = (letter for letter in value if unicodedata.category(letter) != "Cf")
    return "".join(letter if letter.isprintable() else " " for letter in seen)


def shown(value):
    """A value as an error names it: short, whatever it is."""
    if isinstance(value, str):
        return _printable(value[:60])
    if isinstance(value, (int, float)) and not (isinstance(value, int) and abs(value) > 10**18):
        return str(value)
    return type(value).__name__
