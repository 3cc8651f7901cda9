"""Refurbishments: what happens to a piece when one starts, ends or is called off, and what is refused meanwhile."""

import base64
import io

import psycopg2
from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from PIL import Image

from .common import FurnitureCase


class RefurbishmentCase(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workshop = cls._create_place("Verkstedet", "store")
        cls.today = fields.Date.context_today(cls.env.user)
        cls.in_a_month = fields.Date.add(cls.today, days=30)

    @classmethod
    def _send(cls, lots, start=True, user="operator", **vals):
        lots = lots.with_user(cls.users[user])
        return lots._refurbish(lots, {"wanted_result": "paint", **vals}, start=start).with_env(cls.env)

    def _end(self, orders, user="operator", **vals):
        orders = self._as(user, orders)
        orders.write({"new_condition": "b", **vals})
        orders.action_repair_end()

    def _moves_of(self, lot):
        return self.env["stock.move.line"].search([("lot_id", "=", lot.id), ("state", "=", "done")])


@tagged("post_install", "-at_install")
class TestSending(RefurbishmentCase):
    def test_starting_makes_the_piece_redesign_and_moves_it_to_the_workshop(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, workshop_place_id=self.workshop.id)
        self.assertEqual((piece.purpose, order.state, order.place_before_id), ("redesign", "under_repair", self.room))
        self.assert_stands_in(piece, self.workshop)
        change = piece.purpose_change_ids.filtered(lambda change: change.to_purpose == "redesign")
        self.assertEqual((change.source, change.user_id), ("repair", self.users["operator"]))
        self.assertIn(order.name, change.reason)

    def test_the_piece_stays_where_it_is_when_nobody_wants_it_moved(self):
        piece = self._create_piece(self.room)
        self._send(piece, workshop_place_id=self.workshop.id, move_to_workshop=False)
        self.assert_stands_in(piece, self.room)
        other = self._create_piece(self.room)
        self._send(other)
        self.assert_stands_in(other, self.room)

    def test_a_planned_refurbishment_leaves_the_piece_alone_until_it_starts(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, start=False, workshop_place_id=self.workshop.id, ready_on=self.in_a_month)
        self.assertEqual((order.state, piece.purpose, piece.available_from), ("confirmed", "available", False))
        self.assertEqual(piece.refurbishment_state, "planned")
        self._as("operator", order).action_repair_start()
        self.assertEqual((piece.purpose, piece.available_from), ("redesign", self.in_a_month))
        self.assertEqual(piece.refurbishment_state, "ongoing")

    def test_a_selection_gets_one_order_for_each_piece(self):
        pieces = self._create_pieces(3, self.room) | self._create_piece(self.store)
        wizard = Form(
            self.env["furniture.refurbish"]
            .with_user(self.users["operator"])
            .with_context(active_model="stock.lot", active_ids=pieces.ids)
        )
        wizard.wanted_result = "reupholster"
        wizard.wanted_text = "Grå ull"
        wizard.ready_on = self.in_a_month
        action = wizard.save().action_start()
        orders = self.env["repair.order"].search(action["domain"])
        self.assertEqual(orders.lot_id, pieces)
        self.assertEqual(len(orders), 4)
        self.assertEqual(len(set(orders.mapped("name"))), 4)
        self.assertEqual(set(orders.mapped("wanted_text")), {"Grå ull"})
        self.assertEqual(set(pieces.mapped("purpose")), {"redesign"})

    def test_a_reserved_piece_is_refused_with_the_name_of_its_reservation(self):
        piece, free = self._create_piece(self.room), self._create_piece(self.room)
        reservation = self._reserve(piece)
        with self.assert_refused(
            UserError, f"{piece.name}: reserved .{reservation.name}.*Release the reservation first"
        ):
            self._send(piece | free)
        self.assertEqual((piece.purpose, free.purpose), ("reserved", "available"))
        reservation.action_release()
        self._send(piece)
        self.assertEqual(piece.purpose, "redesign")

    def test_a_piece_reserved_after_the_planning_is_refused_at_the_start(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, start=False)
        self._reserve(piece)
        with self.assert_refused(UserError, "Release the reservation first"):
            self._as("operator", order).action_repair_start()

    def test_a_piece_that_was_sorted_out_is_saved_by_a_coordinator_first(self):
        piece = self._create_piece(self.room)
        self._set_purpose(piece, "recycling")
        with self.assert_refused(UserError, "Make it available first"):
            self._send(piece)

    def test_a_piece_without_a_place_or_that_has_left_is_refused(self):
        homeless, gone = self._create_piece(), self._create_piece(self.room)
        gone.sudo().end_kind = "lost"
        for piece in (homeless, gone):
            with self.assert_refused(UserError, f"{piece.name}: not in stock"):
                self._send(piece, start=False)

    def test_a_piece_has_one_refurbishment_at_a_time(self):
        piece = self._create_piece(self.room)
        self._send(piece)
        with self.assert_refused(UserError, "has a refurbishment already"):
            self._send(piece, start=False)
        with self.assert_refused(UserError, "has a refurbishment already"):
            other = self._create_piece(self.room)
            self.env["repair.order"].create([{"lot_id": other.id}, {"lot_id": other.id}])

    def test_the_database_lets_a_piece_have_one_open_refurbishment(self):
        first, second = self._create_pieces(2, self.room)
        orders = self._send(first, start=False) | self._send(second, start=False)
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE repair_order SET lot_id = %s WHERE id IN %s", (first.id, tuple(orders.ids)))

    def test_whoever_is_responsible_is_told(self):
        pieces = self._create_pieces(2, self.room)
        before = self.env["furniture.notice"].search_count([])
        self._send(pieces, user_id=self.users["coordinator"].id)
        notice = self.env["furniture.notice"].search([("user_id", "=", self.users["coordinator"].id)], limit=1)
        self.assertEqual(self.env["furniture.notice"].search_count([]), before + 1)
        self.assertEqual(notice.kind, "refurbishment")
        for piece in pieces:
            self.assertIn(piece.name, notice.text)


@tagged("post_install", "-at_install")
class TestEnding(RefurbishmentCase):
    def test_ending_writes_the_result_and_frees_the_piece(self):
        colour = self.env["furniture.colour"].search([], limit=1)
        piece = self._create_piece(self.room, condition="c", material="Plast")
        damage = self.env["furniture.damage"].create({"lot_id": piece.id, "description": "Ripe i ryggen"})
        order = self._send(piece, ready_on=self.in_a_month, workshop_place_id=self.workshop.id)
        self.assertEqual(order.damage_ids, damage)
        self._end(order, new_condition="a", new_colour_id=colour.id, return_place_id=self.store.id)
        self.assertEqual((piece.purpose, order.state), ("available", "done"))
        self.assertEqual((piece.condition, piece.condition_date), ("a", self.today))
        self.assertEqual(piece.condition_user_id, self.users["operator"])
        self.assertEqual((piece.colour_id, piece.material), (colour, "Plast"))
        self.assertEqual((damage.repaired_on, piece.damage_count), (self.today, 0))
        self.assertFalse(piece.available_from)
        self.assert_stands_in(piece, self.store)
        self.assertEqual(order.move_id.move_line_ids.location_id, self.workshop)
        self.assertEqual(order.ended_by_id, self.users["operator"])

    def test_a_damage_that_is_not_to_be_mended_stays_open(self):
        piece = self._create_piece(self.room)
        mended, left = self.env["furniture.damage"].create(
            [{"lot_id": piece.id, "description": text} for text in ("Løs armlene", "Falmet")]
        )
        order = self._send(piece)
        self._end(order, damage_ids=[Command.set(mended.ids)])
        self.assertEqual((mended.repaired_on, left.repaired_on), (self.today, False))

    def test_a_piece_may_come_into_use_in_the_room_that_it_goes_to(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, workshop_place_id=self.workshop.id)
        with self.assert_refused(UserError, "Choose the room that it goes to"):
            self._end(order, purpose_after="in_use")
        self._end(order, purpose_after="in_use", return_place_id=self.other_room.id)
        self.assertEqual(piece.purpose, "in_use")
        self.assert_stands_in(piece, self.other_room)

    def test_the_condition_must_be_graded(self):
        order = self._send(self._create_piece(self.room))
        with self.assert_refused(UserError, "write which condition"):
            self._as("operator", order).action_repair_end()
        self.assertEqual(order.state, "under_repair")

    def test_a_piece_that_was_moved_meanwhile_ends_where_it_stands(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, workshop_place_id=self.workshop.id)
        self._as("operator", piece)._move_to(self.store)
        self._end(order)
        self.assert_stands_in(piece, self.store)
        self.assertEqual(self.env["stock.quant"].search_count([("lot_id", "=", piece.id), ("quantity", "<", 0), ("location_id.usage", "=", "internal")]), 0)  # fmt: skip

    def test_what_has_ended_is_history(self):
        piece = self._create_piece(self.room)
        order = self._send(piece)
        self._end(order)
        for vals in ({"new_condition": "a"}, {"wanted_result": "clean"}):
            with self.assert_refused(UserError, "its result stays as it was"):
                self._as("manager", order).write(vals)
        with self.assert_refused(UserError, "cannot become"):
            self._as("manager", order).action_repair_start()
        with self.assertRaises(UserError):
            self._as("manager", order).unlink()
        self._as("coordinator", order).external_cost = 700  # the bill comes later
        self.assertEqual(order.total_cost, 700)

    def test_a_piece_is_refurbished_again_after_the_first_has_ended(self):
        piece = self._create_piece(self.room)
        for _time in range(2):
            self._end(self._send(piece))
        self.assertEqual(piece.refurbishment_count, 2)

    def test_whoever_ordered_it_is_told(self):
        order = self._send(self._create_piece(self.room), user="coordinator")
        self._end(order, user="operator")
        notice = self.env["furniture.notice"].search([("user_id", "=", self.users["coordinator"].id)], limit=1)
        self.assertEqual((notice.kind, notice.res_id), ("refurbishment", order.id))
        self.assertIn("Refurbished", notice.text)


@tagged("post_install", "-at_install")
class TestCallingOff(RefurbishmentCase):
    def test_the_piece_is_again_what_it_was_where_it_was(self):
        piece = self._create_piece(self.room, available_from=self.today)
        self._set_purpose(piece, "in_use")
        order = self._send(piece, workshop_place_id=self.workshop.id, ready_on=self.in_a_month)
        self.assertEqual(piece.available_from, self.in_a_month)
        self._as("operator", order).action_repair_cancel()
        self.assertEqual((order.state, piece.purpose, piece.available_from), ("cancel", "in_use", self.today))
        self.assert_stands_in(piece, self.room)

    def test_calling_off_a_plan_changes_nothing(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, start=False)
        before = (len(piece.purpose_change_ids), self._moves_of(piece))
        self._as("operator", order).action_repair_cancel()
        self.assertEqual((len(piece.purpose_change_ids), self._moves_of(piece)), before)

    def test_what_was_called_off_can_be_planned_and_started_again(self):
        piece = self._create_piece(self.room)
        order = self._send(piece)
        self._as("operator", order).action_repair_cancel()
        self._as("operator", order).action_repair_cancel_draft()
        self.assertEqual((order.state, order.started_on), ("draft", False))
        self._as("operator", order).action_repair_start()
        self.assertEqual(piece.purpose, "redesign")

    def test_a_plan_is_not_taken_up_while_the_piece_has_another(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, start=False)
        self._as("operator", order).action_repair_cancel()
        self._send(piece)
        with self.assert_refused(UserError, "has a refurbishment already"):
            self._as("operator", order).action_repair_cancel_draft()

    def test_one_that_has_ended_or_was_not_started_is_refused_in_our_words(self):
        planned = self._send(self._create_piece(self.room), start=False)
        with self.assert_refused(UserError, "is “Confirmed” cannot become “Repaired”"):
            self._as("operator", planned).action_repair_end()
        ended = self._send(self._create_piece(self.room))
        self._end(ended)
        with self.assert_refused(UserError, "is “Repaired” cannot become “Cancelled”"):
            self._as("operator", ended).action_repair_cancel()

    def test_one_that_was_started_is_never_deleted(self):
        piece = self._create_piece(self.room)
        order = self._send(piece)
        with self.assert_refused(UserError, "is kept"):
            self._as("manager", order).unlink()
        planned = self._send(self._create_piece(self.room), start=False)
        self._as("operator", planned).unlink()
        self.assertFalse(planned.exists())


@tagged("post_install", "-at_install")
class TestMeanwhile(RefurbishmentCase):
    def test_the_piece_is_free_from_the_day_that_it_is_ready(self):
        coming, unknown, free, used = self._create_pieces(4, self.room)
        self._send(coming, ready_on=self.in_a_month)
        self._send(unknown)
        self._set_purpose(used, "in_use")
        self.assertEqual(
            (coming | unknown | free | used)._free_from(),
            {coming: self.in_a_month, unknown: False, free: self.today, used: False},
        )

    def test_the_promise_follows_the_deadline(self):
        piece = self._create_piece(self.room)
        order = self._send(piece)
        self.assertFalse(piece.available_from)
        self._as("operator", order).ready_on = self.in_a_month
        self.assertEqual(piece.available_from, self.in_a_month)
        self.assertIn(
            piece, self.env["stock.lot"].search([("purpose", "=", "redesign"), ("available_from", "!=", False)])
        )

    def test_it_cannot_be_held_now_and_the_sentence_says_from_when(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, ready_on=fields.Date.to_date("2099-03-01"))
        reservation = self.env["furniture.reservation"].create({"origin": "import"})
        with self.assert_refused(UserError, f"{piece.name}: being refurbished and free from 03/01/2099"):
            reservation._hold(piece)
        order.ready_on = False
        with self.assert_refused(UserError, "nobody knows when it is ready"):
            reservation._hold(piece)
        self._end(order)
        reservation._hold(piece)
        self.assertEqual(piece.purpose, "reserved")

    def test_an_employee_reserves_it_for_the_day_that_it_is_ready_and_gets_it_then(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, ready_on=self.in_a_month)
        reservations = self.env["furniture.reservation"].with_user(self.users["employee"])
        for needed_by in (None, fields.Date.subtract(self.in_a_month, days=1)):
            with self.assert_refused(UserError, "Reserve it for that day or later"):
                reservations._ask([{"lot_id": piece.id}], needed_by=needed_by)
        reservation = reservations._ask([{"lot_id": piece.id}], needed_by=self.in_a_month)
        self.assertEqual((reservation.state, piece.purpose), ("queued", "redesign"))
        self._end(order, return_place_id=self.store.id)
        self.assertEqual((reservation.state, piece.purpose), ("held", "reserved"))
        self.assert_stands_in(piece, self.store)

    def test_one_that_is_needed_on_the_day_or_later_may_wait_for_it(self):
        piece = self._create_piece(self.room)
        self._send(piece, ready_on=self.in_a_month)
        check = self.env["furniture.reservation"]._check_back_from_refurbishment
        check(piece, self.in_a_month)
        check(piece, fields.Date.add(self.in_a_month, days=1))
        with self.assertRaises(UserError):
            check(piece, fields.Date.subtract(self.in_a_month, days=1))

    def test_its_purpose_is_not_changed_by_hand(self):
        piece = self._create_piece(self.room)
        order = self._send(piece)
        for purpose in ("available", "in_use", "recycling"):
            with self.assert_refused(UserError, f"being refurbished .{order.name}"):
                self._as("manager", piece)._change_purpose(purpose)
        with self.assert_refused(UserError, "being refurbished"):
            piece.sudo().end_kind = "recycled"

    def test_redesign_by_hand_without_a_refurbishment_is_as_before(self):
        piece = self._create_piece(self.room)
        self._as("operator", piece)._change_purpose("redesign")
        self._as("operator", piece)._change_purpose("available")
        self.assertEqual(piece.purpose, "available")

    def test_furniture_is_no_part(self):
        order = self._send(self._create_piece(self.room))
        with self.assert_refused(UserError, "Rebuild the pieces instead"):
            self._as("operator", order).move_ids = [
                Command.create({"product_id": self.model.id, "product_uom_qty": 1, "repair_line_type": "add"})
            ]


@tagged("post_install", "-at_install")
class TestCostAndPhotos(RefurbishmentCase):
    def _photo(self, colour="red"):
        stream = io.BytesIO()
        Image.new("RGB", (40, 30), colour).save(stream, "JPEG", exif=b"Exif\x00\x00hidden-place")
        return base64.b64encode(stream.getvalue())

    def test_the_cost_adds_up(self):
        wool = self.env["product.product"].create({"name": "Ull", "is_storable": True, "standard_price": 250})
        self.env["stock.quant"]._update_available_quantity(wool, self.stock, 10)
        order = self._send(self._create_piece(self.room))
        self._as("operator", order).write(
            {
                "hours": 2.5,
                "move_ids": [Command.create({"product_id": wool.id, "product_uom_qty": 2, "repair_line_type": "add"})],
            }
        )
        self._as("coordinator", order).write({"hour_price": 600, "external_cost": 100})
        self.assertEqual((order.parts_cost, order.total_cost), (500, 2100))
        self._as("operator", order.move_ids).quantity = 2
        self._end(order)
        self.assertEqual((order.parts_cost, order.total_cost), (500, 2100))
        self.assertEqual(wool.qty_available, 8)
        self.assertEqual(order.lot_id.refurbishment_cost, 2100)

    def test_the_price_is_decided_by_the_coordinator(self):
        order = self._send(self._create_piece(self.room))
        for name in ("hour_price", "external_cost"):
            with self.assert_refused(UserError, "decided by the reuse coordinator"):
                self._as("operator", order).write({name: 1})
            with self.assert_refused(UserError, "decided by the reuse coordinator"):
                self._send(self._create_piece(self.room), **{name: 1})
            self._as("coordinator", order).write({name: 1})

    def test_hours_and_costs_are_not_negative(self):
        order = self._send(self._create_piece(self.room))
        for name in ("hours", "hour_price", "external_cost"):
            with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                order.write({name: -1})
                order.flush_recordset()

    def test_photos_belong_to_the_piece_and_are_redrawn(self):
        piece = self._create_piece(self.room)
        order = self._send(piece)
        self._as("operator", order).write(
            {
                "before_photo_ids": [Command.create({"image_1920": self._photo("red"), "moment": "before"})],
                "after_photo_ids": [Command.create({"image_1920": self._photo("blue"), "moment": "after"})],
            }
        )
        self.assertEqual(piece.photo_ids, order.before_photo_ids | order.after_photo_ids)
        for photo in piece.photo_ids:
            self.assertNotIn(b"hidden-place", base64.b64decode(photo.image_1920))
        self._end(order)
        self.assertEqual(piece.photo_ids.sorted("sequence")[0], order.after_photo_ids)

    def test_a_photo_of_another_piece_is_refused(self):
        order, other = self._send(self._create_piece(self.room)), self._create_piece(self.room)
        with self.assert_refused(ValidationError, "shows another piece"):
            self.env["furniture.photo"].create(
                {"lot_id": other.id, "repair_id": order.id, "moment": "after", "image_1920": self._photo()}
            )
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["furniture.photo"].create({"repair_id": order.id, "image_1920": self._photo()})

    def test_a_damage_of_another_piece_is_refused(self):
        other = self.env["furniture.damage"].create({"lot_id": self._create_piece(self.room).id, "description": "Ripe"})
        with self.assert_refused(UserError, "damages of the piece"):
            self._send(self._create_piece(self.room), damage_ids=[Command.set(other.ids)])

    def test_what_follows_from_the_steps_is_not_written(self):
        order = self._send(self._create_piece(self.room), start=False)
        for vals in (
            {"state": "done"},
            {"started_on": "2020-01-01"},
            {"purpose_before": "in_use"},
            {"total_cost": 0},
            {"is_furniture": False},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._as("manager", order).write(vals)
            if "is_furniture" not in vals and vals != {"total_cost": 0}:
                with self.subTest(vals=vals), self.assertRaises(AccessError):
                    piece = self._create_piece(self.room)
                    self.env["repair.order"].with_user(self.users["manager"]).create({"lot_id": piece.id, **vals})
        with self.assertRaises(AccessError):
            piece = self._create_piece(self.room)
            orders = (
                self.env["repair.order"].with_user(self.users["manager"]).with_context(default_state="under_repair")
            )
            orders.create({"lot_id": piece.id})
        with self.assert_refused(UserError, "keeps its piece"):
            self._as("manager", order).lot_id = self._create_piece(self.room)

    def test_odoos_own_repairs_of_other_products_are_left_alone(self):
        meter = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        lot = self.env["stock.lot"].create({"product_id": meter.id, "name": "A1"})
        self.env["stock.quant"]._update_available_quantity(meter, self.stock, 1, lot_id=lot)
        order = (
            self.env["repair.order"]
            .with_user(self.users["operator"])
            .create({"product_id": meter.id, "lot_id": lot.id})
        )
        self.assertFalse(order.is_furniture)
        order.action_validate()
        order.action_repair_start()
        order.action_repair_end()
        self.assertEqual((order.state, lot.available_from), ("done", False))
