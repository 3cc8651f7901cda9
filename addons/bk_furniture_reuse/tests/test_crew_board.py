"""The board: figures of the day for each person and crew, and who may see them."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .crew_case import CrewCase


@tagged("post_install", "-at_install")
class TestCrewBoard(CrewCase):
    def _day(self, role="operator", **domain):
        self.env.flush_all()
        self.env.invalidate_all()
        days = self.env["furniture.crew.day"].with_user(self.users[role])
        return days.search([("member_id", "=", self.users["crew"].id)])

    def _some_work(self):
        done, _tag = self._register()
        corrected, _tag = self._register()
        back, _tag = self._register()
        waiting, _tag = self._register()
        move = self._sent("move", code=self.piece.name, place=self.other_room.id)
        refused, _tag = self._register(product=None)
        question = self._sent("question", text="Hva?")
        self._sent("question", text="Hvor?")
        self._approve(done | move | refused)
        self._correct(corrected, condition="a")
        self._reply(back, "Nei.")
        self._reply(question, "En pult.")
        return waiting

    def test_a_day_says_what_became_of_what_was_sent(self):
        self._some_work()
        day = self._day()
        self.assertEqual(
            day.read(["sent", "pieces", "moved", "waiting", "approved", "corrected", "sent_back", "to_follow", "questions", "questions_open"])[0],
            {
                "id": day.id, "sent": 8, "pieces": 2, "moved": 1, "waiting": 1, "approved": 3, "corrected": 1,
                "sent_back": 1, "to_follow": 1, "questions": 2, "questions_open": 1,
            },
        )  # fmt: skip
        self.assertEqual((day.crew_id, day.day), (self.crew, fields.Date.today()))

    def test_what_was_left_as_it_was_is_no_work_that_was_done(self):
        record = self._sent("move", code=self.piece.name, place=self.other_room.id, **{"from": self.room.id})
        self._phone("coordinator").do("move", code=self.piece.name, place=self.store.id)
        self._approve(record)
        self._as("operator", record).with_context(choice="leave").action_decide()
        self.assertEqual((record.status, record.code), ("done", "left"))
        self.assertEqual((self._day().moved, self._day().approved), (0, 0))

    def test_the_crews_card_has_todays_figures_and_what_waits(self):
        self._some_work()
        crew = self._as("operator", self.crew)
        self.assertEqual(
            (crew.sent_today, crew.pieces_today, crew.moved_today, crew.approved_today, crew.corrected_today, crew.sent_back_today),
            (8, 2, 1, 3, 1, 1),
        )  # fmt: skip
        self.assertEqual((crew.waiting_count, crew.question_count, crew.follow_count), (1, 1, 1))
        for action, name in (
            ("action_review", "waiting"),
            ("action_questions", "questions"),
            ("action_follow", "to_follow"),
        ):
            opened = getattr(crew, action)()
            self.assertEqual(opened["context"], {"search_default_crew_id": crew.id, f"search_default_{name}": 1})

    def test_cards_of_many_crews_take_no_more_queries(self):
        self._some_work()
        crews = self.crew | self.env["furniture.crew"].create([{"name": f"Lag {n}"} for n in range(20)])
        names = ["sent_today", "waiting_count", "member_count"]
        self.env.flush_all()
        crews = self._as("coordinator", crews)
        crews[0].read(names)
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            crews.read(names)

    def test_people_see_their_own_days_and_supervisors_their_crews(self):
        self._register()
        self.assertTrue(self._day("crew"))
        self.assertTrue(self._day("operator"))
        self.assertTrue(self._day("coordinator"))
        self.assertTrue(self._day("auditor"))
        self.assertFalse(self._day("colleague"))
        self.assertFalse(self._day("other_operator"))

    def test_after_a_time_the_figures_name_nobody(self):
        record, _tag = self._register()
        record.scanned_on = fields.Datetime.now() - timedelta(days=200)
        self._register()
        self.assertEqual(self._day().day, fields.Date.today())
        days = self.env["furniture.crew.day"].search([("crew_id", "=", self.crew.id)])
        self.assertEqual(len(days), 2)
        self.assertEqual(sum(days.mapped("sent")), 2)
        settings = self.env["res.config.settings"].create({"furniture_crew_person_days": 0})
        settings.set_values()
        self.assertEqual(len(self._day()), 2)
        self.assertEqual(self.env["res.config.settings"].get_values()["furniture_crew_person_days"], 0)

    def test_photos_that_came_to_nothing_are_let_go_of_at_the_same_time(self):
        question, open_one = (self._sent("question", text="x", photo=self._photo()) for _number in range(2))
        back = self._sent("photo", code=self.piece.name, photo=self._photo())
        self._reply(back, "Nei.")
        self._reply(question, "Ja.")
        self.env["furniture.scan.record"]._gc_crew_photos()
        self.assertTrue(back.photo and question.photo)
        (back | question).write({"reviewed_on": fields.Datetime.now() - timedelta(days=181)})
        self.env["furniture.scan.record"]._gc_crew_photos()
        self.assertFalse(back.photo or question.photo)
        self.assertTrue(open_one.photo)

    def test_a_day_begins_at_midnight_where_the_reader_is(self):
        record, _tag = self._register()
        record.scanned_on = "2026-07-01 22:30:00"
        self.env["ir.config_parameter"].set_param("bk_furniture_reuse.crew_person_days", "0")
        self.env.flush_all()
        for zone, day in (("Europe/Oslo", "2026-07-02"), ("UTC", "2026-07-01")):
            days = self.env["furniture.crew.day"].with_context(tz=zone)
            days.invalidate_model()
            self.assertEqual(str(days.search([("crew_id", "=", self.crew.id)]).day), day)
