from odoo import fields, models


class StockLot(models.Model):
    """Where a piece came from: the row of the register that describes it last."""

    _inherit = "stock.lot"

    import_row_id = fields.Many2one(
        "furniture.import.row",
        "Row of the register",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
