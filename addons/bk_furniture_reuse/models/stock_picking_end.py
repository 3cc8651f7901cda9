from odoo import fields, models


class StockPicking(models.Model):
    """A transfer may carry out the end of pieces: doing it is what ends them."""

    _inherit = "stock.picking"

    furniture_end_id = fields.Many2one("furniture.end", "End of furniture", readonly=True, index="btree_not_null")
