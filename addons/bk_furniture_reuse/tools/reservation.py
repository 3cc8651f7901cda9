"""The states of a reservation, who may change them, and the order of the queue. Plain Python, no Odoo.

A reservation asks for given pieces or for so many of a model. ``requested`` waits for the coordinator, ``queued`` was granted
but nothing is free yet, ``held`` has pieces that Odoo holds in stock. It ends ``fulfilled`` (delivered), ``released`` (let go by
the coordinator), ``expired`` (its time ran out), ``refused`` or ``cancelled`` (by who asked).

A change is legal when the table has a rule for (from, to) that names the actor: ``requester`` (who asked), ``coordinator``,
or ``system`` (what follows from stock, from time, or from the rule for approval).
"""

from dataclasses import dataclass

DRAFT, REQUESTED, QUEUED, HELD = "draft", "requested", "queued", "held"
FULFILLED, RELEASED, EXPIRED, REFUSED, CANCELLED = "fulfilled", "released", "expired", "refused", "cancelled"
OPEN = (REQUESTED, QUEUED, HELD)
ENDED = (FULFILLED, RELEASED, EXPIRED, REFUSED, CANCELLED)

REQUESTER, COORDINATOR, SYSTEM = "requester", "coordinator", "system"


@dataclass(frozen=True)
class Rule:
    """Who may make one change, and whether they must say why."""

    actors: frozenset
    needs_reason: bool = False


def _by(*actors, needs_reason=False):
    return Rule(frozenset(actors), needs_reason)


TRANSITIONS = {
    (DRAFT, REQUESTED): _by(REQUESTER, COORDINATOR),
    (DRAFT, HELD): _by(SYSTEM),  # a register that says "reserved"
    (DRAFT, CANCELLED): _by(REQUESTER, COORDINATOR),
    (REQUESTED, HELD): _by(COORDINATOR, SYSTEM),
    (REQUESTED, QUEUED): _by(COORDINATOR, SYSTEM),
    (REQUESTED, REFUSED): _by(COORDINATOR, needs_reason=True),
    (REQUESTED, CANCELLED): _by(REQUESTER, COORDINATOR),
    (QUEUED, HELD): _by(SYSTEM),
    (QUEUED, REFUSED): _by(COORDINATOR, needs_reason=True),
    (QUEUED, CANCELLED): _by(REQUESTER, COORDINATOR),
    (QUEUED, EXPIRED): _by(SYSTEM),
    (HELD, FULFILLED): _by(SYSTEM),
    (HELD, QUEUED): _by(SYSTEM),  # its last piece is gone, and it still waits for others
    (HELD, RELEASED): _by(COORDINATOR, SYSTEM),
    (HELD, EXPIRED): _by(SYSTEM),
    (HELD, CANCELLED): _by(REQUESTER, COORDINATOR),
    # Whoever clarifies a reservation may give it pieces again.
    (RELEASED, HELD): _by(SYSTEM),
    (EXPIRED, HELD): _by(SYSTEM),
}


class Refusal(Exception):
    """A change that the table does not allow. Codes: ``no_such_change``, ``not_yours``, ``needs_reason``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def check_change(current, wanted, actors, reason=""):
    """Return True when a change is needed and legal, False when nothing changes.

    :param actors: what the person is to this reservation, any of the three
    :raise Refusal: when the table does not allow it
    """
    if current == wanted:
        return False
    rule = TRANSITIONS.get((current, wanted))
    if rule is None:
        raise Refusal("no_such_change")
    if rule.actors.isdisjoint(actors):
        raise Refusal("not_yours")
    if rule.needs_reason and SYSTEM not in actors and not (reason or "").strip():
        raise Refusal("needs_reason")
    return True


def queue_key(priority, needed_by, asked_on, number):
    """Where a reservation stands in the queue: smaller is served first.

    First by priority (a digit as text, higher first), then by when it is needed (no date last), then by when it was asked for.
    """
    return -int(priority or 0), (needed_by is None or not needed_by, needed_by or None), asked_on, number


def suits(ask_condition, ask_colour, condition, colour):
    """Whether a piece is what was asked for: at least as good as ``ask_condition`` (a is best), and of ``ask_colour``.

    A piece that nobody has graded is not known to be good enough.
    """
    good = not ask_condition or bool(condition and condition <= ask_condition)
    return good and (not ask_colour or ask_colour == colour)


def share_out(asks, pieces, barred=None):
    """Share free pieces out to open asks, in the queue's order.

    :param asks: list of (ask, number still wanted, product, given piece or None, condition, colour, building), in the order of the queue
    :param pieces: list of (piece, product, condition, colour, building)
    :param barred: {ask: pieces that it may not have}
    :return: {ask: [pieces]}; pieces of the wanted building go first, then those in the best condition
    """
    by_product = {}
    for piece in sorted(pieces, key=lambda row: (row[2] or "z", row[0])):
        by_product.setdefault(piece[1], []).append(piece)
    shared = {}
    for ask, wanted, product, given, condition, colour, building in asks:
        barred_here = (barred or {}).get(ask, ())
        free = by_product.get(product, [])
        fitting = [
            piece
            for piece in free
            if piece[0] not in barred_here
            and (piece[0] == given if given else suits(condition, colour, piece[2], piece[3]))
        ]
        fitting.sort(key=lambda piece: piece[4] != building)  # stable: the rest of the order stays
        taken = fitting[:wanted]
        if taken:
            shared[ask] = [piece[0] for piece in taken]
            by_product[product] = [piece for piece in free if piece not in taken]
    return shared
