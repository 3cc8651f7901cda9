"""What rows have in common and what sheets do to them: codes, blanks, merged cells, formulas, the summary, the limits."""

import datetime

import pytest

from bk_furniture_reuse.tools.register import parser
from bk_furniture_reuse.tools.register.errors import RegisterFileError
from bk_furniture_reuse.tools.register.messages import FIELD_LABELS, REASONS, SENTENCES, field_label, reason, sentence
from bk_furniture_reuse.tools.register.parser import parse_register
from bk_furniture_reuse.tools.register.problems import Problem
from bk_furniture_reuse.tools.register.workbook import open_table

HEADINGS = ["QR-kode", "Produktnavn", "Status", "Bygg", "Antall"]


def codes(problems):
    return [problem.code for problem in problems]


def test_the_first_row_with_a_code_keeps_it(files, read):
    rows, _reader = read(
        files.xlsx(
            HEADINGS,
            ["bk-1", "A", "ledig", "B", 1],
            [None, "A", "ledig", "B", 1],
            ["BK -1 ", "A", "ledig", "B", 1],
            ["BK-1", "A", "ledig", "B", 1],
        )
    )
    assert [codes(row.errors) for row in rows] == [[], [], ["duplicate_code"], ["duplicate_code"]]
    assert rows[3].errors[0].params["row"] == 2
    assert sentence(rows[3].errors[0]).startswith("The QR code BK-1 is already on row 2.")


def test_a_row_with_other_errors_keeps_its_code_too(files, read):
    rows, _reader = read(files.xlsx(HEADINGS, ["BK-1", "A", "ledig", None, 1], ["BK-1", "A", "ledig", "B", 1]))
    assert [codes(row.errors) for row in rows] == [["no_building"], ["duplicate_code"]]


@pytest.mark.parametrize("known", [{"bk-1"}, ["BK-1"], lambda code: code == "BK-1"])
def test_codes_of_pieces_elsewhere(files, read, known):
    rows, _reader = read(
        files.xlsx(HEADINGS, ["BK-1", "A", "ledig", "B", 1], ["BK-2", "A", "ledig", "B", 1]), known_codes=known
    )
    assert [codes(row.errors) for row in rows] == [["code_taken"], []]


def test_a_row_shows_all_its_errors(files, read):
    rows, _reader = read(files.xlsx(HEADINGS, [None, None, "?", None, "x"]))
    assert codes(rows[0].errors) == ["unknown_status", "not_a_count", "no_name", "no_building"]
    assert [error.column for error in rows[0].errors] == ["Status", "Antall", "Produktnavn", "Bygg"]
    assert [error.index for error in rows[0].errors] == [2, 4, 1, 3]


def test_blank_rows_between_rows_count_and_trailing_ones_do_not(files, read):
    rows, reader = read(files.xlsx(files.headings, files.good, [], [None, "  ", None], files.good, [" "], [], []))
    assert [row.row_number for row in rows] == [2, 5]
    assert reader.summary.blank_rows == 2


def test_a_row_with_text_only_where_no_column_is_ours_is_blank(files, read):
    rows, reader = read(
        files.xlsx([*files.headings, "Løpenr"], [*files.good, 1], [None, None, None, 2], [*files.good, 3])
    )
    assert [row.row_number for row in rows] == [2, 4]
    assert reader.summary.blank_rows == 1


def test_merged_cells_hold_for_each_of_their_rows(files, read):
    content = files.xlsx(
        [*HEADINGS, "Kategori"],
        [None, "A", "ledig", "Rådhuset", 1, "Stol"],
        [None, "B", "ledig", None, 1, "Stol"],
        [None, "C", "ledig", None, 1, "Stol"],
        [None, "D", "ledig", None, 1, "Stol"],
        change=lambda book: book.active.merge_cells("D2:D4"),
    )
    rows, _reader = read(content)
    assert [row.values["building"] for row in rows] == ["Rådhuset", "Rådhuset", "Rådhuset", None]
    assert [codes(row.notices) for row in rows] == [[], ["merged_cell"], ["merged_cell"], []]


def test_a_merged_quantity_or_code_would_multiply_and_is_refused(files, read):
    def merge(book):
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("E2:E3")

    rows, _reader = read(
        files.xlsx(HEADINGS, ["BK-1", "A", "ledig", "B", 1], [None, "A", "ledig", "B", None], change=merge)
    )
    assert codes(rows[0].errors) == []
    assert codes(rows[1].errors) == ["merged_not_allowed", "merged_not_allowed", "duplicate_code"]


def test_formulas_are_never_computed(files, read):
    content = files.xlsx(
        [*HEADINGS, "Bredde", "Vekt (kg)", "Merknad"], [None, "A", "ledig", "B", "=1+1", "=40*2", "=7", "=1+1"]
    )
    rows, _reader = read(content)
    assert [(error.code, error.field) for error in rows[0].errors] == [
        ("formula_without_value", "count"),
        ("formula_without_value", "width"),
    ]
    assert rows[0].values["remark"] == "=1+1"
    assert {"formula_left_blank", "formula_as_text"} <= set(codes(rows[0].notices))


