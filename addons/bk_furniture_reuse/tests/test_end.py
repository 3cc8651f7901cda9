"""Ends: what a decision needs, who takes it, what the ledger and the piece say afterwards, and how it is taken back."""

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
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


@tagged("post_install", "-at_install")
class TestReversal(EndCase):
    def test_a_manager_reverses_by_a_counter_move_and_the_history_keeps_both(self):
        pieces = self._create_pieces(2, self.room)
        for kind in ("recycled", "donated", "sold", "lost"):
            with self.subTest(kind=kind):
                end = self._end(pieces, kind)
                out = end.line_ids.move_line_id
                self._reverse(end)
                self.assert_stands_in(pieces, self.room)
                self.assertEqual(pieces.mapped("end_kind"), [False, False])
                self.assertEqual(pieces.filtered_domain(pieces._present()), pieces)
                self.assertEqual(end.state, "reversed")
                self.assertEqual(set(end.line_ids.mapped("reverse_reason")), {"Was found"})
                self.assertEqual(set(out.mapped("state")), {"done"}, "the first move is still there")
                self.assertEqual(end.line_ids.reversed_by_id, self.users["manager"])
        lines = self.env["stock.move.line"].search([("lot_id", "=", pieces[0].id), ("state", "=", "done")])
        self.assertEqual(len(lines), 1 + 4 * 2)
        self.assertIn("Was found", lines.sorted("id")[-1].reference)

    def test_one_of_many_comes_back_to_where_it_was_found(self):
        pieces = self._create_pieces(3, self.room)
        end = self._end(pieces, "lost")
        self._reverse(end, lines=end.line_ids[0], place=self.store)
        self.assert_stands_in(pieces[0], self.store)
        self.assert_ended(pieces[1:], "lost")
        self.assertEqual(end.state, "done")

    def test_a_reversed_piece_can_come_to_another_end(self):
        piece = self._create_piece(self.room)
        self._reverse(self._end(piece, "lost"))
        self._end(piece, "sold")
        self.assert_ended(piece, "sold")
        self.assertEqual(piece.end_line_ids.sorted("id").mapped("state"), ["reversed", "done"])

    def test_only_a_manager_with_a_reason_brings_back_what_has_left(self):
        end = self._end(self._create_piece(self.room))
        for role, reason, error, text in (
            ("operator", "x", UserError, "for the furniture manager"),
            ("coordinator", "x", UserError, "for the furniture manager"),
            ("manager", " ", UserError, "Write why"),
            ("auditor", "x", AccessError, "not allowed to modify"),
        ):
            with self.subTest(role=role), self.assert_refused(error, text), self.env.cr.savepoint():
                self._reverse(end, role, reason)
        self._reverse(end)
        with self.assert_refused(UserError, "taken back"):
            self._reverse(end)

    def test_a_decision_is_taken_back_before_anything_has_left(self):
        pieces = self._create_pieces(2, self.room)
        end = self._decide(pieces, "donated")
        self._reverse(end, "coordinator", lines=end.line_ids[0])
        self.assertEqual((end.state, end.picking_ids.state), ("decided", "assigned"))
        self.assertEqual(end.picking_ids.move_ids.product_uom_qty, 1)
        pieces[0]._move_to(self.store)
        self._reverse(end, "coordinator", lines=end.line_ids[1])
        self.assertEqual((end.state, end.picking_ids.state), ("reversed", "cancel"))
        self._reserve(pieces[1])

    def test_a_piece_whose_room_is_gone_needs_a_place(self):
        room = self._create_place("216", "room", self.floor)
        piece = self._create_piece(room)
        end = self._end(piece)
        room.active = False
        with self.assert_refused(UserError, "choose where it stands now"):
            self._reverse(end)
        self._reverse(end, place=self.store)
        self.assert_stands_in(piece, self.store)

    def test_the_dialogue_takes_back_the_chosen_pieces(self):
        pieces = self._create_pieces(2, self.room)
        end = self._end(pieces)
        action = self._as("manager", end).action_reverse()
        wizard = self.env["furniture.end.reverse"].with_user(self.users["manager"]).with_context(**action["context"])
        wizard = wizard.create({"reason": "Wrong pieces", **wizard.default_get(["end_id", "line_ids"])})
        wizard.line_ids = end.line_ids[1]
        wizard.action_reverse()
        self.assertEqual(end.line_ids.mapped("state"), ["done", "reversed"])


