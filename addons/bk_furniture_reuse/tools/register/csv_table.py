"""Stream the rows of a CSV file: encoding and separator are found, and a broken quotation mark never swallows rows in silence."""

import csv
import re
from contextlib import suppress
from itertools import islice

from .cells import ERROR_TEXTS, MAX_CELL, CellError, Cut, Row, safe_text
from .encoding import decode
from .errors import RegisterFileError
from .synonyms import heading_score

SEPARATORS = (";", ",", "\t", "|")
MAX_COLUMNS = 256
_SAMPLE = 25
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DECLARED = re.compile(r"\s*\"?sep=(?P<separator>.)\"?\s*(?:\r\n|\r|\n)", re.IGNORECASE)

# A cell this long is a quotation mark that was left open. Python's own limit is the same, but Odoo lifts it for the whole process.
LONGEST_CELL = 131_072


class CsvTable:
    """The only table of a CSV file; a row's number is the one that a spreadsheet gives it.

    :ivar encoding: the name of the encoding that was found
    :ivar separator: the separator that was found
    """

    kind = "csv"

    def __init__(self, stream, filename=""):
        self.filename = filename
        self.sheet_names = [""]
        self.sheet = ""
        stream.seek(0)
        self._text, self.encoding = decode(stream.read())
        self._start = 0
        declared = _DECLARED.match(self._text[:100])
        if declared:
            self.separator = declared["separator"]
            self._start = declared.end()
        else:
            self.separator = self._find_separator()

    def use_sheet(self, name):
        """A CSV file has one sheet without a name."""
        if name not in self.sheet_names:
            raise RegisterFileError("no_such_sheet", {"sheet": str(name)})

    def rows(self):
        """Every row from the first on, blank ones too, as ``Row``."""
        for number, record in enumerate(self._records(self.separator), 1):
            cells = [_value(text) for text in record[:MAX_COLUMNS]]
            while cells and cells[-1] is None:
                cells.pop()
            yield Row(number, cells)

    def _find_separator(self):
        best, best_score = SEPARATORS[0], (-1, -1)
        for separator in SEPARATORS:
            sample = []
            with suppress(RegisterFileError):  # a broken quotation mark is told when the rows are read
                sample.extend(islice(self._records(separator), _SAMPLE))
            widths = [len(record) for record in sample if len(record) > 1]
            usual = max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 0
            score = (max(map(heading_score, sample), default=0), usual)
            if score > best_score:
                best, best_score = separator, score
        return best

    def _records(self, separator):
        spent = []  # the physical lines of the record in hand

        def lines():
            for match in _LINE.finditer(self._text, self._start):
                spent.append(match[0])
                yield match[0]

        reader = csv.reader(lines(), delimiter=separator)
        number, widest, last = 0, 1, []
        while True:
            number += 1
            try:
                record = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                raise RegisterFileError("csv_quote", {"row": number}) from error
            if any(len(cell) > LONGEST_CELL for cell in record):
                raise RegisterFileError("csv_quote", {"row": number})
            if len(spent) > 1 and _swallowed(record, separator, max(widest, len(record))):
                raise RegisterFileError("csv_quote", {"row": number})
            widest = max(widest, len(record))
            last, spent[:] = spent[:], []
            yield record
        if last and _unclosed(last, separator):
            raise RegisterFileError("csv_quote", {"row": number - 1})


def _swallowed(record, separator, width):
    """Does a cell hold whole rows, because a quotation mark was not closed?"""
    least = max(2, (width - 1) // 2)
    return any("\n" in cell and any(line.count(separator) >= least for line in cell.split("\n")) for cell in record)


def _unclosed(lines, separator):
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _value(text):
    if not text or text.isspace():
        return None
    text = safe_text(text)
    if text in ERROR_TEXTS:
        return CellError(text)
    return Cut(text[:MAX_CELL]) if len(text) > MAX_CELL else text
