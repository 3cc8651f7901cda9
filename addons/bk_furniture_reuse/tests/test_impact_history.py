"""What stands in the ledger follows from what happened, in whatever order it became known; corrections leave the sums right."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import tagged

from .impact_case import START, ImpactCase

SUMS = (
    "piece_count",
    "net_low",
    "net",
    "net_high",
    "gross",
    "process_kg",
    "mass",
    "waste_diverted",
    "avoided_purchase",
    "cost",
    "net_saving",
)
# Days after the start, days until it left (None: still there), refurbishments so far.
HISTORY = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.one_of(st.none(), st.integers(1, 120)),
        st.integers(0, 2),
        st.sampled_from(("internal", "bought_used")),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda event: event[0],
)


@tagged("post_install", "-at_install")
class TestHistory(ImpactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["furniture.impact.price"].create(
            {"code": "hour_rate", "amount": 500, "source": "Lønnstabell", "valid_from": "2020-01-01"}
        )

    def _happen(self, piece, happened):
        days, stay, refurbishments, kind = happened
        date = START + timedelta(days=days)
        return self.events.sudo().create(
            {
                "lot_id": piece.id,
                "kind": kind,
                "date": date,
                "company_id": self.company.id,
                "left_on": date + timedelta(days=stay) if stay else False,
                "refurbishments": refurbishments,
                "from_location_id": self.store.id,
                "location_id": self.room.id,
                "building_id": self.building.id,
                "site_id": self.site.id,
            }
        )

    def _sums(self, lots):
        entries = self._ledger_of(lots)
        return {name: round(sum(entries.mapped(name)), 3) for name in SUMS}

    @given(history=HISTORY, order=st.randoms(use_true_random=False))
    @settings(max_examples=40)
    def test_the_order_in_which_events_become_known_does_not_matter(self, history, order):
        self.frozen.move_to(START + timedelta(days=1200))
        together, one_by_one = self._create_pieces(2, self.store, condition="b")
        for happened in sorted(history):
            self._happen(together, happened)
        self.ledger._bring_up_to_date(together)
        shuffled = list(history)
        order.shuffle(shuffled)
        for happened in shuffled:
            self._happen(one_by_one, happened)
            self.ledger._bring_up_to_date(one_by_one)
        self.assertEqual(self._sums(together), self._sums(one_by_one))
        counted = [event for event in one_by_one.impact_event_ids if event.state == "counted"]
        self.assertEqual(len({event.refurbishments for event in counted}), len(counted), "one claim in each life")
        # A life has a claim that counts, or none; never the same years twice.
        claims = self._ledger_of(one_by_one).filtered(lambda entry: entry.kind == "claim" and not entry.counter_ids)
        self.assertEqual(claims.event_id, one_by_one.impact_event_ids.filtered(lambda event: event.state == "counted"))

    @given(history=HISTORY)
    @settings(max_examples=15)
    def test_what_is_withdrawn_leaves_nothing_behind(self, history):
        self.frozen.move_to(START + timedelta(days=1200))
        piece = self._create_piece(self.store, condition="a")
        events = self.events.browse()
        for happened in history:
            events |= self._happen(piece, happened)
        self.ledger._bring_up_to_date(piece)
        events._withdraw("Registered by mistake")
        self.assertEqual(set(self._sums(piece).values()), {0})
        self.assertEqual(set(events.mapped("why_not")), {"withdrawn"})


@tagged("post_install", "-at_install")
class TestCorrections(ImpactCase):
    def test_a_piece_that_moves_on_within_thirty_days_did_not_stay(self):
        piece = self._create_piece(self.store)
        self._deliver(piece, self.room)
        self._days_pass(10)
        self._deliver(piece, self.classroom)
        self._enter_due()
        first, second = piece.impact_event_ids.sorted("date")
        self.assertEqual((first.state, first.why_not, second.state), ("not_counted", "short", "counted"))
        self.assertEqual(len(self._ledger_of(piece)), 1)

    def test_two_moves_of_one_life_are_one_claim(self):
        piece = self._create_piece(self.store)
        self._reserve_and_deliver(piece, self.room)
        self._enter_due()
        piece._change_purpose("available")
        self._days_pass(100)
        self._reserve_and_deliver(piece, self.classroom)
        self._enter_due()
        entry = self._ledger_of(piece)
        self.assertEqual(len(entry), 1)
        self.assertEqual(entry.building_id, self.building)
        self.assertEqual(piece.impact_event_ids.sorted("date")[-1].why_not, "claimed")

    def test_a_better_documented_event_takes_over_from_one_that_only_moved_along(self):
        piece = self._create_piece(self.room, purpose="in_use", condition="b")
        self._deliver(piece, self.classroom)
        self._enter_due()
        piece._change_purpose("available")
        self._reserve_and_deliver(piece, self.room)
        self._enter_due()
        moved, counter, request = self._ledger_of(piece)
        self.assertEqual(
            (moved.displacement, counter.kind, request.displacement), ("moved_along", "counter", "need_stated")
        )
        self.assertEqual((counter.counters_id, counter.net, counter.piece_count), (moved, -moved.net, -1))
        self.assertEqual((moved.revision, request.revision), (0, 1))

    def test_a_late_answer_is_a_counter_entry_and_a_new_entry(self):
        piece = self._create_piece(self.store, condition="a")
        picking = self._deliver(piece, self.room)
        self._enter_due()
        picking._answer_displacement("purchase_cancelled", "Bestilling 4711", otherwise_discarded=True)
        old, counter, new = self._ledger_of(piece)
        self.assertEqual((old.net, old.net + counter.net), (0, 0))
        self.assertEqual(
            (new.displacement, new.displacement_basis, new.displacement_evidence),
            ("purchase_cancelled", "answer", "Bestilling 4711"),
        )
        # Factor 70, all of a lifetime left, all of a purchase replaced.
        self.assertEqual((new.net, new.waste_diverted), (70, 18))
        self.assertFalse(self.ledger._bring_up_to_date(piece))

    def test_a_temporary_move_does_not_count(self):
        piece = self._create_piece(self.store)
        self._deliver(piece, self.room)._answer_displacement("temporary")
        self._enter_due()
        self.assertFalse(self._ledger_of(piece))
        self.assertEqual(piece.impact_event_ids.why_not, "temporary")

    def test_counted_anew_uses_the_data_of_today_and_keeps_the_old_entry(self):
        piece = self._create_piece(self.store, condition="b")
        self._reserve_and_deliver(piece, self.room)
        self._enter_due()
        piece.own_weight = 25
        self.ledger._bring_up_to_date(piece, "The chair was weighed", anew=True)
        old, counter, new = self._ledger_of(piece)
        self.assertEqual((old.mass, counter.mass, new.mass, new.reason), (18, -18, 25, "The chair was weighed"))


@tagged("post_install", "-at_install")
class TestLives(ImpactCase):
    def test_years_that_an_earlier_life_still_covers_are_not_claimed_again(self):
        piece = self._create_piece(self.store, condition="b")
        self._reserve_and_deliver(piece, self.room)
        self._enter_due()
        order = piece._refurbish(piece, {"wanted_result": "reupholster", "external_cost": 900}, start=True)
        order.write({"new_condition": "a", "purpose_after": "in_use", "return_place_id": self.room.id})
        order.action_repair_end()
        self._enter_due()
        first, second = self._ledger_of(piece)
        self.assertEqual((first.life, first.life_years, second.life, second.event_kind), (0, 10, 1, "refurbished"))
        # 15 years from day 31, of which the first entry covers those to year 10: 5 years and 31 days.
        self.assertAlmostEqual(second.life_years, 5 + 31 / 365.25, 2)
        self.assertEqual((second.refurb_cost, "refurb_kg" in second.missing), (900, True))

    def test_cleaning_is_no_new_life(self):
        piece = self._create_piece(self.room, purpose="in_use", condition="b")
        order = piece._refurbish(piece, {"wanted_result": "clean"}, start=True)
        order.write({"new_condition": "b", "purpose_after": "in_use", "return_place_id": self.room.id})
        order.action_repair_end()
        self.assertFalse(piece.impact_event_ids)

    def test_bought_used_counts_when_it_is_first_put_to_use_and_bought_new_never(self):
        used = self._create_piece(self.store, acquired_as="used", cost=1500, condition="b")
        new = self._create_piece(self.store, acquired_as="new", condition="a")
        self._deliver(used | new, self.room)
        self._enter_due()
        entry = self._ledger_of(used)
        self.assertEqual((entry.event_kind, entry.used_price, entry.displacement), ("bought_used", 1500, "need_stated"))
        self.assertFalse(self._ledger_of(new))
        self.assertEqual((new.impact_event_ids.kind, new.impact_event_ids.why_not), ("bought_new", "new"))

    def test_a_gift_stands_on_a_line_of_its_own_and_goes_when_it_is_taken_back(self):
        piece = self._create_piece(self.store, condition="a")
        partner = self.env["res.partner"].create({"name": "Fretex"})
        end = self.env["furniture.end"].create(
            {
                "kind": "sold",
                "reason": "Not ours",
                "partner_id": partner.id,
                "price": 400,
                "line_ids": [(0, 0, {"lot_id": piece.id})],
            }
        )
        end.action_decide()
        end.action_carry_out()
        self._enter_due()
        entry = self._ledger_of(piece)
        self.assertEqual((entry.report_line, entry.event_kind, entry.displacement), ("outside", "outside", "outside"))
        self.assertEqual((entry.income, entry.avoided_purchase), (400, 0))
        self.assertAlmostEqual(entry.net, 0.5 * 70)
        end.line_ids._reverse("The receiver did not come", self.store)
        self.assertEqual(sum(self._ledger_of(piece).mapped("net")), 0)
        self.assertEqual(piece.impact_event_ids.why_not, "withdrawn")

    def test_what_was_sorted_out_for_recycling_would_have_been_waste(self):
        piece = self._create_piece(self.store, condition="c")
        piece._change_purpose("recycling")
        self._days_pass(1)
        piece._change_purpose("available", reason="Somebody wants it")
        self._days_pass(1)
        self._reserve_and_deliver(piece, self.room)
        self._enter_due()
        self.assertEqual(self._ledger_of(piece).waste_diverted, 18)


@tagged("post_install", "-at_install")
class TestStays(ImpactCase):
    def test_a_piece_that_is_parked_while_a_room_is_painted_goes_on_with_its_stay(self):
        piece = self._create_piece(self.store)
        self._reserve_and_deliver(piece, self.room)
        self._days_pass(10)
        self._deliver(piece, self.store)
        self._days_pass(1)
        self._deliver(piece, self.room)
        self.assertFalse(piece.impact_event_ids.left_on)
        self._enter_due()
        self.assertEqual((len(piece.impact_event_ids), piece.impact_event_ids.state), (1, "counted"))

    def test_a_piece_that_comes_back_late_is_looked_at_again(self):
        piece = self._create_piece(self.store)
        self._reserve_and_deliver(piece, self.room)
        self._days_pass(10)
        self._deliver(piece, self.store)
        self._enter_due()
        self.assertEqual(piece.impact_event_ids.why_not, "short")
        self._deliver(piece, self.room)
        self._enter()
        self.assertEqual(piece.impact_event_ids.state, "counted")

    def test_a_gift_that_is_taken_back_the_next_day_ends_no_stay(self):
        piece = self._create_piece(self.store)
        self._reserve_and_deliver(piece, self.room)
        self._days_pass(5)
        partner = self.env["res.partner"].create({"name": "Fretex"})
        end = self.env["furniture.end"].create(
            {
                "kind": "donated",
                "reason": "Not ours",
                "partner_id": partner.id,
                "line_ids": [(0, 0, {"lot_id": piece.id})],
            }
        )
        end.action_decide()
        end.action_carry_out()
        self.assertTrue(piece.impact_event_ids.filtered(lambda event: event.kind == "internal").left_on)
        self._days_pass(1)
        end.line_ids._reverse("A mistake", self.room)
        self._enter_due()
        stay = piece.impact_event_ids.filtered(lambda event: event.kind == "internal")
        self.assertEqual((stay.left_on, stay.state), (False, "counted"))

    def test_a_piece_that_falls_out_of_use_by_way_of_the_workshop_ends_its_stay(self):
        piece = self._create_piece(self.store)
        self._reserve_and_deliver(piece, self.room)
        self._days_pass(5)
        piece._change_purpose("redesign")
        self.assertFalse(piece.impact_event_ids.left_on)
        piece._change_purpose("available")
        self.assertTrue(piece.impact_event_ids.left_on)


@tagged("post_install", "-at_install")
class TestTakingOver(ImpactCase):
    def test_an_answer_after_a_new_grading_keeps_the_years_that_were_entered(self):
        piece = self._create_piece(self.store, condition="b")
        picking = self._deliver(piece, self.room)
        self._enter_due()
        piece.condition = "c"
        picking._answer_displacement("need_stated")
        entry = self._ledger_of(piece)[-1]
        self.assertEqual((entry.life_left, entry.life_years, entry.life_ratio), (10, 10, 0.6667))
        self.assertFalse(self.ledger._bring_up_to_date(piece))

    def test_what_was_paid_for_a_used_piece_is_charged_to_whichever_event_claims(self):
        piece = self._create_piece(self.store, acquired_as="used", cost=1450, condition="b")
        first = self._deliver(piece, self.room)
        first._answer_displacement("need_stated", otherwise_discarded=True)
        self._enter_due()
        self.assertEqual(self._ledger_of(piece).used_price, 1450)
        piece._change_purpose("available")
        self._deliver(piece, self.classroom)._answer_displacement("purchase_cancelled", "Bestilling 1")
        self._enter_due()
        entry = self._ledger_of(piece)[-1]
        self.assertEqual((entry.event_kind, entry.displacement), ("internal", "purchase_cancelled"))
        self.assertEqual((entry.used_price, entry.waste_diverted), (1450, 18))

    def test_counting_one_life_anew_leaves_the_others_alone(self):
        piece = self._create_piece(self.store, condition="b")
        self._reserve_and_deliver(piece, self.room)
        self._enter_due()
        order = piece._refurbish(piece, {"wanted_result": "paint", "external_cost": 100}, start=True)
        order.write({"new_condition": "a", "purpose_after": "in_use", "return_place_id": self.room.id})
        order.action_repair_end()
        self._enter_due()
        first, second = self._ledger_of(piece)
        piece.own_weight = 30
        second.with_user(self.users["coordinator"])._correct("anew", "Veid på nytt")
        self.assertFalse(first.counter_ids)
        self.assertTrue(second.counter_ids)
        self.assertEqual(self._ledger_of(piece)[-1].mass, 30)

    def test_one_odd_piece_does_not_keep_the_others_from_being_entered(self):
        odd, fine = self._create_pieces(2, self.store)
        self._reserve_and_deliver(odd, self.room)
        self._reserve_and_deliver(fine, self.room)
        self._days_pass(31)
        original = type(self.events)._lives

        def fails_for_one(events):
            if odd in events.lot_id:
                raise ValueError("odd")
            return original(events)

        self.patch(type(self.events), "_lives", fails_for_one)
        with self.assertLogs("odoo.addons.bk_furniture_reuse.models.furniture_impact_ledger", "ERROR"):
            self._enter()
        self.assertEqual((len(self._ledger_of(fine)), len(self._ledger_of(odd))), (1, 0))
        self.assertEqual(odd.impact_event_ids.state, "waiting")
