"""Pieces do not come where they may not stand, whichever way, unless a manager has said so with a reason."""

import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .rules_case import RulesCase


@tagged("post_install", "-at_install")
class TestPlaceRules(RulesCase):
    def test_rules_go_downwards_from_building_to_room(self):
        self.kindergarten.suitability_required_ids = self.washable
        self.playroom.suitability_required_ids = self.checked
        self.assertEqual(self.playroom.all_forbidden_ids, self.treated)
        self.assertEqual(self.playroom.all_required_ids, self.washable | self.checked)
        self.assertEqual(self.kindergarten.all_required_ids, self.washable)
        self.assertFalse(self.room.all_required_ids | self.room.all_forbidden_ids)

    def test_a_moved_room_takes_the_rules_of_its_new_building(self):
        self.playroom.location_id = self.building
        self.assertFalse(self.playroom.all_forbidden_ids)

    def test_an_archived_tag_is_no_rule(self):
        piece = self._create_piece(self.store)
        self._say(piece, self.treated)
        self.treated.active = False
        piece._move_to(self.playroom)
        self.assert_stands_in(piece, self.playroom)

    def test_what_runs_out_is_not_said_of_a_model(self):
        with self.assertRaises(ValidationError):
            self.model.product_tmpl_id.suitability_ids = self.checked


