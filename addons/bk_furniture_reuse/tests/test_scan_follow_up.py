from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .scan_case import ScanCase


@tagged("post_install", "-at_install")
class TestScanFollowUp(ScanCase):
    def _conflict(self):
        lot = self._create_piece(self.store)
        made = self.phone.record("move", code=lot.name, place=self.other_room.id, **{"from": self.room.id})
        self.phone.send([made])
        return self._kept(made)

    def _refused(self):
        made = self.phone.record("move", code="nobody knows", place=self.room.id)
        self.phone.send([made])
        return self._kept(made)

    def test_questions_and_refusals_come_first_until_somebody_has_looked(self):
        conflict, refused = self._conflict(), self._refused()
        done = self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        self.phone.send([done])
        done = self._kept(done)
        self.assertEqual((conflict | refused | done).mapped("is_open"), [True, True, False])
        self._as("coordinator", refused | conflict).action_handle()
        conflict.with_context(choice="leave").action_decide()
        self.assertEqual((conflict | refused).mapped("is_open"), [False, False])
        self.assertEqual(refused.handled_by_id, self.users["coordinator"])
        self.assertEqual((refused.status, conflict.handled_on), ("refused", False))

    def test_refusals_are_followed_up_by_coordinators(self):
        refused = self._refused()
        for role in ("operator", "auditor", "employee", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, refused).action_handle()
        self.assertTrue(refused.is_open)

    def test_who_may_decide_is_shown_the_buttons(self):
        conflict = self._conflict()
        for role, may in (("operator", True), ("coordinator", True), ("auditor", False)):
            self.assertEqual(self._as(role, conflict).may_decide, may)
        self.assertEqual(conflict.option_list, "move_anyway,leave")
        self.assertEqual(conflict.kind_name, "Move here")
        self.assertIn(f"place: {self.other_room.id}", conflict.data_text)

    def test_the_screens_open_for_those_who_may(self):
        record = self._conflict()
        for role in ("operator", "coordinator", "auditor"):
            for view in ("list", "form", "search"):
                view_id = self.env.ref(f"bk_furniture_reuse.furniture_scan_record_view_{view}").id
                self.assertTrue(self._as(role, record).get_view(view_id, view)["arch"])

    def test_coordinators_are_told_once_of_questions_that_waited_for_a_day(self):
        late, fresh = self._conflict(), self._conflict()
        late.received_on = fields.Datetime.now() - timedelta(hours=25)
        before = self.env["furniture.notice"].search([])
        with self.enter_registry_test_mode():
            self.env.ref("bk_furniture_reuse.cron_scan_remind").method_direct_trigger()
            self.env.ref("bk_furniture_reuse.cron_scan_remind").method_direct_trigger()
        self.env.invalidate_all()
        notices = self.env["furniture.notice"].search([]) - before
        mine = notices.filtered(lambda notice: notice.user_id == self.users["coordinator"])
        self.assertEqual(len(mine), 1)
        self.assertIn("more than a day: 1. The oldest: Somebody has moved", mine.text)
        self.assertFalse(notices.filtered(lambda notice: notice.user_id == self.users["operator"]))
        self.assertTrue(late.reminded_on)
        self.assertFalse(fresh.reminded_on)
