"""The job behind an import: batches, what stops it, what must not, and imports that get in each other's way."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure

from ..models import furniture_import_apply
from .register_case import RegisterCase, row

JOB = "odoo.addons.bk_furniture_reuse.models.furniture_import_job"
APPLY = "odoo.addons.bk_furniture_reuse.models.furniture_import_apply"


@tagged("post_install", "-at_install")
class TestImportJob(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cron = cls.env.ref("bk_furniture_reuse.cron_import")

    def confirmed(self, *rows, **options):
        """An import whose names are confirmed and that waits for the job."""
        job = self.read(*rows, **options)
        job.name_ids.action_create()
        job.action_apply()
        return job

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()

    def test_the_scheduled_job_applies_in_batches_and_as_the_person(self):
        with patch.object(furniture_import_apply, "BATCH_ROWS", 3):
            job = self.confirmed(*(row(Rom=str(room)) for room in range(101, 111)))
            with patch.object(
                self.registry["furniture.import"],
                "_apply_batch",
                autospec=True,
                side_effect=self.registry["furniture.import"]._apply_batch,
            ) as batch:
                self.run_cron()
            self.assertEqual(batch.call_count, 5, "three, three, three, one, none left")
        self.assertEqual((job.state, job.applied_count), ("done", 10))
        lots = self.pieces(job)
        self.assertEqual(lots.create_uid, self.users["coordinator"])
        self.assertEqual(set(lots.purpose_change_ids.mapped("source")), {"import"})
        self.assertTrue(any("10 rows applied, 10 pieces" in message.body for message in job.message_ids))

    def test_a_large_file_is_read_by_the_job(self):
        with patch("odoo.addons.bk_furniture_reuse.models.furniture_import.READ_AT_ONCE_BYTES", 1):
            job = self.read(row())
        self.assertEqual((job.state, len(job.row_ids)), ("reading", 0))
        self.run_cron()
        self.assertEqual((job.state, job.new_count), ("review", 1))

    def test_pressing_a_button_wakes_the_job(self):
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", self.cron.id)])
        self.confirmed(row())
        self.assertEqual(triggers.search_count([("cron_id", "=", self.cron.id)]), before + 1)

    def test_the_screen_wakes_a_job_that_nobody_is_at(self):
        """After a restart, the server looks for due jobs once a minute; who watches need not wait."""
        job = self.read(row())
        self.assertFalse(job.watch(), "nothing to wait for")
        job.name_ids.action_create()
        job.action_apply()
        self.env["ir.cron.trigger"].search([]).unlink()
        with patch.object(self.registry["ir.cron"], "_notifydb") as notify:
            self.assertTrue(self._as("coordinator", job).watch())
            self.assertEqual(self.env["ir.cron.trigger"].search_count([("cron_id", "=", self.cron.id)]), 1)
            self.assertTrue(self._as("auditor", job).watch())
            self.assertEqual(
                self.env["ir.cron.trigger"].search_count([("cron_id", "=", self.cron.id)]), 1, "a second call adds none"
            )
            self.env.cr.postcommit.run()
            self.assertTrue(notify.called)
        with self.assertRaises(AccessError):
            self._as("operator", job).watch()

    def test_a_row_that_cannot_be_applied_does_not_stop_the_others(self):
        job = self.confirmed(*(row(Rom=str(room), Merknad="Sår" if room == 107 else None) for room in range(101, 121)))
        prepare = self.registry["furniture.import"]._prepare_piece_vals

        def failing(error):
            def fail(self, row, *args):
                if row.values["remark"]:
                    raise error
                return prepare(self, row, *args)

            return patch.object(self.registry["furniture.import"], "_prepare_piece_vals", fail)

        for error, reason, text in (
            (UserError("In words."), "refused", "In words."),
            (ZeroDivisionError(), "unexpected error", "could not be applied"),
        ):
            with self.subTest(reason), self.env.cr.savepoint() as savepoint, mute_logger(APPLY):
                with failing(error):
                    self.work(job)
                self.assertEqual((job.state, job.applied_count, job.error_count), ("done", 19, 1))
                self.assertEqual((job.error_row_ids.row_number, job.error_row_ids.reason), (8, reason))
                self.assertIn(text, job.error_row_ids.error_text)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_a_collision_with_somebody_else_is_tried_again(self):
        job = self.confirmed(row())
        apply_rows = self.registry["furniture.import"]._apply_rows
        collisions = iter([True, True, False])

        def collide(*args):
            if next(collisions):
                raise SerializationFailure("could not serialize access due to concurrent update")
            return apply_rows(*args)

        with patch.object(self.registry["furniture.import"], "_apply_rows", collide):
            self.run_cron()
        self.assertEqual((job.state, job.applied_count, job.error_count), ("done", 1, 0))

    def test_an_import_that_cannot_go_on_is_given_back_and_holds_up_no_other(self):
        broken = self.confirmed(row(Bygg="Tinghuset"))
        other = self.read(row(Bygg="Kinoen"), filename="other.xlsx")
        other.name_ids.action_create()
        make = self.registry["furniture.import"]._make_records

        def failing(error):
            def fail(self, *args):
                if self.id == broken.id:
                    raise error
                return make(self, *args)

            return patch.object(self.registry["furniture.import"], "_make_records", fail)

        for error, text in (
            (KeyError("x"), "Tell the administrator"),
            (ValidationError("A sentence for a person."), "A sentence for a person."),
        ):
            (broken | other).sudo().state = "applying"
            with failing(error), mute_logger(JOB):
                self.run_cron()
            self.assertEqual(broken.state, "review")
            self.assertIn(text, broken.problem)
            self.assertEqual(other.state, "done")
            broken.sudo().compared_with = broken._count_applied_elsewhere()
        self.apply(broken)
        self.assertEqual((broken.state, broken.problem), ("done", False))

    def test_a_person_who_may_no_longer_import_stops_the_import(self):
        job = self.confirmed(row()).with_env(self.env)
        self.users["coordinator"].group_ids = self.env.ref("bk_furniture_reuse.group_employee")
        with mute_logger(JOB):
            self.run_cron()
        self.assertEqual((job.state, len(self.pieces(job))), ("review", 0))
        self.assertTrue(job.problem)

    # Imports that get in each other's way

    def test_the_same_file_chosen_twice_and_applied_twice_comes_in_once(self):
        rows = [row(Rom=str(room), Antall=2) for room in range(101, 105)]
        one, two = self.read(*rows), self.read(*rows)
        self.assertEqual((one.new_count, two.new_count), (4, 4))
        for job in (one, two):
            job.name_ids.action_create()
            job.action_apply()
        self.run_cron()
        self.assertEqual((one.state, two.state), ("done", "review"))
        self.assertEqual((two.new_count, two.unchanged_count, len(two.name_ids)), (0, 4, 0))
        self.assertIn("Another import was applied", two.problem)
        self.assertEqual(len(self.pieces(one) | self.pieces(two)), 8)

    def test_a_file_that_was_overtaken_is_read_again_when_apply_is_pressed(self):
        rows = [row(Rom=str(room)) for room in range(101, 105)]
        one, two = self.read(*rows), self.read(*rows)
        self.apply(one)
        two.name_ids.action_create()
        two.action_apply()
        self.assertEqual((two.state, two.unchanged_count), ("review", 4))
        self.assertIn("Another import was applied", two.problem)

    def test_an_import_is_kept_once_applied_and_can_be_thrown_away_before(self):
        job = self.read(row())
        job.unlink()
        job = self.bring_in(row())
        with self.assertRaisesRegex(UserError, "is kept"):
            job.unlink()
        with self.assertRaisesRegex(UserError, "is kept"):
            job.row_ids.sudo().unlink()
        with self.assertRaisesRegex(UserError, "new import"):
            job.action_read()
        with self.assertRaisesRegex(UserError, "Read the file first"):
            job.action_apply()

    def test_nobody_can_import_in_another_persons_name(self):
        job = self.upload(b"x", user_id=self.users["manager"].id)
        self.assertEqual(job.user_id, self.users["coordinator"])
        job.write({"user_id": self.users["manager"].id})
        job.invalidate_recordset()
        self.assertEqual(job.user_id, self.users["coordinator"])
