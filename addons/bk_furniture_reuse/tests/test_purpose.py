"""Changes of purpose as people and programs make them: each role, each door, the log and the batch."""

import itertools

import psycopg2
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .common import FurnitureCase, FurnitureMixin

PURPOSES = ("in_use", "available", "reserved", "redesign", "recycling")

# What each role may choose for a piece that stands in a room, written by hand: {from: {to: lowest role}}.
MAY = {
    "in_use": {"available": "operator", "redesign": "operator", "recycling": "coordinator"},
    "available": {"in_use": "coordinator", "redesign": "operator", "recycling": "coordinator"},
    "reserved": {},
    "redesign": {"available": "operator", "in_use": "coordinator", "recycling": "coordinator"},
    "recycling": {"available": "coordinator", "redesign": "coordinator"},
}
ALLOWED_BY = {
    "operator": ("operator",),
    "coordinator": ("operator", "coordinator"),
    "manager": ("operator", "coordinator"),
}


@tagged("post_install", "-at_install")
class TestPurposeByHand(FurnitureCase):
    def test_each_role_may_make_exactly_the_changes_of_the_list(self):
        for was in PURPOSES:
            piece = self._create_piece(self.room)
            if was != "available":
                self._set_purpose(piece, was)
            for role, now in itertools.product(self.users, PURPOSES):
                if now == was:
                    continue
                allowed = MAY[was].get(now) in ALLOWED_BY.get(role, ())
                with self.subTest(role=role, was=was, now=now):
                    self._try(piece, role, was, now, allowed)

    def _try(self, piece, role, was, now, allowed):
        """One change, taken back afterwards."""

        class TakeBackError(Exception):
            pass

        try:
            with self.env.cr.savepoint():
                if allowed:
                    self._as(role, piece)._change_purpose(now, reason="Trengs likevel")
                    self.assertEqual(piece.purpose, now)
                else:
                    # The first are stopped by their access rights, the others by the table.
                    outsider = role in ("employee", "auditor", "internal", "portal")
                    with self.assertRaises(AccessError if outsider else UserError):
                        self._as(role, piece)._change_purpose(now, reason="Trengs likevel")
                    self.assertEqual(piece.purpose, was)
                raise TakeBackError
        except TakeBackError:
            self.env.invalidate_all()

    def test_the_choices_shown_are_those_that_the_role_has(self):
        piece = self._create_piece(self.room)
        self.assertEqual(set(self._as("operator", piece).purpose_choices.split(",")), {"redesign"})
        self.assertEqual(
            set(self._as("coordinator", piece).purpose_choices.split(",")), {"in_use", "redesign", "recycling"}
        )
        self.assertFalse(self._as("employee", piece).purpose_choices)

    def test_in_use_by_hand_needs_a_room(self):
        piece = self._create_piece(self.store)
        with self.assert_refused(UserError, "Move it to a room first"):
            self._as("coordinator", piece)._change_purpose("in_use")
        homeless = self._create_piece()
        with self.assert_refused(UserError, "Move it to a room first"):
            self._as("coordinator", homeless)._change_purpose("in_use")

    def test_saving_from_recycling_needs_a_reason(self):
        piece = self._create_piece(self.room)
        self._as("coordinator", piece)._change_purpose("recycling")
        for reason in ("", "   "):
            with self.assert_refused(UserError, "needs a reason"):
                self._as("coordinator", piece)._change_purpose("available", reason=reason)
        self._as("coordinator", piece)._change_purpose("available", reason="Skolen vil ha den")
        self.assertEqual(piece.purpose, "available")

    def test_the_refusal_names_the_pieces_and_who_decides(self):
        pieces = self._create_pieces(7, self.room)
        with self.assertRaises(UserError) as caught:
            self._as("operator", pieces)._change_purpose("recycling")
        message = str(caught.exception)
        self.assertIn(pieces[0].name, message)
        self.assertIn("2 more", message)
        self.assertIn("the reuse coordinator", message)

    def test_a_batch_changes_all_or_none(self):
        good, bad = self._create_pieces(3, self.room), self._create_piece(self.store)
        with self.assertRaises(UserError):
            self._as("coordinator", good | bad)._change_purpose("in_use")
        self.assertEqual(set((good | bad).mapped("purpose")), {"available"})
        self._as("coordinator", good)._change_purpose("in_use")
        self.assertEqual(set(good.mapped("purpose")), {"in_use"})

    def test_one_refusal_for_each_reason_in_a_mixed_batch(self):
        reserved, sorted_out = self._create_piece(self.room), self._create_piece(self.room)
        self._reserve(reserved)
        self._set_purpose(sorted_out, "recycling")
        with self.assertRaises(UserError) as caught:
            self._as("coordinator", reserved | sorted_out)._change_purpose("available")
        self.assertIn("follows from a reservation", str(caught.exception))
        self.assertIn("needs a reason", str(caught.exception))

    def test_a_change_to_the_same_purpose_leaves_no_trace(self):
        piece = self._create_piece(self.room)
        before = len(piece.purpose_change_ids)
        self.assertFalse(self._as("operator", piece)._change_purpose("available"))
        self.assertEqual(len(piece.purpose_change_ids), before)

    def test_the_wizard_changes_the_chosen_pieces_with_the_reason(self):
        pieces = self._create_pieces(2, self.room)
        wizard = self.env["furniture.purpose.set"].with_user(self.users["operator"])
        form = Form(wizard.with_context(active_model="stock.lot", active_ids=pieces.ids))
        form.purpose = "redesign"
        form.reason = "Skal trekkes om"
        form.save().action_apply()
        self.assertEqual(pieces.mapped("purpose"), ["redesign", "redesign"])
        last = pieces.purpose_change_ids.filtered(lambda change: change.to_purpose == "redesign")
        self.assertEqual(last.mapped("reason"), ["Skal trekkes om"] * 2)
        self.assertNotIn("reserved", dict(wizard._fields["purpose"].selection))

    def test_the_button_uses_the_rules_too(self):
        piece = self._create_piece(self.room)
        self._as("operator", piece).with_context(purpose="redesign").action_set_purpose()
        self.assertEqual(piece.purpose, "redesign")
        with self.assertRaises(UserError):
            self._as("operator", piece).with_context(purpose="reserved").action_set_purpose()


