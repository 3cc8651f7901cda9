from odoo import api, fields, models

from ..models.furniture_scan_crew import QUESTION


class FurnitureCrewReply(models.TransientModel):
    """What a supervisor writes to a crew member: the answer to a question, or why something is to be done again."""

    _name = "furniture.crew.reply"
    _description = "Reply to a crew"

    record_ids = fields.Many2many("furniture.scan.record", string="Records", required=True)
    is_answer = fields.Boolean(compute="_compute_is_answer")
    asked = fields.Text("What was asked", compute="_compute_is_answer")
    note = fields.Text("Your words", required=True)
    count = fields.Integer("Number of records", compute="_compute_is_answer")

    @api.depends("record_ids")
    def _compute_is_answer(self):
        for reply in self:
            records = reply.record_ids
            reply.is_answer = bool(records) and all(record.kind == QUESTION for record in records)
            reply.asked = "\n".join(filter(None, records.mapped("asked")))
            reply.count = len(records)

    def action_reply(self):
        self.ensure_one()
        if self.is_answer:
            self.record_ids._answer_question(self.note)
        else:
            self.record_ids._send_back(self.note)
        return {"type": "ir.actions.act_window_close"}
