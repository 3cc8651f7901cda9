from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .loader_case import LoaderCase


@tagged("post_install", "-at_install")
class TestStockLoaderRefusals(LoaderCase):
    def _assert_refused(self, words, placements=None):
        placements = placements or self._new_placements(4)
        with self.assertRaisesRegex(UserError, words):
            self.loader._load(placements)
        self.assertFalse(
            self.env["stock.move.line"].search([("lot_id", "in", [lot_id for lot_id, _place_id in placements])]),
            "something was written all the same",
        )
        return placements

    def _load_by_odoo(self, placements):
        self.loader._load_by_odoo(placements)
        for lot_id, place_id in placements:
            self.assert_stands_in(self.env["stock.lot"].browse(lot_id), self.env["stock.location"].browse(place_id))

    def test_a_piece_twice(self):
        placements = self._new_placements(2)
        self._assert_refused("listed twice", placements + placements[:1])

    def test_pieces_that_were_in_stock(self):
        placements = self._new_placements(4)
        self.loader._load(placements)
        with self.assertRaisesRegex(UserError, "been in stock before"):
            self.loader._load(placements[:1])

    def test_pieces_that_left_stock(self):
        placements = self._new_placements(1)
        self.loader._load(placements)
        lot = self.env["stock.lot"].browse(placements[0][0])
        lot.quant_ids.filtered(lambda quant: quant.location_id == self.room).with_context(
            inventory_mode=True
        ).inventory_quantity_auto_apply = 0
        self.assertFalse(lot.location_id)
        with self.assertRaisesRegex(UserError, "been in stock before"):
            self.loader._load(placements)
        self._load_by_odoo(placements)

    def test_places_that_hold_no_stock(self):
        lot_id = self._new_placements(1)[0][0]
        for usage in ("customer", "inventory", "transit", "view"):
            place = self.env["stock.location"].create({"name": usage, "usage": usage})
            with self.subTest(usage):
                self._assert_refused("Choose rooms or stores", [(lot_id, place.id)])

    def test_places_of_no_company(self):
        place = self.env["stock.location"].create(
            {"name": "Shared", "usage": "internal", "company_id": False, "location_id": False}
        )
        self._assert_refused("Choose rooms or stores", [(self._new_placements(1)[0][0], place.id)])

    def test_products_without_serial_numbers(self):
        product = self.env["product.product"].create({"name": "Screws", "is_storable": True, "tracking": "lot"})
        lot = self.env["stock.lot"].create({"name": "S1", "product_id": product.id})
        self._assert_refused("Track it by serial number", [(lot.id, self.room.id)])

    def test_other_companies(self):
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        self.env.user.company_ids += company
        elsewhere = self.env["stock.warehouse"].search([("company_id", "=", company.id)]).lot_stock_id
        self._assert_refused(
            "different companies",
            [(self._new_placements(1)[0][0], self.room.id), (self._new_placements(1)[0][0], elsewhere.id)],
        )
        self._assert_refused(
            "different companies", [(self._new_placements(1, company_id=company.id)[0][0], self.room.id)]
        )
        self.models[1].product_tmpl_id.company_id = company
        self._assert_refused("different companies")

    def test_costing_at_every_move(self):
        for setting in (
            {"property_cost_method": "fifo"},
            {"property_cost_method": "average"},
            {"property_valuation": "real_time"},
        ):
            with self.subTest(setting):
                self.type_chair.write({"property_cost_method": "standard", "property_valuation": "periodic", **setting})
                self._assert_refused("valued at every stock move")

    def test_valued_by_piece(self):
        self.model.product_tmpl_id.lot_valuated = True
        self._load_by_odoo(self._assert_refused("valued at every stock move"))

    def test_bringing_in_takes_odoos_path_where_the_settings_ask_for_it(self):
        self.type_chair.property_cost_method = "average"
        placements = self._assert_refused("valued at every stock move")
        self.loader._bring_in(placements)
        for lot_id, place_id in placements:
            self.assert_stands_in(self.env["stock.lot"].browse(lot_id), self.env["stock.location"].browse(place_id))

    def test_bringing_in_is_for_new_pieces(self):
        placements = self._new_placements(2)
        self.loader._bring_in(placements)
        with self.assertRaisesRegex(UserError, "been in stock before"):
            self.loader._bring_in(placements)

    def test_inventory_location_that_is_none(self):
        self.model.property_stock_inventory.usage = "production"
        self._assert_refused("not a location for inventory losses")

    def test_stock_without_serial_numbers(self):
        self.env["stock.quant"]._update_available_quantity(self.model, self.model.property_stock_inventory, 3)
        self._assert_refused("stock without serial numbers")

    def test_people_without_the_right(self):
        placements = self._new_placements(1)
        for role in ("employee", "auditor", "internal"):
            with self.subTest(role), self.assertRaises(UserError):
                self.loader.with_user(self.users[role])._load(placements)

    def test_people_of_another_company(self):
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        stranger = new_test_user(self.env, "stranger", groups="bk_furniture_reuse.group_manager", company_id=company.id)
        placements = self._new_placements(1)
        with self.assertRaises(AccessError):
            self.loader.with_user(stranger)._load(placements)

    def test_a_context_from_outside_changes_nothing(self):
        lots = self._create_pieces(4, self.room)
        for lot, value in zip(lots, (True, {}, [], "x"), strict=True):
            with self.subTest(value=value):
                lot.with_context(furniture_quant_batch=value)._move_to(self.other_room)
                self.assert_stands_in(lot, self.other_room)
                self.assertEqual(
                    sum(lot.quant_ids.mapped("quantity")), 0, "one here, one less in the inventory location"
                )
