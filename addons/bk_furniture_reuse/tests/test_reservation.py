"""Reservations hold real stock, once per piece, whatever happens at the same time; releasing frees it."""

import threading
from contextlib import contextmanager

import psycopg2
from odoo import SUPERUSER_ID, api, sql_db
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import FurnitureCase


@tagged("post_install", "-at_install")
class TestReservation(FurnitureCase):
    def setUp(self):
        super().setUp()
        self.pieces = self._create_pieces(3, self.store)
        self.reservation = self._reserve(self.pieces)

    def _reserved_quantity(self, lots):
        return sum(
            self.env["stock.quant"]
            .search([("lot_id", "in", lots.ids), ("location_id.usage", "=", "internal")])
            .mapped("reserved_quantity")
        )

    def test_a_hold_is_stock_held_by_odoo(self):
        self.assertEqual(self.pieces.mapped("purpose"), ["reserved"] * 3)
        self.assertEqual(self._reserved_quantity(self.pieces), 3)
        self.assertEqual(self.reservation.line_ids.move_line_id.lot_id, self.pieces)
        self.assertEqual((self.reservation.state, self.reservation.line_count), ("held", 3))
        self.assertRegex(self.reservation.name, r"^RES/\d{4}/\d{4}$")

    def test_releasing_one_frees_that_one(self):
        line = self.reservation.line_ids[0]
        self._as("coordinator", line).action_release()
        self.assertEqual(self.pieces[0].purpose, "available")
        self.assertEqual(self.pieces[1:].mapped("purpose"), ["reserved"] * 2)
        self.assertEqual((self._reserved_quantity(self.pieces[0]), self._reserved_quantity(self.pieces)), (0, 2))
        self.assertEqual((line.state, line.released_by_id), ("released", self.users["coordinator"]))
        self.assertTrue(line.released_on)
        self.assertEqual((self.reservation.state, self.reservation.line_count), ("held", 2))
        self._as("operator", self.pieces[0])._move_to(self.room)
        self.assert_stands_in(self.pieces[0], self.room)

    def test_releasing_all_cancels_the_transfer(self):
        moves = self.reservation.line_ids.move_line_id.move_id
        self._as("coordinator", self.reservation).action_release()
        self.assertEqual(self.pieces.mapped("purpose"), ["available"] * 3)
        self.assertEqual(self._reserved_quantity(self.pieces), 0)
        self.assertEqual(set(moves.mapped("state")), {"cancel"})
        self.assertEqual((self.reservation.state, self.reservation.line_count), ("released", 0))
        self._reserve(self.pieces)
        self.assertEqual(self.pieces.mapped("purpose"), ["reserved"] * 3)

    def test_releasing_twice_is_releasing_once(self):
        self.reservation.action_release()
        log = len(self.pieces.purpose_change_ids)
        self.reservation.action_release()
        self.reservation.line_ids.action_release()
        self.assertEqual(len(self.pieces.purpose_change_ids), log)

    def test_who_may_release(self):
        for role in ("employee", "operator", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, self.reservation).action_release()
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, self.reservation.line_ids).action_release()
        self.assertEqual(self._reserved_quantity(self.pieces), 3)

    def test_a_held_piece_is_not_held_again(self):
        with self.assert_refused(UserError, "held already"):
            self._reserve(self.pieces[0])

    def test_odoos_own_buttons_do_not_take_the_stock_from_under_a_hold(self):
        pickings = self.reservation.line_ids.move_line_id.picking_id
        for action in ("do_unreserve", "action_cancel"):
            with self.assert_refused(UserError, "Release the reservation"):
                getattr(self._as("operator", pickings), action)()
        line = self.reservation.line_ids[0].move_line_id
        for vals in ({"quantity": 0}, {"lot_id": self._create_piece(self.store).id}, {"location_id": self.room.id}):
            with self.assert_refused(UserError, "Release the reservation"):
                self._as("operator", line).write(vals)
        with self.assert_refused(UserError, "Release the reservation"):
            self._as("operator", line).unlink()
        self.env.invalidate_all()
        self.assertEqual(self._reserved_quantity(self.pieces), 3)
        self.assertEqual(self.pieces.mapped("purpose"), ["reserved"] * 3)

    def test_delivering_what_was_held_ends_the_hold(self):
        picking = self.reservation.line_ids.move_line_id.picking_id
        picking.move_line_ids.location_dest_id = self.room
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(picking.state, "done")
        self.assert_stands_in(self.pieces, self.room)
        self.assertEqual(self.pieces.mapped("purpose"), ["in_use"] * 3)
        self.assertEqual(
            (self.reservation.state, set(self.reservation.line_ids.mapped("state"))), ("fulfilled", {"delivered"})
        )

    def test_delivering_to_a_store_frees_the_pieces_there(self):
        picking = self.reservation.line_ids.move_line_id.picking_id
        picking.move_line_ids.location_dest_id = self._create_place("Lager 2", "store")
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(self.pieces.mapped("purpose"), ["available"] * 3)
        self.assertEqual(self._reserved_quantity(self.pieces), 0)

    def test_pieces_outside_stock_cannot_be_held(self):
        with self.assert_refused(UserError, "not in stock"):
            self._reserve(self._create_piece())

    def test_the_database_allows_many_released_lines_and_one_held(self):
        self.reservation.action_release()
        move_line = self._reserve(self.pieces[0]).line_ids.move_line_id
        vals = {"reservation_id": self.reservation.id, "lot_id": self.pieces[0].id, "move_line_id": move_line.id}
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["furniture.reservation.line"].create(vals)

    def test_the_database_allows_no_hold_without_stock_behind_it(self):
        self.reservation.action_release()
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["furniture.reservation.line"].create(
                {"reservation_id": self.reservation.id, "lot_id": self.pieces[0].id}
            )
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.reservation.line_ids[0].state = "held"
            self.env.flush_all()


