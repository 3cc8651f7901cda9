from odoo import models


class StockLot(models.Model):
    """Pieces created in bulk, see ``furniture.bulk.mixin``."""

    _name = "stock.lot"
    _inherit = ["stock.lot", "furniture.bulk.mixin"]

    _bulk_given = ("name",)
