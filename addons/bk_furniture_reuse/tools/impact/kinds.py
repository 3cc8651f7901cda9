"""Guess the standard type from the name of a furniture type, in Norwegian, English, Swedish or Danish.

Whole words are understood, and nothing else: a pistol is no chair (``stol``) and a landscape no cupboard (``skap``), so compounds are listed,
not cut. Where a name could mean two standard types, or a word stands in front of a plain "chair" that is not understood, the
answer is None: a person chooses then, and a wrong factor is worse than none. Plain Python, no Odoo.
"""

import re
import unicodedata

from .kind_words import (
    COMPOUNDS,
    DIGITAL,
    ENGLISH_PLURALS,
    FIXED_DESK,
    FORMS,
    HARMLESS,
    KINDS,
    NOT,
    OTHER,
    PARTS,
    PEDESTAL,
    PEDESTAL_STEEL,
    PEDESTAL_WOOD,
    PHRASES,
    PLAIN_TABLE,
    PREPOSITIONS,
    SIT_STAND,
    SIT_STAND_DESK,
    SIT_STAND_PHRASES,
    STEEL,
    WOOD,
)

MAX_LENGTH = 200

_SEGMENTS = re.compile(r"[,;()\[\]:|]|\s[-–—+]\s|\+|&")
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def _vocabulary():
    """``{words: what they name}`` and the set of plain nouns among them."""
    named, plain = {}, set()
    for kind, noun, fronts in COMPOUNDS:
        for front in fronts.split():
            for form in FORMS[noun].split():
                if front == "-":
                    plain.add((form,))
                    named[(form,)] = kind
                else:
                    named[(front + form,)] = kind
                    named[(front, form)] = kind
    for kind, phrases in PHRASES.items():
        for phrase in phrases.split(";"):
            *front, noun = phrase.split()
            for form in (noun, ENGLISH_PLURALS.get(noun, noun + "s")):
                words = (*front, form)
                named[words] = kind
                if not front:
                    plain.add(words)
    return named, frozenset(plain)


_NAMED, _PLAIN = _vocabulary()
_LONGEST = max(map(len, _NAMED))


def guess_kind(name):
    """The code of the standard type that a furniture type's name means, or None when that is not sure.

    :param name: as a person wrote it: "Hev-/senkbord", "Kontorstol, svart", "office chair"
    """
    if not isinstance(name, str) or len(name) > MAX_LENGTH:
        return None
    text = unicodedata.normalize("NFC", name).casefold()
    segments = [words for words in (_WORDS.findall(part) for part in _SEGMENTS.split(text)) if words]
    named = set().union(*map(_named_in, segments))
    if len(named) != 1:
        return None
    return _settled(named.pop(), segments)


def _settled(kind, segments):
    """The standard type when further words have been heard, or None."""
    if kind in (FIXED_DESK, PLAIN_TABLE):
        if any(_says(words, SIT_STAND, SIT_STAND_PHRASES) for words in segments):
            return SIT_STAND_DESK
    elif kind == PEDESTAL:
        steel = any(_says(words, STEEL) for words in segments)
        wood = any(_says(words, WOOD) or _says_wood(words) for words in segments)
        if steel != wood:
            return PEDESTAL_STEEL if steel else PEDESTAL_WOOD
    return kind if kind in KINDS else None


def _named_in(words):
    """What the words name ahead of the first preposition; ``OTHER`` stands for anything that is not understood."""
    end = next((index for index, word in enumerate(words) if word in PREPOSITIONS), len(words))
    found = set()
    index = 0
    while index < end:
        length = next(
            (size for size in range(min(_LONGEST, end - index), 0, -1) if tuple(words[index : index + size]) in _NAMED),
            0,
        )
        if not length:
            index += 1
            continue
        phrase = tuple(words[index : index + length])
        ahead, after = words[:index], words[index + length : end]
        kind = _NAMED[phrase]
        part = bool(after) and after[0] in PARTS
        if part or not DIGITAL.isdisjoint(ahead) or (phrase in _PLAIN and not _harmless(ahead)):
            kind = OTHER
        found.add(kind)
        index += length
    return found


def _harmless(ahead):
    """Whether the words ahead of a plain noun leave it what it is."""
    return not ahead or ahead[-1].isdigit() or ahead[-1] in HARMLESS


def _says(words, wanted, phrases=()):
    """Whether one of the wanted words, or phrases, stands there without a "not" ahead of it."""
    until = next((index for index, word in enumerate(words) if word in NOT), len(words))
    heard = words[:until]
    return not wanted.isdisjoint(heard) or any(
        tuple(heard[index : index + len(phrase)]) == phrase for phrase in phrases for index in range(len(heard))
    )


def _says_wood(words):
    """Whether the Norwegian ``tre`` is the wood: at the end, or after ``i`` or ``av``. Before a noun it is a number."""
    return words[-1] == "tre" or any(
        words[index - 1 : index + 1] in (["i", "tre"], ["av", "tre"]) for index in range(1, len(words))
    )
