"""The rules of refurbishment that need no database, compared with lists written by hand."""

import itertools
from datetime import date

import pytest

from bk_furniture_reuse.tools.refurbishment import excess_weight, free_from, may_become, total_cost

STATES = ("draft", "confirmed", "under_repair", "done", "cancel")
MAY = {
    "draft": {"confirmed", "under_repair", "cancel"},
    "confirmed": {"under_repair", "cancel"},
    "under_repair": {"done", "cancel"},
    "done": set(),
    "cancel": {"draft"},
}
TODAY = date(2026, 11, 25)
BEFORE, AFTER = date(2026, 11, 24), date(2026, 12, 1)


@pytest.mark.parametrize(("current", "wanted"), itertools.product(STATES, STATES))
def test_a_refurbishment_goes_only_the_ways_of_the_list(current, wanted):
    assert may_become(current, wanted) is (current == wanted or wanted in MAY[current])


@pytest.mark.parametrize(
    ("hours", "price", "parts", "external", "total"),
    [
        (0, 0, 0, 0, 0),
        (2.5, 600, 0, 0, 1500),
        (1, 600, 149.9, 1200, 1949.9),
        (None, 600, None, 50, 50),
        (0.1, 0.1, 0.2, 0, 0.21),
    ],
)
def test_the_cost_is_hours_parts_and_what_others_are_paid(hours, price, parts, external, total):
    assert total_cost(hours, price, parts, external) == total


@pytest.mark.parametrize(
    ("purpose", "promised", "free"),
    [
        ("available", None, TODAY),
        ("available", BEFORE, TODAY),
        ("available", AFTER, AFTER),
        ("redesign", AFTER, AFTER),
        ("redesign", TODAY, False),
        ("redesign", BEFORE, False),
        ("redesign", None, False),
        ("in_use", AFTER, AFTER),
        ("in_use", BEFORE, False),
        ("in_use", None, False),
        ("reserved", AFTER, False),
        ("recycling", AFTER, False),
    ],
)
def test_when_a_piece_is_free(purpose, promised, free):
    assert free_from(purpose, promised, TODAY) == free


@pytest.mark.parametrize(
    ("sources", "parts", "results", "excess"),
    [
        ([20], 0, [10, 10], 0),
        ([20], 0, [10, 10.5], 0.5),
        ([20], 0.5, [10, 10.5], 0),
        ([10, 10, 10], None, [12, 12], 0),
        ([0.1, 0.2], 0, [0.3], 0),
        ([10, 0], 0, [50], 0),
        ([], 0, [50], 0),
    ],
)
def test_what_comes_out_is_not_heavier_than_what_went_in(sources, parts, results, excess):
    assert excess_weight(sources, parts, results) == excess
