"""What sums over entries mean: which line of the report an amount belongs to. Plain Python, no Odoo.

Rows are sums over entries that are alike in ``Part``; counter-entries are in them with their signs. Nothing that others do with our
furniture, and nothing that rests on a rough estimate, is ever added to what our own reuse avoids.
"""

from collections import defaultdict
from dataclasses import dataclass

from .coverage import STATES, coverage
from .sanity import Totals

OWN, OUTSIDE, PROXY, UNKNOWN = "own", "outside", "proxy", "none"
LINES = (OWN, OUTSIDE, PROXY, UNKNOWN)
# Columns of the entries that are summed as they are.
SUMMED = (
    "net_low", "net", "net_high", "process_kg", "waste_diverted", "mass", "avoided_purchase", "avoided_disposal", "income", "cost",
    "net_saving", "price_missing", "gross",
)  # fmt: skip
# Further sums: pieces (counter-entries less), entries, counter-entries, pieces of which a cost is not known, and new production times
# displacement.
COUNTED = ("pieces", "entered", "countered", "cost_missing", "displaced")
WHOLE = ("pieces", "entered", "countered", "cost_missing", "price_missing")
MEASURES = (*COUNTED, *SUMMED)
MONEY = ("avoided_purchase", "avoided_disposal", "income", "cost", "net_saving")


@dataclass(frozen=True)
class Part:
    """What entries of a row have in common: their line, whether others use the piece now, and how good the data is."""

    line: str
    outside: bool
    factor_data: str | None = None
    mass_data: str | None = None
    price_data: str | None = None


def figures(rows):
    """The figures of ``rows``, pairs of a ``Part`` and its measures (a dictionary of ``MEASURES``).

    ``pieces`` and ``waste`` are of our own reuse, whatever is known of its emissions; ``money`` is all that is ours.
    """
    lines = {line: _line([(part, sums) for part, sums in rows if part.line == line]) for line in LINES}
    ours = [(part, sums) for part, sums in rows if not part.outside]
    return {
        "pieces": _sum(ours, "pieces"),
        "entered": _sum(rows, "entered"),
        "countered": _sum(rows, "countered"),
        "waste": _sum(ours, "waste_diverted"),
        "mass": _sum(ours, "mass"),
        "money": {name: _sum(rows, name) for name in (*MONEY, "price_missing", "cost_missing")},
        **lines,
    }


def shown(found):
    """What a bar or a row of a table shows of ``figures``; ``net`` and its interval are of our own reuse alone."""
    own = found[OWN]
    return {
        "pieces": found["pieces"],
        "low": own["low"],
        "net": own["net"],
        "high": own["high"],
        "waste": found["waste"],
        "money": found["money"]["net_saving"],
    }


def coverages(rows):
    """How much of the figures rests on what: of the factor and the weight among our own pieces, of the price among all."""
    ours = [(part, sums) for part, sums in rows if not part.outside]
    return {
        "factor": covered((part.factor_data, sums["pieces"]) for part, sums in ours),
        "mass": covered((part.mass_data, sums["pieces"]) for part, sums in ours),
        "price": covered((part.price_data, sums["pieces"]) for part, sums in rows),
        **{
            line: covered((part.factor_data, sums["pieces"]) for part, sums in rows if part.line == line)
            for line in (OUTSIDE, PROXY)
        },
    }


def covered(pairs):
    """A coverage as screens show it: the number of pieces of each state, and percentages that add up to 100 (None: nothing there)."""
    found = coverage(pairs)
    return {"counts": {state: getattr(found, state) for state in STATES}, "percent": found.percentages()}


def totals(rows):
    """What the band of other projects is compared with: our own reuse."""
    ours = [(part, sums) for part, sums in rows if not part.outside]
    counted = [(part, sums) for part, sums in ours if part.line == OWN]
    return Totals(
        pieces=_sum(ours, "pieces"),
        quantified=_sum(counted, "pieces"),
        gross=_sum(counted, "gross"),
        displaced=_sum(counted, "displaced"),
        lasting=_sum(counted, "net") + _sum(counted, "process_kg"),
        process=_sum(counted, "process_kg"),
        mass=_sum(ours, "mass"),
        weighed=sum(sums["pieces"] for part, sums in ours if part.mass_data != "none"),
        net_saving=_sum(ours, "net_saving"),
    )


def merged(rows):
    """``{key: [(part, sums)]}`` of triples (key, part, sums)."""
    result = defaultdict(list)
    for key, part, sums in rows:
        result[key].append((part, sums))
    return dict(result)


def _line(rows):
    return {
        "pieces": _sum(rows, "pieces"),
        "low": _sum(rows, "net_low"),
        "net": _sum(rows, "net"),
        "high": _sum(rows, "net_high"),
        "process": _sum(rows, "process_kg"),
    }


def _sum(rows, name):
    total = sum(sums[name] for _part, sums in rows)
    # Amounts have at most three decimals; adding them must not show more.
    return total if isinstance(total, int) else round(total, 3)
