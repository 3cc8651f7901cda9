"""How much rests on measured data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.coverage import STATES, Coverage, coverage


def test_pieces_are_counted_by_what_is_known_of_them():
    found = coverage([("measured", 1), ("typical", 1), ("typical", 1), ("none", 1)])
    assert found == Coverage(measured=1, typical=2, none=1)
    assert (found.total, found.known) == (4, 3)
    assert found.percentages() == {"measured": 25, "typical": 50, "none": 25}


def test_a_counter_entry_takes_its_entry_out_again():
    assert coverage([("measured", 1), ("none", 1), ("none", -1)]) == Coverage(measured=1)


def test_kg_and_money_are_covered_like_pieces():
    # 30 of 120 kg are weighed: 25 %
    assert coverage([("measured", 30.0), ("typical", 90.0)]).percentages(1) == {
        "measured": 25,
        "typical": 75,
        "none": 0,
    }


def test_percentages_add_up_and_are_careful():
    # Three thirds: 33, 33, and the percent that is left is not claimed as data.
    assert Coverage(1, 1, 1).percentages() == {"measured": 33, "typical": 33, "none": 34}
    assert Coverage(1, 1, 1).percentages(1) == {"measured": 33.3, "typical": 33.3, "none": 33.4}
    assert Coverage(2, 1, 0).percentages() == {"measured": 67, "typical": 33, "none": 0}


def test_nothing_has_no_percentages():
    assert coverage([]).percentages() is None
    assert coverage([("measured", 1), ("none", -1)]).percentages() is None


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="no state"):
        coverage([("guessed", 1)])


@given(st.lists(st.tuples(st.sampled_from(STATES), st.integers(1, 10_000)), min_size=1), st.sampled_from([0, 1]))
def test_percentages_always_add_up_to_a_hundred(rows, decimals):
    found = coverage(rows)
    shares = found.percentages(decimals)
    assert round(sum(shares.values()), decimals) == 100
    assert sum(amount for _state, amount in rows) == found.total
    for state in STATES:
        assert abs(shares[state] - 100 * getattr(found, state) / found.total) < 10**-decimals
