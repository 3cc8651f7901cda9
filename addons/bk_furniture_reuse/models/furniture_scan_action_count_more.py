from odoo import api, models

from ..tools import scan as rules

LONGEST_NOTE = 500
WISHES = ("move", "back")


class FurnitureScanActionCountUndo(models.AbstractModel):
    """A scan of one's own is taken back: ``{session, record}``, the id of the record that counted."""

    _name = "furniture.scan.action.count_undo"
    _inherit = "furniture.scan.count"
    _description = "Undo a count"

    @api.model
    def _judge_in(self, scan, session):
        wanted = scan.data.get("record")
        counted = self._scan_of(session, wanted)
        values = {
            "scanned": counted.code or "",
            "lot_id": counted.lot_id.id,
            "piece": counted.lot_id.name or counted.code or "",
        }
        if not counted or counted.undone:
            return rules.Outcome(rules.AGAIN, "nothing_to_undo", values)
        if counted.user_id != self.env.user:
            return rules.Outcome(rules.REFUSED, "not_own_scan", values)
        if counted.round_number != session.round_number:
            return rules.Outcome(rules.REFUSED, "round_over", values)
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _scan_of(self, session, uid):
        if not rules.is_uuid(uid):
            return self.env["furniture.stocktake.scan"]
        # sudo: counters do not read scans, and learn nothing of them but their own code
        scans = self.env["furniture.stocktake.scan"].sudo()
        return scans.search([("stocktake_id", "=", session.id), ("uid", "=", uid)], limit=1)

    @api.model
    def _do_in(self, scan, session, values):
        session.undo_scan(scan.data["record"])
        return rules.Outcome(rules.DONE, "count_undone", values)


class FurnitureScanActionCountDone(models.AbstractModel):
    """A room is done: ``{session, place}``. What was expected there and nobody scanned is not found."""

    _name = "furniture.scan.action.count_done"
    _inherit = "furniture.scan.count"
    _description = "A room is counted"
    _finished = True

    @api.model
    def _judge_in(self, scan, session):
        place = self._place_of(scan)
        values = {"place": place.name or "", "place_id": place.id}
        if not place:
            return rules.Outcome(rules.REFUSED, "no_place", values)
        # sudo: the rooms of a stock-take are no secret of its counters
        if place.id not in session.sudo()._places([place.id]):
            return rules.Outcome(rules.REFUSED, "outside", values)
        room = session.sudo().room_ids.filtered(lambda room: room.location_id == place)
        if (room.state == "done") == self._finished:
            return rules.Outcome(rules.AGAIN, "room_done" if self._finished else "room_open", values)
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _do_in(self, scan, session, values):
        session.finish_room(values["place_id"])
        return rules.Outcome(rules.DONE, "room_done", values)


class FurnitureScanActionCountReopen(models.AbstractModel):
    """Somebody goes on counting in a room that was done: ``{session, place}``."""

    _name = "furniture.scan.action.count_reopen"
    _inherit = "furniture.scan.action.count_done"
    _description = "Go on counting in a room"
    _finished = False

    @api.model
    def _do_in(self, scan, session, values):
        session.reopen_room(values["place_id"])
        return rules.Outcome(rules.DONE, "room_open", values)


class FurnitureScanCountLine(models.AbstractModel):
    """What records about a piece that was counted share: ``{session, code}``. No kind of its own."""

    _name = "furniture.scan.count.line"
    _inherit = "furniture.scan.count"
    _description = "Something about a counted piece"

    @api.model
    def _judge_in(self, scan, session):
        line = self._line_of(scan, session)
        lot = line.lot_id
        values = {"lot_id": lot.id, "piece": lot.name or line.code or "", "line_id": line.id}
        if not line:
            return rules.Outcome(rules.REFUSED, "not_counted", values)
        return self._judge_line(scan, session, line, values)

    @api.model
    def _judge_line(self, scan, session, line, values):
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _line_of(self, scan, session):
        """The line of what was scanned, when it has been counted."""
        code = scan.data.get("code")
        targets = self._targets([scan])
        if code not in targets:
            return self.env["furniture.stocktake.line"]
        lot = self._piece_of(scan, targets)
        # sudo: counters do not read lines; what is said of them says nothing of what is expected
        line = session.sudo()._line_of(lot, code.strip())
        return line.filtered("found_round")

    @api.model
    def _note(self, scan):
        note = scan.data.get("note")
        return " ".join(note.split())[:LONGEST_NOTE] if isinstance(note, str) else ""


class FurnitureScanActionCountAnswer(models.AbstractModel):
    """What becomes of a piece in the wrong room: ``{session, code, wish}``: ``move``, it belongs here now, or ``back``."""

    _name = "furniture.scan.action.count_answer"
    _inherit = "furniture.scan.count.line"
    _description = "Answer about a piece in the wrong room"

    @api.model
    def _judge_line(self, scan, session, line, values):
        wish = scan.data.get("wish")
        if session.blind:
            return rules.Outcome(rules.REFUSED, "blind_count", values)
        if wish not in WISHES or line.result != "wrong_room":
            return rules.Outcome(rules.REFUSED, "not_in_wrong_room", values)
        values["belongs"] = line.belongs_location_id.name or ""
        if line.wish == wish:
            return rules.Outcome(rules.AGAIN, f"wish_{wish}", values)
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _do_in(self, scan, session, values):
        session.answer_wrong_room(values["line_id"], scan.data["wish"])
        return rules.Outcome(rules.DONE, f"wish_{scan.data['wish']}", values)
