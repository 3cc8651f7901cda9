"""The states of a stock-take and what a scan means, without Odoo."""

import pytest

from bk_furniture_reuse.tools import stocktake as rules
from bk_furniture_reuse.tools.stocktake import Count, Place, Refusal, check_change, judge, settle

ROOM, OTHER, SHELF = Place((1, 7, 21)), Place((1, 7, 22)), Place((1, 7, 21, 40))
NOWHERE = Place()


def test_every_change_of_state_is_in_the_table_or_refused():
    for current in rules.STATES:
        for wanted in rules.STATES:
            if current == wanted:
                assert check_change(current, wanted) is False
            elif (current, wanted) in rules.TRANSITIONS:
                assert check_change(current, wanted, ["manager"])
            else:
                with pytest.raises(Refusal) as caught:
                    check_change(current, wanted, ["manager"])
                assert caught.value.code == "no_such_change"


def test_only_the_manager_closes_and_what_has_ended_stays_ended():
    with pytest.raises(Refusal) as caught:
        check_change(rules.TO_CLOSE, rules.CLOSED, ["coordinator"])
    assert (caught.value.code, caught.value.role) == ("needs_role", "manager")
    assert not [change for change in rules.TRANSITIONS if change[0] in rules.ENDED]
    assert {change for change, role in rules.TRANSITIONS.items() if role == rules.MANAGER} == {("to_close", "closed")}


def test_nobody_without_a_role_changes_a_state():
    for (current, wanted), role in rules.TRANSITIONS.items():
        for roles in ([], ["operator"], ["employee"]):
            with pytest.raises(Refusal) as caught:
                check_change(current, wanted, roles)
            assert caught.value.role == role


@pytest.mark.parametrize(
    ("home", "found", "result"),
    [
        (ROOM, ROOM, "found"),
        (SHELF, ROOM, "found"),
        (ROOM, SHELF, "wrong_room"),
        (ROOM, OTHER, "wrong_room"),
        (NOWHERE, ROOM, "unexpected"),
    ],
)
def test_what_a_scan_means(home, found, result):
    assert judge(home, found) == result


def test_a_place_is_read_from_odoos_path():
    assert Place.of("1/7/21/") == ROOM
    assert Place.of(False) == NOWHERE
    assert SHELF.nearest({7, 21}) == 21
    assert SHELF.nearest({99}) is None
    # Room 2 is not inside room 21, although its number begins so.
    assert not Place.of("1/7/21/").is_in(Place.of("1/7/2/"))


def test_the_last_count_stands_where_somebody_counted_again():
    missing, found, wrong = Count("missing"), Count("found", 21), Count("wrong_room", 22)
    assert settle(missing, found, {21}) == found
    assert settle(missing, wrong, set()) == wrong
    assert settle(wrong, Count("missing"), {21, 22}) == Count("missing")
    # Room 22, where it was seen, was not visited again: what was seen there stands.
    assert settle(wrong, Count("missing"), {21}) == wrong
    assert settle(missing, Count("expected"), set()) == missing
