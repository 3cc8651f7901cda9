"""The table of legal changes of purpose, compared cell by cell with a list written by hand.

The list below is the requirement in the words of the people who decide; the table in the add-on must say the same, for
every pair of purposes, every source and every role. Nothing here is computed from the table.
"""

import itertools

import pytest

from bk_furniture_reuse.tools import purpose
from bk_furniture_reuse.tools.purpose import Refusal, check_change

PURPOSES = ("in_use", "available", "reserved", "redesign", "recycling")
SOURCES = ("hand", "import", "arrival", "reservation", "repair")
ROLES = ("operator", "coordinator", "manager")

# (from, to): the lowest role that may do it by hand and the other sources that may; what else is needed comes after.
BY_HAND = {
    ("in_use", "available"): "operator",
    ("in_use", "redesign"): "operator",
    ("in_use", "recycling"): "coordinator",
    ("available", "in_use"): "coordinator",
    ("available", "redesign"): "operator",
    ("available", "recycling"): "coordinator",
    ("redesign", "available"): "operator",
    ("redesign", "in_use"): "coordinator",
    ("redesign", "recycling"): "coordinator",
    ("recycling", "available"): "coordinator",
    ("recycling", "redesign"): "coordinator",
}
BY_ARRIVAL = {("available", "in_use"), ("reserved", "in_use")}
BY_RESERVATION = {("available", "reserved"), ("in_use", "reserved"), ("reserved", "available"), ("reserved", "in_use")}
# What was sorted out is not refurbished before a coordinator has saved it, and what is reserved not before it is let go.
BY_REPAIR = {("in_use", "redesign"), ("available", "redesign"), ("redesign", "available"), ("redesign", "in_use")}
NEEDS_ROOM = {("available", "in_use"), ("redesign", "in_use")}
NEEDS_REASON = {("recycling", "available"), ("recycling", "redesign")}
CHANGES = [pair for pair in itertools.product(PURPOSES, PURPOSES) if pair[0] != pair[1]]


def refusal_of(*args, **kwargs):
    with pytest.raises(Refusal) as caught:
        check_change(*args, **kwargs)
    return caught.value


def test_the_purposes_sources_and_roles_are_those_of_the_process():
    assert purpose.PURPOSES == PURPOSES
    assert purpose.SOURCES == SOURCES
    assert purpose.ROLES == ROLES


def test_the_table_has_no_other_changes_than_the_list():
    assert set(purpose.TRANSITIONS) == set(BY_HAND) | BY_ARRIVAL | BY_RESERVATION | BY_REPAIR


@pytest.mark.parametrize("role", [None, *ROLES])
@pytest.mark.parametrize(("current", "wanted"), CHANGES)
def test_by_hand_each_role_may_do_what_the_list_says(current, wanted, role):
    roles = () if role is None else (role,)
    lowest = BY_HAND.get((current, wanted))
    if lowest is None:
        code = "follows_reservation" if "reserved" in (current, wanted) else "no_such_change"
        assert refusal_of(current, wanted, "hand", roles, "reason", True).code == code
    elif role is None or ROLES.index(role) < ROLES.index(lowest):
        refusal = refusal_of(current, wanted, "hand", roles, "reason", True)
        assert (refusal.code, refusal.role) == ("needs_role", lowest)
    else:
        assert check_change(current, wanted, "hand", roles, "reason", True) is True


@pytest.mark.parametrize(
    ("source", "legal"),
    [("import", set(BY_HAND)), ("arrival", BY_ARRIVAL), ("reservation", BY_RESERVATION), ("repair", BY_REPAIR)],
)
@pytest.mark.parametrize(("current", "wanted"), CHANGES)
def test_what_is_not_by_hand_needs_no_role_but_the_right_source(current, wanted, source, legal):
    if (current, wanted) in legal:
        assert check_change(current, wanted, source) is True
    else:
        code = "follows_reservation" if "reserved" in (current, wanted) else "no_such_change"
        assert refusal_of(current, wanted, source, ROLES, "reason", True).code == code


@pytest.mark.parametrize(("current", "wanted"), sorted(BY_HAND))
def test_in_use_by_hand_needs_a_room(current, wanted):
    arguments = (current, wanted, "hand", ("manager",), "reason")
    if (current, wanted) in NEEDS_ROOM:
        assert refusal_of(*arguments, in_room=False).code == "needs_room"
    else:
        assert check_change(*arguments, in_room=False) is True


@pytest.mark.parametrize("reason", ["", None, "  \t\n"])
@pytest.mark.parametrize(("current", "wanted"), sorted(BY_HAND))
def test_what_was_sorted_out_is_saved_only_with_a_reason(current, wanted, reason):
    arguments = (current, wanted, "hand", ("manager",), reason)
    if (current, wanted) in NEEDS_REASON:
        assert refusal_of(*arguments, in_room=True).code == "needs_reason"
    else:
        assert check_change(*arguments, in_room=True) is True


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("same", PURPOSES)
def test_the_same_purpose_is_no_change_for_anybody(same, source):
    assert check_change(same, same, source) is False


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("wanted", PURPOSES)
def test_what_has_no_purpose_never_gets_one_by_a_change(wanted, source):
    code = "follows_reservation" if wanted == "reserved" else "no_such_change"
    assert refusal_of(False, wanted, source, ROLES, "reason", True).code == code


@pytest.mark.parametrize("wanted", ["", None, False, "sold", "Reserved", "AVAILABLE", " available"])
def test_an_unknown_purpose_is_refused_before_anything_else(wanted):
    assert refusal_of("available", wanted, "nobody").code == "unknown_purpose"


@pytest.mark.parametrize("source", ["", None, "new", "Hand", "sudo"])
def test_an_unknown_source_is_refused_even_when_nothing_would_change(source):
    assert refusal_of("available", "available", source).code == "unknown_source"


@pytest.mark.parametrize("roles", [(), ("operator",), ("coordinator",), ("manager",), ROLES])
@pytest.mark.parametrize("current", [p for p in PURPOSES if p != "reserved"])
def test_nobody_types_reserved(current, roles):
    assert refusal_of(current, "reserved", "hand", roles, "reason", True).code == "follows_reservation"
    assert refusal_of("reserved", current, "hand", roles, "reason", True).code == "follows_reservation"


def test_a_higher_role_has_the_lower_ones():
    assert purpose.has_role(["manager"], "operator")
    assert purpose.has_role(["operator", "coordinator"], "coordinator")
    assert not purpose.has_role(["operator"], "coordinator")
    assert not purpose.has_role([], "operator")
