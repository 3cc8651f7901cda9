from odoo import fields, models

from ..tools.purpose import AVAILABLE, HAND, IN_USE, RECYCLING, REDESIGN, RESERVED


class StockLot(models.Model):
    """A piece that falls out of use ends its stay, wherever it stands."""

    _inherit = "stock.lot"

    def _change_purpose(self, purpose, source=HAND, reason=""):
        # At the workshop or promised to somebody, a piece is still on its way; free or sorted out, it is not in use any more.
        leaving = self.filtered(
            lambda lot: lot.purpose in (IN_USE, REDESIGN, RESERVED) and purpose in (AVAILABLE, RECYCLING)
        )
        result = super()._change_purpose(purpose, source=source, reason=reason)
        if leaving:
            # sudo: what happened is noted by the system, whoever changed the purpose.
            events = self.env["furniture.impact.event"].sudo()
            events.search([("lot_id", "in", leaving.ids), ("left_on", "=", False), ("kind", "!=", "outside")]).write(
                {"left_on": fields.Datetime.now()}
            )
        return result
