"""Lengths, weights, money and counts as people write them, in Norwegian or English.

Every function returns one number or raises ``UnitError(code)``; nothing is guessed. Codes: ``not_a_number``, ``ambiguous``, ``negative``,
``zero``, ``too_large``, ``not_whole``, ``unknown_unit``. Results: lengths in cm, weights in kg, money in NOK.

A separator is read so: blanks (also no-break ones and ') group thousands; where comma and point both stand, the last one is the decimal
sign; a single comma or point is the decimal sign. One case has two readings, ``1.200 mm``: three digits after a single sign. In metres it
is a decimal, in money it groups thousands, elsewhere it is refused as ambiguous.
"""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

MAX_LENGTH_CM = 2_000
MAX_WEIGHT_KG = 2_000
MAX_MONEY = 100_000_000

LENGTH_UNITS = {
    **dict.fromkeys(("mm", "millimeter", "millimetre", "millimeters", "millimetres"), Decimal("0.1")),
    **dict.fromkeys(("cm", "centimeter", "centimetre", "centimeters", "centimetres"), Decimal(1)),
    **dict.fromkeys(("dm", "desimeter", "decimetre"), Decimal(10)),
    **dict.fromkeys(("m", "meter", "metre", "meters", "metres"), Decimal(100)),
}
WEIGHT_UNITS = {
    **dict.fromkeys(("g", "gr", "gram", "grams"), Decimal("0.001")),
    **dict.fromkeys(("kg", "kilo", "kilogram", "kilograms"), Decimal(1)),
}
MONEY_UNITS = dict.fromkeys(("kr", "kroner", "nok", "krone"), Decimal(1))
COUNT_UNITS = dict.fromkeys(("stk", "stykk", "stykker", "pcs", "pieces", "ea"), Decimal(1))

METRES = frozenset(unit for unit, factor in LENGTH_UNITS.items() if factor == 100)

_PLAIN = re.compile(r"(?P<whole>[0-9]{1,15})(?:[.,](?P<decimals>[0-9]{1,15}))?")
_GROUPED = tuple(
    re.compile(rf"(?P<whole>[0-9]{{1,3}}(?:{group}[0-9]{{3}}){{1,4}})(?:[{mark}](?P<decimals>[0-9]{{1,15}}))?")
    for group, mark in (("[ '’]", ".,"), (r"\.", ","), (",", "."))
)
_SIGNED = r"(?P<number>[-−–+]? ?[0-9][0-9 .,'’]*?(?:[.,](?:--|-|–))?)"
_UNIT = r"(?:(?P<unit>[^\W\d_]+)\.?)"
_UNIT_AFTER = re.compile(rf"{_SIGNED} ?{_UNIT}?")
_UNIT_BEFORE = re.compile(rf"{_UNIT} ?{_SIGNED}")


class UnitError(ValueError):
    """The value is not such a quantity; ``code`` says why."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


def length_cm(value, unit="cm"):
    """A length in centimetres: ``80``, ``"80 cm"``, ``"800 mm"``, ``"0,80 m"`` are all 80.0.

    :param value: number or text; a unit in the text beats ``unit``
    :param unit: what a bare number means (from the heading)
    """
    return _quantity(value, LENGTH_UNITS, unit, MAX_LENGTH_CM, decimals=2)


def weight_kg(value, unit="kg"):
    """A weight in kilograms: ``7.4``, ``"7,4 kg"``, ``"7400 g"`` are all 7.4."""
    return _quantity(value, WEIGHT_UNITS, unit, MAX_WEIGHT_KG, decimals=3)


def money_nok(value):
    """An amount in kroner: ``5200``, ``"kr 5 200,-"``, ``"5.200,00"`` are all 5200.0. Nothing is a price of zero too."""
    return _quantity(value, MONEY_UNITS, "kr", MAX_MONEY, decimals=2, zero=True, thousands=True)


def whole_count(value):
    """A whole number above zero: ``3``, ``3.0``, ``"3,0"``, ``"3 stk"``."""
    number = _quantity(value, COUNT_UNITS, "stk", 10**9, decimals=9)
    if number != int(number):
        raise UnitError("not_whole")
    return int(number)


def _quantity(value, units, unit, limit, decimals, zero=False, thousands=False):
    factor = units.get(unit)
    if factor is None:
        raise UnitError("unknown_unit")
    if isinstance(value, bool):
        raise UnitError("not_a_number")
    if type(value) in (int, float):
        number = _from_number(value)
    elif isinstance(value, str):
        number, written = _from_text(value, tuple(units), unit, thousands)
        factor = units[written]
    else:  # dates, times, percentages
        raise UnitError("not_a_number")
    number *= factor
    if number < 0:
        raise UnitError("negative")
    if number > limit:
        raise UnitError("too_large")
    result = float(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    if not result and not (zero and not number):
        raise UnitError("zero")
    return result


def _from_number(value):
    if isinstance(value, float):
        if not math.isfinite(value):
            raise UnitError("not_a_number")
        return Decimal(repr(value))
    if abs(value) > 10**15:  # also keeps integers of thousands of digits from being printed
        raise UnitError("too_large" if value > 0 else "negative")
    return Decimal(value)


@lru_cache(maxsize=8192)
def _from_text(text, units, unit, money):
    """Number and unit of a text; without a unit of its own it has that of the heading."""
    if len(text) > 60:
        raise UnitError("not_a_number")
    text = " ".join(text.split())
    match = _UNIT_AFTER.fullmatch(text) or _UNIT_BEFORE.fullmatch(text)
    if not match:
        raise UnitError("not_a_number")
    if match["unit"]:
        unit = match["unit"].casefold()
        if unit not in units:
            raise UnitError("unknown_unit")
    number = match["number"]
    if money:
        number = re.sub(r"[.,](?:--|-|–)$", "", number)
    return _parse(number, unit, money), unit


def _parse(text, unit, money):
    negative = text[0] in "-−–"
    text = text.lstrip("-−–+ ")
    plain = _PLAIN.fullmatch(text)
    grouped = next(filter(None, (pattern.fullmatch(text) for pattern in _GROUPED)), None)
    match = plain or grouped
    if not match:
        raise UnitError("not_a_number")
    if plain and grouped and not text.startswith("0") and unit not in METRES:
        # One sign with three digits after it: a decimal, or a thousand?
        if not money:
            raise UnitError("ambiguous")
        match = grouped
    whole = re.sub(r"[^0-9]", "", match["whole"])
    number = Decimal(f"{whole}.{match['decimals'] or 0}")
    return -number if negative else number
