"""The register given back with its errors: same rows, same places, nothing that runs, and it can be mended and read again."""

import datetime
import io

import openpyxl

from bk_furniture_reuse.tools.register.error_workbook import write_error_workbook
from bk_furniture_reuse.tools.register.messages import REPORT_HEADING

TITLE = ["Møbelregister"]


def report(read, content, **options):
    rows, reader = read(content)
    problems = {row.row_number: (row.errors, row.notices) for row in rows if row.errors or row.notices}
    return write_error_workbook(reader.table, reader.headings, problems, **options)


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_rows_keep_their_places_and_get_their_errors(files, read):
    head = [*files.headings, "Bredde", "Kategori"]
    content = files.xlsx(TITLE, [], head, [*files.good, 80, "Stol"], [], [None, "ukjent", "B", "bred", "Stol"])
    sheet = sheet_of(report(read, content))
    assert [cell.value for cell in sheet[1]][:1] == TITLE
    assert [cell.value for cell in sheet[3]] == [*head, REPORT_HEADING]
    assert [cell.value for cell in sheet[4]] == [*files.good, 80, "Stol", None]
    said = sheet["F6"].value.split("\n")
    assert [line[:9] for line in said] == ["“ukjent” ", "“bred” in", "The produ"]
    assert {cell: sheet[cell].fill.fgColor.rgb for cell in ("A6", "B6", "C6", "D6", "F6")} == {
        "A6": "FFFFC7CE", "B6": "FFFFC7CE", "C6": "00000000", "D6": "FFFFC7CE", "F6": "FFFFC7CE"
    }  # fmt: skip


def test_the_first_column_that_is_free_in_every_row_is_used(files, read):
    content = files.xlsx(files.headings, files.good, [*files.good, None, "løs kommentar"], [None, "ledig", "B"])
    sheet = sheet_of(report(read, content))
    assert sheet["E3"].value == "løs kommentar"
    assert sheet["F1"].value == REPORT_HEADING
    assert sheet["F4"].value


def test_formulas_come_back_as_text(files, read):
    bad = '=HYPERLINK("http://127.0.0.1/","x")'
    content = files.xlsx(
        [*files.headings, "Merknad"], [bad, "@SUM(A1)", "+1", bad], ["-2+3", "ledig", "http://127.0.0.1", "{=1}"]
    )
    for again in (report(read, content), report(read, report(read, content))):
        sheet = sheet_of(again)
        assert sheet["D2"].value == bad
        assert [cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None] == ["s"] * sum(
            cell.value is not None for line in sheet.iter_rows() for cell in line
        )
        assert all(cell.hyperlink is None for line in sheet.iter_rows() for cell in line)
        assert b"<f>" not in files.member(again, "xl/worksheets/sheet1.xml").encode()


def test_kinds_of_values_survive(files, read):
    def style(book):
        book.active["H2"].number_format = "0%"

    values = [3, 7.5, True, datetime.datetime(2026, 8, 1), 0.25, 10**20, "0017"]
    content = files.xlsx([*files.headings, *"abcdefg"], [*files.good, *values], change=style)
    assert [cell.value for cell in sheet_of(report(read, content))[2]][3:10] == [
        3,
        7.5,
        True,
        datetime.datetime(2026, 8, 1),
        0.25,
        1e20,
        "0017",
    ]
    assert sheet_of(report(read, content))["H2"].number_format == "0%"


def test_a_unit_that_a_format_shows_survives(files, read):
    def style(book):
        book.active["D2"].number_format = '0" mm"'

    content = report(read, files.xlsx([*files.headings, "Bredde"], [*files.good, 800], change=style))
    assert read(content)[0][0].values["width"] == 80


def test_a_csv_file_comes_back_as_a_workbook(files, read):
    sheet = sheet_of(report(read, files.csv(files.headings, ["Stol", "??", "Rådhuset"], encoding="cp1252")))
    assert sheet["C2"].value == "Rådhuset"
    assert sheet["D2"].value.startswith("“??” is not a status")


def test_the_mended_report_reads_well_and_its_own_column_is_reused(files, read):
    first = report(read, files.xlsx(files.headings, ["Stol", "??", "Rådhuset"]))
    book = openpyxl.load_workbook(io.BytesIO(first))
    book.active["B2"] = "Ledig"
    output = io.BytesIO()
    book.save(output)
    rows, reader = read(output.getvalue())
    assert (rows[0].errors, rows[0].row_number, reader.headings.unrecognised) == ([], 2, [])
    again = sheet_of(report(read, first))
    assert again.max_column == 4
    assert [cell.value for cell in again[1]].count(REPORT_HEADING) == 1


def test_sentences_in_the_readers_language(files, read):
    words = {REPORT_HEADING: "Feil og merknader"}
    content = report(
        read, files.xlsx(files.headings, ["Stol", "??", "B"]), translate=lambda text: words.get(text, f"nb: {text}")
    )
    sheet = sheet_of(content)
    assert sheet["D1"].value == "Feil og merknader"
    assert sheet["D2"].value.startswith("nb: “??”")
    assert read(content)[1].headings.unrecognised == []


def test_strange_sheet_names_and_texts_do_no_harm(files, read):
    def rename(book):
        book.active.title = "'History'"

    content = files.xlsx(
        [*files.headings, "Merknad"], ["S" * 40_000, "_x0007_", "B", "x\x0by".replace("\x0b", "")], change=rename
    )
    sheet = sheet_of(report(read, content))
    assert len(sheet["A2"].value) <= 32_767
    assert sheet.title == "Register"
