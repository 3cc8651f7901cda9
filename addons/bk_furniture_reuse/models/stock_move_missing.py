from odoo import models


class StockMove(models.Model):
    """A missing piece that comes into one of our places again, whichever way, is not missing any more."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        back = moves.move_line_ids.filtered(
            lambda line: (
                line.state == "done" and line.location_dest_id.usage == "internal" and line.lot_id.missing_since
            )
        ).lot_id
        # sudo: it follows from the move, whoever may do the move.
        back.sudo().missing_since = False
        return moves
