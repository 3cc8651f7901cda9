"""How pieces leave for good: the kinds of end, who decides them, the legal steps, and what an end means for the impact ledger.

A *decision* covers many pieces. Each of its pieces goes through the same steps: proposed (``draft``), ``decided``, carried out
(``done``), and, when it was wrong, ``reversed``. Nothing is carried out that nobody has decided, and what is reversed stays
written down. Plain Python, no Odoo.
"""

from dataclasses import dataclass

from .purpose import COORDINATOR, MANAGER, OPERATOR, has_role

RECYCLED, DONATED, SOLD, LOST = "recycled", "donated", "sold", "lost"
KINDS = (RECYCLED, DONATED, SOLD, LOST)

DRAFT, DECIDED, DONE, REVERSED = "draft", "decided", "done", "reversed"
STATES = (DRAFT, DECIDED, DONE, REVERSED)
# While one of these lasts, the piece cannot be part of another end.
ACTIVE = (DRAFT, DECIDED, DONE)

# Who decides; a higher role may do what a lower one may.
DECIDERS = {RECYCLED: COORDINATOR, DONATED: COORDINATOR, SOLD: COORDINATOR, LOST: MANAGER}
# Kinds that hand the pieces over to somebody outside.
HANDED_OVER = (DONATED, SOLD)

# What the impact ledger may make of an end. Words, no figures: the ledger alone computes.
MATERIAL, REUSE_OUTSIDE, NOTHING = "material", "reuse_outside", "nothing"
IMPACT = {RECYCLED: MATERIAL, DONATED: REUSE_OUTSIDE, SOLD: REUSE_OUTSIDE, LOST: NOTHING}


@dataclass(frozen=True)
class Step:
    """One legal step; ``role`` None means the role that decides ends of the kind."""

    role: str | None
    needs_reason: bool = False


TRANSITIONS = {
    (DRAFT, DECIDED): Step(None, needs_reason=True),
    (DECIDED, DONE): Step(OPERATOR),
    # Taken back before anything has left.
    (DECIDED, REVERSED): Step(None, needs_reason=True),
    (DONE, REVERSED): Step(MANAGER, needs_reason=True),
}


class Refusal(Exception):
    """A step that the table does not allow. ``code``: ``no_such_step``, ``needs_role`` (see ``role``) or ``needs_reason``."""

    def __init__(self, code, role=None):
        super().__init__(code)
        self.code, self.role = code, role


def check_step(kind, current, wanted, roles, reason=""):
    """Whether a person with ``roles`` may take an end of ``kind`` from ``current`` to ``wanted``.

    :raise Refusal: when the table does not allow it
    """
    step = TRANSITIONS.get((current, wanted))
    if step is None:
        raise Refusal("no_such_step")
    role = step.role or DECIDERS[kind]
    if not has_role(roles, role):
        raise Refusal("needs_role", role)
    if step.needs_reason and not (reason or "").strip():
        raise Refusal("needs_reason")


def state_of(states):
    """The state of a decision whose pieces are in ``states``: the least advanced of those that have not been reversed."""
    left = [state for state in states if state != REVERSED]
    if not left:
        return REVERSED if states else DRAFT
    return min(left, key=STATES.index)


def impact_of(kind, state):
    """What an end means for the impact ledger; an end that is not carried out means nothing yet, a reversed one no longer."""
    return IMPACT[kind] if state == DONE else NOTHING


def share(total, weights, digits=2):
    """Share ``total`` out in proportion to ``weights``, in steps of ``10 ** -digits``, so that the parts add up exactly.

    Without any weight all parts are equal. What rounding leaves over goes to the largest remainders, first ones first.
    """
    if not weights:
        return []
    if not sum(weights):
        weights = [1] * len(weights)
    unit, whole = 10**digits, sum(weights)
    units = round(total * unit)
    exact = [units * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[: units - sum(parts)]:
        parts[index] += 1
    return [part / unit for part in parts]
