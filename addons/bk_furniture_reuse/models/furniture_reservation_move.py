from odoo import models
from odoo.exceptions import UserError


class FurnitureReservation(models.Model):
    """What is reserved is driven with the transfers that hold it."""

    _inherit = "furniture.reservation"

    def action_plan_move(self):
        """Plan to drive the pieces that these reservations hold."""
        held = self.line_ids.filtered(lambda line: line.state == "held").lot_id
        if not held:
            raise UserError(self.env._("This reservation holds no pieces, so there is nothing to move."))
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_move_action")
        context = {"default_lot_ids": held.ids, "default_mode": "plan", "active_model": self._name, "active_ids": self.ids}
        place = self.destination_id if "destination_id" in self._fields else self.env["stock.location"]
        unit = self.unit_id if "unit_id" in self._fields else self.env["furniture.unit"]
        if len(place) == 1 and place.usage == "internal":
            context["default_location_id"] = place.id
        if len(unit) == 1:
            context["default_unit_id"] = unit.id
        return {**action, "context": context}