def test_the_result_that_the_file_holds_for_a_formula_is_used(files, read):
    content = files.xlsx([*files.headings, "Bredde"], [*files.good, "=40*2"], ["=1", *files.good[1:], 70])
    sheet = files.member(content, "xl/worksheets/sheet1.xml")
    assert "<f>40*2</f><v></v>" in sheet
    sheet = sheet.replace("<f>40*2</f><v></v>", "<f>40*2</f><v>80</v>")
    rows, _reader = read(files.rezip(content, **{"xl/worksheets/sheet1.xml": sheet}))
    assert (rows[0].values["width"], rows[0].errors) == (80, [])
    assert codes(rows[1].errors) == ["formula_without_value"]


def test_spreadsheet_errors(files, read):
    rows, _reader = read(files.xlsx([*HEADINGS, "Vekt"], [None, "#REF!", "ledig", "B", 1, "#N/A"]))
    assert [(error.code, error.params["value"]) for error in rows[0].errors] == [("spreadsheet_error", "#REF!")]
    assert "error_left_blank" in codes(rows[0].notices)


def test_numbers_stored_as_text_are_numbers(files, read):
    rows, _reader = read(
        files.xlsx(
            [*HEADINGS, "Bredde", "Innkjøpsår", "Etasje"],
            ["7", "A", "ledig", "B", "3", "80", "2015", "2"],
            [7.0, "A", "ledig", "B", 1, 80, 2015, 2],
        )
    )
    assert rows[0].values | {"count": 1, "code": None} == rows[1].values | {"count": 1, "code": None}
    assert codes(rows[0].errors + rows[1].errors) == ["code_on_many", "duplicate_code"]


def test_the_summary_counts_pieces_of_accepted_rows(files, read):
    head = [*HEADINGS, "Kategori", "Tilstand", "Skader", "Lokasjon"]
    good = [None, "A", "ledig", "B", 3, "Stol", "A", "Ripe", "Sentrum"]
    _rows, reader = read(
        files.xlsx(
            head,
            good,
            [None, "A", "i bruk", "B", 2, None, None, None, None],
            [None, None, "ledig", "B", 5, "Stol", "A", "Ripe", "X"],
        )
    )
    summary = reader.summary
    assert (summary.accepted_rows, summary.accepted_pieces, summary.rejected_rows, summary.pieces_with_damage) == (
        2,
        5,
        1,
        3,
    )
    assert (summary.by_purpose, summary.by_building) == ({"available": 3, "in_use": 2}, {"B": 5})
    assert (summary.by_type, summary.by_condition, summary.by_site) == (
        {"Stol": 3, None: 2},
        {"a": 3, None: 2},
        {"Sentrum": 3, None: 2},
    )
    assert (summary.errors, summary.notices) == ({"no_name": 1}, {"no_type": 1})


def test_one_building_in_two_spellings_is_counted_once(files, read):
    _rows, reader = read(files.xlsx(files.headings, files.good, [*files.good[:2], "RÅDHUSET "]))
    assert reader.summary.by_building == {"Rådhuset": 2}


def test_reading_twice_gives_the_same(files, read):
    rows, reader = read(files.xlsx(HEADINGS, ["BK-1", "A", "ledig", "B", 1], ["BK-1", "A", "ledig", "B", 1]))
    assert list(reader) == rows
    assert (reader.summary.accepted_rows, reader.summary.rejected_rows) == (1, 1)


def test_too_many_rows_are_refused(files, monkeypatch):
    monkeypatch.setattr(parser, "MAX_ROWS", 3)
    assert len(list(parse_register(open_table(files.xlsx(files.headings, *[files.good] * 3))))) == 3
    with pytest.raises(RegisterFileError) as caught:
        list(parse_register(open_table(files.xlsx(files.headings, *[files.good] * 4))))
    assert (caught.value.code, caught.value.params) == ("too_many_rows", {"limit": 3})


def test_the_date_of_today_is_the_machines_when_none_is_given(files):
    year = datetime.date.today().year
    content = files.xlsx([*files.headings, "År"], [*files.good, year + 1], [*files.good, year + 2])
    assert [row.ok for row in parse_register(open_table(content))] == [True, False]


def test_every_problem_can_be_said_and_named_for_every_field():
    params = dict.fromkeys(("value", "limit", "latest", "row", "count", "cm", "columns", "unit", "sheets"), "x") | {
        "other": "room"
    }
    assert set(SENTENCES) == set(REASONS)
    for code in SENTENCES:
        for field in FIELD_LABELS:
            problem = Problem(code, field, "Heading", params)
            assert "%" not in sentence(problem) + reason(problem)
            assert sentence(problem).endswith(".")
        assert Problem.from_dict(problem.as_dict()) == problem


def test_sentences_are_translated_before_the_values_go_in():
    words = {SENTENCES["missing_column"]: "Ingen kolonne for %(field)s.", "status": "formål"}
    assert (
        sentence(Problem("missing_column", "purpose"), lambda text: words.get(text, text))
        == "Ingen kolonne for formål."
    )
    assert field_label(None) == ""


def test_a_value_with_percent_signs_and_great_length_is_quoted_safely(files, read):
    rows, _reader = read(files.xlsx(files.headings, ["A", "100 % %(field)s " + "x" * 500, "B"]))
    said = sentence(rows[0].errors[0])
    assert "100 % %(field)s" in said
    assert len(said) < 250
