from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.bk_furniture_reuse.tools import tag_code

from .loader_case import NOW, LoaderCase
from .stock_rows import differences, written_by


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
        self.assertEqual(
            len(rows["stock_quant"]), 30, "each piece has a quant in its place and one in the inventory location"
        )
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
        self.model.lot_properties_definition = [
            {"name": "ab12cd34", "type": "char", "string": "Fabric", "default": "wool"}
        ]
        self._compare()

    def test_other_stock_of_the_same_models(self):
        self.loader._load_by_odoo(self._new_placements(6))
        self._compare()

    def test_own_inventory_location(self):
        loss = self.env["stock.location"].create(
            {"name": "Survey 2026", "usage": "inventory", "company_id": self.company.id}
        )
        self.model.property_stock_inventory = loss
        self._compare()

    def test_a_second_batch_in_the_same_transaction(self):
        first, second = self._new_placements(6), self._new_placements(7)
        odoo = written_by(self.env, lambda: (self._load_as_plain_odoo(first), self._load_as_plain_odoo(second)))
        self.assertFalse(
            differences(odoo, written_by(self.env, lambda: (self.loader._load(first), self.loader._load(second))))
        )

    def test_pieces_stand_where_they_were_put(self):
        placements = self._new_placements()
        moves = self.loader._load(placements)
        for lot_id, place_id in placements:
            self.assert_stands_in(self.env["stock.lot"].browse(lot_id), self.env["stock.location"].browse(place_id))
        for line in moves.move_line_ids:
            self.assertTrue(
                line.location_dest_id._child_of(line.move_id.location_dest_id),
                "a line's room is inside its move's place",
            )

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
        self.models[1].lot_properties_definition = [
            {"name": "ab12cd34", "type": "char", "string": "Fabric", "default": "wool"}
        ]
        self.screws = self.env["product.product"].create({"name": "Screws", "is_storable": True, "tracking": "lot"})

    def _assert_same(self, vals_list):
        lots = self.env["stock.lot"]
        one = written_by(self.env, lambda: lots.create([dict(vals) for vals in vals_list]))
        self.assert_same(
            one, written_by(self.env, lambda: lots._create_in_bulk([dict(vals) for vals in vals_list])), ("stock_lot",)
        )

    def test_every_column_is_as_odoo_writes_it(self):
        colour = self.env["furniture.colour"].search([], limit=1)
        extras = (
            {},
            {"condition": "b"},
            {"colour_id": colour.id, "own_width": 61.5},
            {"company_id": self.company.id},
            {"remark": "By the door"},
        )
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
        loss = self.model.property_stock_inventory
        self.env["stock.quant"]._update_available_quantity(self.model, loss, 3)
        lots = self.env["stock.lot"]._create_in_bulk([{"product_id": self.model.id, "location_id": self.room.id}])
        self.assert_stands_in(lots, self.room)
        remainder = self.env["stock.quant"].search(
            [("product_id", "=", self.model.id), ("location_id", "=", loss.id), ("lot_id", "=", False)]
        )
        self.assertEqual(
            remainder.quantity, 2, "Odoo settles stock without a number against the new piece; the bulk way does not"
        )
