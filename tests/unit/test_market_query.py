"""What a person chose in the market, read from an address that anybody can write."""

from datetime import date

from bk_furniture_reuse.tools import market_query


def test_choices_are_read_and_written_back():
    chosen = market_query.read(
        {"words": " stol  grå ", "type": "4", "condition": "b", "market": "coming", "alike": "24", "by": "2027-08-01"}
    )
    assert chosen == {
        "words": "stol grå", "type": 4, "alike": 24, "condition": "b", "market": "coming", "by": date(2027, 8, 1)
    }  # fmt: skip
    assert market_query.write(chosen) == "words=stol+gr%C3%A5&type=4&alike=24&condition=b&market=coming&by=2027-08-01"
    assert market_query.domain(chosen) == [
        ("categ_id", "in", [4]),
        ("market_words", "ilike", "stol grå"),
        ("condition", "in", ["a", "b"]),
        ("market", "in", ["coming"]),
        ("available_by", "<=", "2027-08-01"),
        ("piece_count", ">=", 24),
    ]


def test_what_makes_no_sense_is_left_out():
    for parameters in (
        {"type": "1 OR 1=1"}, {"type": "-1"}, {"alike": "0"}, {"alike": "²"}, {"building": "9" * 40}, {"condition": "d"},
        {"market": "reserved"}, {"by": "tomorrow"}, {"by": "2027-13-01"}, {"words": "\0 "}, {"domain": "[]"}, {},
    ):  # fmt: skip
        assert market_query.read(parameters) == {}, parameters
    assert len(market_query.read({"words": "x" * 5000})["words"]) == market_query.LONGEST
