from odoo import api, models

from ..tools import scan as rules
from ..tools import stocktake as counting


class FurnitureScanCount(models.AbstractModel):
    """What records about a stock-take share: ``{session}``, its id. No kind of its own.

    The rules are those of ``furniture.stocktake``; what is said of a blind count tells nothing that its counter may not know.
    """

    _name = "furniture.scan.count"
    _inherit = "furniture.scan.action"
    _description = "Count in a stock-take"

    @api.model
    def _sessions(self, scans):
        """``{scan.id: its stock-take, or the refusal}``, in one query."""
        wanted = {scan.data.get("session") for scan in scans if rules.is_number(scan.data.get("session"))}
        found = {one.id: one for one in self.env["furniture.stocktake"].search([("id", "in", list(wanted))])}
        judged = {session_id: self._judge_session(session) for session_id, session in found.items()}
        gone = rules.Outcome(rules.REFUSED, "count_gone")
        return {
            scan.id: judged.get(scan.data["session"], gone) if rules.is_number(scan.data.get("session")) else gone
            for scan in scans
        }

    @api.model
    def _judge_session(self, session):
        if not session._may_count():
            return rules.Outcome(rules.REFUSED, "count_gone")
        if session.state not in counting.OPEN:
            return rules.Outcome(rules.REFUSED, "count_over", {"count": session.name})
        return session

    @api.model
    def _abouts(self, scans):
        return {scan.id: {("session", str(scan.data.get("session")))} for scan in scans}

    @api.model
    def _judge(self, scans):
        sessions = self._sessions(scans)
        return {
            scan.id: sessions[scan.id]
            if isinstance(sessions[scan.id], rules.Outcome)
            else self._judge_in(scan, sessions[scan.id])
            for scan in scans
        }

    @api.model
    def _judge_in(self, scan, session):
        """What becomes of one record in ``session``."""
        return rules.Outcome(rules.REFUSED, "unknown_kind")

    @api.model
    def _do(self, scans, judged):
        sessions = self._sessions(scans)
        return {scan.id: self._do_in(scan, sessions[scan.id], judged[scan.id].values) for scan in scans}

    @api.model
    def _do_in(self, scan, session, values):
        """Do the work of one record; these kinds come a few at a time, unlike scans."""
        return rules.Outcome(rules.DONE, "", values)

    @api.model
    def _place_of(self, scan):
        """The place of one record; an empty set where there is none."""
        return self._places([scan], self._targets([scan], "place"))[scan.id]
