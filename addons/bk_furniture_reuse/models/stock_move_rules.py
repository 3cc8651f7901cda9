from odoo import models


class StockMove(models.Model):
    """The rules of the reuse programme for transfers that are done: may the piece stand there, and whose is it now."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        receiving = self.move_line_ids._receiving_reservations()  # their holds end with the transfer
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        lines = moves.move_line_ids.filtered(lambda line: line.state == "done" and line.lot_id.is_furniture)
        if lines:
            lines._check_suitable_places()
            lines._end_overrides()
            lines._hand_over(receiving)
        return moves
