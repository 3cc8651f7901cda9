from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .scan_case import ScanCase


@tagged("post_install", "-at_install")
class TestScanDecide(ScanCase):
    def setUp(self):
        super().setUp()
        self.piece._move_to(self.store)
        self.made = self.phone.record("move", code=self.piece.name, place=self.other_room.id, **{"from": self.room.id})
        self.phone.send()

    def _decide(self, choice, phone=None, record=None):
        return (phone or self.phone).do("decide", record=record or self.made["id"], choice=choice)

    def test_the_choice_is_carried_out_and_both_records_say_so(self):
        asked = self.phone.record("decide", record=self.made["id"], choice="move_anyway")
        results = self.phone.send([asked])["results"]
        self.assertEqual([result["id"] for result in results], [asked["id"], self.made["id"]])
        self.assertEqual([(result["status"], result["code"]) for result in results], [("done", "moved")] * 2)
        self.assertEqual(results[0]["text"], results[1]["text"])
        self.assert_stands_in(self.piece, self.other_room)
        kept = self._kept(self.made)
        self.assertEqual(
            (kept.status, kept.choice, kept.decided_by_id), ("done", "move_anyway", self.users["operator"])
        )
        self.assertFalse(kept.options)

    def test_leaving_it_ends_the_question(self):
        self.assertEqual(self._decide("leave")["code"], "left")
        self.assert_stands_in(self.piece, self.store)
        self.assertEqual((self._kept(self.made).status, self._kept(self.made).code), ("done", "left"))

    def test_it_is_decided_once(self):
        self._decide("leave")
        self.assertEqual(self._decide("leave")["status"], "again")
        late = self._decide("move_anyway")
        self.assertEqual((late["status"], late["code"]), ("refused", "decided_already"))
        self.assertIn("Operator", late["text"])
        self.assert_stands_in(self.piece, self.store)
        with self.assert_refused(UserError, "decided already, by Operator"):
            self._as("coordinator", self._kept(self.made)).with_context(choice="move_anyway").action_decide()

    def test_only_what_was_offered_may_be_chosen(self):
        for choice in ("burn", None, ["leave"], {"a": 1}):
            with self.subTest(choice=choice):
                self.assertEqual(self._decide(choice)["code"], "no_choice")
        with self.assert_refused(UserError, "Choose one of the answers"):
            self._kept(self.made).with_context(choice="burn").action_decide()

    def test_records_of_other_people_and_nonsense_are_nobodys_to_decide(self):
        colleague = self.users["operator"].copy({"login": "bk_colleague"})
        phone = self._phone("operator")
        phone.env = self.env(user=colleague)
        self.assertEqual(self._decide("leave", phone)["code"], "no_record")
        for record in (None, 5, "x", [self.made["id"]], {"a": 1}, "0" * 8 + "-0000-0000-0000-" + "0" * 12):
            with self.subTest(record=record):
                result = self.phone.do("decide", record=record, choice="leave")
                self.assertEqual(result["code"], "no_record")
        self.assertEqual(self._kept(self.made).status, "conflict")

    def test_a_coordinator_decides_from_the_back_office_or_from_a_phone(self):
        self._as("coordinator", self._kept(self.made)).with_context(choice="move_anyway").action_decide()
        self.assert_stands_in(self.piece, self.other_room)
        self.assertEqual(self._kept(self.made).decided_by_id, self.users["coordinator"])
        other = self._create_piece(self.room)
        other._move_to(self.store)
        self.made = self.phone.record("move", code=other.name, place=self.other_room.id, **{"from": self.room.id})
        self.phone.send()
        result = self._decide("leave", self._phone("coordinator"))
        self.assertEqual(result["code"], "left")

    def test_those_who_only_read_decide_nothing(self):
        record = self._kept(self.made)
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, record).with_context(choice="leave").action_decide()
        self.assertEqual(record.status, "conflict")

    def test_when_things_have_changed_again_there_is_a_new_question(self):
        self._reserve(self.piece)
        result = self._decide("move_anyway")
        self.assertEqual((result["status"], result["code"]), ("refused", "asked_again"))
        kept = self._kept(self.made)
        self.assertEqual((kept.status, kept.code, kept.options), ("conflict", "held", ["follow", "leave"]))
        self.assertEqual(self._decide("follow")["code"], "moved_held")
        self.assert_stands_in(self.piece, self.other_room)

    def test_a_question_and_its_answer_in_one_message(self):
        lot = self._create_piece(self.room)
        lot._move_to(self.store)
        made = self.phone.record("move", code=lot.name, place=self.other_room.id, **{"from": self.room.id})
        asked = self.phone.record("decide", record=made["id"], choice="move_anyway")
        results = self.phone.send([made, asked])["results"]
        self.assertEqual([result["status"] for result in results], ["done", "done"])
        self.assert_stands_in(lot, self.other_room)

    def test_a_photo_is_kept_no_longer_than_there_is_a_question(self):
        self._as("coordinator", self.piece)._change_purpose("redesign")
        kept = self._kept(self.made)
        kept.photo = self._photo()
        self._decide("move_anyway")
        self.assertFalse(kept.photo)
