"""Files that are no declaration, lack what a factor needs, contradict themselves or mean harm: each has its code."""

import time
import tracemalloc

import pytest

from bk_furniture_reuse.tools.impact import epd_archive, epd_json, epd_xml
from bk_furniture_reuse.tools.impact.epd import MAX_BYTES, EpdError, read_epd
from bk_furniture_reuse.tools.impact.epd_values import number


def refusal(content):
    with pytest.raises(EpdError) as caught:
        read_epd(content)
    return caught.value


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bomb.xml", "unsafe_xml"),
        ("external_entity.xml", "unsafe_xml"),
        ("document_type.xml", "unsafe_xml"),
        ("truncated.xml", "xml"),
        ("truncated.json", "json"),
        ("error_page.html", "html"),
        ("other_namespace.xml", "not_epd"),
        ("process_list.json", "not_epd"),
        ("declaration.pdf.txt", "pdf"),
        ("nan.json", "number"),
        ("comma.xml", "number"),
        ("missing_module.json", "no_production"),
    ],
)
def test_files_that_are_refused(declarations, name, code):
    assert refusal(declarations.read(f"bad/{name}")).code == code


def test_every_bad_file_is_tested(declarations):
    marks = test_files_that_are_refused.pytestmark[0].args[1]
    assert {path.name for path in (declarations.folder / "bad").iterdir()} == {name for name, _code in marks}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"name;kg\nchair;70\n", "unknown_format"),
        (b"\x00\x01\x02", "unknown_format"),
        (b"{}", "not_epd"),
        (b"[]", "not_epd"),
        (b"{", "json"),
        (b"<", "xml"),
        (b"<?xml version='1.0' encoding='nonsense'?><a/>", "xml"),
        (b"PK\x03\x04nonsense", "zip"),
        (b'{"processInformation": [1]}', "not_epd"),
        (b'{"processInformation": {"time": [1]}}', "structure"),
        (b'{"processInformation": {}, "LCIAResults": {"LCIAResult": [1]}}', "structure"),
    ],
)
def test_what_is_no_declaration(content, code):
    assert refusal(content).code == code


def test_a_data_set_of_a_flow_alone_is_no_declaration(declarations):
    assert refusal(declarations.read("wooden_table_flow.xml")).code == "not_epd"


def test_an_error_says_where(declarations):
    error = refusal(declarations.read("bad/comma.xml"))
    assert error.details == {"field": "gwp_total A1-A3", "value": "71,25"}
    assert str(error) == "number"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 10**400, 1.1e9])
def test_a_number_is_finite_and_of_a_size_that_can_be(value):
    with pytest.raises(EpdError) as caught:
        number(value, "meanAmount")
    assert caught.value.code == "number"


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_a_word_for_no_number_is_refused_wherever_it_stands(declarations, word):
    assert (
        refusal(declarations.replaced("office_chair.json", '"version": "1.1"', f'"version": {word}')).code == "number"
    )


INFORMATION = ("processInformation", "dataSetInformation")


def put(path, value):
    """A change that puts a value at a path, or removes what is there with None."""

    def change(data):
        *way, last = path
        for step in way:
            data = data[step]
        if value is None:
            del data[last]
        else:
            data[last] = value

    return change


FLOW = ("exchanges", "exchange", 0)
TOTAL = ("LCIAResults", "LCIAResult", 0, "other", "anies")


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ((*INFORMATION, "UUID"), None, "no_uuid"),
        ((*INFORMATION, "UUID"), "chair-1", "no_uuid"),
        ((*INFORMATION, "UUID"), ["x"], "text"),
        ((*INFORMATION, "name"), None, "no_name"),
        ((*INFORMATION, "name", "baseName"), [{"value": " ", "lang": "en"}], "no_name"),
        ((*INFORMATION, "name"), "Chair", "structure"),
        (("processInformation", "time", "dataSetValidUntil"), 20280, "year"),
        (("processInformation", "time", "dataSetValidUntil"), "next year", "number"),
        (("processInformation", "time", "dataSetValidUntil"), 2028.5, "year"),
        (("processInformation", "time", "referenceYear"), True, "number"),
        (("processInformation", "time", "other", "anies", 1, "value"), "30.04.2028", "day"),
        (("processInformation", "time", "other", "anies", 1, "value"), "2028-02-30", "day"),
        (("processInformation", "time", "other", "anies", 1, "value"), 10**20, "day"),
        (("exchanges",), None, "no_reference_flow"),
        ((*FLOW, "meanAmount"), None, "no_amount"),
        ((*FLOW, "meanAmount"), 0, "no_amount"),
        ((*FLOW, "meanAmount"), -1, "number"),
        ((*FLOW, "meanAmount"), 1e-300, "number"),
        ((*FLOW, "meanAmount"), "one", "number"),
        ((*FLOW, "meanAmount"), {"a": 1}, "number"),
        ((*FLOW, "flowProperties"), [], "no_unit"),
        ((*FLOW, "flowProperties"), {}, "no_amount"),
        ((*FLOW, "flowProperties", 0), {"referenceFlowProperty": True, "meanValue": 1}, "no_unit"),
        (("LCIAResults",), None, "no_gwp"),
        (("LCIAResults", "LCIAResult"), [], "no_gwp"),
        ((*TOTAL, 0, "value"), "1e999", "number"),
        ((*TOTAL, 0, "value"), 10**400, "number"),
        ((*TOTAL, 0, "value"), "Infinity", "number"),
        ((*TOTAL, 0, "value"), "0x3D", "number"),
        ((*TOTAL, 0, "value"), "61 200", "number"),
        ((*TOTAL, 0, "value"), True, "number"),
        ((*TOTAL, 0, "value"), ["61.2"], "number"),
        ((*TOTAL, 0, "module"), 7.5, "text"),
        ((*TOTAL, -1, "value", "shortDescription", 0, "value"), "g CO2 eqv.", "gwp_unit"),
        ((*TOTAL, -1, "value", "shortDescription", 0, "value"), "MJ", "gwp_unit"),
    ],
)
def test_one_wrong_thing(declarations, path, value, code):
    assert refusal(declarations.changed("office_chair.json", put(path, value))).code == code


