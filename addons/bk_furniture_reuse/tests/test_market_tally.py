"""The market counted ahead: never old, whatever changes a piece and however, and quick again after the next count."""

from odoo.tests import TransactionCase, tagged

from ..hooks import uninstall_hook
from .market_case import MAY, MarketMixin


@tagged("post_install", "-at_install")
class TestTally(MarketMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_market()
        cls.tally = cls.env["furniture.market.tally"]

    def _numbers(self, model=None):
        card = self._card(model=model)
        return (card.available_count, card.place_count, card.good_count, card.coming_count) if card else None

    def _after(self, change):
        """The chair's numbers after ``change``: counted now, and the same counted ahead."""
        self.tally._refresh()
        self.assertNotIn(self.model.id, self.tally._stale())
        change()
        self.assertIn(self.model.id, self.tally._stale())
        now = self._numbers()
        self.tally._refresh()
        self.assertEqual(self.tally._stale(), [])
        self.assertEqual(self._numbers(), now)
        return now

    def test_what_is_counted_ahead_is_what_is_counted_now(self):
        self.assertEqual(self._numbers(), (12, 3, 9, 4))
        self.assertEqual(
            self.tally._refresh(), len(set(self.env["stock.lot"].search([("is_furniture", "=", True)]).product_id))
        )
        self.assertEqual(self._numbers(), (12, 3, 9, 4))
        self.assertEqual(sum(self.tally.search([("product_id", "=", self.model.id)]).mapped("piece_count")), 16)

    def test_every_change_that_counts_is_seen_at_once(self):
        piece = self.chairs[0]
        for change, numbers in (
            (lambda: self._create_pieces(1, self.store, condition="a"), (13, 3, 10, 4)),
            (lambda: piece.write({"condition": "c"}), (13, 3, 9, 4)),
            (lambda: piece._move_to(self.store), (13, 3, 9, 4)),
            (lambda: piece._change_purpose("redesign"), (12, 3, 9, 4)),
            (lambda: self._reserve(self.chairs[1:3]), (10, 3, 7, 4)),
            (lambda: self._plan_transfer(self.chairs[3]), (9, 3, 6, 4)),
            (lambda: self._in_use_until(self.in_use[0], MAY), (9, 3, 6, 5)),
            (lambda: self.coming[0].write({"available_from": False}), (9, 3, 6, 4)),
            (lambda: self.chairs[4].sudo().write({"end_kind": "lost"}), (8, 2, 5, 4)),
        ):
            self.assertEqual(self._after(change), numbers)

    def test_a_transfer_that_lets_go_of_its_pieces_is_seen(self):
        move = self._plan_transfer(self.chairs[:2])
        self.assertEqual(self._after(move._action_cancel)[0], 12)

    def test_a_reservation_that_lets_go_of_its_pieces_is_seen(self):
        reservation = self.env["furniture.reservation.line"].search([("lot_id", "in", self.held.ids)]).reservation_id
        self.assertEqual(self._after(reservation.action_release)[0], 14)

    def test_a_change_behind_odoos_back_is_seen_too(self):
        self.env.flush_all()
        self.assertEqual(
            self._after(
                lambda: self.env.cr.execute("UPDATE stock_lot SET condition = 'd' WHERE id = %s", [self.chairs[0].id])
            )[2],
            8,
        )

    def test_what_does_not_count_makes_nothing_stale(self):
        self.tally._refresh()
        self.chairs.write({"remark": "Ny merknad"})
        self.assertEqual(self.tally._stale(), [])

    def test_choices_agree_before_and_after_counting_ahead(self):
        market = self.env["furniture.market.model"].with_user(self.users["employee"])
        ours = [("product_id", "in", (self.model | self.desk).ids)]

        def answers():
            self.env.invalidate_all()
            return [
                market.search_panel_select_multi_range(field, search_domain=ours, enable_counters=True)
                for field in ("market", "categ_id", "building_id", "condition", "colour_id")
            ]

        now = answers()
        self.tally._refresh()
        self.assertEqual(answers(), now)

    def test_without_the_add_on_nothing_is_left_that_looks_for_it(self):
        self.env.flush_all()
        uninstall_hook(self.env)
        self.env.cr.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'furniture_market%'")
        self.assertEqual(self.env.cr.fetchall(), [])
        self.env.cr.execute("UPDATE stock_lot SET condition = 'd' WHERE id = %s", [self.chairs[0].id])
