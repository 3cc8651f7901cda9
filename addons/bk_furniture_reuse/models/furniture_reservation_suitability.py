from odoo import api, models


class FurnitureReservation(models.Model):
    """Pieces are held for a place only when they may stand there."""

    _inherit = "furniture.reservation"

    def _hold(self, lots, asks=None):
        if self.destination_id:
            self.env["stock.lot"]._check_suitability({self.destination_id: lots})
        return super()._hold(lots, asks)

    def _check_can_be_had(self):
        super()._check_can_be_had()
        for reservation in self:
            if reservation.destination_id:
                self.env["stock.lot"]._check_suitability({reservation.destination_id: reservation.ask_ids.lot_id})

    @api.model
    def _barred(self, waiting, lots):
        """The queue passes by pieces that may not stand where a reservation wants them; others get them."""
        barred = super()._barred(waiting, lots)
        unsuitable = {}
        for place, breach in self.env["stock.lot"]._suitability_breaches(
            dict.fromkeys(waiting.reservation_id.destination_id, lots)
        ):
            unsuitable.setdefault(place, set()).update(breach.pieces)
        for ask in waiting:
            pieces = unsuitable.get(ask.reservation_id.destination_id)
            if pieces:
                barred[ask] = barred.get(ask, set()) | pieces
        return barred
