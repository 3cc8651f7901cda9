"""CSV files: encodings and separators are found, letters are read right or refused, no row is swallowed in silence."""

import io

import pytest

from bk_furniture_reuse.tools.register.csv_table import CsvTable
from bk_furniture_reuse.tools.register.errors import RegisterFileError
from bk_furniture_reuse.tools.register.parser import parse_register
from bk_furniture_reuse.tools.register.workbook import open_table

HEADINGS = ["Produktnavn", "Status", "Bygg", "Høyde", "Innkjøpsår", "Merknad"]
ROW = ["Gå på stol", "I bruk", "Rådhuset Ærfugl Åsen ØST", "0,80 m", "2015", "blå"]


def refusal(content):
    with pytest.raises(RegisterFileError) as caught:
        list(parse_register(open_table(content)))
    return caught.value


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "mac_roman", "cp865", "cp850"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encodings_and_separators(files, read, encoding, separator):
    row = [cell if separator != "," else cell.replace(",", ".") for cell in ROW]
    rows, _reader = read(files.csv(HEADINGS, row, encoding=encoding, separator=separator))
    assert rows[0].errors == []
    assert rows[0].values["name"] == "Gå på stol"
    assert rows[0].values["building"] == "Rådhuset Ærfugl Åsen ØST"
    assert rows[0].values["height"] == 80
    assert rows[0].values["year"] == 2015


def test_big_endian_utf16(files, read):
    content = b"\xfe\xff" + files.csv(HEADINGS, ROW).decode().encode("utf-16-be")
    assert read(content)[0][0].values["name"] == "Gå på stol"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_quotes(read, line_end):
    lines = [
        "Produktnavn;Status;Bygg;Merknad",
        '"Bord; rundt";I bruk;Rådhuset;"sa ""hei"" 24"""',
        "",
        'Stol 24";ledig;Bygg;x',
    ]
    rows, reader = read(line_end.join(lines).encode())
    assert [row.values["name"] for row in rows] == ["Bord; rundt", 'Stol 24"']
    assert rows[0].values["remark"] == 'sa "hei" 24"'
    assert [row.row_number for row in rows] == [2, 4]
    assert reader.summary.blank_rows == 1


def test_a_cell_of_several_lines_is_one_row(read):
    rows, _reader = read(b'Produktnavn;Status;Bygg;Merknad\nA;ledig;B;"en\nto\r\ntre"\nC;ledig;D;\n')
    assert rows[0].values["remark"] == "en\nto\ntre"
    assert [row.row_number for row in rows] == [2, 3]


def test_the_separator_that_excel_declares(read):
    rows, reader = read(b"sep=,\r\nProduktnavn,Status,Bygg\r\nA;1,ledig,B\r\n")
    assert rows[0].values["name"] == "A;1"
    assert rows[0].row_number == 2
    assert reader.table.separator == ","


def test_a_separator_inside_texts_does_not_win(read):
    lines = ["Produktnavn;Status;Bygg;Merknad", *['A;ledig;B;"en, to, tre, fire, fem, seks"'] * 10]
    rows, reader = read("\n".join(lines).encode())
    assert reader.table.separator == ";"
    assert len(rows) == 10


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ('Produktnavn;Status;Bygg\nA;ledig;B\n"C;ledig;D\nE;ledig;F\nG;ledig;H\n', 3),
        ('Produktnavn;Status;Bygg\nA;ledig;B\n"C;ledig;D', 3),
        ('Produktnavn;Status;Bygg\n"A;ledig;B\nC;ledig;D\nE;ledig";F\nG;ledig;H\n', 2),
        ("Produktnavn;Status;Bygg\nA;ledig;" + '"' + "x" * 200_000 + '"\n', 2),
    ],
)
def test_an_open_quotation_mark_is_an_error_on_its_row(content, row):
    error = refusal(content.encode())
    assert error.code == "csv_quote"
    assert error.params["row"] == row


@pytest.mark.parametrize(
    "content",
    [
        "Produktnavn;Status;Bygg;Høyde\nA;ledig;B;80\n".encode()
        .decode("latin-1")
        .encode(),  # UTF-8 read as Latin-1, saved as UTF-8
        "Produktnavn;Status;Bygg;H\ufffdyde\nA;ledig;B;80\n".encode(),
    ],
)
def test_letters_that_were_damaged_before_are_refused(content):
    assert refusal(content).code == "garbled_text"


def test_damaged_letters_further_down_reject_their_row(read):
    lines = [
        "Produktnavn;Status;Bygg;Merknad",
        *["A;ledig;B;x"] * 30,
        "St\ufffdl;ledig;B;x",
        "A;ledig;RÃ¥dhuset;x",
        "A;ledig;B;p\ufffd",
    ]
    rows, _reader = read("\n".join(lines).encode())
    assert [problem.code for problem in rows[30].errors] == ["garbled_letters"]
    assert [problem.code for problem in rows[31].errors] == ["garbled_letters"]
    assert rows[32].ok
    assert [problem.code for problem in rows[32].notices if problem.field == "remark"] == ["garbled_remark"]


def test_utf8_and_windows_letters_mixed_in_one_file_are_refused():
    content = "Produktnavn;Status;Bygg;Høyde\n".encode() + "Stol;ledig;Rådhuset;80\n".encode("cp1252")
    assert refusal(content).code == "unknown_encoding"


def test_half_a_letter_of_utf16_is_refused():
    assert (
        refusal(b"\xff\xfe" + "Produktnavn;Status;Bygg\n".encode("utf-16-le") + b"\x00\xd8\x41").code
        == "unknown_encoding"
    )


def test_rows_can_be_asked_for_again_and_side_by_side(files):
    table = CsvTable(io.BytesIO(files.csv(HEADINGS, ROW, ROW)))
    assert [left.cells == right.cells for left, right in zip(table.rows(), table.rows(), strict=True)] == [True] * 3
