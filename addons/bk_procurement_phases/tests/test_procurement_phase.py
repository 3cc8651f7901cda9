import psycopg2
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import ProcurementCase


@tagged("post_install", "-at_install")
class TestProcurementPhase(ProcurementCase):
    def setUp(self):
        super().setUp()
        self.reuse, self.used, self.new = (self._phase(kind) for kind in ("reuse", "used", "new"))

    def _log(self, phase):
        return [(c.from_state, c.to_state, c.user_id.login, c.reason) for c in phase.change_ids.sorted("id")]

    def test_phases_overlap(self):
        self._as("officer", self.reuse).action_open()
        self._as("officer", self.used).action_open()
        self.assertEqual((self.reuse.state, self.used.state, self.new.state), ("open", "open", "planned"))

    def test_every_change_is_logged_with_who_and_why(self):
        self._as("officer", self.used).action_open()
        self._as("officer", self.used).action_close()
        self._as("project_manager", self.used)._change_state("open", reason=" Late offer of chairs ")
        self.assertEqual(
            self._log(self.used),
            [
                ("planned", "open", "bk_officer", False),
                ("open", "closed", "bk_officer", False),
                ("closed", "open", "bk_project_manager", "Late offer of chairs"),
            ],
        )
        bodies = self.project.message_ids.mapped("body")
        self.assertTrue(any("Buy used: Closed → Open. Late offer of chairs" in body for body in bodies), bodies)

    def test_the_same_state_again_changes_nothing(self):
        self._as("officer", self.used).action_open()
        self._as("officer", self.used).action_open()
        self.assertEqual(len(self.used.change_ids), 1)

    def test_refusals_say_what_to_do(self):
        officer = self._as("officer", self.used)
        with self.assertRaisesRegex(UserError, "opened first, then closed"):
            officer.action_close()
        officer.action_open()
        officer.action_close()
        with self.assertRaisesRegex(UserError, "only the project manager"):
            officer._change_state("open", reason="Please")
        with self.assertRaisesRegex(UserError, "write why"):
            self._as("project_manager", self.used)._change_state("open", reason="  ")
        with self.assertRaises(UserError):
            officer._change_state("cancelled")
        self.assertEqual(self.used.state, "closed")

    def test_all_or_none(self):
        self._as("officer", self.reuse).action_open()
        with self.assertRaises(UserError):
            self._as("officer", self.reuse + self.new).action_close()
        self.assertEqual((self.reuse.state, self.new.state), ("open", "planned"))
        self.assertFalse(self.new.change_ids)

    def test_writing_the_state_obeys_the_same_rules(self):
        with self.assertRaises(UserError):
            self._as("officer", self.used).write({"state": "closed"})
        with self.assertRaises(UserError):
            self._as("officer", self.used).with_context(_state_checked=True).write({"state": "closed"})
        self._as("officer", self.used).write({"state": "open", "goal": 30})
        self.assertEqual((self.used.state, self.used.goal, len(self.used.change_ids)), ("open", 30, 1))

    def test_a_new_phase_is_planned(self):
        with self.assertRaisesRegex(UserError, "new phase is planned"):
            self._create_project("Bibliotek", phase_ids=[(0, 0, {"kind": "new", "state": "open"})])

    def test_auditor_changes_nothing(self):
        with self.assertRaises(AccessError):
            self._as("auditor", self.used).action_open()

    def test_reopening_by_the_dialog(self):
        self._as("officer", self.used).action_open()
        self._as("officer", self.used).action_close()
        reopen = (
            self.env["procurement.phase.reopen"]
            .with_user(self.users["project_manager"])
            .with_context(active_id=self.used.id)
        )
        with Form(reopen) as form:
            form.reason = "More offers came"
        form.record.action_reopen()
        self.assertEqual(self._log(self.used)[-1], ("closed", "open", "bk_project_manager", "More offers came"))
        with self.assertRaises(AccessError):
            self.env["procurement.phase.reopen"].with_user(self.users["officer"]).create(
                {"phase_id": self.used.id, "reason": "x"}
            )

    def test_targets_add_up_to_a_whole_at_most(self):
        self.reuse.goal, self.used.goal, self.new.goal = 55, 25, 20
        with self.assertRaisesRegex(ValidationError, "add up to 101 %"):
            self.new.goal = 21
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE procurement_phase SET goal = -1 WHERE id = %s", [self.reuse.id])

    def test_dates(self):
        self.reuse.write({"date_start": "2021-03-01", "date_end": False})
        self.used.write({"date_start": "2022-01-01", "date_end": "2022-05-31"})
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.used.date_end = "2021-12-31"
            self.used.flush_recordset()

    def _in_calendar(self, start, end):
        phases = self.env["procurement.phase"].search(
            [("project_id", "=", self.project.id), ("date_start", "<=", end), ("date_shown_until", ">=", start)]
        )
        return phases.mapped("kind")

    @freeze_time("2024-02-01")
    def test_calendar_draws_what_goes_on_without_an_end(self):
        self.reuse.write({"date_start": "2021-03-01", "date_end": False})
        self.used.write({"date_start": "2022-01-01", "date_end": "2022-05-31"})
        self.assertEqual(self._in_calendar("2022-05-01", "2022-05-31"), ["reuse", "used"])
        self.assertEqual(self._in_calendar("2022-06-01", "2022-06-30"), ["reuse"])
        self.assertEqual(str(self.used.date_shown_until), "2022-05-31")
        self.assertEqual(str(self.reuse.date_shown_until), "2025-02-01")
        self.project.date_end = "2026-12-31"
        self.assertEqual(str(self.reuse.date_shown_until), "2026-12-31")
        self._as("officer", self.reuse).action_open()
        self._as("officer", self.reuse).action_close()
        self.assertEqual(str(self.reuse.date_shown_until), "2024-02-01")

    def test_names(self):
        self.assertEqual(self.used.display_name, "Kommunegården: Buy used")
        self.assertEqual(self.used.with_context(phase_label="kind").display_name, "Buy used")
        self.assertEqual(self.used.with_context(phase_label="state").display_name, "Buy used: planned")
