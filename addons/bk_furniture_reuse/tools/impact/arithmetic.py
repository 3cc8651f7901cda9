"""What one event saves in kg CO2e, kg of waste and NOK, from figures that others have chosen.

    gross   = factor for a new piece (times its mass, for a factor per kg)
    net     = displacement x share of life that is left x gross - process
    process = transport + refurbishment + storage

Emissions are avoided ones, told apart from what was emitted; recycling and energy recovery are never in them. A result may be
negative and is then shown. None means not known, and what is not known is never taken for nothing: it is left out of a sum and named.
Results are rounded when they are made (kg to 3 decimals, NOK to 2) and everything after that adds the rounded figures, so that
the entries add up to their total and a net can be worked out again from the figures beside it. A half is rounded away from zero, as people and
spreadsheets do: who works a figure out again gets the same. Plain Python, no Odoo.
"""

import math
from dataclasses import dataclass, fields, replace
from decimal import ROUND_HALF_UP, Decimal

KG_DECIMALS = 3
NOK_DECIMALS = 2

MISSING_PROCESS = ("transport", "refurb_kg", "storage")
MISSING_MONEY = (
    "price",
    "used_price",
    "refurb_cost",
    "transport",
    "storage",
    "labour",
    "avoided_disposal",
    "income",
)


def _check_range(low, default, high):
    if not all(math.isfinite(value) for value in (low, default, high)) or not 0 <= low <= default <= high:
        raise ValueError(f"not a range: {low} - {default} - {high}")


@dataclass(frozen=True)
class Factor:
    """kg CO2e of making a new piece, per piece or per kg of it.

    ``low`` and ``high`` are the range that was seen; None where no range was seen, and then the default stands for it.
    ``scale_mass`` (kg): a piece heavier than this has more in it, in proportion to its mass.
    """

    low: float | None
    default: float
    high: float | None
    per_kg: bool = False
    scale_mass: float | None = None

    def __post_init__(self):
        _check_range(*self.range)
        if self.scale_mass is not None and not 0 < self.scale_mass < math.inf:
            raise ValueError("the mass that a factor scales from is more than nothing")

    @property
    def range(self):
        """Low, default, high, all known."""
        return (
            self.default if self.low is None else self.low,
            self.default,
            self.default if self.high is None else self.high,
        )


@dataclass(frozen=True)
class Displacement:
    """The share of a new piece that a reused one replaces, from 0 to 1."""

    low: float
    default: float
    high: float

    def __post_init__(self):
        _check_range(self.low, self.default, self.high)
        if self.high > 1:
            raise ValueError("one piece replaces no more than one")


@dataclass(frozen=True)
class Process:
    """kg CO2e of what was done to the piece: the sum of what is known, and the codes of what is not."""

    total: float
    missing: tuple = ()


@dataclass(frozen=True)
class Result:
    """kg CO2e of one event. All but ``process`` are None when it cannot be quantified."""

    gross_low: float | None
    gross: float | None
    gross_high: float | None
    process: float
    net_low: float | None
    net: float | None
    net_high: float | None


@dataclass(frozen=True)
class Money:
    """NOK of one event without VAT; ``missing`` are the codes of what is not known and counts as nothing here."""

    avoided_purchase: float
    cost: float
    net_saving: float
    missing: tuple = ()


def round_half_away(value, decimals):
    """``value`` with so many decimals; a half goes away from zero.

    Like a spreadsheet, it looks at 15 digits: 0.5 x 0.6667 x 110 is 36.6685 and becomes 36.669, though the nearest number that a
    computer has for it is a little less.
    """
    return float(Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) + 0.0  # no -0.0


def round_kg(value):
    """Rounded kg, or None."""
    return None if value is None else round_half_away(value, KG_DECIMALS)


def round_nok(value):
    """Rounded NOK, or None."""
    return None if value is None else round_half_away(value, NOK_DECIMALS)


def gross(factor, mass):
    """What making a new piece emits (kg CO2e) as (low, default, high), or None when the factor, or the mass that it needs, is not known.

    :param mass: kg of the piece, or None
    """
    if mass is not None and not 0 < mass < math.inf:
        raise ValueError("a mass that is known is more than nothing")
    if factor is None or (factor.per_kg and mass is None):
        return None
    times = 1
    if factor.per_kg:
        times = mass
    elif factor.scale_mass is not None and mass is not None:
        times = max(1, mass / factor.scale_mass)
    return tuple(round_kg(value * times) for value in factor.range)


