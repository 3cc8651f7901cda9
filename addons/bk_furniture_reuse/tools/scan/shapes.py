"""One record of a phone's queue, and what became of it.

A phone makes its records without asking anybody: each has an id of its own, so that it may be sent any number of times, and a
number within its queue, so that the server takes them in the order in which they were made.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

# The record may be carried out; only a judgement, never the end of a record.
READY = "ready"
DONE, AGAIN, CONFLICT, REFUSED, REVIEW = "done", "again", "conflict", "refused", "review"
STATUSES = (DONE, AGAIN, CONFLICT, REFUSED, REVIEW)

MOST_AT_ONCE = 200
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
    """

    id: str
    seq: int
    kind: str
    data: dict
    at: datetime

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


def _read_scan(record, now):
    if not isinstance(record, dict):
        raise ShapeError("a record is a set of named values")
    scan_id, seq, kind, data = (record.get(name) for name in ("id", "seq", "kind", "data"))
    if not is_uuid(scan_id):
        raise ShapeError("a record's id is a uuid")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 < seq < 2**31:
        raise ShapeError("a record's number counts from 1")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise ShapeError("a record's kind is a word")
    if not isinstance(data, dict):
        raise ShapeError("a record's data are named values")
    return Scan(scan_id, seq, kind, data, _read_time(record.get("at"), now))


def _read_time(text, now):
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise ShapeError("a record's time is written as 2026-11-25T09:10:11Z") from None
    if at.tzinfo:
        at = at.astimezone(UTC).replace(tzinfo=None)
    at = at.replace(microsecond=0)
    return now if at > now + _CLOCK_SLACK or at.year < 2000 else at
