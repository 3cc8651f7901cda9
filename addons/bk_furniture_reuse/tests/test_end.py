"""Ends: what a decision needs, who takes it, what the ledger and the piece say afterwards, and how it is taken back."""

import psycopg2
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .end_case import EndCase


@tagged("post_install", "-at_install")
class TestEndsInStock(EndCase):
    def test_recycling_takes_the_pieces_out_of_stock_by_a_move_with_a_line_for_each(self):
        pieces = self._create_pieces(3, self.room)
        end = self._end(pieces)
        self.assert_ended(pieces, "recycled")
        self.assertEqual(self._quants(pieces), {"inventory": 3})
        self.assertEqual(len(end.picking_ids.move_ids), 1)
        self.assertEqual(end.picking_ids.state, "done")
        self.assertEqual(end.line_ids.move_line_id.lot_id, pieces)
        self.assertEqual(set(end.line_ids.move_line_id.mapped("location_id")), {self.room})
        self.assertEqual((end.state, end.done_by_id), ("done", self.users["coordinator"]))

    def test_gift_and_sale_are_deliveries_to_the_receiver(self):
        for kind in ("donated", "sold"):
            pieces = self._create_pieces(2, self.store)
            end = self._end(pieces, kind)
            self.assert_ended(pieces, kind)
            self.assertEqual(self._quants(pieces), {"customer": 2})
            self.assertEqual(end.picking_ids.picking_type_id.code, "outgoing")
            self.assertEqual(end.picking_ids.partner_id, self.receiver)

    def test_a_delivery_that_the_operator_does_in_the_stock_app_ends_the_pieces_too(self):
        pieces = self._create_pieces(3, self.store)
        end = self._decide(pieces, "donated")
        picking = self._as("operator", end.picking_ids)
        picking.move_line_ids[:2].picked = True
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(pieces.mapped("end_kind"), ["donated", "donated", False])
        self.assertEqual(end.state, "decided", "one piece has not been handed over")
        rest = end.line_ids.filtered(lambda line: line.state == "decided").move_line_id.picking_id
        self.assertEqual((rest.state, rest.furniture_end_id), ("assigned", end))
        self._as("operator", end).action_carry_out()
        self.assert_ended(pieces, "donated")
        self.assertEqual(end.state, "done")

    def test_what_was_never_in_stock_can_still_be_lost(self):
        pieces = self._create_piece(self.room) | self._create_piece()
        end = self._end(pieces, "lost")
        self.assert_ended(pieces, "lost")
        self.assertEqual(len(end.line_ids.move_line_id), 1)
        self._reverse(end)
        self.assertEqual(pieces.mapped("end_kind"), [False, False])
        with self.assert_refused(UserError, "not in stock"):
            self._decide(self._create_piece())

    def test_the_purpose_stays_what_it_was(self):
        piece = self._set_purpose(self._create_piece(self.room), "recycling")
        self._end(piece)
        self.assertEqual(piece.purpose, "recycling")

    def test_pieces_of_several_buildings_leave_by_a_transfer_each(self):
        other = self._create_place("Skolen", "building", self.site)
        pieces = self._create_piece(self.room) | self._create_piece(self._create_place("1", "room", other))
        end = self._end(pieces)
        self.assertEqual(end.picking_ids.location_id, self.building | other)
        self.assert_ended(pieces, "recycled")


