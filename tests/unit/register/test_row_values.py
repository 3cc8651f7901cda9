"""One cell at a time: what each kind of value accepts, what rejects the row and what is only noted."""

import datetime

import pytest

from bk_furniture_reuse.tools.register.colours import PALETTE
from bk_furniture_reuse.tools.register.messages import SENTENCES, sentence
from bk_furniture_reuse.tools.register.row import NOTICE_CODES


def codes(problems):
    return [problem.code for problem in problems]


def only_error(row):
    assert len(row.errors) == 1, row.errors
    assert sentence(row.errors[0])
    return row.errors[0].code, row.errors[0].field


@pytest.mark.parametrize(
    ("written", "purpose"),
    [
        ("I bruk", "in_use"), ("i bruk", "in_use"), ("Ibruk", "in_use"), (" I  BRUK ", "in_use"), ("I bruk.", "in_use"), ("In use", "in_use"),
        ("Tilgjengelig", "available"), ("Ledig", "available"), ("LEDIG", "available"), ("available", "available"), ("Reservert", "reserved"),
        ("Redesign", "redesign"), ("Til redesign", "redesign"), ("Gjenvinning", "recycling"), ("Til gjenvinning", "recycling"),
        ("til-gjenvinning", "recycling"), ("Recycling", "recycling"), ("in_use", "in_use"),
    ],
)  # fmt: skip
def test_purposes(read_row, written, purpose):
    assert read_row(Status=written).values["purpose"] == purpose


@pytest.mark.parametrize(
    "written", ["ukjent", "???", "i bruk / ledig", "brukt", "bruk", "-", 1, True, datetime.date(2020, 1, 1)]
)
def test_unknown_purposes_are_not_guessed(read_row, written):
    row = read_row(Status=written)
    assert only_error(row) == ("unknown_status", "purpose")
    assert row.values["purpose"] is None


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("A", "a"), ("a", "a"), ("Som ny", "a"), ("SOM NY", "a"), ("A - Som ny", "a"), ("Som ny (A)", "a"), ("A Som ny", "a"), ("B", "b"), ("God", "b"),
        ("B: god", "b"), ("C", "c"), ("Brukbar", "c"), ("D", "d"), ("Dårlig", "d"), ("Poor", "d"), ("dårleg", "d"),
    ],
)  # fmt: skip
def test_conditions(read_row, written, condition):
    row = read_row(Tilstand=written)
    assert (row.values["condition"], row.errors, codes(row.notices)) == (condition, [], ["no_type"])


@pytest.mark.parametrize("written", ["E", "Ny", "A/B", "A - god", "ukjent", 3, "meget god"])
def test_an_unknown_condition_is_left_blank_and_noted(read_row, written):
    row = read_row(Tilstand=written, Kategori="Stol")
    assert row.ok
    assert (row.values["condition"], codes(row.notices)) == (None, ["unknown_condition"])


@pytest.mark.parametrize(
    ("written", "code", "text"),
    [
        ("Hvit", "white", None), ("white", "white", None), ("SVART", "black", None), ("sort", "black", None), ("Grå", "grey", None), ("Gra", "grey", None),
        ("gray", "grey", None), ("lys grå", "light_grey", None), ("Lysegrå", "light_grey", None), ("dark grey", "dark_grey", None), ("Bøk", "beech", None),
        ("eik", "oak", None), ("bjork", "birch", None), ("light_grey", "light_grey", None), ("Krom", "metal", "Krom"), ("antrasitt", "dark_grey", "antrasitt"),
    ],
)  # fmt: skip
def test_colours(read_row, written, code, text):
    row = read_row(Farge=written, Kategori="Stol")
    assert (row.values["colour"], row.values["colour_text"], row.notices) == (code, text, [])
    assert code in PALETTE


@pytest.mark.parametrize("written", ["svart/hvit", "NCS S 2005", "mørk", "hvitaktig", "12"])
def test_an_unknown_colour_is_kept_as_text(read_row, written):
    row = read_row(Farge=written, Kategori="Stol")
    assert (row.values["colour"], row.values["colour_text"], codes(row.notices)) == (None, written, ["unknown_colour"])