@tagged("post_install", "-at_install")
class TestPurposeLog(FurnitureCase):
    def test_every_change_says_who_when_from_where_and_why(self):
        piece = self._create_piece(self.room)
        self._as("coordinator", piece)._change_purpose("redesign", reason="Nytt stoff")
        first, second = piece.purpose_change_ids.sorted("id")
        self.assertRecordValues(
            first | second,
            [
                {
                    "from_purpose": False,
                    "to_purpose": "available",
                    "source": "new",
                    "user_id": self.users["operator"].id,
                    "reason": False,
                },
                {
                    "from_purpose": "available",
                    "to_purpose": "redesign",
                    "source": "hand",
                    "user_id": self.users["coordinator"].id,
                    "reason": "Nytt stoff",
                },
            ],
        )
        self.assertAlmostEqual(second.date.timestamp(), self.env.cr.now().timestamp(), delta=60)

    def test_arrival_and_reservation_say_so(self):
        moved, held = self._create_pieces(2, self.store)
        self._as("operator", moved)._move_to(self.room)
        self._reserve(held).action_release()
        self.assertEqual(moved.purpose_change_ids.sorted("id").mapped("source"), ["new", "arrival"])
        self.assertEqual(held.purpose_change_ids.sorted("id").mapped("source"), ["new", "reservation", "reservation"])
        self.assertEqual(moved.purpose_change_ids.sorted("id")[-1].user_id, self.users["operator"])

    def test_the_chatter_tells_it_in_words(self):
        piece = self._create_piece(self.room)
        self._as("operator", piece)._change_purpose("redesign", reason="Nytt <b>stoff</b>")
        message = piece.message_ids[0]
        self.assertIn("Purpose: Available → Redesign. Nytt &lt;b&gt;stoff&lt;/b&gt;", message.body)
        self.assertEqual(message.author_id, self.users["operator"].partner_id)

    def test_a_large_batch_is_logged_without_flooding_the_chatter(self):
        pieces = self._create_pieces(101, self.room)
        messages = len(pieces.message_ids)
        self._as("operator", pieces)._change_purpose("redesign")
        self.assertEqual(len(pieces.message_ids), messages)
        self.assertEqual(len(pieces.purpose_change_ids.filtered(lambda change: change.to_purpose == "redesign")), 101)

    def test_nobody_writes_the_log(self):
        piece = self._create_piece(self.room)
        for role in ("operator", "coordinator", "manager", "auditor"):
            log = self._as(role, piece.purpose_change_ids)
            with self.subTest(role=role), mute_logger("odoo.addons.base.models.ir_model"):
                self.assertTrue(log.read(["to_purpose"]))
                with self.assertRaises(AccessError):
                    log.write({"reason": "pyntet"})
                with self.assertRaises(AccessError):
                    log.unlink()
                with self.assertRaises(AccessError):
                    log.create({"lot_id": piece.id, "to_purpose": "recycling", "source": "hand"})


