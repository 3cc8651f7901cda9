"""What was done to a piece on its way to the event, as the ledger keeps it, and what that emitted.

A *step* is a dict with a ``step`` of ``transport``, ``storage`` or ``refurb`` and the amounts that belong to it:

- transport: ``litres`` (this piece's share of the fuel) or ``tkm`` (tonne-kilometres); neither means that it is not known
- storage: ``m2`` and ``months``; without ``m2`` it is not known
- refurb: ``action``, what was wanted of the workshop

Amounts are kept, not only results, so that another edition's figures can be used on the same facts. Plain Python, no Odoo.
"""

from .arithmetic import round_kg, storage_kg

TRANSPORT, STORAGE, REFURB = "transport", "storage", "refurb"


def emitted(steps, figures):
    """What was emitted, in kg CO2e, by (transport, refurbishment, storage); 0 where nothing was done, None where something is not known.

    :param figures: ``{code: (low, default, high)}`` of an edition; only the default is used
    """
    return tuple(_sum(steps, kind, figures) for kind in (TRANSPORT, REFURB, STORAGE))


def _sum(steps, kind, figures):
    parts = [_KG[kind](step, figures) for step in steps if step["step"] == kind]
    return None if None in parts else round_kg(sum(parts))


def _transport_kg(step, figures):
    if step.get("litres") is not None:
        return _times(step["litres"], _default(figures, "fuel.diesel"))
    return _times(step.get("tkm"), _default(figures, "transport.tkm"))


def _storage_kg(step, figures):
    kwh, electricity = _default(figures, "storage.kwh_m2_month"), _default(figures, "electricity.kwh")
    return storage_kg(step.get("m2"), step["months"], kwh, electricity)


def _refurb_kg(step, figures):
    return _default(figures, f"refurb.{step['action']}")


_KG = {TRANSPORT: _transport_kg, STORAGE: _storage_kg, REFURB: _refurb_kg}


def _default(figures, code):
    return figures[code][1] if code in figures else None


def _times(amount, factor):
    # No way is nothing, whatever the factor.
    if amount == 0:
        return 0.0
    return None if amount is None or factor is None else amount * factor
