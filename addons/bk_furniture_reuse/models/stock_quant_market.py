from odoo import models


class StockQuant(models.Model):
    """What transfers have reserved is no longer in the market: a page of the market asks for it among all pieces."""

    _inherit = "stock.quant"

    _reserved_lot_idx = models.Index("(lot_id) WHERE reserved_quantity > 0")
