from odoo import api, fields, models
from odoo.fields import Domain

END_KINDS = [("recycled", "Recycled"), ("donated", "Donated"), ("sold", "Sold"), ("lost", "Lost")]


class StockLot(models.Model):
    """How a piece left for good. It leaves the lists and the counts then, and keeps its page, its tag and its history."""

    _inherit = "stock.lot"

    end_kind = fields.Selection(END_KINDS, string="End", readonly=True, copy=False, index="btree_not_null")

    @api.model
    def _present(self):
        """The domain of pieces that we have: furniture that has not come to an end."""
        return Domain("is_furniture", "=", True) & Domain("end_kind", "=", False)