@tagged("post_install", "-at_install")
class TestMovesAgainstRules(RulesCase):
    def setUp(self):
        super().setUp()
        self.free, self.wrong = self._create_pieces(2, self.store)
        self._say(self.wrong, self.treated)

    def test_a_move_that_breaks_a_rule_is_refused_with_the_reason(self):
        with self.assertRaises(UserError) as caught:
            self._as("operator", self.free | self.wrong)._move_to(self.playroom)
        text = str(caught.exception)
        for word in (self.wrong.name, "Solstua / Lekerom", "Treated", "furniture manager"):
            self.assertIn(word, text)
        self.assertNotIn(self.free.name, text)
        self.env.invalidate_all()
        self.assert_stands_in(self.free | self.wrong, self.store)

    def test_writing_the_place_is_a_move_too(self):
        with self.assert_refused(UserError, "Treated"):
            self._as("operator", self.wrong).location_id = self.playroom

    def test_the_tag_of_the_model_counts_until_the_piece_says_otherwise(self):
        self.model.product_tmpl_id.suitability_ids = self.treated
        with self.assert_refused(UserError, self.free.name):
            self.free._move_to(self.playroom)
        self._say(self.free, self.treated, "lacks")
        self.free._move_to(self.playroom)
        self.assert_stands_in(self.free, self.playroom)

    def test_what_a_place_requires_must_be_there(self):
        self.room.suitability_required_ids = self.washable
        with self.assert_refused(UserError, "requires “Washable_Test”"):
            self.free._move_to(self.room)
        self._say(self.free, self.washable)
        self.free._move_to(self.room)
        self.assert_stands_in(self.free, self.room)

    def test_a_check_that_has_run_out_does_not_count(self):
        self.room.suitability_required_ids = self.checked
        today = datetime.date.today()
        self._say(self.free, self.checked, valid_until=today - datetime.timedelta(days=1))
        with self.assert_refused(UserError, "Checked"):
            self.free._move_to(self.room)
        self._say(self.free, self.checked, valid_until=today + datetime.timedelta(days=1))
        self.free._move_to(self.room)
        self.assert_stands_in(self.free, self.room)

    def test_a_requirement_is_asked_of_its_furniture_types_only(self):
        desk = self.env["product.category"].create({"name": "Hevebord", "is_furniture_type": True})
        desk_inside = desk.create({"name": "Hevebord liten", "is_furniture_type": True, "parent_id": desk.id})
        self.checked.categ_ids = desk
        self.room.suitability_required_ids = self.checked
        self.free._move_to(self.room)
        piece = self._create_piece(self.store, model=self._create_model("Bord", categ_id=desk_inside.id))
        with self.assert_refused(UserError, piece.name):
            piece._move_to(self.room)

    def _picking(self, piece, place=None):
        """A draft transfer of ``piece`` to ``place``."""
        vals = {"location_id": self.store.id, "location_dest_id": (place or self.playroom).id}
        picking = self.env["stock.picking"].create({"picking_type_id": self.stock.warehouse_id.int_type_id.id, **vals})
        move = self.env["stock.move"].create(
            {"product_id": self.model.id, "product_uom_qty": 1, "picking_id": picking.id, **vals}
        )
        self.env["stock.move.line"].create(
            {
                "product_id": self.model.id,
                "lot_id": piece.id,
                "quantity": 1,
                "move_id": move.id,
                "picking_id": picking.id,
                **vals,
            }
        )
        return picking

    def test_a_planned_transfer_is_refused_when_it_is_confirmed(self):
        picking = self._picking(self.wrong)
        with self.assert_refused(UserError, "Treated"):
            picking.action_confirm()
        self._picking(self.free).action_confirm()

    def test_a_line_is_not_turned_to_a_place_that_forbids_its_piece(self):
        line = self._picking(self.wrong, self.room).move_line_ids
        with self.assert_refused(UserError, "Treated"):
            line.location_dest_id = self.playroom
        line.location_dest_id = self.other_room

    def test_a_transfer_is_refused_when_the_rule_came_after_the_plan(self):
        picking = self._picking(self.free)
        picking.action_confirm()
        self._say(self.free, self.treated)
        picking.move_ids.picked = True
        with self.assert_refused(UserError, "Treated"):
            picking._action_done()

    def test_a_hold_for_a_place_that_forbids_the_piece_is_refused(self):
        with self.assert_refused(UserError, self.wrong.name):
            self._hold_for(self.library, self.free | self.wrong, self.playroom)
        self.env.invalidate_all()
        self.assertEqual(self.free.purpose, "available")
        self._hold_for(self.library, self.free, self.playroom)
        self.assertEqual(self.free.purpose, "reserved")

    def test_the_queue_passes_by_what_may_not_stand_there_and_a_given_piece_is_refused(self):
        ask = self.env["furniture.reservation"].with_user(self.users["employee"])._ask
        reservation = ask([{"product_id": self.model.id, "quantity": 2}], destination=self.playroom)
        self.assertEqual(
            (reservation.state, reservation.sudo()._held_pieces(), reservation.open_count), ("held", self.free, 1)
        )
        with self.assert_refused(UserError, "Treated"):
            ask([{"lot_id": self.wrong.id}], destination=self.playroom)
        elsewhere = ask([{"product_id": self.model.id}], destination=self.room)
        self.assertEqual(elsewhere.sudo()._held_pieces(), self.wrong)
        with self.assert_refused(UserError, "Treated"):
            self._as("coordinator", elsewhere).destination_id = self.playroom

    def test_those_that_may_come_are_found_beforehand(self):
        self.assertEqual((self.free | self.wrong)._suitable_for(self.playroom), self.free)

    def test_a_register_says_where_pieces_stand_and_a_list_says_which_are_wrong(self):
        piece = self._create_piece(self.playroom)
        self._say(piece, self.treated)
        self.assertEqual(self.kindergarten.action_open_unsuitable()["domain"], [("id", "in", piece.ids)])
        self.model.product_tmpl_id.suitability_ids = self.treated
        registered = self._create_piece(self.playroom)
        self.assert_stands_in(registered, self.playroom)

    def test_what_stands_there_already_is_held_where_it_stands(self):
        piece = self._create_piece(self.playroom)
        self._say(piece, self.treated)
        self._reserve(piece)
        self.assertEqual(piece.purpose, "reserved")


