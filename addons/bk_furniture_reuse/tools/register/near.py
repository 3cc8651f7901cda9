"""Find names that are nearly the same: "Kinarps" and "Kinnarps", "HAG" and "HÅG", "Logic 400 RH" and "RH Logic 400".

Numbers must be equal: room 112 is not a misspelt 113, nor "Oberon 1600" a misspelt "Oberon 1400". Names of fewer than four letters are near
only when they differ in accents, blanks or punctuation. Searching is by pieces of the name, so thousands of names stay fast.
"""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l"})
_ROMAN_OR_SINGLE = re.compile(r"(?<![^\W_])(?:[IVX]+|[^\W\d_])(?![^\W_])")


@lru_cache(maxsize=65536)
def skeleton(text):
    """Letters and digits only, without case and accents."""
    return re.sub(r"[\W_]+", "", _plain(text))


def _plain(text):
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def _digits(text):
    """What may not differ: numbers, and single letters or Roman numerals that tell variants apart."""
    variants = map(str.casefold, _ROMAN_OR_SINGLE.findall(text))
    return tuple(sorted([*re.findall(r"\d+", _plain(text)), *variants]))


@lru_cache(maxsize=65536)
def _sorted_words(text):
    return "".join(sorted(re.findall(r"\w+", _plain(text))))


def _reach(length):
    return 0 if length < 4 else 1 if length < 8 else 2


class NameIndex:
    """Names to compare with; ``near(name)`` gives those nearly the same, nearest first."""

    def __init__(self, names):
        self._by_piece = defaultdict(list)
        self._by_skeleton = defaultdict(list)
        self._by_words = defaultdict(list)
        for name in dict.fromkeys(names):
            bone = skeleton(name)
            self._by_skeleton[bone].append(name)
            self._by_words[_sorted_words(name)].append(name)
            for number, (start, end) in enumerate(_cuts(len(bone))):
                self._by_piece[len(bone), number, bone[start:end]].append(name)

    def near(self, name, limit=3):
        """At most ``limit`` other names within reach, nearest first, then by alphabet."""
        bone, digits = skeleton(name), _digits(name)
        if not bone:
            return []
        found = {}
        for other in self._candidates(name, bone):
            if other == name or other in found or (_digits(other) != digits and skeleton(other) != bone):
                continue
            reach = min(_reach(len(bone)), _reach(len(skeleton(other))))
            distance = edit_distance(bone, skeleton(other), reach)
            if distance is None and _sorted_words(other) == _sorted_words(name):
                distance = reach
            if distance is not None:
                found[other] = distance
        return sorted(found, key=lambda other: (found[other], other))[:limit]

    def _candidates(self, name, bone):
        yield from self._by_skeleton.get(bone, ())
        yield from self._by_words.get(_sorted_words(name), ())
        reach = _reach(len(bone))
        for length in range(max(len(bone) - reach, 1), len(bone) + reach + 1):
            for number, (start, end) in enumerate(_cuts(length)):
                for shift in range(-reach, reach + 1):
                    if start + shift >= 0:
                        piece = bone[start + shift : end + shift]
                        if len(piece) == end - start:
                            yield from self._by_piece.get((length, number, piece), ())


def _cuts(length):
    """Three pieces: two mistakes leave at least one of them whole."""
    third = length / 3
    ends = [round(third), round(2 * third), length]
    return list(zip([0, *ends[:-1]], ends, strict=True)) if length >= 3 else []


def edit_distance(a, b, limit):
    """Insertions, deletions, replacements and swaps of neighbours between two texts; None when more than ``limit``."""
    if abs(len(a) - len(b)) > limit:
        return None
    before, row = None, list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if older and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None
