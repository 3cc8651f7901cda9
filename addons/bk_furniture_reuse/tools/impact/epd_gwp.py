"""The global warming potential that a declaration states, for making the product and for every other module."""

import math
import re
from dataclasses import dataclass

from .epd_values import EpdError, number, shown, text

# Global warming potential without biogenic carbon (GWP-GHG, in the Nordic countries GWP-IOBC), total with it (EN 15804+A2), and the single
# indicator of EN 15804+A1.
GWP_GHG, GWP_TOTAL, GWP = "gwp_ghg", "gwp_total", "gwp"
# What Norwegian climate accounts use comes first: the carbon that wood took up is no saving of making it, and is let out at the end.
INDICATORS = (GWP_GHG, GWP_TOTAL, GWP)
A2_EF31, A2_EF30, A2, A1, OTHER = "en15804_a2_ef31", "en15804_a2_ef30", "en15804_a2", "en15804_a1", "other"
LCIA_SETS = (A2_EF31, A2_EF30, A2, A1, OTHER)
_BY_UUID = {
    "e03c018f-8526-44bc-b5e4-bc03c3ab32f3": (GWP_GHG, A2_EF31),
    "fb774615-0575-45de-9a89-1ded92f19770": (GWP_GHG, A2_EF30),
    "a7ea142a-9749-11ed-a8fc-0242ac120002": (GWP_TOTAL, A2_EF31),
    "6a37f984-a4b3-458a-a20a-64418c145fa2": (GWP_TOTAL, A2_EF30),
    "77e416eb-a363-4258-a04e-171d843a6460": (GWP, A1),
}
_GHG_WORDS = re.compile(r"\b(?:ghg|iobc)\b")
_GWP_WORDS = re.compile(
    r"\bgwp|global warming|climate change|oppvarming|opvarmning|uppvärmning|klimaendring|klimapåvirkning|treibhaus|erwärmung"
)
# Parts of the total, which say nothing alone.
_PART_WORDS = re.compile(r"fossil|biogen|luluc|land use|land-use|arealbruk|landnutzung")
_TOTAL_WORDS = re.compile(r"total|gesamt|climate change|klimaendring")
_MODULE = re.compile(r"[A-D][0-9]?(?:-[A-D][0-9])?")

PRODUCTION = "A1-A3"
# A1-A3 may differ so much from A1 + A2 + A3: each was rounded.
ROUNDING = 0.02


@dataclass(frozen=True)
class Indicator:
    """kg CO2e of the declared unit, as one indicator counts them.

    ``production`` is A1-A3, stated or summed; ``modules`` are pairs of every other stated module and its figure, never added to it.
    Modules with several scenarios and no default are left out.
    """

    kind: str
    lcia_set: str
    production: float
    modules: tuple = ()


def read_indicators(dataset):
    """The GWP indicators that state A1-A3, the preferred first."""
    found = {}
    seen = False
    for result in dataset.results:
        meant = _meaning(result, dataset.compliance)
        if meant is None:
            continue
        seen = True
        indicator = _indicator(*meant, result, dataset.default_scenarios)
        if indicator is None:
            continue
        if found.setdefault(meant, indicator) != indicator:
            raise EpdError("two_results", indicator=meant[0])
    best = {}
    for kind, lcia_set in sorted(found, key=lambda meant: LCIA_SETS.index(meant[1])):
        best.setdefault(kind, found[kind, lcia_set])
    indicators = tuple(best[kind] for kind in INDICATORS if kind in best)
    if not indicators:
        raise EpdError("no_production" if seen else "no_gwp")
    if all(one.production <= 0 for one in indicators):
        raise EpdError("not_positive", indicator=indicators[0].kind, value=indicators[0].production)
    return indicators


def _meaning(result, compliance):
    """Kind and set of an indicator, by its id, else by its name; None when it is no GWP of the whole."""
    uuid = (text(result.uuid, "refObjectId") or "").lower()
    if uuid in _BY_UUID:
        return _BY_UUID[uuid]
    words = " | ".join(name[:300] for name in result.names[:20]).casefold()  # in every language that is there
    if not _GWP_WORDS.search(words):
        return None
    if _GHG_WORDS.search(words):
        return GWP_GHG, A2
    if _PART_WORDS.search(words):
        return None
    if _TOTAL_WORDS.search(words):
        return GWP_TOTAL, A2
    standards = " ".join(compliance)[:1000].upper()
    return GWP, A1 if "15804" in standards and "A2" not in standards else OTHER


def _indicator(kind, lcia_set, result, default_scenarios):
    """One indicator, or None when it does not state A1-A3."""
    for uuid, unit in result.units:
        word = re.sub(r"[\s-]", "", text(unit, "unit") or "").casefold()
        if word and not re.match(r"[\[(]?kg(?:of)?[\[(]?co[2₂]", word):
            raise EpdError("gwp_unit", unit=shown(unit), uuid=shown(uuid))
    stated = {}
    for module, scenario, value in result.amounts:
        module = _module(module)
        figure = number(value, f"{kind} {module}")
        if module and figure is not None:
            stated.setdefault(module, []).append((text(scenario, "scenario"), figure))
    modules = {module: _of_scenario(figures, default_scenarios) for module, figures in stated.items()}
    production = _production(kind, modules)
    if production is None:
        return None
    return Indicator(
        kind,
        lcia_set,
        production,
        tuple(
            sorted(
                (module, figure)
                for module, figure in modules.items()
                if figure is not None and module not in (PRODUCTION, "A1", "A2", "A3")
            )
        ),
    )


def _module(value):
    """A module's name in one spelling, or None when it is none."""
    name = re.sub(r"\s", "", text(value, "module") or "").upper().replace("–", "-")
    name = PRODUCTION if name == "A1A3" else name
    return name if _MODULE.fullmatch(name) else None


def _of_scenario(figures, default_scenarios):
    """The figure of the default scenario, or the only one; None when that is not clear."""
    wanted = (
        [figure for scenario, figure in figures if scenario is None]
        or [figure for scenario, figure in figures if scenario in default_scenarios]
        or [figure for _scenario, figure in figures]
    )
    return wanted[0] if len(set(wanted)) == 1 else None


def _production(kind, modules):
    """A1-A3 as it is stated, or as the sum of A1, A2 and A3; None when neither is."""
    for module in (PRODUCTION, "A1", "A2", "A3"):
        if module in modules and modules[module] is None:
            raise EpdError("scenarios", module=module)
    whole = modules.get(PRODUCTION)
    parts = [modules.get(module) for module in ("A1", "A2", "A3")]
    summed = None if None in parts else round(math.fsum(parts), 9)
    # Some files state nothing but the parts and have a zero for the whole.
    if whole is None or (whole == 0 and summed):
        return summed
    if summed is not None and summed != 0 and abs(whole - summed) > ROUNDING * max(abs(whole), abs(summed)):
        raise EpdError("contradiction", indicator=kind, stated=whole, summed=summed)
    return whole
