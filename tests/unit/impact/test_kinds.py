"""The standard type behind a name, as people write names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.kinds import KINDS, guess_kind

NAMES = {
    "office_chair": [
        "Kontorstol",
        "kontorstoler",
        "KONTORSTOL",
        "Kontor stol",
        "Kontorstol, svart",
        "Kontorstol m/armlener",
        "Kontorstol HÅG Capisco 8106",
        "Skrivebordsstol",
        "Arbeidsstol",
        "Høyderegulerbar kontorstol",
        "Kontorstol til møtebord",
        "Office chair",
        "Task chairs (black)",
        "Desk chair",
        "Kontorsstol",
        "Skrivbordsstol",
        "Arbetsstol",
    ],
    "meeting_chair": [
        "Konferansestol",
        "Besøksstol",
        "Møtestol",
        "Møteromsstol",
        "Stol",
        "Stoler",
        "Stablestol",
        "Stablebar stol",
        "Grå stol",
        "Stol med skriveplate",
        "Stol Kinnarps 6000",
        "Kantinestol",
        "Besöksstol",
        "Konferencestol",
        "Visitor chair",
        "Meeting chairs",
        "Conference chair",
        "Chair",
        "Blue chair",
    ],
    "fixed_desk": [
        "Skrivebord",
        "Skrive bord",
        "Fast skrivebord",
        "Skrivebord uten hev/senk",
        "Ikke hevbart skrivebord",
        "Skrivbord",
        "Desk",
        "Office desks",
        "Skrivebord med skuffeseksjon",
    ],
    "sit_stand_desk": [
        "Hev-/senkbord",
        "Hev/senkbord",
        "Hevsenkbord",
        "Hev-senk bord",
        "Hev og senkbord",
        "Heve-/senkebord",
        "Skrivebord, hev/senk",
        "Skrivebord med hev/senk",
        "Elektrisk hevbart skrivebord",
        "Høyderegulerbart skrivebord",
        "Bord, høyderegulerbart",
        "Höj- och sänkbart skrivbord",
        "Hæve-/sænkebord",
        "Hævesænkebord",
        "Sit-stand desk",
        "Sit/stand desks",
        "Height-adjustable desk",
        "Desk, height adjustable",
        "Standing desk",
    ],
    "meeting_table": [
        "Møtebord",
        "Møtebord rundt",
        "Konferansebord",
        "Møteromsbord",
        "Møtebord med strøm",
        "Konferensbord",
        "Mødebord",
        "Meeting table",
        "Conference tables",
        "Boardroom table",
        "Spisebord",
    ],
    "cabinet": [
        "Skap",
        "Høyt skap",
        "Hylle",
        "Bokhylle",
        "Reol",
        "Bokreol",
        "Arkivskap",
        "Sjalusiskap",
        "Skap med hyller",
        "Åpen hylle",
        "Skåp",
        "Bokhylla",
        "Arkivskab",
        "Bookcase",
        "Filing cabinet",
        "Storage cupboard",
        "Shelves",
    ],
    "locker": ["Garderobeskap", "Garderobeskap 2 dører", "Elevskap", "Garderobeskab", "Locker", "Lockers"],
    "pedestal_steel": [
        "Skuffeseksjon stål",
        "Skuffeseksjon, metall",
        "Skuffeseksjon i stål",
        "Steel pedestal",
        "Pedestal (metal)",
    ],
    "pedestal_wood": [
        "Skuffeseksjon, tre",
        "Skuffeseksjon i tre",
        "Skuffeseksjon i tre, 3 skuffer",
        "Skuffeseksjon eik",
        "Skuffemodul bøk",
        "Wooden pedestal",
    ],
    "sofa": ["Sofa", "2-seter sofa", "Sofa 3-seter", "Toseter", "Soffa", "Couch", "Sofa, grå"],
    "armchair": ["Lenestol", "Hvilestol", "Loungestol", "Lænestol", "Fåtölj", "Armchair", "Lounge chair"],
    "lamp": ["Lampe", "Bordlampe", "Gulvlampe", "Skrivebordslampe", "Lampa", "Desk lamp", "Floor lamps"],
    "whiteboard": [
        "Whiteboard",
        "Whiteboards",
        "Tavle",
        "Whiteboardtavle",
        "White board",
        "Glasstavle",
        "Whiteboard på hjul",
    ],
    "acoustic_screen": [
        "Skjermvegg",
        "Skjermvegger",
        "Støyskjerm",
        "Bordskjerm",
        "Skärmvägg",
        "Skærmvæg",
        "Acoustic screen",
    ],
}
NOT_SURE = [
    # Nothing that is known, or words that only resemble.
    "",
    " ",
    "-",
    "Møbel",
    "Stolpe",
    "Stolhjul",
    "Pistol",
    "Takstol",
    "Rullestol",
    "Landskap",
    "Kunnskap",
    "Regnskap",
    "Kjøleskap",
    "Sikringsskap",
    "Kjøkken skap",
    "Bordtennis",
    "Bordplate",
    "Lampett",
    "Skjerm",
    "Tavlevask",
    "Sofaputer",
    "Kontorstolhjul",
    # Parts and things for furniture.
    "Kontorstol hjul",
    "Chair mat",
    "Desk top",
    "Skrivebord understell",
    # Plain words that are too wide, or with something in front of them.
    "Bord",
    "Rundt bord",
    "Table",
    "Sofabord",
    "Coffee table",
    "Barstol",
    "Bar stol",
    "Barnestol",
    "Lift chair",
    "Kitchen cabinet",
    "Sofa bed",
    "Sovesofa",
    "Interaktiv tavle",
    "Interaktiv skrivetavle",
    "Digital glass board",
    "Til stol",
    "Wardrobe",
    # Two things at once.
    "Stol/bord",
    "Bord og stoler",
    "Sofa og lenestol",
    "Kontorstol eller konferansestol",
    # A pedestal whose material nobody has said.
    "Skuffeseksjon",
    "Skuffeseksjon tre skuffer",
    "Skuffeseksjon stål og eik",
    "Skuffeseksjon uten stål",
    "Pedestal",
]


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for kind, names in NAMES.items() for name in names])
def test_a_name_that_is_clear(name, kind):
    assert guess_kind(name) == kind


@pytest.mark.parametrize("name", NOT_SURE)
def test_a_name_that_is_not_clear(name):
    assert guess_kind(name) is None


def test_every_standard_type_has_names():
    assert set(NAMES) == set(KINDS)


@pytest.mark.parametrize("value", [None, False, 7, b"Sofa", ["Sofa"]])
def test_what_is_no_text_is_no_type(value):
    assert guess_kind(value) is None


def test_letters_in_two_parts_are_the_same_letters():
    assert guess_kind("Mo\u0308tesbord") == guess_kind("Mötesbord") == "meeting_table"
    assert guess_kind("Ska\u030ap") == "cabinet"


def test_a_very_long_text_is_no_name():
    assert guess_kind("Sofa" + " grå" * 40) == "sofa"
    assert guess_kind("Sofa" + " grå" * 60) is None


WORDS = [name.casefold() for names in NAMES.values() for name in names] + NOT_SURE


@given(st.text(max_size=250) | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_any_text_gives_a_standard_type_or_none(text):
    assert guess_kind(text) in (None, *KINDS)


ONE_WORD = [name.casefold() for names in NAMES.values() for name in names if name.isalpha()]


@given(st.sampled_from(ONE_WORD), st.sampled_from("abcdxyzøå"))
def test_a_word_with_a_letter_in_front_is_another_word(word, letter):
    assert guess_kind(letter + word) is None
