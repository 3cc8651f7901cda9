"""A supervisor reviews what a crew has sent: approve, correct, send back, answer."""

import psycopg2
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .crew_case import CrewCase


@tagged("post_install", "-at_install")
class TestCrewApprove(CrewCase):
    def test_approved_records_are_carried_out_by_who_approves(self):
        record, tag = self._register(condition="b", remark="Rød")
        self._approve(record)
        self.assertEqual((record.status, record.code), ("done", "registered"))
        lot = tag.lot_id
        self.assert_stands_in(lot, self.room)
        self.assertEqual((lot.condition, lot.remark, lot.create_uid), ("b", "Rød", self.users["operator"]))
        self.assertEqual((record.lot_id, record.reviewed_by_id), (lot, self.users["operator"]))
        self.assertTrue(record.reviewed_on)
        self.assertEqual(record.user_id, self.users["crew"])

    def test_approving_twice_does_nothing(self):
        record, tag = self._register()
        self._approve(record)
        before = (record.reviewed_by_id, record.reviewed_on, tag.lot_id)
        self._approve(record, "coordinator")
        self.assertEqual((record.reviewed_by_id, record.reviewed_on, tag.lot_id), before)
        self.assertEqual(self.env["stock.lot"].search_count([("product_id", "=", self.model.id)]), 2)

    def test_a_piece_is_registered_before_its_photo_and_its_move(self):
        tag = self._blank()
        register, _tag = self._register(tag=tag)
        photo = self._sent("photo", code=tag.url, photo=self._photo())
        move = self._sent("move", code=tag.code, place=self.other_room.id, **{"from": self.room.id})
        self._approve(move | photo | register)
        self.assertEqual((register | photo | move).mapped("status"), ["done"] * 3)
        self.assertFalse(photo.photo)
        self.assertEqual(len(tag.lot_id.photo_ids), 1)
        self.assert_stands_in(tag.lot_id, self.other_room)

    def test_what_a_record_needs_is_approved_with_it(self):
        model = self._sent("model", name="Nystol", category_id=self.type_chair.id)
        register, tag = self._register(product=model.client_id)
        photo = self._sent("photo", code=tag.code, photo=self._photo())
        alone, _tag = self._register()
        self.assertIn("Nystol", register.asked)
        self._approve(photo)
        self.assertEqual((model | register | photo).mapped("status"), ["done"] * 3)
        self.assertEqual(tag.lot_id.product_id.name, "Nystol")
        self.assertEqual(alone.status, "review")

    def test_two_moves_of_one_piece_are_carried_out_in_turn(self):
        first = self._sent("move", code=self.piece.name, place=self.other_room.id, **{"from": self.room.id})
        second = self._sent("move", code=self.piece.name, place=self.store.id, **{"from": self.room.id})
        self._approve(second | first)
        self.assertEqual((first | second).mapped("status"), ["done", "done"])
        self.assert_stands_in(self.piece, self.store)

    def test_an_older_move_that_is_approved_later_does_not_undo_a_newer_one(self):
        first = self._sent("move", code=self.piece.name, place=self.other_room.id, **{"from": self.room.id})
        second = self._sent("move", code=self.piece.name, place=self.store.id, **{"from": self.other_room.id})
        first.scanned_on = "2026-01-01 10:00:00"
        self._approve(second)
        self.assertEqual(second.status, "conflict", "it is not where the member believed it")
        self._as("operator", second).with_context(choice="move_anyway").action_decide()
        self.assert_stands_in(self.piece, self.store)
        self._approve(first)
        self.assertEqual((first.status, first.code), ("conflict", "moved_meanwhile"))
        self.assert_stands_in(self.piece, self.store)

    def test_the_order_is_that_of_scanning_not_of_the_phones_clock(self):
        first = self.phone.record("move", code=self.piece.name, place=self.store.id)
        second = self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        second["at"] = "2026-01-01T00:00:00Z"
        self.phone.send()
        self._approve(self._kept(first) | self._kept(second))
        self.assert_stands_in(self.piece, self.other_room)

    def test_a_conflict_is_for_the_supervisor(self):
        record = self._sent("move", code=self.piece.name, place=self.other_room.id, **{"from": self.room.id})
        self._phone("coordinator").do("move", code=self.piece.name, place=self.store.id)
        self._approve(record)
        self.assertEqual((record.status, record.code), ("conflict", "moved_meanwhile"))
        with self.assertRaises(AccessError):
            self._as("crew", record).with_context(choice="move_anyway").action_decide()
        self.assertTrue(self._as("operator", record).may_decide)
        self._as("operator", record).with_context(choice="move_anyway").action_decide()
        self.assertEqual((record.status, record.decided_by_id), ("done", self.users["operator"]))
        self.assert_stands_in(self.piece, self.other_room)

    def test_who_carried_it_last_is_the_member_and_not_whoever_approves(self):
        record = self._sent("move", code=self.piece.name, place=self.other_room.id, **{"from": self.room.id})
        colleague = self._phone("colleague")
        other = colleague.record("move", code=self.piece.name, place=self.store.id, **{"from": self.room.id})
        record.scanned_on = "2026-01-01 10:00:00"
        colleague.send()
        self._approve(record | self._kept(other))
        self.assertEqual(record.status, "done")
        self.assertEqual(self._kept(other).status, "conflict")

    def test_a_supervisor_who_moved_it_meanwhile_is_somebody_else(self):
        record = self._sent("move", code=self.piece.name, place=self.other_room.id, **{"from": self.room.id})
        self._phone("operator").do("move", code=self.piece.name, place=self.store.id)
        self._approve(record)
        self.assertEqual((record.status, record.code), ("conflict", "moved_meanwhile"))

    def test_what_cannot_be_done_is_refused_with_the_reason_and_can_be_corrected(self):
        record, tag = self._register(product=None)
        self.assertIn("Model: not known", record.asked)
        self._approve(record)
        self.assertEqual((record.status, record.code), ("refused", "no_model"))
        self.assertTrue(self._as("operator", record).may_amend)
        self.assertFalse(self._as("operator", record).may_review)
        self._correct(record, product_id=self.model.id)
        self.assertEqual(record.status, "done")
        self.assertFalse(self._as("operator", record).may_amend)
        self.assertEqual(tag.lot_id.product_id, self.model)

    def test_one_that_fails_takes_no_other_along(self):
        good, tag = self._register()
        bad, _tag = self._register(condition="x")
        self._approve(good | bad)
        self.assertEqual((good.status, bad.status), ("done", "refused"))
        self.assertTrue(tag.lot_id)

    def test_fifty_pieces_are_approved_in_few_queries(self):
        def send(count):
            for _number in range(count):
                self.phone.record("register", code=self._blank().code, product=self.model.id, place=self.room.id)
            made = self.phone.records[-count:]
            self.phone.send(made)
            records = self.env["furniture.scan.record"].search([("client_id", "in", [one["id"] for one in made])])
            self.env.flush_all()
            self.env.invalidate_all()
            return records

        self._approve(send(2))
        few, many = self._queries(send(5)), self._queries(send(50))
        # Odoo writes the stock of each piece by itself, here and where it comes from; nothing else grows.
        self.assertLessEqual(many - few, 2 * 45)
        self.assertLessEqual(many, 180)

    def test_the_list_of_fifty_waiting_records_takes_few_queries(self):
        for _number in range(50):
            self.phone.record("register", code=self._blank().code, product=self.model.id, place=self.room.id)
        self.phone.send()
        records = self.env["furniture.scan.record"].search([("from_crew", "=", True)])
        names = ["asked", "text", "kind_name", "may_review", "may_decide", "has_photo", "user_id", "crew_id"]

        def queries(count):
            self._fresh()
            before = self.env.cr.sql_log_count
            self._as("operator", records[:count]).read(names)
            return self.env.cr.sql_log_count - before

        queries(1)
        few, many = queries(5), queries(50)
        self.assertLessEqual(many, few)
        self.assertLessEqual(many, 28)

    def _queries(self, records):
        before = self.env.cr.sql_log_count
        self._approve(records)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
        self._approve(records)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestCrewCorrect(CrewCase):
    def test_what_was_sent_stays_and_the_correction_stands_beside_it(self):
        other = self._create_model("Annen stol")
        record, tag = self._register(condition="d", remark="Fin")
        sent = dict(record.data)
        self._correct(record, product_id=other.id, place_id=self.other_room.id, condition="a")
        self.assertEqual(record.data, sent)
        self.assertEqual(record.correction, {"product": other.id, "place": self.other_room.id, "condition": "a"})
        self.assertTrue(record.corrected)
        self.assertIn("Annen stol", record.correction_text)
        lot = tag.lot_id
        self.assertEqual((lot.product_id, lot.condition, lot.remark), (other, "a", "Fin"))
        self.assert_stands_in(lot, self.other_room)

    def test_nothing_changed_is_approved_as_it_is(self):
        record, _tag = self._register(place=self.room.tag_ids[:1].code or self.room.id)
        self._correct(record)
        self.assertEqual((record.status, record.corrected), ("done", False))

    def test_every_kind_can_be_corrected(self):
        move = self._sent("move", code="tull", place=self.store.id)
        self._correct(move, code=self.piece.name, place_id=self.other_room.id)
        self.assert_stands_in(self.piece, self.other_room)
        damage = self._sent("damage", code=self.piece.name, damage_kind="scratch", note="x")
        self._correct(damage, damage_kind="stain", note="Kaffe")
        self.assertEqual([(one.kind, one.description) for one in self.piece.damage_ids], [("stain", "Kaffe")])
        model = self._sent("model", name="Rar stoll")
        self._correct(model, name="Rar stol", category_id=self.type_chair.id, width=55)
        self.assertEqual((model.product_id.name, model.product_id.width), ("Rar stol", 55))
        photo = self._sent("photo", code="tull", photo=self._photo())
        self._correct(photo, code=self.piece.name)
        self.assertEqual(len(self.piece.photo_ids), 1)
        for record in (move, damage, model, photo):
            self.assertEqual((record.status, record.corrected), ("done", True))

    def test_done_is_done(self):
        record, _tag = self._register()
        self._approve(record)
        with self.assert_refused(UserError, "reviewed already"):
            self._correct(record, condition="a")

    def test_the_wizard_shows_what_was_sent(self):
        record, tag = self._register(condition="b", colour_id="tull")
        wizard = self.env["furniture.crew.correct"].with_user(self.users["operator"])
        wizard = wizard.with_context(default_record_id=record.id).create({})
        self.assertEqual(
            (wizard.code, wizard.product_id, wizard.place_id, wizard.condition, wizard.colour_id.id),
            (tag.code, self.model, self.room, "b", False),
        )


