from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError


class FurnitureSettlementExport(models.TransientModel):
    """The settlement of a period as a workbook for the finance people."""

    _name = "furniture.settlement.export"
    _description = "Settlement as a spreadsheet"

    date_from = fields.Date("From", required=True, default=lambda self: self._last_month()[0])
    date_to = fields.Date("To", required=True, default=lambda self: self._last_month()[1])
    line_count = fields.Integer("Lines", compute="_compute_line_count")

    @api.model
    def _last_month(self):
        first = fields.Date.context_today(self).replace(day=1)
        return first - relativedelta(months=1), first - relativedelta(days=1)

    @api.depends("date_from", "date_to")
    def _compute_line_count(self):
        for wizard in self:
            wizard.line_count = self.env["furniture.settlement.line"].search_count(
                [("date", ">=", wizard.date_from), ("date", "<=", wizard.date_to)]
            )

    def action_export(self):
        if self.date_to < self.date_from:
            raise UserError(self.env._("The last day is before the first. Choose the period again."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/furniture/settlement.xlsx?date_from={self.date_from}&date_to={self.date_to}",
            "target": "download",
            "close": True,
        }
