"""Loading and arriving by scan: wrong pieces and wrong rooms are said at once, and what is noted is noted once."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .move_case import MoveCase


@tagged("post_install", "-at_install")
class TestMoveScan(MoveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pieces = cls._create_pieces(3, cls.store)
        targets = dict(zip(cls.pieces, (cls.classroom, cls.classroom, cls.hall), strict=True))
        cls.picking = cls.pieces._plan_move(targets, unit=cls.unit)

    def _statuses(self, *arguments, **options):
        return [status for status, _text in self._scan(self.picking, *arguments, **options)]

    def _counts(self):
        self.env.invalidate_all()
        return self.picking.piece_count, self.picking.loaded_count, self.picking.arrived_count

    def test_loading_takes_tags_addresses_and_printed_numbers(self):
        first, second, third = self.pieces
        codes = [first.tag_id.code, second.tag_id.url, f" {third.name} "]
        self.assertEqual(self._statuses("load", codes), ["loaded"] * 3)
        self.assertEqual(self._counts(), (3, 3, 0))
        line = self.picking.move_line_ids[0]
        self.assertEqual((line.loaded_by_id, line.scan_state), (self.users["operator"], "loaded"))
        self.assertTrue(line.loaded_on)

    def test_a_piece_is_loaded_once(self):
        first = self.pieces[0]
        self.assertEqual(self._statuses("load", [first.name, first.name]), ["loaded", "again"])
        at, by = self.picking.move_line_ids[0].loaded_on, self.picking.move_line_ids[0].loaded_by_id
        [(status, text)] = self._scan(self.picking, "load", [first.tag_id.code], user="coordinator")
        self.assertEqual(status, "again")
        self.assertIn("Operator", text)
        self.assertEqual(
            (self.picking.move_line_ids[0].loaded_on, self.picking.move_line_ids[0].loaded_by_id), (at, by)
        )

    def test_wrong_pieces_are_said_at_once(self):
        stranger, other = self._create_pieces(2, self.store)
        other_load = self._load(self._plan(other, self.room))
        results = self._scan(self.picking, "load", [stranger.name, other.name, "TULL-OG-TOYS", "\0"])
        self.assertEqual([status for status, _text in results], ["not_listed", "other_load", "unknown", "unknown"])
        self.assertIn(other_load.name, results[1][1])
        self.assertEqual(self._counts(), (3, 0, 0))

    def test_arriving_needs_the_room_first(self):
        first = self.pieces[0]
        self.assertEqual(self._statuses("deliver", [first.name]), ["no_place"])
        self.assertEqual(self._counts(), (3, 0, 0))

    def test_a_room_in_the_batch_is_where_the_pieces_after_it_are(self):
        rooms = self.classroom | self.hall
        tags = {
            room: self.env["furniture.tag"].sudo().create([{**self.env["furniture.tag"]._prepare_claim_vals(room)}])
            for room in rooms
        }
        first, second, third = self.pieces
        codes = [tags[self.classroom].code, first.name, second.name, tags[self.hall].code, third.name]
        self.assertEqual(self._statuses("deliver", codes), ["place", "arrived", "arrived", "place", "arrived"])
        self.assertEqual(self._counts(), (3, 0, 3))
        self.assertFalse(self.picking.move_line_ids.planned_dest_id)

    def test_the_wrong_room_is_said_and_nothing_is_noted(self):
        third = self.pieces[2]
        [(status, text)] = self._scan(self.picking, "deliver", [third.name], self.classroom)
        self.assertEqual(status, "wrong_room")
        self.assertEqual(text, f"{third.name} goes to Aula, you are in 214.")
        self.assertEqual(self._counts(), (3, 0, 0))

    def test_a_piece_may_be_left_in_another_room_on_purpose(self):
        third = self.pieces[2]
        self.assertEqual(self._statuses("deliver", [third.name], self.classroom, leave_here=True), ["arrived"])
        line = self.picking.move_line_ids.filtered(lambda line: line.lot_id == third)
        self.assertEqual((line.location_dest_id, line.planned_dest_id), (self.classroom, self.hall))
        self._undo("deliver", line)
        self.assertEqual((line.location_dest_id, line.planned_dest_id.id, line.arrived_on), (self.hall, False, False))

    def test_a_room_on_the_floor_that_was_planned_is_no_other_room(self):
        piece = self._create_piece(self.store)
        picking = self._plan(piece, self.school_floor)
        self.assertEqual(self._scan(picking, "deliver", [piece.name], self.hall)[0][0], "arrived")
        self._finish(picking)
        self.assert_stands_in(piece, self.hall)
        self.assertFalse(picking.difference_ids)

    def _undo(self, mode, lines):
        scan = self.env["furniture.move.scan"].with_user(self.users["operator"])
        scan.undo_scan("stock.picking", self.picking.id, mode, lines.ids)

    def test_the_last_scan_is_taken_back(self):
        line = self.picking.move_line_ids[0]
        self._scan(self.picking, "load", [line.lot_id.name])
        self._undo("load", line)
        self.assertEqual((self._counts(), line.loaded_by_id.id), ((3, 0, 0), False))

    def test_nothing_outside_the_load_is_taken_back(self):
        piece = self._create_piece(self.store)
        other = self._plan(piece, self.room)
        self._scan(other, "load", [piece.name])
        self._undo("load", other.move_line_ids)
        self.assertTrue(other.move_line_ids.loaded_on)

    def test_a_load_is_worked_as_one_list(self):
        more = self._create_pieces(2, self.room)
        load = self._load(self.picking | self._plan(more, self.hall), vehicle=self.van)
        self.assertEqual(
            [status for status, _text in self._scan(load, "load", self._names(self.pieces | more))], ["loaded"] * 5
        )
        work = (
            self.env["furniture.move.scan"].with_user(self.users["operator"]).get_work("stock.picking.batch", load.id)
        )
        self.assertEqual((work["name"], len(work["lines"]), len(work["pickings"])), (load.name, 5, 2))
        self.assertEqual({line["loaded"] for line in work["lines"]}, {True})
        self.assertEqual({line["to"]["floor"] for line in work["lines"]}, {"Skolen / 1. etasje"})
        self.assertIn("AB 12345", work["vehicle"])

    def test_an_extra_piece_is_noted_and_moved_in_the_books(self):
        extra = self._create_piece(self.store)
        scan = self.env["furniture.move.scan"].with_user(self.users["operator"])
        for _twice in range(2):
            scan.note_extra("stock.picking", self.picking.id, extra.name, self.hall.id)
        self.assertEqual((self.picking.difference_ids.lot_id, self.picking.difference_ids.kind), (extra, "extra"))
        self.assert_stands_in(extra, self.hall)

    def test_an_extra_piece_that_is_held_is_noted_and_stays_in_the_books(self):
        extra = self._create_piece(self.store)
        self._reserve(extra)
        scan = self.env["furniture.move.scan"].with_user(self.users["operator"])
        text = scan.note_extra("stock.picking", self.picking.id, extra.name, self.hall.id)
        self.assertIn("has not been changed", text)
        self.assert_stands_in(extra, self.store)
        with self.assert_refused(UserError, "on the list"):
            scan.note_extra("stock.picking", self.picking.id, self.pieces[0].name, self.hall.id)

    def test_what_was_scanned_is_written_by_scanning_only(self):
        line = self.picking.move_line_ids[0]
        for vals in ({"loaded_on": "2030-01-01"}, {"arrived_by_id": 1}, {"planned_dest_id": self.room.id}):
            with self.assert_refused(AccessError, "noted by scanning"):
                self._as("manager", line).write(vals)
        for vals in ({"departed_on": "2030-01-01"}, {"received_by": "Ola"}, {"signature": "iVBORw0KGgo="}):
            with self.assert_refused(AccessError, "Load and deliver"):
                self._as("manager", self.picking).write(vals)

    def test_who_may_work_on_a_load(self):
        calls = (
            lambda scan: scan.get_work("stock.picking", self.picking.id),
            lambda scan: scan.scan_codes("stock.picking", self.picking.id, "load", [self.pieces[0].name]),
            lambda scan: scan.undo_scan("stock.picking", self.picking.id, "load", self.picking.move_line_ids.ids),
            lambda scan: scan.note_extra("stock.picking", self.picking.id, "x"),
            lambda scan: scan.depart("stock.picking", self.picking.id),
            lambda scan: scan.finish("stock.picking", self.picking.id, "missing"),
            lambda scan: scan.sign("stock.picking", self.picking.id, "Ola", "x"),
        )
        for role in ("employee", "auditor", "internal", "portal"):
            for number, call in enumerate(calls):
                with self.subTest(role=role, call=number), self.assertRaises(AccessError):
                    call(self.env["furniture.move.scan"].with_user(self.users[role]))
        self.assertEqual(self._counts(), (3, 0, 0))

    def test_only_transfers_and_loads_are_worked_on(self):
        scan = self.env["furniture.move.scan"].with_user(self.users["operator"])
        with self.assert_refused(UserError, "transfer or a load"):
            scan.get_work("res.partner", 1)
        with self.assert_refused(UserError, "load or deliver"):
            scan.scan_codes("stock.picking", self.picking.id, "steal", [])

    def test_employees_see_no_transfers_and_the_auditor_sees_all(self):
        load = self._load(self.picking, vehicle=self.van)
        for record in (self.picking, load, self.picking.move_line_ids[0].picking_id):
            with self.assertRaises(AccessError):
                self._as("employee", record).read(["name"])
        auditor = self._as("auditor", load)
        self.assertEqual((auditor.piece_count, auditor.vehicle_id.license_plate), (3, "AB 12345"))
        self.assertEqual(self._as("auditor", self.picking).receipt_state, "to_receive")
        for view in ("kanban", "list", "search"):
            view_id = self.env.ref(f"bk_furniture_reuse.stock_picking_batch_view_{view}_loads").id
            self.assertTrue(auditor.get_view(view_id, view)["arch"])
