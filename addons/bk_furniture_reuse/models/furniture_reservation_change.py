from odoo import fields, models

from .furniture_reservation import STATES


class FurnitureReservationChange(models.Model):
    """The log of reservations: who changed the state, when and why, also when a hold passes on. Edited by nobody."""

    _name = "furniture.reservation.change"
    _description = "Change of a reservation"
    _order = "id desc"

    reservation_id = fields.Many2one("furniture.reservation", required=True, ondelete="cascade", index=True)
    from_state = fields.Selection(STATES, "From")
    to_state = fields.Selection(STATES, "To", required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="By", required=True, default=lambda self: self.env.user)
    reason = fields.Char()
