"""Turn one cell into one value. Each converter returns the value (None for blank) or raises ``ValueProblem(code)``."""

import datetime
import re
import unicodedata
from functools import lru_cache

from ..units import UnitError, length_cm, money_nok, weight_kg, whole_count
from .cells import Cut, Percent, number_text, plain_text
from .encoding import GARBLED
from .fields import MAX_CODE, MAX_COUNT, MAX_NAME
from .problems import ValueProblem

_DASHES = frozenset({"-", "–", "—", "--", "---"})
_DROPPED = {"Cc", "Cs", "Co", "Cn"}
# Zero-width and direction characters: invisible, and able to make one name look like another. The joiner of emoji stays.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def _words(table):
    return {_word_key(word): value for value, words in table.items() for word in words.split(";")}


def _word_key(text):
    return re.sub(r"[\W_]+", "", text.casefold())


PURPOSES = _words(
    {
        "in_use": "i bruk; ibruk; er i bruk; in use; used; in_use",
        "available": "tilgjengelig; tilgjengeleg; ledig; available; free",
        "reserved": "reservert; reserved",
        "redesign": "redesign; til redesign",
        "recycling": "gjenvinning; til gjenvinning; gjenvinnes; attvinning; til attvinning; materialgjenvinning; recycling; recycle; to recycling; for recycling",
    }
)
CONDITIONS = _words(
    {
        "a": "a; som ny; as new; like new",
        "b": "b; god; god stand; good",
        "c": "c; brukbar; brukande; brukbar med tiltak; usable; usable with measures",
        "d": "d; dårlig; dårleg; darlig; ikke ombrukbar; ikkje ombrukbar; poor; bad; not reusable",
    }
)


def is_dash(value):
    """A lone dash: how people write that there is nothing to write."""
    return isinstance(value, str) and value.strip() in _DASHES


@lru_cache(maxsize=16384)
def clean(text, keep_lines=False):
    """Text without surrounding and double blanks, control and invisible characters, in composed form (NFC)."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    if not text.isprintable():
        text = "".join(
            c if c.isprintable() or c.isspace() or unicodedata.category(c) not in _DROPPED else " " for c in text
        )
    if keep_lines:
        lines = (" ".join(line.split()) for line in text.splitlines())
        return "\n".join(lines).strip()
    return " ".join(text.split())


def to_text(value, limit=MAX_NAME):
    """A name: text, or a number as it is written. A date is refused: the sheet made it from something else, such as 1-2."""
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        raise ValueProblem("date_in_text")
    text = clean(plain_text(value))
    if GARBLED.search(text):
        raise ValueProblem("garbled_letters")
    if len(text) > limit:
        raise ValueProblem("too_long", limit=limit)
    return text or None


def to_remark(value):
    """Free text; lines stay lines. HTML and formulas are just text here: whoever shows or exports it escapes it."""
    return clean(plain_text(value), keep_lines=True) or None


def to_code(value):
    """The code of a sticker. A number of more than 15 digits has lost its last digits in the sheet."""
    if type(value) in (int, float) and abs(value) >= 10**15:
        raise ValueProblem("digits_lost")
    return to_text(value, MAX_CODE)


def code_key(code):
    """A code for comparing: case and blanks do not tell stickers apart."""
    return re.sub(r"\s+", "", code).upper()


def name_key(text):
    """A name for comparing: case, blanks and width of letters do not make another name."""
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())


def to_count(value):
    """How many pieces the row stands for, 1 to ``MAX_COUNT``."""
    try:
        count = whole_count(value)
    except UnitError as error:
        code = "too_many_pieces" if error.code == "too_large" else "not_a_count"
        raise ValueProblem(code, limit=MAX_COUNT) from error
    if count > MAX_COUNT:
        raise ValueProblem("too_many_pieces", limit=MAX_COUNT)
    return count


def to_length(value, unit=None):
    """Centimetres; a bare number is in the heading's unit, else in centimetres."""
    return _unit(length_cm, "length", value, unit or "cm")


def to_weight(value, unit=None):
    """Kilograms."""
    return _unit(weight_kg, "weight", value, unit or "kg")


def to_money(value):
    """Kroner."""
    return _unit(money_nok, "price", value)


def _unit(convert, what, value, *args):
    try:
        return convert(value, *args)
    except UnitError as error:
        raise ValueProblem(f"ambiguous_{what}" if error.code == "ambiguous" else f"not_a_{what}") from error


