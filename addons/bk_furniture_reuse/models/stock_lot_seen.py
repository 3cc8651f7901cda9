from odoo import Command, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# Written by stock-takes and stock moves alone.
SEEN = frozenset(("last_seen_on", "missing_since"))


class StockLot(models.Model):
    """When a piece was last seen, and since when it is missing.

    Missing is not lost: the piece is out of stock and out of the lists, and a scan brings it back. That it is lost for good is for
    the manager to say, as one of the ends.
    """

    _inherit = "stock.lot"

    last_seen_on = fields.Datetime(
        "Last seen", readonly=True, copy=False, help="When its tag was last scanned in a stock-take."
    )
    missing_since = fields.Datetime("Missing since", readonly=True, copy=False, index="btree_not_null")
    stocktake_line_ids = fields.One2many("furniture.stocktake.line", "lot_id", string="Stock-takes")

    @api.model
    def _present(self):
        return super()._present() & Domain("missing_since", "=", False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_not_seen_by_hand(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_not_seen_by_hand(vals)
        return super().write(vals)

    def action_stocktake(self):
        """A new stock-take of these pieces, to be filled in."""
        stocktake = self.env["furniture.stocktake"].create(
            {"scope_kind": "pieces", "lot_ids": [Command.set(self.filtered("is_furniture").ids)]}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "furniture.stocktake",
            "view_mode": "form",
            "res_id": stocktake.id,
        }

    @api.model
    def _check_not_seen_by_hand(self, vals):
        if not self.env.su and not SEEN.isdisjoint(vals):
            raise AccessError(self.env._("When a piece was seen follows from stock-takes. Scan it in one instead."))
