"""Moving pieces: by the place on the piece, by the dialog and by Odoo's own transfer; the ledger and the history agree."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import FurnitureCase


@tagged("post_install", "-at_install")
class TestMove(FurnitureCase):
    def _history(self, lot):
        """(from, to) of every done stock move line of the piece, oldest first."""
        lines = self.env["stock.move.line"].search([("lot_id", "=", lot.id), ("state", "=", "done")], order="id")
        return [(line.location_id, line.location_dest_id) for line in lines]

    def test_registering_in_a_place_puts_the_piece_in_stock_by_a_stock_move(self):
        piece = self._create_piece(self.room)
        self.assert_stands_in(piece, self.room)
        [(origin, target)] = self._history(piece)
        self.assertEqual((origin.usage, target), ("inventory", self.room))
        self.assertEqual(piece.purpose, "available")

    def test_a_piece_without_a_place_is_not_in_stock(self):
        piece = self._create_piece()
        self.assertFalse(piece.location_id or self._quant(piece))

    def test_writing_the_place_moves_the_piece(self):
        piece = self._create_piece(self.store)
        self._as("operator", piece).location_id = self.room
        self.assert_stands_in(piece, self.room)
        self.assertEqual(self._history(piece)[-1], (self.store, self.room))
        self.assertEqual((piece.building_id, piece.floor_id, piece.site_id), (self.building, self.floor, self.site))

    def test_the_dialog_moves_many_and_keeps_the_note(self):
        pieces = self._create_pieces(3, self.store) | self._create_pieces(2, self.other_room)
        wizard = self.env["furniture.move"].with_user(self.users["operator"])
        form = Form(wizard.with_context(active_model="stock.lot", active_ids=pieces.ids))
        form.location_id = self.room
        form.note = "Nye kontorer i 2. etasje"
        form.save().action_move()
        self.assert_stands_in(pieces, self.room)
        lines = self.env["stock.move.line"].search(
            [("lot_id", "in", pieces.ids), ("location_dest_id", "=", self.room.id)]
        )
        self.assertEqual(len(lines), 5)
        self.assertEqual(set(lines.mapped("reference")), {"Nye kontorer i 2. etasje"})

    def test_without_a_note_the_history_says_where_to(self):
        piece = self._create_piece(self.store)
        piece._move_to(self.room)
        line = self.env["stock.move.line"].search([("lot_id", "=", piece.id)], order="id desc", limit=1)
        self.assertEqual(line.reference, "Moved to Nordre sone / Rådhuset / 2. etasje / 214")

    def test_arriving_in_a_room_or_zone_is_coming_into_use(self):
        zone = self._create_place("Landskap", "zone", self.floor)
        for place in (self.room, zone):
            piece = self._create_piece(self.store)
            self._as("operator", piece)._move_to(place)
            self.assertEqual(piece.purpose, "in_use", place.name)

    def test_arriving_anywhere_else_changes_nothing(self):
        vehicle = self._create_place("Varebil", "vehicle")
        second_store = self._create_place("Lager 2", "store")
        for place in (second_store, vehicle, self.floor, self.building):
            piece = self._create_piece(self.store)
            self._as("operator", piece)._move_to(place)
            self.assertEqual(piece.purpose, "available", place.name)

    def test_leaving_a_room_for_the_store_leaves_the_purpose(self):
        piece = self._create_piece(self.room)
        self._set_purpose(piece, "in_use")
        self._as("operator", piece)._move_to(self.store)
        self.assertEqual(piece.purpose, "in_use")

    def test_only_what_was_available_comes_into_use_by_arriving(self):
        for purpose in ("redesign", "recycling"):
            piece = self._create_piece(self.store)
            self._set_purpose(piece, purpose)
            piece._move_to(self.room)
            self.assertEqual(piece.purpose, purpose)

    def test_odoos_own_transfer_counts_as_arrival_too(self):
        piece = self._create_piece(self.store)
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.stock.warehouse_id.int_type_id.id,
                "location_id": self.store.id,
                "location_dest_id": self.room.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.model.id,
                            "product_uom_qty": 1,
                            "location_id": self.store.id,
                            "location_dest_id": self.room.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        self.assertEqual(picking.move_line_ids.lot_id, piece)
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual((picking.state, piece.purpose), ("done", "in_use"))
        self.assert_stands_in(piece, self.room)

    def test_moving_to_where_it_stands_makes_no_history(self):
        piece = self._create_piece(self.room)
        before = len(self._history(piece))
        piece._move_to(self.room)
        self.assertEqual((len(self._history(piece)), piece.purpose), (before, "available"))

    def test_held_pieces_stay_where_they_are_and_nothing_moves(self):
        free, held = self._create_pieces(2, self.store)
        self._reserve(held)
        with self.assertRaises(UserError) as caught:
            self._as("operator", free | held)._move_to(self.room)
        self.assertIn(held.name, str(caught.exception))
        self.assertNotIn(free.name, str(caught.exception))
        with self.assert_refused(UserError, "held by a reservation"):
            self._as("operator", held).location_id = self.room
        self.env.invalidate_all()
        self.assert_stands_in(free | held, self.store)

    def test_what_is_not_in_stock_cannot_be_moved(self):
        piece = self._create_piece()
        with self.assert_refused(UserError, "not in stock"):
            piece._move_to(self.room)

    def test_the_target_must_be_a_place_of_ours(self):
        piece = self._create_piece(self.room)
        for place in (
            self.env["stock.location"],
            self.env.ref("stock.stock_location_customers"),
            self.stock.warehouse_id.view_location_id,
        ):
            with self.assert_refused(UserError, "Choose the room or store"):
                piece._move_to(place)

    def test_an_archived_place_is_no_target(self):
        piece = self._create_piece(self.room)
        self.other_room.active = False
        with self.assert_refused(UserError, "archived"):
            piece._move_to(self.other_room)

    def test_who_may_move(self):
        piece = self._create_piece(self.store)
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    self._as(role, piece).write({"location_id": self.room.id})
                with self.assertRaises(AccessError):
                    self._as(role, piece)._move_to(self.room)
                with self.assertRaises(AccessError):
                    self.env["furniture.move"].with_user(self.users[role]).create(
                        {"lot_ids": piece.ids, "location_id": self.room.id}
                    )
        self.assert_stands_in(piece, self.store)

    def test_a_move_and_a_new_purpose_in_one_save(self):
        piece = self._create_piece(self.store)
        self._as("coordinator", piece).write({"location_id": self.room.id, "purpose": "redesign"})
        self.assert_stands_in(piece, self.room)
        self.assertEqual(piece.purpose, "redesign")

    def test_odoos_own_serial_numbers_still_move_as_odoo_does(self):
        product = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        lot = self.env["stock.lot"].create({"product_id": product.id, "name": "A1"})
        self.env["stock.quant"]._update_available_quantity(product, self.store, 1, lot_id=lot)
        lot.location_id = self.room
        self.assert_stands_in(lot, self.room)
        self.assertFalse(lot.purpose)