@pytest.mark.parametrize(
    ("written", "damages"),
    [
        ("Ripe i bordplate", [("scratch", "Ripe i bordplate")]), ("Hakk i kant", [("dent", "Hakk i kant")]), ("Flekk på sete", [("stain", "Flekk på sete")]),
        ("Slitt trekk", [("worn", "Slitt trekk")]), ("Løs skrue i understell", [("loose", "Løs skrue i understell")]),
        ("Mangler armlene", [("missing_part", "Mangler armlene")]), ("Gasspatron defekt", [("broken_part", "Gasspatron defekt")]),
        ("Nøkkel mangler", [("lock_key", "Nøkkel mangler")]), ("Motor virker ikke", [("electrical", "Motor virker ikke")]),
        ("Lukter røyk", [("other", "Lukter røyk")]), ("Stripete", [("other", "Stripete")]),
        ("Ripe i plate; flekk på sete", [("scratch", "Ripe i plate"), ("stain", "flekk på sete")]),
        ("Ripe i plate\nhakk", [("scratch", "Ripe i plate"), ("dent", "hakk")]),
        ("Slitt trekk, flekk på sete", [("worn", "Slitt trekk"), ("stain", "flekk på sete")]),
        ("Ripe i plate, særlig foran", [("scratch", "Ripe i plate, særlig foran")]),
        ("<script>alert(1)</script>", [("other", "<script>alert(1)</script>")]),
        ("Ingen", []), ("nei", []), ("-", []), ("Ingen skader.", []), ("0", []), (" ; ", []),
    ],
)  # fmt: skip
def test_damages(read_row, written, damages):
    row = read_row(Skader=written)
    assert [(damage["kind"], damage["text"]) for damage in row.values["damages"]] == damages


@pytest.mark.parametrize(
    ("written", "label", "number"),
    [
        (3, "3", 3), (3.0, "3", 3), ("3", "3", 3), ("3.", "3", 3), ("3. etg", "3", 3), ("3.etg.", "3", 3), ("3 etg", "3", 3), ("3. Etasje", "3", 3), ("03", "3", 3),
        ("plan 2", "2", 2), ("Etasje 2", "2", 2), ("2. plan", "2", 2), ("H3", "3", 3), ("Tredje etasje", "3", 3), ("3rd floor", "3", 3), (0, "0", 0),
        ("U1", "U1", -1), ("u2", "U2", -2), ("U", "U1", -1), (-1, "U1", -1), ("-2", "U2", -2), ("K1", "K1", -1), ("Kjeller", "Kjeller", -1), ("basement", "Kjeller", -1),
        ("U. etg", "U1", -1), ("Underetasje", "U1", -1),
    ],
)  # fmt: skip
def test_floors(read_row, written, label, number):
    row = read_row(Etasje=written, Kategori="Stol")
    assert (row.values["floor"], row.values["floor_number"], row.notices) == (label, number, [])


@pytest.mark.parametrize("written", ["Loft", "1. og 2. etg", "2-3", "Mesanin", "3.5"])
def test_a_floor_without_a_number_is_kept_as_written(read_row, written):
    row = read_row(Etasje=written, Kategori="Stol")
    assert (row.values["floor"], row.values["floor_number"], codes(row.notices)) == (
        written,
        None,
        ["floor_without_number"],
    )


@pytest.mark.parametrize(
    "written", [2015, 2015.0, "2015", " 2015 ", "2015,0", datetime.datetime(2015, 3, 1), datetime.date(2015, 12, 31)]
)
def test_years(read_row, written):
    assert read_row(Innkjøpsår=written).values["year"] == 2015


@pytest.mark.parametrize(
    "written",
    [
        1899,
        2028,
        19999,
        "i fjor",
        "15",
        15,
        "ca. 2015",
        "2014-2015",
        "2015.5",
        2015.5,
        True,
        -2015,
        "-2015",
        datetime.datetime(1905, 7, 7),
        "20150",
        0,
    ],
)
def test_years_that_are_not_plausible(read_row, written):
    row = read_row(Innkjøpsår=written)
    assert only_error(row) == ("year_not_plausible", "year")
    assert row.values["year"] is None


