"""How many years a piece has left, and what is known about it.

A person who has looked at the piece knows best. Then its condition, by a convention; then its age; and when nothing is known, a third
of what a new one lasts. Plain Python, no Odoo.
"""

from dataclasses import dataclass

ASSESSED, CONDITION, YEAR, UNKNOWN = "assessed", "condition", "year", "unknown"
BASES = (ASSESSED, CONDITION, YEAR, UNKNOWN)

# Share of the life of a new piece that is left in each condition. A convention, no measurement.
LEFT_IN_CONDITION = {"a": 1, "b": 2 / 3, "c": 1 / 3, "d": 0}
LEFT_WHEN_UNKNOWN = 1 / 3


@dataclass(frozen=True)
class Life:
    """Years that are left, or None when not even the life of a new piece is known; ``basis`` is one of ``BASES``."""

    years: float | None
    basis: str


def remaining_life(life_new, condition, year_made, on_year, assessed=None):
    """The years that a piece has left.

    :param life_new: years that a new piece of the kind lasts, or None
    :param condition: ``a``, ``b``, ``c``, ``d``, or nothing
    :param year_made: the year it was made or bought new, or nothing
    :param on_year: the year that is asked about
    :param assessed: years that a person has said, or None; 0 is an answer
    """
    if assessed is not None:
        if assessed < 0:
            raise ValueError("years that are left are not negative")
        return Life(float(assessed), ASSESSED)
    if life_new is not None and life_new <= 0:
        raise ValueError("a new piece lasts longer than nothing")
    if condition:
        basis, share = CONDITION, LEFT_IN_CONDITION[condition]
    elif year_made:
        basis = YEAR
        share = None if life_new is None else max(0.0, life_new - max(0, on_year - year_made)) / life_new
    else:
        basis, share = UNKNOWN, LEFT_WHEN_UNKNOWN
    return Life(None if life_new is None else share * life_new, basis)


def life_ratio(years, life_new):
    """The share of a new piece's life that ``years`` are, at most 1; None when one of them is not known."""
    if years is None or life_new is None:
        return None
    return min(1.0, years / life_new)
