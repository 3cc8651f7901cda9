from odoo import models


class FurnitureReservationLine(models.Model):
    """A hold follows its piece to where it really stands."""

    _inherit = "furniture.reservation.line"

    def _follow(self, relocate):
        """Hold these pieces where ``relocate()`` brings them.

        Odoo moves nothing that is reserved, so the transfers that hold them let go in between and new ones hold them after.
        Reservation and purpose stay as they are: nobody in the queue gets a piece that was somebody else's all the time.
        """
        held = self.sudo()  # sudo: lines are written by the system only; the caller has checked who may correct stock
        groups = {}
        for line in held:
            move = line.move_line_id.move_id
            key = (line.reservation_id, move.location_dest_id, move.picking_type_id)
            groups[key] = groups.get(key, held.browse()) | line
        move_lines = held.move_line_id
        moves = move_lines.move_id
        held.write({"state": "released"})
        held.flush_recordset(["state"])
        move_lines.unlink()
        for move in moves.filtered("move_line_ids"):
            move.product_uom_qty = len(move.move_line_ids)
        moves.filtered(lambda move: not move.move_line_ids)._action_cancel()
        relocate()
        for (reservation, place, picking_type), lines in groups.items():
            pickings = self.env["furniture.stock.loader"]._hold(lines.lot_id, place, reservation.name, picking_type)
            by_lot = {line.lot_id: line for line in pickings.move_line_ids}
            for line in lines:
                line.write({"state": "held", "move_line_id": by_lot[line.lot_id].id})
