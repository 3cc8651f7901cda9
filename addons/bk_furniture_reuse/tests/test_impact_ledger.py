"""Events and the entries that follow from them: what counts, once, and what it is worked out from."""

from odoo.tests import tagged

from .impact_case import ImpactCase


@tagged("post_install", "-at_install")
class TestEvents(ImpactCase):
    def test_a_free_piece_that_arrives_in_a_room_is_an_event(self):
        piece = self._create_piece(self.store)
        picking = self._deliver(piece, self.room)
        event = piece.impact_event_ids
        self.assertEqual(
            (event.kind, event.from_location_id, event.location_id, event.building_id, event.picking_id, event.state),
            ("internal", self.store, self.room, self.building, picking, "waiting"),
        )

    def test_first_registration_and_moves_within_a_building_are_none(self):
        piece = self._create_piece(self.room, purpose="in_use")
        self.assertFalse(piece.impact_event_ids)
        self._deliver(piece, self.other_room)
        self.assertFalse(piece.impact_event_ids)

    def test_a_piece_in_use_that_moves_to_another_building_moved_along(self):
        piece = self._create_piece(self.room, purpose="in_use")
        self._deliver(piece, self.classroom)
        self.assertEqual(piece.impact_event_ids.kind, "internal")
        self._enter_due()
        self.assertEqual(
            (self._ledger_of(piece).displacement, self._ledger_of(piece).displacement_basis), ("moved_along", "rule")
        )

    def test_interim_storage_and_back_to_where_it_was_in_use_is_no_event(self):
        piece = self._create_piece(self.room, purpose="in_use")
        self._deliver(piece, self.store)
        self._days_pass(90)
        self._deliver(piece, self.other_room)
        self.assertFalse(piece.impact_event_ids)
        self.assertFalse(piece.used_building_id)

    def test_a_request_that_is_delivered_says_who_for_and_that_there_was_a_need(self):
        piece = self._create_piece(self.store)
        reservation = self._reserve_and_deliver(piece, self.room)
        event = piece.impact_event_ids
        self.assertEqual(
            (event.unit_id, event.requester_id, event.reservation_id), (self.unit, self.users["employee"], reservation)
        )
        self._enter_due()
        entry = self._ledger_of(piece)
        self.assertEqual((entry.displacement, entry.displacement_evidence), ("need_stated", reservation.name))


@tagged("post_install", "-at_install")
class TestEntries(ImpactCase):
    def test_nothing_is_entered_before_thirty_days(self):
        piece = self._create_piece(self.store)
        self._deliver(piece, self.room)
        self._days_pass(29)
        self._enter()
        self.assertFalse(self._ledger_of(piece))
        self._days_pass(2)
        self._enter()
        self.assertEqual(len(self._ledger_of(piece)), 1)
        self.assertEqual(piece.impact_event_ids.state, "counted")

    def test_the_worked_example_of_a_requested_office_chair(self):
        # Office chair 36 / 70 / 142, need stated 0.5 / 0.8 / 1, condition B has two thirds of 15 years left, no drive noted.
        piece = self._create_piece(self.store, condition="b")
        self._reserve_and_deliver(piece, self.room)
        self._enter_due()
        entry = self._ledger_of(piece)
        self.assertEqual(entry.kind_id.code, "office_chair")
        self.assertEqual((entry.factor_low, entry.factor_default, entry.factor_high, entry.grade), (36, 70, 142, "b"))
        self.assertEqual((entry.life_years, entry.life_ratio, entry.life_basis), (10, 0.6667, "condition"))
        self.assertAlmostEqual(entry.net_low, 0.5 * 0.6667 * 36, 3)
        self.assertAlmostEqual(entry.net, 0.8 * 0.6667 * 70, 3)
        self.assertAlmostEqual(entry.net_high, 1 * 0.6667 * 142, 3)
        self.assertEqual((entry.mass, entry.mass_data, entry.report_line), (18, "measured", "own"))
        self.assertEqual((entry.price_new, entry.avoided_purchase, entry.price_data), (9000, 7200, "measured"))
        self.assertIn("transport", entry.missing)
        self.assertIn("labour", entry.missing)
        self.assertTrue(entry.software and len(entry.input_hash) == 64 and entry.factor_source)

    def test_the_job_writes_nothing_the_second_time(self):
        piece = self._create_piece(self.store)
        self._deliver(piece, self.room)
        self._enter_due()
        self.assertFalse(self.ledger._bring_up_to_date(piece))
        self._enter()
        self.assertEqual(len(self._ledger_of(piece)), 1)
