"""What an entry says of emissions, weight and quality, from the factor that was chosen: the same when it is entered and when it is counted again."""

from ..tools.impact import arithmetic
from ..tools.impact.life import life_ratio
from ..tools.impact.process import emitted

LIFE_NEW = 15.0  # years, where no factor says how long a new piece lasts (NPCR 003 for seating)
# Codes of ``missing`` that follow from what is worked out here; the others are about money.
OF_EMISSIONS = frozenset(("factor", "mass", *arithmetic.MISSING_PROCESS))


def assess(choice, figures, displacement, years, measured, steps, outside, discarded):
    """(values of the entry, codes of what is not known, share of a purchase).

    :param choice: (edition, factor, grade), the factor empty when there is none
    :param figures: those of the edition, ``{code: (low, default, high)}``
    :param displacement: class of the answer
    :param years: years of service that are claimed
    :param measured: weight of the piece in kg, or None
    :param steps: ways, stays and refurbishments, as of ``tools/impact/process.py``
    :param outside: whether others use the piece now
    :param discarded: whether it would have been thrown away
    """
    edition, factor, grade = choice
    mass = measured or factor.mass or None
    d = arithmetic.Displacement(*figures[f"displacement.{displacement}"])
    life_new = factor.life_new or LIFE_NEW
    ratio = round(life_ratio(years, life_new), 4)
    transport, refurb, storage = emitted(steps, figures)
    process = arithmetic.process(transport, refurb, storage)
    result = arithmetic.assess(factor._arithmetic(), mass, d, ratio, process.total)
    quantified = result.net is not None
    missing = {*process.missing}
    if not quantified:
        missing.add("factor")
    if mass is None:
        missing.add("mass")
    vals = {
        "edition_id": edition.id,
        "factor_id": factor.id,
        "factor_low": factor.low or factor.value,
        "factor_default": factor.value,
        "factor_high": factor.high or factor.value,
        "factor_per_kg": factor.per_kg,
        "grade": grade,
        "boundary": factor.boundary,
        "factor_source": factor.source,
        "factor_data": _factor_data(factor, quantified),
        "d_low": d.low,
        "d_default": d.default,
        "d_high": d.high,
        "life_new": life_new,
        "life_years": years,
        "life_ratio": ratio,
        "mass": mass or 0,
        "mass_data": "measured" if measured else "typical" if mass else "none",
        "gross": result.gross or 0,
        "transport_kg": transport or 0,
        "refurb_kg": refurb or 0,
        "storage_kg": storage or 0,
        "process_kg": process.total,
        "net_low": result.net_low or 0,
        "net": result.net or 0,
        "net_high": result.net_high or 0,
        "report_line": _line(factor, quantified, outside),
        "waste_diverted": arithmetic.waste(mass, discarded) or 0,
    }
    return vals, missing, d


def _factor_data(factor, quantified):
    if not quantified:
        return "none"
    return "measured" if factor.product_tmpl_id or factor.epd_number else "typical"


def _line(factor, quantified, outside):
    if not quantified:
        return "none"
    if outside:
        return "outside"
    return "own" if factor.headline else "proxy"
