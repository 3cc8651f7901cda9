from odoo import models


class StockMove(models.Model):
    """A piece that moves takes its pin with it only where that is still true."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        pieces = moves.move_line_ids.lot_id.filtered("is_furniture")
        if pieces:
            pieces._follow_pins()
        return moves
