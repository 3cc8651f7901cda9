"""What furnishing a building saved, on its project: the ledger's own figures, and who may see them."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bk_furniture_reuse.tests.impact_figures_case import FiguresCase

from .common import ProcurementMixin


@tagged("post_install", "-at_install")
class TestProjectImpact(ProcurementMixin, FiguresCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_officers()
        cls.town_hall = cls.other_building
        cls.school_project = cls._create_project("Skolen")

    @classmethod
    def _set_up_officers(cls):
        for role in ("officer", "manager"):
            group = f"bk_procurement_phases.group_{role}"
            name = "officer" if role == "officer" else "project_manager"
            cls.users[name] = cls.env["res.users"].create(
                {"name": name, "login": f"bk_{name}", "group_ids": [(6, 0, cls.env.ref(group).ids)]}
            )

    def test_a_project_shows_what_its_buildings_saved(self):
        project = self._as("officer", self.school_project)
        entries = self._raw().filtered(
            lambda entry: entry.building_id == self.other_building and entry.report_line == "own"
        )
        self.assertGreater(len(entries), 5)
        self.assertEqual(project.impact_net, round(self._sum(entries, "net")))
        # Few pieces are no project that could be compared with others.
        self.assertFalse(project.impact_check)

    def test_the_button_opens_the_dashboard_of_its_buildings(self):
        project = self._as("officer", self.school_project)
        filters = project.action_open_impact()["params"]["filters"]
        self.assertEqual(filters["building_ids"], self.other_building.ids)
        data = self.env["furniture.impact.dashboard"].with_user(self.users["officer"]).get_data(filters)
        self.assertEqual(round(data["figures"]["own"]["net"]), project.impact_net)
        opened = self.entries.with_user(self.users["officer"]).search(data["domains"]["own"])
        self.assertEqual(round(sum(opened.mapped("net"))), project.impact_net)
        lots = self.env["stock.lot"].with_user(self.users["officer"])
        self.assertEqual(lots.search_count(data["live"]["domains"]["reused"]), data["live"]["reused"])

    def test_an_unusual_result_is_said_with_its_likely_cause(self):
        # Chairs that moved along replace little: far below what others report.
        pieces = self._create_pieces(30, self.room, purpose="in_use", condition="c")
        self._deliver(pieces, self.classroom)
        self._enter_due()
        project = self._as("officer", self.school_project)
        self.assertRegex(project.impact_check, "less than the 50 to 77 kg .*Likely cause")

    def test_officers_read_the_ledger_and_change_nothing(self):
        officer = self.users["officer"]
        for model in ("furniture.impact.entry", "furniture.impact.run", "furniture.impact.target"):
            records = self.env[model].with_user(officer)
            rights = [records.has_access(operation) for operation in ("read", "write", "create", "unlink")]
            self.assertEqual(rights, [True, False, False, False], model)
        for model in ("furniture.impact.event", "furniture.impact.analysis", "furniture.impact.price"):
            self.assertFalse(self.env[model].with_user(officer).has_access("read"), model)
        with self.assertRaises(AccessError):
            self._as("officer", self._raw()[0]).write({"net": 1})

    def test_many_projects_cost_one_look_at_the_ledger(self):
        for number in range(3):
            self._create_project(f"P{number}")
        projects = self._as("officer", self.env["procurement.project"].search([]))
        projects[0].impact_net  # noqa: B018 - what is cached for all stays out of the count

        def queries(records):
            records.invalidate_recordset()
            before = self.env.cr.sql_log_count
            records.mapped("impact_net")
            return self.env.cr.sql_log_count - before

        self.assertLessEqual(queries(projects), queries(projects[:1]) + 1)