@tagged("post_install", "-at_install")
class TestWhoDecides(EndCase):
    def test_operators_propose_coordinators_decide_and_managers_write_off_losses(self):
        for kind, may in (
            ("recycled", ("coordinator", "manager")),
            ("donated", ("coordinator", "manager")),
            ("sold", ("coordinator", "manager")),
            ("lost", ("manager",)),
        ):
            for role in ("operator", "coordinator", "manager"):
                with self.subTest(kind=kind, role=role):
                    end = self._propose(self._create_piece(self.room), kind, role)
                    self.assertEqual((end.state, end.proposed_by_id), ("draft", self.users[role]))
                    if role in may:
                        end.action_decide()
                        self.assertEqual((end.state, end.decided_by_id), ("decided", self.users[role]))
                    else:
                        with self.assert_refused(UserError, "is for the (reuse coordinator|furniture manager) to do"):
                            end.action_decide()

    def test_others_can_do_nothing(self):
        piece = self._create_piece(self.room)
        end = self._propose(piece)
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    self._propose(self._create_piece(self.room), role=role)
                for step in ("action_decide", "action_carry_out"):
                    with self.assertRaises(AccessError):
                        getattr(self._as(role, end), step)()
                with self.assertRaises(AccessError):
                    self._as(role, piece).end_kind = "lost"

    def test_a_decision_needs_a_reason_the_receiver_the_price_and_the_fraction(self):
        for kind, vals, text in (
            ("recycled", {"reason": False}, "Write why"),
            ("recycled", {"reason": "  \n "}, "Write why"),
            ("recycled", {"fraction": False}, "fraction"),
            ("donated", {"partner_id": False}, "who receives"),
            ("sold", {"partner_id": False}, "who receives"),
            ("sold", {"price": 0}, "choose Donated"),
            ("recycled", {"line_ids": False}, "Choose the pieces"),
        ):
            with self.subTest(kind=kind, vals=vals):
                end = self._propose(self._create_piece(self.room), kind, **vals)
                with self.assert_refused(UserError, text):
                    end.action_decide()
                self.assertEqual(end.state, "draft")

    def test_negative_figures_are_refused_by_the_database(self):
        for vals in ({"weight": -1}, {"price": -1}):
            with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self._propose(self._create_piece(self.room), "sold", **vals).flush_recordset()

    def test_pressing_twice_ends_nothing_twice(self):
        piece = self._create_piece(self.room)
        end = self._decide(piece)
        with self.assert_refused(UserError, "decided already"):
            end.action_decide()
        end.action_carry_out()
        with self.assert_refused(UserError, "carried out already"):
            end.action_carry_out()
        self.assertEqual(self._quants(piece), {"inventory": 1})
        self.assertEqual(len(end.picking_ids), 1)

    def test_nothing_is_carried_out_that_nobody_has_decided(self):
        with self.assert_refused(UserError, "Decide it first"):
            self._propose(self._create_piece(self.room)).action_carry_out()

    def test_who_proposed_is_told_of_the_decision(self):
        end = self._propose(self._create_piece(self.room), role="operator")
        self._as("coordinator", end).action_decide()
        notice = self.env["furniture.notice"].search([("user_id", "=", self.users["operator"].id)])
        self.assertIn(end.name, notice.text)


@tagged("post_install", "-at_install")
class TestWhatStandsInTheWay(EndCase):
    def test_a_held_piece_stays_with_whoever_holds_it(self):
        piece = self._create_piece(self.room)
        reservation = self._reserve(piece)
        with self.assert_refused(UserError, f"{piece.name}: held by {reservation.name}. Release"):
            self._decide(piece)
        self.assert_stands_in(piece, self.room)

    def test_a_piece_in_a_planned_transfer_stays_there(self):
        piece, free = self._create_piece(self.room), self._create_piece(self.room)
        picking = self._plan_transfer(piece)
        with self.assert_refused(UserError, f"{piece.name}: planned in the transfer {picking.name}"):
            self._decide(piece | free)
        self.assertFalse(free.end_kind)

    def _plan_transfer(self, piece):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.stock.warehouse_id.int_type_id.id,
                "location_id": self.room.id,
                "location_dest_id": self.other_room.id,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": self.model.id,
                            "lot_id": piece.id,
                            "quantity": 1,
                            "location_id": self.room.id,
                            "location_dest_id": self.other_room.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        return picking

    def test_a_piece_in_the_workshop_stays_there(self):
        piece = self._create_piece(self.room)
        repair = self.env["repair.order"].create({"product_id": self.model.id, "lot_id": piece.id})
        with self.assert_refused(UserError, f"in the workshop with {repair.name}"):
            self._decide(piece)

    def test_a_piece_is_part_of_one_end_only(self):
        piece = self._create_piece(self.room)
        first = self._propose(piece)
        with self.assert_refused(UserError, f"part of {first.name} already"):
            self._propose(piece, "lost", "manager")
        vals = {"end_id": self._propose(self._create_piece(self.room)).id, "lot_id": piece.id}
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO furniture_end_line (end_id, lot_id, state) VALUES (%(end_id)s, %(lot_id)s, 'draft')", vals
            )

    def test_a_piece_that_is_to_leave_is_nobody_elses(self):
        piece = self._create_piece(self.room)
        end = self._decide(piece, "donated")
        for attempt in (
            lambda: self._as("operator", piece)._move_to(self.store),
            lambda: self._reserve(piece),
            lambda: self._as("operator", end.picking_ids).action_cancel(),
            lambda: self._as("operator", end.picking_ids).do_unreserve(),
            lambda: self._as("operator", end.picking_ids.move_line_ids).unlink(),
            lambda: self._as("operator", end.picking_ids.move_line_ids).write({"lot_id": False}),
            lambda: self._as("operator", end.picking_ids.move_ids).write({"state": "draft"}),
        ):
            with self.assert_refused(UserError, "to leave by|held already"), self.env.cr.savepoint():
                attempt()
        self.assert_stands_in(piece, self.room)

    def test_what_has_left_is_not_moved_changed_or_received_again(self):
        piece = self._create_piece(self.store)
        end = self._end(piece, "donated")
        for attempt in (
            lambda: piece._move_to(self.room),
            lambda: piece._change_purpose("redesign"),
            lambda: setattr(piece, "purpose", "redesign"),
            lambda: self._propose(piece, "lost", "manager"),
            lambda: piece.action_propose_end(),
            lambda: self._return(end),
        ):
            with self.assert_refused(UserError, "has left for good"), self.env.cr.savepoint():
                attempt()
        self.assert_ended(piece, "donated")

    def _return(self, end):
        """Odoo's own way back for a delivery."""
        wizard = Form(
            self.env["stock.return.picking"].with_context(
                active_id=end.picking_ids.id, active_ids=end.picking_ids.ids, active_model="stock.picking"
            )
        ).save()
        wizard.product_return_moves.quantity = 1
        picking = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        picking.action_assign()
        picking.move_line_ids.lot_id = end.line_ids.lot_id
        picking.move_ids.picked = True
        picking._action_done()

    def test_other_serial_numbers_get_no_end(self):
        meter = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        serial = self.env["stock.lot"].create({"product_id": meter.id, "name": "A1"})
        with self.assert_refused(UserError, "Choose pieces of furniture"):
            self._propose(serial)


