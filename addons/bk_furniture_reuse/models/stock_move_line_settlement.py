from odoo import models

from ..tools.purpose import RESERVED


class StockMoveLine(models.Model):
    """A transfer that delivers a reservation hands its pieces over to the receiving unit."""

    _inherit = "stock.move.line"

    def _receiving_reservations(self):
        """``{line id: reservation}`` of the lines that hold reserved pieces."""
        lines = self.filtered(lambda line: line.lot_id.is_furniture and line.lot_id.purpose == RESERVED)
        if not lines:
            return {}
        # sudo: whom a piece is for follows from its hold, whoever may do the transfer.
        held = (
            self.env["furniture.reservation.line"]
            .sudo()
            .search([("move_line_id", "in", lines.ids), ("state", "=", "held")])
        )
        return {line.move_line_id.id: line.reservation_id for line in held}

    def _hand_over(self, receiving):
        """Pieces that were held for another unit than their owner's are that unit's now, on the terms of the owner.

        Pieces without an owner unit stay the organisation's.

        :param receiving: ``{line id: reservation}``, as it was before the transfer was done
        :raise UserError: when an owner has not agreed
        """
        # sudo: the owner changes and the settlement is written as a consequence of the transfer, whoever may do it.
        handed_over = []
        by_reservation = {}
        for line in self.sudo():
            reservation = receiving.get(line.id)
            unit = reservation._receiving_unit() if reservation else None
            owner = line.lot_id.owner_unit_id
            if unit and owner and owner != unit:
                handed_over.append((line, owner, unit, reservation))
                by_reservation[reservation] = by_reservation.get(reservation, line.lot_id.browse()) | line.lot_id
        for reservation, lots in by_reservation.items():
            reservation.with_env(self.env)._check_consent(lots)
        if handed_over:
            self.env["furniture.settlement.line"].sudo()._settle(handed_over)
            self.env["stock.lot"].sudo()._change_owner(
                {line.lot_id: (unit, reservation) for line, _owner, unit, reservation in handed_over}
            )
