"""Delivering what arrived, the rest later or missing, the list of differences, and the receipt."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .move_case import SIGNATURE, MoveCase


@tagged("post_install", "-at_install")
class TestMoveDelivery(MoveCase):
    def setUp(self):
        super().setUp()
        self.pieces = self._create_pieces(4, self.store)
        self.picking = self._plan(self.pieces, self.classroom, unit=self.unit)
        self.load = self._load(self.picking, vehicle=self.van)

    def _arrive(self, lots, place=None, **options):
        return self._scan(self.load, "deliver", self._names(lots), place or self.classroom, **options)

    def _differences(self):
        differences = self.env["furniture.move.difference"].search([("batch_id", "=", self.load.id)])
        return {difference.lot_id: difference.kind for difference in differences}

    def test_everything_arrived(self):
        self._scan(self.load, "load", self._names(self.pieces))
        self._arrive(self.pieces)
        done = self._finish(self.load)
        self.assertEqual((done, done.state, self.load.state), (self.picking, "done", "done"))
        self.assert_stands_in(self.pieces, self.classroom)
        self.assertEqual(self.pieces.mapped("purpose"), ["in_use"] * 4)
        self.assertFalse(self._differences() or self.picking.backorder_ids)

    def test_in_a_store_they_stay_available(self):
        other = self._create_place("Lager 2", "store")
        picking = self._plan(self._create_pieces(2, self.room), other)
        lots = picking.move_line_ids.lot_id
        self._scan(picking, "deliver", self._names(lots), other)
        self._finish(picking)
        self.assert_stands_in(lots, other)
        self.assertEqual(lots.mapped("purpose"), ["available"] * 2)

    def test_the_rest_comes_later_with_the_same_load(self):
        self._scan(self.load, "load", self._names(self.pieces))
        self._arrive(self.pieces[:1])
        done = self._finish(self.load)
        self.assertEqual((done.move_line_ids.lot_id, done.batch_id), (self.pieces[0], self.load))
        rest = done.backorder_ids
        self.assertEqual(
            (rest.move_line_ids.lot_id, rest.batch_id, rest.state), (self.pieces[1:], self.load, "assigned")
        )
        self.assertEqual(
            (self.load.state, self.load.loaded_count, rest.furniture_unit_id), ("in_progress", 4, self.unit)
        )
        self.assertEqual(list(self._reserved(self.pieces).values()), [0, 1, 1, 1])
        self.assertFalse(self._differences())
        self._arrive(self.pieces[1:])
        self._finish(self.load)
        self.assertEqual((rest.state, self.load.state), ("done", "done"))
        self.assert_stands_in(self.pieces, self.classroom)

    def test_the_rest_is_missing(self):
        self._scan(self.load, "load", self._names(self.pieces[:3]))
        self._arrive(self.pieces[:2])
        done = self._finish(self.load, "missing")
        self.assertEqual(self._differences(), {self.pieces[2]: "missing", self.pieces[3]: "missing"})
        self.assertEqual((done.state, done.backorder_ids.state, self.load.state), ("done", "cancel", "done"))
        self.assertEqual(set(self._reserved(self.pieces).values()), {0})
        self.assert_stands_in(self.pieces[2:], self.store)
        self.assertEqual(self.pieces[2:].mapped("purpose"), ["available"] * 2)
        self.assertEqual(
            self.picking._receipt_figures(),
            {"planned": 4, "loaded": 3, "arrived": 2, "missing": 2, "extra": 0, "wrong_room": 0},
        )

    def test_nothing_came_and_all_is_missing(self):
        self.assertFalse(self._finish(self.load, "missing"))
        self.assertEqual(set(self._differences().values()), {"missing"})
        self.assertEqual((self.picking.state, set(self._reserved(self.pieces).values())), ("cancel", {0}))

    def test_what_a_reservation_holds_stays_held_when_it_is_missing(self):
        reserved = self._create_pieces(2, self.store)
        reservation = self._reserve(reserved)
        hold = self._plan(reserved, self.classroom, batch=self.load)
        self._arrive(self.pieces | reserved[0])
        self._finish(self.load, "missing")
        self.assertEqual(reserved.mapped("purpose"), ["in_use", "reserved"])
        self.assertEqual(reservation.line_ids.mapped("state"), ["delivered", "held"])
        kept = reservation.line_ids[1].move_line_id.picking_id
        self.assertEqual(
            (hold.state, kept.state, kept.furniture_move, kept.batch_id.id), ("done", "assigned", False, False)
        )
        self.assertEqual(self._reserved(reserved)[reserved[1]], 1)
        self.assertEqual(self._differences(), {reserved[1]: "missing"})

    def test_stops_of_one_load_are_delivered_one_by_one(self):
        more = self._create_pieces(2, self.room)
        other = self._plan(more, self.hall, batch=self.load)
        self._arrive(self.pieces)
        self._finish(self.load)
        self.assertEqual((self.picking.state, other.state, self.load.state), ("done", "assigned", "in_progress"))
        self.assertEqual((self.picking | other).batch_id, self.load)
        self._arrive(more, self.hall)
        self._finish(self.load)
        self.assertEqual((other.state, self.load.state, self.load.piece_count), ("done", "done", 6))

    def test_another_room_is_a_difference_and_what_the_books_say(self):
        self._arrive(self.pieces[:3])
        self._arrive(self.pieces[3], self.hall, leave_here=True)
        self._finish(self.load)
        self.assert_stands_in(self.pieces[3], self.hall)
        difference = self.picking.difference_ids
        self.assertEqual(
            (difference.kind, difference.planned_location_id, difference.location_id, difference.user_id),
            ("wrong_room", self.classroom, self.hall, self.users["operator"]),
        )

    def test_nothing_is_delivered_before_anything_arrived(self):
        with self.assert_refused(UserError, "Nothing has arrived"):
            self._finish(self.load)
        with self.assert_refused(UserError, "later or is missing"):
            self._finish(self.load, "whatever")
        self.assertEqual(self.picking.state, "assigned")

    def test_scanning_a_delivered_piece_says_so(self):
        self._arrive(self.pieces)
        self._finish(self.load)
        self.assertEqual(self._arrive(self.pieces[0])[0][0], "again")
        self.assertEqual(self._scan(self.load, "load", [self.pieces[0].name])[0][0], "again")

    # Those who wait

    def _notices(self, user):
        return (
            self.env["furniture.notice"]
            .search([("user_id", "=", user.id), ("kind", "=", "move")], order="id")
            .mapped("text")
        )

    def test_the_receiving_unit_is_told_when_the_load_leaves_and_when_it_arrived(self):
        scan = self.env["furniture.move.scan"].with_user(self.users["operator"])
        with self.assert_refused(UserError, "Scan what is loaded"):
            scan.depart("stock.picking.batch", self.load.id)
        self._scan(self.load, "load", self._names(self.pieces[:3]))
        scan.depart("stock.picking.batch", self.load.id)
        self.assertEqual(self.picking.departed_by_id, self.users["operator"])
        self.assertEqual(
            self._notices(self.head), ["3 pieces are on their way to Nordre sone / Skolen / 1. etasje / 214."]
        )
        with self.assert_refused(UserError, "waiting to be driven"):
            scan.depart("stock.picking.batch", self.load.id)
        self._arrive(self.pieces[:3])
        self._finish(self.load, "missing")
        self.assertEqual(
            self._notices(self.head)[1:],
            ["3 pieces have arrived in Nordre sone / Skolen / 1. etasje / 214, 1 differences."],
        )

    # The receipt

    def _receive(self, name="Rektor Berg", signature=SIGNATURE, user="operator"):
        self._as(user, self.picking)._receive(name, signature)

    def test_a_receipt_has_a_name_a_signature_and_a_time(self):
        self._arrive(self.pieces)
        with self.assert_refused(UserError, "has not been delivered"):
            self._receive()
        self._finish(self.load)
        self.assertEqual(self.picking.receipt_state, "to_receive")
        for name, signature, text in (
            ("  ", SIGNATURE, "name of the person"),
            ("Berg", "", "lacks a signature"),
            ("Berg", "AAAA", "not a picture"),
        ):
            with self.subTest(text=text), self.assert_refused(UserError, text):
                self._receive(name, signature)
        self._receive()
        self.assertEqual((self.picking.receipt_state, self.picking.received_by), ("received", "Rektor Berg"))
        self.assertEqual(self.picking.received_user_id, self.users["operator"])
        self.assertTrue(self.picking.received_on and self.picking.signature)
        self.assertIn("Received by Rektor Berg", "".join(self.picking.message_ids.mapped("body")))
        self.assertTrue(self.picking.message_ids.attachment_ids)

    def test_a_receipt_is_given_once(self):
        self._arrive(self.pieces)
        self._finish(self.load)
        self._receive()
        with self.assert_refused(UserError, "received by Rektor Berg already"):
            self._receive("Noen andre")
        with self.assertRaises(AccessError):
            self._as("manager", self.picking).signature = False
        self.assertEqual(self.picking.received_by, "Rektor Berg")

    def test_a_receipt_with_differences_says_so(self):
        self._arrive(self.pieces[:3])
        self._finish(self.load, "missing")
        self._receive()
        self.assertEqual(self.picking.receipt_state, "differences")

    def test_who_may_take_a_receipt(self):
        self._arrive(self.pieces)
        self._finish(self.load)
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._receive(user=role)

    def test_the_dialogue_receives_several_transfers(self):
        self._arrive(self.pieces)
        self._finish(self.load)
        wizard = self.env["furniture.move.receipt"].with_user(self.users["operator"])
        form = Form(wizard.with_context(active_model="stock.picking", active_ids=self.picking.ids))
        form.name = "Rektor Berg"
        form.signature = SIGNATURE
        form.save().action_receive()
        self.assertEqual(self.picking.receipt_state, "received")

    # On paper

    def _printed(self, report, record):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(f"bk_furniture_reuse.{report}", record.ids)
        return " ".join(content.decode().split())

    def test_the_pick_list_goes_by_floor_and_room(self):
        more = self._create_pieces(2, self.room)
        self._plan(more, self.hall, batch=self.load)
        text = self._printed("furniture_pick_list_batch_report", self.load)
        self.assertIn("Rådhuset / 2. etasje", text)
        self.assertIn("AB 12345", text)
        for lot in self.pieces | more:
            self.assertEqual(text.count(f">{lot.name}<"), 1)
        groups = self.load.picking_ids._pick_list()
        self.assertEqual([group["place"] for group in groups], [self.store, self.room])

    def test_the_receipt_shows_figures_differences_and_who_signed(self):
        self._arrive(self.pieces[:3])
        self._finish(self.load, "missing")
        self._receive()
        text = self._printed("furniture_receipt_report", self.picking)
        for expected in ("Rektor Berg", "Missing", self.pieces[3].name, "data:image/png"):
            self.assertIn(expected, text)

    # With reservations

    def _reserved_on_the_load(self, count=2, **vals):
        pieces = self._create_pieces(count, self.store)
        reservation = self._reserve(pieces)
        reservation.sudo().write(vals)
        self._plan(pieces, self.classroom, batch=self.load)
        return pieces, reservation

    def test_what_is_driven_does_not_fall_free_on_the_road(self):
        pieces, reservation = self._reserved_on_the_load(hold_until="2020-01-01")
        self._scan(self.load, "load", [pieces[0].name])
        reservation._expire()
        self.assertEqual(reservation.line_ids.mapped("state"), ["held"] * 2)
        scan = self.env["furniture.move.scan"].with_user(self.users["operator"])
        scan.undo_scan("stock.picking.batch", self.load.id, "load", reservation.line_ids.move_line_id.ids)
        reservation._expire()
        self.assertEqual(pieces.mapped("purpose"), ["available"] * 2)

    def test_what_is_loaded_is_not_released_or_cancelled(self):
        pieces, reservation = self._reserved_on_the_load()
        self._scan(self.load, "load", [pieces[0].name, self.pieces[0].name])
        with self.assert_refused(UserError, f"on the load {self.load.name}"):
            self._as("coordinator", reservation).action_release()
        with self.assert_refused(UserError, "take back the loading"):
            self._as("operator", self.picking).action_cancel()

    def test_what_another_screen_has_picked_does_not_decide_what_is_delivered(self):
        pieces, reservation = self._reserved_on_the_load(3)
        reservation.line_ids[0].move_line_id.picked = True
        self._arrive(pieces[1:] | self.pieces)
        self._finish(self.load)
        self.assertEqual(reservation.line_ids.mapped("state"), ["held", "delivered", "delivered"])
        self.assertTrue(reservation.line_ids[0].move_line_id.picked)
        self.assert_stands_in(pieces[1:], self.classroom)

    def test_who_asked_is_told_and_the_reservation_says_for_whom(self):
        pieces = self._create_pieces(1, self.store)
        reservation = self._reserve(pieces)
        reservation.sudo().write({"requester_id": self.users["employee"].id, "unit_id": self.unit.id})
        picking = self._plan(pieces, self.classroom)
        self.assertEqual(picking.furniture_unit_id, self.unit)
        self._scan(picking, "deliver", self._names(pieces), self.classroom)
        self._finish(picking)
        self.assertIn("1 pieces have arrived", self._notices(self.users["employee"])[0])
        self.assertIn("1 pieces have arrived", self._notices(self.head)[0])
