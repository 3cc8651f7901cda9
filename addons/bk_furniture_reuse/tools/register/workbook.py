"""Open a register file safely: XLSX or CSV, from bytes or from a path."""

import io
import os

from .csv_table import CsvTable
from .errors import RegisterFileError
from .guard import MAX_FILE
from .sniff import file_kind
from .xlsx_table import XlsxTable


def open_table(content, filename=""):
    """The table in a file.

    Both kinds of table have ``kind`` (``xlsx`` or ``csv``), ``filename``, ``sheet_names`` (visible ones; one empty name for CSV), ``sheet``,
    ``use_sheet(name)`` and ``rows()``, a generator of ``cells.Row`` that can be asked for again.

    :param content: the bytes of the file, or its path
    :param filename: shown to people only; the content decides what the file is
    :raises RegisterFileError: the file is not a workbook, not safe or not readable
    """
    if isinstance(content, bytes | bytearray | memoryview):
        stream = io.BytesIO(content)
    else:
        try:
            stream = io.BytesIO() if os.path.getsize(content) == 0 else open(content, "rb")  # noqa: SIM115 - lives with the table
        except (OSError, TypeError, ValueError) as error:
            raise RegisterFileError("unreadable_file") from error
        filename = filename or os.path.basename(os.fspath(content))
    stream.seek(0, 2)
    if stream.tell() > MAX_FILE:
        raise RegisterFileError("file_too_large", {"limit": MAX_FILE // (1024 * 1024)})
    kind = file_kind(stream)
    return XlsxTable(stream, filename) if kind == "zip" else CsvTable(stream, filename)
