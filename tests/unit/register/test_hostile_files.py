"""Files that are no register, or mean harm: each gets its own clear error, and no other exception ever leaves the package."""

import contextlib
import io
import struct
import tracemalloc
import zipfile

import pytest

from bk_furniture_reuse.tools.register import guard
from bk_furniture_reuse.tools.register.errors import RegisterFileError
from bk_furniture_reuse.tools.register.messages import FILE_SENTENCES
from bk_furniture_reuse.tools.register.parser import parse_register
from bk_furniture_reuse.tools.register.workbook import open_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
SHEET = "xl/worksheets/sheet1.xml"
BILLION = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def refusal(content):
    with pytest.raises(RegisterFileError) as caught:
        list(parse_register(open_table(content)))
    assert str(caught.value)  # there is a sentence for it
    return caught.value.code


def archive(**members):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"%PDF-1.7 ...", "not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n....", "not_a_workbook"),
        (b"\xff\xd8\xff\xe0....JFIF", "not_a_workbook"),
        (b"GIF89a.....", "not_a_workbook"),
        (b"\x1f\x8b\x08....", "not_a_workbook"),
        (b"\x00\x00\x00\x20ftypheic....", "not_a_workbook"),
        (b"<html><table><tr><td>Produktnavn</td></tr></table></html>", "markup_file"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "markup_file"),
        (b'<?xml version="1.0"?><Workbook/>', "markup_file"),
        ("<html>".encode("utf-16"), "markup_file"),
        (OLE + "Workbook".encode("utf-16-le"), "old_excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE, "not_a_workbook"),
        (b"Produktnavn;Status\x00;Bygg\n", "binary_file"),
        (b"Produktnavn;Status;Bygg\n" + b"a;b;c\n" * 2000 + b"a\x00;b;c\n", "binary_file"),
        (bytes(range(1, 256)) * 4, "unknown_encoding"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"just a sentence\n", "headings"),
        (b"1;2;3\n4;5;6\n", "headings"),
    ],
)
def test_files_that_are_no_register(content, code):
    assert refusal(content) == code


def test_archives_that_are_no_workbook(files):
    assert refusal(archive(**{"a.txt": "x"})) == "not_a_workbook"
    assert refusal(archive(**{"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"})) == "not_a_workbook"
    assert refusal(archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")) == "open_document"
    assert refusal(archive(**{"xl/workbook.bin": "x", "[Content_Types].xml": "<x/>"})) == "binary_workbook"
    assert refusal(archive(**{"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"})) == "damaged"
    assert refusal(files.xlsx(files.headings)[:-200]) == "damaged"
    usual, strict = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    book = files.member(files.xlsx(files.headings), "xl/workbook.xml").replace(usual, strict)
    assert refusal(files.rezip(files.xlsx(files.headings), **{"xl/workbook.xml": book})) == "strict_workbook"


def test_an_encrypted_member_is_a_password(files):
    content = bytearray(files.xlsx(files.headings))
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    assert refusal(bytes(content)) == "encrypted"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "member",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml", "[Content_Types].xml"],
)
def test_entities_are_refused_in_every_member_and_encoding(files, member, encoding):
    content = files.xlsx(files.headings, files.good)
    text = files.member(content, member)
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    hostile = files.rezip(content, **{member: (BILLION + body).encode(encoding)})
    assert refusal(hostile) in ("xml_entities", "damaged")  # UTF-16 without its mark is damaged already
    if encoding != "utf-16-le":
        assert refusal(hostile) == "xml_entities"


def test_a_declaration_across_the_border_of_two_chunks_is_found(files, monkeypatch):
    content = files.xlsx(files.headings, files.good)
    text = files.member(content, SHEET)
    for chunk in range(5, 40):
        monkeypatch.setattr(guard, "_CHUNK", chunk)
        assert refusal(files.rezip(content, **{SHEET: "<!-- a -->" + BILLION + text})) == "xml_entities"


