from odoo import fields, models


class FurnitureStocktakeScan(models.Model):
    """One scan, as it was sent: what code, where, when, by whom. Never changed; an undone scan is marked so.

    What it meant stands on the line of the piece, which those who count blind do not see.
    """

    _name = "furniture.stocktake.scan"
    _description = "Scan of a stock-take"
    _order = "id desc"
    _rec_name = "code"

    stocktake_id = fields.Many2one("furniture.stocktake", required=True, ondelete="cascade", index=True)
    uid = fields.Char(
        "Number on the device",
        required=True,
        help="Given by the device, so that a scan that is sent twice counts once.",
    )
    code = fields.Char(required=True)
    lot_id = fields.Many2one("stock.lot", "Piece", ondelete="restrict", index="btree_not_null")
    location_id = fields.Many2one("stock.location", "Room", required=True, ondelete="restrict")
    round_number = fields.Integer("Round", aggregator=None)
    user_id = fields.Many2one("res.users", "By", required=True)
    date = fields.Datetime(required=True)
    undone = fields.Boolean()

    _once = models.UniqueIndex("(stocktake_id, uid)", "This scan has been received already.")
    _by_piece = models.Index("(stocktake_id, lot_id)")
