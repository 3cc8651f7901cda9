from odoo import api, models


class FurnitureReservation(models.Model):
    """The queue gives nobody a piece that nobody can find."""

    _inherit = "furniture.reservation"

    @api.model
    def _free_quants(self, products):
        return super()._free_quants(products).filtered(lambda quant: not quant.lot_id.missing_since)
