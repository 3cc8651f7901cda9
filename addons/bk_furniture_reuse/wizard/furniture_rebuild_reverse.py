from odoo import fields, models


class FurnitureRebuildReverse(models.TransientModel):
    """Undo a rebuilding, with the reason that this needs."""

    _name = "furniture.rebuild.reverse"
    _description = "Undo a rebuilding"

    rebuild_id = fields.Many2one(
        "furniture.rebuild", required=True, readonly=True, default=lambda self: self.env.context.get("active_id")
    )
    reason = fields.Char(required=True)

    def action_reverse(self):
        self.rebuild_id._reverse(self.reason)
        return {"type": "ir.actions.act_window_close"}
