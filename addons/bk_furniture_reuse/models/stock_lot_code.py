from odoo import api, models


class StockLot(models.Model):
    """The piece that a scanned or typed code means."""

    _inherit = "stock.lot"

    @api.model
    def _by_code(self, code):
        """The piece of a tag in any spelling, of a code from elsewhere, or of the number that is printed on its label; or none."""
        # sudo: only which piece a code means; what is done with it is checked by whoever asks.
        lot = self.env["furniture.tag"].sudo()._find(code).lot_id
        if not lot and code and "\0" not in code:
            lot = self.sudo().search([("is_furniture", "=", True), ("name", "=", code.strip().upper())], limit=1)
        return lot.with_env(self.env)
