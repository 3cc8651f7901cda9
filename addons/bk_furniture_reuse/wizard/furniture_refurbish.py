from odoo import Command, api, fields, models

from ..models.repair_order import WANTED


class FurnitureRefurbish(models.TransientModel):
    """Send the chosen pieces to refurbishment: one order for each, all with the same wishes."""

    _name = "furniture.refurbish"
    _description = "Refurbish"

    lot_ids = fields.Many2many("stock.lot", string="Pieces", required=True)
    lot_count = fields.Integer(compute="_compute_lot_count")
    wanted_result = fields.Selection(WANTED, required=True, default="repair")
    wanted_text = fields.Char("What is to be done")
    workshop_id = fields.Many2one("res.partner")
    workshop_place_id = fields.Many2one("stock.location", "Own workshop or store", domain=[("place_kind", "!=", False)])
    move_to_workshop = fields.Boolean("Move there now", default=True)
    ready_on = fields.Date("Ready on")
    user_id = fields.Many2one(
        "res.users", "Responsible", default=lambda self: self.env.user, domain=[("share", "=", False)]
    )

    @api.depends("lot_ids")
    def _compute_lot_count(self):
        for wizard in self:
            wizard.lot_count = len(wizard.lot_ids)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "stock.lot" and "lot_ids" in fields:
            values["lot_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    def action_plan(self):
        return self._open(self._send(start=False))

    def action_start(self):
        return self._open(self._send(start=True))

    def _send(self, start):
        vals = {
            "wanted_result": self.wanted_result,
            "wanted_text": self.wanted_text,
            "workshop_id": self.workshop_id.id,
            "workshop_place_id": self.workshop_place_id.id,
            "move_to_workshop": self.move_to_workshop,
            "ready_on": self.ready_on,
            "user_id": self.user_id.id,
        }
        return self.lot_ids._refurbish(self.lot_ids, vals, start=start)

    def _open(self, orders):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.repair_order_action_refurbishment")
        if len(orders) == 1:
            form = self.env.ref("bk_furniture_reuse.repair_order_view_form_refurbishment").id
            return {**action, "views": [(form, "form")], "res_id": orders.id, "context": {}}
        return {**action, "domain": [("id", "in", orders.ids)], "context": {}}
