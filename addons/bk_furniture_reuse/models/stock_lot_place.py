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
        return self._move_each(dict.fromkeys(self, place), reason)

    @api.model
    def _move_each(self, targets, reason=""):
        """Move pieces at once, each to a place of its own; all or none.

        :param targets: ``{piece: place}``
        :raise UserError: as ``_move_to``
        """
        lots = self.concat(*targets)
        lots.check_access("write")
        places = self.env["stock.location"].union(*targets.values())
        if len(places) == 0 or not all(targets.values()) or places.filtered(lambda place: place.usage != "internal"):
            raise UserError(self.env._("Choose the room or store where the pieces are to stand."))
        archived = places.filtered(lambda place: not place.active)
        if archived:
            raise UserError(
                self.env._(
                    "%s is archived. Choose a place that is in use, or restore it first.", archived[0].display_name
                )
            )
        lots._check_may_move()
        quants = self.env["stock.quant"].search(
            [("lot_id", "in", lots.ids), ("quantity", ">", 0), ("location_id.usage", "in", ("internal", "transit"))]
        )
        homeless = lots - quants.lot_id
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
        places = {lot.id: place for lot, place in targets.items()}
        quants = quants.filtered(lambda quant: quant.location_id != places[quant.lot_id.id])
        self._relocate(quants, places, reason)
        return True

    @api.model
    def _relocate(self, quants, places, reason):
        """Odoo's relocation, in one go wherever the pieces go: ``places`` is ``{piece id: place}``."""
        messages = {place: reason or self.env._("Moved to %s", place.display_name) for place in set(places.values())}
        by_place = quants.grouped(lambda quant: places[quant.lot_id.id])
        if len(by_place) <= 1:
            for place, those in by_place.items():
                those.move_quants(location_dest_id=place, message=messages[place])
            return
        # What move_quants does for one place.
        self.env["stock.move"].create(
            [
                quant.with_context(inventory_name=messages[place])._get_inventory_move_values(
                    quant.quantity, quant.location_id, place, quant.package_id, quant.package_id
                )
                for place, those in by_place.items()
                for quant in those
            ]
        )._action_done()

    def _check_may_move(self):
        """Refuse what other facts keep where it is; each concern adds its own."""
