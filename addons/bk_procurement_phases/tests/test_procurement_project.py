import psycopg2
from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ProcurementCase


@tagged("post_install", "-at_install")
class TestProcurementProject(ProcurementCase):
    def test_a_new_project_has_the_three_phases_in_order(self):
        self.assertEqual(self.project.phase_ids.mapped("kind"), ["reuse", "used", "new"])
        self.assertEqual(set(self.project.phase_ids.mapped("state")), {"planned"})

    def test_phases_that_were_left_out_are_added(self):
        project = self._create_project("Bibliotek", phase_ids=[Command.create({"kind": "used", "goal": 40})])
        self.assertEqual(project.phase_ids.sorted().mapped("kind"), ["reuse", "used", "new"])
        self.assertEqual(self._phase("used", project).goal, 40)

    def test_form_lets_dates_be_set_before_the_first_save(self):
        with Form(self.env["procurement.project"].with_user(self.users["officer"])) as form:
            form.name = "Bibliotek"
            with form.phase_ids.edit(1) as phase:
                self.assertEqual(phase.kind, "used")
                phase.date_start, phase.date_end = "2022-01-01", "2022-05-31"
        self.assertEqual(len(form.record.phase_ids), 3)
        self.assertEqual(str(self._phase("used", form.record).date_end), "2022-05-31")

    def test_database_allows_each_phase_once(self):
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO procurement_phase (project_id, kind, state) VALUES (%s, 'used', 'planned')",
                [self.project.id],
            )

    def test_a_phase_is_not_deleted_alone(self):
        with self.assertRaisesRegex(UserError, "all three phases"):
            self._phase("new").unlink()

    def test_a_project_that_has_begun_is_kept(self):
        fresh = self._create_project("Never begun")
        phases = fresh.phase_ids
        self._as("project_manager", fresh).unlink()
        self.assertFalse(phases.exists())
        self._as("officer", self._phase("reuse")).action_open()
        with self.assertRaisesRegex(UserError, "Archive it"):
            self._as("project_manager", self.project).unlink()

    def test_a_copy_starts_from_the_beginning(self):
        self._as("officer", self._phase("reuse")).action_open()
        self._phase("reuse").goal = 50
        copy = self._as("officer", self.project).copy()
        self.assertEqual(copy.name, "Kommunegården (copy)")
        self.assertEqual(copy.phase_ids.mapped("kind"), ["reuse", "used", "new"])
        self.assertEqual(set(copy.phase_ids.mapped("state")), {"planned"})
        self.assertEqual(copy.building_ids, self.town_hall)
        self.assertEqual(self.project.copy({"name": "Other"}).name, "Other")

    def test_destinations_are_buildings_and_sources_are_sites(self):
        with self.assertRaisesRegex(ValidationError, "not a building"):
            self.project.building_ids = self.town_hall_room
        with self.assertRaisesRegex(ValidationError, "not a site"):
            self.project.site_ids = self.building
        self.project.site_ids = self.site + self.town_hall

    def test_every_goal_says_what_it_counts(self):
        for measure, words in (("pieces", "counts as one"), ("value", "price when new"), ("weight", "with its kg")):
            self.project.write({"goal_measure": measure, "reuse_goal": 75})
            self.assertIn("75 %", self.project.goal_definition)
            self.assertIn("Kommunegården", self.project.goal_definition)
            self.assertIn(words, self.project.goal_definition)
        self.project.building_ids = False
        self.assertIn("the destination building", self.project.goal_definition)

    def test_database_refuses_impossible_figures(self):
        for vals in (
            {"area": -1},
            {"workplaces": -1},
            {"services": -1},
            {"reuse_goal": 101},
            {"reuse_goal": -1},
            {"date_start": "2022-02-01", "date_end": "2022-01-31"},
        ):
            with (
                self.subTest(vals),
                self.assertRaises(psycopg2.errors.CheckViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.project.write(vals)
                self.project.flush_recordset()