def test_an_area_without_a_mass_gives_no_factor(declarations):
    error = refusal(
        declarations.changed(
            "acoustic_screen_m2.json", lambda data: data["exchanges"]["exchange"][0]["flowProperties"].pop()
        )
    )
    assert (error.code, error.details) == ("no_mass", {"unit": "m2"})


def test_the_xml_of_a_process_alone_may_not_say_what_is_declared(declarations):
    assert refusal(declarations.read("wooden_table_process.xml")).code == "no_unit"
    assert refusal(declarations.replaced("office_chair.xml", "1 pcs of swivel chair", "One chair")).code == "no_unit"


def test_indicators_of_parts_are_no_gwp_of_the_whole(declarations):
    def only_fossil(data):
        data["LCIAResults"]["LCIAResult"] = data["LCIAResults"]["LCIAResult"][1:2]

    assert refusal(declarations.changed("office_chair.json", only_fossil)).code == "no_gwp"


def test_a_whole_that_contradicts_its_parts(declarations):
    def add(data):
        data["LCIAResults"]["LCIAResult"][0]["other"]["anies"].append({"module": "A1-A3", "value": "70"})

    error = refusal(declarations.changed("office_chair.json", add))
    assert error.code == "contradiction"
    assert error.details == {"indicator": "gwp_total", "stated": 70, "summed": 67}


def test_two_different_results_of_one_indicator(declarations):
    def add(data):
        results = data["LCIAResults"]["LCIAResult"]
        results.append({**results[0], "other": {"anies": [{"module": "A1-A3", "value": "80"}]}})

    error = refusal(declarations.changed("office_chair.json", add))
    assert (error.code, error.details) == ("two_results", {"indicator": "gwp_total"})


def test_production_in_two_scenarios(declarations):
    def add(data):
        data["LCIAResults"]["LCIAResult"][0]["other"]["anies"][:3] = [
            {"module": "A1-A3", "scenario": "Plant 1", "value": "60"},
            {"module": "A1-A3", "scenario": "Plant 2", "value": "70"},
        ]

    error = refusal(declarations.changed("office_chair.json", add))
    assert (error.code, error.details) == ("scenarios", {"module": "A1-A3"})


@pytest.mark.parametrize("value", ["-22", "0"])
def test_making_something_is_never_free(declarations, value):
    error = refusal(declarations.replaced("visitor_chair_a1.json", '"44.0"', f'"{value}"'))
    assert (error.code, error.details) == ("not_positive", {"indicator": "gwp", "value": float(value)})


def test_an_archive_of_several_declarations(declarations):
    process = declarations.read("wooden_table_process.xml")
    error = refusal(declarations.archive({"processes/a.xml": process, "processes/b.xml": process}))
    assert (error.code, error.details) == ("several_epds", {"count": 2})
    assert refusal(declarations.archive({"flows/a.xml": process})).code == "not_epd"


def test_a_damaged_archive(declarations):
    whole = declarations.archive({"processes/a.xml": declarations.read("wooden_table_process.xml")})
    damaged = bytearray(whole)
    damaged[60:90] = bytes(30)
    assert refusal(bytes(damaged)).code == "zip"
    assert refusal(whole[:-30]).code == "zip"


def memory_of(content):
    tracemalloc.start()
    try:
        code = refusal(content).code
        return code, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


MB = 1024 * 1024


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" " * (MAX_BYTES + 1), "too_large"),
        (b"[" * MAX_BYTES, "too_many"),
        (b"[" * 200_000, "json"),
        (b'{"a":' * 100_000, "json"),
        (b"[" + b"[]," * 200_000 + b"1]", "too_many"),
        (b"<a>" * 400_000, "too_many"),
        (b"<a>" * 200_000, "xml"),
        (b'{"processInformation": {"a": ' + b"9" * 5_000 + b"}}", "json"),
    ],
    ids=["size", "brackets", "deep list", "deep object", "wide list", "elements", "deep elements", "digits"],
)
def test_huge_and_deep_files_take_neither_memory_nor_time(content, code):
    began = time.monotonic()
    found, memory = memory_of(content)
    assert found == code
    assert memory < 100 * MB
    assert time.monotonic() - began < 20


def test_a_member_that_unpacks_to_more_than_a_file_may_have(declarations):
    content = declarations.archive({"processes/a.xml": b"<a>" + b" " * (150 * MB) + b"</a>"})
    assert len(content) < MB
    found, memory = memory_of(content)
    assert found == "too_large"
    assert memory < 100 * MB


def test_an_archive_of_very_many_members(declarations, monkeypatch):
    monkeypatch.setattr(epd_archive, "MAX_MEMBERS", 3)
    assert refusal(declarations.archive({f"processes/{number}.xml": b"" for number in range(4)})).code == "too_many"


def test_the_limits_leave_room_for_real_files():
    """A declaration has some tens of indicators with some tens of modules each, each value in an element or object of its own."""
    assert min(epd_xml.MAX_ELEMENTS, epd_json.MAX_ELEMENTS) > 50 * 50 * 10
