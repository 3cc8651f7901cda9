from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..tools import release as rules

STATES = [("asked", "Asked"), ("given", "Given"), ("refused", "Refused"), ("withdrawn", "Withdrawn")]


class FurnitureRelease(models.Model):
    """One owner unit is asked to let go of pieces that another unit has reserved.

    Asked when the pieces are held, answered by the unit's responsible, needed before they leave. Who may bring it to which state
    is in ``tools/release.py``; everything else is written by the system only.
    """

    _name = "furniture.release"
    _description = "Consent of the owner"
    _inherit = ["mail.thread"]
    _order = "id desc"

    owner_unit_id = fields.Many2one("furniture.unit", "Owner unit", required=True, ondelete="restrict", index=True)
    to_unit_id = fields.Many2one("furniture.unit", "To unit", required=True, ondelete="restrict", index=True)
    lot_ids = fields.Many2many("stock.lot", string="Pieces", required=True)
    lot_count = fields.Integer("Number of pieces", compute="_compute_lot_count", store=True)
    reservation_id = fields.Many2one("furniture.reservation", ondelete="restrict", index=True, required=True)
    responsible_id = fields.Many2one(related="owner_unit_id.responsible_id", string="Who answers")
    asked_by_id = fields.Many2one("res.users", "Asked by", required=True, default=lambda self: self.env.user)
    asked_on = fields.Datetime(required=True, default=fields.Datetime.now)
    state = fields.Selection(STATES, "Consent", required=True, default="asked", index=True, tracking=True)
    reason = fields.Char(tracking=True)
    answered_by_id = fields.Many2one("res.users", "Answered by")
    answered_on = fields.Datetime()
    can_answer = fields.Boolean(compute="_compute_can_answer")

    @api.depends("lot_ids")
    def _compute_lot_count(self):
        for release in self:
            release.lot_count = len(release.lot_ids)

    @api.depends("state", "owner_unit_id.responsible_id")
    @api.depends_context("uid")
    def _compute_can_answer(self):
        for release in self:
            release.can_answer = release.state == rules.ASKED and bool(release._roles() & rules.ANSWERING)

    @api.depends("owner_unit_id", "to_unit_id", "lot_count")
    def _compute_display_name(self):
        for release in self:
            release.display_name = self.env._(
                "%(count)s pieces from %(owner)s to %(unit)s",
                count=release.lot_count,
                owner=release.owner_unit_id.name,
                unit=release.to_unit_id.name,
            )

    # Answering

    def action_give(self):
        """Button of who answers for the unit: the pieces may go."""
        self._answer(rules.GIVEN)
        return True

    def action_withdraw(self):
        """Button of who asked: it is not needed any more. The hold stays; the pieces cannot leave."""
        self._answer(rules.WITHDRAWN)
        return True

    def _answer(self, state, reason=""):
        """Bring these requests to ``state``, all or none, as the current user.

        :raise UserError: when one of them is answered already, is somebody else's to answer, or needs a reason
        """
        self.check_access("read")
        requests = (
            self.sudo()
        )  # sudo: who answers for a unit may be any employee; the table says whether they may answer
        try:
            requests.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is answering this right now. Open it again in a moment.")
            ) from error
        requests.invalidate_recordset(["state"])
        for release in requests:
            roles = release.with_user(self.env.user)._roles() | (
                frozenset({rules.SYSTEM}) if self.env.su else frozenset()
            )
            try:
                rules.check_answer(release.state, state, roles, reason)
            except rules.Refusal as refusal:
                raise release._refusal(refusal) from refusal
            if release.state == rules.GIVEN and state == rules.REFUSED and not release._held_lines():
                raise UserError(self.env._("%s: the pieces have left already.", release.display_name))
        requests.write(
            {
                "state": state,
                "reason": (reason or "").strip() or False,
                "answered_by_id": self.env.uid,
                "answered_on": fields.Datetime.now(),
            }
        )
        if state == rules.REFUSED:
            requests._let_go()
        if state in (rules.GIVEN, rules.REFUSED):
            requests._tell_answer()

    def _roles(self):
        """The roles of the current user towards this request."""
        user = self.env.user
        responsible = self.sudo().owner_unit_id.responsible_id
        return rules.roles(
            is_responsible=responsible == user,
            has_responsible=bool(responsible.active),
            is_coordinator=user.has_group("bk_furniture_reuse.group_coordinator"),
            is_manager=user.has_group("bk_furniture_reuse.group_manager"),
            is_asker=self.sudo().asked_by_id == user,
        )

    def _refusal(self, refusal):
        """The exception for a person: what is in the way, and what to do."""
        states = dict(self._fields["state"]._description_selection(self.env))
        match refusal.code:
            case "not_yours":
                who = self.owner_unit_id.responsible_id.name or self.env._("the reuse coordinator")
                return AccessError(
                    self.env._(
                        "%(unit)s: %(who)s answers for this unit. Ask them.", unit=self.owner_unit_id.name, who=who
                    )
                )
            case "needs_reason":
                return UserError(self.env._("Write the reason, so that those who wait can read it."))
        return UserError(
            self.env._(
                "%(name)s: answered already (%(state)s).", name=self.display_name, state=states[self.state].lower()
            )
        )

    # What follows

    def _held_lines(self):
        """The holds of this request's pieces that last."""
        return self.reservation_id.line_ids.filtered(lambda line: line.state == "held" and line.lot_id in self.lot_ids)

    def _let_go(self):
        """The owner has refused: the holds of these pieces end, and the reservation says why."""
        for release in self:
            release._held_lines()._release(
                reason=self.env._(
                    "%(unit)s did not release it: %(reason)s", unit=release.owner_unit_id.name, reason=release.reason
                )
            )
            release.reservation_id._message_log(
                body=self.env._(
                    "%(unit)s does not release %(pieces)s: %(reason)s",
                    unit=release.owner_unit_id.name,
                    pieces=", ".join(release.lot_ids.mapped("name")),
                    reason=release.reason,
                )
            )

    def _tell_answer(self):
        for release in self:
            words = {
                "unit": release.owner_unit_id.name,
                "count": release.lot_count,
                "name": release.reservation_id.name,
            }
            words["reason"] = release.reason or ""

            def text(env, words=words, given=release.state == rules.GIVEN):
                if given:
                    return env._("%(unit)s releases %(count)s pieces for %(name)s.", **words)
                return env._("%(unit)s does not release %(count)s pieces for %(name)s: %(reason)s", **words)

            self.env["furniture.notice"]._tell(
                release.asked_by_id | release.reservation_id._waiting_users(),
                "ownership",
                text,
                release.reservation_id,
                urgent=True,
            )

    def _tell_asked(self):
        """Let who answers know. Units without a responsible are answered for by the coordinators."""
        coordinators = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", self.env.ref("bk_furniture_reuse.group_coordinator").id),
                    ("share", "=", False),
                ]
            )
        )
        for release in self:
            responsible = release.owner_unit_id.responsible_id
            words = {
                "unit": release.to_unit_id.name, "count": release.lot_count, "owner": release.owner_unit_id.name,
            }  # fmt: skip
            if not responsible.active:
                release._message_log(body=self.env._("The unit has no responsible, so the reuse coordinator answers."))
            self.env["furniture.notice"]._tell(
                responsible if responsible.active else coordinators,
                "ownership",
                lambda env, words=words: env._(
                    "%(unit)s asks for %(count)s pieces of %(owner)s. May they go?", **words
                ),
                release,
                urgent=True,
            )

    def _withdraw_unneeded(self):
        """Requests whose pieces are held no more are over."""
        over = self.filtered(lambda release: release.state in (rules.ASKED, rules.GIVEN) and not release._held_lines())
        if over:
            over._answer(rules.WITHDRAWN)

    def action_open_pieces(self):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        return {**action, "domain": [("id", "in", self.lot_ids.ids)], "context": {}}
