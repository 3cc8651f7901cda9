"""One record of a phone's queue, and what became of it.

A phone makes its records without asking anybody: each has an id of its own, so that it may be sent any number of times, and a
number within its queue, so that the server takes them in the order in which they were made.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from .clean import TooMuchError, clean

# The record may be carried out; only a judgement, never the end of a record.
READY = "ready"
DONE, AGAIN, CONFLICT, REFUSED, REVIEW = "done", "again", "conflict", "refused", "review"
# A supervisor asks the person who made the record to do it again.
SENT_BACK = "sent_back"
STATUSES = (DONE, AGAIN, CONFLICT, REFUSED, REVIEW, SENT_BACK)

MOST_AT_ONCE = 200
# A judgement ahead of time changes nothing, so it may be asked for a whole day's list.
MOST_JUDGED = 1_000
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KIND = re.compile(r"[a-z][a-z_]{1,30}")
# A phone whose clock is wrong must not write into the future.
_CLOCK_SLACK = timedelta(minutes=5)


class ShapeError(ValueError):
    """A message that no phone of ours makes; nothing of it has been taken."""


@dataclass(frozen=True)
class Scan:
    """What somebody did with the phone.

    ``id`` was made on the phone, ``seq`` counts 1, 2, 3 ... in its queue, ``at`` is when it was done (UTC, without zone).
    ``readable`` is False when what it holds is more than anybody scans; it has no data then, and keeps its place in the queue.
    """

    id: str
    seq: int
    kind: str
    data: dict
    at: datetime
    readable: bool = True

    def chosen(self, choice):
        """The same record with what somebody chose when it was in conflict."""
        return replace(self, data={**self.data, "choice": choice})


@dataclass(frozen=True)
class Outcome:
    """What becomes of a record: ``status``, a ``code`` that the words are made from with ``values``, and what one may choose."""

    status: str
    code: str = ""
    values: dict = field(default_factory=dict)
    options: tuple = ()


def read_scans(records, now):
    """The records of a message, checked for shape and in the order of their numbers.

    :param records: list of dicts as the phone sends them
    :param now: the server's time, UTC without zone; later times are brought back to it
    :raise ShapeError: when one of them has not the shape of a record
    """
    if not isinstance(records, list) or len(records) > MOST_AT_ONCE:
        raise ShapeError(f"a list of at most {MOST_AT_ONCE} records is expected")
    return sorted((_read_scan(record, now) for record in records), key=lambda scan: scan.seq)


def is_uuid(text):
    """True for an id as phones make them: lower case, with hyphens."""
    return isinstance(text, str) and bool(_UUID.fullmatch(text))


def is_number(value):
    """True for a number from 1 that the database can keep: an id, or a place in the queue."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 - 1


def _read_scan(record, now):
    if not isinstance(record, dict):
        raise ShapeError("a record is a set of named values")
    scan_id, seq, kind, data = (record.get(name) for name in ("id", "seq", "kind", "data"))
    if not is_uuid(scan_id):
        raise ShapeError("a record's id is a uuid")
    if not is_number(seq):
        raise ShapeError("a record's number counts from 1")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise ShapeError("a record's kind is a word")
    if not isinstance(data, dict):
        raise ShapeError("a record's data are named values")
    at = _read_time(record.get("at"), now)
    try:
        return Scan(scan_id, seq, kind, clean(data), at)
    except TooMuchError:
        return Scan(scan_id, seq, kind, {}, at, readable=False)


def read_datas(datas, now):
    """Data without records, for a judgement ahead of time.

    :raise ShapeError: when it is no list of named values, or too much
    """
    if not isinstance(datas, list) or len(datas) > MOST_JUDGED or not all(isinstance(data, dict) for data in datas):
        raise ShapeError(f"a list of at most {MOST_JUDGED} sets of named values is expected")
    try:
        return [Scan(str(number), number, "", clean(data), now) for number, data in enumerate(datas, 1)]
    except TooMuchError as error:
        raise ShapeError("too much data") from error


def _read_time(text, now):
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo:
            at = at.astimezone(UTC).replace(tzinfo=None)
    except (TypeError, ValueError, OverflowError):
        raise ShapeError("a record's time is written as 2026-11-25T09:10:11Z") from None
    at = at.replace(microsecond=0)
    return now if at > now + _CLOCK_SLACK or at.year < 2000 else at
