from odoo import models

# The operation types whose transfers are moves of furniture: what a reservation holds, and what is planned without one.
HOLD_CODE, MOVE_CODE = "HOLD", "MOVE"


class StockWarehouse(models.Model):
    """Planned moves of furniture have an operation type of their own, which reserves the chosen pieces and nothing else."""

    _inherit = "stock.warehouse"

    def _furniture_move_type(self):
        """The operation type for planned moves of this warehouse; made the first time that it is needed."""
        self.ensure_one()
        types = self.env["stock.picking.type"].sudo()  # sudo: an operator who plans a move is no stock administrator
        known = types.search([("warehouse_id", "=", self.id), ("sequence_code", "=", MOVE_CODE)], limit=1)
        return known or types.create(
            {
                "name": self.env._("Furniture move"),
                "code": "internal",
                "sequence_code": MOVE_CODE,
                "warehouse_id": self.id,
                "company_id": self.company_id.id,
                "default_location_src_id": self.lot_stock_id.id,
                "default_location_dest_id": self.lot_stock_id.id,
                "reservation_method": "manual",
                "dispatch_management": True,
                "use_create_lots": False,
                "use_existing_lots": True,
            }
        )
