from odoo import api, fields, models

from ..tools import loads


class StockLot(models.Model):
    """How much of a vehicle a piece fills."""

    _inherit = "stock.lot"

    load_volume = fields.Float("Volume (m³)", digits=(8, 3), compute="_compute_load_volume")

    @api.depends("width", "depth", "height")
    def _compute_load_volume(self):
        for lot in self:
            lot.load_volume = loads.measure(lot.width, lot.depth, lot.height)

    def _measure_load(self):
        """(m3, kg, how many of these pieces lack a measure) of all together."""
        return (
            sum(self.mapped("load_volume")),
            sum(self.mapped("weight")),
            len(self.filtered(lambda lot: not (lot.load_volume and lot.weight))),
        )
