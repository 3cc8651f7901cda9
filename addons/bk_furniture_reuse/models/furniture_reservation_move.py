from odoo import models
from odoo.exceptions import UserError


class FurnitureReservation(models.Model):
    """What is reserved is driven with the transfers that hold it."""

    _inherit = "furniture.reservation"

    def _expire(self):
        # A hold that is being driven has begun to serve: it does not fall free on the road.
        driven = self.filtered(
            lambda one: one.line_ids.filtered(lambda line: line.state == "held").move_line_id.filtered("loaded_on")
        )
        return super(FurnitureReservation, self - driven)._expire()

    def action_plan_move(self):
        """Plan to drive the pieces that these reservations hold."""
        held = self.line_ids.filtered(lambda line: line.state == "held").lot_id
        if not held:
            raise UserError(self.env._("This reservation holds no pieces, so there is nothing to move."))
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_move_action")
        context = {
            "default_lot_ids": held.ids,
            "default_mode": "plan",
            "active_model": self._name,
            "active_ids": self.ids,
        }
        if len(self.destination_id) == 1:
            context["default_location_id"] = self.destination_id.id
        if len(self.unit_id) == 1:
            context["default_unit_id"] = self.unit_id.id
        return {**action, "context": context}
