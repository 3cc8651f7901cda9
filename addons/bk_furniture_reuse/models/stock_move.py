from odoo import models

from ..tools.purpose import ARRIVAL, AVAILABLE, IN_USE, RESERVED
from .stock_location import ROOM_KINDS

# Said by a corrected register that moves a piece and knows itself what it is for; nobody can send it over the network.
REGISTER_SAYS_PURPOSE = object()


class StockMove(models.Model):
    """A piece that arrives in a room comes into use; arriving in a store does not change what it is for."""

    _inherit = "stock.move"

    def write(self, vals):
        if vals.get("state") in ("draft", "cancel"):
            # Odoo unreserves before it cancels; a state that is written directly would leave the piece held by nothing.
            self.move_line_ids._check_holds_nothing()
        return super().write(vals)

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        moves._deliver_held_pieces()
        moves._bring_pieces_into_use()
        return moves

    def _deliver_held_pieces(self):
        lines = self.move_line_ids.filtered(lambda line: line.state == "done" and line.lot_id.purpose == RESERVED)
        if lines:
            # sudo: the hold ends with its transfer, whoever may do the transfer.
            held = self.env["furniture.reservation.line"].sudo()
            held.search([("move_line_id", "in", lines.ids), ("state", "=", "held")])._deliver()

    def _bring_pieces_into_use(self):
        if self.env.context.get("register_says_purpose") is REGISTER_SAYS_PURPOSE:
            return
        lines = self.move_line_ids.filtered(
            lambda line: (
                line.lot_id.is_furniture
                and line.state == "done"
                and line.location_id.usage in ("internal", "transit")
                and line.location_dest_id.place_kind in ROOM_KINDS
            )
        )
        # sudo: the purpose follows from the arrival, whoever may do the transfer.
        lines.lot_id.filtered(lambda lot: lot.purpose == AVAILABLE).sudo()._change_purpose(IN_USE, source=ARRIVAL)