def test_a_declared_encoding_that_hides_its_text_is_refused(files):
    content = files.xlsx(files.headings, files.good)
    utf7 = b'<?xml version="1.0" encoding="utf-7"?>' + "<x/>".encode("utf-7")
    assert refusal(files.rezip(content, **{SHEET: utf7})) == "damaged"
    assert refusal(files.rezip(content, **{SHEET: "<x/>".encode("cp037")})) == "damaged"


def test_markup_in_a_cell_is_no_declaration(files, read):
    rows, _reader = read(files.xlsx(files.headings, ["<!DOCTYPE html><b>x", *files.good[1:]]))
    assert rows[0].values["name"] == "<!DOCTYPE html><b>x"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(files):
    content = files.rezip(files.xlsx(files.headings), **{SHEET: b"<x>" + b" " * 200_000_000})
    tracemalloc.start()
    assert refusal(content) == "zip_bomb"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_bomb_of_many_members_is_refused(files, monkeypatch):
    monkeypatch.setattr(guard, "MAX_TOTAL", 50_000)
    extra = {f"xl/extra{number}.xml": b"<x/>" + b" " * 6_000 for number in range(10)}
    assert refusal(files.rezip(files.xlsx(files.headings), **extra)) == "zip_bomb"
    monkeypatch.undo()
    many = {f"xl/extra{number}.xml": b"<x/>" for number in range(guard.MAX_MEMBERS + 1)}
    assert refusal(files.rezip(files.xlsx(files.headings), **many)) == "too_many_members"


def test_a_directory_that_lies_about_sizes_does_not_help(files):
    content = bytearray(files.rezip(files.xlsx(files.headings), **{SHEET: b"<x>" + b" " * 50_000_000}))
    at = content.rindex(b"PK\x01\x02")
    assert content[at + 46 : at + 46 + len(SHEET)] == SHEET.encode()
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert refusal(bytes(content)) == "damaged"


def test_damaged_sheets_are_one_clear_error(files):
    content = files.xlsx([*files.headings, "Antall"], [*files.good, 3])
    sheet = files.member(content, SHEET)
    for old, new in [
        ('r="A2"', 'r="ZZZZZZ2"'),
        ('r="A2"', 'r="ZZZ2"'),
        ('r="A2"', 'r="&#65;"'),
        ('<row r="2"', '<row r="9999999999"'),
        ("<c r", '<c s="9999" r'),
        ("</sheetData>", ""),
        ("<v>3</v>", "<v>99999</v>"),
        ("<v>3</v>", f"<v>{'9' * 6000}</v>"),
        ('t="n"', 't="d"'),
        ('t="n"', 't="s"'),
    ]:
        assert old in sheet, old
        broken = files.rezip(content, **{SHEET: sheet.replace(old, new)})
        with contextlib.suppress(RegisterFileError):
            list(parse_register(open_table(broken)))


def test_a_row_number_far_down_does_not_run_for_ever(files):
    content = files.xlsx(files.headings, files.good)
    sheet = files.member(content, SHEET).replace('<row r="2"', '<row r="4000000000"')
    assert refusal(files.rezip(content, **{SHEET: sheet})) == "damaged"


def test_external_links_and_macros_are_left_alone(files, read):
    content = files.xlsx(files.headings, files.good)
    content = files.rezip(
        content, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    )
    rows, _reader = read(content)
    assert rows[0].ok


def test_a_path_that_is_no_file():
    assert refusal("/nonexistent/register.xlsx") == "unreadable_file"
    assert refusal(None) == "unreadable_file"


def test_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr("bk_furniture_reuse.tools.register.workbook.MAX_FILE", 1000)
    assert refusal(b"a;b\n" * 1000) == "file_too_large"


def test_every_file_error_has_a_sentence_that_can_be_filled():
    params = {"limit": 1, "kind": "x", "row": 1, "sheet": "x"}
    for code in FILE_SENTENCES:
        assert str(RegisterFileError(code, params)).endswith(".")