def test_the_first_and_the_last_plausible_year(read_row):
    assert read_row(Innkjøpsår=1900).values["year"] == 1900
    assert read_row(Innkjøpsår=2027).values["year"] == 2027  # today is in 2026


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (1, 1),
        (12, 12),
        (3.0, 3),
        ("3", 3),
        ("3,0", 3),
        ("4 stk", 4),
        (1000, 1000),
        ("1 000", 1000),
        (None, 1),
        ("  ", 1),
    ],
)
def test_counts(read_row, written, count):
    row = read_row(Antall=written)
    assert (row.values["count"], row.errors) == (count, [])


@pytest.mark.parametrize(
    "written", [-3, 0, 2.5, "2,5", "tre", "3-4", True, "-", "NaN", datetime.date(2020, 1, 1), "1.000"]
)
def test_what_is_no_count(read_row, written):
    assert only_error(read_row(Antall=written)) == ("not_a_count", "count")


@pytest.mark.parametrize("written", [1001, "1 001", 10**9, 1e12, 1e300])
def test_more_pieces_than_a_row_may_hold(read_row, written):
    assert only_error(read_row(Antall=written)) == ("too_many_pieces", "count")


def test_a_row_without_a_count_column_is_one_piece(read_row):
    assert read_row().values["count"] == 1


@pytest.mark.parametrize("field", ["Bredde", "Dybde", "Høyde", "Sittehøyde"])
@pytest.mark.parametrize("written", ["bred", "-80", "160x80", 0, True, datetime.date(2020, 1, 1), 2001])
def test_what_is_no_length_rejects_the_row(read_row, field, written):
    assert only_error(read_row(**{field: written}))[0] == "not_a_length"


def test_a_length_with_two_readings_is_refused(read_row):
    assert only_error(read_row(Bredde="1.200 mm")) == ("ambiguous_length", "width")


def test_a_percentage_is_no_length(files, read):
    def style(book):
        book.active["D2"].number_format = "0%"

    rows, _reader = read(files.xlsx([*files.headings, "Bredde"], [*files.good, 0.8], change=style))
    assert only_error(rows[0]) == ("not_a_length", "width")
    assert rows[0].raw["width"] == "80 %"


def test_an_unusual_length_is_noted(read_row):
    row = read_row(Bredde=800, Høyde="0,9", Kategori="Stol")
    assert [(notice.code, notice.field) for notice in row.notices] == [
        ("length_unusual", "width"),
        ("length_unusual", "height"),
    ]
    assert "800 cm" in sentence(row.notices[0])


def test_the_unit_of_a_heading_counts(read_row):
    row = read_row(**{"Bredde (mm)": 800, "Høyde (m)": "0,9", "Dybde mm": "60 cm", "Vekt (g)": 7400})
    assert [row.values[name] for name in ("width", "height", "depth", "weight")] == [80, 90, 60, 7.4]


def test_weight_and_price_that_cannot_be_read_are_noted_and_left_blank(read_row):
    row = read_row(**{"Vekt (kg)": "tung", "Nypris (NOK)": "€ 500", "Kategori": "Stol"})
    assert row.ok
    assert (row.values["weight"], row.values["price_new"], codes(row.notices)) == (
        None,
        None,
        ["not_a_weight", "not_a_price"],
    )
    assert read_row(**{"Vekt (kg)": "7,4", "Nypris (NOK)": "kr 5 200,-"}).values["price_new"] == 5200


def test_a_dash_is_blank_where_a_value_can_be_left_out(read_row):
    row = read_row(Bredde="-", Innkjøpsår="–", Tilstand="—", Kategori="Stol")
    assert row.ok
    assert codes(row.notices) == ["dash_is_blank"] * 3


def test_a_dash_is_no_name_either(read_row):
    row = read_row(Produsent="-", Rom="–", Kategori="Stol", Merknad="-")
    assert (row.values["maker"], row.values["room"], row.values["remark"], row.errors) == (None, None, None, [])
    assert only_error(read_row(Produktnavn="-")) == ("no_name", "name")


