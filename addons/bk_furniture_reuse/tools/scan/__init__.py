"""What phones send and what becomes of it, in plain Python: the records' shape and the order in which they are taken."""

from .order import runs, take
from .shapes import (
    AGAIN,
    CONFLICT,
    DONE,
    READY,
    REFUSED,
    REVIEW,
    STATUSES,
    Outcome,
    Scan,
    ShapeError,
    read_scans,
)

__all__ = [
    "AGAIN",
    "CONFLICT",
    "DONE",
    "READY",
    "REFUSED",
    "REVIEW",
    "STATUSES",
    "Outcome",
    "Scan",
    "ShapeError",
    "read_scans",
    "runs",
    "take",
]
