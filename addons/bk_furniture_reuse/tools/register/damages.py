"""Damages as a survey describes them -> kind of damage. How severe they are is never guessed."""

import re

_BROKEN = (
    r"defekt|ødela|øydela|knekt|brukket|brukke|sprukk|sprekk|knust|revn|hull|virker ikke|funger[ae]r ikke|går ikke|i stykker"
    r"|broken|crack|torn|defect|hole\b"
)
# First match wins: a missing key is about the lock, a loose seat about what is loose.
_KINDS = (
    ("lock_key", r"nøk(?:kel|l)|\blås|\bkey|\block"),
    (
        "electrical",
        r"elektr|motor|ledning|kabel|støpsel|strøm|hev.?senk.*(?:defekt|virker ikke)|\bcable|\bplug\b|\belectr",
    ),
    ("missing_part", r"mangle|manglar|borte|uten (?:hjul|arm|rygg|nakke|plate|dør|skuff|hylle)|missing|\blacks?\b"),
    ("stain", r"flekk|skitt|tilsmuss|misfarg|stain|dirty|spot\b"),
    ("scratch", r"\brip[ea]|oppripe|skrape|\bskrap|scratch|scrape"),
    ("dent", r"hakk|bulk|\bmerke[rt]?\b|slagmerke|\bdent|chip"),
    ("worn", r"slitt|slit[ae]sje|slitasje|falm|nupp|\bworn|\bwear|faded"),
    ("loose", r"\bløs|laus|slark|vingl|ustø|loose|wobbl"),
    ("broken_part", _BROKEN),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
KINDS = ("scratch", "dent", "stain", "worn", "loose", "missing_part", "broken_part", "lock_key", "electrical", "other")

_NONE = frozenset(
    {
        "ingen",
        "ingen skader",
        "ingen skade",
        "ingen synlige skader",
        "ikke",
        "nei",
        "uskadd",
        "uten skader",
        "0",
        "ok",
        "none",
        "no",
        "no damage",
        "no damages",
    }
    | {"n/a", "na", "i/t", "-", "–", "—", "false", "usann"}
)


def damage_kind(text):
    """One of ``KINDS`` for a description, ``other`` when no word says more."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), "other")


def split_damages(text):
    """``[{'kind', 'text'}]`` of a cell: separated by lines or semicolons; by commas only when every part names a kind of damage."""
    if text.casefold().strip(" .!") in _NONE:
        return []
    found = []
    for part in filter(None, (part.strip(" .,\t") for part in re.split(r"[;\n\r|]+", text))):
        pieces = [piece.strip() for piece in part.split(",")]
        whole = len(pieces) == 1 or any(not piece or damage_kind(piece) == "other" for piece in pieces)
        found.extend({"kind": damage_kind(piece), "text": piece} for piece in ([part] if whole else pieces))
    return found
