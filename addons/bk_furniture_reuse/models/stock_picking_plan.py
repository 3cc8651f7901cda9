from markupsafe import Markup, escape
from odoo import models
from odoo.exceptions import UserError


class StockPicking(models.Model):
    """Planning: when a transfer is driven, with which load, and to whom."""

    _inherit = "stock.picking"

    def _plan(self, *, date=False, unit=None, batch=None, note=""):
        """These transfers are moves of furniture from now on. Arguments as of ``stock.lot._plan_move``."""
        for picking in self:
            place = self._common_place(picking.move_line_ids.location_dest_id)
            if picking.location_dest_id != place:
                picking.location_dest_id = place
        vals = {"furniture_move": True}
        if unit:
            vals["furniture_unit_id"] = unit.id
        if date:
            vals["scheduled_date"] = date
        if note:
            vals["note"] = Markup("<p>%s</p>") % escape(note)
        self.write(vals)
        if not unit:
            self._take_unit_of_reservation()
        if batch:
            batch._take(self)

    def _take_unit_of_reservation(self):
        """What a reservation is for is where it goes, when nobody has said otherwise."""
        # sudo: as in _furniture_reservations
        lines = self.env["furniture.reservation.line"].sudo().search([("move_line_id", "in", self.move_line_ids.ids)])
        for line in lines:
            picking = line.move_line_id.picking_id
            if line.reservation_id.unit_id and not picking.furniture_unit_id:
                picking.furniture_unit_id = line.reservation_id.unit_id

    def action_plan_loads(self):
        """Suggest loads for the chosen transfers."""
        if self.filtered(lambda picking: not picking.furniture_move or picking.state in ("done", "cancel")):
            raise UserError(self.env._("Choose planned moves that are not done yet."))
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_load_plan_action")
        return {**action, "context": {"default_picking_ids": self.ids}}
