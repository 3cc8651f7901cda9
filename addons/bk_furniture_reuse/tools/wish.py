"""What follows for a wish from its numbers, and which pieces to propose for it. Plain Python, no Odoo.

A wish is ``open`` until pieces are secured for it (held or delivered by its reservations), ``partly`` met while some are, ``met``
when all are. It may be closed before that: ``withdrawn`` by its owner, ``expired`` when its date has passed. The state is never
typed: ``state_of`` says it, so it cannot disagree with what is reserved.
"""

OPEN, PARTLY, MET, WITHDRAWN, EXPIRED = "open", "partly", "met", "withdrawn", "expired"
WAITING = (OPEN, PARTLY)
CLOSED = (WITHDRAWN, EXPIRED)


def state_of(closed, quantity, secured):
    """The state of a wish.

    :param closed: ``withdrawn``, ``expired`` or empty
    :param quantity: how many pieces are wished for
    :param secured: how many are held or delivered
    """
    if secured >= quantity:
        return MET
    if closed:
        return closed
    return PARTLY if secured else OPEN


def words_of(text):
    """The words that must all be found, in lower case, each once, in the order they were written."""
    return list(dict.fromkeys((text or "").replace(",", " ").replace(";", " ").lower().split()))


def proposal(pieces, wanted, alike=False, model=None, building=None):
    """Which of the fitting pieces to propose, best first.

    :param pieces: list of (piece, model, condition, building)
    :param wanted: how many are still missing
    :param alike: all of one model, or nothing: a set that cannot be made whole is no set
    :param model: for a set that has been begun, the model it must go on with
    :param building: where they are going; pieces that stand there already go first, then models with enough of them
    :return: the pieces, at most ``wanted``
    """
    counts = {}
    for _piece, piece_model, _condition, _building in pieces:
        counts[piece_model] = counts.get(piece_model, 0) + 1

    def key(row):
        piece, piece_model, condition, piece_building = row
        enough = min(counts[piece_model], wanted)
        return piece_building != building, -enough, piece_model, condition or "z", piece

    if alike:
        rows = alike_only(pieces, wanted, model)
        if not rows:
            return []
        near = {}
        for _piece, piece_model, _condition, piece_building in rows:
            near[piece_model] = near.get(piece_model, 0) + (piece_building == building)
        best = min(near, key=lambda name: (-min(near[name], wanted), -counts[name], name))
        pieces = [row for row in rows if row[1] == best]
    return [row[0] for row in sorted(pieces, key=key)[:wanted]]


def alike_only(rows, wanted, model=None):
    """Those of ``rows`` (anything whose second part is the model) that can make a whole set of one model."""
    counts = {}
    for row in rows:
        counts[row[1]] = counts.get(row[1], 0) + 1
    return [row for row in rows if (row[1] == model if model else counts[row[1]] >= wanted)]
