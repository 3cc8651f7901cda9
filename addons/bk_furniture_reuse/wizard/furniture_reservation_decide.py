from odoo import api, fields, models
from odoo.exceptions import UserError


class FurnitureReservationDecide(models.TransientModel):
    """What is decided about reservations, with the reason that whoever asked is told."""

    _name = "furniture.reservation.decide"
    _description = "Decide about reservations"

    reservation_ids = fields.Many2many("furniture.reservation", required=True)
    decision = fields.Selection(
        [
            ("refuse", "Refuse"),
            ("release", "Release"),
            ("cancel", "Withdraw"),
            ("extend", "Extend"),
            ("priority", "Priority"),
        ],
        required=True,
    )
    reason = fields.Char()
    hold_until = fields.Date()
    priority = fields.Selection([("0", "Low"), ("1", "Normal"), ("2", "High"), ("3", "Urgent")], default="1")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "furniture.reservation" and "reservation_ids" in fields:
            values["reservation_ids"] = [(6, 0, self.env.context.get("active_ids", []))]
        return values

    def action_apply(self):
        reservations, reason = self.reservation_ids, (self.reason or "").strip()
        match self.decision:
            case "refuse":
                reservations.action_refuse(reason)
            case "release":
                if not reason:
                    raise UserError(self.env._("Write why, so that whoever asked understands."))
                reservations.action_release(reason)
            case "cancel":
                reservations.action_cancel(reason)
            case "extend":
                reservations.action_extend(self.hold_until)
            case "priority":
                reservations._set_priority(self.priority, reason)
        return {"type": "ir.actions.act_window_close"}
