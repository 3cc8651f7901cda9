from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.bk_furniture_reuse.tools import tag_code

from .common import FurnitureCase
from .stock_rows import differences, written_by

NOW = "2026-03-02 09:30:00"


class LoaderCase(FurnitureCase):
    """Pieces that are registered but not yet in stock, in two buildings and a store."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loader = cls.env["furniture.stock.loader"]
        cls.other_building = cls._create_place("Biblioteket", "building", cls.site)
        cls.far_room = cls._create_place("01", "room", cls._create_place("Kjeller", "floor", cls.other_building))
        cls.places = [cls.room, cls.other_room, cls.far_room, cls.store, cls._create_place("Varebil", "vehicle")]
        cls.models = [cls.model, cls._create_model("Hev-/senkbord", standard_price=1250.55), cls._create_model("Skap")]

    @classmethod
    def _new_placements(cls, count=15, **vals):
        """(piece id, place id) for new pieces of all models in all places."""
        lots = cls.env["stock.lot"].create([{"product_id": cls.models[n % len(cls.models)].id, **vals} for n in range(count)])
        return [(lot.id, cls.places[(n + n // 5) % len(cls.places)].id) for n, lot in enumerate(lots)]

    def _load_as_plain_odoo(self, placements, reference=None):
        """The reference: moves made as stock.quant's inventory adjustment makes them, done by Odoo."""
        groups = {}
        for lot_id, place_id in placements:
            lot, place = self.env["stock.lot"].browse(lot_id), self.env["stock.location"].browse(place_id)
            groups.setdefault((lot.product_id, place.building_id or place), []).append((lot, place))
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": len(pieces),
                    "company_id": self.company.id,
                    "state": "confirmed",
                    "location_id": product.property_stock_inventory.id,
                    "location_dest_id": building.id,
                    "is_inventory": True,
                    "picked": True,
                    **({"inventory_name": reference} if reference else {}),
                    "move_line_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_id": product.uom_id.id,
                                "quantity": 1,
                                "location_id": product.property_stock_inventory.id,
                                "location_dest_id": place.id,
                                "company_id": self.company.id,
                                "lot_id": lot.id,
                            }
                        )
                        for lot, place in pieces
                    ],
                }
                for (product, building), pieces in groups.items()
            ]
        )
        moves._action_done()

    def _loader_as(self, role):
        return self.loader.with_user(self.users[role])

    def assert_same(self, one, other, tables=("stock_move", "stock_move_line", "stock_quant")):
        """Both ways wrote something, and the same."""
        for table in tables:
            self.assertTrue(one[0][table], f"nothing in {table}: the comparison would prove nothing")
        self.assertFalse(differences(one, other))


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestStockLoader(LoaderCase):
    def _compare(self, reference="Import 7", role=None, **vals):
        placements = self._new_placements(**vals)
        case = self if role is None else self._with_user(role)
        odoo = written_by(case.env, lambda: case._load_as_plain_odoo(placements, reference))
        self.assert_same(odoo, written_by(case.env, lambda: case.loader._load(placements, reference=reference)))
        self.assert_same(odoo, written_by(case.env, lambda: case.loader._load_by_odoo(placements, reference=reference)))
        return odoo

    def _with_user(self, role):
        """This test case, working as somebody."""
        case = type(self)()
        case.env = self.env(user=self.users[role])
        case.loader = self.loader.with_env(case.env)
        return case

    def test_every_column_is_as_odoo_writes_it(self):
        rows, _counts = self._compare()
        self.assertEqual(len(rows["stock_quant"]), 30, "each piece has a quant in its place and one in the inventory location")
        self.assertEqual({row["state"] for row in rows["stock_move_line"].values()}, {"done"})

    def test_for_each_role_that_registers_pieces(self):
        for role in ("operator", "coordinator", "manager"):
            with self.subTest(role):
                self._compare(role=role)

    def test_without_reference(self):
        self._compare(reference=None)

    def test_pieces_of_one_company(self):
        self._compare(company_id=self.company.id)

    def test_places_counted_every_month(self):
        self.room.cyclic_inventory_frequency = 30
        rows, _counts = self._compare()
        self.assertIn("2026-04-01", {str(row["inventory_date"]) for row in rows["stock_quant"].values()})

    def test_no_yearly_count(self):
        self.company.annual_inventory_month = False
        self._compare()

    def test_removal_strategies(self):
        for method in ("lifo", "closest", "least_packages"):
            strategy = self.env["product.removal"].search([("method", "=", method)], limit=1)
            self.assertTrue(strategy, method)
            with self.subTest(method):
                self.type_chair.removal_strategy_id = strategy
                self._compare()

    def test_putaway_rules_do_not_move_the_pieces(self):
        self.env["stock.putaway.rule"].create(
            {"location_in_id": self.building.id, "location_out_id": self.other_room.id, "product_id": self.model.id}
        )
        self._compare()

    def test_properties_on_the_pieces(self):
        self.model.lot_properties_definition = [{"name": "ab12cd34", "type": "char", "string": "Fabric", "default": "wool"}]
        self._compare()

    def test_other_stock_of_the_same_models(self):
        self.loader._load_by_odoo(self._new_placements(6))
        self._compare()

    def test_own_inventory_location(self):
        loss = self.env["stock.location"].create({"name": "Survey 2026", "usage": "inventory", "company_id": self.company.id})
        self.model.property_stock_inventory = loss
        self._compare()

    def test_a_second_batch_in_the_same_transaction(self):
        first, second = self._new_placements(6), self._new_placements(7)
        odoo = written_by(self.env, lambda: (self._load_as_plain_odoo(first), self._load_as_plain_odoo(second)))
        self.assertFalse(differences(odoo, written_by(self.env, lambda: (self.loader._load(first), self.loader._load(second)))))

    def test_pieces_stand_where_they_were_put(self):
        placements = self._new_placements()
        moves = self.loader._load(placements)
        for lot_id, place_id in placements:
            self.assert_stands_in(self.env["stock.lot"].browse(lot_id), self.env["stock.location"].browse(place_id))
        for line in moves.move_line_ids:
            self.assertTrue(line.location_dest_id._child_of(line.move_id.location_dest_id), "a line's room is inside its move's place")

    def test_queries_per_piece(self):
        self.loader._load(self._new_placements(3))
        placements = self._new_placements(600)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.loader._load(placements)
        self.env.flush_all()
        self.assertLess((self.env.cr.sql_log_count - before) / len(placements), 0.2)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCreateInBulk(LoaderCase):
    """Pieces created in bulk are as those created by ``create``."""

    def setUp(self):
        super().setUp()
        # Codes are drawn by chance: the same ones for both ways.
        code = tag_code.new_codes(40)
        self.patch(tag_code, "new_codes", lambda count: code[:count])
        self.models[1].lot_properties_definition = [{"name": "ab12cd34", "type": "char", "string": "Fabric", "default": "wool"}]
        self.screws = self.env["product.product"].create({"name": "Screws", "is_storable": True, "tracking": "lot"})

    def _assert_same(self, vals_list):
        lots = self.env["stock.lot"]
        one = written_by(self.env, lambda: lots.create([dict(vals) for vals in vals_list]))
        self.assert_same(one, written_by(self.env, lambda: lots._create_in_bulk([dict(vals) for vals in vals_list])), ("stock_lot",))

    def test_every_column_is_as_odoo_writes_it(self):
        colour = self.env["furniture.colour"].search([], limit=1)
        extras = ({}, {"condition": "b"}, {"colour_id": colour.id, "own_width": 61.5}, {"company_id": self.company.id}, {"remark": "By the door"})
        self._assert_same([{"name": f"T{n}", "product_id": self.models[n % 3].id, **extras[n % 5]} for n in range(30)])

    def test_other_products_among_them(self):
        products = [self.model, self.screws]
        self._assert_same([{"name": f"T{n}", "product_id": products[n % 2].id} for n in range(6)])

    def test_numbers_that_odoo_gives(self):
        lots = self.env["stock.lot"]._create_in_bulk([{"product_id": self.model.id} for _number in range(5)])
        self.assertEqual(len(set(lots.mapped("name"))), 5)
        self.screws.lot_sequence_id = self.env["ir.sequence"].create({"name": "Screws"})
        lots = self.env["stock.lot"]._create_in_bulk([{"product_id": self.screws.id} for _number in range(5)])
        self.assertEqual(len(set(lots.mapped("name"))), 5)

    def test_other_companies_are_found_by_the_loader(self):
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        lot = self.env["stock.lot"]._create_in_bulk([{"product_id": self.model.id, "company_id": company.id}])
        with self.assertRaisesRegex(UserError, "different companies"):
            self.loader._load([(lot.id, self.room.id)])

    def test_pieces_that_are_placed_at_once_enter_stock_by_odoos_path(self):
        lots = self.env["stock.lot"]._create_in_bulk([{"product_id": self.model.id, "location_id": self.room.id}])
        self.assert_stands_in(lots, self.room)


