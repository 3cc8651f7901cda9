"""Did a piece that was put to use replace a purchase? The classes of answers and the rule for when nobody has answered.

A saving is only as real as the purchase that did not happen. How much of the production of a new piece counts is therefore set by
what is known about the alternative, not by the wish of who counts. Plain Python, no Odoo.
"""

from .arithmetic import Displacement

# A documented need, and the order or requisition that this piece closed.
PURCHASE_CANCELLED = "purchase_cancelled"
# A unit has stated its need and was given the piece instead.
NEED_STATED = "need_stated"
# It moved along with its user, and the project's budget says "buy new" as the alternative.
PROJECT_NEW = "project_new"
# It moved along with its user and nothing says what would have happened otherwise.
MOVED_ALONG = "moved_along"
# Given away or sold to somebody outside; on a line of its own in every report.
OUTSIDE = "outside"
# A stay between two places, as in temporary offices. It does not count.
TEMPORARY = "temporary"
CLASSES = (PURCHASE_CANCELLED, NEED_STATED, PROJECT_NEW, MOVED_ALONG, OUTSIDE, TEMPORARY)

# Share of a new piece that one reused piece replaces, as the method was first set. An edition may carry other figures.
FIRST_FIGURES = {
    PURCHASE_CANCELLED: Displacement(0.9, 1.0, 1.0),
    NEED_STATED: Displacement(0.5, 0.8, 1.0),
    PROJECT_NEW: Displacement(0.5, 0.8, 1.0),
    MOVED_ALONG: Displacement(0.0, 0.0, 0.5),
    OUTSIDE: Displacement(0.0, 0.5, 0.8),
}

INTERNAL, BOUGHT_USED, REFURBISHED, LEFT = "internal", "bought_used", "refurbished", "outside"
EVENT_KINDS = (INTERNAL, BOUGHT_USED, REFURBISHED, LEFT)


def default_class(event_kind, has_stated_need):
    """The class of an event about which nobody has answered: the most careful one that fits.

    Who buys a used piece has a need, or would not pay. Every other piece needs a need that was stated, or it merely moved along.

    :param event_kind: one of ``EVENT_KINDS``
    :param has_stated_need: whether a requisition, wish or reservation of the receiving unit stands behind the event
    """
    if event_kind not in EVENT_KINDS:
        raise ValueError(f"no kind of event: {event_kind!r}")
    if event_kind == LEFT:
        return OUTSIDE
    return NEED_STATED if has_stated_need or event_kind == BOUGHT_USED else MOVED_ALONG


def needs_evidence(code):
    """Whether an answer of this class must name its evidence: the order that was cancelled, the budget that says "buy new"."""
    if code not in CLASSES:
        raise ValueError(f"no class: {code!r}")
    return code in (PURCHASE_CANCELLED, PROJECT_NEW)


def counts(code):
    """Whether events of this class can claim at all."""
    if code not in CLASSES:
        raise ValueError(f"no class: {code!r}")
    return code != TEMPORARY