def process(transport, refurb, storage):
    """The emissions of what was done to the piece (kg CO2e); each may be None and is then named."""
    parts = dict(zip(MISSING_PROCESS, (transport, refurb, storage), strict=True))
    total = sum(round_kg(part) for part in parts.values() if part is not None)
    return Process(round_kg(total), tuple(code for code, part in parts.items() if part is None))


def assess(factor, mass, displacement, life_ratio, process):
    """What an event saves. Low takes everything low, high everything high: an error of a kind's factor is one and the same for all
    pieces of the kind and does not even out.

    :param factor: ``Factor``, or None
    :param mass: kg of the piece, or None
    :param displacement: ``Displacement``
    :param life_ratio: the share of life that is left, from 0 to 1, or None
    :param process: kg CO2e of transport, refurbishment and storage that is known
    """
    if life_ratio is not None and not 0 <= life_ratio <= 1:
        raise ValueError("the share of life that is left is from 0 to 1")
    if not math.isfinite(process) or process < 0:
        raise ValueError("what was emitted is not negative")
    spent = round_kg(process)
    made = gross(factor, mass)
    if made is None:
        return Result(None, None, None, spent, None, None, None)
    if life_ratio is None:
        return Result(*made, spent, None, None, None)
    shares = (displacement.low, displacement.default, displacement.high)
    net = (round_kg(share * life_ratio * value - spent) for share, value in zip(shares, made, strict=True))
    return Result(*made, spent, *net)


def waste(mass, otherwise_discarded):
    """The waste (kg) that there is less of now: the piece's mass when it would have been thrown away, else nothing.

    The whole mass, whatever was displaced: the piece is not in the container. None when the mass is not known.
    """
    if not otherwise_discarded:
        return 0.0
    return round_kg(mass)


def money(d, price_new, used_price, refurb, transport, storage, labour, avoided_disposal, income):
    """What an event saves in NOK without VAT. Gross and net are apart: a price that was not paid is no saving yet.

    Each amount may be None: not known. Where something did not happen (nothing was sold, nothing stored), pass 0.

    :param d: the default displacement, from 0 to 1
    :param price_new: price of an equivalent new piece
    :param used_price: what was paid for the piece itself
    :param refurb: cost of its refurbishment
    :param transport: its share of the transport
    :param storage: rent for its time in storage
    :param labour: hours of handling and registering, in NOK
    :param avoided_disposal: what throwing it away would have cost
    :param income: what somebody paid for it
    """
    amounts = (price_new, used_price, refurb, transport, storage, labour, avoided_disposal, income)
    price, *costs, disposal, sold = (round_nok(amount or 0) for amount in amounts)
    avoided_purchase = round_nok(d * price)
    cost = round_nok(sum(costs))
    return Money(
        avoided_purchase,
        cost,
        round_nok(avoided_purchase + disposal + sold - cost),
        tuple(code for code, amount in zip(MISSING_MONEY, amounts, strict=True) if amount is None),
    )


def storage_kg(m2, months, kwh_m2_month, factor_el):
    """What the electricity for a piece's floor in a store emitted (kg CO2e); None when a figure is not known.

    :param kwh_m2_month: kWh for each square metre and month
    :param factor_el: kg CO2e for each kWh
    """
    return round_kg(_product(m2, months, kwh_m2_month, factor_el))


def storage_cost(m2, months, rent_m2_month):
    """NOK for the floor that a piece took; None when a figure is not known."""
    return round_nok(_product(m2, months, rent_m2_month))


def labour_cost(hours, rate):
    """NOK for working hours; None when a figure is not known."""
    return round_nok(_product(hours, rate))


def negated(record):
    """``Result`` or ``Money`` with every figure negated, as a counter-entry has them: added to the first, nothing is left."""
    figures = {field.name: getattr(record, field.name) for field in fields(record)}
    return replace(record, **{name: -value + 0.0 for name, value in figures.items() if isinstance(value, (int, float))})


def _product(*values):
    return None if None in values else math.prod(values)
