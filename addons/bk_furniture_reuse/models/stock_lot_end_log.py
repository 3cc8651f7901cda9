from odoo import models

from .stock_lot_purpose import CHATTER_LIMIT


class StockLot(models.Model):
    """What became of a piece, in its own words and its own chatter."""

    _inherit = "stock.lot"

    def _in_stock(self):
        """Those of these pieces that stand somewhere in our own places, by Odoo's ledger."""
        # sudo: quants are the system's, as in Odoo
        quants = self.env["stock.quant"].sudo().search(
            [("lot_id", "in", self.ids), ("quantity", ">", 0), ("location_id.usage", "in", ("internal", "transit"))]
        )  # fmt: skip
        return quants.lot_id.with_env(self.env)

    def _log_in_chatter(self, text):
        """The same line in each piece's chatter, for batches that people still read one by one; the ends are listed anyway."""
        if len(self) <= CHATTER_LIMIT:
            self._message_log_batch(bodies=dict.fromkeys(self.ids, text))
