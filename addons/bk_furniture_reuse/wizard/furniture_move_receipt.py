from odoo import Command, api, fields, models


class FurnitureMoveReceipt(models.TransientModel):
    """The receiving unit signs for what was delivered."""

    _name = "furniture.move.receipt"
    _description = "Receive furniture"

    picking_ids = fields.Many2many("stock.picking", string="Transfers", required=True)
    name = fields.Char("Received by", required=True)
    signature = fields.Image(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if "picking_ids" in fields and self.env.context.get("active_model") == "stock.picking":
            values["picking_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    def action_receive(self):
        self.ensure_one()
        self.picking_ids._receive(self.name, self.signature)
        return {"type": "ir.actions.act_window_close"}
