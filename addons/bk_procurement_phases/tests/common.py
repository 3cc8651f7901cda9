"""What the tests of furnishing projects share: the register's small municipality, and those who plan and buy for it."""

from odoo import Command
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.bk_furniture_reuse.tests.common import FurnitureMixin


class ProcurementMixin(FurnitureMixin):
    """A town hall to furnish, a procurement officer and a project manager."""

    @classmethod
    def _set_up_procurement(cls):
        cls._set_up_furniture()
        cls.users["officer"] = new_test_user(
            cls.env, "bk_officer", groups="bk_procurement_phases.group_officer", name="Officer"
        )
        cls.users["project_manager"] = new_test_user(
            cls.env, "bk_project_manager", groups="bk_procurement_phases.group_manager", name="Project manager"
        )
        cls.town_hall = cls._create_place("Kommunegården", "building")
        cls.town_hall_room = cls._create_place("101", "room", cls._create_place("1. etasje", "floor", cls.town_hall))
        cls.project = cls._create_project("Kommunegården")

    @classmethod
    def _create_project(cls, name, user="officer", **vals):
        """A project made by the procurement officer, as the screens make it."""
        vals.setdefault("building_ids", [Command.set(cls.town_hall.ids)])
        return (
            cls.env["procurement.project"].with_user(cls.users[user]).create({"name": name, **vals}).with_env(cls.env)
        )

    @classmethod
    def _phase(cls, kind, project=None):
        return (project or cls.project).phase_ids.filtered(lambda phase: phase.kind == kind)


class ProcurementCase(ProcurementMixin, TransactionCase):
    """The municipality and its project, in a transaction that is rolled back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_procurement()
