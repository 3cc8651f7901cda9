"""Counting with the scan page."""

import json

from odoo.tests import tagged

from .scan_case import Phone
from .stocktake_case import DOT, StocktakeCase


class ScanCountCase(StocktakeCase):
    def setUp(self):
        super().setUp()
        self.phone = self._phone("operator")
        self.stocktake = self._start()

    def _phone(self, role):
        return Phone(self.env(user=self.users[role]))

    def _count(self, piece, place=None, session=None, phone=None, **data):
        code = piece if isinstance(piece, str) else piece.tag_id.url
        return (phone or self.phone).do(
            "count", session=(session or self.stocktake).id, code=code, place=(place or self.room).id, **data
        )

    def _about(self, kind, **data):
        return self.phone.do(kind, session=self.stocktake.id, **data)

    def assert_answer(self, result, status, code):
        self.assertEqual((result["status"], result["code"]), (status, code), result["text"])


@tagged("post_install", "-at_install")
class TestScanCount(ScanCountCase):
    def test_a_piece_is_found_where_it_is_expected(self):
        result = self._count(self.pieces[0])
        self.assert_answer(result, "done", "count_found")
        self.assertIn(self.pieces[0].name, result["text"])
        line = self._line(self.stocktake, self.pieces[0])
        self.assertEqual((line.result, line.found_by_id), ("found", self.users["operator"]))

    def test_a_replay_stays_one_scan(self):
        made = self.phone.record("count", session=self.stocktake.id, code=self.pieces[0].name, place=self.room.id)
        answers = [self.phone.send([made]) for _time in range(3)]
        self.assertEqual(answers[0], answers[2])
        scans = self.env["furniture.stocktake.scan"].search([("stocktake_id", "=", self.stocktake.id)])
        self.assertEqual(scans.mapped("uid"), [made["id"]])

    def test_a_piece_that_is_scanned_twice_counts_once(self):
        self._count(self.pieces[0])
        result = self._count(self.pieces[0].name)
        self.assert_answer(result, "again", "count_again")

    def test_a_piece_in_the_wrong_room_is_counted_and_asked_about(self):
        result = self._count(self.others[0])
        self.assert_answer(result, "done", "count_wrong_room")
        self.assertEqual(result["values"]["belongs"], "215")
        self.assertIn("215", result["text"])
        answer = self._about("count_answer", code=self.others[0].name, wish="move")
        self.assert_answer(answer, "done", "wish_move")
        self.assertEqual(self._line(self.stocktake, self.others[0]).wish, "move")
        self.assert_answer(self._about("count_answer", code=self.others[0].name, wish="move"), "again", "wish_move")
        self.assert_answer(self._about("count_answer", code=self.others[0].name, wish="back"), "done", "wish_back")

    def test_there_is_nothing_to_answer_where_a_piece_belongs(self):
        self._count(self.pieces[0])
        for wish in ("move", "fly", None):
            result = self._about("count_answer", code=self.pieces[0].name, wish=wish)
            self.assert_answer(result, "refused", "not_in_wrong_room")

    def test_an_unknown_code_is_kept(self):
        result = self._count("5701234567899")
        self.assert_answer(result, "done", "count_unknown")
        self.assertEqual(self._line(self.stocktake, "5701234567899").result, "unknown")

    def test_a_piece_that_was_not_in_stock_is_said_to_be(self):
        stray = self._create_piece()
        self.assert_answer(self._count(stray), "done", "count_unexpected")

    def test_a_room_that_is_not_counted_is_refused(self):
        self.assert_answer(self._count(self.pieces[0], self.far_room), "refused", "outside")
        result = self.phone.do("count", session=self.stocktake.id, code=self.pieces[0].name)
        self.assert_answer(result, "refused", "no_place")

    def test_the_tag_of_a_room_is_no_piece(self):
        tag = self.env["furniture.tag"].create({})
        tag.write({"location_id": self.room.id, "state": "claimed"})
        self.assert_answer(self._count(tag.code), "refused", "is_place")

    def test_who_is_not_asked_to_count_is_refused(self):
        stocktake = self._start(counter_ids=self.users["manager"].ids)
        self.assert_answer(self._count(self.pieces[0], session=stocktake), "refused", "count_gone")

    def test_what_comes_after_the_end_is_refused_and_kept(self):
        self._close(self.stocktake, accept_not_counted=True)
        made = self.phone.record("count", session=self.stocktake.id, code=self.pieces[0].name, place=self.room.id)
        (result,) = self.phone.send([made])["results"]
        self.assert_answer(result, "refused", "count_over")
        self.assertIn(self.stocktake.name, result["text"])
        self.assertTrue(self.env["furniture.scan.record"].search([("client_id", "=", made["id"])]))

    def test_a_session_that_is_gone_is_refused(self):
        for session in (2**30, "x", None):
            result = self.phone.do("count", session=session, code=self.pieces[0].name, place=self.room.id)
            self.assert_answer(result, "refused", "count_gone")

    def test_one_bad_code_does_not_lose_the_others(self):
        for code in (self.pieces[0].name, "x" * 300, self.pieces[1].name):
            self.phone.record("count", session=self.stocktake.id, code=code, place=self.room.id)
        results = self.phone.send()["results"]
        self.assertEqual([result["status"] for result in results], ["done", "refused", "done"])
        self.assertEqual(self._line(self.stocktake, self.pieces[1]).result, "found")

    def test_ones_last_scan_is_taken_back(self):
        made = self.phone.record("count", session=self.stocktake.id, code=self.pieces[0].name, place=self.room.id)
        self.phone.send([made])
        other = self._phone("coordinator")
        refused = other.do("count_undo", session=self.stocktake.id, record=made["id"])
        self.assert_answer(refused, "refused", "not_own_scan")
        self.assert_answer(self._about("count_undo", record=made["id"]), "done", "count_undone")
        self.assertEqual(self._line(self.stocktake, self.pieces[0]).result, "expected")
        self.assert_answer(self._about("count_undo", record=made["id"]), "again", "nothing_to_undo")
        self.assert_answer(self._about("count_undo", record="nonsense"), "again", "nothing_to_undo")

    def test_a_room_is_done_and_opened_again(self):
        self._count(self.pieces[0])
        self.assert_answer(self._about("count_done", place=self.room.id), "done", "room_done")
        self.assertEqual(self._line(self.stocktake, self.pieces[1]).result, "missing")
        self.assert_answer(self._about("count_done", place=self.room.id), "again", "room_done")
        self.assert_answer(self._about("count_reopen", place=self.room.id), "done", "room_open")
        self.assertEqual(self._line(self.stocktake, self.pieces[1]).result, "expected")
        self.assert_answer(self._about("count_done", place=self.far_room.id), "refused", "outside")
        self.assert_answer(self._about("count_done"), "refused", "no_place")

    def test_a_damage_is_kept_at_the_piece_and_in_the_count(self):
        damage = {"code": self.pieces[0].name, "damage_kind": "scratch", "severity": "light", "photo": DOT}
        self.assert_answer(self._about("count_damage", **damage), "refused", "not_counted")
        self._count(self.pieces[0])
        kinds = [value for value, _name in self.env["furniture.damage"]._fields["kind"].selection]
        severities = [value for value, _name in self.env["furniture.damage"]._fields["severity"].selection]
        damage.update(damage_kind=kinds[0], severity=severities[-1])
        self.assert_answer(self._about("count_damage", **damage), "done", "damage_noted")
        line = self._line(self.stocktake, self.pieces[0])
        self.assertEqual((line.damage_id.lot_id, line.damage_id.kind), (self.pieces[0], kinds[0]))
        self.assertTrue(line.damage_id.photo)
        self.assert_answer(self._about("count_damage", **{**damage, "damage_kind": "x"}), "refused", "no_damage_kind")
        unreadable = self._about("count_damage", **{**damage, "photo": "aGVp"})
        self.assert_answer(unreadable, "done", "damage_noted_no_photo")

    def test_a_note_is_kept_with_its_photo(self):
        self._count("5701234567899")
        self.assert_answer(self._about("count_note", code="5701234567899"), "refused", "empty_note")
        self.assert_answer(self._about("count_note", code="5701234567899", photo="x"), "refused", "no_picture")
        self.assert_answer(
            self._about("count_note", code="5701234567899", note=" Bak døra ", photo=DOT), "done", "noted"
        )
        line = self._line(self.stocktake, "5701234567899")
        self.assertEqual((line.note, bool(line.photo)), ("Bak døra", True))

    def test_a_preview_of_a_count_changes_nothing(self):
        data = {"session": self.stocktake.id, "code": self.pieces[0].name, "place": self.room.id}
        (said,) = self.phone.env["furniture.scan"]._preview("count", [data])
        self.assertEqual(said["status"], "ready")
        self.assertEqual(self._line(self.stocktake, self.pieces[0]).result, "expected")


