from odoo import api, fields, models

from .product_template import STAFF


class StockLot(models.Model):
    """A piece's own part of the reuse ledger."""

    _inherit = "stock.lot"

    impact_event_count = fields.Integer("Number of reuse events", compute="_compute_impact_counts", groups=STAFF)
    impact_entry_count = fields.Integer("Number of ledger entries", compute="_compute_impact_counts", groups=STAFF)

    @api.depends("impact_event_ids", "impact_entry_ids")
    def _compute_impact_counts(self):
        events, entries = (
            dict(self.env[model]._read_group([("lot_id", "in", self.ids), *domain], ["lot_id"], ["__count"]))
            for model, domain in (
                ("furniture.impact.event", []),
                ("furniture.impact.entry", [("run_id.kind", "=", "ledger")]),
            )
        )
        for lot in self:
            lot.impact_event_count, lot.impact_entry_count = events.get(lot, 0), entries.get(lot, 0)

    def action_open_impact_events(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_impact_event_action")
        return {**action, "domain": [("lot_id", "in", self.ids)], "context": {}}

    def action_open_impact_entries(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_impact_entry_action")
        return {**action, "domain": [("lot_id", "in", self.ids)], "context": {"search_default_ledger": 1}}
