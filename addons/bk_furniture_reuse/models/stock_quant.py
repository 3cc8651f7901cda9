from odoo import api, models

from .furniture_bulk_mixin import QuantBatch


class StockQuant(models.Model):
    """Quants of many pieces written together, see ``furniture.stock.loader``."""

    _name = "stock.quant"
    _inherit = ["stock.quant", "furniture.bulk.mixin"]

    @api.model
    def _update_reserved_quantity(
        self, product_id, location_id, quantity, lot_id=None, package_id=None, owner_id=None, strict=True
    ):
        batch = QuantBatch.of(self.env)
        if batch is None:
            return super()._update_reserved_quantity(
                product_id, location_id, quantity, lot_id, package_id, owner_id, strict
            )
        key = (location_id.id, lot_id.id)
        batch.reserved[key] = batch.reserved.get(key, 0) + quantity
        return None

    @api.model
    def _create_arrivals(self, batch):
        """Create the quants that ``batch`` has noted, in one go."""
        arrivals, batch.arrivals = batch.arrivals, []
        places = self.env["stock.location"].browse({vals["location_id"] for vals in arrivals})
        # What Odoo would compute after the insert; given with it, the insert is all.
        computed = {
            place.id: {
                "company_id": place.company_id.id,
                "inventory_date": place._get_next_inventory_date(),
                "inventory_diff_quantity": 0,
                "inventory_quantity_set": False,
            }
            for place in places
        }
        # BaseModel: stock.quant's own create() inserts one by one. sudo: quants are the system's, as in Odoo.
        return models.BaseModel.create(self.sudo(), [{**vals, **computed[vals["location_id"]]} for vals in arrivals])
