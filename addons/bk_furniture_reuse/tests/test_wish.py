"""A wish: what may be wished for, by whom, and what becomes of it."""

from datetime import date, timedelta

import psycopg2
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .wish_case import WishMixin


class WishCase(WishMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_wishes()


@tagged("post_install", "-at_install")
class TestWish(WishCase):
    def test_it_is_called_by_what_is_wished_for(self):
        self.assertEqual(self._wish(quantity=24).display_name, "24 × Kontorstol")
        self.assertEqual(self._wish(product_id=self.model.id).display_name, "1 × Capisco 8106")

    def test_a_model_brings_its_type(self):
        wish = self._wish(categ_id=False, product_id=self.model.id)
        self.assertEqual(wish.categ_id, self.type_chair)

    def test_it_belongs_to_the_owners_unit(self):
        unit = self.env["furniture.unit"].create({"name": "Testskolen", "member_ids": self.users["employee"].ids})
        self.assertEqual(self._wish().unit_id, unit)

    def test_the_database_takes_no_number_that_makes_no_sense(self):
        for vals in ({"quantity": 0}, {"quantity": 10001}, {"quantity": -1}, {"width_min": -1}, {"categ_id": False}):
            with self.subTest(vals=vals), self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"):
                self._wish(**vals)

    def test_sizes_must_be_possible(self):
        with self.assert_refused(ValidationError, "Width from"):
            self._wish(width_min=80, width_max=60)

    def test_only_furniture_can_be_wished_for_and_only_to_its_places(self):
        other = self.env["product.category"].create({"name": "Forbruksvarer"})
        paper = self.env["product.product"].create({"name": "Papir"})
        for vals in (
            {"categ_id": other.id},
            {"categ_id": False, "product_id": paper.id},
            {"destination_id": self.stock.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(ValidationError), self.env.cr.savepoint():
                self._wish(**vals)

    def test_a_date_that_has_passed_is_no_date(self):
        with self.assert_refused(UserError, "passed"):
            self._wish(needed_by=date.today() - timedelta(days=1))
        wish = self._wish()
        with self.assert_refused(UserError, "passed"):
            self._as("employee", wish).needed_by = date.today() - timedelta(days=1)

    def test_withdrawing_and_opening_again(self):
        wish = self._as("employee", self._wish())
        wish.action_withdraw()
        self.assertEqual((wish.state, wish.remaining), ("withdrawn", 0))
        with self.assert_refused(UserError, "nothing to withdraw"):
            wish.action_withdraw()
        wish.action_reopen()
        self.assertEqual((wish.state, wish.remaining), ("open", 1))
        with self.assert_refused(UserError, "not withdrawn or expired"):
            wish.action_reopen()

    def test_it_expires_after_its_date_and_a_new_date_wakes_it(self):
        wish = self._wish(needed_by=date.today() + timedelta(days=1))
        self.env.cr.execute("UPDATE furniture_wish SET needed_by = current_date - 2 WHERE id = %s", (wish.id,))
        self.env.invalidate_all()
        self.env["furniture.wish"]._expire()
        self.assertEqual(wish.state, "expired")
        self.assertIn("passed its date", self._notices().text)
        with self.assert_refused(UserError, "passed"):
            self._as("employee", wish).action_reopen()
        self._as("employee", wish).needed_by = date.today() + timedelta(days=9)
        self.assertEqual(wish.state, "open")
        self.env["furniture.wish"]._expire()
        self.assertEqual(wish.state, "open")

    def test_the_chatter_keeps_what_changed(self):
        wish = self._wish(quantity=3)
        self.env.flush_all()
        self.env.cr.flush()
        self._as("employee", wish).quantity = 5
        self.env.cr.flush()
        self.assertIn("Quantity", wish.message_ids.tracking_value_ids.field_id.mapped("field_description"))


@tagged("post_install", "-at_install")
class TestWishRights(WishCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._wish("employee")
        cls.others = cls._wish("operator")

    def _seen(self, user):
        wishes = self.env["furniture.wish"].with_user(user).search([("id", "in", (self.mine | self.others).ids)])
        return wishes.with_env(self.env)

    def test_employees_see_their_own_coordinators_and_auditors_all(self):
        self.assertEqual(self._seen(self.users["employee"]), self.mine)
        self.assertEqual(self._seen(self.users["operator"]), self.others)
        for role in ("coordinator", "manager", "auditor"):
            self.assertEqual(self._seen(self.users[role]), self.mine | self.others, role)
        self.assertFalse(self._seen(self.teacher))
        for role in ("internal", "portal"):
            with self.assertRaises(AccessError):
                self._seen(self.users[role])

    def test_people_of_one_unit_see_but_do_not_change_each_others(self):
        people = self.users["employee"] | self.users["operator"]
        unit = self.env["furniture.unit"].create({"name": "Testskolen", "member_ids": people.ids})
        self.others.unit_id = unit
        self.env.invalidate_all()
        self.assertEqual(self._seen(self.users["employee"]), self.mine | self.others)
        for change in (
            lambda wish: wish.write({"quantity": 2}),
            lambda wish: wish.action_withdraw(),
            lambda wish: wish.action_reserve(),
        ):
            with self.assertRaises(AccessError):
                change(self._as("employee", self.others))

    def test_coordinators_change_all_and_auditors_none(self):
        self._as("coordinator", self.mine).quantity = 2
        self._as("coordinator", self.mine).action_withdraw()
        for change in (
            lambda wish: wish.write({"quantity": 2}),
            lambda wish: wish.action_withdraw(),
            lambda wish: wish.action_reopen(),
            lambda wish: wish.action_reserve(),
        ):
            with self.assertRaises(AccessError):
                change(self._as("auditor", self.mine))

    def test_only_the_coordinator_wishes_for_others(self):
        with self.assertRaises(AccessError):
            self.env["furniture.wish"].with_user(self.users["employee"]).create(
                {"categ_id": self.type_chair.id, "user_id": self.users["operator"].id}
            )
        with self.assertRaises(AccessError):
            self._as("employee", self.mine).user_id = self.users["operator"]
        wish = (
            self.env["furniture.wish"]
            .with_user(self.users["coordinator"])
            .create({"categ_id": self.type_chair.id, "user_id": self.users["employee"].id})
        )
        self.assertIn(wish, self.env["furniture.wish"].with_user(self.users["employee"]).search([]))

    def test_nobody_writes_the_state(self):
        for role in ("employee", "coordinator", "manager"):
            for vals in ({"closed": "withdrawn"}, {"state": "met"}, {"secured": 9}, {"remaining": 0}):
                with self.subTest(role=role, vals=vals), self.assertRaises(AccessError):
                    self._as(role, self.mine).write(vals)
                with self.subTest(role=role, vals=vals), self.assertRaises(AccessError):
                    self._as(role, self.mine).with_context(_wish_system=True).write(vals)

    def test_portal_employees_read_their_own_and_write_nothing_directly(self):
        wish = self._wish(self.users["employee"])
        wish.sudo().user_id = self.teacher
        mine = wish.with_user(self.teacher)
        self.assertEqual(mine.read(["quantity", "state"])[0]["state"], "open")
        for change in (
            lambda: mine.write({"quantity": 3}),
            lambda: mine.action_withdraw(),
            lambda: mine.unlink(),
            lambda: mine.create({"categ_id": self.type_chair.id}),
            lambda: self.mine.with_user(self.teacher).read(["quantity"]),
            lambda: self.mine.with_user(self.teacher)._portal_withdraw(),
        ):
            with self.assertRaises(AccessError):
                change()
        with self.assert_refused(UserError, "own people"):
            self.env["furniture.wish"].with_user(self.users["portal"])._portal_create({})
