from odoo import models

from ..tools.purpose import AVAILABLE, HAND


class StockLot(models.Model):
    """A piece that becomes available goes to whoever waits for it."""

    _inherit = "stock.lot"

    def _change_purpose(self, purpose, source=HAND, reason=""):
        changed = super()._change_purpose(purpose, source=source, reason=reason)
        if purpose == AVAILABLE and changed:
            self.env["furniture.reservation"]._serve(changed.product_id, reason or self.env._("became available"))
        return changed
