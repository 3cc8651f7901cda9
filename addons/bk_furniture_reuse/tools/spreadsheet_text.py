"""Text that stays text in the spreadsheets that leave the system.

What people type must not become a formula, a link or markup when somebody opens an export. The two formats differ:

- A CSV cell has no type, so a program decides by its first characters. A leading apostrophe takes that decision away; it is the
  price that the text is no longer the same to the letter.
- An XLSX cell has a type, so the text can be kept to the letter. But XlsxWriter guesses the type from the text: `=1+1` becomes a
  formula, `http://x` a link and `<r>..</r>` raw XML in the file. A mark in front of the text stops the guessing; it is taken out of
  the finished workbook.

Plain Python, no Odoo.
"""

import io
import secrets
import zipfile

# With the full-width forms that Excel also takes as operators; "\n" and "\t" start a cell of their own when pasted.
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
CONTROL_STARTS = ("\t", "\r", "\n")
SHARED_STRINGS = "xl/sharedStrings.xml"
# Unicode's private use area: in no text that means something, legal in XML, never the start of anything that is guessed.
PRIVATE_USE = range(0xE000, 0xF900)


def inert_csv_value(value):
    """``value``, with an apostrophe in front when a spreadsheet program could take it for a formula; not a string: unchanged."""
    if isinstance(value, str) and (value.startswith(CONTROL_STARTS) or value.lstrip().startswith(FORMULA_STARTS)):
        return "'" + value
    return value


class TextMark:
    """A mark for the texts of one workbook: put in front of them before XlsxWriter sees them, taken out afterwards.

    It is drawn at random for each workbook, so that no text can hold it by intention.
    """

    def __init__(self):
        self._mark = "".join(chr(secrets.choice(PRIVATE_USE)) for _ in range(4))

    def put(self, value):
        """``value`` with the mark in front; what is no text, or starts with a blank (never guessed at), is unchanged."""
        if isinstance(value, str) and value and not value[0].isspace():
            return self._mark + str(value)
        return value

    def remove(self, workbook):
        """The finished XLSX file ``workbook`` (bytes) without the marks."""
        result = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook)) as source,
            zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename == SHARED_STRINGS:
                    content = content.replace(self._mark.encode(), b"")
                target.writestr(entry, content)
        return result.getvalue()
