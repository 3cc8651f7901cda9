"""Planning, scanning and delivering many pieces: our own part does not grow with their number."""

from odoo import Command
from odoo.tests import tagged

from .move_case import MoveCase


@tagged("post_install", "-at_install")
class TestMoveQueries(MoveCase):
    def _count(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _slope(self, prepare, small=20, large=120):
        """Queries for each further piece; ``prepare`` makes so many pieces ready and returns what is measured."""
        prepare(small)()
        few, many = self._count(prepare(small)), self._count(prepare(large))
        return (many - few) / (large - small)

    def _pieces(self, count):
        return self._create_pieces(count // 2, self.store) | self._create_pieces(
            count - count // 2, self.store, self.desk
        )

    def _manual_picking(self, lots):
        """As plain Odoo does it best: manual reservation, a move for each product, lines with the chosen serial numbers."""
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.stock.warehouse_id._furniture_hold_type().id,
                "location_id": self.store.id,
                "location_dest_id": self.classroom.id,
                "move_ids": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": len(pieces), "location_id": self.store.id,
                         "location_dest_id": self.classroom.id}
                    )
                    for product, pieces in lots.grouped("product_id").items()
                ],
            }
        )  # fmt: skip
        picking.action_confirm()
        moves = {move.product_id: move for move in picking.move_ids}
        self.env["stock.move.line"].create(
            [
                {"move_id": moves[lot.product_id].id, "picking_id": picking.id, "product_id": lot.product_id.id, "lot_id": lot.id,
                 "quantity": 1, "location_id": self.store.id, "location_dest_id": self.classroom.id}
                for lot in lots
            ]
        )  # fmt: skip
        return picking

    def test_planning_costs_nothing_for_a_further_piece(self):
        def prepare(count):
            pieces = self._pieces(count)
            return lambda: self._plan(pieces, self.classroom, unit=self.unit)

        self.assertLessEqual(self._slope(prepare), 0.05)

    def test_planning_what_a_reservation_holds(self):
        def prepare(count):
            pieces = self._pieces(count)
            self._reserve(pieces)
            return lambda: self._plan(pieces, self.classroom, unit=self.unit)

        self.assertLessEqual(self._slope(prepare), 0.05)

    def test_dividing_a_transfer(self):
        def prepare(count):
            picking = self._plan(self._pieces(count), self.classroom)
            leaving = picking.move_line_ids[::2]
            return lambda: picking._split_off(leaving)

        self.assertLessEqual(self._slope(prepare), 0.05)

    def test_scanning(self):
        def prepare(mode):
            def with_count(count):
                pieces = self._pieces(count)
                picking = self._plan(pieces, self.classroom)
                return lambda: self._scan(picking, mode, pieces.tag_id.mapped("code"), self.classroom)

            return with_count

        for mode in ("load", "deliver"):
            with self.subTest(mode=mode):
                self.assertLessEqual(self._slope(prepare(mode)), 0.05)

    def test_showing_what_is_on_a_load(self):
        def prepare(count):
            load = self._load(self._plan(self._pieces(count), self.classroom))
            scan = self.env["furniture.move.scan"].with_user(self.users["operator"])
            return lambda: scan.get_work("stock.picking.batch", load.id)

        self.assertLessEqual(self._slope(prepare), 0.05)
        self.assertLessEqual(self._count(prepare(60)), 60)

    def test_delivering_costs_no_more_than_odoos_own_validation(self):
        def ours(count):
            pieces = self._pieces(count)
            picking = self._plan(pieces, self.classroom, unit=self.unit)
            self._scan(picking, "deliver", self._names(pieces), self.classroom)
            return lambda: self._finish(picking)

        def odoos(count):
            picking = self._manual_picking(self._create_meters(count))
            return lambda: picking.with_context(skip_backorder=True).button_validate()

        self.assertLessEqual(self._slope(ours), self._slope(odoos) + 0.05)

    def _create_meters(self, count):
        """As many serial numbers of two products that are no furniture, in stock."""
        lots = self.env["stock.lot"]
        for half in (count // 2, count - count // 2):
            product = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
            lots |= lots.create([{"product_id": product.id, "name": f"{product.id}-{n}"} for n in range(half)])
        for lot in lots:
            self.env["stock.quant"]._update_available_quantity(lot.product_id, self.store, 1, lot_id=lot)
        return lots

    def test_a_page_of_planned_moves(self):
        def prepare(count):
            for _number in range(count):
                self._plan(self._create_pieces(2, self.store), self.classroom, unit=self.unit)
            pickings = self.env["stock.picking"].with_user(self.users["operator"])
            names = (
                "piece_count",
                "loaded_count",
                "arrived_count",
                "load_volume",
                "load_weight",
                "receipt_state",
                "batch_id",
            )
            return lambda: pickings.web_search_read(
                [("furniture_move", "=", True)], {name: {} for name in names}, limit=80
            )

        self.assertLessEqual(self._slope(prepare, 2, 12), 0.05)
