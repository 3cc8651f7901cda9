"""Recognise the rows of a register that comes back: unchanged, corrected, moved, new or gone.

A row has no number of its own, only some carry a QR code. ``match_rows`` therefore pairs old and new rows in order of certainty, each row once:

1. ``code``: the same QR code;
2. ``same``: the same content. Where several rows are alike, those beside rows already paired come first, then those with the same row
   number, then the first with the first, the second with the second: so that the one that was corrected is left over, and not another;
3. ``neighbour``: both follow rows that were paired, and they resemble each other;
4. ``row``: the same row number in the sheet, and they resemble each other;
5. ``place``: the same product name in the same place, equally many unpaired rows on both sides, in order.

Rows resemble each other when the product name is the same, or the place and most of the rest. Rows with two different QR codes are different
furniture, unless nothing but the code differs (a mistyped code). Everything is linear in the number of rows.
"""

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from .fields import VALUE_KEYS
from .values import code_key, name_key

_NAMES = frozenset(
    {"name", "type", "maker", "material", "owner_unit", "site", "building", "floor", "room", "colour_text"}
)
_PLACE = ("site", "building", "floor", "room")
_REST = tuple(key for key in VALUE_KEYS if key not in {"code", "name", *_PLACE, "floor_number"})


@dataclass(slots=True)
class RowRef:
    """A row for matching; a ``ParsedRow`` serves as well. ``ref`` is the caller's own (an id)."""

    row_number: int
    values: dict
    ref: Any = None


@dataclass(slots=True)
class Matching:
    """What became of the rows: ``pairs`` of ``(old, new, how)`` in the order of the new rows, ``added`` new rows, ``vanished`` old rows."""

    pairs: list = field(default_factory=list)
    added: list = field(default_factory=list)
    vanished: list = field(default_factory=list)


def canonical(key, value):
    """A value for comparing: spelling of names and codes, and int or float, make no difference."""
    if value in (None, "", []):
        return None
    if key == "code":
        return code_key(value)
    if key in _NAMES:
        return name_key(value)
    if key == "damages":
        return [name_key(damage["text"]) for damage in value]  # the kind is our reading of the text, and may improve
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value


def row_fingerprint(values, without=()):
    """A stable hash (32 hexadecimal digits) of what a row says; the row's number is not part of it.

    :param values: ``ParsedRow.values`` or the same from JSON; missing keys count as blank
    :param without: keys to leave out
    """
    content = [canonical(key, values.get(key)) for key in VALUE_KEYS if key not in without]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def changed_values(old, new):
    """``{key: (old value, new value)}`` of the values that really differ."""
    return {
        key: (old.get(key), new.get(key))
        for key in VALUE_KEYS
        if canonical(key, old.get(key)) != canonical(key, new.get(key))
    }


def match_rows(old_rows, new_rows):
    """Pair the rows of a corrected file with those of the file before; see the module's docstring for the rules.

    :param old_rows: ``RowRef`` or ``ParsedRow`` of the rows applied before
    :param new_rows: likewise, of the file that came now
    :return: ``Matching``
    """
    matcher = _Matcher(sorted(old_rows, key=_number), sorted(new_rows, key=_number))
    matcher.by_key("code", _code)
    matcher.by_content()
    matcher.by_neighbour()
    matcher.by_row_number()
    matcher.by_key("place", _name_and_place, balanced=True)
    return matcher.result()


def _number(row):
    return row.row_number


def _code(row):
    return canonical("code", row.values.get("code"))


def _name_and_place(row):
    return tuple(canonical(key, row.values.get(key)) for key in ("name", *_PLACE))


def _resemble(old, new):
    old_code, new_code = _code(old), _code(new)
    if old_code and new_code and old_code != new_code:
        return row_fingerprint(old.values, without=("code",)) == row_fingerprint(new.values, without=("code",))
    if canonical("name", old.values.get("name")) == canonical("name", new.values.get("name")):
        return True
    if _name_and_place(old)[1:] != _name_and_place(new)[1:]:
        return False
    both = [(canonical(key, old.values.get(key)), canonical(key, new.values.get(key))) for key in _REST]
    filled = [pair for pair in both if pair != (None, None)]
    return len(filled) >= 4 and sum(a == b for a, b in filled) >= 0.75 * len(filled)


