"""Closing a stock-take: what stock says afterwards, what stays as it is, the report, and that nothing is changed later."""

import base64
import hashlib
from datetime import timedelta
from unittest.mock import patch

from lxml import etree
from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from psycopg2 import IntegrityError

from .stocktake_case import DOT, StocktakeCase


@tagged("post_install", "-at_install")
class TestClosing(StocktakeCase):
    def setUp(self):
        super().setUp()
        self.stocktake = self._start()

    def _outcome_of(self, piece):
        return self._line(self.stocktake, piece).outcome

    def test_a_piece_in_the_wrong_room_is_moved_to_where_it_was_found(self):
        self._count_all(self.stocktake, self.pieces[0])
        self._scan(self.stocktake, self.other_room, self.pieces[0])
        self._close(self.stocktake)
        self.assert_stands_in(self.pieces[0], self.other_room)
        self.assertEqual(self._outcome_of(self.pieces[0]), "moved")
        move = self.env["stock.move.line"].search([("lot_id", "=", self.pieces[0].id)], order="id desc", limit=1)
        self.assertEqual(
            (move.move_id.is_inventory, move.location_id, move.location_dest_id), (True, self.room, self.other_room)
        )
        self.assertIn(self.stocktake.name, move.reference)

    def test_what_was_available_stays_so_wherever_it_was_found(self):
        available = self._create_piece(self.store)
        self.assertEqual(available.purpose, "available")
        self._scan(self.stocktake, self.room, available)
        self._count_all(self.stocktake)
        self._close(self.stocktake)
        self.assert_stands_in(available, self.room)
        self.assertEqual(available.purpose, "available")

    def test_a_piece_that_is_carried_back_stays_registered_where_it_was(self):
        self._count_all(self.stocktake, self.pieces[0])
        [answer] = self._scan(self.stocktake, self.other_room, self.pieces[0])
        self._as("operator", self.stocktake).answer_wrong_room(answer["line_id"], "back")
        self._close(self.stocktake)
        self.assert_stands_in(self.pieces[0], self.room)
        self.assertEqual(self._outcome_of(self.pieces[0]), "back")

    def test_a_missing_piece_goes_out_by_an_inventory_move_and_stays_registered(self):
        self._count_all(self.stocktake, self.pieces[0])
        self._close(self.stocktake)
        piece = self.pieces[0]
        self.assertFalse(self._quant(piece))
        self.assertEqual((bool(piece.missing_since), piece.end_kind, piece.location_id.id), (True, False, False))
        self.assertNotIn(piece, self.env["stock.lot"].search(list(self.env["stock.lot"]._present())))
        self.assertTrue(piece.tag_id)
        move = self.env["stock.move.line"].search([("lot_id", "=", piece.id)], order="id desc", limit=1)
        self.assertEqual((move.location_id, move.location_dest_id.usage), (self.room, "inventory"))

    def test_a_missing_piece_comes_back_when_somebody_scans_it_in_another_stock_take(self):
        self._count_all(self.stocktake, self.pieces[0])
        self._close(self.stocktake)
        second = self._start(place_ids=self.far_room.ids)
        self.assertEqual(
            self._kinds(self._scan(second, self.far_room, self.pieces[0], self.far)), ["unexpected", "found"]
        )
        self._as("operator", second).finish_room(self.far_room.id)
        self._close(second)
        self.assert_stands_in(self.pieces[0], self.far_room)
        self.assertFalse(self.pieces[0].missing_since)
        self.assertEqual(self._line(second, self.pieces[0]).outcome, "came_back")
        total = self.env["stock.quant"].search([("lot_id", "=", self.pieces[0].id)])
        self.assertEqual(sum(total.mapped("quantity")), 0, "what came in went out of the inventory location")

    def test_a_missing_piece_that_comes_into_stock_another_way_is_not_missing_any_more(self):
        self._count_all(self.stocktake, self.pieces[0])
        self._close(self.stocktake)
        self.env["furniture.stock.loader"]._load_by_odoo([(self.pieces[0].id, self.store.id)])
        self.assertFalse(self.pieces[0].missing_since)

    def test_a_room_that_nobody_entered_is_not_counted_and_nothing_is_missing_there(self):
        self._scan(self.stocktake, self.room, *self.pieces)
        self._as("operator", self.stocktake).finish_room(self.room.id)
        self._as("coordinator", self.stocktake).action_finish()
        with self.assert_refused(UserError, "Rooms not counted: 1"):
            self._close(self.stocktake)
        self.assertEqual(self.stocktake.state, "to_close")
        self._close(self.stocktake, accept_not_counted=True)
        self.assert_stands_in(self.others, self.other_room)
        self.assertEqual(self._line(self.stocktake, self.others[0]).result, "expected")

    def test_of_a_room_that_was_begun_the_manager_decides(self):
        self._scan(self.stocktake, self.room, self.pieces[0])
        for place in (self.other_room,):
            self._scan(self.stocktake, place, *self.others)
            self._as("operator", self.stocktake).finish_room(place.id)
        self._as("coordinator", self.stocktake).action_finish()
        with self.assertRaises(UserError):
            self._close(self.stocktake)
        with self.env.cr.savepoint() as savepoint:
            self._close(self.stocktake, accept_not_counted=True)
            self.assert_stands_in(self.pieces, self.room)
            savepoint.rollback()
        self.env.invalidate_all()
        self._close(self.stocktake, unfinished="missing")
        self.assertTrue(self.pieces[1].missing_since)
        self.assert_stands_in(self.pieces[0], self.room)

    def test_rooms_out_of_scope_are_left_alone(self):
        self._count_all(self.stocktake)
        self._close(self.stocktake)
        self.assert_stands_in(self.far, self.far_room)
        self.assertFalse(self.far.missing_since)

    def test_what_was_moved_after_it_was_counted_stays_where_it_was_moved_to(self):
        self._count_all(self.stocktake, self.pieces[0], self.pieces[1])
        self._scan(self.stocktake, self.other_room, self.pieces[0])
        for piece in (self.pieces[0], self.pieces[1]):
            piece._move_to(self.far_room)
        later = fields.Datetime.now() + timedelta(minutes=5)
        moved = self.env["stock.move.line"].search([("location_dest_id", "=", self.far_room.id)])
        moved.write({"date": later})
        self._close(self.stocktake)
        self.assert_stands_in(self.pieces[0] | self.pieces[1], self.far_room)
        self.assertEqual([self._outcome_of(piece) for piece in self.pieces[:2]], ["moved_since", "moved_since"])
        self.assertFalse(self.pieces[1].missing_since)

    def test_a_piece_that_was_sold_and_is_seen_is_left_to_be_clarified(self):
        self.env["stock.quant"].search([("lot_id", "=", self.far.id), ("quantity", ">", 0)]).with_context(
            inventory_mode=True
        ).inventory_quantity_auto_apply = 0
        self.far.end_kind = "sold"
        self.assertEqual(self._kinds(self._scan(self.stocktake, self.room, self.far)), ["ended"])
        self._count_all(self.stocktake)
        self._close(self.stocktake)
        self.assertFalse(self._quant(self.far))
        self.assertEqual(self._outcome_of(self.far), "clarify")

    def test_an_unknown_code_changes_nothing_in_stock(self):
        self._scan(self.stocktake, self.room, "FREMMED-1")
        self._count_all(self.stocktake)
        moves = self.env["stock.move"].search_count([])
        self._close(self.stocktake)
        self.assertEqual(self.env["stock.move"].search_count([]), moves)
        self.assertEqual(self._line(self.stocktake, "FREMMED-1").result, "unknown")

    def test_the_manager_reads_beforehand_what_will_happen(self):
        self._scan(self.stocktake, self.other_room, self.pieces[0])
        self._count_all(self.stocktake, self.pieces[0], self.pieces[1])
        self._scan(self.stocktake, self.room, "FREMMED-1")
        self._as("coordinator", self.stocktake).action_finish()
        action = self._as("manager", self.stocktake).action_close()
        wizard = (
            self.env["furniture.stocktake.close"]
            .with_user(self.users["manager"])
            .with_context(action["context"])
            .create({})
        )
        for text in ("where they were found: 1.", "taken out of stock: 1.", "Unknown codes: 1."):
            self.assertIn(text, wizard.summary)
        with self.assert_refused(UserError, "Sign first"):
            wizard.action_close()
        wizard.signature = DOT
        wizard.action_close()
        self.assertEqual((self.stocktake.state, self.stocktake.closed_by_id), ("closed", self.users["manager"]))

    def test_closing_twice_corrects_once(self):
        self._count_all(self.stocktake, self.pieces[0])
        self.assertTrue(self._close(self.stocktake))
        moves = self.env["stock.move"].search_count([])
        self.assertFalse(self._as("manager", self.stocktake)._close(DOT))
        self.assertEqual(self.env["stock.move"].search_count([]), moves)

    def test_all_or_nothing(self):
        self._count_all(self.stocktake, self.pieces[0])
        self._scan(self.stocktake, self.other_room, self.pieces[1])
        self._as("coordinator", self.stocktake).action_finish()
        with (
            patch.object(type(self.stocktake), "_keep_report", side_effect=UserError("no paper")),
            self.assertRaises(UserError),
            self.env.cr.savepoint(),
        ):
            self._close(self.stocktake)
        self.env.invalidate_all()
        self.assertEqual(self.stocktake.state, "to_close")
        self.assert_stands_in(self.pieces, self.room)
        self.assertFalse(self.pieces[0].missing_since)

    def test_a_cancelled_stock_take_changes_nothing_and_keeps_what_was_scanned(self):
        self._scan(self.stocktake, self.other_room, self.pieces[0])
        self._as("coordinator", self.stocktake).action_cancel()
        self.assert_stands_in(self.pieces, self.room)
        self.assertEqual(self._line(self.stocktake, self.pieces[0]).result, "wrong_room")


