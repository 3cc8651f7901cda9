"""What a declaration says, from JSON, XML and the exported archive."""

import datetime
import json

import pytest

from bk_furniture_reuse.tools.impact.epd import Epd, read_epd
from bk_furniture_reuse.tools.impact.epd_gwp import Indicator


def test_the_json_of_an_office_chair(declarations):
    # A1 + A2 + A3: 61.2 + 1.75 + 4.05 = 67.0; without biogenic carbon 66.9 + 1.75 + 4.05 = 72.7
    assert read_epd(declarations.read("office_chair.json")) == Epd(
        uuid="00000000-0000-4000-8000-000000000001",
        version="00.02.001",
        name="Syntetisk kontorstol",
        registration_number="SYN-0001-0001-NO",
        owner="Invented Seating AS",
        reference_year=2023,
        published=datetime.date(2023, 4, 30),
        valid_until=datetime.date(2028, 4, 30),
        valid_until_exact=True,
        amount=1,
        unit="piece",
        mass=16.4,
        service_life=15,
        indicators=(
            Indicator("gwp_ghg", "en15804_a2_ef31", 72.7, (("A4", 2.5),)),
            Indicator("gwp_total", "en15804_a2_ef31", 67.0, (("A4", 2.5), ("C3", 0.8), ("D", -12.3))),
        ),
        source_format="json",
    )


def test_the_xml_of_an_office_chair(declarations):
    epd = read_epd(declarations.read("office_chair.xml"))
    assert (epd.name, epd.version, epd.registration_number) == ("Syntetisk svingstol", "00.01.003", "SYN-0004-0001-EN")
    assert (epd.owner, epd.reference_year, epd.service_life) == ("Invented Seating AS", 2024, 12.5)
    assert (epd.published, epd.valid_until) == (datetime.date(2024, 6, 10), datetime.date(2029, 6, 10))
    assert (epd.amount, epd.unit, epd.mass) == (1, "piece", None)
    assert epd.indicators == (
        Indicator("gwp_total", "en15804_a2_ef30", 71.25, (("A4", 3.1), ("C4", 0.05), ("D", -20.5))),
    )
    assert (epd.factor, epd.per_kg, epd.mass_per_piece, epd.source_format) == (71.25, False, None, "xml")


def test_an_older_declaration_for_two_pieces(declarations):
    epd = read_epd(declarations.read("visitor_chair_a1.json"))
    assert epd.indicators == (Indicator("gwp", "en15804_a1", 44, (("C4", 0.2),)),)
    # 44 kg for two chairs of 6.5 kg
    assert (epd.amount, epd.mass, epd.factor, epd.mass_per_piece) == (2, 13, 22, 6.5)
    assert (epd.published, epd.valid_until, epd.valid_until_exact) == (None, datetime.date(2022, 12, 31), False)


def test_a_declaration_for_an_area_gives_a_factor_for_each_kg(declarations):
    epd = read_epd(declarations.read("acoustic_screen_m2.json"))
    # 18.4 kg CO2e for a square metre of 8 kg
    assert (epd.unit, epd.mass, epd.factor, epd.per_kg, epd.mass_per_piece) == ("m2", 8, 2.3, True, None)


def table(declarations, folder="ILCD/"):
    flow = "00000000-0000-4000-8000-0000000000f5"
    return declarations.archive(
        {
            f"{folder}processes/00000000-0000-4000-8000-000000000005.xml": declarations.read(
                "wooden_table_process.xml"
            ),
            f"{folder}flows/{flow}_00.00.001.xml": declarations.read("wooden_table_flow.xml"),
            f"{folder}flows/other.xml": b"not read",
            f"{folder}contacts/someone.xml": b"not read",
        }
    )


@pytest.mark.parametrize("folder", ["ILCD/", ""])
def test_an_archive_has_the_unit_and_the_mass_beside_the_declaration(declarations, folder):
    epd = read_epd(table(declarations, folder))
    assert (epd.unit, epd.amount, epd.mass, epd.owner) == ("piece", 1, 27.5, "Invented Carpenters AS")
    assert epd.source_format == "zip"


def test_carbon_in_wood_makes_no_negative_factor(declarations):
    epd = read_epd(table(declarations))
    assert [(one.kind, one.production) for one in epd.indicators] == [("gwp_ghg", 31), ("gwp_total", -14)]
    assert epd.preferred.kind == "gwp_ghg"
    assert epd.factor == 31


def test_an_archive_with_two_versions_of_a_flow(declarations):
    flow = declarations.read("wooden_table_flow.xml")
    members = {f"flows/00000000-0000-4000-8000-0000000000f5_00.0{version}.000.xml": b"old" for version in (0, 1)}
    last = max(members)
    members[last] = flow
    members["processes/a.xml"] = declarations.read("wooden_table_process.xml")
    assert read_epd(declarations.archive(members)).mass == 27.5