@tagged("post_install", "-at_install")
class TestCrewReply(CrewCase):
    def test_sent_back_with_a_note_and_done_again(self):
        record, tag = self._register()
        self._reply(record, "Feil møbel. Se en gang til.")
        self.assertEqual((record.status, record.review_note), ("sent_back", "Feil møbel. Se en gang til."))
        self.assertEqual(record.text, "Do it again, please: Feil møbel. Se en gang til.")
        self.assertEqual(tag.state, "blank")
        again, _tag = self._register(tag=tag)
        self._approve(again)
        self.assertEqual(again.status, "done")

    def test_what_cannot_be_without_it_goes_back_too(self):
        model = self._sent("model", name="Nystol")
        register, tag = self._register(product=model.client_id)
        photo = self._sent("photo", code=tag.code, photo=self._photo())
        other, _tag = self._register()
        move = self._sent("move", code=self.piece.name, place=self.store.id)
        damage = self._sent("damage", code=self.piece.name, damage_kind="scratch")
        self._reply(model, "Den finnes fra før.")
        self.assertEqual((model | register | photo).mapped("status"), ["sent_back"] * 3)
        self.assertEqual((other | move | damage).mapped("status"), ["review"] * 3)
        self._reply(move, "Ikke flytt denne.")
        self.assertEqual((move.status, damage.status), ("sent_back", "review"))

    def test_a_phone_that_sends_it_again_reads_the_note(self):
        made = self.phone.record("move", code=self.piece.name, place=self.store.id)
        self.phone.send()
        self._reply(self._kept(made), "Ikke flytt denne.")
        (answer,) = self.phone.send()["results"]
        self.assertEqual(answer["status"], "sent_back")
        self.assertIn("Ikke flytt denne.", answer["text"])

    def test_a_question_is_answered_once(self):
        question = self._sent("question", text="Hva?", code=self.piece.name)
        self._reply(question, "En pult.")
        self.assertEqual((question.status, question.text), ("done", "Answer: En pult."))
        with self.assert_refused(UserError, "reviewed already: Operator"):
            self._reply(question, "En stol.")

    def test_a_question_is_not_approved(self):
        question = self._sent("question", text="Hva?")
        self._approve(question)
        self.assertEqual(question.status, "review")

    def test_words_are_needed(self):
        record, _tag = self._register()
        with self.assert_refused(UserError, "few words"):
            self._reply(record, "  ")

    def test_what_counts_is_not_sent_back(self):
        record, _tag = self._register()
        self._approve(record)
        with self.assert_refused(UserError, "reviewed already"):
            self._reply(record, "Nei.")


