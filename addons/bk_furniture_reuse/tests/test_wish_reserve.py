"""From a wish to a reservation, and back when the reservation lets go."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_wish import WishCase


@tagged("post_install", "-at_install")
class TestReserveFromWish(WishCase):
    def _reserve_as(self, role, wish):
        with self._asked() as asked:
            self._as(role, wish).action_reserve()
        [(asks, keywords)] = asked
        return self.env["stock.lot"].browse([ask["lot_id"] for ask in asks]), keywords

    def test_what_fits_is_asked_for_in_the_owners_name(self):
        pieces = self._create_pieces(3, self.store)
        unit = self.env["furniture.unit"].create({"name": "Testskolen"})
        wish = self._wish(quantity=3, unit_id=unit.id, destination_id=self.room.id, note="Til klasserommet")
        lots, keywords = self._reserve_as("coordinator", wish)
        self.assertEqual(lots, pieces)
        self.assertEqual(
            (keywords["requester"], keywords["unit"], keywords["destination"], keywords["note"]),
            (self.users["employee"], unit, self.room, "Til klasserommet"),
        )
        self.assertEqual(wish.reservation_ids.line_ids.lot_id, pieces)
        self.assertEqual((wish.state, wish.secured, wish.remaining), ("met", 3, 0))

    def test_a_part_that_fits_leaves_the_rest_open(self):
        self._create_pieces(2, self.store)
        wish = self._wish(quantity=5)
        self._reserve_as("employee", wish)
        self.assertEqual((wish.state, wish.secured, wish.remaining), ("partly", 2, 3))
        more = self._create_pieces(4, self.store)
        lots, _keywords = self._reserve_as("employee", wish)
        self.assertEqual(len(lots), 3)
        self.assertLessEqual(lots, more)
        self.assertEqual(wish.state, "met")

    def test_a_hold_that_falls_free_opens_the_wish_again(self):
        self._create_pieces(2, self.store)
        wish = self._wish(quantity=2)
        self._reserve_as("employee", wish)
        wish.reservation_ids.line_ids[0]._release()
        self.assertEqual((wish.state, wish.remaining), ("partly", 1))
        wish.reservation_ids.line_ids.filtered(lambda line: line.state == "held")._release()
        self.assertEqual((wish.state, wish.remaining), ("open", 2))

    def test_what_is_delivered_counts(self):
        self._create_piece(self.store)
        wish = self._wish()
        self._reserve_as("employee", wish)
        wish.reservation_ids.line_ids.state = "delivered"
        self.assertEqual((wish.state, wish.secured), ("met", 1))

    def test_a_set_goes_on_with_the_model_it_has_begun_with(self):
        self._create_pieces(2, self.store)
        wish = self._wish(quantity=2, alike=True)
        self._reserve_as("employee", wish)
        self._as("employee", wish).quantity = 3
        self._create_pieces(3, self.store, self._create_model("Annen"))
        self.assertFalse(self._fitting(wish))
        right = self._create_piece(self.store)
        self.assertEqual(self._fitting(wish), right)

    def test_what_waits_for_approval_is_not_asked_for_twice(self):
        self._create_pieces(4, self.store)
        wish = self._as("employee", self._wish(quantity=2))
        with self._asked(free_up_to=0):
            wish.action_reserve()
            self.assertEqual((wish.state, wish.asked, wish.secured), ("open", 2, 0))
            with self.assert_refused(UserError, "asked for already"):
                wish.action_reserve()
            wish.quantity = 3
            wish.action_reserve()
        asks = wish.sudo().reservation_ids.ask_ids.lot_id
        self.assertEqual(len(asks), 3)

    def test_nothing_that_fits_is_said_so(self):
        wish = self._as("employee", self._wish())
        with self._asked() as asked, self.assert_refused(UserError, "You are told as soon as"):
            wish.action_reserve()
        self.assertFalse(asked)

    def test_a_closed_wish_needs_nothing_more(self):
        self._create_piece(self.store)
        wish = self._as("employee", self._wish())
        wish.action_withdraw()
        with self._asked() as asked, self.assert_refused(UserError, "not open"):
            wish.action_reserve()
        self.assertFalse(asked)

    def test_given_pieces_must_fit_and_be_needed(self):
        fitting = self._create_pieces(3, self.store, condition="a")
        bad = self._create_piece(self.store, condition="c")
        wish = self._wish(quantity=2, condition_min="b")
        with self._asked() as asked:
            with self.assert_refused(UserError, "does not fit"):
                wish._reserve(bad)
            with self.assert_refused(UserError, "Only 2 more"):
                wish._reserve(fitting)
            wish._reserve(fitting[1:])
        self.assertEqual([ask["lot_id"] for ask in asked[0][0]], fitting[1:].ids)

    def test_pieces_in_the_building_they_go_to_come_first(self):
        self._create_pieces(2, self.store)
        near = self._create_piece(self.other_room)
        lots, _keywords = self._reserve_as("employee", self._wish(destination_id=self.room.id))
        self.assertEqual(lots, near)
