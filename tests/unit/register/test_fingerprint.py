"""A corrected file: which of its rows are the old ones, and what changed in them."""

import json
import random
import time

import pytest

from bk_furniture_reuse.tools.register.fields import VALUE_KEYS
from bk_furniture_reuse.tools.register.fingerprint import RowRef, changed_values, match_rows, row_fingerprint

NAMES = ["HÅG Capisco 8106", "Kinnarps Plus 6", "EFG Basic 1400", "RH Logic 400"]


def row(number, **values):
    base = dict.fromkeys(VALUE_KEYS) | {
        "count": 1,
        "damages": [],
        "purpose": "in_use",
        "building": "Rådhuset",
        "floor": "1",
        "floor_number": 1,
    }
    return RowRef(number, base | {"name": "Stol", "type": "Kontorstol", "width": 60.0, "room": "101"} | values)


def register(size=40, seed=1):
    """Rows such as a survey has: some with codes, several alike."""
    pick = random.Random(seed)
    rows = []
    for number in range(4, 4 + size):
        code = f"BK-{number}" if pick.random() < 0.4 else None
        rows.append(
            row(
                number,
                code=code,
                name=pick.choice(NAMES),
                room=str(pick.randrange(101, 106)),
                year=pick.choice([2010, 2015]),
                count=1 if code else pick.choice([1, 4]),
            )
        )
    return rows


def renumbered(rows):
    return [RowRef(number, dict(old.values)) for number, old in enumerate(rows, 4)]


def found(matching):
    return {new.row_number: old.row_number for old, new, _how in matching.pairs}


def changes(matching):
    return {
        new.row_number: changed_values(old.values, new.values)
        for old, new, _how in matching.pairs
        if changed_values(old.values, new.values)
    }


def test_an_unchanged_file_changes_nothing():
    old = register()
    matching = match_rows(old, renumbered(old))
    assert found(matching) == {ref.row_number: ref.row_number for ref in old}
    assert (matching.added, matching.vanished, changes(matching)) == ([], [], {})


@pytest.mark.parametrize("seed", range(5))
def test_a_sorted_file_changes_nothing(seed):
    old = register()
    shuffled = [RowRef(0, dict(ref.values), ref.row_number) for ref in old]
    random.Random(seed).shuffle(shuffled)
    for number, ref in enumerate(shuffled, 4):
        ref.row_number = number
    matching = match_rows(old, shuffled)
    assert (matching.added, matching.vanished, changes(matching)) == ([], [], {})
    assert len({previous.row_number for previous, _new, _how in matching.pairs}) == len(old)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("room", "999"),
        ("building", "Biblioteket"),
        ("count", 9),
        ("width", 61.0),
        ("name", "Nytt navn"),
        ("purpose", "recycling"),
        ("remark", "ny"),
        ("year", 1999),
    ],
)
@pytest.mark.parametrize("place", [0, 7, 39])
def test_one_corrected_cell_is_one_change(key, value, place):
    old = register()
    new = renumbered(old)
    new[place].values[key] = value
    matching = match_rows(old, new)
    assert found(matching) == {ref.row_number: ref.row_number for ref in old}
    assert changes(matching) == {place + 4: {key: (old[place].values[key], value)}}


def test_a_row_inserted_at_the_top_is_the_only_new_one():
    old = register()
    new = renumbered([row(0, name="Helt ny", room="500"), *old])
    matching = match_rows(old, new)
    assert [ref.values["name"] for ref in matching.added] == ["Helt ny"]
    assert (matching.vanished, changes(matching)) == ([], {})


def test_a_row_inserted_and_another_corrected():
    old = register()
    for place in (3, 20, 39):
        new = renumbered([row(0, name="Helt ny", room="500"), *old])
        new[place + 1].values["year"] = 2001
        matching = match_rows(old, new)
        assert [ref.row_number for ref in matching.added] == [4]
        assert changes(matching) == {place + 5: {"year": (old[place].values["year"], 2001)}}


def test_a_deleted_row_is_the_only_one_gone():
    old = register()
    new = renumbered(old[:10] + old[11:])
    matching = match_rows(old, new)
    alike = row_fingerprint(old[10].values)
    assert [row_fingerprint(ref.values) for ref in matching.vanished] == [alike]
    assert (matching.added, changes(matching)) == ([], {})


def test_a_raised_count_is_the_same_row():
    old = [row(4, count=3), row(5, count=3), row(6, count=3, room="102")]
    new = renumbered(old)
    new[1].values["count"] = 5
    matching = match_rows(old, new)
    assert found(matching) == {4: 4, 5: 5, 6: 6} or found(matching) == {4: 5, 5: 4, 6: 6}
    assert list(changes(matching).values()) == [{"count": (3, 5)}]


