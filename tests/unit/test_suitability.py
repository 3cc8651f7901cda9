"""The tags of a piece against the rules of a place."""

import datetime

import pytest

from bk_furniture_reuse.tools.suitability import (
    FORBIDS,
    REQUIRES,
    Breach,
    Fact,
    Piece,
    breaches,
    effective_tags,
    place_rules,
)

TODAY = datetime.date(2026, 8, 1)
WASHABLE, TREATED, CHECKED = 1, 2, 3
DESKS, CHAIRS = 10, 11


def tags_of(model_tags, *facts):
    return effective_tags(model_tags, facts, TODAY)


def test_a_piece_has_the_tags_of_its_model():
    assert tags_of([WASHABLE]) == {WASHABLE}


def test_what_is_said_of_the_piece_overrides_its_model():
    assert tags_of([WASHABLE], Fact(WASHABLE, has=False), Fact(TREATED)) == {TREATED}


@pytest.mark.parametrize(
    ("until", "holds"),
    [(None, True), (TODAY, True), (datetime.date(2026, 7, 31), False), (datetime.date(2027, 1, 1), True)],
)
def test_a_tag_holds_to_the_end_of_its_last_day(until, holds):
    assert (CHECKED in tags_of([], Fact(CHECKED, until=until))) is holds


def test_a_room_has_the_rules_of_everything_around_it():
    requires, forbids = {1: [WASHABLE], 9: [CHECKED]}, {3: [TREATED], 1: [TREATED]}
    assert place_rules((1, 2, 3), requires, forbids) == ({WASHABLE}, {TREATED})
    assert place_rules((2,), requires, forbids) == (frozenset(), frozenset())


def piece(number, *tags, types=(CHAIRS,)):
    return Piece(number, frozenset(tags), frozenset(types))


def test_lacking_what_is_required_and_having_what_is_forbidden_are_breaches():
    pieces = [piece(1, WASHABLE), piece(2), piece(3, WASHABLE, TREATED)]
    assert breaches(pieces, {WASHABLE}, {TREATED}) == [Breach(REQUIRES, WASHABLE, (2,)), Breach(FORBIDS, TREATED, (3,))]


def test_a_place_without_rules_takes_everything():
    assert breaches([piece(1, TREATED), piece(2)], (), ()) == []


def test_a_tag_is_asked_of_the_types_that_it_concerns():
    pieces = [piece(1), piece(2, types=(DESKS, 12)), piece(3, CHECKED, types=(DESKS,))]
    assert breaches(pieces, {CHECKED}, (), {CHECKED: {DESKS}}) == [Breach(REQUIRES, CHECKED, (2,))]


def test_what_is_forbidden_is_forbidden_for_every_type():
    assert breaches([piece(1, TREATED)], (), {TREATED}, {TREATED: {DESKS}}) == [Breach(FORBIDS, TREATED, (1,))]


def test_what_was_allowed_is_no_breach_for_that_rule_alone():
    pieces = [piece(1, TREATED), piece(2, TREATED)]
    found = breaches(pieces, {WASHABLE}, {TREATED}, allowed={(1, TREATED), (1, 99)})
    assert found == [Breach(REQUIRES, WASHABLE, (1, 2)), Breach(FORBIDS, TREATED, (2,))]
