from odoo import api, models

from ..tools import scan as rules
from .furniture_scan_action_tag import LEAVE
from .furniture_tag_retire import LONGEST_REASON

ANYWAY = "retire_anyway"


class FurnitureScanActionRetire(models.AbstractModel):
    """A tag that goes out of use: ``{code, reason, choice?}``. When somebody else has put it into use meanwhile, a person decides."""

    _name = "furniture.scan.action.retire"
    _inherit = "furniture.scan.action"
    _description = "Take a tag out of use"

    @api.model
    def _abouts(self, scans):
        return self._abouts_of_tags(scans)

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans)
        return {scan.id: self._judge_one(scan, targets) for scan in scans}

    @api.model
    def _judge_one(self, scan, targets):
        target = self._target_in(scan, targets)
        said = {"tag": self._code_in_words(scan.data.get("code"), target)}
        if not target or not target.tag:
            return rules.Outcome(rules.REFUSED, "no_tag", said)
        if target.record._name == "stock.lot" and target.record:
            said.update(self._facts(target.record))
        elif target.record:
            said.update(place_id=target.record.id, place=target.record.display_name)
        if target.tag.state == "retired":
            return rules.Outcome(rules.AGAIN, "tag_is_retired", said)
        if not _reason(scan):
            return rules.Outcome(rules.REFUSED, "no_reason", said)
        if self._claimed_by_others_since(target.tag, scan) and scan.data.get("choice") != ANYWAY:
            owner = said.get("piece") or said.get("place") or ""
            return rules.Outcome(rules.CONFLICT, "in_use_meanwhile", {**said, "owner": owner}, (ANYWAY, LEAVE))
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _do(self, scans, judged):
        tags, by_reason = self._tags_by_scan(scans), {}
        for scan, tag in zip(scans, tags, strict=True):
            by_reason.setdefault(_reason(scan), []).append(tag.id)
        for reason, tag_ids in by_reason.items():
            tags.browse(tag_ids)._retire(reason)
        return {scan.id: rules.Outcome(rules.DONE, "tag_retired", judged[scan.id].values) for scan in scans}


def _reason(scan):
    reason = scan.data.get("reason")
    return " ".join(reason.split())[:LONGEST_REASON] if isinstance(reason, str) else ""