@tagged("post_install", "-at_install")
class TestReservedIsNeverTyped(FurnitureCase):
    def test_creating(self):
        vals = {"product_id": self.model.id, "purpose": "reserved"}
        for role in ("operator", "coordinator", "manager"):
            with self.assert_refused(UserError, "follows from a reservation"):
                self.env["stock.lot"].with_user(self.users[role]).create(vals)
        with self.assert_refused(UserError, "follows from a reservation"):
            self.env["stock.lot"].sudo().create(vals)

    def test_creating_by_default_from_the_context(self):
        lot = (
            self.env["stock.lot"]
            .with_user(self.users["manager"])
            .with_context(default_purpose="reserved")
            .create({"product_id": self.model.id})
        )
        self.assertEqual(lot.purpose, "available")

    def test_writing(self):
        piece = self._create_piece(self.room)
        for role in ("operator", "coordinator", "manager"):
            with self.assert_refused(UserError, "follows from a reservation"):
                self._as(role, piece).write({"purpose": "reserved"})
            with self.assert_refused(UserError, "follows from a reservation"):
                self._as(role, piece).purpose = "reserved"
        self.assertEqual(piece.purpose, "available")

    def test_a_write_of_other_fields_beside_it_is_refused_as_a_whole(self):
        piece = self._create_piece(self.room, condition="a")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._as("coordinator", piece).write({"condition": "d", "purpose": "reserved"})
        self.assertEqual(piece.condition, "a")

    def test_a_forged_context_opens_nothing(self):
        piece = self._create_piece(self.room)
        for proof in (True, 1, "object()", {}, [1]):
            forged = self._as("manager", piece).with_context(_purpose_checked=proof, purpose_source="reservation")
            with self.assertRaises(UserError):
                forged.write({"purpose": "reserved"})
            with self.assertRaises(UserError):
                forged.create({"product_id": self.model.id, "purpose": "reserved"})

    def test_a_forged_source_does_not_reach_the_log(self):
        lot = (
            self.env["stock.lot"]
            .with_user(self.users["operator"])
            .with_context(purpose_source="import")
            .create({"product_id": self.model.id})
        )
        self.assertEqual(lot.purpose_change_ids.source, "new")

    def test_importing_a_file(self):
        piece = self._create_piece(self.room)
        lots = self.env["stock.lot"].with_user(self.users["manager"])
        created = lots.load(["product_id/.id", "purpose"], [[str(self.model.id), "Reserved"]])
        self.assertFalse(created["ids"])
        self.assertIn("follows from a reservation", created["messages"][0]["message"])
        updated = lots.load([".id", "purpose"], [[str(piece.id), "Reserved"]])
        self.assertFalse(updated["ids"])
        self.assertEqual(piece.purpose, "available")
        legal = lots.load([".id", "purpose"], [[str(piece.id), "Redesign"]])
        self.assertTrue(legal["ids"], legal["messages"])
        self.assertEqual(piece.purpose, "redesign")

    def test_emptying_is_no_way_round_either(self):
        piece = self._create_piece(self.room)
        with self.assertRaises(UserError):
            self._as("manager", piece).write({"purpose": False})
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["stock.lot"].with_user(self.users["manager"]).create(
                {"product_id": self.model.id, "purpose": False}
            )

    def test_the_database_wants_a_purpose_for_every_piece_and_none_for_the_rest(self):
        piece = self._create_piece()
        product = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        other = self.env["stock.lot"].create({"product_id": product.id, "name": "A1"})
        self.env.flush_all()
        for lot, purpose in ((piece, None), (other, "available")):
            with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.env.cr.execute("UPDATE stock_lot SET purpose = %s WHERE id = %s", (purpose, lot.id))


@tagged("post_install", "-at_install")
class TestReservedOverRpc(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()

    def _call(self, method, *args, context=None):
        """What a call over RPC answers: the result, or the message of the error."""
        params = {"model": "stock.lot", "method": method, "args": list(args), "kwargs": {"context": context or {}}}
        answer = self.url_open(
            f"/web/dataset/call_kw/stock.lot/{method}", json={"jsonrpc": "2.0", "method": "call", "params": params}
        ).json()
        return answer["error"]["data"]["message"] if "error" in answer else answer["result"]

    def test_no_call_from_outside_types_reserved(self):
        piece = self._create_piece(self.room)
        self.authenticate("bk_manager", "bk_manager")
        forged = {"_purpose_checked": True, "purpose_source": "reservation"}
        calls = [
            ("write", [piece.id], {"purpose": "reserved"}),
            ("web_save", [piece.id], {"purpose": "reserved"}, {}),
            ("create", [{"product_id": self.model.id, "purpose": "reserved"}]),
            ("_change_purpose", [piece.id], "reserved", "reservation"),
            ("_as_checked", [piece.id]),
        ]
        for name, *args in calls:
            with self.subTest(call=name), mute_logger("odoo.http"):
                answer = self._call(name, *args, context=forged)
                self.assertIsInstance(answer, str)
                self.assertRegex(answer, "follows from a reservation|[Pp]rivate method")
        self.assertEqual(piece.purpose, "available")
        self.assertIs(self._call("write", [piece.id], {"purpose": "redesign"}), True)
        self.assertEqual(piece.purpose, "redesign")
