"""The purposes of a piece and the table of legal changes between them.

The five purposes are those of the municipality's own process: in use, available, reserved, redesign, recycling. The table
is the only place that says who may change what; the Odoo model, the scan page, imports and the API all ask it.

A change is legal when the table has a rule for (from, to) that allows the *source* of the change. Sources:

- ``hand``: a person presses a button or edits a list; needs at least the role that the rule names.
- ``import``: a corrected register says so; the same changes as a coordinator may make by hand.
- ``arrival``: the piece was moved to a room by a stock move.
- ``reservation``: a reservation took hold of the piece, or let go of it.
- ``repair``: a refurbishment was started, ended or called off.

``reserved`` is never typed: it follows from a reservation. Plain Python, no Odoo.
"""

from dataclasses import dataclass

IN_USE, AVAILABLE, RESERVED, REDESIGN, RECYCLING = "in_use", "available", "reserved", "redesign", "recycling"
PURPOSES = (IN_USE, AVAILABLE, RESERVED, REDESIGN, RECYCLING)

HAND, IMPORT, ARRIVAL, RESERVATION, REPAIR = "hand", "import", "arrival", "reservation", "repair"
SOURCES = (HAND, IMPORT, ARRIVAL, RESERVATION, REPAIR)

# Roles in rising order; a higher role may do what a lower one may.
OPERATOR, COORDINATOR, MANAGER = "operator", "coordinator", "manager"
ROLES = (OPERATOR, COORDINATOR, MANAGER)


@dataclass(frozen=True)
class Rule:
    """Who or what may make one change; ``role`` is None when no person may make it by hand."""

    role: str | None = None
    sources: frozenset = frozenset()
    needs_reason: bool = False
    needs_room: bool = False


def _by(role, *sources, **kwargs):
    return Rule(role=role, sources=frozenset((HAND, IMPORT, *sources)), **kwargs)


def _only(*sources):
    return Rule(sources=frozenset(sources))


TRANSITIONS = {
    (IN_USE, AVAILABLE): _by(OPERATOR),
    (IN_USE, REDESIGN): _by(OPERATOR, REPAIR),
    (IN_USE, RECYCLING): _by(COORDINATOR),
    (AVAILABLE, IN_USE): _by(COORDINATOR, ARRIVAL, needs_room=True),
    (AVAILABLE, RESERVED): _only(RESERVATION),
    (AVAILABLE, REDESIGN): _by(OPERATOR, REPAIR),
    (AVAILABLE, RECYCLING): _by(COORDINATOR),
    # In use until a date, and already promised to somebody: the register of a survey has such pieces.
    (IN_USE, RESERVED): _only(RESERVATION),
    (RESERVED, AVAILABLE): _only(RESERVATION),
    (RESERVED, IN_USE): _only(RESERVATION, ARRIVAL),
    (REDESIGN, AVAILABLE): _by(OPERATOR, REPAIR),
    (REDESIGN, IN_USE): _by(COORDINATOR, REPAIR, needs_room=True),
    (REDESIGN, RECYCLING): _by(COORDINATOR),
    # What was sorted out may be saved, but somebody must answer for it.
    (RECYCLING, AVAILABLE): _by(COORDINATOR, needs_reason=True),
    (RECYCLING, REDESIGN): _by(COORDINATOR, needs_reason=True),
}


class Refusal(Exception):
    """A change that the table does not allow; ``code`` says why.

    Codes: ``unknown_purpose``, ``unknown_source``, ``no_such_change``, ``follows_reservation``, ``needs_role``, ``needs_reason``,
    ``needs_room``. ``role`` is the role that would have been enough, for ``needs_role``.
    """

    def __init__(self, code, role=None):
        super().__init__(code)
        self.code, self.role = code, role


def has_role(roles, wanted):
    """True when one of ``roles`` is ``wanted`` or a higher one."""
    return any(ROLES.index(role) >= ROLES.index(wanted) for role in roles)


def check_change(current, wanted, source, roles=(), reason="", in_room=False):
    """Return True when a change is needed and legal, False when nothing changes.

    :param current: the purpose now
    :param wanted: the purpose wanted
    :param source: one of ``SOURCES``
    :param roles: the person's roles, for changes by hand
    :param reason: the person's reason in words
    :param in_room: whether the piece stands in a room or zone
    :raise Refusal: when the table does not allow it
    """
    if wanted not in PURPOSES:
        raise Refusal("unknown_purpose")
    if source not in SOURCES:
        raise Refusal("unknown_source")
    if current == wanted:
        return False
    rule = TRANSITIONS.get((current, wanted))
    if rule is None or source not in rule.sources:
        if RESERVED in (current, wanted):
            raise Refusal("follows_reservation")
        raise Refusal("no_such_change")
    if source == HAND:
        if not has_role(roles, rule.role):
            raise Refusal("needs_role", rule.role)
        if rule.needs_room and not in_room:
            raise Refusal("needs_room")
        if rule.needs_reason and not (reason or "").strip():
            raise Refusal("needs_reason")
    return True