@tagged("post_install", "-at_install")
class TestStockLoaderRefusals(LoaderCase):
    def _assert_refused(self, words, placements=None):
        placements = placements or self._new_placements(4)
        with self.assertRaisesRegex(UserError, words):
            self.loader._load(placements)
        self.assertFalse(
            self.env["stock.move.line"].search([("lot_id", "in", [lot_id for lot_id, _place_id in placements])]), "something was written all the same"
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
        lot.quant_ids.filtered(lambda quant: quant.location_id == self.room).with_context(inventory_mode=True).inventory_quantity_auto_apply = 0
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
        place = self.env["stock.location"].create({"name": "Shared", "usage": "internal", "company_id": False, "location_id": False})
        self._assert_refused("Choose rooms or stores", [(self._new_placements(1)[0][0], place.id)])

    def test_products_without_serial_numbers(self):
        product = self.env["product.product"].create({"name": "Screws", "is_storable": True, "tracking": "lot"})
        lot = self.env["stock.lot"].create({"name": "S1", "product_id": product.id})
        self._assert_refused("Track it by serial number", [(lot.id, self.room.id)])

    def test_other_companies(self):
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        self.env.user.company_ids += company
        elsewhere = self.env["stock.warehouse"].search([("company_id", "=", company.id)]).lot_stock_id
        self._assert_refused("different companies", [(self._new_placements(1)[0][0], self.room.id), (self._new_placements(1)[0][0], elsewhere.id)])
        self._assert_refused("different companies", [(self._new_placements(1, company_id=company.id)[0][0], self.room.id)])
        self.models[1].product_tmpl_id.company_id = company
        self._assert_refused("different companies")

    def test_costing_at_every_move(self):
        if "cost_method" not in self.model._fields:
            return
        for setting in ({"property_cost_method": "fifo"}, {"property_cost_method": "average"}, {"property_valuation": "real_time"}):
            with self.subTest(setting):
                self.type_chair.write({"property_cost_method": "standard", "property_valuation": "periodic", **setting})
                self._assert_refused("valued at every stock move")

    def test_valued_by_piece(self):
        if "lot_valuated" not in self.model._fields:
            return
        self.model.product_tmpl_id.lot_valuated = True
        self._load_by_odoo(self._assert_refused("valued at every stock move"))

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
        placements = self._new_placements(1)
        for value in (True, {}, [], "x"):
            with self.subTest(value=value), self.env.cr.savepoint() as savepoint:
                self.loader.with_context(furniture_quant_batch=value)._load_by_odoo(placements)
                self.assert_stands_in(self.env["stock.lot"].browse(placements[0][0]), self.env["stock.location"].browse(placements[0][1]))
                savepoint.rollback()
