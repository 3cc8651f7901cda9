from odoo import api, fields, models
from odoo.exceptions import UserError


class StockLot(models.Model):
    """Where a piece stands. Its quant says so; the names of building and floor are stored beside it for lists and counts."""

    _inherit = "stock.lot"

    site_id = fields.Many2one(related="location_id.site_id", store=True, index="btree_not_null", string="Site")
    building_id = fields.Many2one(
        related="location_id.building_id", store=True, index="btree_not_null", string="Building"
    )
    floor_id = fields.Many2one(related="location_id.floor_id", store=True, index="btree_not_null", string="Floor")
    place_kind = fields.Selection(related="location_id.place_kind")

    @api.model_create_multi
    def create(self, vals_list):
        # A place given at registration is where the piece enters stock, by a stock move like every other change of place.
        furniture = self._furniture_vals(vals_list)
        places = {id(vals): vals.pop("location_id") for vals in furniture if "location_id" in vals}
        lots = super().create(vals_list)
        placements = [
            (lot.id, places[id(vals)]) for lot, vals in zip(lots, vals_list, strict=True) if places.get(id(vals))
        ]
        if placements:
            lots._put_in_stock(placements)
        return lots

    @api.model
    def _put_in_stock(self, placements):
        """New pieces enter stock: ``placements`` is a list of (piece id, place id)."""
        places = self.env["stock.location"].browse({place_id for _lot_id, place_id in placements})
        if places.filtered(lambda place: place.usage not in ("internal", "transit")):
            raise UserError(self.env._("Choose the room or store where the pieces are to stand."))
        self.env["furniture.stock.loader"]._load_by_odoo(placements, reference=self.env._("Registered"))

    def _set_single_location(self):
        # Odoo moves the quant when somebody writes the place; for pieces our own rules come first.
        furniture = self.filtered("is_furniture")
        super(StockLot, self - furniture)._set_single_location()
        for place, lots in furniture.grouped("location_id").items():
            lots._move_to(place)

    def _move_to(self, place, reason=""):
        """Move these pieces to ``place`` at once, with Odoo's own relocation (one stock move per piece, traceable).

        :raise UserError: for reserved pieces, pieces without a place, or a target that is no place for furniture
        """
        self.check_access("write")
        if not place or place.usage != "internal":
            raise UserError(self.env._("Choose the room or store where the pieces are to stand."))
        if not place.active:
            raise UserError(
                self.env._("%s is archived. Choose a place that is in use, or restore it first.", place.display_name)
            )
        quants = self.env["stock.quant"].search(
            [("lot_id", "in", self.ids), ("quantity", ">", 0), ("location_id.usage", "in", ("internal", "transit"))]
        )
        homeless = self - quants.lot_id
        if homeless:
            raise UserError(
                self.env._(
                    "%s: not in stock, so there is nothing to move. Register where it stands first.",
                    ", ".join(homeless[:5].mapped("name")),
                )
            )
        held = quants.filtered(lambda quant: quant.reserved_quantity > 0).lot_id
        if held:
            raise UserError(
                self.env._(
                    "%s: held by a reservation. Release the reservation, or move the piece with the transfer that holds it.",
                    ", ".join(held[:5].mapped("name")),
                )
            )
        quants.filtered(lambda quant: quant.location_id != place).move_quants(
            location_dest_id=place, message=reason or self.env._("Moved to %s", place.display_name)
        )
        return True
