from odoo import api, models

from ..tools import purpose as purposes
from ..tools import scan as rules

ANYWAY, LEAVE = "change_anyway", "leave"
LONGEST_REASON = 500


class FurnitureScanActionPurpose(models.AbstractModel):
    """What a piece is for: ``{code, purpose, reason?, from?, choice?}``, by the rules of ``tools/purpose.py``.

    ``from`` is the purpose that the phone believed. When somebody else has changed it since, a person decides.
    """

    _name = "furniture.scan.action.purpose"
    _inherit = "furniture.scan.action"
    _description = "Change the purpose"
    _commutes = True

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans)
        lots = {scan.id: self._piece_of(scan, targets) for scan in scans}
        roles = self.env["stock.lot"]._purpose_roles()
        changed = self._changed_by_others(self.env["stock.lot"].union(*lots.values()))
        return {
            scan.id: self._judge_one(scan, lots[scan.id], roles, changed)
            if lots[scan.id] else self._no_piece(scan, targets)
            for scan in scans
        }  # fmt: skip

    @api.model
    def _judge_one(self, scan, lot, roles, changed):
        wanted = scan.data.get("purpose")
        said = {**self._facts(lot), "was": lot.purpose, "purpose": wanted if isinstance(wanted, str) else ""}
        if lot.end_kind:
            return rules.Outcome(rules.REFUSED, "ended", {**said, "end": lot.end_kind})
        try:
            in_room = lot.location_id.place_kind in ("room", "zone")
            if not purposes.check_change(lot.purpose, wanted, purposes.HAND, roles, _reason(scan), in_room):
                return rules.Outcome(rules.AGAIN, "has_purpose", said)
        except purposes.Refusal as refusal:
            message = lot._refusal_text(refusal, lot, said["purpose"])
            return rules.Outcome(rules.REFUSED, "purpose_refused", {**said, "message": message})
        if scan.data.get("choice") != ANYWAY and self._is_behind(scan, lot, changed.get(lot)):
            return rules.Outcome(rules.CONFLICT, "changed_meanwhile", said, (ANYWAY, LEAVE))
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _is_behind(self, scan, lot, changed_on):
        """Somebody else has changed the purpose since this person saw the piece."""
        if not changed_on:
            return False
        believed = scan.data.get("from")
        return believed != lot.purpose if believed else changed_on > scan.at

    @api.model
    def _changed_by_others(self, lots):
        """``{piece: when}`` of those whose last change of purpose is somebody else's."""
        changes = self.env["furniture.purpose.change"].search_fetch(
            [("lot_id", "in", lots.ids), ("from_purpose", "!=", False)],
            ["lot_id", "user_id", "create_date"],
            order="id",
        )
        last = {change.lot_id: change for change in changes}
        return {lot: change.create_date for lot, change in last.items() if change.user_id != self.env.user}

    @api.model
    def _do(self, scans, judged):
        wishes = {}
        for scan in scans:
            wishes.setdefault((scan.data["purpose"], _reason(scan)), []).append(judged[scan.id].values["lot_id"])
        for (purpose, reason), lot_ids in wishes.items():
            self.env["stock.lot"].browse(lot_ids)._change_purpose(purpose, reason=reason)
        return {scan.id: rules.Outcome(rules.DONE, "purpose_changed", judged[scan.id].values) for scan in scans}


def _reason(scan):
    reason = scan.data.get("reason")
    return reason.strip()[:LONGEST_REASON] if isinstance(reason, str) else ""
