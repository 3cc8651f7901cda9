"""Did this replace a purchase? Asked at transfers and refurbishments, answered one by one or for many."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .impact_case import ImpactCase

WIZARD = "furniture.displacement.answer"


@tagged("post_install", "-at_install")
class TestQuestion(ImpactCase):
    def _ask(self, records, role="operator"):
        """The dialog as its button opens it."""
        action = self._as(role, records).action_answer_displacement()
        return self.env[WIZARD].with_user(self.users[role]).with_context(**action["context"])

    def _answer(self, records, answer, role="operator", **vals):
        wizard = self._ask(records, role).create({"answer": answer, **vals})
        return wizard.action_answer()

    def _answer_in(self, records, role="operator"):
        """Create with the dialog's own defaults."""
        return Form(self._ask(records, role))

    def test_a_planned_move_to_a_room_asks_and_says_what_the_rule_says(self):
        piece = self._create_piece(self.store)
        picking = piece._plan_move({piece: self.room})
        self.assertEqual(
            (picking.displacement_state, picking.displacement_pieces, picking.displacement_rule),
            ("open", 1, "Moved along; no alternative documented"),
        )

    def test_a_planned_move_for_a_request_says_that_the_need_is_stated(self):
        piece = self._create_piece(self.store)
        reservation = self.env["furniture.reservation"].create(
            {
                "requester_id": self.users["employee"].id,
                "unit_id": self.unit.id,
                "destination_id": self.room.id,
                "ask_ids": [Command.create({"product_id": self.model.id, "quantity": 1})],
            }
        )
        reservation._hold(piece)
        reservation.picking_ids._plan()
        self.assertEqual(reservation.picking_ids.displacement_rule, "Ordered for a need that the unit has stated")

    def test_moves_that_put_nothing_to_use_do_not_ask(self):
        in_use, free = self._create_piece(self.room, purpose="in_use"), self._create_piece(self.room)
        within, to_store = in_use._plan_move({in_use: self.other_room}), free._plan_move({free: self.store})
        self.assertEqual((within | to_store).mapped("displacement_state"), ["none", "none"])
        done = self._deliver(self._create_piece(self.room, purpose="in_use"), self.other_room)
        self.assertEqual(done.displacement_state, "none")
        with self.assert_refused(UserError, "nothing to answer"):
            Form(self._ask(done))

    def test_a_done_move_asks_until_it_is_answered_by_the_operator(self):
        pieces = self._create_pieces(3, self.store)
        picking = self._deliver(pieces, self.room)
        self.assertEqual((picking.displacement_state, picking.displacement_pieces), ("open", 3))
        with self._answer_in(picking) as form:
            self.assertEqual(form.piece_count, 3)
            self.assertEqual(form.rule, "Moved along; no alternative documented")
            form.answer = "need_stated"
            form.otherwise_discarded = True
        form.record.action_answer()
        self.assertEqual(
            (picking.displacement_state, picking.displacement, picking.otherwise_discarded, picking.displacement_by_id),
            ("answered", "need_stated", True, self.users["operator"]),
        )
        message = picking.message_ids[0]
        self.assertIn("Yes: the unit had stated the need", message.body)
        self.assertEqual(message.author_id, self.users["operator"].partner_id)
        self._enter_due()
        self.assertEqual(
            set(self._ledger_of(pieces).mapped(lambda entry: (entry.displacement, entry.displacement_basis))),
            {("need_stated", "answer")},
        )

    def test_a_cancelled_purchase_needs_evidence(self):
        picking = self._deliver(self._create_piece(self.store), self.room)
        with self.assertRaises(AssertionError), self._answer_in(picking) as form:
            form.answer = "purchase_cancelled"
        with self.assert_refused(UserError, "Write what shows it"):
            self._ask(picking).create(
                {"picking_ids": picking.ids, "answer": "purchase_cancelled", "evidence": "  "}
            ).action_answer()
        self.assertFalse(picking.displacement)
        with self._answer_in(picking) as form:
            form.answer = "purchase_cancelled"
            form.evidence = "Rekvisisjon 2026-114"
        form.record.action_answer()
        self.assertEqual(picking.displacement_evidence, "Rekvisisjon 2026-114")

    def test_changing_an_answer_is_for_coordinators_with_a_reason(self):
        picking = self._deliver(self._create_piece(self.store), self.room)
        self._answer(picking, "need_stated", picking_ids=picking.ids)
        with self.assert_refused(UserError, "reuse coordinator can change"):
            self._answer(picking, "moved_along", picking_ids=picking.ids, reason="Feil")
        with self.assert_refused(UserError, "why the answer is changed"):
            self._answer(picking, "moved_along", "coordinator", picking_ids=picking.ids)
        with self._answer_in(picking, "coordinator") as form:
            self.assertEqual((form.answer, form.is_change), ("need_stated", True))
            form.answer = "moved_along"
            form.reason = "Enheten hadde ikke meldt behov"
        form.record.action_answer()
        self.assertEqual(
            (picking.displacement, picking.displacement_reason), ("moved_along", "Enheten hadde ikke meldt behov")
        )
        self.assertIn("Enheten hadde ikke meldt behov", picking.message_ids[0].body)

    def test_a_refurbishment_that_comes_back_to_its_use_asks(self):
        piece = self._create_piece(self.room, purpose="in_use")
        order = self.env["repair.order"].create({"lot_id": piece.id, "product_id": piece.product_id.id})
        order.purpose_after = "in_use"
        self.assertEqual((order.displacement_state, order.displacement_pieces), ("open", 1))
        order.purpose_after = "available"
        self.assertEqual(order.displacement_state, "none")
        order.purpose_after = "in_use"
        order.new_condition = "b"
        order.action_repair_start()
        order.action_repair_end()
        self.assertEqual(order.impact_event_ids.kind, "refurbished")
        self._answer(order, "purchase_cancelled", repair_ids=order.ids, evidence="Bestilling 77")
        self._enter_due()
        self.assertEqual(self._ledger_of(piece).displacement_evidence, "Bestilling 77")

    def test_many_are_answered_at_once_in_a_bounded_number_of_queries(self):
        def delivered(count):
            pieces = self._create_pieces(count, self.store)
            pickings = self.env["stock.picking"]
            for piece in pieces:
                pickings |= self._deliver(piece, self.room)
            return pickings

        few, many = delivered(2), delivered(12)
        self._days_pass(31)
        self._enter()
        counts = []
        for pickings in (few, many):
            wizard = self._ask(pickings).create({"picking_ids": pickings.ids, "answer": "need_stated"})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard.action_answer()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(set(many.mapped("displacement")), {"need_stated"})
        self.assertEqual(len(self._ledger_of(many.move_line_ids.lot_id)), 36)
        # Ten transfers more may cost a few, not a number for each.
        self.assertLess(counts[1] - counts[0], 20, counts)

    def test_the_list_of_the_unanswered(self):
        action = self.env["ir.actions.actions"]._for_xml_id("bk_furniture_reuse.stock_picking_action_unanswered")
        domain = [
            ("impact_event_ids", "any", [("kind", "in", ("internal", "bought_used", "refurbished")), ("why_not", "not in", ("short", "withdrawn", "new"))])
        ]  # fmt: skip
        self.assertEqual(action["domain"].replace(" ", "").replace('"', "'"), str(domain).replace(" ", ""))
        pickings = self.env["stock.picking"].with_user(self.users["operator"])
        asked = self._deliver(self._create_piece(self.store), self.room)
        answered = self._deliver(self._create_piece(self.store), self.room)
        not_asked = self._deliver(self._create_piece(self.room, purpose="in_use"), self.other_room)
        left_early = self._create_piece(self.store)
        short = self._deliver(left_early, self.room)
        self._days_pass(3)
        self._deliver(left_early, self.store)
        self._answer(answered, "moved_along", picking_ids=answered.ids)
        self._enter_due()
        found = pickings.search([*domain, ("displacement", "=", False)])
        self.assertIn(asked, found)
        self.assertFalse(found & (answered | not_asked | short))

    def test_who_has_no_part_in_it_cannot_answer(self):
        picking = self._deliver(self._create_piece(self.store), self.room)
        for role in ("employee", "auditor", "internal", "portal", "crew"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.env[WIZARD].with_user(self.users[role]).create(
                    {"picking_ids": picking.ids, "answer": "need_stated"}
                ).action_answer()
        with self.assertRaises(AccessError):
            self._as("manager", picking).write({"displacement": "need_stated"})
        self.assertFalse(picking.displacement)
