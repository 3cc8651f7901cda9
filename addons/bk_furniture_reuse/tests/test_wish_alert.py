"""Owners are told what fits: soon, once for each fit, at once the first time on a day."""

from datetime import date, timedelta

from odoo import fields
from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.tests import tagged

from .test_wish import WishCase

SOON = date.today() + timedelta(days=30)


@tagged("post_install", "-at_install")
class TestAlerts(WishCase, CronMixinCase):
    def test_the_owner_is_told_as_soon_as_a_piece_becomes_available(self):
        piece = self._create_piece(self.store)
        self._set_purpose(piece, "redesign")
        wish = self._wish()
        self._check()
        self.assertFalse(self._notices())
        self._as("operator", piece)._change_purpose("available")
        self._check()
        notice = self._notices()
        self.assertEqual((notice.res_model, notice.res_id, notice.urgent), ("furniture.wish", wish.id, True))
        self.assertIn("1 new fit, 1 available now", notice.text)

    def test_new_pieces_and_dates_of_release_are_news_too(self):
        piece = self._create_piece(self.room)
        piece._change_purpose("in_use", reason="for the test")
        wish = self._wish(needed_by=SOON)
        self._check()
        self.assertFalse(self._notices())
        self._as("operator", piece).available_from = SOON
        self._check()
        self.assertIn("1 coming", self._notices().text)
        self._create_piece(self.store)
        self._check()
        self.assertEqual(len(self._notices()), 2)
        self.assertEqual(wish.alert_ids.sorted("id").mapped("source"), ["coming", "stock"])

    def test_nobody_is_told_of_the_same_fit_twice(self):
        piece = self._create_piece(self.store)
        self._wish()
        for _time in range(3):
            self.env["furniture.wish"].search([("state", "=", "open")])._alert()
        self.assertEqual(len(self._notices()), 1)
        piece._change_purpose("redesign")
        piece._change_purpose("available")
        self._check()
        self.assertEqual(len(self._notices()), 1)

    def test_a_wish_made_when_pieces_are_there_is_looked_at_soon(self):
        self._create_pieces(3, self.store)
        self._check()
        self._wish(quantity=5)
        self._check()
        self.assertIn("3 new fit, 3 available now", self._notices().text)

    def test_a_changed_wish_is_looked_at_again(self):
        wish = self._wish(condition_min="a")
        self._create_piece(self.store, condition="b")
        self._check()
        self.assertFalse(self._notices())
        self._as("employee", wish).condition_min = "b"
        self._check()
        self.assertTrue(self._notices())

    def test_only_the_first_news_of_a_day_is_urgent(self):
        wish = self._wish(quantity=9)
        for _time in range(3):
            self._create_piece(self.store)
            self._check()
        self.assertEqual(self._notices().mapped("urgent"), [True, False, False])
        wish.alert_ids.told_on = fields.Datetime.now() - timedelta(days=1)
        self._create_piece(self.store)
        self._check()
        self.assertTrue(self._notices()[-1].urgent)

    def test_a_set_of_one_model_is_told_of_when_it_is_whole(self):
        self._wish(quantity=3, alike=True)
        self._create_pieces(2, self.store)
        self._check()
        self.assertFalse(self._notices())
        self._create_piece(self.store)
        self._check()
        self.assertIn("3 new fit", self._notices().text)

    def test_owners_read_it_in_their_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.users["employee"].lang = "nb_NO"
        self._create_piece(self.store)
        self._wish()
        self._check()
        self.assertIn("passer", self._notices().text)

    def test_the_daily_job_finds_what_was_missed_and_ends_what_is_late(self):
        self._create_piece(self.store)
        self._wish()
        late = self._wish("operator", needed_by=SOON)
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM furniture_wish_check")
        self.env.cr.execute("UPDATE furniture_wish SET needed_by = current_date - 2 WHERE id = %s", (late.id,))
        self.env.invalidate_all()
        with self.enter_registry_test_mode():
            self.env.ref("bk_furniture_reuse.cron_wish_daily").method_direct_trigger()
        self.assertEqual(len(self._notices()), 1)
        self.assertEqual(late.state, "expired")

    def test_the_woken_job_empties_the_queue(self):
        self._create_piece(self.store)
        self._wish()
        self.env.cr.flush()
        self.assertTrue(self.env["furniture.wish.check"].search_count([]))
        with self.enter_registry_test_mode():
            self.env.ref("bk_furniture_reuse.cron_wish_check").method_direct_trigger()
        self.assertFalse(self.env["furniture.wish.check"].search_count([]))
        self.assertEqual(len(self._notices()), 1)

    def test_changes_wake_the_job_only_when_somebody_wishes_for_the_type(self):
        other = self.env["product.category"].create({"name": "Bord", "is_furniture_type": True})
        table = self._create_model("Bord", categ_id=other.id)
        self._wish()
        self._check()
        cron = "bk_furniture_reuse.cron_wish_check"
        with self.capture_triggers(cron) as captured:
            self._create_pieces(5, self.store, table)
            self.env.cr.flush()
        self.assertFalse(captured.records)
        with self.capture_triggers(cron) as captured:
            self._create_pieces(5, self.store)
            self.env.cr.flush()
        self.assertEqual(len(captured.records), 1)

    def test_news_of_many_pieces_cost_the_person_who_moves_them_one_query(self):
        self._wish(quantity=999)
        self._check()
        counts = []
        for count in (5, 20, 420):
            pieces = self._create_pieces(count, self.store)
            self.env.cr.precommit.data.pop("furniture_wish_lots", None)
            with self._count() as cost:
                pieces._note_for_wishes()
                self.env["stock.lot"]._queue_for_wishes()
            counts += cost
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[2], 6)

    def test_telling_many_owners_costs_queries_for_the_batch_and_not_for_each(self):
        self._create_pieces(5, self.store)
        counts = []
        for count in (10, 110):
            wishes = self.env["furniture.wish"].create(
                [{"categ_id": self.type_chair.id, "user_id": self.users["employee"].id} for _n in range(count)]
            )
            self.users["employee"].notification_type = "email"
            with self._count() as cost:
                wishes._alert()
            counts += cost
        self.assertEqual(len(self._notices()), 120)
        self.assertLess((counts[1] - counts[0]) / 100, 0.3)

    def test_a_job_that_is_killed_forgets_nothing(self):
        self._create_piece(self.store)
        self._wish()
        self.env.cr.flush()
        waiting = self.env["furniture.wish.check"].search_count([])
        try:
            with self.env.cr.savepoint():
                self.env["furniture.wish"]._compare(self.env["furniture.wish"]._take_queued())
                self.assertFalse(self.env["furniture.wish.check"].search_count([]))
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            self.env.invalidate_all()
        self.assertEqual(self.env["furniture.wish.check"].search_count([]), waiting)
        self.assertFalse(self._notices())
        self._check()
        self.assertEqual(len(self._notices()), 1)


@tagged("post_install", "-at_install")
class TestOffers(WishCase):
    """What other add-ons find, such as the lines of a supplier's proposal."""

    def setUp(self):
        super().setUp()
        self.wish = self._wish(quantity=9)
        self.offer = self.env["res.partner"].create({"name": "En linje i et forslag"})

    def _report(self, quantity=4):
        return self.env["furniture.wish"]._fits_from("Brukt & Bra AS", [(self.wish, self.offer, quantity)])

    def test_the_owner_is_told_who_offers_how_many_once(self):
        alert = self._report()
        self.assertEqual((alert.source, alert.quantity, alert.res_model), ("offer", 4, "res.partner"))
        self.assertIn("4 offered by Brukt & Bra AS", self._notices().text)
        self.assertFalse(self._report())
        self.assertEqual(len(self._notices()), 1)

    def test_closed_wishes_are_not_told_of_offers(self):
        self.wish.action_withdraw()
        self.assertFalse(self._report())
        self.assertFalse(self._notices())
