"""Headings: found wherever they stand, in either language, with their units; what is unclear is put to a person."""

import pytest

from bk_furniture_reuse.tools.register.errors import RegisterFileError
from bk_furniture_reuse.tools.register.fields import FIELDS
from bk_furniture_reuse.tools.register.headings import column_letter, find_headings
from bk_furniture_reuse.tools.register.messages import sentence
from bk_furniture_reuse.tools.register.parser import parse_register
from bk_furniture_reuse.tools.register.synonyms import recognise
from bk_furniture_reuse.tools.register.workbook import open_table


def find(content, **options):
    return find_headings(open_table(content), **options)


def fields_of(headings):
    return {column.heading: column.field for column in headings.columns}


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("QR-kode", "code", None), ("qr kode", "code", None), ("Strekkode", "code", None), ("PRODUKTNAVN", "name", None), ("  Produkt navn", None, None),
        ("Product name", "name", None), ("Kategori", "type", None), ("Møbeltype", "type", None), ("Produsent:", "maker", None), ("Antall *", "count", None),
        ("Antall (stk)", "count", None), ("Ant.", "count", None), ("Farge", "colour", None), ("Color", "colour", None), ("Bredde", "width", None),
        ("Bredde (mm)", "width", "mm"), ("Bredde [cm]", "width", "cm"), ("BREDDE MM", "width", "mm"), ("Bredde i cm", "width", "cm"), ("bredde, m", "width", "m"),
        ("Width_mm", "width", "mm"), ("Bredde (cm, ca.)", "width", "cm"), ("Dybde (i mm)", "depth", "mm"), ("Hoyde", "height", None), ("Høyde", "height", None),
        ("H\u00f8yde\n(cm)", "height", "cm"), ("Ho\u0308yde", "height", None), ("Sittehøyde (cm)", "seat_height", "cm"), ("Vekt (kg)", "weight", "kg"),
        ("Vekt (g)", "weight", "g"), ("Vekt kg", "weight", "kg"), ("Tilstand", "condition", None), ("Skader", "damage", None), ("Status", "purpose", None),
        ("Formål", "purpose", None), ("Lokasjon", "site", None), ("Bygg", "building", None), ("Bygning", "building", None), ("Etg", "floor", None),
        ("Etasje", "floor", None), ("Rom", "room", None), ("Romnr.", "room", None), ("Innkjøpsår", "year", None), ("Innkjopsar", "year", None),
        ("Nypris (NOK)", "price_new", "nok"), ("Nypris kr", "price_new", "kr"), ("Nypris (NOK eks. mva)", "price_new", "nok"), ("Merknad", "remark", None),
        ("Materiale", "material", None), ("Eierenhet", "owner_unit", None), ("Tilgjengelig fra", "available_from", None), ("Leverandør", None, None),
        ("Bredde/dybde", None, None), ("x" * 500, None, None), ("", None, None),
    ],
)  # fmt: skip
def test_recognised_headings(heading, field, unit):
    found = recognise(heading)
    assert (found.field, found.unit, found.unknown_unit) == (field, unit, None)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("Bredde (tommer)", "tommer"), ("Nypris (1000 kr)", "1000 kr"), ("Vekt (tonn)", "tonn"), ("Width (in)", "in")],
)
def test_a_unit_that_is_not_known_leaves_the_column_out(files, heading, unit):
    headings = find(files.xlsx([*files.headings, heading]))
    assert headings.ready
    assert [(notice.code, notice.params["unit"]) for notice in headings.notices] == [("heading_unit", unit)]
    assert [column.heading for column in headings.unrecognised] == [heading]


def test_every_field_is_known_by_its_own_name():
    assert {recognise(name).field for name in FIELDS} == set(FIELDS)


def test_titles_and_blank_rows_above(files, read):
    rows, reader = read(
        files.xlsx(["Møbelregister 2026"], [], ["Sist endret", "1. juni"], [], files.headings, files.good)
    )
    assert reader.headings.row_number == 5
    assert [row.row_number for row in rows] == [6]


def test_headings_after_row_20_are_too_late(files):
    assert find(files.xlsx(*[["tittel"]] * 19, files.headings)).row_number == 20
    assert [problem.code for problem in find(files.xlsx(*[["tittel"]] * 20, files.headings)).problems] == [
        "no_headings"
    ]


def test_columns_in_any_order_and_with_gaps(files, read):
    rows, reader = read(
        files.xlsx([None, "Bygg", "Eget felt", None, "Status", "Produktnavn"], [None, "B", "x", None, "ledig", "Stol"])
    )
    assert (rows[0].values["building"], rows[0].values["purpose"], rows[0].values["name"]) == ("B", "available", "Stol")
    assert [column.heading for column in reader.headings.unrecognised] == ["Eget felt"]


def test_headings_over_two_rows(files, read):
    def merge(book):
        for reference in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
            book.active.merge_cells(reference)

    content = files.xlsx(
        [*files.headings, "Mål", None], [None, None, None, "Bredde", "Høyde (mm)"], [*files.good, 80, 900], change=merge
    )
    rows, reader = read(content)
    assert reader.headings.row_number == 2
    assert [row.row_number for row in rows] == [3]
    assert (rows[0].values["width"], rows[0].values["height"]) == (80, 90)
    plain = files.xlsx(
        [*files.headings, "Mål", None], [None, None, None, "Bredde", "Høyde (mm)"], [*files.good, 80, 900]
    )
    assert (read(plain)[0][0].row_number, read(plain)[0][0].values["height"]) == (3, 90)
    groups = files.xlsx(
        ["Produktnavn", None, None, None], [None, "Status", "Bygg", "Etasje"], ["Stol", "ledig", "B", 2]
    )
    assert read(groups)[0][0].values["name"] == "Stol"