@tagged("post_install", "-at_install")
class TestScanCountBlind(ScanCountCase):
    def setUp(self):
        super().setUp()
        self.stocktake = self._start(blind=True)

    def test_the_answers_are_the_same_wherever_a_piece_belongs(self):
        said = [self._count(piece) for piece in (self.pieces[0], self.others[0], self._create_piece())]
        self.assertEqual({(one["status"], one["code"]) for one in said}, {("done", "count_counted")})
        self.assertEqual({one["values"]["belongs"] for one in said}, {""})
        self.assertFalse([one for one in said if "215" in json.dumps(one)])

    def test_nobody_is_asked_where_a_piece_belongs(self):
        self._count(self.others[0])
        self.assert_answer(self._about("count_answer", code=self.others[0].name, wish="move"), "refused", "blind_count")
        self.assert_answer(self._about("count_answer", code=self.pieces[0].name, wish="move"), "refused", "not_counted")

    def test_the_working_set_tells_nothing_that_is_expected(self):
        (row,) = self._rows_of(self.stocktake)
        self.assertEqual(row["pieces"], [])
        self.assertEqual({(room["expected"], room["counted"]) for room in row["rooms"]}, {(0, 0)})
        text = json.dumps(row)
        for piece in self.pieces | self.others:
            self.assertNotIn(piece.name, text)
            self.assertNotIn(piece.tag_id.code, text)

    def _rows_of(self, stocktake, role="operator"):
        rows = self.env(user=self.users[role])["furniture.scan.work"]._counts()
        return [row for row in rows if row["id"] == stocktake.id]


