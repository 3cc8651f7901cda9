from odoo import api, fields, models

from ..tools import scan as rules

# What the stock-take says of a scan, and what becomes of its record; everything else is done.
STATUSES = {"again": rules.AGAIN, "undone": rules.AGAIN, "no_place": rules.REFUSED, "outside": rules.REFUSED}


class FurnitureScanActionCount(models.AbstractModel):
    """What stands in a room: ``{session, code, place}``. The record's id is the scan's, so that it counts once however often it comes.

    A code that nobody knows is kept too. A piece in the wrong room is counted at once; what the counter answers about it comes
    as a record of its own.
    """

    _name = "furniture.scan.action.count"
    _inherit = "furniture.scan.count"
    _description = "Count a piece"

    @api.model
    def _abouts(self, scans):
        # One piece scanned twice is told apart by the stock-take itself, in the order of the scans.
        return {scan.id: set() for scan in scans}

    @api.model
    def _judge(self, scans):
        sessions, targets = self._sessions(scans), self._targets(scans, "place")
        places = self._places(scans, targets)
        counted = self._counted_places(sessions, places)
        return {
            scan.id: sessions[scan.id]
            if isinstance(sessions[scan.id], rules.Outcome)
            else self._judge_one(scan, targets, places[scan.id], counted[sessions[scan.id]])
            for scan in scans
        }

    @api.model
    def _counted_places(self, sessions, places):
        """``{stock-take: places of these scans where it counts}``."""
        wanted = {}
        for scan_id, session in sessions.items():
            if not isinstance(session, rules.Outcome):
                wanted.setdefault(session, set()).add(places[scan_id].id)
        # sudo: the scope of a stock-take is no secret of its counters
        return {session: session.sudo()._places(ids - {False}) for session, ids in wanted.items()}

    @api.model
    def _judge_one(self, scan, targets, place, counted):
        code = scan.data.get("code")
        if code not in targets or "\0" in code:
            return rules.Outcome(rules.REFUSED, "unknown", {"scanned": ""})
        if targets[code].kind == "place":
            return self._no_piece(scan, targets)
        values = {"scanned": code.strip()[:60], "place": place.name or "", "place_id": place.id}
        if not place:
            return rules.Outcome(rules.REFUSED, "no_place", values)
        if place.id not in counted:
            return rules.Outcome(rules.REFUSED, "outside", values)
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _do(self, scans, judged):
        sessions = self._sessions(scans)
        outcomes = {}
        for session in dict.fromkeys(sessions.values()):
            those = [scan for scan in scans if sessions[scan.id] == session]
            answers = session.register_scans([self._prepare_scan(scan, judged[scan.id].values) for scan in those])
            for scan, answer in zip(those, answers, strict=True):
                outcomes[scan.id] = self._outcome(answer, judged[scan.id].values)
        return outcomes

    @api.model
    def _prepare_scan(self, scan, values):
        return {
            "uid": scan.id,
            "code": scan.data["code"],
            "place_id": values["place_id"],
            "date": fields.Datetime.to_string(scan.at),
        }

    @api.model
    def _outcome(self, answer, values):
        """What the stock-take answered; in a blind count its answer holds nothing of what is expected."""
        said = {
            **values,
            "piece": answer.get("number") or values["scanned"],
            "model": answer.get("model", ""),
            "lot_id": answer.get("lot_id", False),
            "belongs": answer.get("belongs", ""),
            "damaged": answer.get("damaged", False),
            "message": answer["text"],
        }
        return rules.Outcome(STATUSES.get(answer["kind"], rules.DONE), f"count_{answer['kind']}", said)
