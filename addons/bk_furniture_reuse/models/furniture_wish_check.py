from odoo import fields, models


class FurnitureWishCheck(models.Model):
    """Pieces that have just become interesting, and wishes that have changed, until the scheduled job has compared them.

    Pieces are written at the end of the transaction that changed the pieces (``stock_lot_wish.py``), all in one query, and are taken
    away in the transaction that tells about them: a job that is killed tells nobody and forgets nothing.
    """

    _name = "furniture.wish.check"
    _description = "To compare with wishes"
    _log_access = False
    _rec_name = "lot_id"

    lot_id = fields.Many2one("stock.lot", "Piece", ondelete="cascade", index="btree_not_null")
    wish_id = fields.Many2one("furniture.wish", ondelete="cascade", index="btree_not_null")
