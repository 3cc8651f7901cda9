"""What one unit pays another for a piece. Plain Python, no Odoo. Amounts are in NOK, without VAT."""

from dataclasses import dataclass

NO_PRICE, PERCENT, COST = "none", "percent", "cost"
RULES = (NO_PRICE, PERCENT, COST)


@dataclass(frozen=True)
class Rule:
    """How an owner unit prices its pieces; ``percent`` is the share of the price when new."""

    kind: str = NO_PRICE
    percent: float = 0.0


@dataclass(frozen=True)
class Price:
    """``amount`` is None when what the rule builds on is not known: missing is never zero."""

    amount: float | None
    built_on: float = 0.0

    @property
    def missing(self):
        return self.amount is None


def choose_rule(own, default):
    """The unit's own rule, else the organisation's; ``own`` is None when the unit has none."""
    return own or default


def price(rule, price_new=0.0, cost=0.0):
    """The price of one piece by ``rule``.

    :param price_new: what it costs new, 0 when not known
    :param cost: what was paid for it or spent on refurbishing it, 0 when not known
    """
    if rule.kind == NO_PRICE:
        return Price(0.0)
    if rule.kind == COST:
        return Price(round(cost, 2), cost) if cost else Price(None)
    if rule.kind == PERCENT:
        return Price(round(price_new * rule.percent / 100, 2), price_new) if price_new else Price(None)
    raise ValueError(rule.kind)
