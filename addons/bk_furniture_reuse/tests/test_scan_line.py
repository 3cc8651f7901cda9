"""Loading and delivering with the scan page."""

from odoo.tests import tagged

from .move_case import SIGNATURE, MoveMixin
from .scan_case import ScanCase


class ScanLoadCase(MoveMixin, ScanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_moves()
        cls.pieces = cls._create_pieces(3, cls.store)

    def setUp(self):
        super().setUp()
        self.picking = self._plan(self.pieces, self.classroom, unit=self.unit)

    def _line(self, piece, mode="load", load=None, **data):
        load = load or self.picking
        code = piece if isinstance(piece, str) else piece.tag_id.url
        return self.phone.do("line", model=load._name, res_id=load.id, mode=mode, code=code, **data)

    def _about(self, kind, load=None, **data):
        load = load or self.picking
        return self.phone.do(kind, model=load._name, res_id=load.id, **data)

    def _move_line(self, piece):
        self.env.invalidate_all()
        return self.env["stock.move.line"].search([("lot_id", "=", piece.id), ("picking_id", "=", self.picking.id)])

    def assert_answer(self, result, status, code):
        self.assertEqual((result["status"], result["code"]), (status, code), result["text"])


@tagged("post_install", "-at_install")
class TestScanLine(ScanLoadCase):
    def test_a_piece_is_loaded(self):
        result = self._line(self.pieces[0])
        self.assert_answer(result, "done", "loaded")
        self.assertIn(self.pieces[0].name, result["text"])
        self.assertEqual(self._move_line(self.pieces[0]).loaded_by_id, self.users["operator"])

    def test_a_piece_that_is_loaded_is_said_to_be(self):
        self._line(self.pieces[0])
        result = self._line(self.pieces[0].name)
        self.assert_answer(result, "again", "loaded_already")
        self.assertIn("Operator", result["text"])

    def test_a_piece_arrives_in_its_room_scanned_or_chosen(self):
        room_tag = self.env["furniture.tag"].create({})
        room_tag.write({"location_id": self.classroom.id, "state": "claimed"})
        for piece, place in ((self.pieces[0], self.classroom.id), (self.pieces[1], room_tag.code)):
            self.assert_answer(self._line(piece, "deliver", place=place), "done", "arrived")
            self.assertTrue(self._move_line(piece).arrived_on)

    def test_without_a_room_nothing_is_delivered(self):
        self.assert_answer(self._line(self.pieces[0], "deliver"), "refused", "no_place")
        self.assertFalse(self._move_line(self.pieces[0]).arrived_on)

    def test_the_wrong_room_is_for_a_person_to_decide(self):
        result = self._line(self.pieces[0], "deliver", place=self.hall.id)
        self.assert_answer(result, "conflict", "wrong_room")
        self.assertIn("214", result["text"])
        self.assertEqual([option["choice"] for option in result["options"]], ["leave_here", "carry_on"])
        self.assertFalse(self._move_line(self.pieces[0]).arrived_on)

    def test_a_piece_that_shall_stay_in_another_room_stays_there(self):
        conflict = self.phone.record(
            "line",
            model="stock.picking",
            res_id=self.picking.id,
            mode="deliver",
            code=self.pieces[0].name,
            place=self.hall.id,
        )
        self.phone.send([conflict])
        results = self._decide(conflict, "leave_here")
        self.assertEqual({result["status"] for result in results}, {"done"})
        self.assertEqual(self._move_line(self.pieces[0]).location_dest_id, self.hall)
        self.assertEqual(self._kept(conflict).status, "done")

    def test_a_piece_that_is_carried_on_is_scanned_again_in_its_room(self):
        conflict = self.phone.record(
            "line",
            model="stock.picking",
            res_id=self.picking.id,
            mode="deliver",
            code=self.pieces[0].name,
            place=self.hall.id,
        )
        self.phone.send([conflict])
        self._decide(conflict, "carry_on")
        self.assertEqual((self._kept(conflict).status, self._kept(conflict).code), ("done", "carried_on"))
        self.assertFalse(self._move_line(self.pieces[0]).arrived_on)
        self.assert_answer(self._line(self.pieces[0], "deliver", place=self.classroom.id), "done", "arrived")

    def test_whoever_knows_that_it_stays_says_so_at_once(self):
        result = self._line(self.pieces[0], "deliver", place=self.hall.id, leave_here=True)
        self.assert_answer(result, "done", "arrived")

    def test_a_piece_that_is_on_no_list_may_be_noted_as_extra(self):
        extra = self._create_piece(self.store)
        made = self.phone.record(
            "line", model="stock.picking", res_id=self.picking.id, mode="deliver", code=extra.name, place=self.hall.id
        )
        (result,) = self.phone.send([made])["results"]
        self.assert_answer(result, "conflict", "not_listed")
        self.assertEqual([option["choice"] for option in result["options"]], ["extra", "leave"])
        self._decide(made, "extra")
        self.assertEqual(self._kept(made).code, "extra_moved")
        self.assertEqual(self.picking.difference_ids.lot_id, extra)
        self.assert_stands_in(extra, self.hall)

    def test_a_piece_that_does_not_come_along_stays_as_it_was(self):
        extra = self._create_piece(self.store)
        made = self.phone.record("line", model="stock.picking", res_id=self.picking.id, mode="load", code=extra.name)
        self.phone.send([made])
        self._decide(made, "leave")
        self.assertFalse(self.picking.difference_ids)
        self.assert_stands_in(extra, self.store)

    def test_a_piece_of_another_load_is_refused_with_its_name(self):
        other = self._create_piece(self.store)
        load = self._load(self._plan(other, self.hall))
        result = self._line(other)
        self.assert_answer(result, "refused", "other_load")
        self.assertIn(load.name, result["text"])

    def test_what_leads_to_no_piece_is_refused_in_words(self):
        tag = self.env["furniture.tag"].create({})
        for code, expected in (
            ("7H3K-9Q2M-X0P", "unknown"),
            (tag.code, "is_blank"),
            ("", "unknown"),
            (None, "unknown"),
        ):
            result = self.phone.do("line", model="stock.picking", res_id=self.picking.id, mode="load", code=code)
            with self.subTest(code=code):
                self.assert_answer(result, "refused", expected)

    def test_a_load_that_is_gone_or_not_named_is_refused(self):
        for data in ({"res_id": 2**30}, {"res_id": "x"}, {"model": "res.users"}, {"model": None}):
            data = {
                "model": "stock.picking",
                "res_id": self.picking.id,
                "mode": "load",
                "code": self.pieces[0].name,
                **data,
            }
            with self.subTest(data=data):
                self.assert_answer(self.phone.do("line", **data), "refused", "load_gone")
        self.assert_answer(self._line(self.pieces[0], "fly"), "refused", "no_mode")

    def test_records_of_several_loads_in_one_message_go_each_their_way(self):
        others = self._create_pieces(2, self.store)
        load = self._load(self._plan(others, self.hall))
        for piece, target in (
            (self.pieces[0], self.picking),
            (others[0], load),
            (self.pieces[1], self.picking),
            (others[1], load),
        ):
            self.phone.record("line", model=target._name, res_id=target.id, mode="load", code=piece.tag_id.code)
        self.assertEqual([result["code"] for result in self.phone.send()["results"]], ["loaded"] * 4)

    def test_loaded_and_delivered_in_one_message(self):
        for mode in ("load", "deliver"):
            for piece in self.pieces:
                self.phone.record(
                    "line",
                    model="stock.picking",
                    res_id=self.picking.id,
                    mode=mode,
                    code=piece.name,
                    place=self.classroom.id,
                )
        results = self.phone.send()["results"]
        self.assertEqual([result["code"] for result in results], ["loaded"] * 3 + ["arrived"] * 3)

    def test_a_preview_changes_nothing(self):
        data = {"model": "stock.picking", "res_id": self.picking.id, "mode": "load"}
        said = self.phone.env["furniture.scan"]._preview(
            "line", [{**data, "code": self.pieces[0].name}, {**data, "res_id": 2**30, "code": self.pieces[1].name}]
        )
        self.assertEqual([one["status"] for one in said], ["ready", "refused"])
        self.assertFalse(self._move_line(self.pieces[0]).loaded_on)

    def test_the_kinds_that_only_share_code_carry_out_nothing(self):
        for kind in ("load", "count_line"):
            self.assertEqual(self.phone.do(kind, model="stock.picking", res_id=self.picking.id)["code"], "unknown_kind")

    def _decide(self, made, choice):
        return self.phone.send([self.phone.record("decide", record=made["id"], choice=choice)])["results"]


@tagged("post_install", "-at_install")
class TestScanDelivery(ScanLoadCase):
    def _deliver(self, pieces, load=None):
        for piece in pieces:
            self.assert_answer(self._line(piece, "deliver", load, place=self.classroom.id), "done", "arrived")

    def test_a_load_drives_off_once(self):
        self.assert_answer(self._about("depart"), "refused", "nothing_loaded")
        self._line(self.pieces[0])
        self.assert_answer(self._about("depart"), "done", "departed")
        self.assertEqual(self.picking.departed_by_id, self.users["operator"])
        self.assert_answer(self._about("depart"), "again", "departed_already")

    def test_everything_that_arrived_is_delivered(self):
        self.assert_answer(self._about("finish"), "refused", "nothing_arrived")
        self._deliver(self.pieces)
        self.assert_answer(self._about("finish"), "done", "finished")
        self.assert_stands_in(self.pieces, self.classroom)
        self.assert_answer(self._about("finish"), "again", "finished_already")

    def test_what_has_not_arrived_is_for_a_person_to_decide(self):
        self._deliver(self.pieces[:2])
        made = self.phone.record("finish", model="stock.picking", res_id=self.picking.id)
        (result,) = self.phone.send([made])["results"]
        self.assert_answer(result, "conflict", "not_all_arrived")
        self.assertEqual([option["choice"] for option in result["options"]], ["later", "missing"])
        self.assert_stands_in(self.pieces, self.store)
        self.phone.send([self.phone.record("decide", record=made["id"], choice="missing")])
        self.assert_stands_in(self.pieces[:2], self.classroom)
        self.assertEqual(self.picking.difference_ids.mapped("kind"), ["missing"])

    def test_the_rest_comes_later_when_that_is_said_at_once(self):
        self._deliver(self.pieces[:2])
        self.assert_answer(self._about("finish", rest="later"), "done", "finished")
        rest = self.env["stock.move.line"].search([("lot_id", "=", self.pieces[2].id), ("state", "=", "assigned")])
        self.assertTrue(rest.picking_id.furniture_move)

    def test_the_receiver_signs_for_what_was_delivered(self):
        self._deliver(self.pieces)
        self.assert_answer(self._about("sign", name="Rektor", signature=SIGNATURE), "refused", "nothing_to_sign")
        self._about("finish")
        self.assert_answer(self._about("sign", name=" ", signature=SIGNATURE), "refused", "no_name_signed")
        for bad in (None, "", "x", "aGVp"):
            self.assert_answer(self._about("sign", name="Rektor", signature=bad), "refused", "no_signature")
        result = self._about("sign", name="  Kari   Rektor ", signature=SIGNATURE)
        self.assert_answer(result, "done", "signed")
        self.assertEqual((self.picking.received_by, bool(self.picking.signature)), ("Kari Rektor", True))
        again = self._about("sign", name="Ola", signature=SIGNATURE)
        self.assert_answer(again, "again", "signed_already")
        self.assertIn("Kari Rektor", again["text"])

    def test_a_receipt_that_comes_too_early_keeps_its_signature(self):
        made = self.phone.record(
            "sign", model="stock.picking", res_id=self.picking.id, name="Rektor", signature=SIGNATURE
        )
        self.phone.send([made])
        kept = self._kept(made)
        self.assertEqual((kept.status, bool(kept.photo)), ("refused", True))
        self.assertNotIn("signature", kept.data)

    def test_the_whole_way_made_without_network_comes_in_one_message(self):
        load = self._load(self.picking)
        about = {"model": load._name, "res_id": load.id}
        for mode in ("load", "deliver"):
            for piece in self.pieces:
                self.phone.record("line", **about, mode=mode, code=piece.name, place=self.classroom.id)
            self.phone.record(*(["depart"] if mode == "load" else ["finish"]), **about)
        self.phone.record("sign", **about, name="Rektor", signature=SIGNATURE)
        answer = self.phone.send()
        self.assertEqual({result["status"] for result in answer["results"]}, {"done"})
        self.assert_stands_in(self.pieces, self.classroom)
        self.assertEqual(self.picking.received_by, "Rektor")
        self.assertEqual(self.phone.send(), answer)


@tagged("post_install", "-at_install")
class TestScanLineQueries(ScanLoadCase):
    def _queries(self, count, mode):
        pieces = self._create_pieces(count, self.store)
        picking = self._plan(pieces, self.classroom)
        phone = self._phone("operator")
        for piece in pieces:
            phone.record(
                "line",
                model="stock.picking",
                res_id=picking.id,
                mode=mode,
                code=piece.tag_id.code,
                place=self.classroom.id,
            )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        results = phone.send()["results"]
        self.assertEqual({result["status"] for result in results}, {"done"})
        return self.env.cr.sql_log_count - before

    def test_fifty_records_of_a_transfer_cost_what_ten_do(self):
        for mode in ("load", "deliver"):
            self._queries(2, mode)
            with self.subTest(mode=mode):
                few, many = self._queries(10, mode), self._queries(50, mode)
                self.assertLessEqual(many - few, 8)
                self.assertLessEqual(many, 120)

    def test_the_working_set_costs_nothing_for_a_further_piece(self):
        work = self.env(user=self.users["operator"])["furniture.scan.work"]

        def queries(count):
            for _load in range(count // 10):
                self._load(self._plan(self._create_pieces(10, self.store), self.classroom))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = work._transfers()
            self.assertGreaterEqual(sum(len(row["lines"]) for row in rows), count)
            return self.env.cr.sql_log_count - before

        queries(10)
        self.assertLessEqual(queries(60) - queries(10), 12)


@tagged("post_install", "-at_install")
class TestScanWorkTransfers(ScanLoadCase):
    def _rows(self, role="operator"):
        self.env.invalidate_all()
        return self.env(user=self.users[role])["furniture.scan.work"]._transfers()

    def test_an_open_transfer_comes_with_its_lines(self):
        (row,) = [row for row in self._rows() if row["res_id"] == self.picking.id]
        self.assertEqual((row["model"], row["title"], row["departed"]), ("stock.picking", "Skolen", False))
        self.assertEqual(sorted(line["number"] for line in row["lines"]), sorted(self.pieces.mapped("name")))
        line = row["lines"][0]
        self.assertEqual((line["from"]["name"], line["to"]["name"]), ("Ombrukslager", "214"))
        self.assertIn(self.pieces.filtered(lambda lot: lot.name == line["number"]).tag_id.code, line["codes"])

    def test_ones_own_loads_come_first_then_the_newest(self):
        other = self._plan(self._create_pieces(1, self.store), self.hall, user="coordinator")
        newest = self._plan(self._create_pieces(1, self.store), self.hall, user="coordinator")
        self._line(self.pieces[0])
        ours = [row["res_id"] for row in self._rows() if row["model"] == "stock.picking"]
        self.assertLess(ours.index(self.picking.id), ours.index(newest.id))
        self.assertLess(ours.index(newest.id), ours.index(other.id))

    def test_what_is_delivered_stays_until_somebody_signs(self):
        for piece in self.pieces:
            self._line(piece, "deliver", place=self.classroom.id)
        self._about("finish")
        (row,) = [row for row in self._rows() if row["res_id"] == self.picking.id]
        self.assertEqual(row["to_sign"], 1)
        self._about("sign", name="Rektor", signature=SIGNATURE)
        self.assertFalse([row for row in self._rows() if row["res_id"] == self.picking.id])

    def test_a_load_is_one_row(self):
        load = self._load(self.picking | self._plan(self._create_pieces(1, self.store), self.hall))
        (row,) = [row for row in self._rows() if row["model"] == "stock.picking.batch" and row["res_id"] == load.id]
        self.assertEqual(len(row["lines"]), 4)
        self.assertFalse(
            [row for row in self._rows() if row["res_id"] == self.picking.id and row["model"] == "stock.picking"]
        )


@tagged("post_install", "-at_install")
class TestScanLineUndo(ScanLoadCase):
    def _undo(self, piece, mode):
        return self._about("line_undo", mode=mode, code=piece.tag_id.code)

    def test_a_scan_is_taken_back(self):
        piece = self.pieces[0]
        self._line(piece)
        self.assert_answer(self._undo(piece, "load"), "done", "taken_back")
        self.assertFalse(self._move_line(piece).loaded_on)
        self.assert_answer(self._undo(piece, "load"), "again", "taken_back")

    def test_a_piece_that_was_left_elsewhere_goes_to_its_room_again(self):
        piece = self.pieces[0]
        self._line(piece, "deliver", place=self.hall.id, leave_here=True)
        self.assert_answer(self._undo(piece, "deliver"), "done", "taken_back")
        self.assertEqual(self._move_line(piece).location_dest_id, self.classroom)

    def test_what_has_arrived_or_been_delivered_stays(self):
        piece = self.pieces[0]
        self._line(piece)
        self._line(piece, "deliver", place=self.classroom.id)
        self.assert_answer(self._undo(piece, "load"), "refused", "arrived_already")
        self._about("finish", rest="later")
        self.assert_answer(self._undo(piece, "deliver"), "refused", "delivered_already")
        self.assert_answer(self._undo(self._create_piece(self.store), "load"), "refused", "not_listed")
