from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.purpose import REDESIGN


class FurnitureReservation(models.Model):
    """A piece that is refurbished cannot be had now, only from the day that it is ready: a reservation for then waits in the queue."""

    _inherit = "furniture.reservation"

    def _hold(self, lots, *args, **kwargs):
        self._check_back_from_refurbishment(lots)
        return super()._hold(lots, *args, **kwargs)

    def _check_can_be_had(self):
        for reservation in self:
            wanted_on = reservation.needed_by or fields.Date.context_today(self)
            self._check_back_from_refurbishment(reservation.ask_ids.lot_id, wanted_on)
        return super()._check_can_be_had()

    @api.model
    def _check_back_from_refurbishment(self, lots, needed_by=None):
        """Refuse pieces in redesign that are wanted before they are ready, with the day in the sentence.

        :param needed_by: the day that they are needed; none means now
        :raise UserError: naming the pieces and from when they can be had
        """
        for lot, day in lots.filtered(lambda lot: lot.purpose == REDESIGN)._free_from().items():
            if not day:
                raise UserError(
                    self.env._(
                        "%s: being refurbished, and nobody knows when it is ready. Choose another piece.", lot.name
                    )
                )
            if not needed_by or needed_by < day:
                raise UserError(
                    self.env._(
                        "%(piece)s: being refurbished and free from %(day)s. Reserve it for that day or later, or choose another piece.",
                        piece=lot.name,
                        day=format_date(self.env, day),
                    )
                )
