"""Planning a move: exactly the chosen pieces are kept for it, each with its place, with the holds that reservations have."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .move_case import MoveCase


@tagged("post_install", "-at_install")
class TestPlanMove(MoveCase):
    def test_a_planned_move_keeps_exactly_the_chosen_pieces(self):
        first, second, third, fourth = self._create_pieces(4, self.store)
        picking = self._plan(second | fourth, self.room)
        self.assertEqual(picking.move_line_ids.lot_id, second | fourth)
        self.assertEqual(self._reserved(first | second | third | fourth), {first: 0, second: 1, third: 0, fourth: 1})
        self.assertEqual(
            (picking.state, picking.furniture_move, picking.receipt_state), ("assigned", True, "to_receive")
        )
        self.assertEqual(picking.picking_type_id.sequence_code, "MOVE")
        self.assertEqual((second.purpose, second.location_id), ("available", self.store))

    def test_one_transfer_for_each_building_and_one_move_for_each_model(self):
        chairs = self._create_pieces(3, self.room) | self._create_pieces(2, self.other_room)
        desks = self._create_pieces(2, self.room, self.desk)
        stored = self._create_pieces(2, self.store)
        pickings = self._plan(chairs | desks | stored, self.classroom)
        self.assertEqual(pickings.mapped("piece_count"), [7, 2])
        self.assertEqual([len(picking.move_ids) for picking in pickings], [2, 1])
        self.assertEqual(pickings[0].move_line_ids.location_id, self.room | self.other_room)

    def test_each_piece_has_its_own_target(self):
        first, second, third = self._create_pieces(3, self.store)
        targets = {first: self.classroom, second: self.hall, third: self.classroom}
        picking = (first | second | third)._plan_move(targets)
        self.assertEqual({line.lot_id: line.location_dest_id for line in picking.move_line_ids}, targets)
        self.assertEqual(picking.location_dest_id, self.school_floor)
        picking.with_context(skip_backorder=True).button_validate()
        self.assert_stands_in(first | third, self.classroom)
        self.assert_stands_in(second, self.hall)

    def test_what_is_planned_is_not_taken_by_somebody_else(self):
        pieces = self._create_pieces(2, self.store)
        self._plan(pieces, self.room)
        with self.assert_refused(UserError, pieces[0].name):
            self._plan(pieces[0], self.other_room)
        with self.assert_refused(UserError, "held already"):
            self._reserve(pieces[1])
        with self.assert_refused(UserError, "held"):
            self._as("operator", pieces[0])._move_to(self.other_room)

    def test_a_reservation_is_driven_with_the_transfers_that_hold_it(self):
        pieces = self._create_pieces(3, self.store)
        reservation = self._reserve(pieces)
        hold = reservation.line_ids.move_line_id.picking_id
        date = fields.Datetime.to_datetime("2030-05-02 08:00:00")
        pickings = self._plan(pieces, self.classroom, date=date, unit=self.unit, note="Bruk heisen")
        self.assertEqual(pickings, hold)
        self.assertEqual((hold.scheduled_date, hold.furniture_unit_id, hold.furniture_move), (date, self.unit, True))
        self.assertIn("Bruk heisen", hold.note)
        self.assertEqual(hold.move_line_ids.location_dest_id, self.classroom)
        self.assertEqual(set(self._reserved(pieces).values()), {1})
        self.assertEqual(reservation.line_ids.mapped("state"), ["held"] * 3)

    def test_a_part_of_a_reservation_goes_first_and_all_of_it_stays_held(self):
        pieces = self._create_pieces(3, self.store) | self._create_pieces(2, self.store, self.desk)
        reservation = self._reserve(pieces)
        hold = reservation.line_ids.move_line_id.picking_id
        first = self._plan(pieces[0] | pieces[3], self.room)
        self.assertNotEqual(first, hold)
        self.assertEqual(first.move_line_ids.lot_id, pieces[0] | pieces[3])
        self.assertEqual((hold.piece_count, hold.furniture_move), (3, False))
        self.assertEqual(set(self._reserved(pieces).values()), {1})
        self.assertEqual(set(reservation.line_ids.mapped("state")), {"held"})
        self.assertEqual((first | hold).mapped("state"), ["assigned"] * 2)
        self.assertEqual(sum((first | hold).move_ids.mapped("product_uom_qty")), 5)
        first.with_context(skip_backorder=True).button_validate()
        self.assertEqual((pieces[0] | pieces[3]).mapped("purpose"), ["in_use"] * 2)
        self.assertEqual((pieces - pieces[0] - pieces[3]).mapped("purpose"), ["reserved"] * 3)

    def test_free_and_reserved_pieces_in_one_plan(self):
        free, held = self._create_pieces(2, self.store)
        self._reserve(held)
        pickings = self._plan(free | held, self.room)
        self.assertEqual(set(pickings.picking_type_id.mapped("sequence_code")), {"HOLD", "MOVE"})
        load = self._load(pickings)
        self.assertEqual((load.picking_ids, load.piece_count, load.state), (pickings, 2, "in_progress"))

    def test_what_stands_there_already_is_left_out(self):
        there = self._create_piece(self.room)
        coming = self._create_piece(self.store)
        self.assertEqual(self._plan(there | coming, self.room).move_line_ids.lot_id, coming)
        with self.assert_refused(UserError, "already"):
            self._plan(there, self.room)

    def test_places_that_take_no_furniture(self):
        piece = self._create_piece(self.store)
        archived = self._create_place("Revet", "room", self.floor, active=False)
        for place, text in (
            (self.env["stock.location"], "choose where"),
            (archived, "archived"),
            (self.env.ref("stock.stock_location_customers"), "no room or store"),
        ):
            with self.subTest(text=text), self.assert_refused(UserError, text):
                self._plan(piece, place)
        with self.assert_refused(UserError, "not in stock"):
            self._plan(self._create_piece(), self.room)

    def test_who_may_plan(self):
        piece = self._create_piece(self.store)
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._plan(piece, self.room, user=role)

    # The dialogue

    def _form(self, **context):
        return Form(self.env["furniture.move"].with_user(self.users["operator"]).with_context(**context))

    def test_the_dialogue_plans_for_a_vehicle(self):
        pieces = self._create_pieces(2, self.store)
        form = self._form(active_model="stock.lot", active_ids=pieces.ids)
        form.mode = "plan"
        form.location_id = self.room
        form.vehicle_id = self.van
        form.unit_id = self.unit
        action = form.save().action_plan()
        picking = self.env["stock.picking"].browse(action["res_id"])
        self.assertEqual((picking.move_line_ids.lot_id, picking.batch_id.vehicle_id), (pieces, self.van))
        self.assertEqual(picking.furniture_unit_id, self.unit)

    def test_a_room_is_emptied_with_the_pieces_that_we_have(self):
        pieces = self._create_pieces(2, self.room)
        gone = self._create_piece(self.room)
        gone.sudo().end_kind = "lost"
        action = self._as("operator", self.floor).action_move_pieces()
        form = self._form(**action["context"])
        self.assertEqual((form.mode, set(form.lot_ids.ids)), ("plan", set(pieces.ids)))
        with self.assert_refused(UserError, "no pieces here"):
            self._as("operator", self.hall).action_move_pieces()

    def test_a_reservation_opens_the_dialogue_with_what_it_holds(self):
        pieces = self._create_pieces(2, self.store)
        reservation = self._reserve(pieces)
        form = self._form(**self._as("operator", reservation).action_plan_move()["context"])
        self.assertEqual((form.mode, set(form.lot_ids.ids)), ("plan", set(pieces.ids)))
        reservation.action_release()
        with self.assert_refused(UserError, "holds no pieces"):
            self._as("operator", reservation).action_plan_move()

    def test_the_room_of_the_same_name_in_another_building(self):
        inside, elsewhere = self._create_piece(self.room), self._create_piece(self.other_room)
        form = self._form(active_model="stock.lot", active_ids=(inside | elsewhere).ids)
        form.mode = "plan"
        form.target = "same"
        form.building_id = self.school
        wizard = form.save()
        self.assertEqual(
            {line.lot_id: line.location_id for line in wizard.line_ids},
            {inside: self.classroom, elsewhere: self.env["stock.location"]},
        )
        with self.assert_refused(UserError, elsewhere.name):
            wizard.action_plan()
        wizard.line_ids.filtered(lambda line: line.lot_id == elsewhere).location_id = self.hall
        wizard.action_plan()
        lines = self.env["stock.move.line"].search(
            [("lot_id", "in", (inside | elsewhere).ids), ("state", "=", "assigned")]
        )
        self.assertEqual(
            {line.lot_id: line.location_dest_id for line in lines}, {inside: self.classroom, elsewhere: self.hall}
        )

    def test_two_rooms_of_that_name_are_not_guessed_between(self):
        self._create_place("214", "room", self._create_place("2. etasje", "floor", self.school, floor_number=2))
        piece = self._create_piece(self.room)
        self.assertEqual(piece._same_rooms(self.school), {})

    def test_a_place_for_each_piece_starts_from_the_one_that_was_chosen(self):
        first, second = self._create_pieces(2, self.store)
        form = self._form(active_model="stock.lot", active_ids=(first | second).ids)
        form.location_id = self.room
        form.target = "each"
        with form.line_ids.edit(1) as line:
            line.location_id = self.hall
        form.save().action_move()
        self.assert_stands_in(first, self.room)
        self.assert_stands_in(second, self.hall)
