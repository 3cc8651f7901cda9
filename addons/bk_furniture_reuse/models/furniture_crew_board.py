from odoo import fields, models
from odoo.fields import Domain

from ..tools import scan as rules
from .furniture_crew_day import day_of
from .furniture_scan_crew import QUESTION

FIGURES = ("sent", "pieces", "moved", "approved", "corrected", "sent_back")


class FurnitureCrew(models.Model):
    """The board of a crew: how today goes, and what waits for its supervisor."""

    _inherit = "furniture.crew"

    sent_today = fields.Integer("Sent today", compute="_compute_today")
    pieces_today = fields.Integer("Pieces registered today", compute="_compute_today")
    moved_today = fields.Integer("Pieces moved today", compute="_compute_today")
    approved_today = fields.Integer("Approved today", compute="_compute_today")
    corrected_today = fields.Integer("Corrected today", compute="_compute_today")
    sent_back_today = fields.Integer("Sent back today", compute="_compute_today")
    waiting_count = fields.Integer("To review", compute="_compute_waiting")
    question_count = fields.Integer("Open questions", compute="_compute_waiting")
    follow_count = fields.Integer(
        "To follow up", compute="_compute_waiting", help="Approved, and something stands in the way."
    )
    member_count = fields.Integer("Number of members", compute="_compute_member_count")

    def _compute_today(self):
        today = day_of(self.env, fields.Datetime.now())
        rows = self.env["furniture.crew.day"]._read_group(
            [("crew_id", "in", self.ids), ("day", "=", today)], ["crew_id"], [f"{name}:sum" for name in FIGURES]
        )
        figures = {crew.id: numbers for crew, *numbers in rows}
        for crew in self:
            for name, number in zip(FIGURES, figures.get(crew.id, [0] * len(FIGURES)), strict=True):
                crew[f"{name}_today"] = number

    def _compute_waiting(self):
        rows = self.env["furniture.scan.record"]._read_group(
            Domain("crew_id", "in", self.ids) & (self._waiting() | self._to_follow()),
            ["crew_id", "status", "kind"],
            ["__count"],
        )
        counts = {crew: [0, 0, 0] for crew in self}
        for crew, status, kind, count in rows:
            place = 2 if status != rules.REVIEW else 1 if kind == QUESTION else 0
            counts[crew][place] += count
        for crew in self:
            crew.waiting_count, crew.question_count, crew.follow_count = counts[crew]

    def _compute_member_count(self):
        for crew in self:
            crew.member_count = len(crew.member_ids)

    def _waiting(self):
        return Domain("status", "=", rules.REVIEW)

    def _to_follow(self):
        return Domain("status", "in", (rules.CONFLICT, rules.REFUSED)) & Domain("is_open", "=", True)

    def action_review(self):
        return self._open_records("waiting")

    def action_questions(self):
        return self._open_records("questions")

    def action_follow(self):
        return self._open_records("to_follow")

    def action_days(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_crew_day_action")
        return {**action, "context": {"search_default_crew_id": self.id, "search_default_this_month": 1}}

    def _open_records(self, name):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_scan_record_action_review")
        return {**action, "context": {"search_default_crew_id": self.id, f"search_default_{name}": 1}}
