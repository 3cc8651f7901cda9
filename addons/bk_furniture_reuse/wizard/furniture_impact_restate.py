from odoo import fields, models


class FurnitureImpactRestate(models.TransientModel):
    """Count the ledger with another edition, beside the ledger."""

    _name = "furniture.impact.restate"
    _description = "Count the ledger with another edition"

    edition_id = fields.Many2one(
        "furniture.impact.edition", required=True, domain=[("state", "=", "approved")], ondelete="cascade"
    )
    date_to = fields.Date("Events up to", required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True)

    def action_restate(self):
        """Button: the scheduled job counts it; the person sees how far it has come."""
        self.ensure_one()
        run = self.env["furniture.impact.run"]._restate(self.edition_id, self.reason, date_to=self.date_to)
        return {
            "type": "ir.actions.act_window",
            "res_model": run._name,
            "res_id": run.id,
            "view_mode": "form",
        }
