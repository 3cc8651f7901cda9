"""Entries are immutable for everybody, whichever way they come; a reuse is claimed once."""

import psycopg2
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bk_furniture_reuse.models.furniture_impact_record import WHO_AND_WHEN

from .common import ROLES
from .impact_case import ImpactCase


@tagged("post_install", "-at_install")
class TestGuard(ImpactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls._create_piece(cls.store)

    def setUp(self):
        super().setUp()
        self._deliver(self.piece, self.room)
        self._enter_due()
        self.entry = self._ledger_of(self.piece)
        self.assertEqual(len(self.entry), 1)

    def test_no_role_writes_or_deletes_an_entry_and_the_system_does_not_either(self):
        for user in (
            *(self.users[role] for role in ROLES),
            self.env.ref("base.user_admin"),
            self.env.ref("base.user_root"),
        ):
            entry = self.entry.with_user(user)
            for change in (
                lambda entry=entry: entry.write({"net": 1000}),
                entry.unlink,
                lambda entry=entry: entry.sudo().write({"net": 1}),
            ):
                with self.assertRaises(AccessError):
                    change()
        for role in ROLES:
            with self.assertRaises(AccessError):
                self.entry.with_user(self.users[role]).copy()
            with self.assertRaises(AccessError):
                self.events.with_user(self.users[role]).create({"lot_id": self.piece.id, "kind": "internal"})
            with self.assertRaises(AccessError):
                self.piece.impact_event_ids.with_user(self.users[role]).write({"state": "waiting"})

    def test_the_database_refuses_to_change_delete_or_empty_the_table(self):
        for statement in (
            "UPDATE furniture_impact_entry SET net = 1000",
            f"UPDATE furniture_impact_entry SET reason = NULL WHERE id = {self.entry.id}",
            f"DELETE FROM furniture_impact_entry WHERE id = {self.entry.id}",
            "TRUNCATE furniture_impact_entry CASCADE",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(psycopg2.errors.InsufficientPrivilege),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_a_second_claim_of_the_same_life_is_refused_by_the_database(self):
        names = [
            name
            for name, field in self.entries._fields.items()
            if field.store and field.column_type and name not in WHO_AND_WHEN | {"currency_id"}
        ]
        vals = {
            name: self.entry[name].id if self.entries._fields[name].type == "many2one" else self.entry[name]
            for name in names
        }
        vals.update(kind="claim", user_id=self.env.uid, revision=7)  # whatever is said, the database counts
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.entries.sudo().create({**vals, "name": "X-1"})
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.entry._counter("first")
            self.entry._counter("second")

    def test_a_counter_entry_says_what_and_why(self):
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.entry._counter("  ")

    def test_what_an_entry_names_cannot_be_deleted_under_it(self):
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.edition.sudo().factor_ids.env.cr.execute(
                "DELETE FROM furniture_impact_factor WHERE id = %s", (self.entry.factor_id.id,)
            )


@tagged("post_install", "-at_install")
class TestAnswers(ImpactCase):
    def test_the_question_is_answered_once_with_evidence_where_it_is_needed(self):
        picking = self._deliver(self._create_piece(self.store), self.room)
        asked = self._as("operator", picking)
        with self.assert_refused(UserError, "what shows it"):
            asked._answer_displacement("purchase_cancelled", "  ")
        asked._answer_displacement("project_new", "Budsjett 2026, post 12")
        self.assertEqual((picking.displacement, picking.displacement_by_id), ("project_new", self.users["operator"]))
        with self.assert_refused(UserError, "answered already"):
            asked._answer_displacement("moved_along")
        with self.assert_refused(UserError, "why"):
            self._as("coordinator", picking)._answer_displacement("moved_along")
        self._as("coordinator", picking)._answer_displacement("moved_along", reason="Budsjettposten gjaldt noe annet")
        self.assertEqual(picking.displacement, "moved_along")

    def test_nobody_writes_an_answer_past_the_question(self):
        picking = self._deliver(self._create_piece(self.store), self.room)
        for vals in ({"displacement": "purchase_cancelled"}, {"otherwise_discarded": True}, {"displacement_by_id": 1}):
            with self.assertRaises(AccessError):
                self._as("manager", picking).write(vals)
        with self.assertRaises(AccessError):
            self._as("operator", picking).with_context(displacement_answer=True).write({"displacement": "need_stated"})

    def test_no_context_answers_the_question(self):
        forged = {"default_displacement": "purchase_cancelled", "default_displacement_by_id": self.users["manager"].id}
        for model, vals in (
            (
                "stock.picking",
                {
                    "picking_type_id": self.env["stock.warehouse"].search([], limit=1)._furniture_move_type().id,
                    "location_id": self.store.id,
                    "location_dest_id": self.room.id,
                },
            ),
            ("repair.order", {"lot_id": self._create_piece(self.store).id}),
        ):
            record = self.env[model].with_user(self.users["operator"]).with_context(**forged).create(vals)
            self.assertFalse(record.displacement, model)
            self.assertFalse(record.displacement_by_id, model)
