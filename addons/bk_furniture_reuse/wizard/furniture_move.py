from odoo import Command, api, fields, models


class FurnitureMove(models.TransientModel):
    """Move the chosen pieces to another room or store, now."""

    _name = "furniture.move"
    _description = "Move furniture"

    lot_ids = fields.Many2many("stock.lot", string="Pieces", required=True)
    location_id = fields.Many2one("stock.location", string="To", required=True, domain="[('place_kind', '!=', False)]")
    note = fields.Char(help="Kept in the stock history of each piece.")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "stock.lot" and "lot_ids" in fields:
            values["lot_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    def action_move(self):
        self.lot_ids._move_to(self.location_id, self.note or "")
        return {"type": "ir.actions.act_window_close"}
