"""Which factor holds: the closest to the piece that held on the day."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.factors import GRADES, OWNERS, Candidate, Choice, choose

ON = datetime.date(2026, 6, 1)
BEFORE, AFTER = datetime.date(2026, 5, 31), datetime.date(2026, 6, 2)

DECLARED = Candidate(1, "model", "a", datetime.date(2022, 1, 1), datetime.date(2027, 1, 1))
EXPIRED = Candidate(2, "model", "a", datetime.date(2019, 1, 1), BEFORE)
OF_MODEL = Candidate(3, "model", "c")
OF_MAKER = Candidate(4, "maker", "b")
OWN = Candidate(5, "category", "c")
STANDARD = Candidate(6, "standard", "c")
CLOSEST_FIRST = [DECLARED, EXPIRED, OF_MODEL, OF_MAKER, OWN, STANDARD]


@pytest.mark.parametrize("first", range(len(CLOSEST_FIRST)))
def test_the_closest_that_is_known_holds(first):
    for order in itertools.permutations(CLOSEST_FIRST[first:]):
        assert choose(order, ON).candidate == CLOSEST_FIRST[first]


def test_a_declaration_counts_as_a_measurement_while_it_is_valid():
    assert choose([DECLARED], ON) == Choice(DECLARED, "a", expired=False)
    assert choose([DECLARED], DECLARED.valid_to) == Choice(DECLARED, "a", expired=False)


def test_a_declaration_that_has_run_out_counts_as_a_good_average():
    assert choose([EXPIRED], ON) == Choice(EXPIRED, "b", expired=True)


@pytest.mark.parametrize(("grade", "effective"), [("a", "b"), ("b", "b"), ("c", "c"), ("d", "d"), ("e", "e")])
def test_running_out_never_makes_a_factor_better(grade, effective):
    assert choose([Candidate(1, "model", grade, valid_to=BEFORE)], ON).grade == effective


@pytest.mark.parametrize("owner", ["maker", "category", "standard"])
def test_an_expired_factor_of_anything_but_the_model_is_not_used(owner):
    assert choose([Candidate(1, owner, "b", valid_to=BEFORE)], ON) is None
    assert choose([Candidate(1, owner, "b", valid_to=ON)], ON).grade == "b"
    assert choose([Candidate(1, owner, "b", valid_to=BEFORE), STANDARD], ON).candidate == STANDARD


@pytest.mark.parametrize("owner", OWNERS)
def test_a_factor_that_did_not_hold_yet_is_not_used(owner):
    assert choose([Candidate(1, owner, "a", valid_from=AFTER)], ON) is None
    assert choose([Candidate(1, owner, "a", valid_from=ON)], ON) is not None


def test_no_factor_is_no_choice():
    assert choose([], ON) is None


def test_among_equals_the_valid_one_then_the_newest_then_the_lowest_number():
    valid = Candidate(9, "model", "b", datetime.date(2015, 1, 1))
    assert choose([EXPIRED, valid], ON).candidate == valid
    newer, newest = (
        Candidate(8, "maker", "b", datetime.date(2020, 1, 1)),
        Candidate(9, "maker", "b", datetime.date(2024, 1, 1)),
    )
    assert choose([newer, newest, OF_MAKER], ON).candidate == newest
    assert choose([Candidate(8, "maker", "b"), OF_MAKER], ON).candidate == OF_MAKER


def test_an_unknown_owner_or_grade_is_refused():
    for owner, grade in (("nobody", "a"), ("model", "A"), ("model", "")):
        with pytest.raises(ValueError, match="no such factor"):
            Candidate(1, owner, grade)


DATES = st.none() | st.dates(datetime.date(2015, 1, 1), datetime.date(2035, 1, 1))


@given(
    st.lists(
        st.builds(Candidate, st.integers(1, 99), st.sampled_from(OWNERS), st.sampled_from(GRADES), DATES, DATES),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_candidates_does_not_matter(candidates, random):
    candidates = list({candidate.id: candidate for candidate in candidates}.values())
    assert choose(random.sample(candidates, len(candidates)), ON) == choose(candidates, ON)
