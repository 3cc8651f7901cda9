from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .loader_case import NOW, LoaderCase
from .stock_rows import differences, written_by


class HoldCase(LoaderCase):
    """Pieces in stock, and an operation type that holds them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hold_type = cls.env["stock.picking.type"].create(
            {
                "name": "Hold",
                "code": "internal",
                "sequence_code": "TESTHOLD",
                "reservation_method": "manual",
                "warehouse_id": cls.stock.warehouse_id.id,
                "default_location_src_id": cls.stock.id,
                "default_location_dest_id": cls.stock.id,
            }
        )
        cls.placements = cls._new_placements(15)
        cls.loader._load(cls.placements)
        cls.lots = cls.env["stock.lot"].browse(lot_id for lot_id, _place_id in cls.placements)

    def _hold(self, lots, location_dest=None, origin="To be clarified"):
        return self.loader._hold(lots, location_dest or self.building, origin, self.hold_type)

    def _hold_as_plain_odoo(self, lots, location_dest, origin):
        """The reference: a transfer for each building, confirmed, and a line for each chosen piece as the transfer's form makes it."""
        for building, pieces in lots.grouped(lambda lot: lot.location_id.building_id or lot.location_id).items():
            route = {"location_id": building.id, "location_dest_id": location_dest.id}
            products = pieces.grouped("product_id")
            picking = self.env["stock.picking"].create(
                {
                    **route,
                    "picking_type_id": self.hold_type.id,
                    "origin": origin,
                    "move_ids": [
                        Command.create(
                            {
                                **route,
                                "product_id": product.id,
                                "product_uom": product.uom_id.id,
                                "product_uom_qty": len(some),
                            }
                        )
                        for product, some in products.items()
                    ],
                }
            )
            picking.action_confirm()
            for move in picking.move_ids:
                for lot in products[move.product_id]:
                    self.env["stock.move.line"].create(
                        {
                            "move_id": move.id,
                            "picking_id": picking.id,
                            "product_id": move.product_id.id,
                            "product_uom_id": move.product_uom.id,
                            "lot_id": lot.id,
                            "quantity": 1,
                            "location_id": lot.location_id.id,
                            "location_dest_id": move.location_dest_id.id,
                        }
                    )

    def _reserved(self, lots):
        return [sum(lot.quant_ids.mapped("reserved_quantity")) for lot in lots]


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestStockLoaderHold(HoldCase):
    def _compare(self, location_dest):
        lots = self.lots[2:13]
        odoo = written_by(self.env, lambda: self._hold_as_plain_odoo(lots, location_dest, "R7"))
        bulk = written_by(self.env, lambda: self._hold(lots, location_dest, "R7"))
        one_by_one = written_by(self.env, lambda: self.loader._hold_by_odoo(lots, location_dest, "R7", self.hold_type))
        self.assertEqual(len([row for row in odoo[0]["stock_quant"].values() if row["reserved_quantity"]]), 11)
        self.assert_same(odoo, bulk, ("stock_picking", "stock_move_line"))
        self.assert_same(odoo, one_by_one, ("stock_picking", "stock_move_line"))

    def test_every_column_is_as_odoo_writes_it(self):
        for location_dest in (self.building, self.store, self.other_room):
            with self.subTest(location_dest.name):
                self._compare(location_dest)

    def test_first_load_with_holds(self):
        placements = self._new_placements(9)
        lots = self.env["stock.lot"].browse(lot_id for lot_id, _place_id in placements[:4])
        holds = [(lots, self.store, "R8", self.hold_type)]
        odoo = written_by(self.env, lambda: self.loader._load_by_odoo(placements, holds=holds))
        self.assert_same(
            odoo,
            written_by(self.env, lambda: self.loader._load(placements, holds=holds)),
            ("stock_picking", "stock_quant"),
        )

    def test_transfers_are_ready_and_reserved(self):
        pickings = self._hold(self.lots[:6])
        self.assertEqual(set(pickings.mapped("state")), {"assigned"})
        self.assertEqual(pickings.move_line_ids.lot_id, self.lots[:6])
        self.assertEqual(self._reserved(self.lots[:7]), [1] * 6 + [0])
        for line in pickings.move_line_ids:
            self.assertEqual(line.location_id, line.lot_id.location_id)
            self.assertTrue(line.location_id._child_of(line.picking_id.location_id))

    def test_unreserve_frees_them(self):
        pickings = self._hold(self.lots[:4])
        pickings.do_unreserve()
        self.assertEqual(self._reserved(self.lots[:4]), [0] * 4)
        self.assertFalse(pickings.move_line_ids)
        self._hold(self.lots[:4])

    def test_cancel_frees_them(self):
        pickings = self._hold(self.lots[:4])
        pickings.action_cancel()
        self.assertEqual(set(pickings.mapped("state")), {"cancel"})
        self.assertEqual(self._reserved(self.lots[:4]), [0] * 4)

    def test_the_transfer_itself_moves_them(self):
        lots = self.lots.filtered(lambda lot: lot.location_id == self.far_room)[:2]
        picking = self._hold(lots, self.store)
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assert_stands_in(lots, self.store)
        self.assertEqual(self._reserved(lots), [0, 0])

    def test_odoo_gives_held_pieces_to_nobody_else(self):
        lot = self.lots[0]
        others = self.lots.filtered(lambda other: other.product_id == lot.product_id)
        self._hold(others)
        wanted = self.env["stock.picking"].create(
            {
                "picking_type_id": self.stock.warehouse_id.int_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.store.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": lot.product_id.id,
                            "product_uom_qty": 1,
                            "location_id": self.stock.id,
                            "location_dest_id": self.store.id,
                        }
                    )
                ],
            }
        )
        wanted.action_confirm()
        wanted.action_assign()
        self.assertFalse(wanted.move_line_ids, "nothing was free")

    def test_reservations_agree_with_the_ledger(self):
        """Odoo's own housekeeping corrects reserved quantities that no line explains: it must find nothing to correct."""
        self._hold(self.lots[:6])
        before = self._reserved(self.lots)
        self.env["stock.quant"]._quant_tasks()
        self.assertEqual(self._reserved(self.lots), before)

    def test_queries_per_piece(self):
        lots = self.env["stock.lot"].browse(lot_id for lot_id, _place_id in self._new_placements(600))
        self.loader._load([(lot.id, self.room.id) for lot in lots])
        self._hold(self.lots[:1])
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self._hold(lots)
        self.env.flush_all()
        self.assertLess((self.env.cr.sql_log_count - before) / len(lots), 0.4)


