"""Batches of blank tags: what they are made with, what becomes of them, and who may do it."""

import psycopg2
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..tools import tag_code
from .tag_batch_case import TagBatchCase


@tagged("post_install", "-at_install")
class TestTagBatch(TagBatchCase):
    def test_a_batch_for_pieces_has_numbers_in_a_row_from_the_sequence_of_pieces(self):
        batch = self._batch(4)
        tags = self._in_order(batch)
        self.assertEqual(len(tags), 4)
        self.assertEqual(
            (batch.state, batch.blank_count, batch.claimed_count, batch.retired_count), ("printed", 4, 0, 0)
        )
        values = [int(tag.number[1:]) for tag in tags]
        self.assertEqual(values, list(range(values[0], values[0] + 4)))
        self.assertEqual((batch.first_number, batch.last_number), (tags[0].number, tags[-1].number))
        self.assertEqual({(tag.made_for, tag.state, tag.origin) for tag in tags}, {("piece", "blank", "own")})
        self.assertTrue(all(tag_code.is_valid(tag.code) for tag in tags))
        self.assertEqual(batch.create_uid, self.users["coordinator"])
        self.assertRegex(batch.name, r"^QR/\d{4}/\d{4}$")
        piece = self._create_piece()
        self.assertEqual(int(piece.name[1:]), values[-1] + 1, "the next piece goes on behind the batch")

    def test_a_batch_for_places_has_no_numbers(self):
        batch = self._batch(3, "place")
        self.assertEqual({(tag.made_for, tag.number) for tag in batch.tag_ids}, {("place", False)})
        self.assertFalse(batch.first_number or batch.last_number)

    def test_how_many_at_most_is_said_in_a_sentence(self):
        for count in (0, -1, 5001, 10**9):
            with self.subTest(count=count), self.assert_refused(ValidationError, "from 1 to 5000 tags, not"):
                self._batch(count)
        for count in (0, 5001):
            with (
                self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint(),
            ):  # fmt: skip
                self.env.cr.execute(
                    "INSERT INTO furniture_tag_batch (name, kind, count, company_id) VALUES ('x', 'piece', %s, 1)",
                    [count],
                )

    def test_a_number_that_somebody_gave_a_piece_by_hand_is_left_out(self):
        before = int(self._batch(1).last_number[1:])
        taken = f"M{before + 3:06d}"
        self._create_piece(name=taken)
        batch = self._batch(5)
        self.assertNotIn(taken, batch.tag_ids.mapped("number"))
        self.assertEqual(int(batch.last_number[1:]) - int(batch.first_number[1:]), 4)

    def test_a_number_on_a_tag_is_given_to_no_other_piece(self):
        batch = self._batch(2)
        with self.assert_refused(UserError, f"{batch.first_number} is printed on a tag already"):
            self._create_piece(name=batch.first_number)
        self._register(batch.first_number)
        with self.assert_refused(UserError, "is printed on a tag already"):
            self._create_piece(name=batch.first_number)

    def test_it_is_used_up_with_its_last_tag_and_nobody_else_is_kept_waiting(self):
        batch = self._batch(3)
        first, second, third = self._in_order(batch)
        self.env.flush_all()
        self.env.cr.execute("SELECT xmin FROM furniture_tag_batch WHERE id = %s", [batch.id])
        untouched = self.env.cr.fetchone()
        self._register(first.code)
        second.with_user(self.users["coordinator"]).action_retire()
        self.env.flush_all()
        self.env.cr.execute("SELECT xmin FROM furniture_tag_batch WHERE id = %s", [batch.id])
        self.assertEqual(self.env.cr.fetchone(), untouched, "the row is not written for each tag")
        self.assertEqual(batch.state, "printed")
        self._register(third.number)
        self.assertEqual(
            (batch.state, batch.blank_count, batch.claimed_count, batch.retired_count), ("used_up", 0, 2, 1)
        )

    def test_the_last_two_taken_at_once_are_noticed_later(self):
        batch, other = self._batch(2), self._batch(2)
        self.env.flush_all()
        self.env.cr.execute("UPDATE furniture_tag SET state = 'retired' WHERE batch_id = %s", [batch.id])
        self.env.invalidate_all()
        self.assertEqual(batch.state, "printed")
        self.env["furniture.tag.batch"]._gc_used_up()
        self.assertEqual((batch.state, other.state), ("used_up", "printed"))

    def test_it_is_handed_to_a_person_or_a_team(self):
        batch = self._as("coordinator", self._batch())
        with self.assert_refused(UserError, "write first who gets the tags"):
            batch.action_deliver()
        batch.delivered_team = "  "
        with self.assert_refused(UserError, "write first who gets the tags"):
            batch.action_deliver()
        batch.delivered_to_id = self.users["operator"]
        batch.action_deliver()
        self.assertEqual(batch.state, "delivered")
        self.assertTrue(batch.delivered_on)
        with self.assert_refused(UserError, "has been handed out already"):
            batch.action_deliver()
        team = self._as("manager", self._batch(delivered_team="Flyttelaget"))
        team.action_deliver()
        self.assertEqual(team.state, "delivered")
        batch.delivered_to_id = self.users["manager"]
        self.assertEqual(batch.state, "delivered", "the roll goes from hand to hand")

    def test_closing_early_retires_what_is_left_and_says_why(self):
        batch = self._batch(3)
        used = self._in_order(batch)[0]
        self._register(used.code)
        action = self._as("coordinator", batch).action_close()
        form = Form(
            self.env[action["res_model"]].with_user(self.users["coordinator"]).with_context(**action["context"])
        )
        self.assertEqual(form.blank_count, 2)
        form.reason = "Rullen er borte"
        form.save().action_close()
        self.assertEqual((batch.state, batch.closed_reason), ("used_up", "Rullen er borte"))
        self.assertEqual((batch.closed_by_id, used.state), (self.users["coordinator"], "claimed"))
        self.assertEqual((batch.claimed_count, batch.retired_count), (1, 2))
        self.assertRegex(batch.message_ids[0].body, "2 blank tags are out of use. Rullen er borte")
        for again in (batch.action_close, batch.action_print, lambda: batch._close("once more")):
            with self.assert_refused(UserError, "has no blank tags left"):
                again()
        with self.assert_refused(UserError, "used up: there is nothing left"):
            batch.delivered_to_id = self.users["operator"]

    def test_closing_needs_a_reason(self):
        batch = self._batch()
        with self.assert_refused(UserError, "Write why"):
            batch._close("  ")
        self.assertEqual(batch.blank_count, 3)

    def test_what_follows_from_the_buttons_is_written_by_nobody(self):
        batch = self._batch()
        for role in ("coordinator", "manager"):
            for vals in (
                {"state": "used_up"}, {"count": 9}, {"kind": "place"}, {"first_number": "M1"}, {"name": "x"},
                {"delivered_on": "2026-01-01"}, {"closed_on": "2026-01-01"}, {"tag_ids": [(5,)]},
            ):  # fmt: skip
                with self.subTest(role=role, vals=vals), self.assert_refused(UserError, "not written directly"):
                    self._as(role, batch).write(vals)
        for vals in ({"state": "delivered"}, {"name": "x"}, {"tag_ids": [(0, 0, {})]}):
            with self.assert_refused(UserError, "not written directly"):
                self._batch(**vals)
        with self.assert_refused(UserError, "A batch is kept"):
            batch.unlink()

    def test_nobody_edits_a_tag_of_a_batch(self):
        tag = self._batch().tag_ids[0]
        for role in ("employee", "operator", "coordinator", "manager", "auditor"):
            with self.assertRaises(AccessError):
                self._as(role, tag).write({"number": "M1"})
            with self.assertRaises(AccessError):
                self.env["furniture.tag"].with_user(self.users[role]).create({"number": "M1"})

    def test_who_may_do_what(self):
        batch = self._batch()
        for role in ("coordinator", "manager"):
            self.assertEqual(self._batch(1, role=role).blank_count, 1)
        for role in ("operator", "auditor"):
            self.assertEqual(self._as(role, batch).read(["blank_count", "first_number"])[0]["blank_count"], 3)
        for role in ("employee", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, batch).read(["name"])
        for role in ("employee", "operator", "auditor", "internal", "portal"):
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    self._batch(role=role)
                for method in ("action_print", "action_deliver", "action_close"):
                    with self.assertRaises(AccessError):
                        getattr(self._as(role, batch), method)()
                with self.assertRaises(AccessError):
                    self._as(role, batch)._close("why not")

    def test_batches_of_another_company_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Nabokommunen"})
        batch = self._batch()
        batch._at_work().company_id = other
        self.assertFalse(
            self.env["furniture.tag.batch"].with_user(self.users["manager"]).search([("id", "=", batch.id)])
        )
        with self.assertRaises(AccessError):
            self._as("manager", batch).action_print()

    def test_a_tag_of_one_kind_is_never_on_the_other(self):
        for tag, target in (
            (self._batch(1).tag_ids, {"location_id": self.room.id}),
            (self._batch(1, "place").tag_ids, {"lot_id": self._create_piece().id, "origin": "foreign"}),
        ):
            with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                tag.sudo().write({"state": "claimed", **target})
                self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(tag.state, "blank")

    def test_numbers_are_unique_and_only_on_tags_for_pieces(self):
        batch, places = self._batch(), self._batch(1, "place")
        tags = self.env["furniture.tag"]
        for vals in (
            {"number": batch.first_number, "batch_id": batch.id, "made_for": "piece"},
            {"number": "X1"},
            {"number": "X1", "batch_id": places.id, "made_for": "place"},
            {"batch_id": batch.id, "made_for": "piece"},
            {"batch_id": batch.id},
        ):
            with (
                self.subTest(vals=vals), self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):  # fmt: skip
                tags.create(vals)

    def test_five_thousand_are_made_in_few_queries(self):
        def cost(count):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._batch(count)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(10)
        few = cost(10)
        # Odoo writes rows by the hundred or more; nothing else grows with the batch.
        self.assertLessEqual(cost(5000) - few, 55)

    def test_counts_of_many_batches_are_one_query(self):
        batches = self.env["furniture.tag.batch"]
        for _number in range(5):
            batches |= self._batch(2)
        self.env.flush_all()

        def cost(some):
            self.env.invalidate_all()
            some.mapped("name")
            before = self.env.cr.sql_log_count
            some.mapped(lambda batch: (batch.blank_count, batch.claimed_count, batch.retired_count))
            return self.env.cr.sql_log_count - before

        self.assertEqual((cost(batches[:1]), cost(batches)), (1, 1))
