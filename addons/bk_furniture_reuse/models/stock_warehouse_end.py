from odoo import models


class StockWarehouse(models.Model):
    """What leaves for good has operation types of its own, which take the chosen pieces and nothing else."""

    _inherit = "stock.warehouse"

    def _furniture_end_type(self, code):
        """The operation type for ends of this warehouse; made the first time that it is needed.

        :param code: ``outgoing`` for what is handed over to somebody, ``internal`` for what is written off
        """
        self.ensure_one()
        # sudo: the coordinator who decides need not be a stock administrator.
        types = self.env["stock.picking.type"].sudo()
        sequence_code = "GIVE" if code == "outgoing" else "END"
        known = types.search([("warehouse_id", "=", self.id), ("sequence_code", "=", sequence_code)], limit=1)
        return known or types.create(
            {
                "name": self.env._("Furniture handed over")
                if code == "outgoing"
                else self.env._("Furniture written off"),
                "code": code,
                "sequence_code": sequence_code,
                "warehouse_id": self.id,
                "company_id": self.company_id.id,
                "default_location_src_id": self.lot_stock_id.id,
                "reservation_method": "manual",
                "use_create_lots": False,
                "use_existing_lots": True,
            }
        )
