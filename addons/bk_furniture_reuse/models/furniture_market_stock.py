from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .furniture_market_tally import ALIKE
from .stock_lot_market import MARKET


def as_piece(name):
    """A field that is searched as it is searched on a piece: what it looks at is in both."""
    return lambda self, operator, value: getattr(self.env["stock.lot"], f"_search_{name}")(operator, value)


class FurnitureMarketStock(models.Model):
    """The pieces of the market, alike ones in one row with their number: from the tally, and counted now where it is stale."""

    _name = "furniture.market.stock"
    _description = "Pieces of the market by number"
    _auto = False
    _log_access = False

    product_id = fields.Many2one("product.product", "Furniture model", readonly=True)
    categ_id = fields.Many2one("product.category", "Furniture type", readonly=True)
    maker_id = fields.Many2one("furniture.maker", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    building_id = fields.Many2one("stock.location", readonly=True)
    purpose = fields.Selection(lambda self: self.env["stock.lot"]._fields["purpose"]._description_selection(self.env))
    condition = fields.Selection(
        lambda self: self.env["stock.lot"]._fields["condition"]._description_selection(self.env)
    )
    colour_id = fields.Many2one("furniture.colour", readonly=True)
    available_from = fields.Date(readonly=True)
    piece_count = fields.Integer(readonly=True)

    market = fields.Selection(MARKET, compute="_compute_searched_only", search="_search_market")
    available_by = fields.Date(compute="_compute_searched_only", search=as_piece("available_by"))
    market_words = fields.Char(compute="_compute_searched_only", search=as_piece("market_words"))

    def _compute_searched_only(self):
        self.market = self.available_by = self.market_words = False

    @api.model
    def _search_market(self, operator, value):
        if operator != "in":
            return NotImplemented
        purposes = {"available": "available", "coming": "in_use"}
        return Domain("purpose", "in", [purposes[kind] for kind in value if kind in purposes])

    @property
    def _table_query(self):
        tally = self.env["furniture.market.tally"]
        stale = tally._stale()
        names = SQL(", ").join(map(SQL.identifier, ALIKE))
        counted = SQL("SELECT -id AS id, %s, piece_count FROM furniture_market_tally", names)
        if not stale:
            return counted
        return SQL("%s WHERE product_id != ALL(%s) UNION ALL %s", counted, stale, tally._live(stale))
