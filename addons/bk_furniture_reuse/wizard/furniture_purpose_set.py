from odoo import Command, api, fields, models

from ..models.stock_lot_purpose import PURPOSES
from ..tools.purpose import RESERVED


class FurniturePurposeSet(models.TransientModel):
    """Change the purpose of the chosen pieces, all or none, with a reason."""

    _name = "furniture.purpose.set"
    _description = "Change purpose"

    lot_ids = fields.Many2many("stock.lot", string="Pieces", required=True)
    purpose = fields.Selection([choice for choice in PURPOSES if choice[0] != RESERVED], required=True)
    reason = fields.Char()

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "stock.lot" and "lot_ids" in fields:
            values["lot_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    def action_apply(self):
        self.lot_ids._change_purpose(self.purpose, reason=self.reason or "")
        return {"type": "ir.actions.act_window_close"}
