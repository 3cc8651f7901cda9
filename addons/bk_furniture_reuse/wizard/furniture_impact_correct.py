from odoo import Command, api, fields, models


class FurnitureImpactCorrect(models.TransientModel):
    """Set entries of the reuse ledger right: counted anew with today's data, or withdrawn because it did not happen."""

    _name = "furniture.impact.correct"
    _description = "Correct the reuse ledger"

    entry_ids = fields.Many2many("furniture.impact.entry", string="Entries", required=True)
    entry_count = fields.Integer("Number of entries", compute="_compute_entry_count")
    how = fields.Selection(
        [
            ("anew", "It happened, but a figure was wrong: count it anew with today's data"),
            ("withdraw", "It did not happen: withdraw it"),
        ],
        "What is wrong?",
        required=True,
        default="anew",
    )
    reason = fields.Char(required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "furniture.impact.entry" and "entry_ids" in fields:
            entries = self.env["furniture.impact.entry"].browse(self.env.context.get("active_ids", []))
            entries._ensure_can_be_corrected()
            values["entry_ids"] = [Command.set(entries.ids)]
        return values

    @api.depends("entry_ids")
    def _compute_entry_count(self):
        for wizard in self:
            wizard.entry_count = len(wizard.entry_ids)

    def action_correct(self):
        """Button: counter-entries and new entries are made, and shown."""
        self.ensure_one()
        written = self.entry_ids._correct(self.how, self.reason)
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_impact_entry_action")
        return {
            **action,
            "name": self.env._("What was entered"),
            "domain": [("id", "in", (written | self.entry_ids).ids)],
            "context": {},
        }
