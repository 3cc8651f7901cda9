from odoo import api, models

from ..tools import scan as rules
from ..tools import tag_code


class FurnitureScanAction(models.AbstractModel):
    """One kind of record from a phone and the work that it asks for. No words: those are in ``furniture.scan.words``.

    A kind is a model of its own, ``furniture.scan.action.<kind>``, that extends this one. Rights are those of whoever sent it.
    """

    _name = "furniture.scan.action"
    _description = "What a record from a phone does"

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
    def _about(self, scan):
        """What the record speaks of, in one spelling; None when it speaks of nothing that another one could speak of."""
        code = scan.data.get("code")
        if not isinstance(code, str):
            return None
        return tag_code.normalise(code) or tag_code.normalise_foreign(code).upper()

    # What many kinds ask for

    @api.model
    def _pieces_and_places(self, scans):
        """{scan.id: (piece, place)} of ``code`` and ``place``; empty sets where there is none."""
        texts = [text for scan in scans for text in (scan.data.get("code"), scan.data.get("place")) if _is_text(text)]
        targets = self.env["furniture.tag"]._find_targets(texts)
        lots, places = self.env["stock.lot"], self.env["stock.location"]
        ids = {scan.data["place"] for scan in scans if isinstance(scan.data.get("place"), int)}
        known = set(places.search([("id", "in", list(ids)), ("place_kind", "!=", False)]).ids)

        def piece(text):
            target = targets[text] if _is_text(text) else lots
            return target if target._name == lots._name else lots

        def place(value):
            if _is_text(value):
                return targets[value] if targets[value]._name == places._name else places
            return places.browse(value) if value in known else places

        return {scan.id: (piece(scan.data.get("code")), place(scan.data.get("place"))) for scan in scans}


def _is_text(value):
    return isinstance(value, str) and bool(value)
