from odoo import api, fields, models

from odoo.addons.bk_furniture_reuse.models.furniture_impact_figures import PARTS
from odoo.addons.bk_furniture_reuse.tools.impact import figures as rules


class ProcurementProject(models.Model):
    """What the furnishing of the destination buildings saved, as the reuse ledger says, and whether that looks like other projects."""

    _inherit = "procurement.project"

    impact_net = fields.Integer("Avoided emissions (kg CO2e)", compute="_compute_impact")
    impact_check = fields.Char("Unusual result", compute="_compute_impact")

    @api.depends("building_ids", "company_id")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_impact(self):
        """One pass over the ledger, however many projects there are."""
        entries, dashboard = self.env["furniture.impact.entry"], self.env["furniture.impact.dashboard"]
        found = {}
        if entries.has_access("read"):
            domain = [
                ("run_id.kind", "=", "ledger"),
                ("company_id", "in", self.company_id.ids),
                ("building_id", "in", self.building_ids._origin.ids),
            ]
            for (building, categ), part, sums in entries._figure_rows(domain, [(("building_id", "categ_id"), PARTS)])[
                0
            ]:
                found.setdefault(building, []).append(((categ,), part, sums))
        for project in self:
            rows = [row for building in project.building_ids._origin for row in found.get(building.id, ())]
            parts = [(part, sums) for _key, part, sums in rows]
            project.impact_net = round(rules.figures(parts)[rules.OWN]["net"])
            check = dashboard._check_said(parts, rows)
            project.impact_check = check["text"] if check else False

    def action_open_impact(self):
        """The dashboard of the destination buildings, all years."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("bk_furniture_reuse.furniture_impact_dashboard_action")
        filters = {"period": {"kind": "all"}, "building_ids": self.building_ids.ids}
        return {**action, "params": {"filters": filters}}
