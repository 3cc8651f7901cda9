"""What is said of the suitability of pieces: who says it, what holds, what is found, and what runs out."""

import datetime

import psycopg2
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .rules_case import RulesCase


@tagged("post_install", "-at_install")
class TestSuitabilityFacts(RulesCase):
    def setUp(self):
        super().setUp()
        self.pieces = self._create_pieces(3, self.store)
        self.today = datetime.date.today()

    def test_effective_tags_and_the_search_agree(self):
        plain, said, denied = self.pieces
        self.model.product_tmpl_id.suitability_ids = self.washable
        self._say(said, self.treated)
        self._say(denied, self.washable, "lacks")
        self._say(said, self.checked, valid_until=self.today - datetime.timedelta(days=1))
        self._say(plain, self.checked, valid_until=self.today)
        expected = {
            plain: self.washable | self.checked,
            said: self.washable | self.treated,
            denied: self.washable.browse(),
        }
        for lot, tags in expected.items():
            self.assertEqual(lot.suitability_ids, tags)
        ours = [("id", "in", self.pieces.ids)]
        for domain, found in (
            ([("suitability_ids", "in", self.washable.ids)], plain | said),
            ([("suitability_ids", "=", self.treated.id)], said),
            ([("suitability_ids", "in", (self.treated | self.checked).ids)], plain | said),
            ([("suitability_ids", "not in", self.washable.ids)], denied),
            ([("suitability_ids", "ilike", "washable_t")], plain | said),
            ([("suitability_ids", "=", False)], denied),
            ([("suitability_ids", "!=", False)], plain | said),
        ):
            with self.subTest(domain=domain):
                self.assertEqual(self.env["stock.lot"].search(ours + domain), found)

    def test_many_pieces_are_said_of_at_once_and_back_as_their_model(self):
        wizard = self.env["furniture.suitability.set"].with_user(self.users["operator"])
        wizard.create({"lot_ids": self.pieces.ids, "suitability_id": self.checked.id}).action_set()
        facts = self.pieces.suitability_fact_ids
        self.assertEqual((len(facts), set(facts.mapped("says"))), (3, {"has"}))
        self.assertTrue(all(until > self.today + datetime.timedelta(days=360) for until in facts.mapped("valid_until")))
        wizard.create({"lot_ids": self.pieces[0].ids, "suitability_id": self.checked.id, "says": "lacks"}).action_set()
        self.assertEqual(
            (self.pieces[0].suitability_fact_ids.says, self.pieces[0].suitability_fact_ids.valid_until),
            ("lacks", False),
        )
        wizard.create({"lot_ids": self.pieces.ids, "suitability_id": self.checked.id, "says": "model"}).action_set()
        self.assertFalse(self.pieces.suitability_fact_ids)

    def test_who_may_say_it(self):
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, self.pieces)._say_suitability(self.washable, "has")
        self._as("operator", self.pieces)._say_suitability(self.washable, "has")
        self.assertEqual(self._as("employee", self.pieces[0]).suitability_ids.name, "Washable_Test")

    def test_the_history_of_the_piece_keeps_what_was_said_and_taken_back(self):
        piece = self.pieces[0]
        self._as("operator", piece)._say_suitability(self.checked, "has", self.today)
        self._as("operator", piece)._say_suitability(self.checked, "model")
        notes = [str(message.body) for message in piece.message_ids[:2]]
        self.assertIn("Checked, as its model", notes[0])
        self.assertIn(f"Checked, Has it, until {self.today}", notes[1])

    def test_a_tag_is_said_once_of_a_piece_and_needs_its_last_day(self):
        facts = self.env["furniture.suitability.fact"]
        self._say(self.pieces[0], self.washable)
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            facts.create({"lot_id": self.pieces[0].id, "suitability_id": self.washable.id}).flush_recordset()
        with self.assertRaises(ValidationError):
            self._say(self.pieces[1], self.checked)
        with self.assert_refused(UserError, "Remove the line"):
            self.pieces[0].suitability_fact_ids.lot_id = self.pieces[1]

    def test_only_furniture_is_said_of(self):
        meter = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        lot = self.env["stock.lot"].create({"product_id": meter.id, "name": "A1"})
        with self.assert_refused(UserError, "furniture only"):
            self._say(lot, self.washable)

    def test_coordinators_are_told_once_before_a_check_runs_out(self):
        soon, late, gone = self.pieces
        self._say(soon, self.checked, valid_until=self.today + datetime.timedelta(days=20))
        self._say(late, self.checked, valid_until=self.today + datetime.timedelta(days=90))
        self._say(gone, self.checked, valid_until=self.today + datetime.timedelta(days=20))
        gone.sudo().write({"end_kind": "recycled"})
        notices = self.env["furniture.notice"]
        told = [("user_id", "=", self.users["coordinator"].id), ("text", "like", "Checked")]
        self.env["furniture.suitability.fact"]._cron_tell_running_out()
        self.assertIn("for 1 pieces", notices.search(told).text)
        self.assertFalse(notices.search([("user_id", "in", [self.users["operator"].id, self.users["employee"].id])]))
        self.env["furniture.suitability.fact"]._cron_tell_running_out()
        self.assertEqual(len(notices.search(told)), 1)
        self._say(soon, self.checked, valid_until=self.today + datetime.timedelta(days=25))
        self.env["furniture.suitability.fact"]._cron_tell_running_out()
        self.assertEqual(len(notices.search(told)), 2)
