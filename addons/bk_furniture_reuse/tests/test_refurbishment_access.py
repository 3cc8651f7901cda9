"""Who sees and does what with refurbishments, and that Odoo's Sales, which comes along, is in nobody's way."""

from lxml import etree
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_refurbishment import RefurbishmentCase

MONEY = ("hour_price", "external_cost", "parts_cost", "total_cost")
VIEWS = ("form", "list", "kanban", "calendar", "pivot", "search")


@tagged("post_install", "-at_install")
class TestRefurbishmentAccess(RefurbishmentCase):
    def test_sales_is_in_nobodys_menu(self):
        sales = self.env.ref("sale.sale_menu_root")
        for role in ("employee", "operator", "coordinator", "auditor"):
            menus = self.env["ir.ui.menu"].with_user(self.users[role])
            shown = menus.load_menus(False)
            self.assertNotIn(sales.id, shown, role)
            self.assertIn(self.env.ref("bk_furniture_reuse.menu_root").id, shown, role)

    def test_those_who_work_with_it_open_every_screen(self):
        order = self._send(self._create_piece(self.room))
        for role in ("operator", "coordinator", "manager", "auditor"):
            orders = self.env["repair.order"].with_user(self.users[role])
            for view in VIEWS:
                view_id = self.env.ref(f"bk_furniture_reuse.repair_order_view_{view}_refurbishment").id
                arch = etree.fromstring(orders.get_view(view_id, view)["arch"])
                shown = {node.get("name") for node in arch.iter("field") if not list(node.iterancestors("field"))}
                specification = {
                    name: {"fields": {"display_name": {}}} if orders._fields[name].relational else {}
                    for name in shown
                    if name in orders._fields
                }
                with self.subTest(role=role, view=view):
                    self.assertTrue(orders.browse(order.id).web_read(specification))

    def test_the_form_has_no_sales_in_it(self):
        arch = self.env["repair.order"].get_view(
            self.env.ref("bk_furniture_reuse.repair_order_view_form_refurbishment").id, "form"
        )["arch"]
        for word in ("sale_order", "under_warranty", "Quotation", "repair_request"):
            self.assertNotIn(word, arch)

    def test_the_auditor_reads_all_and_changes_nothing(self):
        order = self._as("auditor", self._send(self._create_piece(self.room)))
        self.assertTrue(order.read(["name", "state", "lot_id", *MONEY]))
        for act in (
            lambda: order.write({"hours": 1}),
            order.action_repair_end,
            order.action_repair_cancel,
            lambda: order.lot_id._refurbish(order.lot_id, {}),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(order.state, "under_repair")

    def test_employees_see_state_and_date_and_nothing_more(self):
        piece = self._create_piece(self.room)
        order = self._send(piece, ready_on=self.in_a_month)
        as_employee = self._as("employee", piece)
        self.assertEqual(
            as_employee.read(["refurbishment_state", "refurbishment_ready_on", "available_from", "purpose"])[0],
            {
                "id": piece.id,
                "refurbishment_state": "ongoing",
                "refurbishment_ready_on": self.in_a_month,
                "available_from": self.in_a_month,
                "purpose": "redesign",
            },
        )
        for name in ("refurbishment_count", "refurbishment_cost", "rebuild_id", "rebuilt_in_id", "repair_ids"):
            with self.assertRaises(AccessError):
                as_employee.read([name])
        for role in ("employee", "internal", "portal"):
            with self.assertRaises(AccessError):
                self._as(role, order).read(["name"])
            with self.assertRaises(AccessError):
                self.env["repair.order"].with_user(self.users[role]).create({"lot_id": piece.id})

    def test_what_an_employee_calls_directly_is_refused(self):
        piece = self._create_piece(self.room)
        order = self._send(piece)
        rebuild = self.env["furniture.rebuild"].create({})
        for role in ("employee", "portal"):
            for act in (
                lambda role=role: self._as(role, order).action_repair_end(),
                lambda role=role: self._as(role, order).action_repair_cancel(),
                lambda role=role: self._as(role, order).action_repair_start(),
                lambda role=role: self._as(role, rebuild).action_rebuild(),
                lambda role=role: self.env["furniture.refurbish"].with_user(self.users[role]).create({}),
            ):
                with self.assertRaises(AccessError):
                    act()
        self.assertEqual(order.state, "under_repair")

    def test_the_notes_of_the_system_stay(self):
        order = self._send(self._create_piece(self.room))
        note = order.message_ids.filtered(lambda message: message.message_type == "notification")[:1]
        self.assertTrue(note)
        with self.assertRaisesRegex(Exception, "are kept"):
            self._as("operator", note).unlink()
