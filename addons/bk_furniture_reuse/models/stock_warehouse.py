from odoo import models


class StockWarehouse(models.Model):
    """Holds of furniture have an operation type of their own: it reserves the chosen pieces and nothing else."""

    _inherit = "stock.warehouse"

    def _furniture_hold_type(self):
        """The operation type for holds of this warehouse; made the first time that it is needed."""
        self.ensure_one()
        types = self.env[
            "stock.picking.type"
        ].sudo()  # sudo: the coordinator who holds a piece need not be a stock administrator
        known = types.search([("warehouse_id", "=", self.id), ("sequence_code", "=", "HOLD")], limit=1)
        return known or types.create(
            {
                "name": self.env._("Furniture held"),
                "code": "internal",
                "sequence_code": "HOLD",
                "warehouse_id": self.id,
                "company_id": self.company_id.id,
                "default_location_src_id": self.lot_stock_id.id,
                "default_location_dest_id": self.lot_stock_id.id,
                "reservation_method": "manual",
                "use_create_lots": False,
                "use_existing_lots": True,
            }
        )
