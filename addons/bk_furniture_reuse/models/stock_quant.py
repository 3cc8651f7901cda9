from odoo import api, models
from odoo.exceptions import UserError

from .furniture_bulk_mixin import QuantBatch

# What a quant says of a piece. Stock moves write it, as the system; a count is another field.
LEDGER = ("product_id", "location_id", "lot_id", "quantity", "reserved_quantity")


class StockQuant(models.Model):
    """The ledger of pieces: written by stock moves alone, and together for many pieces, see ``furniture.stock.loader``."""

    _name = "stock.quant"
    _inherit = ["stock.quant", "furniture.bulk.mixin"]

    @api.model_create_multi
    def create(self, vals_list):
        lots = self.env["stock.lot"].browse(
            vals["lot_id"]
            for vals in vals_list
            if vals.get("lot_id") and (vals.get("quantity") or vals.get("reserved_quantity"))
        )
        self._check_ledger_of(lots)
        return super().create(vals_list)

    def write(self, vals):
        if not set(LEDGER).isdisjoint(vals):
            lots = self.env["stock.lot"].browse(vals["lot_id"]) if vals.get("lot_id") else self.env["stock.lot"]
            self._check_ledger_of(self.lot_id | lots)
        return super().write(vals)

    @api.model
    def _check_ledger_of(self, lots):
        """Refuse to let anybody but the system write where pieces stand: a piece moves by a stock move, which is its history."""
        if not self.env.su and lots.filtered("is_furniture"):
            raise UserError(
                self.env._("Where a piece stands is not written directly. Move the piece, so that its history is kept.")
            )

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
