"""What a person chose in the market's form, as it stands in the address of the page: read, made safe, and written back."""

from datetime import date
from urllib.parse import urlencode

WORDS, TYPE, BUILDING, COLOUR, CONDITION, MARKET, ALIKE, BY = (
    "words", "type", "building", "colour", "condition", "market", "alike", "by"
)  # fmt: skip
RECORDS = {TYPE: "categ_id", BUILDING: "building_id", COLOUR: "colour_id"}
# "At least this good" is what people mean by a condition.
AT_LEAST = {"a": ["a"], "b": ["a", "b"], "c": ["a", "b", "c"]}
KINDS = ("available", "coming")
LONGEST = 100


def read(parameters):
    """The choices among ``parameters`` that make sense; the others are left out, as if they had not been made."""
    chosen = {}
    words = " ".join(str(parameters.get(WORDS) or "").replace("\0", "").split())[:LONGEST]
    if words:
        chosen[WORDS] = words
    for name in (*RECORDS, ALIKE):
        number = str(parameters.get(name) or "")
        if number.isascii() and number.isdigit() and 0 < int(number[:10]) < 2**31:
            chosen[name] = int(number[:10])
    if parameters.get(CONDITION) in AT_LEAST:
        chosen[CONDITION] = parameters[CONDITION]
    if parameters.get(MARKET) in KINDS:
        chosen[MARKET] = parameters[MARKET]
    day = read_day(parameters.get(BY))
    if day:
        chosen[BY] = day
    return chosen


def read_day(text):
    """The date that a browser's date field sends, or None."""
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        return None


def domain(chosen):
    """The choices as a domain of the market's models."""
    terms = [(field, "in", [chosen[name]]) for name, field in RECORDS.items() if name in chosen]
    if WORDS in chosen:
        terms.append(("market_words", "ilike", chosen[WORDS]))
    if CONDITION in chosen:
        terms.append(("condition", "in", AT_LEAST[chosen[CONDITION]]))
    if MARKET in chosen:
        terms.append(("market", "in", [chosen[MARKET]]))
    if BY in chosen:
        terms.append(("available_by", "<=", chosen[BY].isoformat()))
    if ALIKE in chosen:
        terms.append(("piece_count", ">=", chosen[ALIKE]))
    return terms


def write(chosen):
    """The choices as the query of an address."""
    return urlencode({name: value.isoformat() if isinstance(value, date) else value for name, value in chosen.items()})
