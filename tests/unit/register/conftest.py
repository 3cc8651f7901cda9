"""Builders of small register files, and the reading of them in one step."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from bk_furniture_reuse.tools.register.parser import parse_register
from bk_furniture_reuse.tools.register.workbook import open_table

TODAY = datetime.date(2026, 6, 1)
HEADINGS = ["Produktnavn", "Status", "Bygg"]
GOOD = ["HÅG Capisco 8106", "I bruk", "Rådhuset"]


class Files:
    """Makes register files in memory."""

    headings, good = HEADINGS, GOOD

    @staticmethod
    def xlsx(*rows, change=None):
        """A workbook with these rows; ``change(book)`` may alter it before it is saved."""
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        if change:
            change(book)
        output = io.BytesIO()
        book.save(output)
        return output.getvalue()

    @staticmethod
    def csv(*rows, encoding="utf-8", separator=";"):
        """A CSV file with these rows, nothing quoted."""
        return "".join(separator.join(map(str, row)) + "\r\n" for row in rows).encode(encoding)

    @staticmethod
    def rezip(content, **members):
        """The workbook with members replaced; keys are written with ``__`` for ``/`` and ``_`` before ``xml`` for the dot."""
        output = io.BytesIO()
        wanted = {key.replace("__", "/").replace("_xml", ".xml"): value for key, value in members.items()}
        with (
            zipfile.ZipFile(io.BytesIO(content)) as source,
            zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                if name not in wanted:
                    target.writestr(name, source.read(name))
            for name, value in wanted.items():
                if value is not None:
                    target.writestr(name, value)
        return output.getvalue()

    @staticmethod
    def member(content, name):
        """The text of one member of a workbook."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(name).decode()


@pytest.fixture
def files():
    return Files


@pytest.fixture
def read():
    """``read(content)`` -> (rows, reader)."""

    def read_content(content, **options):
        reader = parse_register(open_table(content), **({"today": TODAY} | options))
        return list(reader), reader

    return read_content


@pytest.fixture
def read_row(files, read):
    """``read_row(Bredde="80 cm")`` -> the ``ParsedRow`` of a good row with these cells added or changed."""

    def read_cells(**cells):
        row = dict(zip(files.headings, files.good, strict=True)) | {
            name.replace("_", " "): value for name, value in cells.items()
        }
        rows, _reader = read(files.xlsx(list(row), list(row.values())))
        return rows[0]

    return read_cells
