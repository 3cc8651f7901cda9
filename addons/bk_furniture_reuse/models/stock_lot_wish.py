from odoo import api, models
from odoo.tools import SQL

# What can make a piece fit a wish that it did not fit before, and is no rare event.
INTERESTING = frozenset(("purpose", "available_from", "condition", "colour_id", "product_id"))
KEY = "furniture_wish_lots"


class StockLot(models.Model):
    """Pieces that become available, or get a date when they will, are compared with the wishes soon after."""

    _inherit = "stock.lot"

    @api.model_create_multi
    def create(self, vals_list):
        lots = super().create(vals_list)
        lots.filtered("is_furniture")._note_for_wishes()
        return lots

    def write(self, vals):
        result = super().write(vals)
        if not INTERESTING.isdisjoint(vals) and vals.get("purpose") not in ("reserved", "redesign", "recycling"):
            self._note_for_wishes()
        return result

    def _note_for_wishes(self):
        """Remember these pieces until the transaction is about to be committed."""
        noted = self.env.cr.precommit.data.setdefault(KEY, set())
        if not noted:
            self.env.cr.precommit.add(self.env["stock.lot"]._queue_for_wishes)
        noted.update(self.ids)

    @api.model
    def _queue_for_wishes(self):
        """Queue what was noted and somebody wishes for, and wake the job: one query, whatever the number of pieces."""
        noted = self.env.cr.precommit.data.pop(KEY, None)
        if not noted:
            return
        self.env.flush_all()
        queued = self.env.execute_query(
            SQL(
                """
                INSERT INTO furniture_wish_check (lot_id)
                SELECT l.id FROM stock_lot l JOIN product_category lc ON lc.id = l.categ_id
                 WHERE l.id = ANY(%s) AND l.is_furniture AND l.end_kind IS NULL
                   AND (l.purpose = 'available' OR (l.purpose = 'in_use' AND l.available_from IS NOT NULL))
                   AND EXISTS (SELECT FROM furniture_wish w JOIN product_category wc ON wc.id = w.categ_id
                                WHERE w.state IN ('open', 'partly') AND starts_with(lc.parent_path, wc.parent_path))
                RETURNING lot_id
                """,
                list(noted),
            )
        )
        if queued:
            # sudo: whoever changes a piece need not know the scheduler.
            self.env.ref("bk_furniture_reuse.cron_wish_check").sudo()._trigger()