@tagged("post_install", "-at_install")
class TestStockLoaderHoldRefusals(HoldCase):
    def test_a_held_piece(self):
        self._hold(self.lots[:2])
        with self.assertRaisesRegex(UserError, f"{self.lots[1].name}: held already"):
            self._hold(self.lots[1:4])
        self.assertEqual(self._reserved(self.lots[1:4]), [1, 0, 0], "all or none")

    def test_a_piece_that_is_not_in_stock(self):
        lot = self.env["stock.lot"].browse(self._new_placements(1)[0][0])
        with self.assertRaisesRegex(UserError, f"{lot.name}: not in stock"):
            self._hold(self.lots[:1] + lot)

    def test_a_piece_that_stands_in_two_places(self):
        lot = self.lots[0]
        self.env["stock.quant"].sudo().create(
            {"product_id": lot.product_id.id, "location_id": self.store.id, "lot_id": lot.id, "quantity": 1}
        )
        with self.assertRaisesRegex(UserError, "not in stock"):
            self._hold(lot)

    def test_operation_types_that_choose_pieces_themselves(self):
        self.hold_type.reservation_method = "at_confirm"
        with self.assertRaisesRegex(UserError, "chooses the pieces itself"):
            self._hold(self.lots[:1])
        self.hold_type = self.stock.warehouse_id.out_type_id
        with self.assertRaisesRegex(UserError, "chooses the pieces itself"):
            self._hold(self.lots[:1])

    def test_other_companies(self):
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        elsewhere = self.env["stock.warehouse"].search([("company_id", "=", company.id)]).lot_stock_id
        with self.assertRaisesRegex(UserError, "different companies"):
            self._hold(self.lots[:1], elsewhere)

    def test_nothing_differs_after_a_refusal(self):
        self._hold(self.lots[:1])

        def refused():
            with self.assertRaises(UserError):
                self._hold(self.lots[:3])

        nothing = written_by(self.env, lambda: None)
        self.assertFalse(differences(nothing, written_by(self.env, refused)))
