from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import scan as rules
from .furniture_scan_crew import KINDS, QUESTION

# After a review came to nothing one may correct the record, or ask for it anew.
UNSETTLED = (rules.REVIEW, rules.REFUSED, rules.CONFLICT)


class FurnitureScanRecord(models.Model):
    """Records of a crew: each waits until a supervisor has looked at it. Nobody reviews what they have done themselves."""

    _inherit = "furniture.scan.record"

    from_crew = fields.Boolean("From a crew", readonly=True)
    crew_id = fields.Many2one("furniture.crew", readonly=True, index="btree_not_null", ondelete="restrict")
    correction = fields.Json(readonly=True, help="What the supervisor has changed of what was sent.")
    reviewed_by_id = fields.Many2one("res.users", "Reviewed by", readonly=True, ondelete="restrict")
    reviewed_on = fields.Datetime(readonly=True)
    review_note = fields.Text("Note from the supervisor", readonly=True)
    corrected = fields.Boolean(compute="_compute_corrected", store=True)
    may_review = fields.Boolean(compute="_compute_may_review")
    may_amend = fields.Boolean(
        compute="_compute_may_review", help="It may be corrected or sent back: also when its approval came to nothing."
    )

    _crew_idx = models.Index("(crew_id, user_id, scanned_on) WHERE from_crew")
    _crew_waiting_idx = models.Index("(crew_id) WHERE from_crew AND status = 'review'")
    _own_review = models.Constraint(
        "CHECK(reviewed_by_id IS NULL OR reviewed_by_id != user_id)", "Nobody reviews what they have done themselves."
    )
    # A refusal may come before any review: of a kind that crews do not send.
    _crew_is_reviewed = models.Constraint(
        "CHECK(NOT coalesce(from_crew, FALSE) OR status IN ('review', 'refused') OR reviewed_by_id IS NOT NULL)",
        "What a crew has done counts when a supervisor has looked at it.",
    )
    _crew_decides_nothing = models.Constraint(
        "CHECK(NOT coalesce(from_crew, FALSE) OR decided_by_id IS NULL OR decided_by_id != user_id)",
        "What a crew member has done is decided by the supervisor.",
    )

    @api.depends("correction")
    def _compute_corrected(self):
        for record in self:
            record.corrected = bool(record.correction)

    @api.depends("status", "kind", "user_id", "crew_id", "from_crew")
    @api.depends_context("uid")
    def _compute_may_review(self):
        for record in self:
            reviewer = record._may_review()
            record.may_review = record.status == rules.REVIEW and reviewer
            mendable = record.status in UNSETTLED and record.kind in KINDS and record.kind != QUESTION
            record.may_amend = mendable and reviewer

    @api.model
    def _keep(self, device, scans, outcomes):
        kept = super()._keep(device, scans, outcomes)
        if kept and self.env["furniture.scan"]._is_crew():
            # sudo: which crew a person is in is theirs to belong to, not to read.
            crew = self.env["furniture.crew"].sudo()._of(self.env.user)
            kept.write({"from_crew": True, "crew_id": crew.id})
            kept._tell_supervisors()
        return kept

    def _tell_supervisors(self):
        """Let the supervisors know, once, that somebody needs help."""
        questions = self.filtered(lambda record: record.kind == QUESTION and record.status == rules.REVIEW)
        if not questions:
            return
        # sudo: who looks after a crew is told of its questions, whoever asks.
        people = questions.sudo().crew_id.supervisor_ids.filtered("active")
        if not people:
            group = self.env.ref("bk_furniture_reuse.group_coordinator").sudo()  # sudo: likewise
            people = group.all_user_ids.filtered("active")
        name = self.env.user.name
        self.env["furniture.notice"]._tell(
            people,
            "other",
            lambda env: env._("%s needs help. Open the crew's questions.", name),
            questions[0],
            urgent=True,
        )

    def _may_review(self):
        """True when this person may review the record: a supervisor of the crew or a coordinator, and not their own."""
        self.ensure_one()
        person = self.env.user
        if not self.from_crew or self.user_id == person or self.env["furniture.scan"]._is_crew():
            return False
        # sudo: only whether the person is among them is told.
        return person.has_group("bk_furniture_reuse.group_coordinator") or (
            person in self.sudo().crew_id.supervisor_ids and person.has_group("bk_furniture_reuse.group_operator")
        )

    def _check_may_review(self):
        self.check_access("read")
        if not all(record._may_review() for record in self):
            raise AccessError(
                self.env._(
                    "This is reviewed by the crew's supervisor or the reuse coordinator, and never by who did it."
                )
            )

    def _may_decide(self):
        """What a crew has done is decided by who may review it."""
        return self.env.su or (self._may_review() if self.from_crew else super()._may_decide())

    @api.depends("status", "handled_on", "from_crew", "reviewed_by_id")
    def _compute_is_open(self):
        """What waits for a review stands in the supervisors' own list."""
        super()._compute_is_open()
        for record in self.filtered(lambda record: record.from_crew and record.status == rules.REVIEW):
            record.is_open, record.urgency = False, 0