@tagged("post_install", "-at_install")
class TestCrewReviewRights(CrewCase):
    def test_what_crews_do_not_send_is_not_carried_out_for_them(self):
        """Not with the supervisor's rights either."""
        record = self._sent("retire", code=self.piece.tag_id.code, reason="Vekk")
        self.assertEqual((record.status, record.code), ("refused", "not_for_crew"))
        self.assertFalse(self._as("operator", record).may_amend)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._correct(record)
        self.assertEqual(self.piece.tag_id.state, "claimed")

    def test_the_wizard_shows_nobody_what_they_may_not_read(self):
        record = self._sent("question", text="Hemmelig", photo=self._photo())
        wizard = (
            self.env["furniture.crew.correct"].with_user(self.users["other_operator"]).create({"record_id": record.id})
        )
        self._fresh()
        for name in ("asked", "text", "photo", "kind"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                wizard.read([name])

    def test_values_of_the_wrong_shape_can_still_be_corrected(self):
        record, _tag = self._register(condition=["b"], colour_id={"x": 1})
        self._correct(record, condition="b")
        self.assertEqual(record.status, "done")

    def test_what_a_member_may_not_read_is_left_out_of_the_words(self):
        record, _tag = self._register(product=None)
        colour = self.env["furniture.colour"].search([], limit=1)
        self._correct(record, colour_id=colour.id)
        self.assertEqual(record.status, "refused")
        self.assertIn(colour.display_name, self._as("operator", record).correction_text)
        self._reply(record, "Hvilken er det?")
        self._fresh()
        work = self.env["furniture.scan.work"].with_user(self.users["crew"])._load()
        self.assertEqual(work["crew"]["notes"][0]["note"], "Hvilken er det?")

    def test_only_the_crews_supervisor_and_the_coordinator_review(self):
        for role in ("crew", "colleague", "other_operator", "employee", "auditor", "internal"):
            record, _tag = self._register()
            for work in (
                lambda record=record, role=role: self._approve(record, role),
                lambda record=record, role=role: self._reply(record, "Nei", role),
                lambda record=record, role=role: self._correct(record, role, condition="a"),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    work()
            self.assertEqual(record.status, "review", role)
        self._approve(record, "coordinator")
        self.assertEqual(record.status, "done")

    def test_one_of_another_crew_among_many_stops_all(self):
        record, _tag = self._register()
        other_crew = self.env["furniture.crew"].create({"name": "To"})
        stranger, _tag = self._register()
        stranger.crew_id = other_crew
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._approve(record | stranger)
        self.assertEqual(record.status, "review")

    def test_nobody_reviews_their_own(self):
        """Not even who has become a coordinator since."""
        record, _tag = self._register()
        self.users["crew"].group_ids = self.env.ref("bk_furniture_reuse.group_coordinator")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._approve(record, "crew")
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            record.write({"reviewed_by_id": self.users["crew"].id})
            self.env.flush_all()

    def test_the_database_lets_nothing_of_a_crew_count_without_a_review(self):
        record, _tag = self._register()
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            record.status = "done"
            self.env.flush_all()

    def test_what_operators_scan_is_not_reviewed(self):
        self._phone("coordinator").do("move", code=self.piece.name, place=self.store.id)
        record = self.env["furniture.scan.record"].search([], limit=1)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._approve(record, "manager")

    def test_the_list_of_waiting_records_is_the_supervisors_not_that_of_conflicts(self):
        record, _tag = self._register()
        self.assertFalse(record.is_open)
        self.assertTrue(self._as("operator", record).may_review)
        self.assertFalse(self._as("other_operator", record.sudo(False)).with_user(self.users["crew"]).may_review)
