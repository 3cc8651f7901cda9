"""What applying would create: new names with their near misses, and models with their usual measures."""

import itertools
import random
import time

import pytest

from bk_furniture_reuse.tools.register.fields import VALUE_KEYS
from bk_furniture_reuse.tools.register.fingerprint import RowRef
from bk_furniture_reuse.tools.register.near import NameIndex, edit_distance
from bk_furniture_reuse.tools.register.proposals import model_row_key, propose_models, propose_names
from bk_furniture_reuse.tools.register.row import ParsedRow


def row(number=4, **values):
    base = dict.fromkeys(VALUE_KEYS) | {
        "count": 1,
        "damages": [],
        "name": "Stol",
        "purpose": "in_use",
        "building": "Rådhuset",
    }
    return RowRef(number, base | values)


def of_kind(proposals, kind):
    return [proposal for proposal in proposals if proposal.kind == kind]


def test_new_names_are_counted_in_rows_and_pieces():
    rows = [
        row(4, maker="Kinnarps", count=3),
        row(5, maker="KINNARPS ", count=1),
        row(6, maker="HÅG"),
        row(7, maker=None),
    ]
    makers = of_kind(propose_names(rows), "maker")
    assert [(maker.name, maker.rows, maker.pieces, maker.first_row) for maker in makers] == [
        ("Kinnarps", 2, 4, 4),
        ("HÅG", 1, 1, 6),
    ]
    assert makers[0].spellings == ["Kinnarps", "KINNARPS "]


def test_names_that_exist_are_no_proposals():
    rows = [row(maker="kinnarps", type="Kontorstol", room="101", floor="1")]
    existing = {
        "maker": ["Kinnarps"],
        "type": ["Kontorstol"],
        "model": ["Stol"],
        "building": [(None, "Rådhuset")],
        "floor": [(None, "Rådhuset", "1")],
    }
    assert [(proposal.kind, proposal.path) for proposal in propose_names(rows, existing)] == [
        ("room", (None, "Rådhuset", "1", "101"))
    ]


def test_a_building_of_a_site_is_known_by_its_name_when_the_file_has_no_sites():
    existing = {"building": [("Sentrum", "Rådhuset")], "model": ["Stol"]}
    assert propose_names([row()], existing) == []
    assert [proposal.path for proposal in propose_names([row(site="Nord")], existing)] == [
        ("Nord",),
        ("Nord", "Rådhuset"),
    ]


def test_rejected_rows_propose_nothing():
    rejected = ParsedRow(4, row(maker="Feil").values, errors=["x"])
    assert propose_names([rejected]) == []
    assert propose_models([rejected]) == ([], {})


def test_a_misspelling_of_an_existing_name_is_pointed_out():
    makers = of_kind(
        propose_names(
            [row(maker="Kinarps"), row(maker="HAG"), row(maker="Martela")], {"maker": ["Kinnarps", "HÅG", "EFG"]}
        ),
        "maker",
    )
    assert {maker.name: maker.near for maker in makers} == {"Kinarps": ["Kinnarps"], "HAG": ["HÅG"], "Martela": []}


def test_of_two_new_names_the_rarer_is_the_suspect():
    rows = [row(number, building="Rådhustorget 2") for number in range(4, 10)] + [row(10, building="Rådhustoget 2")]
    buildings = of_kind(propose_names(rows), "building")
    assert [(building.name, building.near) for building in buildings] == [
        ("Rådhustorget 2", []),
        ("Rådhustoget 2", ["Rådhustorget 2"]),
    ]


def test_rooms_are_compared_on_their_own_floor_only():
    rows = [row(floor="1", room="Kantine"), row(floor="1", room="Kantina"), row(floor="2", room="Kantina")]
    rooms = {proposal.path[-2:]: proposal.near for proposal in of_kind(propose_names(rows), "room")}
    assert sorted(map(bool, rooms.values())) == [False, False, True]
    assert rooms["2", "Kantina"] == []


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kinarps", "Kinnarps"), ("Kinnaprs", "Kinnarps"), ("Kinnarp", "Kinnarps"), ("kinnarps AS", "Kinnarps"), ("HAG", "HÅG"), ("Håg Capisco 8106", "HÅG Capisco 8106"),
        ("HÅG Capsico 8106", "HÅG Capisco 8106"), ("Logic 400 RH", "RH Logic 400"), ("Hev/senkbord", "Hev-/senkbord"), ("Konferansstol", "Konferansestol"),
        ("Møtebord", "Motebord"), ("Rådhus torget 2", "Rådhustorget 2"), ("Garderobbeskapp", "Garderobeskap"),
    ],
)  # fmt: skip
def test_near_names(name, other):
    assert NameIndex([other, "Noe helt annet"]).near(name) == [other]
    assert NameIndex([name, "Noe helt annet"]).near(other) == [name]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("112", "113"), ("Oberon 1600", "Oberon 1400"), ("Rom 1", "Rom 11"), ("EFG", "EFT"), ("Skap", "Stol"), ("Blokk A", "Blokk B"), ("Hall I", "Hall II"),
        ("Kinnarps", "Martela"), ("Kinnarps", "Kinnarps"), ("", "a"), ("---", "???"),
    ],
)  # fmt: skip
def test_names_that_are_not_near(name, other):
    assert NameIndex([other]).near(name) == []


