"""A unit's consent to let go of its pieces: the table of legal answers. Plain Python, no Odoo.

Somebody asks; who answers for the unit gives or refuses; who asked, or the hold that ends, withdraws. A given consent can still be
taken back, by refusing, until the pieces have left. What has been refused or withdrawn is over: ask again.

Roles of the person who answers:

- ``responsible``: the person who answers for the owner unit.
- ``coordinator``: the reuse coordinator, in place of a responsible that the unit does not have.
- ``manager``: the furniture manager, in place of the responsible, with a reason.
- ``asker``: who asked.
- ``system``: what follows from something else.
"""

ASKED, GIVEN, REFUSED, WITHDRAWN = "asked", "given", "refused", "withdrawn"
RESPONSIBLE, COORDINATOR, MANAGER, ASKER, SYSTEM = "responsible", "coordinator", "manager", "asker", "system"

ANSWERING = frozenset({RESPONSIBLE, COORDINATOR, MANAGER})
TRANSITIONS = {
    (ASKED, GIVEN): ANSWERING,
    (ASKED, REFUSED): ANSWERING,
    (GIVEN, REFUSED): ANSWERING,
    (ASKED, WITHDRAWN): frozenset({ASKER, SYSTEM}),
    (GIVEN, WITHDRAWN): frozenset({SYSTEM}),
}


class Refusal(Exception):
    """An answer that the table does not allow; ``code``: ``no_such_answer``, ``not_yours`` or ``needs_reason``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def roles(is_responsible=False, has_responsible=True, is_coordinator=False, is_manager=False, is_asker=False):
    """The roles of a person towards one request."""
    found = set()
    if is_responsible:
        found.add(RESPONSIBLE)
    if is_coordinator and not has_responsible:
        found.add(COORDINATOR)
    if is_manager:
        found.add(MANAGER)
    if is_asker:
        found.add(ASKER)
    return frozenset(found)


def check_answer(state, wanted, roles, reason=""):
    """Raise ``Refusal`` when a person with ``roles`` may not bring a request from ``state`` to ``wanted``.

    Refusing needs a reason, and so does everything that somebody does in place of the unit's responsible.
    """
    allowed = TRANSITIONS.get((state, wanted))
    if allowed is None:
        raise Refusal("no_such_answer")
    able = allowed & roles
    if not able:
        raise Refusal("not_yours")
    in_place_of = wanted in (GIVEN, REFUSED) and able == {MANAGER}
    if (wanted == REFUSED or in_place_of) and not (reason or "").strip():
        raise Refusal("needs_reason")
