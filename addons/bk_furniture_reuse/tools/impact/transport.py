"""What carrying pieces emits: from the fuel that was used when it is known, else from mass and distance.

A trip's fuel is shared by mass among the pieces in the load; by number when a mass is missing, since a share of an unknown
mass is unknown for all. The shares add up to the whole to the gram (or øre). Plain Python, no Odoo.
"""

import math
from dataclasses import dataclass

from .arithmetic import KG_DECIMALS, round_kg

FUEL_BY_MASS, FUEL_BY_PIECES, DISTANCE, UNKNOWN = "fuel_mass", "fuel_pieces", "distance", "unknown"

# kg CO2 of a litre of diesel (Norway's inventory report 2021) and kg CO2e of a diesel van for each tonne-kilometre, as the method was
# first set. An edition may carry other figures.
FIRST_KG_PER_LITRE = 2.66
FIRST_KG_PER_TKM = 0.794


@dataclass(frozen=True)
class Leg:
    """One piece's part of one trip: kg CO2e (None when not known) and how it was found."""

    kg: float | None
    basis: str


def trip(masses, litres=None, km=None, kg_per_litre=FIRST_KG_PER_LITRE, kg_per_tkm=FIRST_KG_PER_TKM):
    """The legs of the pieces that one vehicle carried together, as ``{piece: Leg}``.

    :param masses: ``{piece: kg}`` of everything in the load; None where it is not known
    :param litres: fuel used for the trip, or None
    :param km: distance, or None; 0 is known: it was carried within the building
    """
    _check(litres, km)
    if litres is not None:
        basis = FUEL_BY_MASS if _all_known(masses) else FUEL_BY_PIECES
        return {piece: Leg(kg, basis) for piece, kg in divided(litres * kg_per_litre, masses, KG_DECIMALS).items()}
    legs = {}
    for piece, mass in masses.items():
        kg = by_distance(mass, km, kg_per_tkm)
        legs[piece] = Leg(kg, UNKNOWN if kg is None else DISTANCE)
    return legs


def by_distance(mass, km, kg_per_tkm=FIRST_KG_PER_TKM):
    """What carrying ``mass`` kg over ``km`` emits (kg CO2e); None when the distance, or the mass over a distance, is not known."""
    _check(None, km)
    if km is None:
        return None
    if km == 0:
        return 0.0
    return None if not mass else round_kg(mass / 1000 * km * kg_per_tkm)


def total(legs):
    """All legs of one piece as ``(kg, complete)``: the sum of what is known (None when nothing is), and whether that is all."""
    known = [leg.kg for leg in legs if leg.kg is not None]
    return (round_kg(sum(known)) if known else None), bool(known) and len(known) == len(legs)


def divided(whole, masses, decimals):
    """``whole`` shared among pieces by mass, or evenly when a mass is missing, as ``{piece: share}``.

    Shares are rounded and still add up: what rounding leaves goes to those that lost most by it, then to the lowest key.

    :param masses: ``{piece: kg or None}``; keys can be ordered
    :param decimals: 3 for kg, 2 for NOK
    """
    if not masses:
        return {}
    units = 10**decimals
    pieces = sorted(masses)
    weights = masses if _all_known(masses) else dict.fromkeys(pieces, 1)
    together = math.fsum(weights[piece] for piece in pieces)
    to_share = round(whole * units)
    exact = {piece: to_share * (weights[piece] / together) for piece in pieces}
    shares = {piece: math.floor(exact[piece]) for piece in pieces}
    left = to_share - sum(shares.values())
    for piece in sorted(pieces, key=lambda one: shares[one] - exact[one])[: max(0, left)]:
        shares[piece] += 1
    return {piece: round(share / units, decimals) for piece, share in shares.items()}


def _all_known(masses):
    return all(masses.values())


def _check(litres, km):
    for value in (litres, km):
        if value is not None and not 0 <= value < math.inf:
            raise ValueError("litres and kilometres are not negative")