def test_the_first_indicator_above_zero_gives_the_factor(declarations):
    epd = read_epd(declarations.replaced("office_chair.json", '"66.9"', '"-66.9"'))
    assert [one.production for one in epd.indicators] == [-61.1, 67]
    assert (epd.preferred.kind, epd.factor) == ("gwp_total", 67)


def test_without_the_other_indicator_the_total_gives_the_factor(declarations):
    def remove(data):
        results = data["LCIAResults"]["LCIAResult"]
        data["LCIAResults"]["LCIAResult"] = [one for one in results if "IOBC" not in json.dumps(one)]

    epd = read_epd(declarations.changed("office_chair.json", remove))
    assert (epd.preferred.kind, epd.factor) == ("gwp_total", 67)


def method(data, number=0):
    return data["LCIAResults"]["LCIAResult"][number]["referenceToLCIAMethodDataSet"]


@pytest.mark.parametrize(
    ("name", "kind", "lcia_set"),
    [
        ("Climate change - total", "gwp_total", "en15804_a2"),
        ("Global Warming Potential total (GWP-total)", "gwp_total", "en15804_a2"),
        ("Treibhauspotenzial - insgesamt (GWP-total)", "gwp_total", "en15804_a2"),
        ("Global warming potential (GWP-GHG)", "gwp_ghg", "en15804_a2"),
        ("GWP-IOBC", "gwp_ghg", "en15804_a2"),
        ("Globalt oppvarmingspotensial (GWP)", "gwp", "other"),
        ("GWP100", "gwp", "other"),
    ],
)
def test_an_indicator_without_a_known_id_is_known_by_its_name(declarations, name, kind, lcia_set):
    def rename(data):
        data["LCIAResults"]["LCIAResult"] = data["LCIAResults"]["LCIAResult"][:1]
        method(data)["refObjectId"] = "00000000-0000-4000-8000-00000000dead"
        method(data)["shortDescription"] = [{"value": name, "lang": "en"}]

    epd = read_epd(declarations.changed("office_chair.json", rename))
    assert [(one.kind, one.lcia_set) for one in epd.indicators] == [(kind, lcia_set)]


def test_an_indicator_is_known_by_its_name_in_any_language(declarations):
    def rename(data):
        data["LCIAResults"]["LCIAResult"] = data["LCIAResults"]["LCIAResult"][:1]
        del method(data)["refObjectId"]
        method(data)["shortDescription"] = [
            {"value": "Treibhauspotenzial (GWP)", "lang": "de"},
            {"value": "Global Warming Potential - total", "lang": "en"},
        ]

    assert read_epd(declarations.changed("office_chair.json", rename)).preferred.kind == "gwp_total"


def test_an_indicator_without_an_id_is_gwp_of_the_older_standard_where_the_declaration_says_so(declarations):
    def unname(data):
        del method(data)["refObjectId"]

    assert read_epd(declarations.changed("visitor_chair_a1.json", unname)).preferred.lcia_set == "en15804_a1"


def test_the_id_of_an_indicator_beats_its_name(declarations):
    def rename(data):
        method(data)["shortDescription"] = [{"value": "Something else entirely", "lang": "en"}]

    assert read_epd(declarations.changed("office_chair.json", rename)).indicators[1].kind == "gwp_total"


def test_the_newer_set_of_factors_is_taken(declarations):
    def add(data):
        results = data["LCIAResults"]["LCIAResult"]
        results.insert(0, json.loads(json.dumps(results[0])))
        method(data)["refObjectId"] = "6a37f984-a4b3-458a-a20a-64418c145fa2"
        results[0]["other"]["anies"][0]["value"] = "99"

    total = read_epd(declarations.changed("office_chair.json", add)).indicators[1]
    assert (total.lcia_set, total.production) == ("en15804_a2_ef31", 67)


@pytest.mark.parametrize("whole", ["67", "66", "0", ""])
def test_a_stated_whole_that_fits_its_parts(declarations, whole):
    """A whole of zero, or none, beside its parts was not filled in."""

    def add(data):
        data["LCIAResults"]["LCIAResult"][0]["other"]["anies"].append({"module": "A1-A3", "value": whole})

    total = read_epd(declarations.changed("office_chair.json", add)).indicators[1]
    assert total.production == (66 if whole == "66" else 67)
    assert {module for module, _figure in total.modules} == {"A4", "C3", "D"}


@pytest.mark.parametrize("spelling", ["A1-A3", "a1-a3", "A1 - A3", "A1–A3", "A1A3"])
def test_spellings_of_a_module(declarations, spelling):
    content = declarations.replaced("visitor_chair_a1.json", '"A1-A3"', f'"{spelling}"')
    assert read_epd(content).factor == 22