def to_year(value, today):
    """A year from 1900 to next year, or the year of a date."""
    year = None
    if isinstance(value, datetime.date):
        # The number 2015 shown as a date is 7 July 1905: such early dates are mistakes of format.
        year = value.year if value.year >= 1950 else None
    elif type(value) in (int, float) and value == value // 1:
        year = int(value) if abs(value) < 10_000 else None
    elif isinstance(value, str) and re.fullmatch(r"[0-9]{4}(?:[.,]0+)?", value.strip()):
        year = int(value.strip()[:4])
    if year is None or not 1900 <= year <= today.year + 1:
        raise ValueProblem("year_not_plausible", latest=today.year + 1)
    return year


def to_date(value):
    """A day as ISO text; text is read as day.month.year or as an ISO date."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = value.strip() if isinstance(value, str) else ""
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?", text, re.ASCII)
    nordic = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text, re.ASCII)
    parts = iso.groups() if iso else nordic.groups()[::-1] if nordic else None
    try:
        return datetime.date(*map(int, parts)).isoformat()
    except (TypeError, ValueError) as error:
        raise ValueProblem("not_a_date") from error


def to_purpose(value):
    """One of the five purposes."""
    purpose = PURPOSES.get(_word_key(plain_text(value)))
    if purpose is None:
        raise ValueProblem("unknown_status")
    return purpose


def to_condition(value):
    """``a b c d`` from the letter, the word or both (``B - God``)."""
    text = plain_text(value)
    whole = CONDITIONS.get(_word_key(text))
    if whole is None:
        parts = {
            CONDITIONS.get(_word_key(part))
            for part in re.split(r"[\s]*[-–—:=/(),.]+[\s]*|(?<=^[A-Da-d]) ", text)
            if part
        }
        whole = parts.pop() if len(parts) == 1 else None
    if whole is None:
        raise ValueProblem("unknown_condition")
    return whole


_ORDINALS = ("første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende", "tiende")
_ORDINAL = {word: number for number, word in enumerate(_ORDINALS, 1)} | {
    "syvende": 7,
    "annen": 2,
    "first": 1,
    "second": 2,
    "third": 3,
}
_FLOOR_WORD = r"(?:etasje|etasjen|etg|et|plan|pl|floor|level|storey|h|l)"
_FLOOR = re.compile(
    rf"(?:{_FLOOR_WORD}\.? ?)?(?P<number>-?[0-9]{{1,3}})(?:\.|,0|\.0|st|nd|rd|th)? ?(?:{_FLOOR_WORD}\.?)?"
)
_BELOW = re.compile(r"(?P<letter>u|k)\.? ?-?(?P<number>[1-9])?(?:\.? ?(?:etasje|etg)\.?)?")
_CELLAR = {
    "kjeller": "Kjeller",
    "kjelleren": "Kjeller",
    "kj": "Kjeller",
    "basement": "Kjeller",
    "underetasje": "U1",
    "underetg": "U1",
    "sokkel": "Sokkel",
}


def to_floor(value):
    """``(label, number)``: 3, "3. etg" and "plan 3" are the same floor ``("3", 3)``; "U2" is ``("U2", -2)``; other words have no number."""
    text = to_text(value)
    if text is None:
        return None, None
    if isinstance(value, Percent):
        return text, None
    folded = text.casefold().replace("−", "-")
    match = _FLOOR.fullmatch(folded)
    if match:
        number = int(match["number"])
        return (f"U{-number}" if number < 0 else str(number)), number
    match = _BELOW.fullmatch(folded)
    if match:
        number = int(match["number"] or 1)
        return f"{match['letter'].upper()}{number}", -number
    if folded.rstrip(".") in _CELLAR:
        label = _CELLAR[folded.rstrip(".")]
        return label, None if label == "Sokkel" else -1
    first, _blank, rest = folded.partition(" ")
    if first in _ORDINAL and re.fullmatch(_FLOOR_WORD + r"\.?", rest):
        return str(_ORDINAL[first]), _ORDINAL[first]
    return text, None


def shown(value, limit=80):
    """A value as an error sentence quotes it: short, on one line."""
    text = clean(number_text(value) if type(value) is int else plain_text(value)[:1000])
    return text if len(text) <= limit and not isinstance(value, Cut) else text[: limit - 1] + "…"
