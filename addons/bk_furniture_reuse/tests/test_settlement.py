"""What units owe each other for pieces that changed hands: priced once, never edited, never zero when the price is not known."""

import psycopg2
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .rules_case import RulesCase


@tagged("post_install", "-at_install")
class TestSettlement(RulesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school.releases_freely = True
        cls.company.write({"furniture_price_rule": "none", "furniture_price_percent": 30})

    def _transfer(self, count=1, user="operator", **vals):
        pieces = self._create_pieces(count, self.store, owner_unit_id=self.school.id, **vals)
        reservation = self._hold_for(self.library, pieces, self.room)
        self._deliver(reservation, user)
        return self.env["furniture.settlement.line"].search([("lot_id", "in", pieces.ids)], order="id")

    def test_a_delivered_piece_changes_owner_and_is_settled_once(self):
        line = self._transfer(2)[0]
        piece, reservation = line.lot_id, line.reservation_id
        self.assertEqual(piece.owner_unit_id, self.library)
        self.assertEqual((line.from_unit_id, line.to_unit_id, line.kind), (self.school, self.library, "transfer"))
        self.assertEqual((line.picking_id, line.move_line_id), (reservation.line_ids.move_line_id.picking_id,
                                                                reservation.line_ids.filtered(lambda held: held.lot_id == piece).move_line_id))  # fmt: skip
        self.assertEqual((line.user_id, line.product_id), (self.users["operator"], self.model))
        self.assertIn("Skolen → Biblioteket", str(piece.message_ids[0].body) + str(piece.message_ids[1].body))

    def test_no_price(self):
        line = self._transfer()
        self.assertEqual((line.amount, line.missing, line.basis), (0, False, "No price between these units"))

    def test_the_organisations_share_of_the_price_when_new(self):
        self.company.furniture_price_rule = "percent"
        line = self._transfer()
        self.assertEqual((line.amount, line.percent, line.built_on, line.missing), (2700, 30, 9000, False))
        self.assertEqual(line.basis, "30 % of 9000 NOK")

    def test_the_owners_own_rule_comes_first(self):
        self.company.furniture_price_rule = "percent"
        self.school.write({"price_rule": "percent", "price_percent": 12.5})
        self.assertEqual(self._transfer().amount, 1125)
        self.school.price_rule = "cost"
        self.assertEqual(self._transfer(cost=650).amount, 650)
        self.school.price_rule = "none"
        self.assertEqual(self._transfer(cost=650).amount, 0)

    def test_a_price_that_is_not_known_is_missing_and_not_zero(self):
        self.school.price_rule = "cost"
        line = self._transfer()
        self.assertEqual((line.missing, line.missing_count, line.basis), (True, 1, "Cost is not registered"))
        self.model.product_tmpl_id.price_new = 0
        self.school.write({"price_rule": "percent", "price_percent": 20})
        self.assertTrue(self._transfer().missing)
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            line.sudo().amount = 10
            self.env.flush_all()

    def test_a_later_price_changes_nothing_that_is_settled(self):
        self.company.furniture_price_rule = "percent"
        line = self._transfer()
        self.company.furniture_price_percent = 90
        self.model.product_tmpl_id.price_new = 1
        self.env.invalidate_all()
        self.assertEqual((line.amount, line.basis), (2700, "30 % of 9000 NOK"))

    def test_moves_within_a_unit_and_of_nobodys_pieces_are_not_settled(self):
        own = self._create_piece(self.store, owner_unit_id=self.school.id)
        self._deliver(self._hold_for(self.school, own, self.room))
        nobodys = self._create_piece(self.store)
        self._deliver(self._hold_for(self.library, nobodys, self.room))
        moved = self._create_piece(self.store, owner_unit_id=self.school.id)
        moved._move_to(self.room)
        self.assertFalse(self.env["furniture.settlement.line"].search([("lot_id", "in", (own | nobodys | moved).ids)]))
        self.assertFalse(nobodys.owner_unit_id)
        self.assertEqual(moved.owner_unit_id, self.school)

    def test_what_is_left_behind_is_neither_handed_over_nor_settled(self):
        pieces = self._create_pieces(2, self.store, owner_unit_id=self.school.id)
        reservation = self._hold_for(self.library, pieces, self.room)
        self._as("coordinator", reservation.line_ids.filtered(lambda line: line.lot_id == pieces[1])).action_release()
        self._deliver(reservation)
        settled = self.env["furniture.settlement.line"].search([("lot_id", "in", pieces.ids)])
        self.assertEqual((settled.lot_id, pieces.mapped("owner_unit_id.name")), (pieces[0], ["Biblioteket", "Skolen"]))

    def test_the_database_lets_a_transfer_be_claimed_once(self):
        line = self._transfer()
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            line.copy()
            self.env.flush_all()

    def test_the_operator_who_delivers_does_not_read_the_settlement(self):
        line = self._transfer()
        with self.assertRaises(AccessError):
            self._as("operator", line).read(["amount"])


@tagged("post_install", "-at_install")
class TestCorrections(RulesCase):
    def setUp(self):
        super().setUp()
        self.school.write({"releases_freely": True, "price_rule": "cost"})
        self.piece = self._create_piece(self.store, owner_unit_id=self.school.id)
        self._deliver(self._hold_for(self.library, self.piece, self.room))
        self.lines = self.env["furniture.settlement.line"]
        self.line = self.lines.search([("lot_id", "=", self.piece.id)])

    def _sum(self):
        [(amount, missing)] = self.lines._read_group(
            [("lot_id", "=", self.piece.id)], [], ["amount:sum", "missing_count:sum"]
        )
        return amount, missing

    def test_a_missing_price_is_filled_in_by_a_counter_line_and_a_corrected_one(self):
        self.assertEqual(self._sum(), (0, 1))
        self.env["furniture.settlement.correct"].with_user(self.users["coordinator"]).create(
            {"line_ids": self.line.ids, "amount": 400, "reason": "Faktura funnet"}
        ).action_correct()
        self.assertEqual(self._sum(), (400, 0))
        self.assertEqual(set(self.line.correction_ids.mapped("kind")), {"corrected", "counter"})
        self.assertEqual((self.line.amount, self.line.missing), (0, True))
        newest = self.line.correction_ids.filtered(lambda line: line.kind == "corrected")
        self._as("coordinator", newest)._correct("Feil faktura", 300)
        self.assertEqual(self._sum(), (300, 0))

    def test_what_should_not_be_settled_is_cancelled_by_a_counter_line(self):
        self._as("coordinator", self.line)._correct("Interne møbler")
        self.assertEqual((self._sum(), self.line.correction_ids.kind), ((0, 0), "counter"))

    def test_a_line_is_corrected_once_and_with_a_reason(self):
        with self.assert_refused(UserError, "Write why"):
            self._as("coordinator", self.line)._correct(" ", 400)
        with self.assert_refused(UserError, "negative"):
            self._as("coordinator", self.line)._correct("Feil", -1)
        self._as("coordinator", self.line)._correct("Feil", 400)
        with self.assert_refused(UserError, "corrected already"):
            self._as("coordinator", self.line)._correct("Feil", 500)
        counter = self.line.correction_ids.filtered(lambda line: line.kind == "counter")
        with self.assert_refused(UserError, "counter-line"):
            self._as("coordinator", counter)._correct("Feil", 500)
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            counter.copy()
            self.env.flush_all()

    def test_nobody_edits_or_deletes_a_line(self):
        for role in ("coordinator", "manager", "auditor"):
            for call in (
                lambda role=role: self._as(role, self.line).write({"amount": 1}),
                lambda role=role: self._as(role, self.line).unlink(),
                lambda role=role: self._as(role, self.line).copy(),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    call()

    def test_who_corrects(self):
        finance = new_test_user(self.env, "bk_finance", groups="bk_furniture_reuse.group_finance")
        for user in (
            finance,
            *(self.users[role] for role in ("employee", "operator", "auditor", "internal", "portal")),
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.line.with_user(user)._correct("Feil", 1)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["furniture.settlement.correct"].with_user(user).create(
                    {"line_ids": self.line.ids, "reason": "x"}
                )

    def test_finance_reads_the_settlement_the_units_and_the_reuse_ledger_and_nothing_else_of_ours(self):
        finance = new_test_user(self.env, "bk_finance", groups="bk_furniture_reuse.group_finance")
        readable = {
            name for name in self.env.registry
            if name.startswith("furniture.") and not self.env[name]._abstract and self.env[name].with_user(finance).has_access("read")
        }  # fmt: skip
        ledger = {name for name in readable if name.startswith("furniture.impact.")}
        self.assertEqual(
            readable - ledger, {"furniture.settlement.line", "furniture.settlement.export", "furniture.unit"}
        )
        of_ledger = ("analysis", "edition", "entry", "event", "export", "factor", "figure", "kind", "run", "target")
        self.assertEqual(ledger, {f"furniture.impact.{name}" for name in of_ledger})
        written = {name for name in ledger if self.env[name].with_user(finance).has_access("write")}
        self.assertEqual(written, {"furniture.impact.export"})
        answer = self.lines.with_user(finance).web_search_read(
            [("id", "=", self.line.id)], {"lot_id": {"fields": {"display_name": {}}}, "basis": {}, "amount": {}}
        )
        self.assertEqual(answer["records"][0]["lot_id"]["display_name"], self.piece.name)
        with self.assertRaises(AccessError):
            self.env["stock.lot"].with_user(finance).search([])
