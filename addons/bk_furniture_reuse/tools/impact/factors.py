"""Which factor holds for a piece at an event, when several are known. Plain Python, no Odoo.

The closest to the piece wins: a declaration (EPD) of its model, another factor of its model, its maker's factor for the type, the
municipality's own for the type, the standard type's. A declaration that has run out still describes the model that it was made
for, but as a good average and no more; any other factor that has run out is not used. Nor is one that did not hold yet.
"""

from dataclasses import dataclass
from datetime import date

MODEL, MAKER, CATEGORY, STANDARD = "model", "maker", "category", "standard"
OWNERS = (MODEL, MAKER, CATEGORY, STANDARD)
# a: a declaration of the product; b: average backed by one; c: average, second hand; d: few values; e: by mass, outside the headline.
GRADES = ("a", "b", "c", "d", "e")
MEASURED_GRADES = ("a", "b")


@dataclass(frozen=True)
class Candidate:
    """A factor that may hold: whose it is (one of ``OWNERS``), its grade, and its first and last day (None: open)."""

    id: int
    owner: str
    grade: str
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self):
        if self.owner not in OWNERS or self.grade not in GRADES:
            raise ValueError(f"no such factor: {self.owner!r} {self.grade!r}")


@dataclass(frozen=True)
class Choice:
    """The factor that holds, the grade it counts with, and whether it had run out."""

    candidate: Candidate
    grade: str
    expired: bool = False


def choose(candidates, on):
    """The factor that holds on the day ``on``, as a ``Choice``, or None.

    :param candidates: iterable of ``Candidate``, in any order
    """
    usable = filter(None, (_as_choice(candidate, on) for candidate in candidates))
    return min(usable, key=_by_closeness, default=None)


def _as_choice(candidate, on):
    if candidate.valid_from is not None and candidate.valid_from > on:
        return None
    if candidate.valid_to is None or candidate.valid_to >= on:
        return Choice(candidate, candidate.grade)
    if candidate.owner != MODEL:
        return None
    return Choice(candidate, max(candidate.grade, "b"), expired=True)


def _by_closeness(choice):
    """By owner, grade, not run out, the newest first day (none is the oldest), lowest id."""
    candidate = choice.candidate
    first_day = candidate.valid_from.toordinal() if candidate.valid_from else 0
    return (OWNERS.index(candidate.owner), choice.grade, choice.expired, -first_day, candidate.id)
