from odoo import fields, models

from odoo.addons.bk_furniture_reuse.models.stock_lot import STAFF

# Procurement officers plan with money and read the remarks, though they move no furniture.
STAFF_AND_OFFICERS = f"{STAFF},bk_procurement_phases.group_officer"


class StockLot(models.Model):
    """A piece, as procurement officers see it."""

    _inherit = "stock.lot"

    own_price_new = fields.Monetary(groups=STAFF_AND_OFFICERS)
    price_new = fields.Monetary(groups=STAFF_AND_OFFICERS)
    remark = fields.Text(groups=STAFF_AND_OFFICERS)
