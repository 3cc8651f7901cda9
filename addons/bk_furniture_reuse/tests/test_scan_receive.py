from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .scan_case import ScanCase


@tagged("post_install", "-at_install")
class TestScanReceive(ScanCase):
    def test_a_record_moves_the_piece_and_is_kept(self):
        made = self.phone.record("move", code=self.piece.tag_id.url, place=self.other_room.id, **{"from": self.room.id})
        (result,) = self.phone.send()["results"]
        self.assertEqual((result["status"], result["code"]), ("done", "moved"))
        self.assert_stands_in(self.piece, self.other_room)
        kept = self._kept(made)
        self.assertEqual((kept.status, kept.lot_id, kept.place_id), ("done", self.piece, self.other_room))

    def test_a_record_that_comes_again_gets_its_answer_and_does_nothing(self):
        self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        first = self.phone.send()
        self.piece._move_to(self.store)
        self.assertEqual(self.phone.send(), first)
        self.assert_stands_in(self.piece, self.store)

    def test_nothing_is_taken_over_a_gap(self):
        first = self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        second = self.phone.record("move", code=self.piece.name, place=self.store.id)
        self.assertEqual(self.phone.send([second]), {"results": [], "expected": 1})
        self.assert_stands_in(self.piece, self.room)
        answer = self.phone.send([second, first])
        self.assertEqual([result["status"] for result in answer["results"]], ["done", "done"])
        self.assert_stands_in(self.piece, self.store)

    def test_a_server_from_a_copy_goes_on_where_the_phone_is(self):
        for _number in range(3):
            self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        answer = self.phone.send(self.phone.records[2:], floor=3)
        self.assertEqual((len(answer["results"]), answer["expected"]), (1, 4))

    def test_one_record_that_fails_does_not_take_the_others_along(self):
        leaving = self._create_piece(self.room)
        others = self._create_pieces(2, self.room)
        move_to = type(leaving)._move_to

        def refusing(lots, place, *args):
            if leaving in lots:
                raise UserError(f"{leaving.name} sitter fast")
            return move_to(lots, place, *args)

        for lot in (others[0], leaving, others[1]):
            self.phone.record("move", code=lot.name, place=self.other_room.id)
        with patch.object(type(leaving), "_move_to", refusing):
            results = self.phone.send()["results"]
        self.assertEqual([result["status"] for result in results], ["done", "refused", "done"])
        self.assertIn("sitter fast", results[1]["text"])
        self.assert_stands_in(others, self.other_room)
        self.assert_stands_in(leaving, self.room)

    def test_a_fault_of_ours_holds_up_nothing_and_is_logged(self):
        self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        action = type(self.env["furniture.scan.action.move"])
        with (
            patch.object(action, "_do", side_effect=ZeroDivisionError),
            self.assertLogs("odoo.addons.bk_furniture_reuse.models.furniture_scan", "ERROR"),
        ):
            (result,) = self.phone.send()["results"]
        self.assertEqual((result["status"], result["code"]), ("refused", "failed"))

    def test_a_record_that_stands_twice_in_a_message_is_taken_once(self):
        made = self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        answer = self.phone.send([made, made])
        self.assertEqual(([result["status"] for result in answer["results"]], answer["expected"]), (["done"], 2))

    def test_a_piece_that_somebody_else_moved_is_for_a_person_to_decide(self):
        self.piece._move_to(self.store)
        result = self.phone.do("move", code=self.piece.name, place=self.other_room.id, **{"from": self.room.id})
        self.assertEqual(result["status"], "conflict")
        self.assertEqual([option["choice"] for option in result["options"]], ["move_anyway", "leave"])
        self.assert_stands_in(self.piece, self.store)

    def test_an_unknown_code_is_kept_and_refused_in_words(self):
        made = self.phone.record("move", code="7H3K-9Q2M-X0P", place=self.room.id)
        (result,) = self.phone.send()["results"]
        self.assertEqual(result["status"], "refused")
        self.assertIn("7H3K-9Q2M-X0P", result["text"])
        self.assertEqual(self._kept(made).data["code"], "7H3K-9Q2M-X0P")

    def test_a_kind_that_the_server_does_not_know_holds_up_nothing(self):
        self.phone.record("levitate", code=self.piece.name)
        self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        results = self.phone.send()["results"]
        self.assertEqual([result["code"] for result in results], ["unknown_kind", "moved"])

    def test_two_records_with_one_number_are_not_both_carried_out(self):
        self.phone.do("move", code=self.piece.name, place=self.other_room.id)
        double = self.phone.record("move", code=self.piece.name, place=self.store.id)
        double["seq"] = 1
        (result,) = self.phone.send([double])["results"]
        self.assertEqual(result["code"], "clash")
        self.assert_stands_in(self.piece, self.other_room)

    def test_a_message_that_no_scan_page_sends_is_refused_whole(self):
        good = self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        for bad in ("x", {**good, "id": "1"}, {**good, "seq": 0}, {**good, "data": []}, {**good, "at": "noon"}, None):
            with self.subTest(bad=bad), self.assert_refused(UserError, "Load the page again"):
                self.phone.send([good, bad])
        self.assert_stands_in(self.piece, self.room)

    def test_a_preview_tells_what_would_happen_and_changes_nothing(self):
        data = {"code": self.piece.name, "place": self.other_room.id}
        said = self.phone.env["furniture.scan"]._preview("move", [data, {"code": "nothing", "place": self.room.id}])
        self.assertEqual([one["status"] for one in said], ["ready", "refused"])
        self.assert_stands_in(self.piece, self.room)


@tagged("post_install", "-at_install")
class TestScanRights(ScanCase):
    def test_those_who_may_not_scan_are_refused(self):
        for role in ("employee", "auditor", "internal", "portal"):
            phone = self._phone(role)
            phone.record("move", code=self.piece.name, place=self.other_room.id)
            with self.subTest(role=role), self.assert_refused(AccessError, "people of the warehouse"):
                phone.send()

    def test_nobody_sends_or_reads_the_queue_of_somebody_else(self):
        made = self.phone.record("move", code=self.piece.name, place=self.other_room.id)
        self.phone.send()
        other = self._phone("coordinator")
        other.records = [made]
        with self.assert_refused(AccessError, "belongs to somebody else"):
            other.send()
        other.uuid = self.phone.uuid
        other.records = []
        with self.assert_refused(AccessError, "belongs to somebody else"):
            other.send()
        colleague = self.users["operator"].copy({"login": "bk_colleague"})
        record = self._kept(made)
        self.assertFalse(self.env["furniture.scan.record"].with_user(colleague).search([("id", "=", record.id)]))
        self.assertTrue(self._as("auditor", record).text)
