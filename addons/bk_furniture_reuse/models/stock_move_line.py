from odoo import models


class StockMoveLine(models.Model):
    """The history of one piece is read by its lot; Odoo has no index for that."""

    _inherit = "stock.move.line"

    _lot_idx = models.Index("(lot_id) WHERE lot_id IS NOT NULL")
