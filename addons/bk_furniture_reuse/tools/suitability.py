"""Which pieces may stand where: the tags of a piece against the rules of a place.

A tag is something that is so of a piece ("washable"), either from its model or from what somebody has said of the piece itself.
A place requires some tags and forbids others. A tag that runs out (an electrical check) does not count from the day after its last day.
A tag may concern some furniture types only: nobody asks a cupboard for its electrical check.

Plain Python, no Odoo. Records are named by their ids.
"""

from dataclasses import dataclass

REQUIRES, FORBIDS = "requires", "forbids"


@dataclass(frozen=True)
class Fact:
    """What was said of one piece: it has the tag ``tag``, or has not; ``until`` is the last day that this holds, or None."""

    tag: int
    has: bool = True
    until: object = None


@dataclass(frozen=True)
class Piece:
    """A piece with its tags; ``types`` are its furniture type and all types around it."""

    id: int
    tags: frozenset = frozenset()
    types: frozenset = frozenset()


@dataclass(frozen=True)
class Breach:
    """One rule of a place that pieces break: ``kind`` is ``requires`` (they lack the tag) or ``forbids`` (they have it)."""

    kind: str
    tag: int
    pieces: tuple


def effective_tags(model_tags, facts, today):
    """The tags that hold for a piece: those of its model, less and more what was said of the piece itself.

    :param model_tags: ids of tags
    :param facts: list of ``Fact``, at most one for each tag
    :param today: the day that is asked about
    """
    tags = set(model_tags)
    for fact in facts:
        if fact.has and (fact.until is None or fact.until >= today):
            tags.add(fact.tag)
        else:
            tags.discard(fact.tag)
    return frozenset(tags)


def place_rules(path, requires, forbids):
    """The rules of a place with those of everything around it, as two sets of tags.

    :param path: ids of the place and of all places around it
    :param requires: ``{place id: ids of tags}``
    :param forbids: ``{place id: ids of tags}``
    """
    return (
        frozenset(tag for place in path for tag in requires.get(place, ())),
        frozenset(tag for place in path for tag in forbids.get(place, ())),
    )


def breaches(pieces, requires, forbids, concerns=None, allowed=frozenset()):
    """The rules that ``pieces`` break, in the order of the tags; empty when all may stand there.

    :param pieces: list of ``Piece``
    :param requires: ids of tags that the place requires
    :param forbids: ids of tags that the place forbids
    :param concerns: ``{tag: types}`` for the required tags that are asked of some furniture types only
    :param allowed: pairs (piece id, tag) that somebody has allowed in this place
    """
    concerns = concerns or {}
    found = []
    for kind, tags in ((REQUIRES, requires), (FORBIDS, forbids)):
        for tag in sorted(tags):
            types = concerns.get(tag) if kind == REQUIRES else None
            wrong = tuple(
                piece.id
                for piece in pieces
                if (tag in piece.tags) == (kind == FORBIDS)
                and (not types or not piece.types.isdisjoint(types))
                and (piece.id, tag) not in allowed
            )
            if wrong:
                found.append(Breach(kind, tag, wrong))
    return found
