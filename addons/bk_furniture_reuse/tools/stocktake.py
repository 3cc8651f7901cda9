"""The states of a stock-take, the table of legal changes between them, and what a scan means.

A stock-take is prepared (``draft``), counted (``counting``), perhaps counted again where the count differs (``second``), ready to
be closed (``to_close``) and ``closed``, or ``cancelled``. Only closing changes stock, so only closing needs the manager.

Plain Python, no Odoo.
"""

from dataclasses import dataclass

DRAFT, COUNTING, SECOND, TO_CLOSE, CLOSED, CANCELLED = (
    "draft", "counting", "second", "to_close", "closed", "cancelled",
)  # fmt: skip
STATES = (DRAFT, COUNTING, SECOND, TO_CLOSE, CLOSED, CANCELLED)
# While somebody may scan; while it can still be worked on; for ever.
OPEN = (COUNTING, SECOND)
ENDED = (CLOSED, CANCELLED)

# Roles in rising order; a higher role may do what a lower one may.
COORDINATOR, MANAGER = "coordinator", "manager"
ROLES = (COORDINATOR, MANAGER)

TRANSITIONS = {
    (DRAFT, COUNTING): COORDINATOR,
    (DRAFT, CANCELLED): COORDINATOR,
    (COUNTING, SECOND): COORDINATOR,
    (COUNTING, TO_CLOSE): COORDINATOR,
    (COUNTING, CANCELLED): COORDINATOR,
    (SECOND, TO_CLOSE): COORDINATOR,
    (SECOND, CANCELLED): COORDINATOR,
    # Somebody remembers a room: the count of the last round goes on.
    (TO_CLOSE, COUNTING): COORDINATOR,
    (TO_CLOSE, SECOND): COORDINATOR,
    (TO_CLOSE, CANCELLED): COORDINATOR,
    (TO_CLOSE, CLOSED): MANAGER,
}

# What a stock-take says of a piece or code. ``expected``: nobody has said anything yet.
EXPECTED, FOUND, MISSING, WRONG_ROOM, UNKNOWN, UNEXPECTED = (
    "expected", "found", "missing", "wrong_room", "unknown", "unexpected",
)  # fmt: skip
RESULTS = (EXPECTED, FOUND, MISSING, WRONG_ROOM, UNKNOWN, UNEXPECTED)
DIFFERENCES = (MISSING, WRONG_ROOM, UNKNOWN, UNEXPECTED)


class Refusal(Exception):
    """A change that the table does not allow; ``code`` says why: ``no_such_change`` or ``needs_role`` (``role``)."""

    def __init__(self, code, role=None):
        super().__init__(code)
        self.code, self.role = code, role


def check_change(current, wanted, roles=()):
    """Return True when a change is needed and legal, False when nothing changes.

    :param current: the state now
    :param wanted: the state wanted
    :param roles: the person's roles
    :raise Refusal: when the table does not allow it
    """
    if current == wanted and wanted in STATES:
        return False
    role = TRANSITIONS.get((current, wanted))
    if role is None:
        raise Refusal("no_such_change")
    if not any(ROLES.index(own) >= ROLES.index(role) for own in roles if own in ROLES):
        raise Refusal("needs_role", role)
    return True


@dataclass(frozen=True)
class Place:
    """A place as the path of ids from the outermost location to itself; empty for nowhere."""

    path: tuple = ()

    @classmethod
    def of(cls, parent_path):
        """From Odoo's ``parent_path``, ``"1/7/23/"``."""
        return cls(tuple(int(part) for part in (parent_path or "").split("/") if part))

    def is_in(self, other):
        """Whether this place is ``other`` or inside it: a shelf in a room is in the room."""
        return bool(other.path) and self.path[: len(other.path)] == other.path

    def nearest(self, ids):
        """The innermost of the places ``ids`` that this one is or stands in, or None."""
        return next((place_id for place_id in reversed(self.path) if place_id in ids), None)


def judge(home, found):
    """What it means that a known piece was scanned in the place ``found``.

    :param home: where stock says that it stands now (``Place``, empty when it is not in stock)
    :param found: where it was scanned (``Place``)
    """
    if not home.path:
        return UNEXPECTED
    return FOUND if home.is_in(found) else WRONG_ROOM


@dataclass(frozen=True)
class Count:
    """What one round of counting said of a piece."""

    result: str
    place: int | None = None


def settle(first, second, done_rooms):
    """The result that stands after a second count: the last one, where somebody really counted again.

    :param first: what the first count said (``Count``)
    :param second: what the second count said so far (``Count``)
    :param done_rooms: ids of the rooms that the second count has finished
    :return: the ``Count`` that stands
    """
    if second.result == EXPECTED:
        return first
    if second.result == MISSING and first.place and first.place not in done_rooms:
        return first  # nobody went back to where it was seen the first time
    return second
