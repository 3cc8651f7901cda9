from odoo import models


class StockLot(models.Model):
    """Who is told about a piece: its followers. It belongs to no customer."""

    _inherit = "stock.lot"

    def _mail_get_partners(self, introspect_fields=False):
        # Odoo looks for whom a serial number was delivered to, which only people of the warehouse may read: everybody else
        # would get an access error beside the piece.
        pieces = self.filtered("is_furniture")
        partners = super(StockLot, self - pieces)._mail_get_partners(introspect_fields=introspect_fields)
        return {**partners, **dict.fromkeys(pieces.ids, self.env["res.partner"])}
