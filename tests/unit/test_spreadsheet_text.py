"""Text that stays text in spreadsheets."""

import io

import openpyxl
import pytest
import xlsxwriter

from bk_furniture_reuse.tools.spreadsheet_text import TextMark, inert_csv_value


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "\tx", "\u00a0=1"])
def test_formula_beginnings_get_an_apostrophe(text):
    assert inert_csv_value(text) == "'" + text


@pytest.mark.parametrize("value", ["", "Stol", "a=1", "'=1", "1-2", "ÆØÅ", None, False, -1, 2.5])
def test_everything_else_is_kept(value):
    assert inert_csv_value(value) is value


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "{=1}",
        "http://127.0.0.1",
        "internal:A!1",
        "<r><t>x</t></r>",
        "<r></si></r>",
        " =1",
        "x ",
        "æ\nø",
        "=" * 32763,
    ],
)
def test_marked_text_comes_back_to_the_letter(text):
    mark, stream = TextMark(), io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.add_worksheet().write(0, 0, mark.put(text))
    cell = openpyxl.load_workbook(io.BytesIO(mark.remove(stream.getvalue()))).active["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("value", ["", None, 0, 1.5, True])
def test_what_is_no_text_gets_no_mark(value):
    assert TextMark().put(value) is value


def test_every_workbook_has_its_own_mark():
    assert len({TextMark().put("x") for _ in range(100)}) == 100
