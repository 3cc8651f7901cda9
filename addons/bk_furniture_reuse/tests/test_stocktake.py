"""Stock-takes: what is frozen at the start, what each scan means, the second count."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .stocktake_case import DOT, StocktakeCase


@tagged("post_install", "-at_install")
class TestStart(StocktakeCase):
    def test_what_is_expected_is_frozen_room_by_room(self):
        stocktake = self._start()
        self.assertEqual(stocktake.line_ids.lot_id, self.pieces | self.others)
        self.assertEqual(set(stocktake.line_ids.mapped("result")), {"expected"})
        self.assertEqual(self._line(stocktake, self.pieces[0]).room_id, self.room)
        self.assertEqual(stocktake.room_ids.location_id, self.room | self.other_room)
        self.assertEqual((stocktake.state, stocktake.started_by_id), ("counting", self.users["coordinator"]))
        self.pieces[0]._move_to(self.far_room)
        self.assertEqual(self._line(stocktake, self.pieces[0]).expected_location_id, self.room)

    def test_a_building_is_counted_with_every_room_in_it(self):
        empty = self._create_place("216", "room", self.floor)
        stocktake = self._start(scope_kind="building", building_id=self.building.id, place_ids=False)
        self.assertEqual(stocktake.line_ids.lot_id, self.pieces | self.others)
        self.assertEqual(stocktake.room_ids.location_id, self.room | self.other_room | empty)

    def test_chosen_pieces_are_counted_wherever_they_stand(self):
        stocktake = self._start(scope_kind="pieces", lot_ids=(self.pieces[0] | self.far).ids, place_ids=False)
        self.assertEqual(stocktake.room_ids.location_id, self.room | self.far_room)
        self.assertEqual(
            self._kinds(self._scan(stocktake, self.room, self.pieces[0], self.pieces[1], self.far)),
            ["found", "extra", "wrong_room"],
        )
        self.assertEqual(stocktake.expected_count, 2)
        self.assertEqual(stocktake.counted_count, 2)

    def test_pieces_that_we_do_not_have_are_not_expected(self):
        self.pieces[0].end_kind = "sold"
        self.pieces[1].missing_since = "2026-01-01 00:00:00"
        self.assertEqual(self._start().line_ids.lot_id, self.pieces[2] | self.others)

    def test_a_piece_on_a_shelf_is_counted_in_its_room(self):
        shelf = self.env["stock.location"].create({"name": "Hylle", "location_id": self.room.id})
        self.pieces[0]._move_to(shelf)
        stocktake = self._start()
        self.assertEqual(self._line(stocktake, self.pieces[0]).room_id, self.room)
        self.assertEqual(self._kinds(self._scan(stocktake, self.room, self.pieces[0])), ["found"])

    def test_nothing_to_count_is_said(self):
        with self.assert_refused(UserError, "Choose what is to be counted"):
            self._start(place_ids=False)

    def test_those_who_count_are_told_and_reminded(self):
        stocktake = self._start(counter_ids=self.users["employee"].ids, date_due="2026-06-30")
        notice = self.env["furniture.notice"].search([("user_id", "=", self.users["employee"].id)])
        self.assertEqual((notice.kind, notice.urgent, notice.res_id), ("stocktake", True, stocktake.id))
        activity = stocktake.activity_ids
        self.assertEqual((activity.user_id, str(activity.date_deadline)), (self.users["employee"], "2026-06-30"))
        self._as("coordinator", stocktake).action_finish()
        self.assertFalse(stocktake.activity_ids)

    def test_somebody_without_access_to_furniture_cannot_be_asked_to_count(self):
        with self.assert_refused(ValidationError, "no access to furniture"):
            self._new(counter_ids=self.users["internal"].ids)

    def test_people_are_reminded_once_before_and_weekly_after_the_due_date(self):
        today = self.env["furniture.stocktake"]._fields["date_due"].context_today(self.env["furniture.stocktake"])
        stocktake = self._start(counter_ids=self.users["employee"].ids, date_due=today)
        other = self._start(counter_ids=self.users["operator"].ids)
        notices = self.env["furniture.notice"]
        before = notices.search_count([])
        self.env["furniture.stocktake"]._cron_remind()
        self.env["furniture.stocktake"]._cron_remind()
        new = notices.search([], limit=notices.search_count([]) - before)
        self.assertEqual(new.user_id, self.users["employee"])
        self.assertEqual((len(new), new.res_id), (1, stocktake.id))
        self.assertFalse(other.reminded_on)


@tagged("post_install", "-at_install")
class TestScan(StocktakeCase):
    def setUp(self):
        super().setUp()
        self.stocktake = self._start()

    def test_a_piece_in_its_room_is_found(self):
        [answer] = self._scan(self.stocktake, self.room, self.pieces[0])
        self.assertEqual((answer["kind"], answer["number"]), ("found", self.pieces[0].name))
        line = self._line(self.stocktake, self.pieces[0])
        self.assertEqual(
            (line.result, line.found_location_id, line.found_by_id), ("found", self.room, self.users["operator"])
        )
        self.assertEqual(self.pieces[0].last_seen_on, line.found_on)
        self.assertEqual((self.stocktake.counted_count, self.stocktake.expected_count), (1, 5))

    def test_the_printed_number_and_a_code_from_elsewhere_do_as_well(self):
        self.env["furniture.tag"]._create_aliases([(self.pieces[1], "GAMMEL-7")])
        answers = self._scan(
            self.stocktake, self.room, self.pieces[0].name.lower(), "GAMMEL-7", self.pieces[2].tag_id.url
        )
        self.assertEqual(self._kinds(answers), ["found"] * 3)

    def test_a_piece_of_another_room_is_in_the_wrong_room_and_nothing_moves_yet(self):
        [answer] = self._scan(self.stocktake, self.room, self.others[0])
        self.assertEqual((answer["kind"], answer["ask"], answer["belongs"]), ("wrong_room", "open", "215"))
        self.assertIn("215", answer["text"])
        self._as("operator", self.stocktake).answer_wrong_room(answer["line_id"], "move")
        self.assertEqual(self._line(self.stocktake, self.others[0]).wish, "move")
        self.assert_stands_in(self.others[0], self.other_room)

    def test_a_piece_of_another_building_is_in_the_wrong_room_too(self):
        self.assertEqual(self._kinds(self._scan(self.stocktake, self.room, self.far)), ["wrong_room"])

    def test_an_unknown_code_is_kept(self):
        [answer] = self._scan(self.stocktake, self.room, "FREMMED-1")
        self.assertEqual(answer["kind"], "unknown")
        line = self._line(self.stocktake, "FREMMED-1")
        self.assertEqual((line.result, line.found_location_id, line.lot_id.id), ("unknown", self.room, False))

    def test_a_blank_tag_is_an_unknown_code(self):
        tag = self.env["furniture.tag"].create({})
        self.assertEqual(self._kinds(self._scan(self.stocktake, self.room, tag.code)), ["unknown"])

    def test_scanned_twice_is_said_kindly_and_counts_once(self):
        self._scan(self.stocktake, self.room, self.pieces[0])
        [answer] = self._scan(self.stocktake, self.room, self.pieces[0], role="coordinator")
        self.assertEqual(answer["kind"], "again")
        self.assertIn("Operator", answer["text"])
        self.assertEqual(self._line(self.stocktake, self.pieces[0]).found_by_id, self.users["operator"])
        self.assertEqual(self.stocktake.counted_count, 1)

    def test_a_scan_that_is_sent_twice_counts_once(self):
        scans = [
            {"uid": "a", "code": self.pieces[0].tag_id.code, "place_id": self.room.id},
            {"uid": "b", "code": "FREMMED-1", "place_id": self.room.id},
            {"uid": "a", "code": self.pieces[0].tag_id.code, "place_id": self.room.id},
        ]
        first = self._as("operator", self.stocktake).register_scans(scans)
        second = self._as("operator", self.stocktake).register_scans(scans)
        self.assertEqual(self._kinds(first)[:2], ["found", "unknown"])
        self.assertEqual(len(second), 3)
        logged = self.env["furniture.stocktake.scan"].search([("stocktake_id", "=", self.stocktake.id)])
        self.assertEqual(sorted(logged.mapped("uid")), ["a", "b"])

    def test_a_list_with_room_tags_in_it_is_counted_room_by_room(self):
        tags = self.env["furniture.tag"]._own_by_target(self.room | self.other_room)
        scans = [
            {"uid": str(number), "code": code}
            for number, code in enumerate(
                [
                    self.pieces[0].tag_id.code,
                    tags[self.room.id].code,
                    self.pieces[0].tag_id.code,
                    tags[self.other_room.id].code,
                    self.others[0].tag_id.code,
                ]
            )
        ]
        answers = self._as("operator", self.stocktake).register_scans(scans)
        self.assertEqual(self._kinds(answers), ["no_place", "place", "found", "place", "found"])

    def test_a_room_that_is_not_counted_is_refused_kindly(self):
        tags = self.env["furniture.tag"]._own_by_target(self.far_room)
        answers = self._as("operator", self.stocktake).register_scans(
            [{"uid": "x", "code": tags[self.far_room.id].code}]
        )
        self.assertEqual(self._kinds(answers), ["outside"])
        self.assertEqual(self._kinds(self._scan(self.stocktake, self.far_room, self.far)), ["outside"])
        self.assertFalse(self._line(self.stocktake, self.far))

    def test_the_last_of_two_scans_in_different_rooms_stands(self):
        self._scan(self.stocktake, self.other_room, self.pieces[0])
        self._scan(self.stocktake, self.room, self.pieces[0])
        self.assertEqual(self._line(self.stocktake, self.pieces[0]).result, "found")

    def test_undo_brings_back_what_was_before(self):
        uids = [self._scan(self.stocktake, place, self.pieces[0])[0]["uid"] for place in (self.room, self.other_room)]
        counter = self._as("operator", self.stocktake)
        counter.undo_scan(uids[1])
        line = self._line(self.stocktake, self.pieces[0])
        self.assertEqual((line.result, line.found_location_id), ("found", self.room))
        counter.undo_scan(uids[0])
        self.assertEqual((line.result, line.found_location_id.id, line.found_on), ("expected", False, False))
        with self.assert_refused(UserError, "no longer there"):
            counter.undo_scan(uids[0])

    def test_undo_removes_what_only_the_scan_had_added(self):
        [answer] = self._scan(self.stocktake, self.room, "FREMMED-1")
        self._as("operator", self.stocktake).undo_scan(answer["uid"])
        self.assertFalse(self._line(self.stocktake, "FREMMED-1"))

    def test_nobody_undoes_the_scan_of_another(self):
        [answer] = self._scan(self.stocktake, self.room, self.pieces[0])
        with self.assert_refused(AccessError, "your own scans"):
            self._as("coordinator", self.stocktake).undo_scan(answer["uid"])

    def test_a_room_that_is_done_makes_the_rest_missing_and_only_there(self):
        self._scan(self.stocktake, self.room, self.pieces[0])
        self._as("operator", self.stocktake).finish_room(self.room.id)
        self.assertEqual(
            [self._line(self.stocktake, lot).result for lot in self.pieces], ["found", "missing", "missing"]
        )
        self.assertEqual(self._line(self.stocktake, self.others[0]).result, "expected")
        # It turns up in the next room.
        self._scan(self.stocktake, self.other_room, self.pieces[1])
        self.assertEqual(self._line(self.stocktake, self.pieces[1]).result, "wrong_room")
        self._as("operator", self.stocktake).reopen_room(self.room.id)
        self.assertEqual(
            [self._line(self.stocktake, lot).result for lot in self.pieces], ["found", "wrong_room", "expected"]
        )

    def test_a_damage_is_kept_at_the_piece_and_on_the_line(self):
        [answer] = self._scan(self.stocktake, self.room, self.pieces[0])
        self._as("operator", self.stocktake).report_damage(answer["line_id"], "scratch", "minor", "", DOT)
        damage = self.pieces[0].damage_ids
        self.assertEqual((damage.kind, damage.severity, damage.description), ("scratch", "minor", "Scratch"))
        self.assertEqual((damage.user_id, bool(damage.photo)), (self.users["operator"], True))
        self.assertEqual(self._line(self.stocktake, self.pieces[0]).damage_id, damage)
        self.assertEqual(self.stocktake.damaged_count, 1)

    def test_a_damage_needs_a_piece_that_was_scanned(self):
        counter = self._as("operator", self.stocktake)
        with self.assert_refused(UserError, "Scan the piece first"):
            counter.report_damage(self._line(self.stocktake, self.pieces[0]).id, "scratch")
        [answer] = self._scan(self.stocktake, self.room, "FREMMED-1")
        with self.assert_refused(UserError, "Choose what is damaged"):
            counter.report_damage(answer["line_id"], "scratch")

    def test_a_note_with_a_photo_is_dated_and_drawn_anew(self):
        [answer] = self._scan(self.stocktake, self.room, self.pieces[0])
        counter = self._as("operator", self.stocktake)
        counter.add_note(answer["line_id"], "Mangler hjul", DOT)
        counter.add_note(answer["line_id"], "")
        line = self._line(self.stocktake, self.pieces[0])
        self.assertEqual((line.note, bool(line.photo), bool(line.photo_on)), ("Mangler hjul", True, True))
        with self.assert_refused(UserError, "not a picture"):
            counter.add_note(answer["line_id"], "", "PHNjcmlwdD4=")

    def test_bad_input_is_refused_in_a_sentence(self):
        counter = self._as("operator", self.stocktake)
        for scans in ("x", [{"uid": "", "code": "x"}], [{"uid": "x"}], [{"uid": "x", "code": "x" * 300}], [{}] * 501):
            with self.subTest(scans=str(scans)[:40]), self.assertRaises(UserError):
                counter.register_scans(scans)
        self.assertEqual(self._kinds(self._scan(self.stocktake, self.room, "½ \u202e<script>")), ["unknown"])

    def test_nothing_is_scanned_after_the_count_is_over(self):
        self._as("coordinator", self.stocktake).action_finish()
        with self.assert_refused(UserError, "is not being counted now"):
            self._scan(self.stocktake, self.room, self.pieces[0])

    def test_a_linked_code_leads_to_its_piece_and_counts_as_its_scan(self):
        self._scan(self.stocktake, self.room, "FREMMED-1")
        line = self._line(self.stocktake, "FREMMED-1")
        self._as("coordinator", line)._link(self.pieces[0])
        linked = self._line(self.stocktake, self.pieces[0])
        self.assertEqual((linked.result, linked.found_by_id), ("found", self.users["operator"]))
        self.assertEqual((linked.code, linked.linked_by_id), ("FREMMED-1", self.users["coordinator"]))
        self.assertEqual(self.env["furniture.tag"]._find("FREMMED-1").lot_id, self.pieces[0])
        self.assertEqual(self._kinds(self._scan(self.stocktake, self.room, "FREMMED-1")), ["again"])


@tagged("post_install", "-at_install")
class TestSecondCount(StocktakeCase):
    def setUp(self):
        super().setUp()
        self.stocktake = self._start()
        self._scan(self.stocktake, self.room, self.pieces[0], self.others[0])
        for place in (self.room, self.other_room):
            self._as("operator", self.stocktake).finish_room(place.id)
        self._scan(self.stocktake, self.other_room, self.others[1])
        self._as("coordinator", self.stocktake).action_second_count()

    def test_only_what_differed_is_counted_again(self):
        again = self.stocktake.line_ids.filtered("recount")
        self.assertEqual(again.lot_id, self.pieces[1] | self.pieces[2] | self.others[0])
        self.assertEqual(set(again.mapped("result")), {"expected"})
        self.assertEqual(self._line(self.stocktake, self.others[0]).first_location_id, self.room)
        self.assertEqual(self.stocktake.room_ids.mapped("state"), ["waiting", "waiting"])

    def test_the_last_count_stands_and_both_are_kept(self):
        self._scan(self.stocktake, self.room, self.pieces[1], role="coordinator")
        for place in (self.room, self.other_room):
            self._as("coordinator", self.stocktake).finish_room(place.id)
        self._as("coordinator", self.stocktake).action_finish()
        results = {lot: self._line(self.stocktake, lot) for lot in (*self.pieces, self.others[0])}
        self.assertEqual([results[lot].result for lot in self.pieces], ["found", "found", "missing"])
        self.assertEqual(
            (results[self.pieces[1]].first_result, results[self.pieces[1]].same_person), ("missing", False)
        )
        # Nobody saw it again in either room.
        self.assertEqual(
            (results[self.others[0]].result, results[self.others[0]].first_result), ("missing", "wrong_room")
        )

    def test_where_nobody_counted_again_the_first_count_stands(self):
        self._as("coordinator", self.stocktake).action_finish()
        self.assertEqual(
            [self._line(self.stocktake, lot).result for lot in (*self.pieces, *self.others)],
            ["found", "missing", "missing", "wrong_room", "found"],
        )
        self.assertEqual(self._line(self.stocktake, self.others[0]).found_location_id, self.room)

    def test_the_same_person_is_warned(self):
        self.assertTrue(self._as("operator", self.stocktake).get_count_screen()["same_person"])
        self.assertFalse(self._as("coordinator", self.stocktake).get_count_screen()["same_person"])
        self._scan(self.stocktake, self.room, self.others[0])
        self.assertTrue(self._line(self.stocktake, self.others[0]).same_person)

    def test_there_is_no_third_count(self):
        self._as("coordinator", self.stocktake).action_finish()
        with self.assert_refused(UserError, "has been counted twice"):
            self._as("coordinator", self.stocktake).action_second_count()

    def test_a_count_without_differences_is_not_counted_again(self):
        other = self._start()
        self._count_all(other)
        with self.assert_refused(UserError, "nothing differs"):
            self._as("coordinator", other).action_second_count()
        self.assertEqual(other.state, "counting")
