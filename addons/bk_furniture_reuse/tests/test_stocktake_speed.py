"""A stock-take of a whole building costs no more queries than one of a room, beyond what Odoo's own stock moves cost."""

import itertools
from unittest.mock import patch

from odoo.tests import tagged

from .stocktake_case import DOT, StocktakeCase

SHARE = 0.05


@tagged("post_install", "-at_install")
class TestStocktakeQueries(StocktakeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = itertools.count(1000)

    def _count(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _slope(self, prepare, small=20, large=120):
        """Queries for each further piece; ``prepare(count)`` returns what is measured."""
        prepare(5)()
        few, many = (self._count(prepare(count)) for count in (small, large))
        return (many - few) / (large - small)

    def _room_with(self, count):
        room = self._create_place(str(next(self.numbers)), "room", self.floor)
        return room, self._create_pieces(count, room)

    def _ready(self, count):
        """A stock-take of ``count`` pieces that were all found in the next room."""
        room, pieces = self._room_with(count)
        stocktake = self._start(place_ids=(room | self.other_room).ids)
        return stocktake, room, pieces

    def test_starting(self):
        def prepare(count):
            stocktake = self._new(place_ids=self._room_with(count)[0].ids)
            return stocktake.action_start

        self.assertLessEqual(self._slope(prepare), SHARE)

    def test_scanning_a_list(self):
        def prepare(count):
            stocktake, room, pieces = self._ready(count)
            scans = [{"uid": f"s{lot.id}", "code": lot.tag_id.code, "place_id": room.id} for lot in pieces]
            return lambda: self._as("operator", stocktake).register_scans(scans)

        self.assertLessEqual(self._slope(prepare), SHARE)

    def test_sending_the_list_again(self):
        def prepare(count):
            stocktake, room, pieces = self._ready(count)
            scans = [{"uid": f"s{lot.id}", "code": lot.tag_id.code, "place_id": room.id} for lot in pieces]
            self._as("operator", stocktake).register_scans(scans)
            return lambda: self._as("operator", stocktake).register_scans(scans)

        self.assertLessEqual(self._slope(prepare), SHARE)

    def test_finishing_a_room_and_opening_the_second_count(self):
        def done(count):
            stocktake, room, _pieces = self._ready(count)
            return lambda: self._as("operator", stocktake).finish_room(room.id)

        def second(count):
            stocktake, room, _pieces = self._ready(count)
            self._as("operator", stocktake).finish_room(room.id)
            return self._as("coordinator", stocktake).action_second_count

        self.assertLessEqual(self._slope(done), SHARE)
        self.assertLessEqual(self._slope(second), SHARE)

    def test_the_list_of_stock_takes(self):
        def prepare(count):
            self.env["furniture.stocktake"].search([("state", "=", "draft")]).unlink()
            for _number in range(count // 10):
                self._start()
            found = self.env["furniture.stocktake"].with_user(self.users["coordinator"]).search([], limit=count // 10)
            names = ["expected_count", "progress", "rooms_done", "difference_count", "may_count"]
            return lambda: found.read(names)

        self.assertLessEqual(self._slope(prepare, 20, 100), SHARE)

    def _close_without_paper(self, stocktake):
        manager = self._as("manager", stocktake)

        def run():
            with patch.object(type(stocktake), "_keep_report", lambda self: None):
                manager._close(DOT, accept_not_counted=True)

        return run

    def test_moving_what_was_in_the_wrong_room_costs_what_odoos_relocation_costs(self):
        def ours(count):
            stocktake, _room, pieces = self._ready(count)
            self._scan(stocktake, self.other_room, *pieces)
            self._as("coordinator", stocktake).action_finish()
            return self._close_without_paper(stocktake)

        def odoos(count):
            quants = self._quant_of(self._room_with(count)[1])
            return lambda: quants.move_quants(location_dest_id=self.other_room)

        self.assertLessEqual(self._slope(ours), self._slope(odoos) + SHARE)

    def test_taking_out_what_is_missing_costs_what_odoos_adjustment_costs(self):
        def ours(count):
            stocktake, room, _pieces = self._ready(count)
            self._as("operator", stocktake).finish_room(room.id)
            self._as("coordinator", stocktake).action_finish()
            return self._close_without_paper(stocktake)

        def odoos(count):
            quants = self._quant_of(self._room_with(count)[1]).with_context(inventory_mode=True)

            def run():
                quants.write({"inventory_quantity": 0})
                quants._apply_inventory()

            return run

        self.assertLessEqual(self._slope(ours), self._slope(odoos) + SHARE)

    def test_bringing_back_what_was_missing_costs_what_odoos_moves_cost(self):
        def missing(count):
            stocktake, room, pieces = self._ready(count)
            self._as("operator", stocktake).finish_room(room.id)
            self._as("coordinator", stocktake).action_finish()
            self._close_without_paper(stocktake)()
            return pieces

        def ours(count):
            pieces = missing(count)
            stocktake = self._start()
            self._scan(stocktake, self.room, *pieces)
            self._as("coordinator", stocktake).action_finish()
            return self._close_without_paper(stocktake)

        def odoos(count):
            pieces = missing(count)
            loader = self.env["furniture.stock.loader"].with_user(self.users["manager"])
            return lambda: loader._load_by_odoo([(lot.id, self.room.id) for lot in pieces])

        self.assertLessEqual(self._slope(ours), self._slope(odoos) + SHARE)

    def _quant_of(self, lots):
        return (
            self.env["stock.quant"]
            .with_user(self.users["manager"])
            .search([("lot_id", "in", lots.ids), ("quantity", ">", 0), ("location_id.usage", "=", "internal")])
        )
