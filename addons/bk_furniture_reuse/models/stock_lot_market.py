from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.purpose import AVAILABLE, IN_USE

MARKET = [("available", "Available now"), ("coming", "Coming")]


class StockLot(models.Model):
    """What of our furniture can be asked for: the market.

    Available is what stands in a building or store of ours, is free, and that no transfer has reserved. Coming is what is in
    use until a date that somebody has set. Neither remark nor price follows a piece into the market.
    """

    _inherit = "stock.lot"

    market = fields.Selection(MARKET, compute="_compute_market", search="_search_market", string="In the market")
    available_by = fields.Date(
        compute="_compute_available_by", search="_search_available_by", help="To be had from this day on, or before it."
    )
    market_words = fields.Char(
        compute="_compute_market_words", search="_search_market_words", string="Model, maker, type or colour"
    )

    # Everything that a page of the market asks of a piece, so that PostgreSQL need not open the pieces themselves. The words of
    # the condition are those that Odoo makes of the domain below; PostgreSQL uses the index for no others.
    _market_idx = models.Index(
        """(product_id, building_id, purpose, condition, available_from, colour_id, company_id, id)
           WHERE is_furniture IS TRUE AND end_kind IS NULL AND building_id IS NOT NULL
             AND (purpose = 'available' OR (purpose = 'in_use' AND available_from IS NOT NULL))"""
    )

    @api.model
    def _market_domain(self, kind=None):
        """The domain of the pieces in the market, or of its ``available`` or ``coming`` ones."""
        available = Domain("purpose", "=", AVAILABLE)
        coming = Domain("purpose", "=", IN_USE) & Domain("available_from", "!=", False)
        chosen = {"available": available, "coming": coming}.get(kind, available | coming)
        return (
            self._present()
            & Domain("building_id", "!=", False)
            & chosen
            & Domain("quant_ids", "not any", [("reserved_quantity", ">", 0)])
        )

    @api.depends("purpose", "available_from", "end_kind", "building_id", "quant_ids.reserved_quantity")
    def _compute_market(self):
        for lot in self:
            lot.market = False
        for kind, _label in MARKET:
            # sudo: what is reserved in stock is asked, and no more than whether it is.
            self.browse(self.sudo().filtered_domain(self._market_domain(kind)).ids).market = kind

    @api.model
    def _search_market(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.OR(self._market_domain(kind) for kind, _label in MARKET if kind in value) | (
            ~self._market_domain() if False in value else Domain.FALSE
        )

    @api.depends("available_from", "market")
    def _compute_available_by(self):
        for lot in self:
            lot.available_by = lot.available_from if lot.market == "coming" else False

    @api.model
    def _search_available_by(self, operator, value):
        """Those to be had by a day: available now, or coming no later."""
        if operator not in ("<=", "<") or isinstance(value, (list, tuple)):
            return NotImplemented
        return Domain("purpose", "=", AVAILABLE) | Domain("available_from", operator, value)

    def _compute_market_words(self):
        self.market_words = False  # a field to search by

    @api.model
    def _search_market_words(self, operator, value):
        """Each word must be in the name of the model, its maker, its type or the colour. Answered from those short lists."""
        if operator != "ilike" or not isinstance(value, str):
            return NotImplemented
        # sudo: the names of models, makers and types are public to whoever may search the market.
        products, colours = self.env["product.product"].sudo(), self.env["furniture.colour"].sudo()
        found = Domain.TRUE
        for word in value.split()[:8]:
            model = products.with_context(active_test=False)._search(
                Domain("is_furniture", "=", True)
                & Domain.OR(Domain(name, "ilike", word) for name in ("name", "maker_id.name", "categ_id.name"))
            )
            found &= Domain("product_id", "in", list(model)) | Domain(
                "colour_id", "in", colours.search([("name", "ilike", word)]).ids
            )
        return found
