from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools import scan as rules

LEAVE = "leave"


class FurnitureScanRecord(models.Model):
    """Records in conflict: whoever scanned them, or a coordinator, decides, once. What was chosen is carried out by who chose it."""

    _inherit = "furniture.scan.record"

    def action_decide(self):
        """Button: the choice is in the context."""
        choice = self.env.context.get("choice")
        for record in self:
            record._check_may_decide(choice)
            record._carry_out_choice(choice)
        return True

    def _may_decide(self):
        """True when this person may decide about the record, as long as it is in conflict."""
        self.ensure_one()
        person = self.env.user
        return self.env.su or (
            self.env["furniture.scan"]._may_scan()
            and (self.user_id == person or person.has_group("bk_furniture_reuse.group_coordinator"))
        )

    def _check_may_decide(self, choice):
        self.check_access("read")
        if not self._may_decide():
            raise AccessError(self.env._("This is decided by who scanned it, or by the reuse coordinator."))
        self._lock()
        if self.status != rules.CONFLICT:
            raise UserError(
                self.env._("This has been decided already, by %s.", self.decided_by_id.name or self.user_id.name)
            )
        if choice not in (self.options or []):
            raise UserError(self.env._("Choose one of the answers that the record offers."))

    def _carry_out_choice(self, choice):
        """Do what was chosen and keep what became of it; returns the outcome."""
        self.ensure_one()
        self._lock()
        if choice == LEAVE:
            outcome = rules.Outcome(rules.DONE, "left", self.answer or {})
        else:
            scan = self._scan().chosen(choice)
            outcome = self.env["furniture.scan"]._carry_out([scan])[scan.id]
        # sudo: the ledger is written by the system alone; who may decide is checked before.
        ledger = self.sudo()
        ledger.write(
            {
                **self._prepare_outcome_vals(outcome),
                "choice": choice,
                "decided_by_id": self.env.uid,
                "decided_on": fields.Datetime.now(),
                "reminded_on": False,
                **({"photo": False} if outcome.status in (rules.DONE, rules.AGAIN) and choice != LEAVE else {}),
            }
        )
        return outcome

    def _decided(self):
        """The records that these ones, of the kind ``decide``, are about."""
        ids = [
            record.data["record"]
            for record in self
            if record.kind == "decide" and rules.is_uuid((record.data or {}).get("record"))
        ]
        return self.search([("client_id", "in", ids)]) if ids else self.browse()

    def _lock(self):
        """Two people who decide at once: the second waits, and finds it decided."""
        self.env.execute_query(SQL("SELECT id FROM furniture_scan_record WHERE id = ANY(%s) FOR UPDATE", self.ids))
