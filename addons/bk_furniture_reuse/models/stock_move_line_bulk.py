from odoo import fields, models

from .furniture_bulk_mixin import QuantBatch


class StockMoveLine(models.Model):
    """Lines whose quants are written together, see ``furniture.stock.loader``."""

    _name = "stock.move.line"
    _inherit = ["stock.move.line", "furniture.bulk.mixin"]

    def _action_done(self):
        result = super()._action_done()
        batch = QuantBatch.of(self.env)
        if batch is not None:
            self.env["stock.quant"]._create_arrivals(batch)
        return result

    def _synchronize_quant(self, quantity, location, action="available", in_date=False, **quants_value):
        batch = QuantBatch.of(self.env)
        if batch is None:
            return super()._synchronize_quant(quantity, location, action, in_date, **quants_value)
        # Nothing of these pieces was in stock before (the loader has checked): no quant to look for, to lock or to compensate.
        in_date = in_date or fields.Datetime.now()
        if action == "available":
            batch.arrivals.append(
                {
                    "product_id": self.product_id.id,
                    "location_id": location.id,
                    "lot_id": self.lot_id.id,
                    "quantity": quantity,
                    "in_date": in_date,
                }
            )
        return 0, in_date
