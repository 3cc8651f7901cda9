from odoo import fields, models


class FurnitureStocktakeLink(models.TransientModel):
    """Say which piece carries a code that nobody knew."""

    _name = "furniture.stocktake.link"
    _description = "Link an unknown code"

    line_id = fields.Many2one("furniture.stocktake.line", required=True, readonly=True)
    code = fields.Char(related="line_id.code")
    photo = fields.Image(related="line_id.photo")
    found_location_id = fields.Many2one(related="line_id.found_location_id")
    lot_id = fields.Many2one("stock.lot", "Piece", required=True, domain="[('is_furniture', '=', True)]")

    def action_link(self):
        self.ensure_one()
        self.line_id._link(self.lot_id)
        return {"type": "ir.actions.act_window_close"}
