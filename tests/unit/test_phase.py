"""The table of legal changes of a phase's state: every pair of states, for every role, with and without a reason."""

import itertools

import pytest

from bk_procurement_phases.tools import phase
from bk_procurement_phases.tools.phase import Refusal, check_change

ROLES = {"nobody": (), "officer": ("officer",), "manager": ("officer", "manager")}
LEGAL = {
    ("planned", "open"): {"officer", "manager"},
    ("open", "closed"): {"officer", "manager"},
    ("closed", "open"): {"manager"},
}


@pytest.mark.parametrize(("current", "wanted"), itertools.product(phase.STATES, repeat=2))
@pytest.mark.parametrize("role", ROLES)
def test_every_pair(current, wanted, role):
    if current == wanted:
        assert check_change(current, wanted, ROLES[role], "why") is False
    elif role in LEGAL.get((current, wanted), ()):
        assert check_change(current, wanted, ROLES[role], "why") is True
    else:
        with pytest.raises(Refusal) as refusal:
            check_change(current, wanted, ROLES[role], "why")
        assert refusal.value.code == ("needs_role" if (current, wanted) in LEGAL else "no_such_change")


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_opening_again_needs_a_reason(reason):
    with pytest.raises(Refusal) as refusal:
        check_change("closed", "open", ROLES["manager"], reason)
    assert refusal.value.code == "needs_reason"
    assert check_change("planned", "open", ROLES["officer"], reason) is True


@pytest.mark.parametrize("wanted", ["", None, "cancelled", "OPEN"])
def test_unknown_states_are_refused(wanted):
    with pytest.raises(Refusal):
        check_change("planned", wanted, ROLES["manager"], "why")
    with pytest.raises(Refusal):
        check_change(wanted, wanted, ROLES["manager"], "why")


def test_phases_come_in_the_order_of_the_ladder():
    assert phase.KINDS == ("reuse", "used", "new")