@tagged("post_install", "-at_install")
class TestFigures(EndCase):
    def test_what_was_weighed_is_shared_out_by_registered_weight(self):
        light = self._create_model("Skjermvegg", weight=6)
        pieces = self._create_piece(self.room) | self._create_piece(self.room, model=light)
        end = self._end(pieces, weight=20)
        self.assertEqual(end.line_ids.mapped("weight"), [15, 5])
        self.assertEqual(set(end.line_ids.mapped("weight_source")), {"weighbridge"})
        self.assertEqual(end.line_weight, 20)

    def test_without_a_weighbridge_the_registered_weight_counts_and_what_is_not_known_is_said(self):
        unknown = self._create_model("Ukjent")
        end = self._end(self._create_piece(self.room) | self._create_piece(self.room, model=unknown))
        self.assertEqual(end.line_ids.mapped("weight"), [18, 0])
        self.assertEqual(end.line_ids.mapped("weight_source"), ["registered", "unknown"])

    def test_a_later_change_of_the_model_does_not_change_what_left(self):
        end = self._end(self._create_piece(self.room))
        self.model.weight = 99
        self.assertEqual(end.line_ids.weight, 18)

    def test_the_price_is_for_all_or_for_each(self):
        end = self._end(self._create_pieces(3, self.room), "sold", price=100)
        self.assertEqual(end.line_ids.mapped("price"), [33.34, 33.33, 33.33])
        self.assertEqual(end.price_total, 100)
        end = self._end(self._create_pieces(3, self.room), "sold", price=100, price_basis="piece")
        self.assertEqual(end.price_total, 300)
        self.assertFalse(sum(self._end(self._create_piece(self.room), "donated", price=100).line_ids.mapped("price")))

    def test_a_reversed_piece_weighs_and_brings_nothing(self):
        end = self._end(self._create_pieces(2, self.room), "sold", price=100, price_basis="piece")
        self._reverse(end, lines=end.line_ids[0])
        self.assertEqual(end.price_total, 100)
        self.assertEqual(end.line_ids[0].impact_meaning, "nothing")

    def test_what_it_means_for_the_impact_report(self):
        for kind, meaning in (
            ("recycled", "material"),
            ("donated", "reuse_outside"),
            ("sold", "reuse_outside"),
            ("lost", "nothing"),
        ):
            end = self._decide(self._create_piece(self.room), kind)
            self.assertEqual(end.impact_meaning, meaning)
            self.assertEqual(end.line_ids.impact_meaning, "nothing", "nothing has left yet")
            self.assertFalse(end._impact_lines())
            end.action_carry_out()
            self.assertEqual(end.line_ids.impact_meaning, meaning)
            self.assertEqual(end._impact_lines(), end.line_ids)

    def test_the_lines_keep_where_each_stood_and_group_by_building_and_month(self):
        piece = self._create_piece(self.room)
        self._end(piece, weight=18)
        lines = self.env["furniture.end.line"].with_user(self.users["auditor"])
        [group] = lines.formatted_read_group(
            [("lot_id", "=", piece.id)], ["building_id", "fraction", "done_on:month"], ["weight:sum", "price:sum"]
        )
        self.assertEqual((group["building_id"][0], group["fraction"], group["weight:sum"]), (self.building.id, "wood", 18))


