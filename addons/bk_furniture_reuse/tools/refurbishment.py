"""What may happen to a refurbishment, what it costs, when its piece is free again, and whether a rebuilding can be true.

The states are those of Odoo's repair order. Plain Python, no Odoo.
"""

DRAFT, CONFIRMED, UNDER_REPAIR, DONE, CANCEL = "draft", "confirmed", "under_repair", "done", "cancel"
# While an order is in one of these, its piece has no other.
OPEN = (DRAFT, CONFIRMED, UNDER_REPAIR)

TRANSITIONS = frozenset(
    (
        (DRAFT, CONFIRMED),
        (DRAFT, UNDER_REPAIR),
        (CONFIRMED, UNDER_REPAIR),
        (UNDER_REPAIR, DONE),
        (DRAFT, CANCEL),
        (CONFIRMED, CANCEL),
        (UNDER_REPAIR, CANCEL),
        (CANCEL, DRAFT),
    )
)


def may_become(current, wanted):
    """Whether an order in state ``current`` may become ``wanted``; staying as it is is no change and always allowed."""
    return current == wanted or (current, wanted) in TRANSITIONS


def total_cost(hours, hour_price, parts, external):
    """What a refurbishment costs in all (NOK): working hours, parts and what others are paid."""
    return round((hours or 0) * (hour_price or 0) + (parts or 0) + (external or 0), 2)


def free_from(purpose, available_from, today):
    """The first day on which somebody can have a piece, or False when nobody knows.

    A day that has passed counts for a piece that is available, and says nothing for one that is still in use or at a workshop: it is late.

    :param purpose: what the piece is for now
    :param available_from: the day that was promised, or None
    """
    if purpose == "available":
        return max(available_from or today, today)
    if purpose in ("in_use", "redesign") and available_from and available_from > today:
        return available_from
    return False


def excess_weight(sources, parts, results):
    """By how much (kg) the results of a rebuilding are heavier than what went into it; 0 when they are not, or nobody knows.

    :param sources: weights of the pieces that went into it, 0 where it is not known
    :param parts: weight of what was added
    :param results: weights of the pieces that came out of it
    """
    if not sources or not all(sources):
        return 0
    return max(0, round(sum(results) - sum(sources) - (parts or 0), 2))
