from odoo import fields, models


class FurnitureReservation(models.Model):
    """For whom and for where the pieces are held."""

    _inherit = "furniture.reservation"

    unit_id = fields.Many2one("furniture.unit", "For unit", index="btree_not_null")
    destination_id = fields.Many2one("stock.location", "For place", index="btree_not_null")
