from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.bk_furniture_reuse.tools.purpose import PURPOSES


class ProcurementProject(models.Model):
    """Key figures of a project (M15): computed from the register each time they are shown, and each opens its records."""

    _inherit = "procurement.project"

    piece_count = fields.Integer("Registered pieces", compute="_compute_key_figures")
    site_count = fields.Integer("Sites", compute="_compute_key_figures")
    available_count = fields.Integer("Available", compute="_compute_key_figures")
    in_use_count = fields.Integer("In use", compute="_compute_key_figures")
    reserved_count = fields.Integer("Reserved", compute="_compute_key_figures")
    redesign_count = fields.Integer("Redesign", compute="_compute_key_figures")
    recycling_count = fields.Integer("Recycling", compute="_compute_key_figures")
    destination_count = fields.Integer("In the building", compute="_compute_key_figures")

    @api.depends("company_id", "site_ids", "building_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_key_figures(self):
        """One grouped query over the register, however many projects there are."""
        lots = self.env["stock.lot"]
        groups = lots._read_group(lots._present(), ["company_id", "site_id", "building_id", "purpose"], ["__count"])
        # sudo: the company of a site, to leave out what other companies have.
        groups = [(company or site.sudo().company_id, site, *rest) for company, site, *rest in groups]
        for project in self:
            purposes, sites, arrived = Counter(), set(), 0
            for company, site, building, purpose, count in groups:
                if company and company != project.company_id:
                    continue
                if building and building in project.building_ids._origin:
                    arrived += count
                if not project.site_ids or site in project.site_ids._origin:
                    purposes[purpose] += count
                    sites.add(site)
            project.piece_count = purposes.total()
            project.site_count = len(project._source_sites(sites))
            project.destination_count = arrived
            for purpose in PURPOSES:
                project[f"{purpose}_count"] = purposes[purpose]

    def _figure_domain(self, figure):
        """The records behind a key figure.

        :param figure: a purpose; ``destination`` for what stands in the destination buildings; anything else: all registered pieces
        """
        self.ensure_one()
        # A piece without a company belongs to that of the site where it stands.
        company = Domain("company_id", "=", self.company_id.id) | Domain("company_id", "=", False) & (
            Domain("site_id", "=", False) | Domain("site_id.company_id", "in", [self.company_id.id, False])
        )
        domain = self.env["stock.lot"]._present() & company
        if figure == "destination":
            return domain & Domain("building_id", "in", self.building_ids.ids)
        if self.site_ids:
            domain &= Domain("site_id", "in", self.site_ids.ids)
        return domain & Domain("purpose", "=", figure) if figure in PURPOSES else domain

    def _source_sites(self, sites):
        """Those of ``sites`` that furniture comes from: a destination building that is its own site is none of them."""
        return [site for site in sites if site and site not in self.building_ids._origin]

    def action_open_pieces(self):
        """The pieces behind the key figure that is named ``figure`` in the context."""
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        figure = self.env.context.get("figure")
        return {**action, "domain": list(self._figure_domain(figure)), "context": {}}

    def action_open_sites(self):
        """The sites that have registered pieces of this project."""
        sites = [site for (site,) in self.env["stock.lot"]._read_group(self._figure_domain("pieces"), ["site_id"])]
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_location_action_places")
        return {**action, "domain": [("id", "in", [site.id for site in self._source_sites(sites)])], "context": {}}