@tagged("post_install", "-at_install")
class TestExceptions(RulesCase):
    def setUp(self):
        super().setUp()
        self.pieces = self._create_pieces(2, self.store)
        self._say(self.pieces, self.treated)

    def test_a_manager_allows_with_a_reason_that_is_kept(self):
        given = self._as("manager", self.pieces)._override_suitability(self.kindergarten, "Bare på kontoret")
        self.assertEqual((given.lot_id, given.user_id, set(given.mapped("reason"))),
                         (self.pieces, self.users["manager"], {"Bare på kontoret"}))  # fmt: skip
        self.assertEqual((given.location_id, given.suitability_id, set(given.mapped("kind"))),
                         (self.kindergarten, self.treated, {"forbids"}))  # fmt: skip
        self._as("operator", self.pieces)._move_to(self.playroom)
        self.assert_stands_in(self.pieces, self.playroom)

    def test_nobody_else_allows_and_nobody_writes_the_log(self):
        for role in ("employee", "operator", "coordinator", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._as(role, self.pieces)._override_suitability(self.playroom, "Haster")
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.env["furniture.suitability.allow"].with_user(self.users[role]).create(
                    {"lot_ids": self.pieces.ids, "location_id": self.playroom.id, "reason": "Haster"}
                )
        for role in ("operator", "manager"):
            with self.assertRaises(AccessError):
                self.env["furniture.suitability.override"].with_user(self.users[role]).create(
                    {
                        "lot_id": self.pieces[0].id, "location_id": self.playroom.id, "suitability_id": self.treated.id,
                        "kind": "forbids", "reason": "x",
                    }
                )  # fmt: skip

    def test_a_reason_is_needed(self):
        for reason in ("", "   ", False):
            with self.assert_refused(UserError, "Write why"):
                self._as("manager", self.pieces)._override_suitability(self.playroom, reason)

    def test_the_move_window_takes_the_managers_reason_and_no_other(self):
        vals = {"lot_ids": self.pieces.ids, "location_id": self.playroom.id}
        for role in ("operator", "coordinator"):
            with self.assertRaises(AccessError):
                self.env["furniture.move"].with_user(self.users[role]).create({**vals, "override_reason": "Haster"})
        self.env["furniture.move"].with_user(self.users["manager"]).create(
            {**vals, "override_reason": "Avklart med styrer"}
        ).action_move()
        self.assert_stands_in(self.pieces, self.playroom)
        log = self.env["furniture.suitability.override"].search([("lot_id", "in", self.pieces.ids)])
        self.assertEqual(set(log.mapped("reason")), {"Avklart med styrer"})

    def test_it_holds_in_that_place_for_that_piece_until_it_moves_on(self):
        one, other = self.pieces
        given = self._as("manager", one)._override_suitability(self.playroom, "Avklart")
        one._move_to(self.playroom)
        self.assertFalse(given.ended_on)
        with self.assert_refused(UserError, other.name):
            other._move_to(self.playroom)
        one._move_to(self.store)
        self.assertTrue(given.ended_on)
        with self.assert_refused(UserError, one.name):
            one._move_to(self.playroom)

    def test_it_lasts_while_the_piece_is_on_its_way_in_a_vehicle(self):
        van = self._create_place("Bil 1", "vehicle")
        one = self.pieces[0]
        self._as("manager", one)._override_suitability(self.playroom, "Avklart")
        one._move_to(van)
        one._move_to(self.playroom)
        self.assert_stands_in(one, self.playroom)

    def test_a_new_rule_is_not_allowed_with_the_old_one(self):
        one = self.pieces[0]
        self._as("manager", one)._override_suitability(self.playroom, "Avklart")
        self.playroom.suitability_required_ids = self.washable
        with self.assert_refused(UserError, "Washable_Test"):
            one._move_to(self.playroom)

    def test_nothing_is_allowed_where_no_rule_is_broken(self):
        self.assertFalse(self._as("manager", self.pieces)._override_suitability(self.room, "Avklart"))
        form = Form(
            self.env["furniture.suitability.allow"]
            .with_user(self.users["manager"])
            .with_context(active_model="stock.lot", active_ids=self.pieces.ids)
        )
        form.location_id = self.playroom
        self.assertIn("Treated", form.breach_text)
        form.location_id = self.room
        form.reason = "Avklart"
        with self.assert_refused(UserError, "No rule"):
            form.save().action_allow()

    @mute_logger("odoo.sql_db")
    def test_the_log_is_not_edited(self):
        given = self._as("manager", self.pieces)._override_suitability(self.playroom, "Avklart")
        for role in ("manager", "coordinator"):
            with self.assertRaises(AccessError):
                self._as(role, given).write({"reason": "Annet"})
            with self.assertRaises(AccessError):
                self._as(role, given).unlink()
