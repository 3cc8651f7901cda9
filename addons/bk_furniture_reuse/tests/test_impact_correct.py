"""Corrections, restatements and what may be written about driving."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .impact_case import ImpactCase


@tagged("post_install", "-at_install")
class TestCorrect(ImpactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls._create_piece(cls.store, condition="b")

    def _entry(self):
        self._reserve_and_deliver(self.piece, self.room)
        self._enter_due()
        return self._ledger_of(self.piece)

    def _dialog(self, entries, role="coordinator"):
        wizard = self.env["furniture.impact.correct"].with_user(self.users[role])
        return wizard.with_context(active_model="furniture.impact.entry", active_ids=entries.ids)

    def _correct(self, entries, how, reason, role="coordinator"):
        with Form(self._dialog(entries, role)) as form:
            form.how = how
            form.reason = reason
        return form.record.action_correct()

    def test_counted_anew_with_todays_data(self):
        entry = self._entry()
        self.assertEqual((entry.price_new, entry.net_saving), (9000, 7200))
        self.model.product_tmpl_id.price_new = 5000
        action = self._correct(entry, "anew", "Prisen var feil")
        written = self._ledger_of(self.piece) - entry
        self.assertEqual(written.mapped("kind"), ["counter", "claim"])
        counter, new = written
        self.assertEqual((counter.counters_id, counter.net_saving, counter.reason), (entry, -7200, "Prisen var feil"))
        self.assertEqual((new.price_new, new.net_saving, new.reason), (5000, 4000, "Prisen var feil"))
        self.assertEqual(new.user_id, self.users["coordinator"])
        self.assertEqual(sum(self._ledger_of(self.piece).mapped("net_saving")), 4000)
        self.assertEqual(sum(self._ledger_of(self.piece).mapped("piece_count")), 1)
        self.assertEqual(self.entries.search(action["domain"]), entry | written)

    def test_withdrawn_because_it_did_not_happen(self):
        entry = self._entry()
        self._correct(entry, "withdraw", "Møbelet ble aldri flyttet")
        entries = self._ledger_of(self.piece)
        self.assertEqual(entries.mapped("kind"), ["claim", "counter"])
        for name in ("net", "net_low", "net_high", "gross", "mass", "net_saving", "piece_count"):
            self.assertAlmostEqual(sum(entries.mapped(name)), 0, 6, name)
        event = entry.event_id
        self.assertEqual((event.state, event.why_not), ("not_counted", "withdrawn"))
        self.assertEqual(event.withdrawn_reason, "Møbelet ble aldri flyttet")

    def test_a_reason_is_asked_for(self):
        entry = self._entry()
        with self.assertRaises(AssertionError), Form(self._dialog(entry)) as form:
            form.how = "anew"
        with self.assert_refused(UserError, "Write why the entry is corrected"):
            self._as("coordinator", entry)._correct("anew", "   ")
        self.assertEqual(len(self._ledger_of(self.piece)), 1)

    def test_counters_countered_and_restated_entries_are_refused(self):
        entry = self._entry()
        run = self._as("manager", self.env["furniture.impact.run"])._restate(self.edition, "Prøve")
        while run.sudo()._restate_batch():
            pass
        with self.assert_refused(UserError, "belongs to a restatement"):
            Form(self._dialog(run.entry_ids))
        self._correct(entry, "anew", "Telt feil")
        counter = entry.counter_ids
        with self.assert_refused(UserError, "is a counter-entry"):
            Form(self._dialog(counter))
        with self.assert_refused(UserError, "is cancelled by a counter-entry already"):
            Form(self._dialog(entry))
        with self.assert_refused(UserError, "is cancelled by a counter-entry already"):
            self._as("coordinator", entry)._correct("withdraw", "Igjen")

    def test_corrections_are_for_coordinators(self):
        entry = self._entry()
        for role in ("employee", "operator", "auditor", "internal", "portal", "crew"):
            with self.subTest(role=role), self.assertRaises(UserError):
                self.env["furniture.impact.correct"].with_user(self.users[role]).create(
                    {"entry_ids": entry.ids, "how": "anew", "reason": "x"}
                ).action_correct()
            with self.subTest(role=role, method=True), self.assertRaises(UserError):
                self._as(role, entry)._correct("anew", "x")
        self.assertEqual(self._ledger_of(self.piece), entry)

    def test_the_manager_counts_the_ledger_again_beside_it(self):
        entry = self._entry()
        edition = self.edition.copy()
        edition.factor_ids.filtered(lambda factor: factor.kind_id.code == "office_chair").value = 60
        with self.assert_refused(UserError, "is a draft"):
            self.env["furniture.impact.restate"].with_user(self.users["manager"]).create(
                {"edition_id": edition.id, "reason": "Ny tabell"}
            ).action_restate()
        edition.action_approve()
        with Form(self.env["furniture.impact.restate"].with_user(self.users["manager"])) as form:
            form.edition_id = edition
            form.reason = "Ny tabell"
        action = form.record.action_restate()
        run = self.env["furniture.impact.run"].browse(action["res_id"])
        self.assertEqual((run.kind, run.state, run.user_id), ("restatement", "working", self.users["manager"]))
        while run._restate_batch():
            pass
        self.assertEqual((run.state, run.entry_count, run.entry_ids.factor_default), ("done", 1, 60))
        self.assertEqual(self._ledger_of(self.piece), entry)
        for role in ("operator", "coordinator", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.env["furniture.impact.restate"].with_user(self.users[role]).create(
                    {"edition_id": edition.id, "reason": "x"}
                )


@tagged("post_install", "-at_install")
class TestDriving(ImpactCase):
    def test_the_operator_writes_driving_until_it_is_in_the_ledger(self):
        piece = self._create_piece(self.store)
        picking = self._deliver(piece, self.classroom)
        self._as("operator", picking).write({"drive_km": 10, "fuel_litres": 2, "transport_cost": 400})
        self.assertFalse(picking.driving_hint)
        self._enter_due()
        self.assertEqual(self._ledger_of(piece).transport_cost, 400)
        of_operator = self._as("operator", picking)
        self.assertTrue(of_operator.driving_locked)
        self.assertIn("keep it", of_operator.driving_hint)
        with self.assert_refused(UserError, "reuse coordinator can change"):
            of_operator.transport_cost = 500
        of_coordinator = self._as("coordinator", picking)
        self.assertFalse(of_coordinator.driving_locked)
        of_coordinator.transport_cost = 500
        self.assertEqual(self._ledger_of(piece).transport_cost, 400)
        self._as("coordinator", self._ledger_of(piece))._correct("anew", "Faktura kom senere")
        self.assertEqual(sum(self._ledger_of(piece).mapped("transport_cost")), 500)

    def test_an_invoice_that_comes_late_is_written_and_said_to_be_late(self):
        piece = self._create_piece(self.store)
        picking = self._as("operator", self._deliver(piece, self.classroom))
        self._enter_due()
        self.assertFalse(picking.driving_locked or picking.driving_hint)
        picking.write({"transport_cost": 700, "transport_voucher": "F-9"})
        self.assertIn("before this driving was noted", picking.driving_hint)

    def test_driving_of_a_load_is_the_loads(self):
        piece = self._create_piece(self.store)
        picking = piece._plan_move({piece: self.classroom})
        batch = self.env["stock.picking.batch"].create({"picking_type_id": picking.picking_type_id.id})
        batch._take(picking)
        self._as("operator", batch).fuel_litres = 4
        picking.move_ids.picked = True
        picking._action_done()
        self._enter_due()
        self.assertEqual(self._ledger_of(piece).legs[0]["litres"], 4)
        self.assertTrue(self._as("operator", batch).driving_locked)
        self.assertFalse(self._as("operator", picking).driving_locked)
        with self.assert_refused(UserError, "reuse coordinator can change"):
            self._as("operator", batch).fuel_litres = 5
