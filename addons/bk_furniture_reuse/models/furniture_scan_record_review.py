from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import scan as rules
from .furniture_scan_action_move_crew import ScannedBy
from .furniture_scan_crew import KINDS, QUESTION
from .furniture_scan_record_crew import UNSETTLED

LONGEST_NOTE = 1_000


class FurnitureScanRecord(models.Model):
    """Reviewing what a crew has done: approve, correct, send back, answer.

    What is approved is carried out by the ordinary actions with the rights of whoever approves, in the order of scanning. What
    was sent stays as it was sent; a correction stands beside it.
    """

    _inherit = "furniture.scan.record"

    def action_approve(self):
        """Button: these records count now. Those that need another record take it along; what is reviewed already stays as it is."""
        self._check_may_review()
        self._lock()
        waiting = self.filtered(lambda record: record.status == rules.REVIEW and record.kind != QUESTION)
        records = waiting._with_needed()
        records._check_may_review()
        (records - waiting)._lock()
        records._carry_out_reviewed()
        return True

    def action_correct(self):
        """Button: open the record's values to change them."""
        self.ensure_one()
        self._check_may_review()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_crew_correct_action"),
            "context": {"default_record_id": self.id},
        }

    def action_reply(self):
        """Button: answer a question, or send back with a note."""
        self._check_may_review()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_crew_reply_action"),
            "context": {"default_record_ids": self.ids},
        }

    def _correct(self, values):
        """Change what the record says, and approve it.

        :param values: ``{name: value}`` as in the record's data, only what is different
        """
        self.ensure_one()
        self._check_may_review()
        self._lock()
        # What crews do not send is not carried out for them either.
        if self.status not in (rules.REVIEW, rules.REFUSED) or self.kind == QUESTION or self.kind not in KINDS:
            raise UserError(self._reviewed_already())
        needed = self._with_needed() - self
        needed._check_may_review()
        needed._lock()
        if values:
            # sudo: the ledger is written by the system alone; who may review is checked above.
            self.sudo().correction = {**(self.correction or {}), **values}
        (needed | self)._carry_out_reviewed()

    def _send_back(self, note):
        """Ask who made these records to do them again; what cannot be without them goes along."""
        self._check_may_review()
        self._lock()
        if any(record.status not in UNSETTLED or record.kind == QUESTION for record in self):
            raise UserError(self._reviewed_already())
        records = self._with_dependents()
        records._check_may_review()
        (records - self)._lock()
        records._close_review(rules.SENT_BACK, "sent_back", self._note(note))

    def _answer_question(self, text):
        """Answer questions of the crew; whoever asked reads it on the phone."""
        self._check_may_review()
        self._lock()
        if any(record.status != rules.REVIEW or record.kind != QUESTION for record in self):
            raise UserError(self._reviewed_already())
        self._close_review(rules.DONE, "answered", self._note(text))

    # How it is done

    def _carry_out_reviewed(self):
        """Carry out what these records say, as this person, and keep what became of each."""
        records = self._in_order_of_scanning()
        people = ScannedBy(
            {record.client_id: record.user_id.id for record in records},
            {record.client_id: record.device_id.id for record in records},
        )
        scan = self.env["furniture.scan"].with_context(scanned_by=people)
        by_id = {record.client_id: record for record in records}
        reviewed = {"reviewed_by_id": self.env.uid, "reviewed_on": fields.Datetime.now()}
        scans = [record._scan() for record in records]
        for run in scan._runs(scans):
            outcomes = scan._carry_out(run)
            for one in run:
                # sudo: the ledger is written by the system alone; who may review is checked before.
                by_id[one.id].sudo().write({**self._prepare_outcome_vals(outcomes[one.id]), **reviewed})
        done = records.sudo().filtered(lambda record: record.status in (rules.DONE, rules.AGAIN))  # sudo: likewise
        done.with_context(bin_size=True).filtered("photo").write({"photo": False})

    def _in_order_of_scanning(self):
        """By the phones' clocks; within a phone by its own counting, whatever its clock says."""
        # sudo: phones are their owners' own; here they only put records in order.
        phones = {record: record.device_id.uuid for record in self.sudo()}
        latest, keys = {}, {}
        for record in self.sorted(lambda record: (phones[record], record.seq)):
            at = max(latest.get(phones[record], record.scanned_on), record.scanned_on)
            latest[phones[record]] = at
            keys[record] = (at, phones[record], record.seq)
        return self.sorted(keys.get)

    def _close_review(self, status, code, note):
        reviewed = {"reviewed_by_id": self.env.uid, "reviewed_on": fields.Datetime.now(), "review_note": note}
        for record in self:
            # sudo: the ledger is written by the system alone; who may review is checked before.
            record.sudo().write(
                {
                    "status": status,
                    "code": code,
                    "answer": {**(record.answer or {}), "note": note},
                    "options": [],
                    **reviewed,
                }
            )

    def _note(self, text):
        note = " ".join((text or "").split())[:LONGEST_NOTE]
        if not note:
            raise UserError(self.env._("Write a few words. They are read on the phone."))
        return note

    def _reviewed_already(self):
        names = ", ".join(self.reviewed_by_id.mapped("name"))
        return self.env._("This has been reviewed already: %s", names)

    # What was sent, and what it became

    def _effective_data(self):
        """What the record says, corrections included; without its photo."""
        return {**(self.data or {}), **(self.correction or {})}

    def _scan(self):
        scan = super()._scan()
        return replace(scan, data={**scan.data, **self.correction}) if self.correction else scan
