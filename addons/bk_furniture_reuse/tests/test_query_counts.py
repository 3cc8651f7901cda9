"""Queries do not grow with the number of pieces, or grow no more than Odoo's own stock moves do."""

from lxml import etree
from odoo.tests import tagged

from .common import FurnitureCase


@tagged("post_install", "-at_install")
class TestQueryCounts(FurnitureCase):
    def _count(self, run):
        """How many queries ``run`` and writing its results cost, with nothing read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _specification(self, view):
        """What the web client asks for, taken from the view."""
        lots = self.env["stock.lot"].with_user(self.users["employee"])
        arch = etree.fromstring(
            lots.get_view(self.env.ref(f"bk_furniture_reuse.stock_lot_view_{view}_piece").id, view)["arch"]
        )
        names = {node.get("name") for node in arch.iter("field")}
        return {
            name: {"fields": {"display_name": {}}} if lots._fields[name].type == "many2one" else {} for name in names
        }

    def _read_cost(self, view, count):
        lots = self.env["stock.lot"].with_user(self.users["employee"])
        specification = self._specification(view)
        domain = [("is_furniture", "=", True), ("product_id", "=", self.model.id)]

        def run():
            answer = lots.with_context(bin_size=True).web_search_read(domain, specification, limit=count)
            self.assertEqual(len(answer["records"]), count)

        run()  # translations, rights and the like are looked up once
        return self._count(run)

    def test_reading_a_page_of_the_list_or_the_cards(self):
        self._create_pieces(80, self.room)
        for view, most in (("list", 12), ("kanban", 20)):
            with self.subTest(view=view):
                few, many = self._read_cost(view, 5), self._read_cost(view, 80)
                self.assertEqual(few, many)
                self.assertLessEqual(many, most)

    def test_the_overview_of_places(self):
        overview = self.env["stock.location"].with_user(self.users["employee"]).get_place_overview
        self._create_pieces(5, self.room)
        overview()
        few = self._count(overview)
        for number in range(30):
            self._create_place(f"3{number:02d}", "room", self.floor)
        self._create_pieces(100, self.room)
        self.assertEqual(self._count(overview), few)
        self.assertLessEqual(few, 8)

    def _slope(self, run_with, small, large):
        """Queries for each further piece, between a small and a large batch."""
        run_with(small)
        few, many = self._count_batch(run_with, small), self._count_batch(run_with, large)
        return (many - few) / (large - small)

    def _count_batch(self, run_with, count):
        return self._count(run_with(count))

    def test_changing_the_purpose_of_many(self):
        def run_with(count):
            pieces = self._as("operator", self._create_pieces(count, self.room))
            return lambda: pieces._change_purpose("redesign")

        # 100 and fewer get a line in the chatter, which Odoo inserts in batches.
        self.assertLess(self._slope(run_with, 20, 90), 0.1)
        self.assertLess(self._slope(run_with, 110, 310), 0.1)
        self.assertLessEqual(self._count_batch(run_with, 200), 40)

    def test_registering_many(self):
        def run_with(count):
            return lambda: self._create_pieces(count)

        self.assertLess(self._slope(run_with, 20, 220), 0.2)
        self.assertLessEqual(self._count_batch(run_with, 200), 60)

    def test_moving_many_costs_no_more_than_odoos_own_relocation(self):
        def ours(count):
            pieces = self._as("operator", self._create_pieces(count, self.store))
            return lambda: pieces._move_to(self.room)

        def odoos(count):
            product = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
            lots = self.env["stock.lot"].create(
                [{"product_id": product.id, "name": f"{product.id}-{n}"} for n in range(count)]
            )
            for lot in lots:
                self.env["stock.quant"]._update_available_quantity(product, self.store, 1, lot_id=lot)
            quants = self.env["stock.quant"].search([("lot_id", "in", lots.ids)]).with_user(self.users["operator"])
            return lambda: quants.move_quants(location_dest_id=self.room)

        self.assertLessEqual(self._slope(ours, 20, 120), self._slope(odoos, 20, 120) + 0.5)
