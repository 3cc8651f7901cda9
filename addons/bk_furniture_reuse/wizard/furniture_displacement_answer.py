from collections import Counter

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.furniture_displacement_mixin import ANSWERS
from ..tools.impact.displacement import needs_evidence

SOURCES = {"stock.picking": "picking_ids", "repair.order": "repair_ids"}


class FurnitureDisplacementAnswer(models.TransientModel):
    """Did this replace a purchase? One answer for all that is chosen: transfers, or refurbishments."""

    _name = "furniture.displacement.answer"
    _description = "Answer whether reuse replaced a purchase"

    picking_ids = fields.Many2many("stock.picking", string="Transfers")
    repair_ids = fields.Many2many("repair.order", string="Refurbishments")
    piece_count = fields.Integer("Pieces", compute="_compute_question")
    what = fields.Char("What it is about", compute="_compute_question")
    rule = fields.Char("Without an answer", compute="_compute_question")
    is_change = fields.Boolean(compute="_compute_question", help="Some of it is answered already.")
    answer = fields.Selection(ANSWERS, "Did this replace a purchase?", required=True)
    evidence_needed = fields.Boolean(compute="_compute_evidence_needed")
    evidence = fields.Char()
    otherwise_discarded = fields.Boolean("Would have been thrown away")
    reason = fields.Char("Why the answer is changed")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        if model not in SOURCES or SOURCES[model] not in fields:
            return values
        chosen = self.env[model].browse(self.env.context.get("active_ids", []))
        asked = chosen.filtered(lambda record: record.displacement_state != "none")
        if not asked:
            raise UserError(
                self.env._(
                    "Nothing here puts furniture to a new use, so there is nothing to answer. Choose other rows."
                )
            )
        values[SOURCES[model]] = [Command.set(asked.ids)]
        if len(asked) == 1 and asked.displacement:
            values.update(
                answer=asked.displacement,
                evidence=asked.displacement_evidence,
                otherwise_discarded=asked.otherwise_discarded,
            )
        return values

    def _records(self):
        """What the answer is for."""
        return self.picking_ids or self.repair_ids

    @api.depends("picking_ids", "repair_ids")
    def _compute_question(self):
        for wizard in self:
            records = wizard._records()
            classes = sum(records._displacement_asked().values(), Counter())
            wizard.piece_count = classes.total()
            wizard.what = ", ".join(records[:5].mapped("name")) + (" ..." if len(records) > 5 else "")
            wizard.rule = records._rule_words(classes)
            wizard.is_change = any(records.mapped("displacement"))

    @api.depends("answer")
    def _compute_evidence_needed(self):
        for wizard in self:
            wizard.evidence_needed = bool(wizard.answer) and needs_evidence(wizard.answer)

    def action_answer(self):
        self.ensure_one()
        self._records()._answer_displacement(
            self.answer, self.evidence or "", self.otherwise_discarded, self.reason or ""
        )
        return {"type": "ir.actions.act_window_close"}
