from odoo import fields, models


class FurnitureReservationSplit(models.TransientModel):
    """Some pieces of a reservation go to another place, on another day or to another unit."""

    _name = "furniture.reservation.split"
    _description = "Split a reservation"

    reservation_id = fields.Many2one("furniture.reservation", required=True)
    line_ids = fields.Many2many(
        "furniture.reservation.line",
        string="Pieces to split off",
        domain="[('reservation_id', '=', reservation_id), ('state', '=', 'held')]",
    )
    destination_id = fields.Many2one("stock.location", "To place", domain=[("place_kind", "!=", False)])
    needed_by = fields.Date()
    unit_id = fields.Many2one("furniture.unit", "For unit")

    def action_apply(self):
        other = self.reservation_id._split(
            self.line_ids,
            destination_id=self.destination_id.id,
            needed_by=self.needed_by,
            unit_id=self.unit_id.id,
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "furniture.reservation",
            "res_id": other.id,
            "view_mode": "form",
        }
