from odoo import api, models

from ..tools import scan as rules
from .furniture_scan_action_tag import LEAVE, REPLACE


class FurnitureScanActionClaimPlace(models.AbstractModel):
    """A blank tag that was put on a door: ``{code, place, choice?}``. A place that has one in use keeps it unless a person says so."""

    _name = "furniture.scan.action.claim_place"
    _inherit = "furniture.scan.action"
    _description = "Tag for a place"

    @api.model
    def _abouts(self, scans):
        return self._abouts_of_tags(scans, "place")

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans, "place")
        places = self._places(scans, targets)
        own = self.env["furniture.tag"]._own_in_use(self.env["stock.location"].union(*places.values()))
        return {scan.id: self._judge_one(scan, targets, places[scan.id], own) for scan in scans}

    @api.model
    def _judge_one(self, scan, targets, place, own):
        if not place:
            return rules.Outcome(rules.REFUSED, "no_place")
        target, old = self._target_in(scan, targets), own.get(place.id)
        said = {
            "place_id": place.id,
            "place": place.display_name,
            "tag": self._code_in_words(scan.data.get("code"), target),
        }
        if old and target and target.tag == old:
            return rules.Outcome(rules.AGAIN, "has_tag", said)
        refusal = self._why_not_blank(scan, targets, said, "place")
        if refusal:
            return refusal
        if old and scan.data.get("choice") != REPLACE:
            return rules.Outcome(rules.CONFLICT, "place_tagged", {**said, "old": old._readable()}, (REPLACE, LEAVE))
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _do(self, scans, judged):
        places = self.env["stock.location"].browse(judged[scan.id].values["place_id"] for scan in scans)
        tags = self._tags_by_scan(scans)
        for place_id, old in self.env["furniture.tag"]._own_in_use(places).items():
            new = tags[places.ids.index(place_id)]
            old._retire(self.env._("Replaced by %s", new._readable()))
        tags._claim(places)
        self.env["furniture.tag.report"]._retagged(places)
        return {scan.id: rules.Outcome(rules.DONE, "claimed", judged[scan.id].values) for scan in scans}
