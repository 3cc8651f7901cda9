"""Text that fits: cleaned to what the font can show, measured, wrapped and shortened. Lengths are in points."""

import unicodedata

LONGEST = 400  # characters of one text that are looked at; far more than any label shows
ELLIPSIS = "…"
_MISSING = "\ufffd"


class Face:
    """A font within one PDF document: what it can show, how wide that is, and how it is written."""

    def __init__(self, font, document):
        self._font = font
        self._document = document
        self._glyphs = font.face.charToGlyph
        self._widths = font.face.charWidths
        self._default_width = font.face.defaultWidth
        self._missing = _MISSING if ord(_MISSING) in self._glyphs else "?"
        self._cleaned = {}
        self._shown = {}

    def clean(self, text):
        """Return the text in characters that this font has, on one line.

        A letter the font lacks loses its accents if that helps; what remains (an emoji, another script) becomes one
        replacement mark, however long. Invisible and direction-changing characters go.
        """
        known = self._cleaned.get(text)
        if known is None:
            known = self._cleaned[text] = self._clean(text)
        return known

    def _clean(self, text):
        result = []
        for character in unicodedata.normalize("NFC", text[:LONGEST]):
            category = unicodedata.category(character)
            if category in ("Cc", "Zs", "Zl", "Zp"):
                result.append(" ")
            elif category == "Cf" or "\ufe00" <= character <= "\ufe0f":
                continue
            elif ord(character) in self._glyphs:
                result.append(character)
            else:
                result.extend(self._replacement(character, category, result))
        return " ".join("".join(result).split())

    def _replacement(self, character, category, before):
        plain = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
        if plain and all(ord(part) in self._glyphs for part in plain):
            return plain
        if category in ("Mn", "Me", "Sk") or before[-1:] == [self._missing]:
            return ()
        return (self._missing,)

    def width(self, text, size):
        """Width of cleaned text at a size."""
        widths, default = self._widths, self._default_width
        return sum([widths.get(ord(character), default) for character in text]) * size / 1000

    def show(self, text, size):
        """Return PDF operators that write cleaned text at a size from the current position."""
        key = text, size
        known = self._shown.get(key)
        if known is None:
            parts = []
            for subset, codes in self._font.splitString(text, self._document):
                name = self._font.getSubsetInternalName(subset, self._document)
                parts.append(f"{name} {size:.3g} Tf ({_escape(codes)}) Tj")
            known = " ".join(parts)
            if len(self._shown) < 10_000:  # model and owner repeat, numbers do not
                self._shown[key] = known
        return known

    def shorten(self, text, size, width):
        """Return the text, or its beginning with an ellipsis, no wider than ``width``."""
        if self.width(text, size) <= width:
            return text
        room = width - self.width(ELLIPSIS, size)
        return self._head(text, size, room).rstrip() + ELLIPSIS if room > 0 else ""

    def shorten_front(self, text, size, width):
        """Like `shorten`, but the end is kept: of a number the last digits tell one piece from the next."""
        if self.width(text, size) <= width:
            return text
        room = width - self.width(ELLIPSIS, size)
        return ELLIPSIS + self._head(text[::-1], size, room)[::-1].lstrip() if room > 0 else ""

    def wrap(self, text, size, width, lines):
        """Return at most ``lines`` lines no wider than ``width``; a word too long for a line is cut, the rest shortened."""
        result = []
        words = text.split()
        while words and len(result) < lines - 1:
            line = words.pop(0)
            while words and self.width(f"{line} {words[0]}", size) <= width:
                line += f" {words.pop(0)}"
            if self.width(line, size) > width:
                head = self._head(line, size, width) or line[0]
                rest = line[len(head) :]
                if rest:
                    words.insert(0, rest)
                line = head
            result.append(line)
        if words:
            result.append(self.shorten(" ".join(words), size, width))
        return [line for line in result if line]

    def _head(self, text, size, width):
        """The longest beginning of the text that is no wider than ``width``."""
        used = 0.0
        for index, character in enumerate(text):
            used += self.width(character, size)
            if used > width:
                return text[:index]
        return text


def _escape(codes):
    """The codes of one font subset as the inside of a PDF string."""
    text = codes.decode("latin-1") if isinstance(codes, bytes) else codes
    text = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return text.replace("\r", "\\r").replace("\n", "\\n")
