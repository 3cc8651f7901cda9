"""Pieces of one unit leave for another when their owner has agreed; who answers, once, and what follows."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .rules_case import RulesCase


@tagged("post_install", "-at_install")
class TestRelease(RulesCase):
    def setUp(self):
        super().setUp()
        self.pieces = self._create_pieces(2, self.store, owner_unit_id=self.school.id)

    def _notices(self, user):
        return self.env["furniture.notice"].search([("user_id", "=", user.id), ("kind", "=", "ownership")])

    def test_holding_asks_the_owner_once_and_tells_who_answers(self):
        reservation = self._hold_for(self.library, self.pieces, self.room)
        release = reservation.release_ids
        self.assertEqual((release.state, release.lot_ids, release.owner_unit_id, release.to_unit_id),
                         ("asked", self.pieces, self.school, self.library))  # fmt: skip
        self.assertEqual((release.asked_by_id, reservation.consent), (self.users["coordinator"], "asked"))
        notice = self._notices(self.head)
        self.assertEqual((notice.urgent, notice.res_model, notice.res_id), (True, "furniture.release", release.id))
        self.assertIn("Biblioteket asks for 2 pieces of Skolen", notice.text)
        self._as("coordinator", reservation).action_ask_owners()
        self.assertEqual(reservation.release_ids, release)

    def test_pieces_do_not_leave_before_the_owner_has_agreed(self):
        reservation = self._hold_for(self.library, self.pieces, self.room)
        with self.assert_refused(UserError, "Skolen, which has not released them yet. Rektor answers"):
            self._deliver(reservation)
        self.env.invalidate_all()
        self.assert_stands_in(self.pieces, self.store)
        self.assertEqual(self.pieces.owner_unit_id, self.school)
        reservation.release_ids.with_user(self.head).action_give()
        self.assertEqual(reservation.consent, "given")
        self._deliver(reservation)
        self.assert_stands_in(self.pieces, self.room)
        self.assertEqual(self.pieces.owner_unit_id, self.library)

    def test_refusing_lets_go_of_the_hold_with_the_reason(self):
        reservation = self._hold_for(self.library, self.pieces, self.room)
        wizard = self.env["furniture.release.answer"].with_user(self.head)
        with self.assert_refused(UserError, "Write the reason"):
            wizard.create({"release_ids": reservation.release_ids.ids}).action_answer()
        wizard.create({"release_ids": reservation.release_ids.ids, "reason": "Trengs til høsten"}).action_answer()
        self.assertEqual(self.pieces.mapped("purpose"), ["available"] * 2)
        self.assertEqual((reservation.consent, reservation.line_count), ("refused", 0))
        self.assertIn("Trengs til høsten", str(reservation.message_ids[0].body))
        self.assertIn("Trengs til høsten", self._notices(self.users["coordinator"])[0].text)
        with self.assert_refused(UserError, "answered already"):
            reservation.release_ids.with_user(self.head).action_give()

    def test_no_consent_is_needed_for_ones_own_free_or_ownerless_pieces(self):
        own = self._hold_for(self.school, self.pieces[0], self.room)
        self.school.releases_freely = True
        free = self._hold_for(self.library, self.pieces[1], self.room)
        nobodys = self._hold_for(self.library, self._create_piece(self.store), self.room)
        nobody = self._hold_for(
            self.env["furniture.unit"], self._create_piece(self.store, owner_unit_id=self.library.id)
        )
        for reservation in (own, free, nobodys, nobody):
            self.assertEqual((reservation.consent, len(reservation.release_ids)), ("none", 0))
            self._deliver(reservation)

    def test_two_owners_are_asked_each_for_their_own(self):
        other = self.env["furniture.unit"].create({"name": "Kino", "responsible_id": self.users["employee"].id})
        theirs = self._create_piece(self.store, owner_unit_id=other.id)
        reservation = self._hold_for(self.library, self.pieces | theirs, self.room)
        self.assertEqual(set(reservation.release_ids.mapped("owner_unit_id.name")), {"Skolen", "Kino"})
        reservation.release_ids.filtered(lambda release: release.owner_unit_id == other).with_user(
            self.users["employee"]
        )._answer("refused", "Nei")
        self.assertEqual(
            (theirs.purpose, self.pieces[0].purpose, reservation.consent), ("available", "reserved", "asked")
        )

    def test_a_unit_without_a_responsible_is_answered_for_by_the_coordinator(self):
        theirs = self._create_piece(self.store, owner_unit_id=self.library.id)
        release = self._hold_for(self.school, theirs, self.room, user="manager").release_ids
        self.assertTrue(self._notices(self.users["coordinator"]))
        self.assertIn("no responsible", str(release.message_ids[0].body))
        self._as("coordinator", release).action_give()
        self.assertEqual((release.state, release.answered_by_id), ("given", self.users["coordinator"]))

    def test_who_asks_as_the_owners_responsible_has_agreed(self):
        self.school.responsible_id = self.users["coordinator"]
        reservation = self._hold_for(self.library, self.pieces, self.room)
        self.assertEqual(
            (reservation.consent, reservation.release_ids.answered_by_id), ("given", self.users["coordinator"])
        )

    def test_nobody_answers_for_another_unit(self):
        release = self._hold_for(self.library, self.pieces, self.room).release_ids
        other = new_test_user(self.env, "bk_other_head", groups="bk_furniture_reuse.group_employee")
        self.library.responsible_id = other
        for user in (
            other,
            *(self.users[role] for role in ("employee", "operator", "coordinator", "auditor", "internal", "portal")),
        ):
            for call in (
                lambda user=user: release.with_user(user).action_give(),
                lambda user=user: release.with_user(user).write({"state": "given"}),
                lambda user=user: self.env["furniture.release.answer"].with_user(user).create(
                    {"release_ids": release.ids, "answer": "given", "reason": "x"}
                ).action_answer(),
                lambda user=user: self.env["furniture.release"].with_user(user).create(
                    {
                        "owner_unit_id": self.school.id, "to_unit_id": self.library.id, "lot_ids": self.pieces.ids, "state": "given",
                        "reservation_id": release.reservation_id.id,
                    }
                ),
            ):  # fmt: skip
                with (
                    self.subTest(user=user.login),
                    mute_logger("odoo.addons.base.models.ir_rule"),
                    self.assertRaises(AccessError),
                ):
                    call()
        self.assertEqual(release.state, "asked")

    def test_a_manager_answers_in_the_responsibles_place_with_a_reason(self):
        release = self._hold_for(self.library, self.pieces, self.room).release_ids
        with self.assert_refused(UserError, "Write the reason"):
            self._as("manager", release).action_give()
        self._as("manager", release)._answer("given", "Rektor er syk")
        self.assertEqual((release.state, release.reason), ("given", "Rektor er syk"))

    def test_an_employee_sees_what_they_answer_for_and_asked_for(self):
        release = self._hold_for(self.library, self.pieces, self.room).release_ids
        releases = self.env["furniture.release"]
        self.assertEqual(releases.with_user(self.head).search([]), release)
        self.assertFalse(releases.with_user(self.users["employee"]).search([]))
        values = release.with_user(self.head).read(["display_name", "reason", "lot_ids", "can_answer"])[0]
        self.assertTrue(values["can_answer"])

    def test_a_released_hold_takes_its_request_back(self):
        reservation = self._hold_for(self.library, self.pieces, self.room)
        self._as("coordinator", reservation).action_release()
        self.assertEqual(reservation.release_ids.state, "withdrawn")
        again = self._hold_for(self.library, self.pieces, self.room)
        self.assertEqual((again.release_ids.state, again.consent), ("asked", "asked"))

    def test_a_consent_is_for_one_reservation(self):
        first = self._hold_for(self.library, self.pieces, self.room)
        first.release_ids.with_user(self.head).action_give()
        first.action_release()
        second = self._hold_for(self.library, self.pieces, self.room)
        with self.assert_refused(UserError, "not released"):
            self._deliver(second)

    def test_a_consent_does_not_follow_to_another_unit(self):
        reservation = self._hold_for(self.library, self.pieces, self.room)
        reservation.release_ids.with_user(self.head).action_give()
        first = reservation.release_ids
        kino = self.env["furniture.unit"].create({"name": "Kino"})
        self._as("coordinator", reservation).unit_id = kino
        self.assertEqual((first.state, reservation.consent), ("withdrawn", "asked"))
        with self.assert_refused(UserError, "not released"):
            self._deliver(reservation)
        (reservation.release_ids - first).with_user(self.head).action_give()
        self._deliver(reservation)
        self.assertEqual(self.pieces.owner_unit_id, kino)

    def test_a_split_takes_the_consent_along(self):
        reservation = self._hold_for(self.library, self.pieces, self.room)
        reservation.release_ids.with_user(self.head).action_give()
        other = self._as("coordinator", reservation)._split(reservation.line_ids[0], destination_id=self.other_room.id)
        self.assertEqual((reservation.consent, other.consent), ("given", "given"))
        self.assertEqual((reservation.release_ids.lot_ids, other.release_ids.lot_ids), (self.pieces[1], self.pieces[0]))
        self._deliver(other)
        self.assertEqual(self.pieces.mapped("owner_unit_id.name"), ["Biblioteket", "Skolen"])

    def test_an_employee_asks_for_many_and_refused_pieces_are_not_given_again(self):
        self.library.member_ids = self.users["employee"]
        spare = self._create_piece(self.store, owner_unit_id=self.library.id)
        reservation = (
            self.env["furniture.reservation"]
            .with_user(self.users["employee"])
            ._ask([{"product_id": self.model.id, "quantity": 3}], destination=self.room)
        )
        self.assertEqual((reservation.state, reservation.line_count, reservation.consent), ("held", 3, "asked"))
        release = reservation.sudo().release_ids
        self.assertEqual((release.lot_ids, release.asked_by_id), (self.pieces, self.users["employee"]))
        release.with_user(self.head)._answer("refused", "Trengs selv")
        reservation.sudo().ask_ids.quantity = 3
        self.env["furniture.reservation"]._serve(self.model)
        self.assertEqual(self.pieces.mapped("purpose"), ["available"] * 2)
        self.assertEqual(reservation.sudo()._held_pieces(), spare)
        self.assertIn("Trengs selv", self._notices(self.users["employee"])[0].text)

    def test_a_consent_is_taken_back_before_the_pieces_leave_and_not_after(self):
        reservation = self._hold_for(self.library, self.pieces[0], self.room)
        release = reservation.release_ids.with_user(self.head)
        release.action_give()
        release._answer("refused", "Ombestemt")
        self.assertEqual(self.pieces[0].purpose, "available")
        reservation = self._hold_for(self.library, self.pieces[1], self.room)
        release = reservation.release_ids.with_user(self.head)
        release.action_give()
        self._deliver(reservation)
        with self.assert_refused(UserError, "left already"):
            release._answer("refused", "Ombestemt")

    def test_an_operator_does_not_write_the_owner_over(self):
        with self.assertRaises(AccessError):
            self._as("operator", self.pieces).write({"owner_unit_id": self.library.id})
        nobodys = self._create_piece(self.store)
        self._as("operator", nobodys).owner_unit_id = self.library
        self._as("coordinator", self.pieces).owner_unit_id = self.library


@tagged("post_install", "-at_install")
class TestTwoAnswersAtTheSameTime(RulesCase):
    """Two real transactions, so the request must be committed; what the test made is deleted at the end."""

    def setUp(self):
        super().setUp()
        self.database = sql_db.db_connect(self.env.cr.dbname)
        with self._transaction() as env:
            owner, unit = env["furniture.unit"].create([{"name": "Samtidig eier"}, {"name": "Samtidig mottaker"}])
            reservation = env["furniture.reservation"].create({"unit_id": unit.id})
            release = env["furniture.release"].create(
                {"owner_unit_id": owner.id, "to_unit_id": unit.id, "reservation_id": reservation.id}
            )
            self.made = [(record._name, record.ids) for record in (release, reservation, owner | unit)]
            self.release_id = release.id
        self.addCleanup(self._delete)

    def _delete(self):
        with self._transaction() as env:
            for model, numbers in self.made:
                env[model].browse(numbers).unlink()

    @contextmanager
    def _transaction(self):
        with self.database.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            yield env
            env.flush_all()

    def _answer(self, env, state):
        env["furniture.release"].browse(self.release_id)._answer(state, "for the test")
        env.flush_all()

    def test_the_first_answer_stands_and_the_second_is_told(self):
        with self._transaction() as first, mute_logger("odoo.sql_db"):
            self._answer(first, "given")
            with self.database.cursor() as cr, self.assertRaises(UserError) as caught:
                self._answer(api.Environment(cr, SUPERUSER_ID, {}), "withdrawn")
            self.assertIn("Somebody else is answering", str(caught.exception))
        with self.database.cursor() as cr, self.assertRaises(UserError) as caught:
            self._answer(api.Environment(cr, SUPERUSER_ID, {}), "given")
        self.assertIn("answered already", str(caught.exception))
        with self._transaction() as env:
            self.assertEqual(env["furniture.release"].browse(self.release_id).state, "given")
