"""Tags that are double, gone or unreadable: reported with a phone, solved by the coordinator."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .scan_case import ScanCase


@tagged("post_install", "-at_install")
class TestTagReport(ScanCase):
    def _report(self, problem="lost", phone=None, **data):
        result = (phone or self.phone).do("tag_report", problem=problem, **(data or {"piece": self.piece.name}))
        self.assertEqual(result["status"], "done", result["text"])
        return self.env["furniture.tag.report"].search([], limit=1, order="id desc")

    def test_what_was_found_is_kept_with_who_and_when_and_the_coordinators_are_told(self):
        report = self._report(photo=self._photo(), piece=self.piece.name)
        self.assertRecordValues(
            report,
            [{"problem": "lost", "lot_id": self.piece.id, "tag_id": self.piece.tag_id.id, "user_id": self.users["operator"].id, "state": "open"}],
        )  # fmt: skip
        self.assertTrue(report.photo and report.reported_on)
        notices = self.env["furniture.notice"].search([("res_model", "=", report._name), ("res_id", "=", report.id)])
        self.assertIn(self.users["coordinator"], notices.user_id)
        self.assertNotIn(self.users["operator"], notices.user_id)
        self.assertIn(self.piece.name, notices[0].text)

    def test_the_same_problem_is_reported_once(self):
        report = self._report()
        for phone in (self.phone, self._phone("coordinator")):
            result = phone.do("tag_report", piece=self.piece.tag_id.code, problem="lost")
            self.assertEqual((result["status"], result["code"]), ("again", "reported_already"))
            self.assertIn("Operator", result["text"])
        # A picture that is missing is added.
        self._report(piece=self.piece.name, photo=self._photo())
        self.assertTrue(report.photo)
        self._report("unreadable")
        self.assertEqual(self.env["furniture.tag.report"].search_count([]), 2)
        self._as("coordinator", report).action_close()
        self.assertNotEqual(self._report(), report)

    def test_the_database_keeps_one_open_report_of_a_problem(self):
        report = self._report()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            report.copy({"photo": False})

    def test_places_blank_tags_and_what_is_no_problem(self):
        tags = self.env["furniture.tag"]
        door = tags.create(tags._prepare_claim_vals(self.room))
        self.assertEqual(self._report("unreadable", code=door.code).location_id, self.room)
        blank = self._blank()
        self.assertEqual(self._report("double", code=blank.code).tag_id, blank)
        for data, expected in (
            ({"piece": "nothing", "problem": "lost"}, "unknown"), ({"problem": "lost"}, "unknown"),
            ({"piece": self.piece.name, "problem": "ugly"}, "no_problem"), ({"piece": self.piece.name, "problem": ["x"]}, "no_problem"),
        ):  # fmt: skip
            result = self.phone.do("tag_report", **data)
            self.assertEqual((result["status"], result["code"]), ("refused", expected))

    def test_a_new_label_has_the_same_code(self):
        report = self._as("coordinator", self._report("unreadable"))
        action = report.action_print()
        self.assertEqual(action["res_model"], "furniture.label.print")
        self.assertEqual((report.state, report.solution), ("solved", "printed"))
        self.assertEqual((report.solved_by_id, bool(report.solved_on)), (self.users["coordinator"], True))
        report.action_open()
        self.assertRecordValues(
            report, [{"state": "open", "solution": False, "solved_by_id": False, "solved_on": False}]
        )

    def test_taking_the_tag_out_of_use(self):
        tag = self.piece.tag_id
        self._as("coordinator", self._report()).action_retire_tag()
        self.assertEqual((tag.state, tag.retired_reason), ("retired", "Tag is gone"))
        self.assertEqual(self.env["furniture.tag.report"].search([]).solution, "retired")

    def test_of_two_pieces_with_one_tag_the_other_one_gets_a_new_one(self):
        other = self._create_piece(self.room)
        report = self._as("coordinator", self._report("double", code=self.piece.tag_id.code))
        with self.assert_refused(UserError, "which the other piece is"):
            report.action_ask_for_tag()
        report.other_lot_id = other
        report.action_ask_for_tag()
        self.assertEqual(report.solution, "new_tag")
        [activity] = other.activity_ids
        self.assertEqual(activity.user_id, self.users["operator"])
        self.assertIn(self.piece.name, activity.note)
        # With the new tag the task is done.
        self.assertEqual(self.phone.do("retag", piece=other.name, code=self._blank().code)["status"], "done")
        self.assertFalse(other.activity_ids)

    def test_a_new_tag_solves_what_was_reported_of_the_old_one(self):
        report = self._report()
        self.phone.do("retag", piece=self.piece.name, code=self._blank().code)
        self.assertRecordValues(
            report, [{"state": "solved", "solution": "retagged", "solved_by_id": self.users["operator"].id}]
        )

    def test_a_new_tag_on_a_door_solves_what_was_reported_of_the_old_one(self):
        tags = self.env["furniture.tag"]
        door = tags.create(tags._prepare_claim_vals(self.room))
        report = self._report("unreadable", code=door.code)
        self.phone.do("claim_place", place=self.room.id, code=self._blank().code, choice="replace")
        self.assertRecordValues(report, [{"state": "solved", "solution": "retagged"}])

    def test_what_is_solved_is_not_solved_once_more(self):
        other = self._create_piece(self.room)
        report = self._as("coordinator", self._report("double", piece=None, code=self.piece.tag_id.code))
        report.other_lot_id = other
        report.action_close()
        for action in ("action_ask_for_tag", "action_retire_tag", "action_print", "action_close"):
            with self.subTest(action=action), self.assertRaises(UserError):
                getattr(report, action)()
        self.assertEqual((self.piece.tag_id.state, len(other.activity_ids), report.solution), ("claimed", 0, "nothing"))

    def test_a_type_of_activity_that_somebody_deleted_stops_no_new_tag(self):
        self.env.ref("bk_furniture_reuse.mail_activity_type_new_tag").unlink()
        report = self._report()
        result = self.phone.do("retag", piece=self.piece.name, code=self._blank().code)
        self.assertEqual((result["status"], report.state), ("done", "solved"))

    def test_operators_see_their_own_reports_and_solve_none(self):
        colleague = self.users["operator"].copy({"login": "bk_colleague"})
        report = self._report()
        self.assertEqual(self._as("operator", report).display_name, f"{self.piece.name}: Tag is gone")
        self.assertFalse(self.env["furniture.tag.report"].with_user(colleague).search([]))
        for action in ("action_print", "action_retire_tag", "action_ask_for_tag", "action_close", "action_open"):
            for user in (self.users["operator"], self.users["auditor"], colleague, self.users["internal"]):
                with self.subTest(action=action, user=user.login), self.assertRaises(AccessError):
                    getattr(report.with_user(user), action)()
        self.assertEqual(report.state, "open")

    def test_what_was_reported_is_not_rewritten(self):
        report = self._as("coordinator", self._report())
        report.note = "Sett på fredag"
        with self.assert_refused(AccessError, "stays as it is"):
            report.state = "solved"
