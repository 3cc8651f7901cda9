from odoo import Command, api, fields, models

from ..tools.ends import REVERSED


class FurnitureEndReverse(models.TransientModel):
    """Take back an end, or some of its pieces: a lost chair was found, a buyer did not come."""

    _name = "furniture.end.reverse"
    _description = "Reverse an end"

    end_id = fields.Many2one("furniture.end", "Decision", required=True, ondelete="cascade")
    state = fields.Selection(related="end_id.state")
    line_ids = fields.Many2many("furniture.end.line", string="Pieces", required=True)
    location_id = fields.Many2one(
        "stock.location",
        "Stands now in",
        domain="[('place_kind', '!=', False)]",
        help="Empty: each piece comes back to where it stood.",
    )
    reason = fields.Char(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        end = self.env["furniture.end"].browse(values.get("end_id") or self.env.context.get("default_end_id"))
        if "line_ids" in fields:
            values["line_ids"] = [Command.set(end.line_ids.filtered(lambda line: line.state != REVERSED).ids)]
        return values

    def action_reverse(self):
        self.ensure_one()
        self.line_ids._reverse(self.reason or "", self.location_id)
        return {"type": "ir.actions.act_window_close"}
