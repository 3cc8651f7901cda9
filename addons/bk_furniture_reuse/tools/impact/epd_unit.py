"""What the figures of a declaration are for: so many pieces, kg, or another unit, and what that weighs."""

import re

from .epd_values import EpdError, positive, text

PIECE, KG = "piece", "kg"
_PIECE_UUIDS = frozenset(
    (
        "01846770-4cfe-4a25-8ad9-919d8d378345",
        "5beb6eed-33a9-47b8-9ede-1dfe8f679159",
        "934110e3-baf4-49e9-992c-3d8109a6aafb",
    )
)
_MASS_UUIDS = frozenset(
    (
        "93a60a56-a3c8-11da-a746-0800200b9a66",
        "93a60a57-a4c8-11da-a746-0800200c9a66",
        "7e18d0ad-e78e-47a0-8e96-1c0a581902e2",
        "ad38d542-3fe9-439d-9b95-2f5f7752acaf",
    )
)
_PIECE_WORDS = frozenset(
    (
        "item(s)",
        "item",
        "items",
        "piece",
        "pieces",
        "piece(s)",
        "pc",
        "pcs",
        "pc(s)",
        "stk",
        "stykk",
        "stück",
        "st",
        "unit",
        "units",
    )
)
_PIECE_NAMES = frozenset(("number of items", "number of pieces", "stückzahl", "antall", "antall stykker"))
_MASS_NAMES = frozenset(("mass", "masse", "vekt", "weight", "net weight"))
_KG_OF = {"kg": 1.0, "g": 0.001, "t": 1000.0}
_UNIT_TEXT = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>[a-zæøåäöü]+(?:\(s\))?)\b")


def read_unit(dataset):
    """Amount, unit and mass (kg or None) that the figures are for."""
    if not dataset.has_reference_flow:
        raise EpdError("no_reference_flow")
    flow_amount = positive(dataset.flow_amount, "meanAmount")
    if flow_amount is None:
        raise EpdError("no_amount")
    reference = [one for one in dataset.properties if one.reference] or dataset.properties
    if len(reference) == 1:
        value = positive(reference[0].value, "meanValue")
        if value is None:
            raise EpdError("no_amount")
        amount, unit = flow_amount * value, _unit_of(reference[0])
    else:
        amount, unit = _stated_unit(dataset, flow_amount)
    if unit in _KG_OF:
        amount, unit = amount * _KG_OF[unit], KG
    mass = amount if unit == KG else _mass(dataset, flow_amount, amount, unit)
    if unit != PIECE and mass is None:
        raise EpdError("no_mass", unit=unit)
    return amount, unit, mass


def _unit_of(measured):
    """The unit of a property, ``PIECE``, ``KG`` or another."""
    known = {(text(value, "uuid") or "").lower() for value in (measured.uuid, measured.unit_group)}
    names = {name.strip().casefold() for name in measured.names}
    stated = (text(measured.unit, "referenceUnit") or "").casefold().rstrip(".")
    if stated in _PIECE_WORDS or not known.isdisjoint(_PIECE_UUIDS) or not names.isdisjoint(_PIECE_NAMES):
        return PIECE
    if stated:
        return stated
    if not known.isdisjoint(_MASS_UUIDS):
        return KG
    name = text(min(names, default=None), "flow property")
    if not name:
        raise EpdError("no_unit")
    return name


def _stated_unit(dataset, flow_amount):
    """Amount and unit when the product's properties are not in the file: from the exchange, or from the text of the declared unit."""
    if dataset.flow_unit:
        uuid, stated = dataset.flow_unit
        word = (text(stated, "unit") or "").casefold().rstrip(".")
        if word in _PIECE_WORDS or (not word and uuid in _PIECE_UUIDS):
            return flow_amount, PIECE
        if word in _KG_OF:
            return flow_amount, word
    for stated in dataset.unit_texts:
        match = _UNIT_TEXT.match((text(stated, "functionalUnitOrOther") or "").casefold())
        if match and (match["unit"] in _PIECE_WORDS or match["unit"] in _KG_OF):
            amount = positive(match["number"], "functionalUnitOrOther")
            if amount is not None:
                return amount, PIECE if match["unit"] in _PIECE_WORDS else match["unit"]
    raise EpdError("no_unit")


def _mass(dataset, flow_amount, amount, unit):
    """The mass of the declared unit (kg), or None."""
    for one in dataset.properties:
        names = {name.strip().casefold() for name in one.names}
        if (text(one.uuid, "uuid") or "").lower() in _MASS_UUIDS or not names.isdisjoint(_MASS_NAMES):
            value = positive(one.value, "meanValue")
            kg_of = _KG_OF.get((text(one.unit, "referenceUnit") or "kg").casefold())
            if value is not None and kg_of is not None:
                return flow_amount * value * kg_of
    for one in dataset.materials:
        name = (text(one.name, "material property") or "").casefold()
        if name == "weight per piece" and unit == PIECE:
            value = positive(one.value, name)
            kg_of = _KG_OF.get((text(one.unit, name) or "kg").casefold())
            if value is not None and kg_of is not None:
                return amount * value * kg_of
        elif name == "conversion factor to 1 kg":
            value = positive(one.value, name)
            if value is not None:
                return amount / value
    return None
