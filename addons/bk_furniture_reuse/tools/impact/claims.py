"""Which events of one piece claim a saving. One piece, one claim for each life, and no year of service twice.

A piece moves often. Six moves are not six savings: until it is refurbished it lives one life, and only the event that is best documented
claims that life. A refurbishment begins a new life, but years that an earlier claim still covers are not claimed again.
The answer follows from the events alone, in whatever order they are told. Plain Python, no Odoo.
"""

import datetime
from dataclasses import dataclass

from .displacement import CLASSES, MOVED_ALONG, NEED_STATED, OUTSIDE, PROJECT_NEW, PURCHASE_CANCELLED, counts

KEPT_DAYS = 30
DAYS_A_YEAR = 365.25

# The best documented first.
RANKS = {PURCHASE_CANCELLED: 0, NEED_STATED: 1, PROJECT_NEW: 1, OUTSIDE: 2, MOVED_ALONG: 3}

# Why an event does not count, or not yet.
IS_TEMPORARY, WITHDRAWN, LEFT_EARLY, WAITING = "temporary", "withdrawn", "left_early", "waiting"


@dataclass(frozen=True)
class Event:
    """The piece was put to use on ``date`` and stood there until ``left_on``, or stands there still (None).

    ``refurbishments`` is the number of refurbishments done to the piece up to the event, which numbers its lives.
    """

    id: int
    date: datetime.date
    displacement: str
    left_on: datetime.date | None = None
    refurbishments: int = 0
    withdrawn: bool = False

    def __post_init__(self):
        if self.displacement not in CLASSES:
            raise ValueError(f"no class: {self.displacement!r}")


@dataclass(frozen=True)
class Claim:
    """An event claims the years of service ``years`` (None when not known) in the piece's life number ``life``."""

    life: int
    years: float | None


def why_not(event, now=None):
    """Why an event does not count, or None when it does.

    :param now: with a moment, an event whose piece has not stood there long enough yet is ``waiting``; without, it counts
    """
    if event.withdrawn:
        return WITHDRAWN
    if not counts(event.displacement):
        return IS_TEMPORARY
    enough = event.date + datetime.timedelta(days=KEPT_DAYS)
    if event.left_on is not None:
        return None if event.left_on >= enough else LEFT_EARLY
    return WAITING if now is not None and now < enough else None


def claims(events, life_years):
    """The claims of one piece as ``{event id: Claim}``.

    A later claim's years run from where the earlier ones end. With claims of ten years made in year 0, 5 and 8, the first covers the
    years up to 10, the second those from 10 to 15, the third those from 15 to 18: 10, 5 and 3 years.

    :param events: iterable of ``Event``, all of one piece
    :param life_years: ``{event id: years}``, the life that the piece had left at each event; None when not known
    """
    best = {}
    for event in events:
        if why_not(event) is None:
            best[event.refurbishments] = min(event, best.get(event.refurbishments, event), key=_by_documentation)
    claimed = {}
    covered_until = None
    for event in sorted(best.values(), key=lambda chosen: (_days(chosen.date), chosen.id)):
        years = life_years.get(event.id)
        if years is not None:
            start, end = _days(event.date), _days(event.date) + years * DAYS_A_YEAR
            if covered_until is not None and covered_until > start:
                years = max(0.0, end - covered_until) / DAYS_A_YEAR
            covered_until = end if covered_until is None else max(covered_until, end)
        claimed[event.id] = Claim(event.refurbishments, years)
    return claimed


def _by_documentation(event):
    return (RANKS[event.displacement], _days(event.date), event.id)


def _days(moment):
    """Days since the beginning of the calendar, with the time of day as a fraction."""
    days = moment.toordinal()
    if isinstance(moment, datetime.datetime):
        days += (moment - moment.replace(hour=0, minute=0, second=0, microsecond=0)) / datetime.timedelta(days=1)
    return days