@tagged("post_install", "-at_install")
class TestScanWorkCounts(ScanCountCase):
    def _rows(self, role="operator"):
        self.env.invalidate_all()
        return self.env(user=self.users[role])["furniture.scan.work"]._counts()

    def test_an_open_count_comes_with_rooms_and_what_is_expected(self):
        self._count(self.pieces[0])
        (row,) = [row for row in self._rows() if row["id"] == self.stocktake.id]
        rooms = {room["id"]: (room["expected"], room["counted"], room["state"]) for room in row["rooms"]}
        self.assertEqual(rooms[self.room.id], (3, 1, "counting"))
        self.assertEqual(rooms[self.other_room.id], (2, 0, "waiting"))
        pieces = {piece["number"]: piece for piece in row["pieces"]}
        self.assertEqual(set(pieces), set((self.pieces | self.others).mapped("name")))
        self.assertEqual(pieces[self.pieces[0].name]["found"], self.room.id)
        self.assertIn(self.pieces[1].tag_id.code, pieces[self.pieces[1].name]["codes"])

    def test_only_those_who_count_get_it_and_their_own_come_first(self):
        of_another = self._start(counter_ids=self.users["manager"].ids)
        own = self._start(counter_ids=self.users["operator"].ids)
        ids = [row["id"] for row in self._rows()]
        self.assertNotIn(of_another.id, ids)
        self.assertEqual(ids[0], own.id)
        self.assertIn(self.stocktake.id, ids)

    def test_a_count_that_is_over_is_not_taken_along(self):
        self._close(self.stocktake, accept_not_counted=True)
        self.assertNotIn(self.stocktake.id, [row["id"] for row in self._rows()])

    def test_a_second_count_shows_only_what_differed(self):
        self._count_all(self.stocktake, self.pieces[0])
        self._as("coordinator", self.stocktake).action_finish()
        self._as("coordinator", self.stocktake).action_second_count()
        (row,) = [row for row in self._rows() if row["id"] == self.stocktake.id]
        self.assertTrue(row["second"])
        self.assertEqual([piece["number"] for piece in row["pieces"]], self.pieces[0].mapped("name"))

    def test_it_costs_nothing_for_a_further_piece(self):
        def queries(count):
            self._create_pieces(count, self.room)
            stocktake = self._start()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertIn(stocktake.id, [row["id"] for row in self._rows()])
            return self.env.cr.sql_log_count - before

        queries(2)
        self.assertLessEqual(queries(60) - queries(10), 12)


@tagged("post_install", "-at_install")
class TestScanCountQueries(ScanCountCase):
    def _queries(self, count):
        pieces = self._create_pieces(count, self.room)
        stocktake, phone = self._start(), self._phone("operator")
        for piece in pieces:
            phone.record("count", session=stocktake.id, code=piece.tag_id.code, place=self.room.id)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual({result["status"] for result in phone.send()["results"]}, {"done"})
        return self.env.cr.sql_log_count - before

    def test_fifty_scans_of_a_room_cost_what_ten_do(self):
        self._queries(2)
        few, many = self._queries(10), self._queries(50)
        self.assertLessEqual(many - few, 8)
        self.assertLessEqual(many, 100)
