from odoo import api, models

from ..tools import scan as rules
from ..tools import tag_code


class FurnitureScanAction(models.AbstractModel):
    """One kind of record from a phone and the work that it asks for. No words: those are in ``furniture.scan.words``.

    A kind is a model of its own, ``furniture.scan.action.<kind>``, that extends this one. Rights are those of whoever sent it.
    """

    _name = "furniture.scan.action"
    _description = "What a record from a phone does"

    # True when records of this kind may be carried out before or after those of other such kinds, as long as they speak of
    # different things. Kinds that work on a whole (a transfer, a count) say False.
    _commutes = False

    @api.model
    def _judge(self, scans):
        """``{scan.id: Outcome}`` for all of ``scans``: ``ready`` where the work can be done. Reads only, in batch."""
        return {scan.id: rules.Outcome(rules.REFUSED, "unknown_kind") for scan in scans}

    @api.model
    def _do(self, scans, judged):
        """Do the work of the records that are ready, in batch.

        :param judged: what ``_judge`` has said, for what it has looked up
        :return: ``{scan.id: Outcome}``
        """
        return {}

    @api.model
    def _abouts(self, scans):
        """``{scan.id: set of what it speaks of}``, in batch: two records about the same are carried out one after the other.

        A piece is the same by its number, its tag and its old stickers.
        """
        targets = self._targets(scans)
        return {
            scan.id: {self._about(scan.data["code"], targets[scan.data["code"]])} if _is_text(scan.data.get("code")) else set()
            for scan in scans
        }  # fmt: skip

    # What many kinds ask for

    @api.model
    def _targets(self, scans, *names):
        """What the codes of the records are: ``{text: Target}``, for the values ``code`` and ``names``."""
        names = ("code", *names)
        texts = {scan.data.get(name) for scan in scans for name in names if _is_text(scan.data.get(name))}
        return self.env["furniture.tag"]._read_codes(texts)

    @api.model
    def _pieces(self, scans):
        """``{scan.id: piece}`` of ``code``; an empty set where there is none. Old stickers still lead to their piece."""
        targets = self._targets(scans)
        return {scan.id: self._piece_of(scan, targets) for scan in scans}

    @api.model
    def _pieces_and_places(self, scans):
        """``{scan.id: (piece, place)}`` of ``code`` and ``place``; empty sets where there is none."""
        targets = self._targets(scans, "place")
        places = self._places(scans, targets)
        return {scan.id: (self._piece_of(scan, targets), places[scan.id]) for scan in scans}

    @api.model
    def _places(self, scans, targets):
        """``{scan.id: place}`` of ``place``, an id or the code of a tag: a place for furniture that this person may see."""
        places = self.env["stock.location"]
        values = {scan.id: scan.data.get("place") for scan in scans}
        by_code = {value: targets[value].record for value in values.values() if _is_text(value)}
        wanted = {value for value in values.values() if rules.is_number(value)}
        wanted |= {record.id for record in by_code.values() if record._name == places._name}
        known = set(places.search([("id", "in", list(wanted)), ("place_kind", "!=", False)]).ids)

        def place(value):
            found = by_code[value] if _is_text(value) else value
            place_id = (
                found if rules.is_number(found) else found.id if getattr(found, "_name", "") == places._name else 0
            )
            return places.browse(place_id).with_prefetch(known) if place_id in known else places

        return {scan_id: place(value) for scan_id, value in values.items()}

    @api.model
    def _no_piece(self, scan, targets, name="code"):
        """The refusal for a code that leads to no piece: what it is instead."""
        text = scan.data.get(name)
        kind = targets[text].kind if _is_text(text) else "missing"
        code = {"place": "is_place", "blank": "is_blank", "retired": "is_retired"}.get(kind, "unknown")
        return rules.Outcome(rules.REFUSED, code, {"scanned": _shown(text)})

    @api.model
    def _facts(self, lot):
        """What sentences and the ledger say of a piece."""
        return {
            "lot_id": lot.id,
            "piece": lot.name,
            "model": lot.product_id.name,
            "stands_in_id": lot.location_id.id,
            "stands_in": lot.location_id.display_name or "",
        }

    @api.model
    def _piece_of(self, scan, targets, name="code"):
        lots, text = self.env["stock.lot"], scan.data.get(name)
        record = targets[text].record if _is_text(text) else lots
        return record if record._name == lots._name else lots

    @api.model
    def _about(self, text, target):
        if target.record:
            return (target.record._name, target.record.id)
        if target.tag:
            return (target.tag._name, target.tag.id)
        return ("code", tag_code.normalise(text) or tag_code.normalise_foreign(text).upper())


def _is_text(value):
    return isinstance(value, str) and bool(value.strip())


def _shown(value):
    """A scanned text, short enough to stand in a sentence."""
    return value.strip()[:60] if isinstance(value, str) else ""
