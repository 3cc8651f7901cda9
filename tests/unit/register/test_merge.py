"""A blank cell of a corrected row leaves what we know; a filled one, or one that no longer fits, does not."""

import pytest

from bk_furniture_reuse.tools.register.fields import VALUE_KEYS
from bk_furniture_reuse.tools.register.merge import with_known

BLANK = {**dict.fromkeys(VALUE_KEYS), "count": 1, "damages": []}
OLD = {
    **BLANK,
    "name": "Stol",
    "type": "Kontorstol",
    "maker": "HÅG",
    "colour": "blue",
    "remark": "før",
    "width": 60.0,
    "code": "A1",
    "condition": "b",
    "site": "Nord",
    "building": "Rådhuset",
    "floor": "2",
    "floor_number": 2,
    "room": "214",
    "damages": [{"kind": "stain", "text": "flekk"}],
}
HERE = {"site": "Nord", "building": "Rådhuset", "floor": "2", "floor_number": 2, "room": "214"}


def test_a_row_with_nothing_but_its_name_is_what_it_was():
    assert with_known(OLD, {**BLANK, "name": "Stol"}) == OLD


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"building": " rådhuset "}, HERE | {"building": " rådhuset "}),
        (
            {"building": "Kinoen"},
            {"site": "Nord", "building": "Kinoen", "floor": None, "floor_number": None, "room": None},
        ),
        (
            {"building": "Rådhuset", "floor": "3", "floor_number": 3},
            HERE | {"floor": "3", "floor_number": 3, "room": None},
        ),
        ({"building": "Rådhuset", "room": "215"}, HERE | {"room": "215"}),
        (
            {"site": "Sør", "building": "Rådhuset", "room": "1"},
            HERE | {"site": "Sør", "floor": None, "floor_number": None, "room": "1"},
        ),
        (
            {"building": "Rådhuset", "floor": "Sokkel", "room": "1"},
            HERE | {"floor": "Sokkel", "floor_number": None, "room": "1"},
        ),
    ],
)
def test_a_blank_level_of_the_place_is_known_only_inside_the_same_place(said, place):
    merged = with_known(OLD, {**BLANK, "name": "Stol", **said})
    assert {key: merged[key] for key in place} == place


def test_a_colour_in_words_takes_the_place_of_one_of_the_palette():
    merged = with_known(OLD, {**BLANK, "name": "Stol", "colour_text": "sjøgrønn"})
    assert (merged["colour"], merged["colour_text"]) == (None, "sjøgrønn")


def test_neither_side_is_altered():
    new = {**BLANK, "name": "Stol"}
    old = {**OLD}
    with_known(old, new)
    assert (old, new) == (OLD, {**BLANK, "name": "Stol"})