@tagged("post_install", "-at_install")
class TestTwoAtTheSameTime(FurnitureCase):
    """Two real transactions, so the piece must be committed; what the test made is deleted at the end."""

    def setUp(self):
        super().setUp()
        self.database = sql_db.db_connect(self.env.cr.dbname)
        with self._transaction() as env:
            stock = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
            self.place_id = (
                env["stock.location"]
                .create({"name": "Samtidig lager", "place_kind": "store", "location_id": stock.id})
                .id
            )
            self.template_id = env["product.template"].create({"name": "Samtidig stol", "is_furniture": True}).id
            product = env["product.template"].browse(self.template_id).product_variant_id
            self.product_id = product.id
            self.lot_id = env["stock.lot"].create({"product_id": product.id, "location_id": self.place_id}).id
            self.first_id, self.second_id = env["furniture.reservation"].create([{}, {}]).ids
            self.move_line_id = env["stock.move.line"].search([("lot_id", "=", self.lot_id)]).id
        self.addCleanup(self._delete)

    def _delete(self):
        with self._transaction() as env:
            for table, column, value in (
                ("furniture_reservation_line", "lot_id", self.lot_id),
                ("furniture_tag", "lot_id", self.lot_id),
                ("stock_quant", "lot_id", self.lot_id),
                ("stock_move_line", "lot_id", self.lot_id),
                ("stock_move", "product_id", self.product_id),
                ("stock_lot", "id", self.lot_id),
                ("stock_picking", "location_id", self.place_id),
            ):
                env.cr.execute(
                    SQL("DELETE FROM %s WHERE %s = %s", SQL.identifier(table), SQL.identifier(column), value)
                )
            env.cr.execute("DELETE FROM furniture_reservation WHERE id IN %s", [(self.first_id, self.second_id)])
            env["product.template"].browse(self.template_id).unlink()
            env["stock.location"].browse(self.place_id).unlink()

    @contextmanager
    def _transaction(self):
        """A transaction of its own in the same database, committed at the end unless something fails."""
        with self.database.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            yield env
            env.flush_all()

    def _hold(self, env, reservation_id):
        env["furniture.reservation"].browse(reservation_id)._hold(env["stock.lot"].browse(self.lot_id))
        env.flush_all()

    def _insert(self, env, reservation_id):
        """Past every check in Python: only the database is left to decide."""
        vals = {"reservation_id": reservation_id, "lot_id": self.lot_id, "move_line_id": self.move_line_id}
        env["furniture.reservation.line"].create(vals)

    def _holders(self):
        with self._transaction() as env:
            env.cr.execute(
                "SELECT reservation_id FROM furniture_reservation_line WHERE lot_id = %s AND state = 'held'",
                (self.lot_id,),
            )
            return [reservation_id for (reservation_id,) in env.cr.fetchall()]

    def _start_second(self, answers):
        """A second transaction that inserts its hold; returns when it waits for the first."""

        def second():
            try:
                with self._transaction() as env:
                    self._insert(env, self.second_id)
                answers.append("held")
            except psycopg2.errors.UniqueViolation as error:
                answers.append(error.diag.constraint_name)

        thread = threading.Thread(target=second)
        thread.start()
        thread.join(1)
        self.assertTrue(thread.is_alive(), "the second must wait for the first: only then does the database decide")
        return thread

    def test_of_two_who_hold_a_piece_at_once_the_database_takes_one(self):
        answers = []
        with mute_logger("odoo.sql_db"), self._transaction() as env:
            self._insert(env, self.first_id)
            second = self._start_second(answers)
            env.cr.commit()
            second.join(20)
        self.assertEqual(answers, ["furniture_reservation_line_one_hold_per_piece"])
        self.assertEqual(self._holders(), [self.first_id])

    def test_when_the_first_gives_up_the_second_gets_the_piece(self):
        answers = []
        with self._transaction() as env:
            self._insert(env, self.first_id)
            second = self._start_second(answers)
            env.cr.rollback()
            second.join(20)
        self.assertEqual(answers, ["held"])
        self.assertEqual(self._holders(), [self.second_id])

    def test_the_one_who_comes_second_is_told_in_plain_words(self):
        with self._transaction() as first:
            self._hold(first, self.first_id)
            with self.database.cursor() as cr, mute_logger("odoo.sql_db"), self.assertRaises(UserError) as caught:
                self._hold(api.Environment(cr, SUPERUSER_ID, {}), self.second_id)
            self.assertIn("Try again", str(caught.exception))
        with self.database.cursor() as cr, self.assertRaises(UserError) as caught:
            self._hold(api.Environment(cr, SUPERUSER_ID, {}), self.second_id)
        self.assertIn("held already", str(caught.exception))
        self.assertEqual(self._holders(), [self.first_id])
