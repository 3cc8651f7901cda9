from odoo import Command, api, fields, models


class FurnitureSuitabilitySet(models.TransientModel):
    """Say of the chosen pieces that they have a suitability, have it not, or are as their model."""

    _name = "furniture.suitability.set"
    _description = "Set suitability"

    lot_ids = fields.Many2many("stock.lot", string="Pieces", required=True)
    suitability_id = fields.Many2one("furniture.suitability", required=True)
    says = fields.Selection(
        [("has", "Have it"), ("lacks", "Do not have it"), ("model", "Are as their model")],
        "The pieces",
        required=True,
        default="has",
    )
    has_validity = fields.Boolean(related="suitability_id.has_validity")
    valid_until = fields.Date(
        compute="_compute_valid_until", store=True, readonly=False, help="The last day that it holds."
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "stock.lot" and "lot_ids" in fields:
            values["lot_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    @api.depends("suitability_id")
    def _compute_valid_until(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            suitability = wizard.suitability_id
            wizard.valid_until = (
                fields.Date.add(today, months=suitability.validity_months) if suitability.has_validity else False
            )

    def action_set(self):
        self.lot_ids._say_suitability(self.suitability_id, self.says, self.valid_until)
        return {"type": "ir.actions.act_window_close"}
