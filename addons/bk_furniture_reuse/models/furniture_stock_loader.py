from odoo import api, models
from odoo.exceptions import UserError

from .furniture_bulk_mixin import KEY, QuantBatch


class FurnitureStockLoader(models.AbstractModel):
    """Pieces into stock and into holds, in bulk.

    ``_load`` and ``_hold`` run Odoo's own code, except that the quants of a batch are written together instead of one by one.
    ``_load_by_odoo`` and ``_hold_by_odoo`` do the same without that. A test compares every column of what both write.
    """

    _name = "furniture.stock.loader"
    _description = "Bulk loading of pieces into stock"

    # Loading

    @api.model
    def _bring_in(self, placements, holds=(), reference=None):
        """Put new pieces into stock: in bulk, or as Odoo does where the settings ask for it. Arguments and result as of ``_load``."""
        wrong = self._mistake(placements)
        if wrong:
            raise UserError(wrong)
        load = self._load_by_odoo if self._peculiarity(placements) else self._load
        return load(placements, holds=holds, reference=reference)

    @api.model
    def _load(self, placements, holds=(), reference=None):
        """Put new pieces into stock for the first time.

        :param placements: list of (piece id, place id)
        :param holds: list of arguments of ``_hold``, for pieces that are reserved from the start
        :param reference: what the stock history calls these moves
        :return: the stock moves, done
        :raise UserError: for what ``_mistake`` or ``_peculiarity`` finds
        """
        refusal = self._mistake(placements) or self._peculiarity(placements)
        if refusal:
            raise UserError(refusal)
        self.env["stock.move"].check_access("create")
        self.env["stock.move.line"].check_access("create")
        self.env["stock.lot"].browse(lot_id for lot_id, _place_id in placements).check_access("read")
        self.env["stock.location"].browse({place_id for _lot_id, place_id in placements}).check_access("read")
        self._forget_plans()
        # sudo: rights are checked above; Odoo would look them up for every single record.
        moves = self.sudo().with_context(**{KEY: QuantBatch()})._enter_stock(placements, reference).with_env(self.env)
        for hold in holds:
            self._hold(*hold)
        return moves

    @api.model
    def _load_by_odoo(self, placements, holds=(), reference=None):
        """Put pieces into stock as Odoo does, whatever their past and the settings. Arguments and result as of ``_load``."""
        moves = self.with_context(**{KEY: None})._enter_stock(placements, reference).with_env(self.env)
        for hold in holds:
            self._hold_by_odoo(*hold)
        return moves

    @api.model
    def _enter_stock(self, placements, reference):
        """Make and do the inventory moves, company by company."""
        by_company = {}
        for lot_id, place_id in placements:
            place = self.env["stock.location"].browse(place_id)
            by_company.setdefault(place.company_id or self.env.company, []).append(
                (self.env["stock.lot"].browse(lot_id), place)
            )
        moves = self.env["stock.move"]
        for company, pieces in by_company.items():
            # Pieces enter without packages, which Odoo's own inventory adjustments say in the same way.
            created = (
                self.with_company(company)
                .with_context(ignore_dest_packages=True)
                ._create_moves(pieces, company, reference)
            )
            created._action_done()
            moves |= created
        return moves

    @api.model
    def _create_moves(self, placements, company, reference):
        """Inventory moves, confirmed and picked: one for each model and building, with a line for each piece."""
        groups = {}
        for lot, place in placements:
            groups.setdefault((lot.product_id.id, self._move_place(place).id), []).append((lot, place))
        products = self.env["product.product"].browse(product_id for product_id, _place_id in groups)
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "packaging_uom_id": product.uom_id.id,
                    "product_uom_qty": len(pieces),
                    "location_id": product.property_stock_inventory.id,
                    "location_dest_id": place_id,
                    "company_id": company.id,
                    "is_inventory": True,
                    "inventory_name": reference,
                    "picked": True,
                    "state": "confirmed",
                }
                for product, ((_product_id, place_id), pieces) in zip(products, groups.items(), strict=True)
            ]
        )
        self.env["stock.move.line"].create(
            [
                vals
                for move, pieces in zip(moves, groups.values(), strict=True)
                for vals in self._prepare_line_vals(move, pieces)
            ]
        )
        return moves

    @api.model
    def _prepare_line_vals(self, move, placements):
        common = {
            "move_id": move.id,
            "company_id": move.company_id.id,
            "product_id": move.product_id.id,
            "product_uom_id": move.product_uom.id,
            "location_id": move.location_id.id,
            "quantity": 1,
            "picked": True,
        }
        return [{**common, "lot_id": lot.id, "location_dest_id": place.id} for lot, place in placements]

    @api.model
    def _move_place(self, place):
        """The place that a stock move names for pieces in ``place``; its lines name the room.

        A move for each room would cost a third of the speed. The building keeps Odoo's past quantities right for buildings.
        """
        return place.building_id or place

    @api.model
    def _forget_plans(self):
        # PostgreSQL keeps the plan of a foreign key check: one that was made while stock_lot was small reads the whole table
        # for every new row. Forgetting the session's plans costs nothing and needs no lock (ANALYZE would take one).
        self.env.cr.execute("DISCARD PLANS")

    # What can be loaded in bulk

    @api.model
    def _mistake(self, placements):
        """What is wrong with ``placements`` for new pieces, whichever way they enter stock: a sentence, or False."""
        lots, places = self._read_placements(placements)
        company = places.company_id
        if len(lots) != len(placements):
            return self.env._("A piece is listed twice. List every piece once.")
        if places.filtered(lambda place: place.usage != "internal" or not place.company_id):
            return self.env._("Choose rooms or stores of your own organisation as places for the pieces.")
        if len(company) > 1 or self._of_other_companies(lots, places, company):
            return self.env._("The pieces and their places belong to different companies. Load one company at a time.")
        wrong = lots.product_id.filtered(lambda product: not product.is_storable or product.tracking != "serial")
        if wrong:
            return self.env._(
                "%s: not kept in stock piece by piece. Track it by serial number first.", self._names(wrong)
            )
        moved = self.env["stock.move.line"].sudo().search([("lot_id", "in", lots.ids)], limit=5).lot_id
        moved |= self.env["stock.quant"].sudo().search([("lot_id", "in", lots.ids)], limit=5).lot_id
        if moved:
            return self.env._("%s: been in stock before. Move these pieces instead.", self._names(moved))
        return False

    @api.model
    def _peculiarity(self, placements):
        """Which setting or stock asks for Odoo's own path: a sentence, or False."""
        lots, places = self._read_placements(placements)
        products = lots.product_id.with_company(places.company_id[:1])
        if "cost_method" in products._fields:  # only with Odoo's stock accounting
            valued = products.filtered(
                lambda product: (
                    product.cost_method != "standard" or product.valuation != "periodic" or product.lot_valuated
                )
            )
            if valued:
                return self.env._(
                    "%s: valued at every stock move. Register these pieces one batch at a time.", self._names(valued)
                )
        losses = products.property_stock_inventory
        if losses.filtered(lambda place: place.usage != "inventory"):
            return self.env._(
                "%s is not a location for inventory losses. Correct the inventory location of the products.",
                self._names(losses),
            )
        # Odoo would settle such a remainder against the new pieces.
        unnumbered = self.env["stock.quant"].sudo().search(
            [("product_id", "in", products.ids), ("lot_id", "=", False), ("location_id.usage", "=", "inventory")], limit=5
        )  # fmt: skip
        if unnumbered:
            return self.env._(
                "%s: has stock without serial numbers. Give that stock numbers first.",
                self._names(unnumbered.product_id),
            )
        return False

    @api.model
    def _read_placements(self, placements):
        """The pieces and the places, each once. sudo: whether somebody may see them is asked elsewhere."""
        lots = self.env["stock.lot"].sudo().browse(dict.fromkeys(lot_id for lot_id, _place_id in placements))
        return lots, self.env["stock.location"].sudo().browse(
            dict.fromkeys(place_id for _lot_id, place_id in placements)
        )

    @api.model
    def _of_other_companies(self, lots, places, company):
        """Odoo's own company rule, asked once for all instead of once for each record."""
        products = lots.product_id.with_company(company)
        return any(
            records != records.filtered_domain(records._check_company_domain(company))
            for records in (lots, places, products, products.property_stock_inventory)
        )

    @api.model
    def _names(self, records):
        return ", ".join(records[:5].mapped("display_name"))
