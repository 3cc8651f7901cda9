from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class FurnitureSuitabilityAllow(models.TransientModel):
    """The manager allows the chosen pieces in a place against its rules, before somebody reserves or moves them there."""

    _name = "furniture.suitability.allow"
    _description = "Allow against a rule"

    lot_ids = fields.Many2many("stock.lot", string="Pieces", required=True)
    location_id = fields.Many2one("stock.location", "Place", required=True, domain="[('place_kind', '!=', False)]")
    reason = fields.Char(required=True)
    breach_text = fields.Text("Rules that they break", compute="_compute_breach_text")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "stock.lot" and "lot_ids" in fields:
            values["lot_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    @api.depends("lot_ids", "location_id")
    def _compute_breach_text(self):
        for wizard in self:
            lots, place = wizard.lot_ids._origin, wizard.location_id._origin
            found = lots._suitability_breaches({place: lots}) if place and lots else []
            wizard.breach_text = "\n".join(lots._breach_text(place, breach) for place, breach in found)

    def action_allow(self):
        if not self.lot_ids._override_suitability(self.location_id, self.reason):
            raise UserError(self.env._("No rule stands in the way: the pieces may go there as they are."))
        return {"type": "ir.actions.act_window_close"}
