"""The phases of a furnishing project and the table of legal changes of their state.

The order *reuse, buy used, buy new* is the municipality's own: new is bought only for what the first two left open. Phases may
overlap in time, so the states of the three are independent of each other.

Plain Python, no Odoo.
"""

from dataclasses import dataclass

REUSE, USED, NEW = "reuse", "used", "new"
KINDS = (REUSE, USED, NEW)

PLANNED, OPEN, CLOSED = "planned", "open", "closed"
STATES = (PLANNED, OPEN, CLOSED)

# Roles in rising order; a higher role may do what a lower one may.
OFFICER, MANAGER = "officer", "manager"
ROLES = (OFFICER, MANAGER)


@dataclass(frozen=True)
class Rule:
    """Who may make one change."""

    role: str
    needs_reason: bool = False


TRANSITIONS = {
    (PLANNED, OPEN): Rule(OFFICER),
    (OPEN, CLOSED): Rule(OFFICER),
    # What was closed has had consequences: somebody must answer for opening it again.
    (CLOSED, OPEN): Rule(MANAGER, needs_reason=True),
}


class Refusal(Exception):
    """A change that the table does not allow; ``code`` says why: ``no_such_change``, ``needs_role`` (``role``), ``needs_reason``."""

    def __init__(self, code, role=None):
        super().__init__(code)
        self.code, self.role = code, role


def check_change(current, wanted, roles=(), reason=""):
    """Return True when a change is needed and legal, False when nothing changes.

    :param current: the state now
    :param wanted: the state wanted
    :param roles: the person's roles
    :param reason: the person's reason in words
    :raise Refusal: when the table does not allow it
    """
    if current == wanted and wanted in STATES:
        return False
    rule = TRANSITIONS.get((current, wanted))
    if rule is None:
        raise Refusal("no_such_change")
    if not any(ROLES.index(role) >= ROLES.index(rule.role) for role in roles):
        raise Refusal("needs_role", rule.role)
    if rule.needs_reason and not (reason or "").strip():
        raise Refusal("needs_reason")
    return True
