"""Crews: who is in one, and that what members send waits and does nothing."""

import psycopg2
from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .crew_case import CrewCase


@tagged("post_install", "-at_install")
class TestCrewMembers(CrewCase):
    def test_a_person_is_in_one_crew(self):
        with self.assert_refused(ValidationError, "Crew is in the crew Sommerlaget"):
            self.env["furniture.crew"].create({"name": "To", "member_ids": [Command.link(self.users["crew"].id)]})

    def test_a_person_of_an_archived_crew_is_still_in_it(self):
        self.crew.active = False
        with self.assert_refused(ValidationError, "Sommerlaget"):
            self.env["furniture.crew"].create({"name": "To", "member_ids": [Command.link(self.users["crew"].id)]})

    def test_the_database_keeps_a_person_in_one_crew(self):
        other = self.env["furniture.crew"].create({"name": "To"})
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO furniture_crew_member_rel (crew_id, user_id) VALUES (%s, %s)",
                (other.id, self.users["crew"].id),
            )

    def test_members_have_the_role_and_no_more(self):
        both = new_test_user(
            self.env, "bk_both", groups="bk_furniture_reuse.group_crew,bk_furniture_reuse.group_operator", name="Both"
        )
        for person in (self.users["employee"], both):
            with self.assert_refused(ValidationError, "has not the role Crew"):
                self.crew.member_ids = [Command.link(person.id)]

    def test_supervisors_work_in_the_warehouse(self):
        with self.assert_refused(ValidationError, "neither warehouse operator nor coordinator"):
            self.crew.supervisor_ids = [Command.link(self.users["employee"].id)]

    def test_coordinators_make_crews_and_supervisors_see_their_own(self):
        other = self.env["furniture.crew"].with_user(self.users["coordinator"]).create({"name": "Vinterlaget"})
        crews = self.env["furniture.crew"]
        self.assertEqual(crews.with_user(self.users["operator"]).search([]), self.crew)
        self.assertIn(other, crews.with_user(self.users["auditor"]).search([]))
        with self.assertRaises(AccessError):
            self._as("crew", self.crew).read(["name"])


@tagged("post_install", "-at_install")
class TestCrewSends(CrewCase):
    def test_what_a_member_sends_waits_and_changes_nothing(self):
        record, tag = self._register(condition="b")
        self.assertEqual((record.status, record.text), ("review", "Waits for the supervisor."))
        self.assertEqual((record.from_crew, record.crew_id), (True, self.crew))
        self.assertEqual((record.place_id, record.product_id), (self.room, self.model))
        self.assertEqual(tag.state, "blank")
        self.assertFalse(record.lot_id)
        move = self._sent("move", code=self.piece.name, place=self.other_room.id)
        self.assertEqual((move.status, move.lot_id, move.place_id), ("review", self.piece, self.other_room))
        self.assert_stands_in(self.piece, self.room)

    def test_sent_again_it_is_the_same_record(self):
        made = self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        first, second = self.phone.send([made]), self.phone.send([made])
        self.assertEqual(first["results"], second["results"])
        self.assertEqual(len(self._kept(made)), 1)

    def test_photos_are_kept_until_they_are_reviewed(self):
        record = self._sent("photo", code=self.piece.name, photo=self._photo())
        self.assertTrue(record.photo)
        self.assertNotIn("photo", record.data)
        self.assertFalse(self.piece.photo_ids)

    def test_other_work_is_refused_at_once(self):
        for kind, data in (
            ("purpose", {"code": self.piece.name, "purpose": "recycling", "reason": "x"}),
            ("decide", {"record": self.phone.uuid, "choice": "leave"}),
            ("count", {}),
            ("sign", {}),
            ("nonsense", {}),
        ):
            self.assertEqual(self.phone.do(kind, **data)["code"], "not_for_crew", kind)
        self.assertEqual(self.piece.purpose, "available")

    def test_what_cannot_be_read_is_kept_and_refused(self):
        self.assertEqual(self.phone.do("register", code=["x"] * 3_000)["code"], "unreadable")
        for data in ({"code": 5, "product": [], "place": {}}, {}, {"product": True, "place": 10**9}):
            self.assertEqual(self.phone.do("register", **data)["status"], "review")

    def test_a_preview_says_that_it_will_wait(self):
        scan = self.env["furniture.scan"].with_user(self.users["crew"])
        self.assertEqual(scan._preview("move", [{"code": self.piece.name}])[0]["status"], "review")
        self.assertEqual(scan._preview("purpose", [{}])[0]["code"], "not_for_crew")

    def test_looking_up_is_not_for_crews(self):
        with self.assertRaises(AccessError):
            self.env["furniture.scan.look"].with_user(self.users["crew"])._look(self.piece.name)

    def test_nobody_else_can_open_the_page_by_being_in_a_crew_of_nothing(self):
        self.assertFalse(self.env["furniture.scan"].with_user(self.users["internal"])._may_scan())
        self.assertTrue(self.env["furniture.scan"].with_user(self.users["crew"])._may_scan())

    def test_an_operator_who_has_the_role_too_works_as_an_operator(self):
        self.users["operator"].group_ids = [Command.link(self.env.ref("bk_furniture_reuse.group_crew").id)]
        made = self._phone("operator").do("move", code=self.piece.name, place=self.other_room.id)
        self.assertEqual(made["status"], "done")

    def test_a_question_is_told_to_the_supervisor_once(self):
        made = self.phone.record("question", text="Hva er dette?", photo=self._photo())
        for _time in range(2):
            self.phone.send([made])
        record = self._kept(made)
        self.assertEqual((record.status, record.text), ("review", "Your supervisor will answer."))
        self.assertTrue(record.photo)
        notices = self.env["furniture.notice"].search([("res_model", "=", record._name), ("res_id", "=", record.id)])
        self.assertEqual(notices.user_id, self.users["operator"])

    def test_without_a_crew_the_coordinators_hear_of_a_question(self):
        self.crew.member_ids = [Command.unlink(self.users["crew"].id)]
        record = self._sent("question", text="Hjelp")
        notices = self.env["furniture.notice"].search([("res_id", "=", record.id), ("res_model", "=", record._name)])
        self.assertIn(self.users["coordinator"], notices.user_id)
        self.assertNotIn(self.users["operator"], notices.user_id)

    def test_members_see_their_own_records_only(self):
        record, _tag = self._register()
        records = self.env["furniture.scan.record"]
        self.assertIn(record, records.with_user(self.users["crew"]).search([]))
        self.assertNotIn(record, records.with_user(self.users["colleague"]).search([]))
        self.assertIn(record, records.with_user(self.users["operator"]).search([]))
        self.assertNotIn(record, records.with_user(self.users["other_operator"]).search([]))
        self.assertIn(record, records.with_user(self.users["coordinator"]).search([]))