@tagged("post_install", "-at_install")
class TestHeldPieces(StocktakeCase):
    def setUp(self):
        super().setUp()
        self.reservation = self._reserve(self.pieces[0] | self.pieces[1])
        self.stocktake = self._start()

    def _held(self, piece):
        return self.env["furniture.reservation.line"].search([("lot_id", "=", piece.id), ("state", "=", "held")])

    def test_a_hold_follows_its_piece_to_the_room_where_it_was_found(self):
        self._count_all(self.stocktake, self.pieces[0])
        self._scan(self.stocktake, self.other_room, self.pieces[0])
        self._close(self.stocktake)
        self.assert_stands_in(self.pieces[0], self.other_room)
        held = self._held(self.pieces[0])
        self.assertEqual((held.reservation_id, self.pieces[0].purpose), (self.reservation, "reserved"))
        self.assertEqual(held.move_line_id.location_id, self.other_room)
        self.assertEqual(self._quant(self.pieces[0]).reserved_quantity, 1)
        self.assertEqual(self._line(self.stocktake, self.pieces[0]).outcome, "moved_held")
        # Its neighbour in the same transfer is held as before.
        self.assertEqual(self._held(self.pieces[1]).move_line_id.location_id, self.room)
        self.assertEqual(self._quant(self.pieces[1]).reserved_quantity, 1)
        self.assertEqual((self.reservation.state, self.reservation.line_count), ("held", 2))

    def test_a_hold_of_a_missing_piece_is_released_and_said(self):
        self._count_all(self.stocktake, self.pieces[0])
        self._close(self.stocktake)
        self.assertFalse(self._held(self.pieces[0]))
        self.assertFalse(self._quant(self.pieces[0]))
        self.assertTrue(self.pieces[0].missing_since)
        self.assertEqual(self.reservation.line_count, 1)
        notice = self.env["furniture.notice"].search([("user_id", "=", self.users["coordinator"].id)], limit=1)
        self.assertEqual(
            (notice.res_model, notice.res_id, notice.urgent), ("furniture.reservation", self.reservation.id, True)
        )
        self.assertIn(self.pieces[0].name, notice.text)
        self.assertIn("not found", self.reservation.message_ids[0].body)

    def test_a_missing_piece_is_not_passed_on_to_the_next_in_the_queue(self):
        waiting = (
            self.env["furniture.reservation"]
            .with_user(self.users["coordinator"])
            ._ask([{"lot_id": self.pieces[0].id}], requester=self.users["employee"])
        )
        self._count_all(self.stocktake, self.pieces[0])
        self._close(self.stocktake)
        self.assertFalse(self._held(self.pieces[0]))
        self.assertNotEqual(waiting.state, "held")
        self.assertTrue(self.pieces[0].missing_since)

    def test_the_requester_goes_on_waiting_for_another_piece_of_the_model(self):
        asked = (
            self.env["furniture.reservation"]
            .with_user(self.users["employee"])
            ._ask([{"product_id": self.model.id, "quantity": 1}])
        )
        [lot] = asked.sudo().line_ids.filtered(lambda line: line.state == "held").lot_id
        place = lot.location_id
        stocktake = self._start(place_ids=place.ids)
        self._as("operator", stocktake).finish_room(place.id)
        spare = self._create_piece(self.far_room)
        self._close(stocktake)
        self.assertTrue(lot.missing_since)
        self.assertNotEqual(asked.sudo().state, "released")
        self.assertNotIn(lot, asked.sudo().line_ids.filtered(lambda line: line.state == "held").lot_id)
        self.assertEqual(asked.sudo().ask_ids.quantity, 1)
        self.assertTrue(spare)
        notice = self.env["furniture.notice"].search(
            [("user_id", "=", self.users["employee"].id), ("kind", "=", "stocktake")]
        )
        self.assertIn(lot.name, notice.text)


