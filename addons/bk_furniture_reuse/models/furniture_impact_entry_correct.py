from odoo import models
from odoo.exceptions import UserError

ANEW, WITHDRAW = "anew", "withdraw"


class FurnitureImpactEntry(models.Model):
    """Setting entries right, by a counter-entry and where it applies a new entry."""

    _inherit = "furniture.impact.entry"

    def _correct(self, how, reason):
        """Correct what these entries say.

        :param how: ``anew``: it happened, and is counted with today's data; ``withdraw``: it did not happen
        :param reason: why, in the person's words
        :return: the entries that were written
        :raise UserError: by others than coordinators, without a reason, or for what cannot be corrected
        """
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")):
            raise UserError(self.env._("The reuse coordinator corrects the ledger. Ask them."))
        self.check_access("read")
        reason = " ".join((reason or "").split())
        if not reason:
            raise UserError(self.env._("Write why the entry is corrected. The auditor reads it."))
        self._ensure_can_be_corrected()
        # sudo: the ledger is the system's; who may correct it is asked above.
        entries = self.sudo()
        if how == WITHDRAW:
            return entries.event_id._withdraw(reason).sudo(self.env.su)
        return (
            entries.env["furniture.impact.ledger"]
            ._bring_up_to_date(entries.lot_id, reason, anew=entries.event_id)
            .sudo(self.env.su)
        )

    def _ensure_can_be_corrected(self):
        if not self:
            raise UserError(self.env._("Choose the entries that are to be corrected."))
        restated = self.filtered(lambda entry: entry.belongs_to != "ledger")
        if restated:
            raise UserError(
                self.env._(
                    "%s belongs to a restatement, which is only for comparison. Correct the entry of the ledger instead.",
                    ", ".join(restated[:5].mapped("name")),
                )
            )
        counters = self.filtered(lambda entry: entry.kind == "counter")
        if counters:
            raise UserError(
                self.env._(
                    "%s is a counter-entry, and cannot be corrected itself. Choose the entry that stands.",
                    ", ".join(counters[:5].mapped("name")),
                )
            )
        countered = self.filtered("is_countered")
        if countered:
            raise UserError(
                self.env._(
                    "%s is cancelled by a counter-entry already. Choose the entry that stands.",
                    ", ".join(countered[:5].mapped("name")),
                )
            )