@tagged("post_install", "-at_install")
class TestEndedPiecesElsewhere(EndCase):
    def test_they_leave_every_count_and_list(self):
        pieces = self._create_pieces(3, self.room)
        self._end(pieces[0])
        self._end(pieces[1], "sold")
        self.assertEqual(self.room.piece_count, 1)
        self.assertEqual(self.model.product_tmpl_id.piece_count, 1)
        rows = self.env["stock.location"].get_place_overview()
        self.assertEqual(sum(row["total"] for row in rows), self.env["stock.lot"].search_count(pieces._present()))
        for row in rows:
            self.assertEqual(row["total"], self.env["stock.lot"].search_count(row["domain"]), row["name"])
        for action in (self.room.action_open_pieces(), self.model.product_tmpl_id.action_open_pieces()):
            self.assertEqual(self.env["stock.lot"].search(action["domain"]) & pieces, pieces[2])

    def test_the_list_opens_with_what_we_have_and_can_show_the_ended(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        self.assertIn("search_default_present", action["context"])
        view = self.env.ref("bk_furniture_reuse.stock_lot_view_search_piece")
        arch = self.env["stock.lot"].get_view(view.id, "search")["arch"]
        for name in ("present", "ended"):
            self.assertIn(f'name="{name}"', arch)

    def test_the_piece_keeps_its_page_its_tag_and_its_history(self):
        piece = self._create_piece(self.room)
        tag = piece.tag_id
        end = self._end(piece, "donated")
        self.assertEqual(self.env["furniture.tag"]._find(tag.code).lot_id, piece)
        self.assertEqual(piece.tag_id, tag)
        self.assertIn(end.name, " ".join(piece.message_ids.mapped("body")))
        for role in ("employee", "operator", "auditor"):
            self.assertEqual(self._as(role, piece).read(["end_kind", "end_date"])[0]["end_kind"], "donated")
            form = self.env.ref("bk_furniture_reuse.stock_lot_view_form_piece")
            arch = self.env["stock.lot"].with_user(self.users[role]).get_view(form.id, "form")["arch"]
            self.assertIn("end_kind", arch)
            self.assertEqual('name="end_id"' in arch, role != "employee")

    def test_the_record_is_printed_for_whoever_may_read_it(self):
        end = self._end(self._create_pieces(2, self.room), "sold")
        html = self.env["ir.actions.report"].with_user(self.users["auditor"])._render_qweb_html(
            "bk_furniture_reuse.report_furniture_end", end.ids
        )[0].decode()  # fmt: skip
        for text in (end.name, "Fretex Fjordvik", "Not worth mending", "Coordinator", *end.line_ids.lot_id.mapped("name")):
            self.assertIn(text, html)
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(self.users["employee"])._render_qweb_html(
                "bk_furniture_reuse.report_furniture_end", end.ids
            )


@tagged("post_install", "-at_install")
class TestProposing(EndCase):
    def _wizard(self, pieces, role, **vals):
        action = self._as(role, pieces).action_propose_end()
        wizard = self.env["furniture.end.propose"].with_user(self.users[role]).with_context(**action["context"])
        return wizard.create({**wizard.default_get(["lot_ids"]), "reason": "Worn out", **vals})

    def test_the_dialogue_does_all_in_one_go(self):
        pieces = self._create_pieces(3, self.room)
        action = self._wizard(pieces, "coordinator", kind="recycled", fraction="metal", weight=12).action_carry_out()
        end = self.env["furniture.end"].browse(action["res_id"])
        self.assert_ended(pieces, "recycled")
        self.assertEqual((end.fraction, end.line_weight, end.reason), ("metal", 12, "Worn out"))

    def test_an_operator_proposes_and_cannot_decide_there_either(self):
        wizard = self._wizard(self._create_piece(self.room), "operator")
        self.assertFalse(wizard.may_decide)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            wizard.action_decide()
        self.assertEqual(self.env["furniture.end"].browse(wizard.action_propose()["res_id"]).state, "draft")
        with self.assert_refused(UserError, "part of AVH"):
            wizard.action_propose()

    def test_what_cannot_be_decided_leaves_nothing_behind(self):
        wizard = self._wizard(self._create_piece(self.room), "coordinator", kind="donated")
        before = self.env["furniture.end"].search_count([])
        with self.assert_refused(UserError, "who receives"), self.env.cr.savepoint():
            wizard.action_carry_out()
        self.assertEqual(self.env["furniture.end"].search_count([]), before)
