from odoo import fields, models

from ..tools.phase import OPEN


class ProcurementPhaseReopen(models.TransientModel):
    """Open a closed phase again, with the reason that this needs."""

    _name = "procurement.phase.reopen"
    _description = "Open phase again"

    phase_id = fields.Many2one(
        "procurement.phase", required=True, readonly=True, default=lambda self: self.env.context.get("active_id")
    )
    reason = fields.Char(required=True)

    def action_reopen(self):
        self.phase_id._change_state(OPEN, reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
