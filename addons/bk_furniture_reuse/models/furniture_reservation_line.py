from odoo import fields, models

from ..tools import reservation as rules
from ..tools.purpose import ARRIVAL, AVAILABLE, IN_USE, RESERVATION
from .stock_location import ROOM_KINDS


class FurnitureReservationLine(models.Model):
    """One piece in a reservation. The database lets a piece have one active hold, whatever happens at the same time."""

    _name = "furniture.reservation.line"
    _description = "Reserved piece"
    _order = "id"
    _rec_name = "lot_id"

    reservation_id = fields.Many2one("furniture.reservation", required=True, ondelete="cascade", index=True)
    lot_id = fields.Many2one("stock.lot", string="Piece", required=True, ondelete="restrict", index=True)
    ask_id = fields.Many2one(
        "furniture.reservation.ask", "Answers", readonly=True, ondelete="set null", index="btree_not_null"
    )
    state = fields.Selection(
        [("held", "Held"), ("delivered", "Delivered"), ("released", "Released")], required=True, default="held"
    )
    picked = fields.Boolean(related="move_line_id.picked")
    move_line_id = fields.Many2one("stock.move.line", string="Held by", ondelete="set null", index="btree_not_null")
    origin = fields.Selection(related="reservation_id.origin", store=True)
    product_id = fields.Many2one(related="lot_id.product_id", string="Furniture model")
    building_id = fields.Many2one(related="lot_id.building_id")
    location_id = fields.Many2one(related="lot_id.location_id")
    released_on = fields.Datetime("Ended on", readonly=True)
    released_by_id = fields.Many2one("res.users", "Ended by", readonly=True)
    reason = fields.Char(readonly=True)

    _hold_is_stock = models.Constraint(
        "CHECK(state != 'held' OR move_line_id IS NOT NULL)",
        "A hold is stock that a transfer has reserved: hold the piece through its reservation.",
    )
    _one_hold_per_piece = models.UniqueIndex(
        "(lot_id) WHERE state = 'held'", "This piece is held by another reservation."
    )

    def action_release(self):
        """Button: the piece is free again, and its reservation no longer asks for it."""
        self._release()
        return True

    def _release(self, purpose=AVAILABLE, reason="", still_wanted=False):
        """Free the pieces in stock and make them available; transfers that hold nothing more are cancelled.

        :param purpose: what the pieces are for now
        :param reason: why, kept with the piece and told to who gets it next
        :param still_wanted: True when the reservation goes on waiting for another piece in their place
        :return: the lines that were held
        """
        held = self.filtered(lambda line: line.state == "held")
        held.reservation_id.check_access("write")
        move_lines = held.move_line_id
        moves = move_lines.move_id
        held._end("released", reason)
        move_lines.unlink()
        for move in moves:
            left = len(move.move_line_ids)
            if left:
                move.product_uom_qty = left
        moves.filtered(lambda move: not move.move_line_ids)._action_cancel()
        if not still_wanted:
            held._want_less()
        held.reservation_id._settle()
        held.lot_id._change_purpose(purpose, source=RESERVATION, reason=reason)
        return held

    def _want_less(self):
        """The reservations that go on ask for as many fewer, so that the queue does not give them the same piece again."""
        # sudo: what is asked for follows from what was let go.
        for ask, lines in self.sudo().filtered("ask_id").grouped("ask_id").items():
            if ask.reservation_id.state not in rules.OPEN:
                continue
            if ask.quantity > len(lines):
                ask.quantity -= len(lines)
            else:
                ask.unlink()

    def _deliver(self):
        """The transfer that held the pieces is done: the hold has served. In a room they come into use, elsewhere they are free."""
        in_room = self.filtered(lambda line: line.move_line_id.location_dest_id.place_kind in ROOM_KINDS)
        self._end("delivered")
        self.reservation_id._settle()
        in_room.lot_id._change_purpose(IN_USE, source=ARRIVAL)
        (self - in_room).lot_id._change_purpose(AVAILABLE, source=RESERVATION)

    def _end(self, state, reason=""):
        # sudo: lines are written by the system only, after it has checked the reservation or done the transfer.
        self.sudo().write(
            {
                "state": state,
                "released_on": fields.Datetime.now(),
                "released_by_id": self.env.uid,
                "reason": reason or False,
            }
        )
        self.flush_recordset(["state"])  # a new hold of the same piece must find the old one gone