@pytest.mark.parametrize(
    ("number_format", "value"),
    [('0" mm"', 8), ('#,##0.0\\ "cm"', 80), ('0.00"m"', None), ('0" kg"', None), ("0.00", 80), ('"ca" 0', 80)],
)
def test_the_unit_that_a_number_format_shows_counts(files, read, number_format, value):
    def style(book):
        book.active["D2"].number_format = number_format

    rows, _reader = read(files.xlsx([*files.headings, "Bredde"], [*files.good, 80], change=style))
    assert rows[0].values["width"] == value
    assert rows[0].ok == (value is not None)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        (datetime.datetime(2026, 8, 1, 12), "2026-08-01"),
        ("2026-08-01", "2026-08-01"),
        ("1.8.2026", "2026-08-01"),
        ("01/08/2026", "2026-08-01"),
        ("august", None),
        ("31.2.2026", None),
    ],
)
def test_available_from(read_row, written, iso):
    row = read_row(**{"Tilgjengelig fra": written, "Kategori": "Stol"})
    assert row.values["available_from"] == iso
    assert codes(row.notices) == ([] if iso else ["not_a_date"])


def test_texts_are_tidied(read_row):
    row = read_row(Produktnavn="  HA\u030aG\u00a0 Capisco\u200b\t8106 \u202e", Rom=112.0, Bygg="Ra\u030adhuset\n 2")
    assert (row.values["name"], row.values["room"], row.values["building"]) == ("HÅG Capisco 8106", "112", "Rådhuset 2")


def test_markup_formulas_and_emoji_are_only_text(read_row):
    row = read_row(Produktnavn="<b>Bord</b>", Merknad="Avtalt – se «notat» 😀 👨‍👩‍👧\n\n +1  to", Produsent="@SUM(A1)")
    assert row.ok
    assert row.values["name"] == "<b>Bord</b>"
    assert row.values["remark"] == "Avtalt – se «notat» 😀 👨‍👩‍👧\n\n+1 to"
    assert row.values["maker"] == "@SUM(A1)"


def test_control_characters_do_not_get_through(files, read):
    content = files.xlsx(files.headings, ["Stol_x0000__xD800__x0007_A", *files.good[1:]])
    assert read(content)[0][0].values["name"] == "StolA"


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Produktnavn", "name"), ("Bygg", "building"), ("Rom", "room"), ("Etasje", "floor"), ("QR-kode", "code")],
)
def test_a_date_is_no_name(read_row, heading, field):
    assert only_error(read_row(**{heading: datetime.date(2026, 1, 2)})) == ("date_in_text", field)


def test_names_can_be_too_long_and_remarks_cannot(read_row):
    assert only_error(read_row(Produktnavn="x" * 201)) == ("too_long", "name")
    assert read_row(Produktnavn="x" * 200).ok
    assert len(read_row(Merknad="x" * 32_000).values["remark"]) == 32_000


def test_a_text_longer_than_a_cell_is_cut_with_a_notice(files, read):
    rows, _reader = read(files.csv([*files.headings, "Merknad", "Kategori"], [*files.good, "x" * 40_000, "Stol"]))
    assert len(rows[0].values["remark"]) == 32_767
    assert codes(rows[0].notices) == ["text_cut"]


@pytest.mark.parametrize(
    ("written", "code"), [("BK-1", "BK-1"), (100093, "100093"), (100093.0, "100093"), (" BK-1 ", "BK-1"), ("-", None)]
)
def test_codes(read_row, written, code):
    assert read_row(**{"QR-kode": written}).values["code"] == code


def test_a_code_that_lost_digits_as_a_number(read_row):
    assert only_error(read_row(**{"QR-kode": 12345678901234567890})) == ("digits_lost", "code")


def test_one_code_cannot_sit_on_several_pieces(read_row):
    assert only_error(read_row(**{"QR-kode": "BK-1", "Antall": 2})) == ("code_on_many", "code")
    assert read_row(**{"QR-kode": "BK-1", "Antall": 1}).ok


def test_booleans_in_texts(read_row):
    assert read_row(Rom=True).values["room"] == "TRUE"


def test_every_problem_has_its_sentence():
    assert set(SENTENCES) >= NOTICE_CODES
