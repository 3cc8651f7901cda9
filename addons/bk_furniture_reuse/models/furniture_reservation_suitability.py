from odoo import models


class FurnitureReservation(models.Model):
    """Pieces are held for a place only when they may stand there."""

    _inherit = "furniture.reservation"

    def _hold(self, lots):
        place = self._target_place()
        if place:
            self.env["stock.lot"]._check_suitability({place: lots})
        return super()._hold(lots)

    def _target_place(self):
        """Where the pieces of this reservation are to stand, when it says so."""
        return self["destination_id"] if "destination_id" in self._fields else self.env["stock.location"]
