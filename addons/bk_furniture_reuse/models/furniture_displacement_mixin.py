from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.impact.displacement import needs_evidence

# What a person may answer; that pieces go outside follows from their end.
ANSWERS = [
    ("purchase_cancelled", "Yes: an order or requisition was cancelled"),
    ("need_stated", "Yes: the unit had stated the need"),
    ("project_new", "Yes: the project's budget had new furniture for this"),
    ("moved_along", "No: the furniture only moved along"),
    ("temporary", "Temporary move: does not count"),
]
BY_ANSWER = frozenset(
    (
        "displacement",
        "displacement_evidence",
        "otherwise_discarded",
        "displacement_by_id",
        "displacement_on",
        "displacement_reason",
    )
)
_ANSWERING = object()


class FurnitureDisplacementMixin(models.AbstractModel):
    """The question of the reuse ledger, asked once for all pieces of a transfer or refurbishment: did this replace a purchase?

    Without an answer the rule of ``tools/impact/displacement.py`` decides, and the entries say so.
    """

    _name = "furniture.displacement.mixin"
    _description = "Did this replace a purchase?"

    # The field of a reuse event that names the record that was asked.
    _impact_source = ""

    displacement = fields.Selection(ANSWERS, "Did this replace a purchase?", readonly=True, copy=False)
    displacement_evidence = fields.Char(
        "Evidence", readonly=True, copy=False, help="Number of the order, requisition, need or case that shows it."
    )
    otherwise_discarded = fields.Boolean(
        "Would have been thrown away",
        readonly=True,
        copy=False,
        help="Without this, the furniture would have become waste now.",
    )
    displacement_by_id = fields.Many2one("res.users", "Answered by", readonly=True, copy=False)
    displacement_on = fields.Datetime("Answered on", readonly=True, copy=False)
    displacement_reason = fields.Char("Why the answer was changed", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_answer_written(vals)
        # Without defaults of the context for the answer, which would be written as what they stand for.
        forged = {f"default_{name}": None for name in BY_ANSWER if f"default_{name}" in self.env.context}
        clean = self.with_context(**forged) if forged else self
        return super(FurnitureDisplacementMixin, clean).create(vals_list)

    def write(self, vals):
        self._check_answer_written(vals)
        return super().write(vals)

    def _check_answer_written(self, vals):
        if (
            BY_ANSWER.intersection(vals)
            and self.env.context.get("displacement_answer") is not _ANSWERING
            and not self.env.su
        ):
            raise AccessError(self.env._("The question is answered once, with its own button."))

    def _answer_displacement(self, answer, evidence="", otherwise_discarded=False, reason=""):
        """Answer for these records. What was entered in the ledger by another answer is countered and entered anew.

        :param answer: a value of ``ANSWERS``
        :param evidence: what shows it; needed where ``needs_evidence`` says so
        :param reason: why an earlier answer is changed; coordinators only
        :raise UserError: without the evidence, or for a second answer without a reason
        """
        self.check_access("write")
        evidence, reason = " ".join((evidence or "").split()), " ".join((reason or "").split())
        if answer not in dict(ANSWERS):
            raise UserError(self.env._("Choose one of the answers."))
        if needs_evidence(answer) and not evidence:
            raise UserError(self.env._("Write what shows it: the number of the order, requisition or case."))
        answered = self.filtered("displacement")
        if answered:
            if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")):
                raise UserError(
                    self.env._(
                        "%s is answered already. The reuse coordinator can change the answer.",
                        ", ".join(answered.mapped("display_name")),
                    )
                )
            if not reason:
                raise UserError(self.env._("Write why the answer is changed. The auditor reads it."))
        self.with_context(displacement_answer=_ANSWERING).write(
            {
                "displacement": answer,
                "displacement_evidence": evidence,
                "otherwise_discarded": bool(otherwise_discarded),
                "displacement_by_id": self.env.uid,
                "displacement_on": fields.Datetime.now(),
                "displacement_reason": reason,
            }
        )
        self._log_answer(reason)
        self._follow_answer(reason or self.env._("Answered: did this replace a purchase?"))

    def _follow_answer(self, reason):
        """The ledger follows a new answer: what is entered already is countered and entered anew."""
        # sudo: the ledger is the system's; the answer was given by somebody who may.
        events = self._impact_events().sudo()
        events.env["furniture.impact.ledger"]._bring_up_to_date(events.lot_id, reason)

    def _impact_events(self):
        """The reuse events that the answer is about."""
        # sudo: those who answer need no right to the events.
        return self.env["furniture.impact.event"].sudo().search([(self._impact_source, "in", self.ids)])
