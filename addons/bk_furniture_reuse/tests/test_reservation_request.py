"""Asking, approving, queueing, extending, expiring, splitting and picking: who may what, and what the stock says afterwards."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import FurnitureCase


class ReservationCase(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.unit = cls.env["furniture.unit"].create(
            {"name": "Skolekontoret", "member_ids": [fields.Command.link(cls.users["employee"].id)]}
        )
        cls.other_model = cls._create_model("Håg Sofi")

    def _ask(self, *asks, user="employee", **values):
        reservation = self.env["furniture.reservation"].with_user(self.users[user])._ask(list(asks), **values)
        return reservation.with_env(self.env)

    def _ask_model(self, quantity, user="employee", model=None, **values):
        ask = {name: values.pop(name) for name in ("condition_min", "colour_id") if name in values}
        return self._ask({"product_id": (model or self.model).id, "quantity": quantity, **ask}, user=user, **values)

    def _held(self, reservation):
        return reservation.line_ids.filtered(lambda line: line.state == "held").lot_id


@tagged("post_install", "-at_install")
class TestAsking(ReservationCase):
    def test_a_small_request_is_held_at_once(self):
        pieces = self._create_pieces(5, self.store)
        reservation = self._ask_model(3)
        self.assertEqual((reservation.state, reservation.line_count, reservation.open_count), ("held", 3, 0))
        self.assertEqual(reservation.unit_id, self.unit)
        self.assertEqual(sorted(pieces.mapped("purpose")), ["available"] * 2 + ["reserved"] * 3)
        self.assertEqual(reservation.hold_until, self.today + timedelta(days=30))
        self.assertEqual(reservation.change_ids.sorted("id").mapped("to_state"), ["requested", "queued", "held"])

    def test_a_larger_request_waits_for_the_coordinator(self):
        self._create_pieces(5, self.store)
        reservation = self._ask_model(4)
        self.assertEqual((reservation.state, reservation.line_count), ("requested", 0))
        told = self.env["furniture.notice"].search([("res_id", "=", reservation.id), ("kind", "=", "reservation")])
        self.assertIn(self.users["coordinator"], told.user_id)
        for role in ("employee", "operator", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, reservation).action_approve()
        self._as("coordinator", reservation).action_approve()
        self.assertEqual((reservation.state, reservation.line_count), ("held", 4))
        self.assertEqual(reservation.approved_by_id, self.users["coordinator"])
        self.assertIn(self.users["employee"], self.env["furniture.notice"].search([("urgent", "=", True)]).user_id)

    def test_the_number_that_needs_no_approval_is_a_setting(self):
        self._create_pieces(5, self.store)
        self.env["res.config.settings"].create({"furniture_reservation_free_up_to": 0}).set_values()
        self.assertEqual(self._ask_model(1).state, "requested")
        self.env["res.config.settings"].create({"furniture_reservation_free_up_to": 5}).set_values()
        self.assertEqual(self._ask_model(4).state, "held")

    def test_condition_and_colour_that_are_asked_for(self):
        blue = self.env["furniture.colour"].search([], limit=1)
        good = self._create_piece(self.store, condition="a", colour_id=blue.id)
        self._create_piece(self.store, condition="c", colour_id=blue.id)
        self._create_piece(self.store, colour_id=blue.id)  # nobody has graded it
        self._create_piece(self.store, condition="a")
        reservation = self._ask_model(2, condition_min="b", colour_id=blue.id)
        self.assertEqual(self._held(reservation), good)
        self.assertEqual(reservation.open_count, 1)

    def test_pieces_in_the_building_go_first(self):
        self._create_pieces(2, self.store)
        near = self._create_piece(self.room)
        self.assertEqual(near.purpose, "available")
        self.assertEqual(self._held(self._ask_model(1, destination=self.other_room)), near)

    def test_given_pieces(self):
        pieces = self._create_pieces(3, self.store)
        reservation = self._ask({"lot_id": pieces[1].id}, {"lot_id": pieces[2].id})
        self.assertEqual(self._held(reservation), pieces[1:])

    def test_what_cannot_be_had_is_said(self):
        piece = self._create_piece(self.room)
        piece._change_purpose("in_use")
        with self.assert_refused(UserError, "not offered"):
            self._ask({"lot_id": piece.id})
        piece.available_from = self.today + timedelta(days=20)
        with self.assert_refused(UserError, "not free before"):
            self._ask({"lot_id": piece.id})
        reservation = self._ask({"lot_id": piece.id}, needed_by=self.today + timedelta(days=20))
        self.assertEqual((reservation.state, piece.purpose), ("queued", "in_use"))
        piece._change_purpose("available")
        self.assertEqual((reservation.state, self._held(reservation)), ("held", piece))
        waste = self._create_piece(self.room)
        waste._change_purpose("recycling")
        with self.assert_refused(UserError, "on its way out"):
            self._ask({"lot_id": waste.id})

    def test_wrong_questions(self):
        with self.assert_refused(UserError, "Say what you ask for"):
            self._ask()
        paper = self.env["product.product"].create({"name": "Papir"})
        with self.assert_refused(ValidationError, "no piece of furniture"):
            self._ask({"product_id": paper.id, "quantity": 1})
        for role in ("internal", "portal"):
            with self.subTest(role=role), self.assert_refused(AccessError, "reserved by employees"):
                self._ask_model(1, user=role)
        with self.assert_refused(AccessError, "reserves for others"):
            self._ask_model(1, requester=self.users["operator"])

    def test_a_coordinator_reserves_for_somebody_else(self):
        self._create_pieces(6, self.store)
        reservation = self._ask_model(6, user="coordinator", requester=self.users["employee"])
        self.assertEqual((reservation.state, reservation.requester_id), ("held", self.users["employee"]))

    def test_nobody_writes_what_the_buttons_do(self):
        self._create_pieces(2, self.store)
        reservation = self._ask_model(1)
        for vals in (
            {"state": "fulfilled"},
            {"requester_id": self.users["operator"].id},
            {"name": "X"},
            {"asked_on": False},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._as("coordinator", reservation).write(vals)
        with self.assertRaises(AccessError):
            self._as("employee", reservation).write({"note": "x"})
        with self.assertRaises(AccessError):
            self.env["furniture.reservation"].with_user(self.users["coordinator"]).create({"state": "held"})

    def test_everybody_sees_their_own_and_their_units(self):
        self._create_pieces(3, self.store)
        mine, other = self._ask_model(1), self._ask_model(1, user="operator")
        seen = self.env["furniture.reservation"].with_user(self.users["employee"]).search([])
        self.assertIn(mine, seen)
        self.assertNotIn(other, seen)
        other.unit_id = self.unit
        self.assertIn(other, self.env["furniture.reservation"].with_user(self.users["employee"]).search([]))
        for role in ("operator", "coordinator", "auditor"):
            self.assertGreaterEqual(
                self.env["furniture.reservation"].with_user(self.users[role]).search([]), mine | other
            )


@tagged("post_install", "-at_install")
class TestQueue(ReservationCase):
    def test_what_falls_free_goes_to_the_next_in_order_of_priority_with_the_reason(self):
        piece = self._create_piece(self.store)
        first = self._ask_model(1)
        second, third = self._ask_model(1, user="operator"), self._ask_model(1, user="manager")
        self.assertEqual((second.state, third.state), ("queued", "queued"))
        self._as("coordinator", third)._set_priority("3", "Barnehagen åpner på mandag")
        self._as("employee", first).action_cancel("Ikke bruk for den")
        self.assertEqual((first.state, third.state, second.state), ("cancelled", "held", "queued"))
        self.assertEqual(self._held(third), piece)
        self.assertIn("Barnehagen", third.change_ids[0].reason)
        self._as("coordinator", third).action_release("Feil")
        self.assertEqual(self._held(second), piece)

    def test_priority_needs_a_reason(self):
        reservation = self._ask_model(1)
        with self.assert_refused(UserError, "Write why"):
            self._as("coordinator", reservation)._set_priority("2", "")
        with self.assertRaises(AccessError):
            self._as("employee", reservation)._set_priority("2", "Fordi")

    def test_a_hold_has_an_end_and_falls_free_by_itself(self):
        piece = self._create_piece(self.store)
        first, second = self._ask_model(1), self._ask_model(1, user="operator")
        first.hold_until = self.today - timedelta(days=1)
        self._run_cron()
        self.assertEqual((first.state, second.state), ("expired", "held"))
        self.assertEqual(self._held(second), piece)
        self.assertIn(first.name, second.change_ids[0].reason)
        self.assertEqual(piece.purpose, "reserved")

    def test_the_scheduler_speaks_the_readers_language_and_writes_history_in_the_municipalitys(self):
        self._create_piece(self.store)
        reservation = self._ask_model(1)
        reservation.requester_id.lang = self.company.partner_id.lang = "nb_NO"
        reservation.hold_until = self.today - timedelta(days=1)
        self._run_cron()
        told = self.env["furniture.notice"].search([("res_id", "=", reservation.id)], order="id desc", limit=1)
        self.assertIn("møblene er ledige igjen", told.text)
        self.assertIn("Reservert til", reservation.change_ids[0].reason)

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("bk_furniture_reuse.cron_reservation").method_direct_trigger()

    def test_who_holds_is_reminded_once_before_the_end(self):
        self._create_piece(self.store)
        reservation = self._ask_model(1)
        reservation.hold_until = self.today + timedelta(days=2)
        self._run_cron()
        self._run_cron()
        told = self.env["furniture.notice"].search(
            [("res_id", "=", reservation.id), ("user_id", "=", self.users["employee"].id), ("text", "ilike", "Extend")]
        )
        self.assertEqual(len(told), 1)

    def test_what_is_picked_does_not_expire(self):
        piece = self._create_piece(self.store)
        reservation = self._ask_model(1)
        self._as("operator", reservation).scan(piece.name)
        reservation.hold_until = self.today - timedelta(days=1)
        self._run_cron()
        self.assertEqual(reservation.state, "held")

    def test_extending(self):
        self._create_piece(self.store)
        reservation = self._ask_model(1)
        self._as("employee", reservation).action_extend(self.today + timedelta(days=29))
        self.assertEqual(reservation.hold_until, self.today + timedelta(days=29))
        with self.assert_refused(UserError, "You can extend until"):
            self._as("employee", reservation).action_extend(self.today + timedelta(days=90))
        with self.assert_refused(UserError, "from today on"):
            self._as("employee", reservation).action_extend(self.today - timedelta(days=1))
        with self.assertRaises(AccessError):
            self._as("operator", reservation).action_extend(self.today)
        self._ask_model(1, user="operator")
        with self.assert_refused(UserError, "Others wait"):
            self._as("employee", reservation).action_extend(self.today + timedelta(days=28))
        self._as("coordinator", reservation).action_extend(self.today + timedelta(days=90))
        self.assertEqual(reservation.hold_until, self.today + timedelta(days=90))

    def test_releasing_one_piece_does_not_give_it_back_to_the_same_reservation(self):
        pieces = self._create_pieces(2, self.store)
        reservation = self._ask_model(2)
        line = reservation.line_ids[0]
        self._as("coordinator", line).action_release()
        self.assertEqual((reservation.line_count, reservation.open_count, reservation.asked_count), (1, 0, 1))
        self.assertEqual(sorted(pieces.mapped("purpose")), ["available", "reserved"])

    def test_a_partly_held_reservation_waits_for_the_rest(self):
        self._create_pieces(1, self.store)
        reservation = self._ask_model(3)
        self.assertEqual((reservation.state, reservation.line_count, reservation.open_count), ("held", 1, 2))
        more = self._create_pieces(2, self.room)
        more._change_purpose("redesign")
        more._change_purpose("available")
        self.assertEqual((reservation.line_count, reservation.open_count), (3, 0))

    def test_refusing_needs_a_reason_and_tells_it(self):
        reservation = self._ask_model(8)
        with self.assert_refused(UserError, "write why"):
            self._as("coordinator", reservation).action_refuse("")
        self._as("coordinator", reservation).action_refuse("Vi har bare fire")
        self.assertEqual(reservation.state, "refused")
        told = self.env["furniture.notice"].search([("user_id", "=", self.users["employee"].id)], limit=1)
        self.assertIn("bare fire", told.text)

    def test_withdrawing_what_others_asked_for_is_refused(self):
        self._create_piece(self.store)
        reservation = self._ask_model(1)
        for role in ("operator", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, reservation).action_cancel()
        self.assertEqual(reservation.state, "held")


@tagged("post_install", "-at_install")
class TestPicking(ReservationCase):
    def test_any_pieces_of_the_model_fulfil_it_and_a_wrong_model_is_not_counted(self):
        pieces = self._create_pieces(6, self.store)
        wrong = self._create_piece(self.store, model=self.other_model)
        reservation = self._ask_model(3, destination=self.room)
        held = self._held(reservation)
        others = pieces - held
        operator = self._as("operator", reservation)
        answers = [
            operator.scan(code) for code in (others[0].tag_id.code, wrong.name, held[2].name, others[0].name, "XYZ")
        ]
        self.assertEqual([answer["status"] for answer in answers], ["swapped", "wrong", "picked", "again", "unknown"])
        self.assertIn("wrong model", answers[1]["message"])
        self.assertEqual(operator.get_pick()["asks"][0]["picked"], 2)
        self.assertEqual(reservation.line_count, 3)
        self.assertEqual((wrong.purpose, others[0].purpose), ("available", "reserved"))
        self.assertEqual(operator.scan(others[1].name)["status"], "swapped")
        self.assertEqual(operator.scan(others[2].name)["status"], "wrong")
        self.assertEqual(operator.get_pick()["asks"][0]["picked"], 3)
        operator.action_deliver_picked()
        self.assertEqual(reservation.state, "fulfilled")
        self.assert_stands_in(others[:2] | held[2], self.room)
        self.assertEqual((others[:2] | held[2]).mapped("purpose"), ["in_use"] * 3)
        self.assertEqual((held[:2] | others[2]).mapped("purpose"), ["available"] * 3)

    def test_a_part_is_delivered_and_the_rest_stays_held(self):
        pieces = self._create_pieces(3, self.store)
        reservation = self._ask_model(3, destination=self.room)
        operator = self._as("operator", reservation)
        operator.scan(pieces[0].name)
        operator.action_deliver_picked()
        self.assertEqual((reservation.state, reservation.delivered_count, reservation.line_count), ("held", 1, 2))
        self.assert_stands_in(pieces[0], self.room)
        self.assertEqual(pieces.mapped("purpose"), ["in_use", "reserved", "reserved"])
        self.assertEqual(self._quant(pieces[1]).reserved_quantity, 1)
        for piece in pieces[1:]:
            operator.scan(piece.name)
        operator.action_deliver_picked()
        self.assertEqual((reservation.state, reservation.delivered_count), ("fulfilled", 3))
        self.assert_stands_in(pieces, self.room)

    def test_undo(self):
        piece = self._create_piece(self.store)
        reservation = self._ask_model(1, destination=self.room)
        operator = self._as("operator", reservation)
        operator.scan(piece.name)
        operator.unpick(reservation.line_ids.id)
        with self.assert_refused(UserError, "nothing is picked"):
            operator.action_deliver_picked()

    def test_delivery_needs_a_place_and_the_right_people(self):
        piece = self._create_piece(self.store)
        reservation = self._ask_model(1)
        self._as("operator", reservation).scan(piece.name)
        with self.assert_refused(UserError, "say where the pieces go"):
            self._as("operator", reservation).action_deliver_picked()
        for role in ("employee", "auditor"):
            for call in (
                lambda one: one.scan(piece.name),
                lambda one: one.action_deliver_picked(),
                lambda one: one.get_pick(),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    call(self._as(role, reservation))

    def test_a_reservation_is_split_without_letting_go(self):
        pieces = self._create_pieces(3, self.store)
        reservation = self._ask_model(3, destination=self.room)
        lines = reservation.line_ids[:2]
        with self.assertRaises(AccessError):
            self._as("employee", reservation)._split(lines)
        other = self._as("coordinator", reservation)._split(lines, destination_id=self.other_room.id).with_env(self.env)
        self.assertEqual((reservation.line_count, reservation.asked_count), (1, 1))
        self.assertEqual((other.state, other.line_count, other.asked_count), ("held", 2, 2))
        self.assertEqual(other.line_ids.move_line_id.location_dest_id, self.other_room)
        self.assertEqual(reservation.line_ids.move_line_id.location_dest_id, self.room)
        self.assertEqual(pieces.mapped("purpose"), ["reserved"] * 3)
        self.assertEqual([self._quant(piece).reserved_quantity for piece in pieces], [1, 1, 1])
        self.assertFalse(reservation.picking_ids & other.picking_ids)
        for lot in self._held(other):
            self._as("operator", other).scan(lot.name)
        self._as("operator", other).action_deliver_picked()
        self.assert_stands_in(self._held(reservation), self.store)
        self.assert_stands_in(other.line_ids.lot_id, self.other_room)
