"""What a phone may put into a record: everything fits into the ledger, and nothing stops the queue."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools import scan as rules
from bk_furniture_reuse.tools.scan.clean import LONGEST_PICTURE, TOO_LONG

NOW = datetime(2026, 11, 25, 9)
ID = "00000000-0000-0000-0000-00000000000a"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def _read(data=None, **changes):
    data = {} if data is None else data
    record = {"id": ID, "seq": 1, "kind": "move", "at": "2026-11-25T08:00:00Z", "data": data, **changes}
    (scan,) = rules.read_scans([record], NOW)
    return scan


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=6))
def test_whatever_the_data_are_postgresql_can_keep_them(data):
    text = json.dumps(_read(data).data, allow_nan=False, ensure_ascii=False)
    assert "\\u0000" not in text
    text.encode()


def test_what_no_text_can_hold_is_marked():
    assert _read({"code": "a\0b\ud800"}).data == {"code": "a\ufffdb\ufffd"}


def test_more_than_anybody_scans_keeps_its_place_and_has_no_data():
    deep = {}
    for _level in range(200):
        deep = {"a": deep}
    for data in (deep, {"code": "x" * 30_000}, {"codes": list(range(5_000))}):
        scan = _read(data)
        assert (scan.readable, scan.data, scan.seq) == (False, {}, 1)


def test_a_picture_may_be_long_and_not_longer():
    assert _read({"photo": "A" * 1_000_000}).data["photo"] == "A" * 1_000_000
    assert _read({"photo": "A" * (LONGEST_PICTURE + 1)}).data["photo"] == TOO_LONG


@pytest.mark.parametrize(
    "changes",
    [
        {"id": ID.upper()}, {"id": None}, {"seq": True}, {"seq": 2**31 - 1}, {"seq": "1"}, {"kind": "Move"}, {"kind": None},
        {"data": []}, {"at": None}, {"at": 5}, {"at": "0001-01-01T00:00:00+23:59"},
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused(changes):
    with pytest.raises(rules.ShapeError):
        _read(**changes)


def test_a_clock_that_is_ahead_is_brought_back():
    assert _read(at="2031-01-01T00:00:00Z").at == NOW
    assert _read(at="2026-11-25T09:00:00+02:00").at == datetime(2026, 11, 25, 7)


@pytest.mark.parametrize("datas", [None, {}, [1], [{}] * 1_001, [{"x": "y" * 30_000}]])
def test_what_is_no_list_of_data_is_not_judged(datas):
    with pytest.raises(rules.ShapeError):
        rules.read_datas(datas, NOW)
