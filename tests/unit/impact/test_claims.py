"""Which events of one piece claim: one claim for each life, no year of service twice."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.claims import DAYS_A_YEAR, Claim, Event, claims, why_not
from bk_furniture_reuse.tools.impact.displacement import CLASSES

START = datetime.date(2026, 1, 1)


def day(number):
    return START + datetime.timedelta(days=number)


def year(number):
    """A moment so many years of 365.25 days after the start."""
    return datetime.datetime(2026, 1, 1) + datetime.timedelta(days=number * DAYS_A_YEAR)


def claimed(*events, years=10):
    return claims(events, {event.id: years for event in events})


def test_a_piece_that_stands_where_it_was_put_claims_its_years():
    assert claimed(Event(1, day(0), "need_stated")) == {1: Claim(0, 10)}


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (Event(1, day(0), "temporary"), "temporary"),
        (Event(1, day(0), "need_stated", withdrawn=True), "withdrawn"),
        (Event(1, day(0), "need_stated", left_on=day(29)), "left_early"),
        (Event(1, day(0), "need_stated", left_on=day(30)), None),
        (Event(1, day(0), "need_stated"), None),
    ],
)
def test_what_does_not_count(event, reason):
    assert why_not(event) == reason
    assert (1 in claimed(event)) is (reason is None)


def test_an_event_waits_thirty_days_when_somebody_asks_what_day_it_is():
    event = Event(1, day(0), "need_stated")
    assert why_not(event, now=day(29)) == "waiting"
    assert why_not(event, now=day(30)) is None
    assert why_not(Event(1, day(0), "need_stated", left_on=day(10)), now=day(12)) == "left_early"


def test_six_moves_are_one_saving():
    moves = [Event(number, day(100 * number), "moved_along") for number in range(1, 7)]
    assert claimed(*moves) == {1: Claim(0, 10)}


def test_the_best_documented_event_claims_then_the_earliest_then_the_lowest_number():
    moved = Event(1, day(0), "moved_along")
    outside = Event(2, day(50), "outside")
    stated = Event(5, day(100), "need_stated")
    project = Event(3, day(100), "project_new")
    later = Event(4, day(150), "need_stated")
    cancelled = Event(6, day(200), "purchase_cancelled")
    for events, winner in (
        ((moved,), 1),
        ((moved, outside), 2),
        ((moved, outside, later), 4),
        ((moved, outside, later, stated), 5),
        ((moved, outside, later, stated, project), 3),
        ((moved, outside, later, stated, project, cancelled), 6),
    ):
        assert list(claimed(*events)) == [winner]


def test_a_refurbishment_begins_a_new_life_that_takes_over_where_the_first_ends():
    # Claim of 10 years in year 0; refurbished and put to use in year 4 with 12 years left. Years 4 to 10 are covered, so 12 - 6 = 6 are new.
    found = claims(
        [Event(1, year(0), "need_stated"), Event(2, year(4), "need_stated", refurbishments=1)], {1: 10, 2: 12}
    )
    assert found == {1: Claim(0, 10), 2: Claim(1, pytest.approx(6))}


def test_a_new_life_after_the_first_has_ended_claims_all_its_years():
    found = claims(
        [Event(1, year(0), "need_stated"), Event(2, year(11), "need_stated", refurbishments=1)], {1: 10, 2: 12}
    )
    assert found == {1: Claim(0, 10), 2: Claim(1, 12)}


def test_three_lives_in_a_row():
    # Ten years each in year 0, 5 and 8: 0-10, 10-15, 15-18.
    events = [
        Event(number, year(start), "need_stated", refurbishments=number) for number, start in enumerate((0, 5, 8))
    ]
    found = claims(events, dict.fromkeys(range(3), 10))
    assert [found[number].years for number in range(3)] == [10, pytest.approx(5), pytest.approx(3)]


def test_a_short_life_within_a_long_one_uncovers_nothing():
    # Twenty years from year 0; two from year 1 and ten from year 4 lie within them.
    events = [
        Event(number, year(start), "need_stated", refurbishments=number) for number, start in enumerate((0, 1, 4))
    ]
    found = claims(events, {0: 20, 1: 2, 2: 10})
    assert [found[number].years for number in range(3)] == [20, 0, 0]


def test_a_second_life_that_adds_nothing_claims_no_years():
    found = claims(
        [Event(1, year(0), "need_stated"), Event(2, year(1), "need_stated", refurbishments=1)], {1: 10, 2: 5}
    )
    assert found[2] == Claim(1, 0)


def test_a_life_of_unknown_length_claims_unknown_years():
    found = claims([Event(1, year(0), "need_stated"), Event(2, year(1), "outside", refurbishments=1)], {1: None, 2: 5})
    assert found == {1: Claim(0, None), 2: Claim(1, 5)}


def test_an_unknown_class_is_refused():
    with pytest.raises(ValueError, match="no class"):
        Event(1, day(0), "invented")


EVENTS = st.lists(
    st.builds(
        lambda start, kept, displacement, refurbishments, withdrawn, years: (
            Event(0, day(start), displacement, None if kept is None else day(start + kept), refurbishments, withdrawn),
            years,
        ),
        st.integers(0, 6000),
        st.none() | st.integers(0, 90),
        st.sampled_from(CLASSES),
        st.integers(0, 3),
        st.booleans(),
        st.none() | st.floats(0, 20),
    ),
    max_size=8,
)


def numbered(drawn):
    events = [
        Event(number, event.date, event.displacement, event.left_on, event.refurbishments, event.withdrawn)
        for number, (event, _years) in enumerate(drawn, 1)
    ]
    return events, {number: years for number, (_event, years) in enumerate(drawn, 1)}


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_does_not_matter(drawn, random):
    events, years = numbered(drawn)
    shuffled = random.sample(events, len(events))
    assert claims(shuffled, years) == claims(events, years)


def test_no_order_of_four_events_matters():
    events = [
        Event(1, day(0), "moved_along"),
        Event(2, day(0), "need_stated"),
        Event(3, day(900), "need_stated", refurbishments=1),
        Event(4, day(700), "outside", refurbishments=1),
    ]
    answers = [claimed(*order) for order in itertools.permutations(events)]
    assert all(answer == answers[0] for answer in answers)
    assert set(answers[0]) == {2, 3}


@given(EVENTS)
def test_there_are_never_two_claims_in_one_life(drawn):
    events, years = numbered(drawn)
    lives = [claim.life for claim in claims(events, years).values()]
    assert len(lives) == len(set(lives))
    assert set(lives) == {event.refurbishments for event in events if why_not(event) is None}


@given(EVENTS)
def test_no_year_of_service_is_claimed_twice(drawn):
    """All years that are claimed are no more than the days that at least one claim reaches over."""
    events, years = numbered(drawn)
    found = claims(events, years)
    reaches = sorted(
        ((event.date - START).days, (event.date - START).days + years[event.id] * DAYS_A_YEAR)
        for event in events
        if event.id in found and years[event.id] is not None
    )
    union, end = 0, float("-inf")
    for first, last in reaches:
        union += max(0, last - max(first, end))
        end = max(end, last)
    together = sum(claim.years for claim in found.values() if claim.years is not None)
    assert together == pytest.approx(union / DAYS_A_YEAR)
    assert all(0 <= claim.years <= years[event] for event, claim in found.items() if claim.years is not None)


@given(EVENTS)
def test_an_event_that_does_not_claim_changes_nothing(drawn):
    events, years = numbered(drawn)
    found = claims(events, years)
    for event in events:
        if event.id not in found:
            assert claims([other for other in events if other is not event], years) == found
