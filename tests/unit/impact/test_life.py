"""Years that are left: an assessment beats the condition, the condition beats the age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.life import Life, life_ratio, remaining_life


@pytest.mark.parametrize(("condition", "years"), [("a", 15), ("b", 10), ("c", 5), ("d", 0)])
def test_a_condition_leaves_all_two_thirds_one_third_nothing(condition, years):
    assert remaining_life(15, condition, None, 2026) == Life(pytest.approx(years), "condition")


@pytest.mark.parametrize(
    ("year_made", "years"),
    [(2020, 9), (2026, 15), (2011, 0), (1999, 0), (2030, 15)],
    ids=["six years old", "new", "as old as it gets", "older", "made later than now is new"],
)
def test_an_age_is_taken_off_the_life_of_a_new_one(year_made, years):
    assert remaining_life(15, None, year_made, 2026) == Life(pytest.approx(years), "year")


def test_when_nothing_is_known_a_third_is_left():
    assert remaining_life(15, None, None, 2026) == Life(5, "unknown")
    assert remaining_life(15, False, 0, 2026) == Life(5, "unknown")


def test_who_has_looked_at_it_knows_best():
    assert remaining_life(15, "d", 1999, 2026, assessed=7) == Life(7, "assessed")
    assert remaining_life(15, "a", 2026, 2026, assessed=0) == Life(0, "assessed")


def test_the_condition_beats_the_age():
    assert remaining_life(15, "c", 2026, 2026) == Life(5, "condition")


def test_without_the_life_of_a_new_one_only_an_assessment_gives_years():
    assert remaining_life(None, "a", 2020, 2026) == Life(None, "condition")
    assert remaining_life(None, None, 2020, 2026) == Life(None, "year")
    assert remaining_life(None, None, None, 2026) == Life(None, "unknown")
    assert remaining_life(None, None, None, 2026, assessed=4) == Life(4, "assessed")


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        remaining_life(15, None, None, 2026, assessed=-1)
    with pytest.raises(ValueError, match="longer than nothing"):
        remaining_life(0, "a", None, 2026)
    with pytest.raises(KeyError):
        remaining_life(15, "e", None, 2026)


@pytest.mark.parametrize(
    ("years", "life_new", "ratio"),
    [(10, 15, 2 / 3), (15, 15, 1), (20, 15, 1), (0, 15, 0), (None, 15, None), (5, None, None)],
)
def test_the_ratio_is_never_more_than_a_whole_new_piece(years, life_new, ratio):
    assert life_ratio(years, life_new) == (None if ratio is None else pytest.approx(ratio))


@given(
    st.floats(0.5, 60),
    st.sampled_from([None, "a", "b", "c", "d"]),
    st.none() | st.integers(1950, 2040),
    st.integers(2000, 2040),
)
def test_without_an_assessment_no_piece_outlasts_a_new_one(life_new, condition, year_made, on_year):
    life = remaining_life(life_new, condition, year_made, on_year)
    assert 0 <= life.years <= life_new
    assert 0 <= life_ratio(life.years, life_new) <= 1
