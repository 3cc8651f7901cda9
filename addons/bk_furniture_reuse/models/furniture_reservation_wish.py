from odoo import fields, models


class FurnitureReservation(models.Model):
    """A reservation made from a wish: what it holds and delivers counts for the wish."""

    _inherit = "furniture.reservation"

    wish_id = fields.Many2one("furniture.wish", readonly=True, copy=False, ondelete="set null", index="btree_not_null")
