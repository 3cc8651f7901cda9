from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.furniture_impact_report import Scope
from ..models.furniture_impact_run import LEDGER


class FurnitureImpactExport(models.TransientModel):
    """The report of a period: as a workbook that can be worked out again, or as a document to read and sign."""

    _name = "furniture.impact.export"
    _description = "Report of the reuse ledger"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date_from = fields.Date("From", required=True, default=lambda self: self._last_year()[0])
    date_to = fields.Date("To", required=True, default=lambda self: self._last_year()[1])
    run_id = fields.Many2one(
        "furniture.impact.run",
        "Ledger or restatement",
        domain=[("state", "=", "done")],
        help="Empty: the ledger itself.",
    )
    site_ids = fields.Many2many("stock.location", string="Sites", domain=[("place_kind", "=", "site")])
    unit_ids = fields.Many2many("furniture.unit", string="Units")
    entry_count = fields.Integer("Entries", compute="_compute_entry_count")

    @api.model
    def _last_year(self):
        first = fields.Date.context_today(self).replace(month=1, day=1)
        return first - relativedelta(years=1), first - relativedelta(days=1)

    @api.depends("date_from", "date_to", "run_id", "site_ids", "unit_ids")
    def _compute_entry_count(self):
        for wizard in self:
            known = wizard.date_from and wizard.date_to
            domain = wizard._scope().domain() if known else [("id", "=", False)]
            wizard.entry_count = self.env["furniture.impact.entry"].search_count(domain)

    def _scope(self):
        """What the report is about."""
        self.ensure_one()
        chosen = self.run_id._origin
        company = chosen.company_id or self.company_id._origin
        # Before the first entry there is no ledger yet; a report of nothing is a report too.
        run = chosen or self.env["furniture.impact.run"].search(
            [("kind", "=", LEDGER), ("company_id", "=", company.id)], limit=1
        )
        return Scope(run, company, self.date_from, self.date_to, self.site_ids._origin, self.unit_ids._origin)

    def _check_period(self):
        if self.date_to < self.date_from:
            raise UserError(self.env._("The last day is before the first. Choose the period again."))

    def _file_name(self):
        """The name of the file, without its ending."""
        return self.env._("reuse report %(first)s to %(last)s", first=self.date_from, last=self.date_to)

    def _document(self):
        """What the pages of the document show."""
        self.ensure_one()
        return self.env["furniture.impact.report"]._document(self._scope())

    def action_workbook(self):
        """Button: the workbook."""
        self.ensure_one()
        self._check_period()
        return {
            "type": "ir.actions.act_url",
            "url": f"/furniture/impact/{self.id}/report.xlsx",
            "target": "download",
            "close": True,
        }

    def action_document(self):
        """Button: the document."""
        self.ensure_one()
        self._check_period()
        return {
            **self.env.ref("bk_furniture_reuse.impact_report_action").report_action(self),
            "close_on_report_download": True,
        }