def test_the_sheet_with_headings_is_read_and_hidden_ones_are_not(files):
    def add(book):
        book.active.title = "Les meg"
        hidden = book.create_sheet("Gammelt")
        hidden.append([*files.headings, "Rom", "Etasje"])
        hidden.sheet_state = "hidden"
        register = book.create_sheet("Møbler")
        register.append(["Møbler"])
        register.append(files.headings)
        register.append(files.good)

    table = open_table(files.xlsx(["Status", "for 2026"], change=add))
    assert table.sheet_names == ["Les meg", "Møbler"]
    assert find_headings(table).sheet == "Møbler"
    assert [row.values["building"] for row in parse_register(table)] == ["Rådhuset"]
    with pytest.raises(RegisterFileError) as caught:
        find_headings(table, sheet="Gammelt")
    assert caught.value.code == "no_such_sheet"


def test_other_sheets_with_furniture_are_named(files):
    def add(book):
        for title, rows in (
            ("Rådhuset", [files.headings]),
            ("Skolen", [[*files.headings, "Rom"]]),
            ("Info", [["Status", "x"]]),
        ):
            sheet = book.create_sheet(title)
            for line in rows:
                sheet.append(line)

    headings = find(files.xlsx(change=add))
    assert headings.sheet == "Skolen"
    assert [(notice.code, notice.params) for notice in headings.notices] == [("other_sheets", {"sheets": "Rådhuset"})]
    assert find(files.xlsx(change=add), sheet="Rådhuset").notices == []


def test_a_missing_required_column_is_a_problem_each(files):
    headings = find(files.xlsx(["Produktnavn", "Antall", "Rom"]))
    assert [(problem.code, problem.field) for problem in headings.problems] == [
        ("missing_column", "purpose"),
        ("missing_column", "building"),
    ]
    with pytest.raises(RegisterFileError) as caught:
        parse_register(open_table(files.xlsx(["Produktnavn", "Antall", "Rom"])))
    assert caught.value.code == "headings"
    assert caught.value.params["problems"] == headings.problems


def test_two_columns_for_one_field_are_put_to_a_person(files, read):
    content = files.xlsx([*files.headings, "Rom", "Romnummer"], [*files.good, "A", "101"])
    headings = find(content)
    assert [(problem.code, problem.field) for problem in headings.problems] == [("two_columns", "room")]
    assert sentence(headings.problems[0]) == "The columns Rom, Romnummer can all be room. Choose one of them."
    rows, _reader = read(content, mapping={"room": "Romnummer"})
    assert rows[0].values["room"] == "101"
    rows, _reader = read(content, mapping={"room": ""})
    assert rows[0].values["room"] is None


def test_two_columns_of_the_same_name_can_be_told_apart(files, read):
    content = files.xlsx([*files.headings, "Rom", "Rom"], [*files.good, "A", "101"])
    assert [column.key for column in find(content).columns][-2:] == ["Rom", "Rom [E]"]
    assert read(content, mapping={"room": "Rom [E]"})[0][0].values["room"] == "101"
    assert read(content, mapping={"room": "Rom"})[0][0].values["room"] == "A"


def test_a_mapping_for_headings_that_nobody_knows(files, read):
    content = files.xlsx(["Liste"], ["Hva", "Hvordan", "Hvor", "Størrelse B (mm)"], ["Stol", "ledig", "Rådhuset", 800])
    assert [problem.code for problem in find(content).problems] == ["missing_column"] * 3
    assert [column.heading for column in find(content).unrecognised] == ["Hva", "Hvordan", "Hvor", "Størrelse B (mm)"]
    rows, reader = read(
        content, mapping={"name": "Hva", "purpose": "hvordan", "building": "HVOR", "width": "Størrelse B (mm)"}
    )
    assert reader.headings.row_number == 2
    assert (rows[0].values["name"], rows[0].values["width"]) == ("Stol", 80)


def test_a_mapping_beats_what_is_recognised(files, read):
    content = files.xlsx([*files.headings, "Modell"], ["internt nr", *files.good[1:], "HÅG Capisco"])
    rows, reader = read(content, mapping={"name": "Modell"})
    assert rows[0].values["name"] == "HÅG Capisco"
    assert [column.heading for column in reader.headings.unrecognised] == ["Produktnavn"]


def test_a_mapping_that_does_not_fit(files):
    headings = find(
        files.xlsx([*files.headings, "Rom"]),
        mapping={"floor": "Plan 7", "room": "Rom", "site": "Rom", "nonsense": "Rom"},
    )
    assert [(problem.code, problem.field) for problem in headings.problems] == [
        ("mapped_heading_missing", "floor"),
        ("one_column_twice", "site"),
    ]


def test_a_misspelt_heading_is_suggested_not_taken(files):
    headings = find(files.xlsx([*files.headings, "Prodsent", "Innkjøpsåret"]))
    assert [(column.field, column.suggestion) for column in headings.columns[-2:]] == [(None, "maker"), (None, "year")]


def test_the_column_of_our_own_report_is_read_past(files):
    headings = find(files.xlsx([*files.headings, "Feil og merknader"]))
    assert headings.ready
    assert headings.unrecognised == []


def test_headings_repeated_by_a_printout_are_no_rows(files, read):
    rows, reader = read(files.xlsx(files.headings, files.good, files.headings, files.good))
    assert [row.row_number for row in rows] == [2, 4]
    assert reader.summary.repeated_headings == 1


def test_column_letters():
    assert [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
