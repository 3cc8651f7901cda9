"""Who may take an end from where to where, what it means, and sums that add up."""

import itertools

import pytest

from bk_furniture_reuse.tools import ends, purpose


def allowed(kind, current, wanted, role, reason="because"):
    try:
        ends.check_step(kind, current, wanted, [role] if role else [], reason)
    except ends.Refusal as refusal:
        return refusal.code
    return True


def test_the_way_of_an_end():
    steps = {
        (was, now)
        for was, now in itertools.product(ends.STATES, ends.STATES)
        if allowed("recycled", was, now, "manager") is True
    }
    assert steps == {("draft", "decided"), ("decided", "done"), ("decided", "reversed"), ("done", "reversed")}


@pytest.mark.parametrize("kind", ends.KINDS)
def test_who_decides(kind):
    who = {role for role in purpose.ROLES if allowed(kind, "draft", "decided", role) is True}
    assert who == ({"manager"} if kind == "lost" else {"coordinator", "manager"})


@pytest.mark.parametrize("kind", ends.KINDS)
def test_who_carries_out_and_who_reverses(kind):
    assert all(allowed(kind, "decided", "done", role) is True for role in purpose.ROLES)
    assert allowed(kind, "decided", "done", None) == "needs_role"
    assert {role for role in purpose.ROLES if allowed(kind, "done", "reversed", role) is True} == {"manager"}


@pytest.mark.parametrize("reason", ["", " \n", None])
def test_deciding_and_reversing_need_a_reason(reason):
    for step in (("draft", "decided"), ("decided", "reversed"), ("done", "reversed")):
        assert allowed("lost", *step, "manager", reason) == "needs_reason"


def test_the_state_of_a_decision_follows_its_pieces():
    assert ends.state_of([]) == "draft"
    assert ends.state_of(["done", "decided"]) == "decided"
    assert ends.state_of(["done", "reversed"]) == "done"
    assert ends.state_of(["reversed", "reversed"]) == "reversed"


def test_an_end_means_something_only_once_it_is_carried_out():
    assert [ends.impact_of(kind, "done") for kind in ends.KINDS] == [
        "material",
        "reuse_outside",
        "reuse_outside",
        "nothing",
    ]
    assert {ends.impact_of(kind, state) for kind in ends.KINDS for state in ("draft", "decided", "reversed")} == {
        "nothing"
    }


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (20, [18, 6], [15, 5]),
        (100, [1, 1, 1], [33.34, 33.33, 33.33]),
        (0.01, [1, 1], [0.01, 0]),
        (10, [0, 0], [5, 5]),
        (10, [0, 1], [0, 10]),
        (0, [1, 2], [0, 0]),
        (10, [], []),
    ],
)
def test_sharing_out(total, weights, parts):
    assert ends.share(total, weights) == parts


def test_parts_always_add_up():
    for count, total in itertools.product((1, 3, 7, 300), (0.01, 1, 99.99, 1234.56)):
        parts = ends.share(total, [index % 5 for index in range(count)] if count > 1 else [3])
        assert round(sum(round(part * 100) for part in parts)) == round(total * 100)
        assert all(part >= 0 for part in parts)