@tagged("post_install", "-at_install")
class TestReport(StocktakeCase):
    def setUp(self):
        super().setUp()
        self.stocktake = self._start(note="Årlig telling")
        [answer] = self._scan(self.stocktake, self.other_room, self.pieces[0])
        self._as("operator", self.stocktake).add_note(answer["line_id"], "Sto i gangen", DOT)
        self._scan(self.stocktake, self.room, "FREMMED-1")
        self._count_all(self.stocktake, self.pieces[0], self.pieces[1])
        self._close(self.stocktake)

    def test_the_report_is_kept_with_a_checksum(self):
        content = base64.b64decode(self.stocktake.report_id.datas)
        self.assertEqual(self.stocktake.report_checksum, hashlib.sha256(content).hexdigest())
        self.assertEqual(
            (self.stocktake.report_id.res_model, self.stocktake.report_id.res_id),
            ("furniture.stocktake", self.stocktake.id),
        )

    def test_the_report_says_who_where_and_what_differed(self):
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("bk_furniture_reuse.stocktake_report_action", self.stocktake.ids)[0]
            .decode()
        )
        for text in (self.stocktake.name, "Årlig telling", "Manager", "Operator", "214", "215", self.pieces[0].name, "Sto i gangen", "FREMMED-1",
                     "data:image/png;base64"):  # fmt: skip
            self.assertIn(text, html)

    def test_empty_values_leave_no_cell_out(self):
        html = self.env["ir.actions.report"]._render_qweb_html(
            "bk_furniture_reuse.stocktake_report_action", self.stocktake.ids
        )[0]
        tables = [
            table
            for table in etree.fromstring(html, etree.HTMLParser()).iter("table")
            if table.find("thead") is not None
        ]
        self.assertEqual(len(tables), 4, "rooms, missing, wrong room, unknown")
        for table in tables:
            heads = len(table.findall("thead/tr/th"))
            self.assertEqual({len(row.findall("td")) for row in table.findall("tbody/tr")}, {heads})

    def test_numbers_per_room_add_up_to_those_of_the_stock_take(self):
        rows = self.stocktake._report_rooms()
        self.assertEqual(sum(row["expected"] for row in rows), self.stocktake.expected_count)
        for result, name in (
            ("found", "found_count"),
            ("missing", "missing_count"),
            ("wrong_room", "wrong_count"),
            ("unknown", "unknown_count"),
        ):
            self.assertEqual(sum(row[result] for row in rows), self.stocktake[name], result)

    def test_no_role_changes_or_deletes_the_signed_report(self):
        for role in ("employee", "operator", "coordinator", "manager", "auditor"):
            report = self._as(role, self.stocktake.report_id)
            with self.subTest(role=role), self.assertRaises(UserError):
                report.write({"datas": DOT})
            with self.subTest(role=role), self.assertRaises(UserError):
                report.unlink()

    def test_no_role_changes_a_closed_stock_take(self):
        line = self._line(self.stocktake, self.pieces[1])
        room = self.stocktake.room_ids[:1]
        stocktake = self.stocktake
        calls = (
            lambda role: self._as(role, stocktake).write({"note": "x"}),
            lambda role: self._as(role, stocktake).write({"state": "draft"}),
            lambda role: self._as(role, stocktake).write({"counter_ids": [(4, self.users[role].id)]}),
            lambda role: self._as(role, stocktake).write({"line_ids": [(1, line.id, {"result": "found"})]}),
            lambda role: self._as(role, stocktake).with_context(_stocktake_at_work=True).write({"note": "x"}),
            lambda role: self._as(role, stocktake).unlink(),
            lambda role: self._as(role, line).write({"result": "found"}),
            lambda role: self._as(role, line).unlink(),
            lambda role: self._as(role, line)._link(self.pieces[2]),
            lambda role: self._as(role, room).write({"state": "waiting"}),
            lambda role: self._as(role, stocktake).register_scans(
                [{"uid": "z", "code": "x", "place_id": self.room.id}]
            ),
            lambda role: self._as(role, stocktake).finish_room(self.room.id),
            lambda role: self._as(role, stocktake).reopen_room(self.room.id),
            lambda role: self._as(role, stocktake).add_note(line.id, "x"),
            lambda role: self._as(role, stocktake).action_start(),
            lambda role: self._as(role, stocktake).action_finish(),
            lambda role: self._as(role, stocktake).action_resume(),
            lambda role: self._as(role, stocktake).action_cancel(),
            lambda role: self._as(role, stocktake).action_second_count(),
        )
        before = stocktake.read()[0]
        for role in ("employee", "operator", "coordinator", "manager", "auditor", "internal", "portal"):
            for number, call in enumerate(calls):
                with self.subTest(role=role, call=number), self.assertRaises(UserError), self.env.cr.savepoint():
                    call(role)
        self.env.invalidate_all()
        self.assertEqual(stocktake.read()[0], before)
        self.assertEqual(line.result, "missing")

    def test_the_database_wants_to_know_who_closed_it(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE furniture_stocktake SET closed_by_id = NULL WHERE id = %s", [self.stocktake.id])
