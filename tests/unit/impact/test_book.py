"""The workbook's writer without Odoo: formulas, counter-entries, texts that stay texts, charts."""

import io
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact import charts
from bk_furniture_reuse.tools.impact.arithmetic import round_half_away, round_kg, round_nok
from bk_furniture_reuse.tools.impact.book import entries, sums
from bk_furniture_reuse.tools.impact.book.pages import DATE, INTEGER, KG, TEXT, Book, Column, Formula


def written(fill):
    file = io.BytesIO()
    with Book(file) as book:
        fill(book)
    file.seek(0)
    return openpyxl.load_workbook(file)


def test_a_table_stands_below_its_headings_and_formulas_know_their_row():
    def fill(book):
        page = book.page("Ark", [10, 10])
        page.title("Tittel")
        columns = [Column("A", INTEGER), Column("B", KG)]
        assert page.table(columns, [(1, Formula("=A{row}*2", 2)), (3, None)]) == (3, 4)
        page.gap()
        page.text("Under")

    sheet = written(fill)["Ark"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Tittel", None], ["A", "B"], [1, "=A3*2"], [3, None], [None, None], ["Under", None],
    ]  # fmt: skip


NASTY = ["=1+1", "+1", "-1", "@x", "\t=1", "http://example.com", "<r><t>x</t></r>", "{=1}", "mailto:a@b.no"]


@pytest.mark.parametrize("text", NASTY)
def test_texts_and_headings_stay_texts(text):
    def fill(book):
        page = book.page("Ark", [10, 10])
        page.title(text)
        page.text(text)
        page.subtitle(text)
        page.pairs([(text, text)])
        page.table([Column(text), Column("n", INTEGER)], [(text, 1)])
        entries.write(
            book.page("Føringer", []),
            dict.fromkeys(entries.KEYS, text),
            [[text if c.kind == TEXT else 0 for c in entries.COLUMNS]],
            1,
        )

    book = written(fill)
    found = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type != "f":
                    found += 1
                    assert cell.data_type in ("s", "inlineStr")
                    assert cell.hyperlink is None
                    if cell.value != "n":
                        assert cell.value.strip() == text.strip()
    assert found > 100


def test_a_very_long_text_is_cut_and_not_lost():
    [[cell]] = list(written(lambda book: book.page("Ark", []).text("x" * 40_000))["Ark"].iter_rows())
    assert len(cell.value) == 32_767


def test_columns_are_named_and_formulas_use_columns_that_exist():
    keys = set(entries.KEYS)
    assert len(keys) == len(entries.KEYS)
    for column in entries.COLUMNS:
        if column.formula:
            column.formula.format(**dict.fromkeys(keys, "A1"))
    formula = sums.sum_where("net", 1, 3, line=1, site_no="$A{row}")
    assert formula.text == "=ROUND(SUMIFS(entry_net,entry_line,1,entry_site_no,$A{row}),3)"
    assert {"net", "line", "site_no", "sign", "missing"} <= set(entries.NAMED)


def test_the_number_of_rows_that_was_announced_must_come():
    with pytest.raises(ValueError, match="announced"), Book(io.BytesIO()) as book:
        entries.write(book.page("A", []), dict.fromkeys(entries.KEYS, "x"), [], 1)


def test_dates_are_dates():
    import datetime

    def fill(book):
        book.page("A", []).table([Column("d", DATE)], [(datetime.date(2026, 3, 2),)])

    assert written(fill)["A"]["A2"].value == datetime.datetime(2026, 3, 2)


# Rounding as a spreadsheet does it


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.5 * 0.6667 * 110, 3, 36.669),
        (-0.5 * 0.6667 * 110, 3, -36.669),
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (0.0005, 3, 0.001),
        (-0.0004, 3, 0.0),
        (1234567.125, 2, 1234567.13),
    ],
)
def test_a_half_goes_away_from_zero(value, decimals, expected):
    assert round_half_away(value, decimals) == expected
    assert str(round_half_away(-0.0001, 2)) == "0.0"


@given(st.integers(-(10**9), 10**9), st.integers(1, 10_000))
def test_rounding_is_that_of_decimal_numbers_and_turns_with_the_sign(thousandths, ratio):
    value = thousandths / 1000 * (ratio / 10_000)
    exact = Decimal(thousandths) * Decimal(ratio) / Decimal(10_000_000)
    assert round_kg(-value) == -round_kg(value)
    assert abs(Decimal(str(round_kg(value))) - exact) <= Decimal("0.0005")
    assert abs(Decimal(str(round_nok(value))) - exact) <= Decimal("0.005")


# Charts


GRAMS = st.integers(-(10**9), 10**9)


@given(GRAMS, GRAMS)
def test_an_axis_holds_its_values_and_nought(one, other):
    low, high = sorted((one / 1000, other / 1000))
    marks = charts.steps(low, high)
    assert marks == sorted(marks)
    assert 0 in [round(mark, 6) for mark in marks]
    assert marks[0] <= min(low, 0) + 1e-6 * abs(low)
    assert marks[-1] >= max(high, 0) - 1e-6 * abs(high)
    assert len(marks) <= 13


ROWS = st.lists(
    st.tuples(st.text(max_size=50), st.floats(-1e5, 1e5), st.floats(-1e5, 1e5), st.floats(-1e5, 1e5)),
    min_size=1,
    max_size=20,
)


@given(ROWS)
def test_charts_are_well_formed_and_inside_their_frame(rows):
    rows = [("".join(c for c in label if c.isprintable()), *sorted(values)) for label, *values in rows]
    for draw in (charts.months, charts.bars):
        picture = ElementTree.fromstring(draw(rows, lambda value: f"{value:.0f}"))
        width, height = float(picture.get("width")), float(picture.get("height"))
        boxes = [element for element in picture if element.tag.endswith("rect")]
        assert len(boxes) == len(rows)
        for box in boxes:
            x, y, w, h = (float(box.get(name)) for name in ("x", "y", "width", "height"))
            assert -0.1 <= x <= x + w <= width + 0.1
            assert -0.1 <= y <= y + h <= height + 0.1


def test_a_long_name_is_shortened():
    svg = charts.bars([("Et svært langt navn på en møbeltype som ingen har", 1, 2, 3)], str)
    assert "Et svært langt navn på en møbel…" in svg
