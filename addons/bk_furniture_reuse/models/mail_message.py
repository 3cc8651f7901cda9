from odoo import models
from odoo.exceptions import UserError

# Where the system's own notes are history: what changed, who did it and when.
KEPT = (
    "stock.lot",
    "furniture.reservation",
    "furniture.import",
    "furniture.stocktake",
    "repair.order",
    "furniture.rebuild",
)
TOLD = ("body", "subject", "date", "author_id", "email_from", "message_type", "model", "res_id", "tracking_value_ids")


class MailMessage(models.Model):
    """The system's notes beside a piece are history: Odoo lets everybody who may write the piece rewrite and delete them."""

    _inherit = "mail.message"

    def write(self, vals):
        if not set(TOLD).isdisjoint(vals):
            self._check_no_history()
        return super().write(vals)

    def unlink(self):
        self._check_no_history()
        return super().unlink()

    def _check_no_history(self):
        if not self.env.su and self.filtered(
            lambda message: message.message_type == "notification" and message.model in KEPT
        ):
            raise UserError(
                self.env._("Notes that were written by the system are kept. Write a note of your own beside it.")
            )
