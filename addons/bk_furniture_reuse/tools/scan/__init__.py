"""What phones send and what becomes of it, in plain Python: the records' shape and the order in which they are taken."""

from .clean import UNREADABLE
from .order import joined, runs, stretches, take
from .shapes import (
    AGAIN,
    CONFLICT,
    DONE,
    READY,
    REFUSED,
    REVIEW,
    SENT_BACK,
    STATUSES,
    Outcome,
    Scan,
    ShapeError,
    is_number,
    is_uuid,
    read_datas,
    read_scans,
)

__all__ = [
    "AGAIN",
    "CONFLICT",
    "DONE",
    "READY",
    "REFUSED",
    "REVIEW",
    "SENT_BACK",
    "STATUSES",
    "UNREADABLE",
    "Outcome",
    "Scan",
    "ShapeError",
    "is_number",
    "is_uuid",
    "joined",
    "read_datas",
    "read_scans",
    "runs",
    "stretches",
    "take",
]
