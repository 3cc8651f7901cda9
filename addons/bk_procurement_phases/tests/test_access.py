from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ProcurementCase

# read, write, create, delete
NOTHING, READS, PLANS, OWNS = (0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 1, 0), (1, 1, 1, 1)
OUTSIDERS = ("portal", "internal", "employee", "operator", "coordinator", "manager")
MATRIX = {
    "procurement.project": {"auditor": READS, "officer": PLANS, "project_manager": OWNS},
    "procurement.phase": {"auditor": READS, "officer": PLANS, "project_manager": PLANS},
    "procurement.phase.change": {"auditor": READS, "officer": READS, "project_manager": READS},
    "procurement.phase.reopen": {"auditor": NOTHING, "officer": NOTHING, "project_manager": PLANS},
}


@tagged("post_install", "-at_install")
class TestAccess(ProcurementCase):
    def test_matrix(self):
        for model, roles in MATRIX.items():
            for role in (*OUTSIDERS, *roles):
                records = self.env[model].with_user(self.users[role])
                rights = tuple(
                    int(records.has_access(operation)) for operation in ("read", "write", "create", "unlink")
                )
                self.assertEqual(rights, roles.get(role, NOTHING), f"{role} on {model}")

    def test_other_companies_projects_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Nabokommunen"})
        theirs = self.env["procurement.project"].create({"name": "Deres", "company_id": other.id, "user_id": False})
        theirs.phase_ids[0]._change_state("open")
        for role in ("officer", "project_manager", "auditor"):
            for records in (theirs, theirs.phase_ids, theirs.change_ids):
                self.assertFalse(records.with_user(self.users[role]).has_access("read"), f"{role} on {records._name}")
                self.assertFalse(
                    self.env[records._name].with_user(self.users[role]).search([("id", "in", records.ids)])
                )

    def test_officer_reads_price_and_remark_but_changes_no_furniture(self):
        piece = self._create_piece(self.room, remark="Fra ordførerens kontor", own_price_new=4500)
        as_officer = self._as("officer", piece)
        self.assertEqual((as_officer.remark, as_officer.price_new), ("Fra ordførerens kontor", 4500))
        with self.assertRaises(AccessError):
            as_officer.remark = "Changed"
        with self.assertRaises(AccessError):
            as_officer._change_purpose("redesign")
        with self.assertRaises(AccessError):
            self._as("employee", piece).price_new  # noqa: B018 - reading is the test

    def test_officer_buys_and_is_no_stock_worker(self):
        officer = self.users["officer"]
        self.assertTrue(officer.has_group("purchase.group_purchase_user"))
        for group in ("bk_furniture_reuse.group_operator", "stock.group_stock_user", "purchase.group_purchase_manager"):
            self.assertFalse(officer.has_group(group), group)

    def test_menu_is_for_those_who_may_read(self):
        menu = self.env.ref("bk_procurement_phases.menu_root")
        for role, user in self.users.items():
            if role != "portal":
                visible = menu.id in self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
                self.assertEqual(visible, role in ("officer", "project_manager", "auditor"), role)
