from odoo import Command, api, fields, models


class FurnitureReleaseAnswer(models.TransientModel):
    """An answer to requests for consent, with a reason."""

    _name = "furniture.release.answer"
    _description = "Answer a request for consent"

    release_ids = fields.Many2many("furniture.release", string="Requests", required=True)
    answer = fields.Selection(
        [("given", "Release the pieces"), ("refused", "Do not release")], required=True, default="refused"
    )
    reason = fields.Char(help="Those who wait for the pieces read it.")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "furniture.release" and "release_ids" in fields:
            values["release_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    def action_answer(self):
        self.release_ids._answer(self.answer, self.reason or "")
        return {"type": "ir.actions.act_window_close"}
