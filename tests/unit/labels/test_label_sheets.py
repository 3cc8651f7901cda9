"""Sheets: the figures on the packets, and what is refused."""

import math

import pytest

from bk_furniture_reuse.tools.labels import SHEETS, LabelError, Sheet, free_grid, roll
from tests.support.printed_labels import GRIDS


def refused(make, *args, **kwargs):
    with pytest.raises(LabelError) as caught:
        make(*args, **kwargs)
    assert str(caught.value).endswith(".")
    return caught.value.code


@pytest.mark.parametrize("name", GRIDS)
def test_labels_stand_where_the_packet_says(name):
    sheet, grid = SHEETS[name], GRIDS[name]
    assert sheet.cells == grid.cells
    assert (sheet.page_width, sheet.page_height) == (210, 297)
    assert (sheet.label_width, sheet.label_height) == (grid.width, grid.height)
    for cell in range(grid.cells):
        assert sheet.position(cell) == pytest.approx(grid.box(cell)[:2], abs=0.02)


def test_every_known_sheet_is_tested():
    assert set(SHEETS) == set(GRIDS)


def test_free_grid_shares_out_what_margins_and_gaps_leave():
    # 210 - 10 - 8 = 192 for 4 labels and 3 gaps of 4: 45 each. 148 - 9 - 7 = 132 for 6 labels and 5 gaps of 1.2: 21 each.
    sheet = free_grid(210, 148, 4, 6, left=10, right=8, top=9, bottom=7, gap_x=4, gap_y=1.2)
    assert (sheet.label_width, sheet.label_height) == pytest.approx((45, 21))
    assert sheet.position(0) == (10, 9)
    assert sheet.position(5) == pytest.approx((10 + 49, 9 + 22.2))
    assert sheet.position(23) == pytest.approx((10 + 3 * 49, 9 + 5 * 22.2))


def test_roll_is_one_label_a_page():
    sheet = roll(57, 32)
    assert (sheet.page_width, sheet.page_height, sheet.cells) == (57, 32, 1)
    assert sheet.position(0) == (0, 0)


def test_shift_moves_every_label():
    moved = SHEETS["avery_l7160"].shifted(1.5, -2)
    for cell in (0, 20):
        left, top = SHEETS["avery_l7160"].position(cell)
        assert moved.position(cell) == pytest.approx((left + 1.5, top - 2))


@pytest.mark.parametrize(
    ("kwargs", "code"),
    [
        ({"columns": 0}, "cell_count"),
        ({"rows": 0}, "cell_count"),
        ({"columns": -3}, "cell_count"),
        ({"columns": 101}, "cell_count"),
        ({"rows": 2.5}, "cell_count"),
        ({"left": -1}, "negative"),
        ({"gap_y": -0.1}, "negative"),
        ({"right": -5}, "negative"),
        ({"left": 110, "right": 100}, "no_room"),
        ({"gap_x": 105}, "no_room"),
        ({"top": 400}, "no_room"),
        ({"page_width": 5}, "page_size"),
        ({"page_height": 3000}, "page_size"),
        ({"page_width": math.inf}, "not_a_number"),
        ({"gap_x": math.nan}, "not_a_number"),
        ({"page_width": "210"}, "not_a_number"),
        ({"rows": None}, "not_a_number"),
        ({"rows": True}, "not_a_number"),
    ],
)
def test_free_grid_refuses(kwargs, code):
    assert refused(free_grid, **{"page_width": 210, "page_height": 297, "columns": 3, "rows": 8, **kwargs}) == code


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((210, 297, 3, 8, 70.5, 33.9), "too_wide"),
        ((210, 297, 3, 8, 63.5, 37.2), "too_high"),
        ((210, 297, 3, 8, 63.5, 33.9, 20), "too_wide"),
        ((210, 297, 3, 8, 63.5, 33.9, 0, 0, 12), "too_wide"),
        ((210, 297, 3, 8, -63.5, 33.9), "no_room"),
        ((210, 297, 3, 8, 63.5, 33.9, 0, 0, 0, 0, 21), "shift"),
        ((210, 297, 3, 8, 63.5, 33.9, 0, 0, 0, 0, 0, -21), "shift"),
        ((57, 32, 1, 1, 57, 32, 0, 0, 0, 0, 0, 0, 50), "dots"),
    ],
)
def test_sheet_refuses(values, code):
    assert refused(Sheet, *values) == code


def test_refusal_names_the_figures():
    with pytest.raises(LabelError, match=r"are 215\.5 mm wide, but the page is 210 mm"):
        Sheet(210, 297, 3, 8, 70.5, 33.9, 2, 0, 1, 0)


def test_catalogue_rounding_is_forgiven():
    """8 x 37.13 is 297.04: a packet's figure, not a mistake."""
    assert Sheet(210, 297, 3, 8, 70, 37.13).cells == 24
