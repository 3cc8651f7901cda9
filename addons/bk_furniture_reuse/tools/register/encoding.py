"""Find the encoding of a text file, or refuse it: letters are read right or not at all."""

import re

from .errors import RegisterFileError

# Eight-bit encodings that Norwegian files come in: Windows, old Mac, old DOS.
_EIGHT_BIT = ("cp1252", "mac_roman", "cp865")
_NORWEGIAN = frozenset("æøåÆØÅ")
_LATIN = frozenset("äöüÄÖÜéèêëÉóòôáàâñçšžčđŋßíîïúû")
_SIGNS = frozenset("–—‘’“”„«»…´°½¼²³€£§·•×±µ\xa0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

# UTF-8 that was once read as Windows text and saved so: "Ã¸" for "ø".
GARBLED = re.compile(
    "\ufffd|Ã[\u00a6\u00b8\u00a5\u2020\u02dc\u2026\u00a9\u00a4\u00b6\u0086\u0098\u0085]|â€[œ\u009d™“”˜]"
)


def decode(content):
    """Text and name of the encoding.

    :raises RegisterFileError: the bytes are no text of a known encoding, or letters were lost before
    """
    text, name = _decode(content)
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise RegisterFileError("binary_file")
    if not text.strip():
        raise RegisterFileError("empty_file")
    first_lines = "\n".join(text[:20_000].splitlines()[:20])
    if GARBLED.search(first_lines):
        raise RegisterFileError("garbled_text")
    return text, name


def _decode(content):
    if content.startswith(_UTF16):
        try:
            return content.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise RegisterFileError("unknown_encoding") from error
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = None
    for name in _EIGHT_BIT:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        score = _score(text)
        if best is None or score > best[0]:
            best = (score, text, name)
    if best is None or best[0] < 0:
        raise RegisterFileError("unknown_encoding")
    return best[1], best[2]


def _score(text):
    """How much the letters beyond ASCII look like Norwegian text."""
    score = 0
    for letter in re.findall(r"[^\x00-\x7f]", text[:2_000_000]):
        if letter in _NORWEGIAN:
            score += 2
        elif letter in _LATIN:
            score += 1
        elif letter not in _SIGNS:
            score -= 2
    return score
