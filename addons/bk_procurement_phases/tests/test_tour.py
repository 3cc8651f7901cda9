from odoo.tests import HttpCase, tagged

from .common import ProcurementMixin


@tagged("post_install", "-at_install")
class TestTour(ProcurementMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_procurement()
        cls._create_pieces(3, cls.room)

    def test_officer_plans_a_project_and_opens_a_phase(self):
        self.start_tour("/odoo/furnishing-projects", "bk_procurement_project", login="bk_officer")
        project = self.env["procurement.project"].search([("name", "=", "Biblioteket")])
        self.assertEqual(project.user_id, self.users["officer"])
        self.assertEqual(project.phase_ids.mapped("state"), ["open", "planned", "planned"])
        self.assertEqual(project.phase_ids.mapped("goal"), [60, 0, 0])
        self.assertEqual(project.change_ids.user_id, self.users["officer"])
