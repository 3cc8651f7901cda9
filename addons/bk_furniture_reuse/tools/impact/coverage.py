"""How much of a result rests on measured data, how much on typical figures, and how much is missing. Plain Python, no Odoo."""

import math
from dataclasses import dataclass

MEASURED, TYPICAL, NONE = "measured", "typical", "none"
STATES = (MEASURED, TYPICAL, NONE)


@dataclass(frozen=True)
class Coverage:
    """Pieces (or kg, or NOK) with measured, with typical and with no data."""

    measured: float = 0
    typical: float = 0
    none: float = 0

    @property
    def total(self):
        """All of them."""
        return self.measured + self.typical + self.none

    @property
    def known(self):
        """Those with any data."""
        return self.measured + self.typical

    def percentages(self, decimals=0):
        """``{state: percentage}`` that add up to 100 as they are printed, or None when there is nothing to share.

        What rounding leaves goes to the state that lost most by it; among equals to the one with less data.
        """
        counts = {state: getattr(self, state) for state in STATES}
        if self.total <= 0 or min(counts.values()) < 0:
            return None
        units = 10**decimals
        exact = {state: 100 * units * (count / self.total) for state, count in counts.items()}
        shares = {state: math.floor(value) for state, value in exact.items()}
        left = 100 * units - sum(shares.values())
        for state in sorted(STATES, key=lambda one: (shares[one] - exact[one], -STATES.index(one)))[:left]:
            shares[state] += 1
        return {state: round(share / units, decimals) for state, share in shares.items()}


def coverage(rows):
    """The coverage of ``(state, amount)`` pairs. A counter-entry's amount is negative and takes its entry out again.

    :param rows: iterable of pairs; the amount is a number of pieces, kg or NOK
    """
    totals = dict.fromkeys(STATES, 0)
    for state, amount in rows:
        if state not in totals:
            raise ValueError(f"no state: {state!r}")
        totals[state] += amount
    return Coverage(**totals)