def test_a_module_with_scenarios_and_no_default_is_left_out(declarations):
    content = declarations.replaced("office_chair.json", ', "default": true', "")
    assert dict(read_epd(content).indicators[1].modules) == {"A4": 2.5}


def measured(data):
    return data["exchanges"]["exchange"][0]


@pytest.mark.parametrize("word", ["Item(s)", "pcs", "pcs.", "piece", "stk", "Stk.", "stück"])
def test_words_for_pieces(declarations, word):
    def rename(data):
        measured(data)["flowProperties"][0].update(referenceUnit=word, uuid=None, unitGroupUUID=None, name=[])

    assert read_epd(declarations.changed("office_chair.json", rename)).unit == "piece"


@pytest.mark.parametrize(("unit", "value", "kg"), [("kg", 1, 1), ("g", 500, 0.5), ("t", 2, 2000)])
def test_a_declaration_by_mass(declarations, unit, value, kg):
    def by_mass(data):
        measured(data)["flowProperties"] = [
            {"name": [{"value": "Mass", "lang": "en"}], "meanValue": value, "referenceUnit": unit}
        ]

    epd = read_epd(declarations.changed("office_chair.json", by_mass))
    assert (epd.unit, epd.amount, epd.mass, epd.per_kg) == ("kg", kg, kg, True)
    assert epd.factor == pytest.approx(72.7 / kg)


def test_the_conversion_factor_of_a_product_gives_its_mass(declarations):
    def convert(data):
        measured(data)["flowProperties"].pop()
        measured(data)["materialProperties"] = [{"name": "conversion factor to 1 kg", "value": "0.0625", "unit": "-"}]

    # 1 piece / 0.0625 = 16 kg
    assert read_epd(declarations.changed("office_chair.json", convert)).mass_per_piece == 16


def test_figures_for_several_flows(declarations):
    def two(data):
        measured(data).update(meanAmount=1, resultingAmount=2)

    epd = read_epd(declarations.changed("office_chair.json", two))
    # Two chairs of 16.4 kg
    assert (epd.amount, epd.mass, epd.factor, epd.mass_per_piece) == (2, 32.8, 36.35, 16.4)
    xml = declarations.replaced("office_chair.xml", "1 pcs of", "")
    xml = xml.replace(
        b"<meanAmount>1.0</meanAmount>",
        b"<meanAmount>1.0</meanAmount><resultingAmount>3</resultingAmount><common:other>"
        b'<epd:referenceToUnitGroupDataSet refObjectId="5beb6eed-33a9-47b8-9ede-1dfe8f679159"/></common:other>',
    )
    epd = read_epd(xml)
    assert (epd.amount, epd.unit, epd.factor) == (3, "piece", 23.75)


@pytest.mark.parametrize("statement", ["1 piece of office chair", "1 stk", "1 unit (one chair)"])
def test_the_text_of_the_declared_unit_is_read_where_nothing_else_states_it(declarations, statement):
    content = declarations.replaced("office_chair.xml", "1 pcs of swivel chair", statement)
    assert read_epd(content).unit == "piece"


@pytest.mark.parametrize(
    ("languages", "name"),
    [
        ({"de": "Stuhl", "en": "Chair", "nb": "Stol"}, "Stol"),
        ({"de": "Stuhl", "en": "Chair", "no": "Stol"}, "Stol"),
        ({"de": "Stuhl", "en": "Chair"}, "Chair"),
        ({"de": "Stuhl"}, "Stuhl"),
        ({"de": "Stuhl", "nb-NO": "  Stol \n grå "}, "Stol grå"),
    ],
)
def test_the_name_is_norwegian_then_english_then_any(declarations, languages, name):
    def rename(data):
        data["processInformation"]["dataSetInformation"]["name"]["baseName"] = [
            {"value": value, "lang": language} for language, value in languages.items()
        ]

    assert read_epd(declarations.changed("office_chair.json", rename)).name == name


def test_a_text_holds_nothing_that_a_database_refuses(declarations):
    def rename(data):
        data["processInformation"]["dataSetInformation"]["name"]["baseName"] = "Kontor\u00adstol\x00\ud800\u200b\tgrå"

    assert read_epd(declarations.changed("office_chair.json", rename)).name == "Kontorstol grå"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["office_chair.json", "office_chair.xml"])
def test_other_encodings(declarations, name, encoding):
    text = declarations.read(name).decode().replace('encoding="UTF-8"', f'encoding="{encoding[:6]}"')
    content = text.replace('encoding="utf-8-"', 'encoding="utf-8"').encode(encoding)
    assert read_epd(content).name == read_epd(declarations.read(name)).name
