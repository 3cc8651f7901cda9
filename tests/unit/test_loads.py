"""Dividing pieces into loads: rooms stay together, no load is more than the vehicle takes, nothing is left behind."""

import random

import pytest

from bk_furniture_reuse.tools import loads


def item(key, group, volume, weight=0.0):
    return loads.Item(key, group, volume, weight)


def keys(planned):
    return [sorted(entry.key for entry in load.items) for load in planned]


def test_everything_that_fits_is_one_load():
    assert keys(loads.plan([item(1, "a", 1), item(2, "b", 2)], max_volume=3)) == [[1, 2]]


def test_rooms_stay_together_where_single_pieces_would_fill_better():
    items = [item(1, "a", 2), item(2, "a", 2), item(3, "b", 3), item(4, "c", 1)]
    assert keys(loads.plan(items, max_volume=5)) == [[1, 2, 4], [3]]


def test_a_room_that_fills_more_than_a_vehicle_is_divided():
    assert keys(loads.plan([item(n, "a", 2) for n in range(5)], max_volume=4)) == [[0, 1], [2, 3], [4]]


def test_weight_limits_as_volume_does():
    items = [item(1, "a", 0.1, 60), item(2, "b", 0.1, 60), item(3, "c", 0.1, 40)]
    assert keys(loads.plan(items, max_volume=10, max_weight=100)) == [[1, 3], [2]]


def test_the_scarcer_of_the_two_decides_what_is_large():
    items = [item(1, "light", 5, 1), item(2, "heavy", 1, 90)]
    assert keys(loads.plan(items, max_volume=10, max_weight=90)) == [[2], [1]]


def test_no_capacity_is_no_limit():
    assert keys(loads.plan([item(n, n % 3, 50, 500) for n in range(9)])) == [list(range(9))]


def test_a_piece_larger_than_the_vehicle_goes_alone_and_is_told():
    planned = loads.plan([item(1, "a", 9), item(2, "a", 1), item(3, "b", 1)], max_volume=4)
    assert keys(planned) == [[1], [2, 3]]
    assert [loads.is_over(load.volume, load.weight, 4, 0) for load in planned] == [True, False]


def test_nothing_gives_no_load():
    assert loads.plan([], 4, 300) == []


def test_tenths_that_add_up_to_the_capacity_fit():
    assert len(loads.plan([item(n, n, 0.1) for n in range(10)], max_volume=1.0)) == 1
    assert not loads.is_over(0.1 + 0.2, 0, 0.3, 0)
    assert loads.is_over(0.301, 0, 0.3, 0)


@pytest.mark.parametrize("seed", range(20))
def test_each_piece_is_driven_once_and_every_load_fits(seed):
    chance = random.Random(seed)
    items = [item(n, chance.randrange(12), chance.uniform(0.05, 2), chance.uniform(1, 60)) for n in range(200)]
    planned = loads.plan(items, max_volume=12, max_weight=900)
    assert sorted(key for load in keys(planned) for key in load) == list(range(200))
    assert not any(loads.is_over(load.volume, load.weight, 12, 900) for load in planned)
    for group in {entry.group for entry in items}:
        room = [entry for entry in items if entry.group == group]
        whole = not loads.is_over(sum(entry.volume for entry in room), sum(entry.weight for entry in room), 12, 900)
        driven = sum(any(entry.group == group for entry in load.items) for load in planned)
        assert driven == 1 or not whole


@pytest.mark.parametrize(
    ("sides", "volume"), [((100, 100, 100), 1.0), ((60, 58, 110), 0.3828), ((60, 0, 110), 0.0), ((0, 0, 0), 0.0)]
)
def test_volume_in_cubic_metres_from_centimetres(sides, volume):
    assert loads.measure(*sides) == pytest.approx(volume)
