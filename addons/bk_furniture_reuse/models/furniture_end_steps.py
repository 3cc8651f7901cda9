from odoo import fields, models
from odoo.exceptions import LockError, UserError

from ..tools import ends as rules

NAMED = 8  # so many pieces are named in a refusal


class FurnitureEnd(models.Model):
    """The steps of an end: decide, carry out. Deciding plans the stock move, so that Odoo lets nobody else take the pieces."""

    _inherit = "furniture.end"

    def action_decide(self):
        """Button: the pieces shall leave."""
        self._decide()
        return True

    def action_carry_out(self):
        """Button: the pieces have left: fetched, handed over, or written off."""
        self._carry_out()
        return True

    def action_reverse(self):
        """Button: take the decision back, or bring pieces back that have left."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_end_reverse_action")
        return {**action, "context": {"default_end_id": self.id}}

    def _decide(self):
        """Decide these proposals, all or none, and plan the stock moves that carry them out.

        :raise UserError: when one is not complete, is not this person's to decide, or has a piece that cannot leave
        """
        self._lock()
        for end in self:
            end._check_step(rules.DECIDED, end.reason)
            end._check_complete()
        lots = self.line_ids.lot_id
        hindrances = lots._end_hindrances()
        if hindrances:
            self._refuse(list(hindrances.values()))
        for end in self:
            moves = end._plan_moves()
            # sudo: the steps are written by the system, after the checks above.
            for line in end.line_ids.sudo():
                line.move_line_id = moves.get(line.lot_id.id)
            end.line_ids.sudo().write({"state": rules.DECIDED})
            end.sudo().write({"decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()})
        for end in self:
            self.env["furniture.notice"]._tell(
                end.proposed_by_id,
                "other",
                lambda env, end=end: env._("%(end)s is decided: %(kind)s", **end.with_env(env)._words()),
                record=end,
            )

    def _carry_out(self):
        """Do the planned stock moves of these decisions: the pieces leave.

        :raise UserError: when one is not decided, or was carried out already
        """
        self._lock()
        for end in self:
            end._check_step(rules.DONE)
        lines = self.line_ids.filtered(lambda line: line.state == rules.DECIDED)
        moves = lines.move_line_id.move_id
        moves.picked = True
        moves.picking_id._action_done()
        # What was never in stock leaves without a move.
        lines.filtered(lambda line: not line.move_line_id)._carry_out()

    def _check_complete(self):
        """A decision says what, why and to whom."""
        self.ensure_one()
        lacking = []
        if not self.line_ids:
            lacking.append(self.env._("Choose the pieces."))
        if self.kind == rules.RECYCLED and not self.fraction:
            lacking.append(self.env._("Choose the fraction that they are recycled as."))
        if self.kind in rules.HANDED_OVER and not self.partner_id:
            lacking.append(self.env._("Choose who receives them."))
        if self.kind == rules.SOLD and not self.price:
            lacking.append(self.env._("Write the price. What costs nothing is a gift: choose Donated."))
        if lacking:
            self._refuse(lacking)

    def _check_step(self, wanted, reason="", state=None):
        """Refuse a step that the table does not allow this person, in words."""
        self.ensure_one()
        try:
            rules.check_step(self.kind, state or self.state, wanted, self.env["stock.lot"]._purpose_roles(), reason)
        except rules.Refusal as refusal:
            self._refuse([self._refusal_text(refusal, state or self.state)])

    def _refusal_text(self, refusal, state):
        if refusal.code == "needs_reason":
            return self.env._("Write why. The auditor reads it.")
        if refusal.code == "needs_role":
            roles = {
                rules.OPERATOR: self.env._("a warehouse operator"),
                rules.COORDINATOR: self.env._("the reuse coordinator"),
                rules.MANAGER: self.env._("the furniture manager"),
            }
            return self.env._("This is for %s to do. Ask them.", roles[refusal.role])
        states = {
            rules.DRAFT: self.env._("It is only proposed. Decide it first."),
            rules.DECIDED: self.env._("It is decided already."),
            rules.DONE: self.env._("It is carried out already."),
            rules.REVERSED: self.env._("It was taken back. Make a new one."),
        }
        return states[state]

    def _refuse(self, sentences):
        text = "\n".join(sentences[:NAMED])
        if len(sentences) > NAMED:
            text += "\n" + self.env._("And %s more.", len(sentences) - NAMED)
        raise UserError(text)

    def _lock(self):
        """Keep these decisions to ourselves until the transaction ends: two people may press at once."""
        self.check_access("write")
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is working with %s right now. Try again.", ", ".join(self.mapped("name")))
            ) from error
        self.invalidate_recordset(["state"])
        self.line_ids.invalidate_recordset(["state"])

    def _words(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {"end": self.name, "kind": kinds[self.kind].lower(), "count": self.line_count}
