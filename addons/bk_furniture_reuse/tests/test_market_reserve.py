"""Reserving from a card, in the back office and in the portal: the same request, by the same rules."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, TransactionCase, tagged

from .market_case import MarketMixin
from .test_market_portal import MarketPortalCase


@tagged("post_install", "-at_install")
class TestReserveWizard(MarketMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_market()

    def _wizard(self, role="employee", **context):
        return self.env["furniture.reservation.request"].with_user(self.users[role]).with_context(**context)

    def _newest(self):
        return self.env["furniture.reservation"].search([], limit=1)

    def test_so_many_of_a_model_from_its_card(self):
        wizard = self._wizard(active_model="furniture.market.model", active_id=self.model.id).create(
            {"quantity": 2, "condition_min": "b", "colour_id": self.blue.id, "destination_id": self.other_room.id, "needed_by": "2027-01-10"}
        )  # fmt: skip
        wizard.action_ask()
        reservation = self._newest()
        ask = reservation.ask_ids
        self.assertEqual(
            (reservation.requester_id, reservation.destination_id), (self.users["employee"], self.other_room)
        )
        self.assertEqual(
            (ask.product_id, ask.quantity, ask.condition_min, ask.colour_id), (self.model, 2, "b", self.blue)
        )

    def test_the_very_pieces_that_were_ticked(self):
        self._wizard(active_model="stock.lot", active_ids=self.chairs[:2].ids).create({}).action_ask()
        self.assertEqual(self._newest().ask_ids.lot_id, self.chairs[:2])

    def test_the_unit_is_the_persons_own(self):
        unit = self.env["furniture.unit"].create({"name": "Skolen", "member_ids": self.users["employee"].ids})
        self.assertEqual(self._wizard().create({}).unit_id, unit)

    def test_what_makes_no_sense_is_refused_and_nothing_is_made(self):
        before = self.env["furniture.reservation"].search_count([])
        with self.assert_refused(UserError, "Choose a furniture model"):
            self._wizard().create({}).action_ask()
        with self.assert_refused(UserError, "1 or more"):
            self._wizard().create({"product_id": self.model.id, "quantity": 0}).action_ask()
        self.assertEqual(self.env["furniture.reservation"].search_count([]), before)

    def test_others_cannot_ask(self):
        for role in ("auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._wizard(role).create({"product_id": self.model.id}).action_ask()


@tagged("post_install", "-at_install")
class TestReserveTour(MarketMixin, HttpCase):
    def test_an_employee_reserves_from_the_card(self):
        self._set_up_market()
        self.start_tour("/odoo/furniture-market", "bk_furniture_reuse.market_reserve", login="bk_employee")
        reservation = self.env["furniture.reservation"].search([("requester_id", "=", self.users["employee"].id)])
        self.assertEqual((reservation.ask_ids.product_id, reservation.ask_ids.quantity), (self.model, 3))


@tagged("post_install", "-at_install")
class TestReserveInPortal(MarketPortalCase):
    def setUp(self):
        super().setUp()
        self._log_in("portal_employee")

    def _ask_in_portal(self, **asked):
        return self._post(f"/my/furniture/model/{self.model.id}/reserve", **asked)

    def _own(self):
        user = self.users["portal_employee"]
        return self.env["furniture.reservation"].search([("requester_id", "=", user.id)])

    def test_so_many_of_a_model_for_a_room(self):
        response = self._ask_in_portal(
            quantity="2", condition="b", colour=str(self.blue.id), to_building=str(self.building.id), room="215", needed_by="2027-01-10"
        )  # fmt: skip
        own = self._own()
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers["Location"].endswith(f"/my/furniture/reservations?new={own.id}"))
        self.assertEqual(
            (own.destination_id, own.ask_ids.quantity, own.ask_ids.colour_id), (self.other_room, 2, self.blue)
        )
        text = self._open("/my/furniture/reservations").text
        self.assertIn(own.name, text)
        self.assertIn("Capisco", text)

    def test_ticked_pieces_of_this_model_and_no_others(self):
        self._ask_in_portal(piece=[str(lot.id) for lot in self.chairs[:2]])
        self.assertEqual(self._own().ask_ids.lot_id, self.chairs[:2])
        for stranger in (self.desks[0], self.in_use[0], self.held[0], self.lost):
            response = self._ask_in_portal(piece=[str(stranger.id)])
            self.assertIn("no longer to be had", response.text)
        self.assertEqual(len(self._own()), 1)

    def test_bad_answers_are_explained_and_what_was_written_is_kept(self):
        for asked, text in (
            ({"quantity": "0"}, "1 or more"),
            ({"quantity": "²"}, "1 or more"),
            ({"quantity": "1", "room": "999", "to_building": str(self.building.id)}, "We find no room called 999"),
            ({"quantity": "1", "room": "215"}, "Choose the building"),
        ):
            response = self._ask_in_portal(note="Ring Petra", **asked)
            self.assertEqual(response.status_code, 200)
            self.assertIn(text, response.text)
            self.assertIn("Ring Petra", response.text)
        self.assertFalse(self._own())

    def test_ones_own_reservation_is_withdrawn_and_nobody_elses_is_reached(self):
        self._ask_in_portal(quantity="1")
        own = self._own()
        self._log_in("other_portal_employee")
        self.assertNotIn(own.name, self._open("/my/furniture/reservations").text)
        self.assertEqual(self._post(f"/my/furniture/reservations/{own.id}/cancel").status_code, 404)
        self.assertIn(own.state, ("requested", "held", "queued"))
        self._log_in("portal_employee")
        self._post(f"/my/furniture/reservations/{own.id}/cancel")
        own.invalidate_recordset()
        self.assertEqual(own.state, "cancelled")
