"""Demand beside supply: every wish and every piece counted once, every number opens what is behind it."""

from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_wish import WishCase

SOON = date.today() + timedelta(days=30)


@tagged("post_install", "-at_install")
class TestDemand(WishCase):
    def setUp(self):
        super().setUp()
        self.table = self.env["product.category"].create({"name": "Bord", "is_furniture_type": True})
        self.other = self._create_model("Annen")
        self._create_pieces(3, self.store, colour_id=self.grey.id)
        self._create_pieces(2, self.store, self.other)
        self._create_pieces(4, self.store, self._create_model("Bord", categ_id=self.table.id))
        self.coming = self._create_pieces(2, self.room)
        self.coming._change_purpose("in_use", reason="for the test")
        self.coming.available_from = SOON
        self._set_purpose(self._create_piece(self.store), "redesign")

    def _demand(self, role="coordinator"):
        return self.env["furniture.demand"].with_user(self.users[role])

    def _sums(self, *groups):
        measures = ["wished:sum", "available:sum", "coming:sum", "gap:sum", "uncovered:sum"]
        return {row[: len(groups)]: row[len(groups) :] for row in self._demand()._read_group([], groups, measures)}

    def test_supply_of_the_types_that_are_wished_for_stands_beside_the_demand(self):
        self._wish(quantity=24, needed_by=SOON)
        self._wish("operator", quantity=1)
        self.assertEqual(self._sums("categ_id"), {(self.type_chair,): (25, 5, 2, 18, 17)})

    def test_pieces_are_counted_once_however_many_wish_for_them(self):
        for user in ("employee", "operator", "coordinator"):
            self._wish(user)
        self.assertEqual(self._sums()[()], (3, 5, 2, -4, 0))

    def test_models_and_colours_are_kept_apart_where_they_are_given(self):
        self._wish(quantity=5, product_id=self.model.id, colour_ids=self.grey.ids)
        self._wish(quantity=9, colour_ids=(self.grey | self.blue).ids)
        sums = self._sums("product_id", "colour_id")
        self.assertEqual(sums[self.model, self.grey], (5, 3, 0, 2, 2))
        self.assertEqual(sums[self.env["product.product"], self.env["furniture.colour"]][0], 9)

    def test_what_is_secured_is_wished_for_no_more(self):
        wish = self._wish(quantity=3)
        with self._asked():
            wish._reserve(wish.fit_lot_ids[:2])
        self.assertEqual(self._sums()[()], (1, 3, 2, -4, 0))

    def test_met_and_withdrawn_wishes_are_gone(self):
        self._wish().action_withdraw()
        self.assertFalse(self._demand().search([]))

    def test_a_wishs_row_says_what_really_fits_it(self):
        wishes = {
            9: self._wish(quantity=9),
            3: self._wish(quantity=3, colour_ids=self.grey.ids),
            4: self._wish(quantity=4, colour_ids=self.blue.ids),
            6: self._wish(quantity=6, alike=True),
            5: self._wish(quantity=5, alike=True),
        }
        rows = {row.wish_id: (row.fitting, row.uncovered) for row in self._demand().search([("kind", "=", "wish")])}
        expected = {9: (7, 2), 3: (3, 0), 4: (0, 4), 6: (0, 6), 5: (5, 0)}
        self.assertEqual(rows, {wishes[number]: row for number, row in expected.items()})

    def test_every_row_opens_its_record(self):
        wish = self._wish()
        opened = {
            (action["res_model"], action["res_id"])
            for action in (row.action_open() for row in self._demand().search([]))
        }
        pieces = (
            self.env["stock.lot"].search([("categ_id", "=", self.type_chair.id), ("purpose", "=", "available")])
            | self.coming
        )
        self.assertEqual(opened, {("furniture.wish", wish.id), *(("stock.lot", piece.id) for piece in pieces)})

    def test_it_is_for_coordinators_managers_and_the_auditor(self):
        self._wish()
        for role in ("coordinator", "manager", "auditor"):
            self.assertTrue(self._demand(role).search_count([]), role)
        for role in ("employee", "operator", "internal", "portal"):
            with self.assertRaises(AccessError):
                self._demand(role).search([])

    def test_it_is_read_in_one_query(self):
        for number in range(1, 40):
            self._wish(quantity=number)
        self._demand().search([])
        with self._count() as cost:
            self._demand()._read_group([], ["categ_id"], ["wished:sum", "gap:sum"])
        self.assertLessEqual(cost[0], 4)
