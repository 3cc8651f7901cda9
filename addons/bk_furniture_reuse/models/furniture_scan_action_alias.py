from odoo import api, models

from ..tools import scan as rules
from .furniture_scan_action_tag import LEAVE
from .furniture_tag_read import BLANK, FOREIGN, PIECE, RETIRED

HERE = "link_here"


class FurnitureScanActionAlias(models.AbstractModel):
    """A code from elsewhere that leads to a piece from now on: ``{code, piece, choice?}``.

    A code leads to one piece. One that is linked to another piece already is for a person to decide: it may be moved here.
    """

    _name = "furniture.scan.action.alias"
    _inherit = "furniture.scan.action"
    _description = "Link a code from elsewhere"

    @api.model
    def _abouts(self, scans):
        return self._abouts_of_tags(scans, "piece")

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans, "piece")
        return {scan.id: self._judge_one(scan, targets) for scan in scans}

    @api.model
    def _judge_one(self, scan, targets):
        lot = self._piece_of(scan, targets, "piece")
        if not lot:
            return self._no_piece(scan, targets, "piece")
        target = self._target_in(scan, targets)
        said = {**self._facts(lot), "scanned": self._code_in_words(scan.data.get("code"), target)}
        if lot.end_kind:
            return rules.Outcome(rules.REFUSED, "ended", {**said, "end": lot.end_kind})
        if not target or (target.kind != FOREIGN and target.tag.origin != "foreign"):
            ours = target and (target.record or target.kind in (BLANK, RETIRED))
            return rules.Outcome(rules.REFUSED, "code_of_ours" if ours else "no_code", said)
        return self._judge_foreign(scan, target, lot, said)

    @api.model
    def _judge_foreign(self, scan, target, lot, said):
        if target.kind == PIECE and target.record == lot:
            return rules.Outcome(rules.AGAIN, "is_linked", said)
        if target.record and target.record != lot and scan.data.get("choice") != HERE:
            other = {"owner": target.record.display_name, "tag": said["scanned"]}
            return rules.Outcome(rules.CONFLICT, "linked_elsewhere", {**said, **other}, (HERE, LEAVE))
        if self._retired_by_others(scan, target) and scan.data.get("choice") != HERE:
            return rules.Outcome(rules.CONFLICT, "retired_meanwhile", said, (HERE, LEAVE))
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _retired_by_others(self, scan, target):
        """Somebody else has taken the code out of use after it was scanned here; one's own records come in their order."""
        tag = target.tag
        return (
            target.kind == RETIRED
            and tag.retired_on
            and tag.retired_on > scan.at
            and tag.retired_by_id != self.env.user
        )

    @api.model
    def _do(self, scans, judged):
        targets = self._targets(scans)
        # sudo: whoever may scan pieces links what sticks on them; tags themselves are nobody's to edit.
        tags_sudo = self.env["furniture.tag"].sudo()
        new, bodies = [], {}
        for scan in scans:
            said = judged[scan.id].values
            lot, tag = self.env["stock.lot"].browse(said["lot_id"]), targets[scan.data["code"]].tag
            if tag:
                other = tag.lot_id - lot
                bodies.update({one.id: self.env._("Code from elsewhere is on %(piece)s now: %(code)s", piece=lot.name, code=tag.code) for one in other})  # fmt: skip
                in_use = {"location_id": False, "retired_reason": False, "retired_on": False, "retired_by_id": False}
                tag.sudo().write({**in_use, **tags_sudo._prepare_claim_vals(lot)})
            else:
                new.append((lot, scan.data["code"]))
            bodies[lot.id] = self.env._("Code from elsewhere: %s", said["scanned"])
        tags_sudo._create_aliases(new)
        tags_sudo._log_on_pieces(bodies)
        return {scan.id: rules.Outcome(rules.DONE, "linked", judged[scan.id].values) for scan in scans}
