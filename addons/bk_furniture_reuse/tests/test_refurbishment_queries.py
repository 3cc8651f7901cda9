"""A hundred pieces go to refurbishment at once: what that costs beyond Odoo's own repair orders."""

from odoo.tests import tagged

from .test_refurbishment import RefurbishmentCase


@tagged("post_install", "-at_install")
class TestRefurbishmentQueries(RefurbishmentCase):
    def _cost(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _slope(self, prepare):
        """Queries for each further piece, between 20 and 120."""
        prepare(5)()  # translations, rights and the like are looked up once
        few, many = self._cost(prepare(20)), self._cost(prepare(120))
        return (many - few) / 100

    def _odoos_orders(self, count):
        """As many repair orders of another product, with its serial numbers in stock."""
        product = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        lots = self.env["stock.lot"].create(
            [{"product_id": product.id, "name": f"{product.id}-{n}"} for n in range(count)]
        )
        for lot in lots:
            self.env["stock.quant"]._update_available_quantity(product, self.stock, 1, lot_id=lot)
        vals = [{"product_id": product.id, "lot_id": lot.id} for lot in lots]
        return self.env["repair.order"].with_user(self.users["operator"]), vals

    def test_sending_a_hundred_costs_no_more_than_odoos_own_orders(self):
        def odoos(count):
            orders, vals = self._odoos_orders(count)

            def run():
                created = orders.create(vals)
                for order in created:
                    order.action_validate()
                created.action_repair_start()

            return run

        def ours(count):
            pieces = self._as("operator", self._create_pieces(count, self.room))
            return lambda: pieces._refurbish(
                pieces, {"wanted_result": "paint", "ready_on": self.in_a_month}, start=True
            )

        self.assertLess(self._slope(ours), self._slope(odoos))

    def test_our_share_of_sending_does_not_grow_with_the_number(self):
        """All but one query for each order: Odoo's ``create`` asks for the default operation type even when it is given."""

        def ours(count):
            pieces = self._as("operator", self._create_pieces(count, self.room))
            return lambda: pieces._refurbish(
                pieces, {"wanted_result": "paint", "ready_on": self.in_a_month}, start=True
            )

        self.assertLessEqual(self._slope(ours), 1.05)

    def test_moving_to_the_workshop_costs_what_odoos_move_costs(self):
        def moved(count):
            pieces = self._as("operator", self._create_pieces(count, self.room))
            return lambda: pieces._move_to(self.workshop)

        def sent(count):
            pieces = self._as("operator", self._create_pieces(count, self.room))
            vals = {"workshop_place_id": self.workshop.id}
            return lambda: pieces._refurbish(pieces, vals, start=True)

        self.assertLessEqual(self._slope(sent), self._slope(moved) + 1.05)

    def test_ending_a_hundred_costs_little_more_than_odoos_own_end(self):
        def odoos(count):
            orders, vals = self._odoos_orders(count)
            created = orders.create(vals)
            created.action_repair_start()
            created.write({"product_location_dest_id": self.store.id})
            return created.action_repair_end

        def ours(count):
            pieces = self._as("operator", self._create_pieces(count, self.room))
            orders = pieces._refurbish(pieces, {}, start=True)
            orders.write({"new_condition": "b", "return_place_id": self.store.id})
            return orders.action_repair_end

        self.assertLessEqual(self._slope(ours), self._slope(odoos) + 0.05)

    def test_calling_off_does_not_grow(self):
        def ours(count):
            pieces = self._as("operator", self._create_pieces(count, self.room))
            return pieces._refurbish(pieces, {}, start=True).action_repair_cancel

        self.assertLessEqual(self._slope(ours), 0.1)

    def test_the_lists_show_a_page_with_the_same_queries(self):
        self._send(self._create_pieces(60, self.room))
        orders = self.env["repair.order"].with_user(self.users["operator"])
        names = ("name", "lot_id", "product_id", "wanted_result", "ready_on", "place_now_id", "total_cost", "state")
        specification = {
            name: {"fields": {"display_name": {}}} if orders._fields[name].relational else {} for name in names
        }

        def read(count):
            return lambda: orders.web_search_read([("is_furniture", "=", True)], specification, limit=count)

        read(60)()
        self.assertEqual(self._cost(read(5)), self._cost(read(60)))

    def test_the_tree_of_many_pieces_asks_once_for_each_generation(self):
        pieces = self._create_pieces(60, self.room)

        def read(count):
            return lambda: pieces[:count].mapped("made_from_tree")

        self.assertEqual(self._cost(read(5)), self._cost(read(60)))
