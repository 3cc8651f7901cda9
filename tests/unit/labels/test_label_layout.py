"""Layout: readable codes and numbers on every size of label, and nothing over the edge."""

import random

import pytest

from bk_furniture_reuse.tools.labels import SHEETS, LabelError, roll
from bk_furniture_reuse.tools.labels.layout import plan

POINT = 25.4 / 72


def mm(points):
    return points * POINT


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("modules", [25, 29, 33, 37])
def test_modules_are_big_enough_for_a_phone(name, modules):
    layout = plan(SHEETS[name], modules)
    assert 0.33 <= mm(layout.module) <= 0.8


@pytest.mark.parametrize("name", SHEETS)
def test_number_is_readable_at_arms_length(name):
    """12 points and more: 3 mm capitals."""
    assert plan(SHEETS[name], 29).number_size >= 12


@pytest.mark.parametrize("name", SHEETS)
def test_avery_labels_show_everything(name):
    layout = plan(SHEETS[name], 29, with_code=True)
    assert layout.title_lines >= 2
    assert layout.owner_size >= 5
    assert layout.code_size >= 4.5


def test_code_in_clear_is_not_planned_unless_asked_for():
    assert plan(SHEETS["avery_l7160"], 29).code_size == 0


def test_wide_labels_have_the_code_left_and_tall_ones_above():
    wide, tall = plan(roll(57, 32), 29), plan(roll(40, 60), 29)
    assert not wide.centred
    assert wide.text_left > wide.qr_left + 29 * wide.module
    assert tall.centred
    assert tall.text_top > tall.qr_top + 29 * tall.module


def test_small_labels_give_up_the_lesser_lines_first():
    sizes = [plan(roll(40, height), 29, with_code=True) for height in (30, 18, 15, 13)]
    shown = [(layout.title_lines, bool(layout.owner_size), bool(layout.code_size)) for layout in sizes]
    assert shown[0][0] >= 2
    assert shown[0][1:] == (True, True)
    assert shown == sorted(shown, reverse=True)
    assert all(layout.number_size >= 9 for layout in sizes)


@pytest.mark.parametrize(("width", "height"), [(10, 10), (12, 40), (60, 10), (15, 15)])
def test_too_small_is_said(width, height):
    with pytest.raises(LabelError, match=f"{width} x {height} mm is too small"):
        plan(roll(width, height), 33)


@pytest.mark.parametrize("dpi", [203, 300])
def test_roll_modules_cover_whole_dots(dpi):
    dot = 25.4 / dpi
    for size in ((57, 32), (40, 25), (50, 70), (38, 90)):
        layout = plan(roll(*size, dpi=dpi), 29)
        for length in (layout.module, layout.qr_left, layout.qr_top):
            dots = mm(length) / dot
            assert dots == pytest.approx(round(dots), abs=1e-6)


def test_nothing_is_planned_over_the_edge():
    """Random labels: the code with its quiet zone, and the text box, stay inside and apart."""
    generator = random.Random(11)
    planned = 0
    for _ in range(3000):
        width, height = generator.uniform(10, 120), generator.uniform(10, 120)
        modules = generator.choice((25, 29, 33, 37, 41))
        sheet = roll(width, height, dpi=generator.choice((0, 203, 300)))
        try:
            layout = plan(sheet, modules, with_code=True)
        except LabelError:
            assert min(width, height) < 25 + 0.4 * modules, "a label of this size has room"
            continue
        planned += 1
        quiet, dot = 4 * mm(layout.module), 0.13
        left, top = mm(layout.qr_left), mm(layout.qr_top)
        side = modules * mm(layout.module)
        assert mm(layout.module) >= 0.25
        assert min(left, top) >= quiet - dot
        assert left + side + quiet <= width + dot
        assert top + side + quiet <= height + dot
        text_left, text_top, text_width = mm(layout.text_left), mm(layout.text_top), mm(layout.text_width)
        lines = layout.number_size + layout.title_lines * layout.title_size + layout.owner_size + layout.code_size
        assert text_left >= 0.99
        assert text_left + text_width <= width - 0.99
        assert text_top >= 0.99
        assert text_top + mm(1.2 * lines) <= height - 0.99
        assert text_left >= left + side + quiet - dot or text_top >= top + side + quiet - dot
    assert planned > 1500
