from odoo import Command, api, fields, models


class FurnitureSettlementCorrect(models.TransientModel):
    """Set settlement lines right: by a counter-line, and a corrected line where the amount was wrong or missing."""

    _name = "furniture.settlement.correct"
    _description = "Correct the settlement"

    line_ids = fields.Many2many("furniture.settlement.line", string="Lines", required=True)
    how = fields.Selection(
        [("amount", "The amount is wrong or missing"), ("void", "It should not be settled at all")],
        required=True,
        default="amount",
    )
    amount = fields.Float("Right amount for each (NOK)", digits=(16, 2))
    reason = fields.Char(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "furniture.settlement.line" and "line_ids" in fields:
            values["line_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    def action_correct(self):
        self.line_ids._correct(self.reason, self.amount if self.how == "amount" else None)
        return {"type": "ir.actions.act_window_close"}
