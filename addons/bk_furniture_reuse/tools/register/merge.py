"""What a corrected row leaves unsaid stays as it was: a blank cell never erases what we know."""

from .fields import VALUE_KEYS
from .fingerprint import canonical

# Values of one cell, or that only make sense together.
_TOGETHER = (("colour", "colour_text"), ("floor", "floor_number"))
_PLACE = ("site", "building", "floor", "room")
_ALONE = tuple(key for key in VALUE_KEYS if key not in (*_PLACE, *(key for group in _TOGETHER for key in group)))


def with_known(old, new):
    """``new`` with its blanks filled in from ``old``, the same row in an earlier version of the file.

    A blank room is the room that we know only while building and floor are still the same; otherwise it is unknown.

    :param old: values of the earlier row, see the package's docstring
    :param new: values of the row now
    :return: a new dict
    """
    merged = dict(new)
    for group in (*((key,) for key in _ALONE), *_TOGETHER[:1]):
        if all(_is_blank(new, key) for key in group):
            merged.update({key: old.get(key) for key in group})
    stands_there = True
    for level in _PLACE:
        keys = next((group for group in _TOGETHER if level in group), (level,))
        if _is_blank(new, level):
            if stands_there:
                merged.update({key: old.get(key) for key in keys})
        elif canonical(level, new[level]) != canonical(level, old.get(level)):
            stands_there = False
    return merged


def _is_blank(values, key):
    return canonical(key, values.get(key)) is None
