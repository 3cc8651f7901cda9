"""Whatever a file holds, reading it gives a declaration or a refusal, and a declaration can be used."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.epd import EpdError, read_epd


def outcome(content):
    """The declaration, or None when it was refused; anything else fails the test."""
    try:
        epd = read_epd(content)
    except EpdError as error:
        json.dumps(
            [error.code, error.details], allow_nan=False
        )  # fails when the details are more than texts and numbers
        return None
    assert math.isfinite(epd.factor)
    assert epd.factor > 0
    assert epd.amount > 0
    assert epd.mass is None or 0 < epd.mass < math.inf
    assert epd.name
    assert epd.unit
    return epd


@given(st.binary(max_size=400))
def test_any_bytes(content):
    outcome(content)


@given(
    st.sampled_from([b"<", b"{", b"[", b"PK\x03\x04", b"\xff\xfe<\x00", b'<?xml version="1.0"?>', b"%PDF"]),
    st.binary(max_size=400),
)
def test_any_bytes_after_a_known_start(start, content):
    outcome(start + content)


NAMES = ["office_chair.json", "visitor_chair_a1.json", "acoustic_screen_m2.json", "office_chair.xml"]


@pytest.mark.parametrize("name", NAMES)
@given(st.data())
@settings(max_examples=150)
def test_a_file_with_damaged_bytes(declarations, name, data):
    content = bytearray(declarations.read(name))
    for _change in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 30))
        content[at : at + length] = data.draw(st.binary(max_size=30))
    outcome(bytes(content))


@given(st.data())
@settings(max_examples=150)
def test_an_archive_with_damaged_bytes(declarations, data):
    content = bytearray(
        declarations.archive(
            {
                "processes/a.xml": declarations.read("wooden_table_process.xml"),
                "flows/00000000-0000-4000-8000-0000000000f5.xml": declarations.read("wooden_table_flow.xml"),
            }
        )
    )
    for _change in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    outcome(bytes(content))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value, way=()):
    """The ways to everything in a JSON value."""
    yield way
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*way, key))


@pytest.mark.parametrize("name", NAMES[:3])
@given(st.data())
@settings(max_examples=300)
def test_a_file_with_anything_in_any_place(declarations, name, data):
    content = json.loads(declarations.read(name))
    for _change in range(data.draw(st.integers(1, 3))):
        way = data.draw(st.sampled_from(list(places(content))[1:]))
        inner = content
        for step in way[:-1]:
            inner = inner[step]
        inner[way[-1]] = data.draw(ANYTHING)
    outcome(json.dumps(content).encode())


NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=300)
def test_any_numbers(declarations, amount, mass, stated, other):
    content = json.loads(declarations.read("visitor_chair_a1.json"))
    flow = content["exchanges"]["exchange"][0]
    flow["meanAmount"] = amount
    flow["materialProperties"][0]["value"] = repr(mass)
    amounts = content["LCIAResults"]["LCIAResult"][0]["other"]["anies"]
    amounts[0]["value"], amounts[1]["value"] = repr(stated), other
    epd = outcome(json.dumps(content).encode())
    if epd:
        assert epd.factor == pytest.approx(stated / amount)
