from odoo import api, models

from ..tools import scan as rules


class FurnitureScanActionDecide(models.AbstractModel):
    """A person's answer to a record that is in conflict: ``{record, choice}``, once."""

    _name = "furniture.scan.action.decide"
    _inherit = "furniture.scan.action"
    _description = "Decide about a record"

    @api.model
    def _abouts(self, scans):
        return {scan.id: {("record", scan.id), ("record", str(scan.data.get("record")))} for scan in scans}

    @api.model
    def _judge(self, scans):
        records = self._records(scans)
        return {scan.id: self._judge_one(scan, records.get(str(scan.data.get("record")))) for scan in scans}

    @api.model
    def _judge_one(self, scan, record):
        if not record or not record._may_decide():
            return rules.Outcome(rules.REFUSED, "no_record")
        choice = scan.data.get("choice")
        said = {"record": record.client_id, "who": record.decided_by_id.name or ""}
        if record.status != rules.CONFLICT:
            if not record.choice:
                return rules.Outcome(rules.REFUSED, "no_question", said)
            return rules.Outcome(rules.AGAIN if record.choice == choice else rules.REFUSED, "decided_already", said)
        if choice not in (record.options or []):
            return rules.Outcome(rules.REFUSED, "no_choice", said)
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _do(self, scans, judged):
        records = self._records(scans)
        return {scan.id: self._decide(records[scan.data["record"]], scan.data["choice"]) for scan in scans}

    @api.model
    def _decide(self, record, choice):
        """What the record led to is also the answer to the decision; when it is in conflict once more, there is a new question."""
        outcome = record._carry_out_choice(choice)
        said = {**outcome.values, "record": record.client_id, "of_kind": record.kind}
        if outcome.status == rules.CONFLICT:
            return rules.Outcome(rules.REFUSED, "asked_again", said)
        return rules.Outcome(outcome.status, outcome.code, said)

    @api.model
    def _records(self, scans):
        """``{id: record of the ledger}``, as this person may see them."""
        ids = [scan.data["record"] for scan in scans if rules.is_uuid(scan.data.get("record"))]
        return {
            record.client_id: record for record in self.env["furniture.scan.record"].search([("client_id", "in", ids)])
        }
