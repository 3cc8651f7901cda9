"""Outlines of rooms: what is one, what lies in it, and where its name is written."""

import math

import pytest

from bk_furniture_reuse.tools.floor_plan import PolygonError, area, contains, label_point, read_point, read_polygon

SQUARE = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.5], [0.1, 0.5]]
# A room that goes round a corner: its centre of gravity lies outside.
CORNER = [[0, 0], [1, 0], [1, 0.1], [0.1, 0.1], [0.1, 1], [0, 1]]


def test_a_room_is_kept_as_it_was_drawn_either_way_round():
    assert read_polygon(SQUARE) == SQUARE
    assert read_polygon(SQUARE[::-1]) == SQUARE[::-1]
    assert read_polygon(CORNER) == CORNER


def test_repeated_corners_are_one_corner_and_decimals_are_few():
    drawn = [[0.1, 0.1], [0.1, 0.1], [0.5000001, 0.1], [0.5, 0.5], [0.1, 0.5], [0.1, 0.1]]
    assert read_polygon(drawn) == SQUARE


@pytest.mark.parametrize(
    ("points", "code"),
    [
        (None, "shape"),
        ("0,0 1,1 1,0", "shape"),
        ({"0": [0, 0]}, "shape"),
        ([[0, 0], [1, 0], [1]], "shape"),
        ([[0, 0], [1, 0], ["1", "1"]], "shape"),
        ([[0, 0], [1, 0], [True, 1]], "shape"),
        ([[0, 0], [1, 0], [math.nan, 1]], "shape"),
        ([[0, 0], [1, 0], [math.inf, 1]], "shape"),
        ([], "few"),
        ([[0, 0], [1, 1]], "few"),
        ([[0, 0], [1, 1], [0, 0]], "few"),
        ([[0, 0], [1.01, 0], [1, 1]], "outside"),
        ([[-0.01, 0], [1, 0], [1, 1]], "outside"),
        ([[0, 0], [1, 1], [1, 0], [0, 1]], "crossing"),
        ([[0, 0], [0.5, 0], [0.2, 0], [0.2, 0.5]], "crossing"),
        ([[0, 0], [0.4, 0.4], [0.8, 0], [0.8, 0.8], [0.4, 0.4], [0, 0.8]], "crossing"),
        ([[0, 0], [0.003, 0], [0.003, 0.003]], "area"),
        ([[index / 300, (index % 2) / 2] for index in range(300)], "many"),
    ],
)
def test_what_is_no_room_is_refused(points, code):
    with pytest.raises(PolygonError) as caught:
        read_polygon(points)
    assert caught.value.code == code


def test_a_flat_line_is_no_room():
    with pytest.raises(PolygonError):
        read_polygon([[0, 0], [0.5, 0], [1, 0]])


def test_area_is_the_share_of_the_drawing():
    assert area(SQUARE) == pytest.approx(0.16)
    assert area(SQUARE[::-1]) == pytest.approx(0.16)
    assert area(CORNER) == pytest.approx(0.19)


def test_a_point_in_the_room_or_on_its_wall_is_inside():
    assert contains(SQUARE, 0.3, 0.3)
    assert contains(SQUARE, 0.1, 0.3)
    assert contains(SQUARE, 0.5, 0.5)
    assert not contains(SQUARE, 0.6, 0.3)
    assert not contains(SQUARE, 0.3, 0.05)
    assert contains(CORNER, 0.05, 0.9)
    assert not contains(CORNER, 0.5, 0.5)


def test_the_name_is_written_in_the_middle_and_never_outside():
    assert label_point(SQUARE) == pytest.approx([0.3, 0.3])
    assert contains(CORNER, *label_point(CORNER))
    horseshoe = [[0, 0], [1, 0], [1, 1], [0.8, 1], [0.8, 0.1], [0.2, 0.1], [0.2, 1], [0, 1]]
    assert contains(horseshoe, *label_point(horseshoe))


def test_a_pin_is_a_point_on_the_drawing():
    assert read_point((0, 1)) == [0.0, 1.0]
    for point in (None, [0.5], [0.5, 2], [0.5, None], ["a", 0]):
        with pytest.raises(PolygonError):
            read_point(point)
