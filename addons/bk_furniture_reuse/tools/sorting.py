"""Sorting a building: what a coordinator can decide about a piece, and what carrying it out does. Plain Python, no Odoo."""

from dataclasses import dataclass

from . import ends, purpose

KEEP, AVAILABLE, REDESIGN, RECYCLE, PASS_ON = "keep", "available", "redesign", "recycle", "pass_on"


@dataclass(frozen=True)
class Decision:
    """What is done with the piece: the ``purpose`` that it gets, and the kind of end that is proposed for it."""

    purpose: str | None = None
    end_kind: str | None = None


# In the order of the keys 1 to 5.
DECISIONS = {
    KEEP: Decision(purpose=purpose.IN_USE),
    AVAILABLE: Decision(purpose=purpose.AVAILABLE),
    REDESIGN: Decision(purpose=purpose.REDESIGN),
    RECYCLE: Decision(purpose=purpose.RECYCLING, end_kind=ends.RECYCLED),
    # Whether it is given or sold is settled in the proposal.
    PASS_ON: Decision(end_kind=ends.DONATED),
}


def purpose_wanted(decision, current, later=False):
    """The purpose that a piece gets, or None when it keeps the one that it has.

    :param decision: one of ``DECISIONS``
    :param current: the purpose now
    :param later: whether it becomes available on a day to come; it is in use until then
    """
    if decision == AVAILABLE and later and current == purpose.IN_USE:
        return None
    wanted = DECISIONS[decision].purpose
    return None if wanted == current else wanted