class _Matcher:
    def __init__(self, old, new):
        self.old, self.new = old, new
        self.of_old = [None] * len(old)  # position of the partner, and the same the other way round
        self.of_new = [None] * len(new)
        self.how = {}

    def pair(self, i, j, how):
        self.of_old[i], self.of_new[j], self.how[j] = j, i, how

    def free_old(self):
        return (i for i, partner in enumerate(self.of_old) if partner is None)

    def free_new(self):
        return (j for j, partner in enumerate(self.of_new) if partner is None)

    def by_key(self, how, key, balanced=False):
        """Pair rows with the same key, in order; with ``balanced`` only where it stands equally often on both sides."""
        waiting, coming = defaultdict(list), defaultdict(list)
        for i in self.free_old():
            waiting[key(self.old[i])].append(i)
        for j in self.free_new():
            coming[key(self.new[j])].append(j)
        for value, news in coming.items():
            olds = waiting.get(value, ())
            if value is None or (balanced and len(olds) != len(news)):
                continue
            for i, j in zip(olds, news, strict=False):
                if how == "code" or _codes_agree(self.old[i], self.new[j]):
                    self.pair(i, j, how)

    def by_content(self):
        """Pair rows that say the same."""
        old_prints = [row_fingerprint(row.values) for row in self.old]
        new_prints = [row_fingerprint(row.values) for row in self.new]
        free_old = Counter(old_prints[i] for i in self.free_old())
        free_new = Counter(new_prints[j] for j in self.free_new())
        once = {old_prints[i]: i for i in self.free_old() if free_old[old_prints[i]] == 1}
        for j in list(self.free_new()):
            if new_prints[j] in once and free_new[new_prints[j]] == 1:
                self.pair(once[new_prints[j]], j, "same")

        def alike(i, j):
            in_range = 0 <= i < len(self.old) and 0 <= j < len(self.new)
            return in_range and self.of_old[i] is None and self.of_new[j] is None and old_prints[i] == new_prints[j]

        for step in (1, -1):
            order = range(len(self.new)) if step == 1 else range(len(self.new) - 1, -1, -1)
            i = -1 if step == 1 else len(self.old)  # the edges of the file are neighbours as well
            for j in order:
                if alike(i + step, j):
                    self.pair(i + step, j, "same")
                i = len(self.old) + 1 if self.of_new[j] is None else self.of_new[j]
        at = {self.old[i].row_number: i for i in self.free_old()}
        for j in list(self.free_new()):
            i = at.get(self.new[j].row_number, -1)
            if alike(i, j):
                self.pair(i, j, "same")
        prints = dict(zip(map(id, self.old), old_prints, strict=True)) | dict(
            zip(map(id, self.new), new_prints, strict=True)
        )
        self.by_key("same", lambda row: prints[id(row)])

    def by_neighbour(self):
        for j in list(self.free_new()):  # forwards, so that a pair found here carries the next one
            before = self.of_new[j - 1] if j else -1
            i = None if before is None else before + 1
            if i is not None and i < len(self.old) and self.of_old[i] is None and _resemble(self.old[i], self.new[j]):
                self.pair(i, j, "neighbour")

    def by_row_number(self):
        at = {self.old[i].row_number: i for i in self.free_old()}
        for j in list(self.free_new()):
            i = at.get(self.new[j].row_number)
            if i is not None and self.of_old[i] is None and _resemble(self.old[i], self.new[j]):
                self.pair(i, j, "row")

    def result(self):
        pairs = [(self.old[i], self.new[j], self.how[j]) for j, i in enumerate(self.of_new) if i is not None]
        return Matching(pairs, [self.new[j] for j in self.free_new()], [self.old[i] for i in self.free_old()])


def _codes_agree(old, new):
    return not (_code(old) and _code(new) and _code(old) != _code(new))
