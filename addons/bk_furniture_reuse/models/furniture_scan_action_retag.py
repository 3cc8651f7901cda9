from odoo import api, models

from ..tools import scan as rules
from .furniture_scan_action_tag import LEAVE, REPLACE


class FurnitureScanActionRetag(models.AbstractModel):
    """A piece that gets a new tag: ``{piece, code, choice?}``. Its old one goes out of use, and still leads to it.

    ``piece`` is any code of the piece, or its number. When somebody else has given it a tag meanwhile, a person decides.
    """

    _name = "furniture.scan.action.retag"
    _inherit = "furniture.scan.action"
    _description = "New tag on a piece"

    @api.model
    def _abouts(self, scans):
        return self._abouts_of_tags(scans, "piece")

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans, "piece")
        lots = {scan.id: self._piece_of(scan, targets, "piece") for scan in scans}
        own = self.env["furniture.tag"]._own_in_use(self.env["stock.lot"].union(*lots.values()))
        return {
            scan.id: self._judge_one(scan, targets, lots[scan.id], own.get(lots[scan.id].id))
            if lots[scan.id] else self._no_piece(scan, targets, "piece")
            for scan in scans
        }  # fmt: skip

    @api.model
    def _judge_one(self, scan, targets, lot, old):
        target = self._target_in(scan, targets)
        said = {**self._facts(lot), "tag": self._code_in_words(scan.data.get("code"), target)}
        if old and target and target.tag == old:
            return rules.Outcome(rules.AGAIN, "has_tag", said)
        if lot.end_kind:
            return rules.Outcome(rules.REFUSED, "ended", {**said, "end": lot.end_kind})
        refusal = self._why_not_blank(scan, targets, said, "piece")
        if refusal:
            return refusal
        said["old"] = old._readable() if old else ""
        if old and self._claimed_by_others_since(old, scan) and scan.data.get("choice") != REPLACE:
            return rules.Outcome(rules.CONFLICT, "tagged_meanwhile", said, (REPLACE, LEAVE))
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _do(self, scans, judged):
        lots = self.env["stock.lot"].browse(judged[scan.id].values["lot_id"] for scan in scans)
        new = dict(zip(lots.ids, self._tags_by_scan(scans), strict=True))
        for lot_id, old in self.env["furniture.tag"]._own_in_use(lots).items():
            old._retire(self.env._("Replaced by %s", new[lot_id]._readable()))
        tags = self.env["furniture.tag"].union(*new.values())
        tags._claim(lots)
        tags._log_on_pieces({lot_id: self.env._("New tag: %s", tag._readable()) for lot_id, tag in new.items()})
        self.env["furniture.tag.report"]._retagged(lots)
        return {scan.id: rules.Outcome(rules.DONE, "retagged", judged[scan.id].values) for scan in scans}