@tagged("post_install", "-at_install")
class TestWhatIsDecidedStands(EndCase):
    def test_the_record_is_not_changed_afterwards(self):
        piece, other = self._create_piece(self.room), self._create_piece(self.room)
        end = self._end(piece)
        for vals in ({"reason": "Another"}, {"kind": "sold"}, {"partner_id": self.receiver.id}, {"price": 5}):
            with self.subTest(vals=vals), self.assert_refused(UserError, "stays as it is"):
                self._as("manager", end).write(vals)
        for attempt in (
            lambda: self._as("manager", end).write({"line_ids": [Command.create({"lot_id": other.id})]}),
            lambda: self._as("manager", self.env["furniture.end.line"]).create({"end_id": end.id, "lot_id": other.id}),
            lambda: self._as("manager", end.line_ids).unlink(),
            lambda: self._as("manager", end).unlink(),
            lambda: self._as("manager", end.line_ids).write({"reason": "x"}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()

    def test_who_decided_and_what_a_line_says_of_the_piece_are_nobodys_to_write(self):
        end = self._propose(self._create_piece(self.room))
        manager = self.users["manager"]
        for attempt in (
            lambda: end.with_user(manager).write({"decided_by_id": manager.id}),
            lambda: end.with_user(manager).line_ids.write({"state": "done"}),
            lambda: end.with_user(manager).line_ids.write({"registered_weight": 1}),
            lambda: end.with_user(manager).write({"line_ids": [Command.update(end.line_ids.id, {"state": "done"})]}),
            lambda: self._propose(self._create_piece(self.room), role="manager", decided_by_id=manager.id),
            lambda: self._propose(self._create_piece(self.room), role="manager", line_ids=[Command.create({"lot_id": self._create_piece().id, "state": "done"})]),
        ):  # fmt: skip
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        for name in ("end_kind", "end_id", "end_date"):
            with self.assertRaises(AccessError):
                end.line_ids.lot_id.with_user(manager).write({name: False})

    def test_the_weighbridge_note_may_come_later(self):
        end = self._end(self._create_pieces(2, self.room))
        self._as("coordinator", end).write({"weight": 30, "weighbridge_note": "V-1234"})
        self.assertEqual(end.line_ids.mapped("weight"), [15, 15])
        with self.assertRaises(AccessError):
            self._as("operator", end).weight = 1

    def test_a_proposal_may_be_changed_and_withdrawn(self):
        piece, other = self._create_piece(self.room), self._create_piece(self.room)
        end = self._propose(piece, role="operator")
        end.write({"kind": "lost", "line_ids": [Command.create({"lot_id": other.id})]})
        end.line_ids[0].unlink()
        self.assertEqual(end.line_ids.lot_id, other)
        end.unlink()
        self._end(piece | other)