@pytest.mark.parametrize("place", range(6))
def test_of_several_alike_the_corrected_one_is_the_changed_one(place):
    old = [row(4 + number) for number in range(6)]
    for shift in (0, 1):
        new = renumbered([row(0, name="Helt ny", room="500")] * shift + old)
        new[place + shift].values["year"] = 2001
        matching = match_rows(old, new)
        assert [list(change) for change in changes(matching).values()] == [["year"]]
        assert len(matching.added) == shift
        assert matching.vanished == []
        if not shift:
            assert found(matching) == {ref.row_number: ref.row_number for ref in old}


def test_a_code_finds_its_row_wherever_it_went():
    old = [row(4, code="BK-1"), row(5, code="BK-2", name="Bord")]
    new = [row(4, code="bk-2 ", name="Bord", building="Nytt bygg", width=99.0), row(90, code="BK-1", name="Helt annet")]
    matching = match_rows(old, new)
    assert [how for _old, _new, how in matching.pairs] == ["code", "code"]
    assert found(matching) == {4: 5, 90: 4}


def test_a_code_that_was_added_or_mistyped_is_a_change_of_the_row():
    old = [row(4), row(5, code="BK-1", name="Bord")]
    new = [row(4, code="BK-9"), row(5, code="BK-7", name="Bord")]
    assert changes(match_rows(old, new)) == {4: {"code": (None, "BK-9")}, 5: {"code": ("BK-1", "BK-7")}}


def test_two_codes_are_two_pieces_when_more_differs():
    matching = match_rows([row(4, code="BK-1")], [row(4, code="BK-2", year=2020)])
    assert matching.pairs == []
    assert (len(matching.added), len(matching.vanished)) == (1, 1)


def test_the_only_row_of_a_name_in_a_room_is_found_anywhere():
    old = [row(4, name="Bord"), row(5, name="Stol", room="102")]
    new = [row(40, name="Stol", room="102", width=70.0), row(50, name="Bord", year=2000)]
    matching = match_rows(old, new)
    assert {how for _old, _new, how in matching.pairs} == {"place"}
    assert found(matching) == {40: 5, 50: 4}
    several = match_rows([row(4), row(5, width=61.0)], [row(40, width=71.0), row(50, width=72.0), row(60, width=73.0)])
    assert "place" not in {how for _old, _new, how in several.pairs}


def test_other_furniture_on_the_same_row_is_not_the_same():
    matching = match_rows([row(4, name="Bord", room="1", width=10.0)], [row(4, name="Stol", room="2", width=20.0)])
    assert matching.pairs == []


def test_spelling_and_units_do_not_change_a_row(files, read):
    head = [*files.headings, "Bredde", "Etasje", "Produsent"]
    first, _reader = read(files.xlsx(head, ["HÅG  Capisco", "Ledig", "Rådhuset", "800 mm", "3. etg", "HÅG"]))
    second, _reader = read(files.xlsx(head, [" håg capisco ", "tilgjengelig", "RÅDHUSET", "0,80 m", 3, "Håg"]))
    assert row_fingerprint(first[0].values) == row_fingerprint(second[0].values)
    assert changed_values(first[0].values, second[0].values) == {}


def test_a_fingerprint_survives_json_and_is_the_same_for_ever():
    values = row(4, code="BK-1", damages=[{"kind": "dent", "text": "Hakk"}], price_new=5200.0).values
    assert row_fingerprint(json.loads(json.dumps(values))) == row_fingerprint(values)
    assert row_fingerprint(values | {"price_new": 5200}) == row_fingerprint(values)
    assert row_fingerprint(values) == "126b0ac62e1ffb560835fc8f185088cf"
    assert row_fingerprint({"name": "Stol"}) == row_fingerprint({"name": "Stol", "room": None, "damages": []})


def test_a_better_reading_of_a_damage_is_no_change():
    old, new = ([{"kind": kind, "text": "Hakk"}] for kind in ("other", "dent"))
    assert changed_values(row(4, damages=old).values, row(4, damages=new).values) == {}


def test_every_value_counts():
    base = row(4).values
    for key in VALUE_KEYS:
        other = (
            [{"kind": "dent", "text": "x"}]
            if key == "damages"
            else 77
            if isinstance(base[key], int | float)
            else "annet"
        )
        assert row_fingerprint(base | {key: other}) != row_fingerprint(base), key
        assert list(changed_values(base, base | {key: other})) == [key]


def test_time_grows_with_the_rows_and_not_faster():
    old, new = register(20_000), register(20_000)
    for ref in new[::3]:
        ref.values["remark"] = "rettet"
    start = time.process_time()
    matching = match_rows(old, new)
    assert time.process_time() - start < 20
    assert len(matching.pairs) == 20_000
