from odoo import api, models

from ..tools import scan as rules
from .furniture_move_scan import DELIVER, LOAD, Scanned

LEAVE_HERE, CARRY_ON, EXTRA, LEAVE = "leave_here", "carry_on", "extra", "leave"
# What the rules of Load and deliver say of a scan, and what becomes of its record.
READY = ("loaded", "arrived")
CONFLICTS = {"wrong_room": (LEAVE_HERE, CARRY_ON), "not_listed": (EXTRA, LEAVE)}


class FurnitureScanActionLine(models.AbstractModel):
    """A piece was loaded or has arrived: ``{model, res_id, mode, code, place?, leave_here?, choice?}``.

    What a scan means is judged by ``furniture.move.scan``, as on the screen Load and deliver.
    """

    _name = "furniture.scan.action.line"
    _inherit = "furniture.scan.load"
    _description = "Load or deliver a piece"

    @api.model
    def _abouts(self, scans):
        # The same piece twice in a message is judged the second time when the first has been written.
        return self.env["furniture.scan.action"]._abouts(scans)

    @api.model
    def _judge(self, scans):
        return {scan_id: outcome for scan_id, (outcome, _one) in self._judge_lines(scans).items()}

    @api.model
    def _judge_lines(self, scans):
        """``{scan.id: (outcome, what the rules said or None)}``; the scans of one load in one go."""
        works = self._works(scans)
        codes, targets = self._targets(scans), self._pieces_and_places(scans)
        judged, groups = {}, {}
        for scan in scans:
            refused = self._refusal(scan, works[scan.id], targets[scan.id][0], codes)
            if refused:
                judged[scan.id] = (refused, None)
            else:
                groups.setdefault((self._load_key(scan), scan.data["mode"]), []).append(scan)
        for (_key, mode), those in groups.items():
            scanned = [self._scanned(scan, *targets[scan.id]) for scan in those]
            said = self.env["furniture.move.scan"]._judge_scans(works[those[0].id], mode, scanned)
            for scan, where, one in zip(those, scanned, said, strict=True):
                judged[scan.id] = (self._outcome(scan, where, one), one)
        return judged

    @api.model
    def _refusal(self, scan, work, lot, codes):
        if isinstance(work, rules.Outcome):
            return work
        if not lot:
            return self._no_piece(scan, codes)
        if scan.data.get("mode") not in (LOAD, DELIVER):
            return rules.Outcome(rules.REFUSED, "no_mode")
        return None

    @api.model
    def _scanned(self, scan, lot, place):
        leave_here = scan.data.get("choice") == LEAVE_HERE or scan.data.get("leave_here") is True
        return Scanned(scan.data["code"], lot, place, leave_here)

    @api.model
    def _outcome(self, scan, where, one):
        values = {**one.values, "lot_id": where.target.id, "place_id": where.place.id, "line_id": one.line.id}
        choice = scan.data.get("choice")
        if one.status in READY:
            return rules.Outcome(rules.READY, "", values)
        if one.status == "again":
            return rules.Outcome(rules.AGAIN, one.code, values)
        if one.status == "wrong_room" and choice == CARRY_ON:
            return rules.Outcome(rules.DONE, "carried_on", values)
        if one.status == "not_listed" and choice == EXTRA:
            return rules.Outcome(rules.READY, "", values)
        if one.status in CONFLICTS:
            return rules.Outcome(rules.CONFLICT, one.code, values, CONFLICTS[one.status])
        return rules.Outcome(rules.REFUSED, one.code, values)

    @api.model
    def _do(self, scans, judged):
        lines = self._judge_lines(scans)
        works = self._works(scans)
        load = self.env["furniture.move.scan"]
        load._note_scans([lines[scan.id][1] for scan in scans])
        outcomes = {}
        for scan in scans:
            outcome, one = lines[scan.id]
            code = one.status
            if one.status == "not_listed":
                lot = self.env["stock.lot"].browse(outcome.values["lot_id"])
                code = load._note_extra(works[scan.id], lot, one.place)
                outcome.values["place"] = one.place.display_name or ""
            outcomes[scan.id] = rules.Outcome(rules.DONE, code, outcome.values)
        return outcomes


class FurnitureScanActionLineUndo(models.AbstractModel):
    """A scan is taken back: ``{model, res_id, mode, code}``; what has been delivered stays delivered."""

    _name = "furniture.scan.action.line_undo"
    _inherit = "furniture.scan.load"
    _description = "Undo loading or delivering"

    @api.model
    def _judge(self, scans):
        works, targets = self._works(scans), self._targets(scans)
        return {scan.id: self._judge_one(scan, works[scan.id], targets) for scan in scans}

    @api.model
    def _judge_one(self, scan, work, targets):
        if isinstance(work, rules.Outcome):
            return work
        if scan.data.get("mode") not in (LOAD, DELIVER):
            return rules.Outcome(rules.REFUSED, "no_mode")
        lot = self._piece_of(scan, targets)
        if not lot:
            return self._no_piece(scan, targets)
        line = self.env["furniture.move.scan"]._lines(work).filtered(lambda line: line.lot_id == lot)[:1]
        values = {"lot_id": lot.id, "piece": lot.name, "model": lot.product_id.name, "line_id": line.id}
        if not line:
            return rules.Outcome(rules.REFUSED, "not_listed", values)
        if line.state == "done":
            return rules.Outcome(rules.REFUSED, "delivered_already", values)
        if not (line.loaded_on if scan.data["mode"] == LOAD else line.arrived_on):
            return rules.Outcome(rules.AGAIN, "taken_back", values)
        if scan.data["mode"] == LOAD and line.arrived_on:
            return rules.Outcome(rules.REFUSED, "arrived_already", values)
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _do(self, scans, judged):
        for scan in scans:
            line_id = judged[scan.id].values["line_id"]
            self.env["furniture.move.scan"].undo_scan(*self._load_key(scan), scan.data["mode"], [line_id])
        return {scan.id: rules.Outcome(rules.DONE, "taken_back", judged[scan.id].values) for scan in scans}