def test_every_slip_of_one_letter_is_found():
    names = ["Kinnarps", "Skandiform", "Konferansestol", "Svenheim Lift 1400", "Eyvind Lyches vei 10"]
    index = NameIndex(names)
    for name in names:
        letters = [place for place, letter in enumerate(name) if letter.isalpha()]
        for place in letters:
            for slip in (
                name[:place] + name[place + 1 :],
                name[:place] + "q" + name[place + 1 :],
                name[:place] + "q" + name[place:],
            ):
                assert index.near(slip) == [name], slip


def test_edit_distance():
    assert edit_distance("ab", "ba", 2) == 1
    assert edit_distance("kinarps", "kinnarps", 2) == 1
    assert edit_distance("", "ab", 2) == 2
    assert edit_distance("abc", "xyz", 2) is None
    assert edit_distance("a", "abcd", 2) is None


def test_thousands_of_names_stay_fast():
    pick = random.Random(3)
    names = ["".join(pick.choices("abcdefghijklmno", k=pick.randrange(5, 18))) for _number in range(5_000)]
    start = time.process_time()
    index = NameIndex(names)
    for name in names:
        index.near(name)
    assert time.process_time() - start < 20


def test_a_model_has_the_commonest_measures_of_its_pieces():
    rows = [
        row(4, width=60.0, count=2),
        row(5, width=61.0, count=3),
        row(6, width=60.0, count=2),
        row(7, width=None, weight=7.4, price_new=5200.0),
    ]
    models, _model_of = propose_models(rows)
    assert [(model.name, model.rows, model.pieces) for model in models] == [("Stol", 4, 8)]
    assert models[0].measures == {
        "width": 60.0,
        "depth": None,
        "height": None,
        "seat_height": None,
        "weight": 7.4,
        "price_new": 5200.0,
        "material": None,
    }
    assert [models[0].overrides(ref.values) for ref in rows] == [{}, {"width": 61.0}, {}, {}]


def test_the_order_of_rows_does_not_matter():
    rows = [
        row(width=60.0, maker="B", type="x"),
        row(width=61.0, maker="A", type="x"),
        row(width=61.0, maker="B", type="x"),
        row(width=60.0, type=None),
        row(width=5.0, name="STOL", type="y"),
    ]
    first = propose_models(rows)
    for order in itertools.permutations(rows):
        assert propose_models(order) == first


def test_rows_without_type_or_maker_follow_the_commonest_model_of_that_name():
    rows = [
        row(type="Kontorstol", maker="HÅG", count=5),
        row(type="Lenestol", maker="HÅG"),
        row(type=None, maker=None),
        row(type="Lenestol", maker=None),
    ]
    models, model_of = propose_models(rows)
    assert [(model.type, model.maker, model.pieces) for model in models] == [
        ("Kontorstol", "HÅG", 6),
        ("Lenestol", "HÅG", 2),
    ]
    assert [model_of[model_row_key(ref.values)][1] for ref in rows] == [
        "kontorstol",
        "lenestol",
        "kontorstol",
        "lenestol",
    ]


def test_a_name_without_any_type_or_maker_is_one_model():
    models, model_of = propose_models([row(), row(name=" stol")])
    assert [(model.name, model.type, model.maker, model.rows) for model in models] == [(" stol", None, None, 2)]
    assert set(model_of.values()) == {("stol", "", "")}


def test_every_row_has_a_model():
    pick = random.Random(5)
    rows = [
        row(name=pick.choice("ab"), type=pick.choice(["x", "y", None]), maker=pick.choice(["p", "q", None]))
        for _number in range(200)
    ]
    models, model_of = propose_models(rows)
    keys = {model.key for model in models}
    assert {model_of[model_row_key(ref.values)] for ref in rows} == keys
    assert sum(model.rows for model in models) == 200
    assert len(keys) == len(models)