@tagged("post_install", "-at_install")
class TestCrewWork(CrewCase):
    def _work(self):
        return self.env["furniture.scan.work"].with_user(self.users["crew"])._load()

    def test_the_phone_takes_along_what_a_crew_needs_and_no_more(self):
        work = self._work()
        self.assertEqual(
            set(work) - {"stamps", "made_on"},
            {"person", "crew", "places", "pieces", "models", "types", "conditions"},
        )
        self.assertTrue(work["person"]["crew"])
        self.assertFalse(work["person"]["coordinator"])
        self.assertEqual(work["crew"]["name"], "Sommerlaget")
        self.assertEqual(work["crew"]["supervisors"], ["Operator"])
        self.assertIn(self.piece.id, [piece["id"] for piece in work["pieces"]])
        operators = self.env["furniture.scan.work"].with_user(self.users["operator"])._load()
        self.assertFalse(operators["person"]["crew"])
        self.assertNotIn("crew", operators)

    def test_the_day_is_counted(self):
        self._register()
        self._register()
        self._sent("move", code=self.piece.name, place=self.other_room.id)
        today = self._work()["crew"]["today"]
        self.assertEqual((today["sent"], today["pieces"], today["moved"], today["waiting"]), (3, 2, 1, 3))

    def test_answers_and_what_came_back_are_on_the_phone(self):
        record, _tag = self._register()
        question = self._sent("question", text="Hva er dette?")
        self._reply(record, "Ta  bildet\nen gang til.")
        self._reply(question, "Det er en pult.")
        notes = {note["id"]: note for note in self._work()["crew"]["notes"]}
        self.assertEqual(notes[record.client_id]["note"], "Ta bildet en gang til.")
        self.assertEqual(notes[record.client_id]["status"], "sent_back")
        self.assertEqual(notes[question.client_id]["note"], "Det er en pult.")
        self.assertEqual(notes[question.client_id]["by"], "Operator")
        self.assertIn("Hva er dette?", notes[question.client_id]["about"])
        self.assertFalse(self.env["furniture.scan.work"].with_user(self.users["colleague"])._load()["crew"]["notes"])

    def test_the_working_set_takes_few_queries(self):
        self._register()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self._work()
