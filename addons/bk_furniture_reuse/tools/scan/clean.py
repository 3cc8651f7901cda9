"""What a phone may have put into a record, made fit to be kept: nobody can fill the ledger, and no text stops the queue."""

import math

# Nothing that the scan page makes comes near these.
DEEPEST, MOST_VALUES, LONGEST_TEXT = 5, 2_000, 20_000
# A photo of 20 MB in base64; the page sends a hundredth of that.
LONGEST_PICTURE = 28_000_000
PICTURES = ("photo", "signature")
# In place of a picture that is too long to be looked at; no picture by itself.
TOO_LONG = "too long"
# PostgreSQL keeps neither NUL nor half a character in a text; scanners of square codes do read such bytes.
UNREADABLE = "\ufffd"


class TooMuchError(ValueError):
    """The data of a record are more than anybody scanned."""


def clean(data):
    """A copy of ``data`` that the database can keep.

    :raise TooMuchError: when they are deeper or longer than the scan page makes them
    """
    pictures = {name: data[name] for name in PICTURES if isinstance(data.get(name), str)}
    budget = _Budget()
    cleaned = budget.value({name: value for name, value in data.items() if name not in pictures}, 0)
    for name, picture in pictures.items():
        cleaned[name] = picture if len(picture) <= LONGEST_PICTURE and picture.isascii() else TOO_LONG
    return cleaned


def text(value):
    """The text without the characters that no database keeps."""
    return "".join(UNREADABLE if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)


class _Budget:
    def __init__(self):
        self.values, self.characters = MOST_VALUES, LONGEST_TEXT

    def value(self, value, depth):
        self.values -= 1
        if self.values < 0 or depth > DEEPEST:
            raise TooMuchError("too many values, or too deep")
        if isinstance(value, str):
            self.characters -= len(value)
            if self.characters < 0:
                raise TooMuchError("too long a text")
            return text(value)
        if isinstance(value, dict):
            return {self.value(str(name), depth): self.value(one, depth + 1) for name, one in value.items()}
        if isinstance(value, list):
            return [self.value(one, depth + 1) for one in value]
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            return None
        return value
