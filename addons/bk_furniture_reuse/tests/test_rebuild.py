"""Pieces that become others: what leaves, what comes, the tree both ways, and undoing it."""

import psycopg2
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FurnitureCase


class RebuildCase(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = cls._create_model("Møtebord 240", width=240, weight=60)
        cls.small = cls._create_model("Møtebord 120", width=120, weight=28)
        cls.production = cls.table.property_stock_production

    def _plan(self, lots, results=None, user="operator", **vals):
        """A rebuilding of ``lots``; results: {model: count}."""
        results = results or {self.small: 2}
        return (
            self.env["furniture.rebuild"]
            .with_user(self.users[user])
            .create(
                {
                    "source_ids": [Command.create({"lot_id": lot.id}) for lot in lots],
                    "result_ids": [
                        Command.create({"product_id": product.id, "quantity": count, "condition": "b"})
                        for product, count in results.items()
                    ],
                    **vals,
                }
            )
        )

    def _rebuild(self, lots, results=None, **vals):
        rebuild = self._plan(lots, results, **vals)
        rebuild.action_rebuild()
        return rebuild.with_env(self.env)

    def _lines_of(self, lot):
        return self.env["stock.move.line"].search([("lot_id", "=", lot.id), ("state", "=", "done")], order="id")


@tagged("post_install", "-at_install")
class TestRebuilding(RebuildCase):
    def test_one_table_becomes_two(self):
        unit = self.env["furniture.unit"].create({"name": "Skolen"})
        table = self._create_piece(self.room, model=self.table, owner_unit_id=unit.id)
        rebuild = self._rebuild(table, place_id=self.store.id)
        self.assertEqual((table.end_kind, rebuild.state), ("rebuilt", "done"))
        self.assertFalse(self._quant(table))
        self.assertNotIn(table, self.env["stock.lot"].search(self.env["stock.lot"]._present()))
        new = rebuild.lot_ids
        self.assertEqual(new.product_id, self.small)
        self.assertEqual(len(new), 2)
        self.assert_stands_in(new, self.store)
        self.assertEqual(set(new.mapped("purpose")), {"available"})
        self.assertEqual(set(new.mapped("condition")), {"b"})
        self.assertEqual(new.owner_unit_id, unit)
        self.assertEqual(len(set(new.mapped("name")) | {table.name}), 3)
        self.assertEqual(len(new.tag_id), 2)

    def test_three_chairs_become_two_where_the_first_stood(self):
        chairs = self._create_pieces(3, self.room)
        rebuild = self._rebuild(chairs, {self.model: 2})
        self.assertEqual(set(chairs.mapped("end_kind")), {"rebuilt"})
        self.assert_stands_in(rebuild.lot_ids, self.room)
        # Registered in a room, not moved there: nobody has put them to use.
        self.assertEqual(set(rebuild.lot_ids.mapped("purpose")), {"available"})

    def test_stock_says_it_with_moves_that_bear_its_name(self):
        table = self._create_piece(self.room, model=self.table)
        rebuild = self._rebuild(table)
        out = self._lines_of(table)[-1]
        self.assertEqual((out.location_id, out.location_dest_id), (self.room, self.production))
        for new in rebuild.lot_ids:
            enter = self._lines_of(new)
            self.assertEqual((enter.location_id, enter.location_dest_id), (self.production, self.room))
        self.assertEqual(set(rebuild.move_ids.mapped("reference")), {rebuild.name})

    def test_a_piece_is_used_once(self):
        table = self._create_piece(self.room, model=self.table)
        other = self._plan(table)
        self._rebuild(table)
        with self.assert_refused(UserError, f"{table.name}: not in stock, so it cannot be rebuilt"):
            other.action_rebuild()

    def test_the_database_lets_a_piece_be_used_once(self):
        table = self._create_piece(self.room, model=self.table)
        self._rebuild(table)
        other = self._plan(table)
        self.env.flush_all()
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE furniture_rebuild_source SET used = true WHERE rebuild_id = %s", (other.id,))

    def test_a_reserved_piece_is_not_rebuilt(self):
        table = self._create_piece(self.room, model=self.table)
        reservation = self._reserve(table)
        rebuild = self._plan(table)
        with self.assert_refused(UserError, f"{reservation.name}.*Release the reservation first"):
            rebuild.action_rebuild()

    def test_a_piece_sorted_out_is_saved_by_a_coordinator_first(self):
        table = self._create_piece(self.room, model=self.table)
        self._set_purpose(table, "recycling")
        rebuild = self._plan(table)
        with self.assert_refused(UserError, "Make it available first"):
            rebuild.action_rebuild()

    def test_both_sides_are_needed(self):
        table = self._create_piece(self.room, model=self.table)
        for lots, results in ((table.browse(), {self.small: 2}), (table, {})):
            rebuild = self.env["furniture.rebuild"].create(
                {
                    "source_ids": [Command.create({"lot_id": lot.id}) for lot in lots],
                    "result_ids": [
                        Command.create({"product_id": product.id, "quantity": count, "condition": "b"})
                        for product, count in results.items()
                    ],
                }
            )
            with self.assert_refused(UserError, "Write both"):
                rebuild.action_rebuild()

    def test_what_is_heavier_than_what_went_in_needs_a_reason(self):
        table = self._create_piece(self.room, model=self.table)
        rebuild = self._plan(table, {self.small: 3})
        self.assertEqual(rebuild.excess_weight, 24)
        with self.assert_refused(UserError, "weighs 84 kg, what goes in 60 kg"):
            rebuild.action_rebuild()
        rebuild.parts_weight = 24
        self.assertEqual(rebuild.excess_weight, 0)
        rebuild.parts_weight = 0
        rebuild.weight_reason = "  "
        with self.assertRaises(UserError):
            rebuild.action_rebuild()
        rebuild.weight_reason = "Understellene er av stål"
        rebuild.action_rebuild()
        self.assertEqual(len(rebuild.lot_ids), 3)

    def test_its_refurbishment_ends_with_it_and_keeps_its_cost(self):
        table = self._create_piece(self.room, model=self.table)
        order = table.with_user(self.users["operator"])._refurbish(
            table, {"wanted_result": "rebuild", "hours": 3}, start=True
        )
        self._as("coordinator", order).hour_price = 500
        rebuild = self._rebuild(table, repair_id=order.id)
        self.assertEqual((order.state, order.total_cost, order.purpose_after), ("done", 1500, "available"))
        self.assertEqual((table.end_kind, table.purpose), ("rebuilt", "redesign"))
        self.assertEqual(order.rebuild_ids, rebuild)

    def test_a_planned_refurbishment_is_in_the_way(self):
        table = self._create_piece(self.room, model=self.table)
        order = self.env["stock.lot"]._refurbish(table, {})
        rebuild = self._plan(table)
        with self.assert_refused(UserError, f"has a planned refurbishment .{order.name}"):
            rebuild.action_rebuild()

    def test_what_has_been_done_stays_as_it_was(self):
        table = self._create_piece(self.room, model=self.table)
        rebuild = self._rebuild(table)
        as_manager = self._as("manager", rebuild)
        for change in (
            lambda: as_manager.write({"note": "x"}),
            lambda: as_manager.unlink(),
            lambda: as_manager.source_ids.unlink(),
            lambda: as_manager.result_ids.write({"quantity": 3}),
            lambda: as_manager.source_ids.write({"used": False}),
            lambda: as_manager.action_rebuild(),
            lambda: self._as("manager", self.env["furniture.rebuild.source"]).create(
                {"rebuild_id": rebuild.id, "lot_id": self._create_piece(self.room).id}
            ),
        ):
            with self.assert_refused(UserError, "has been done"):
                change()

    def test_nobody_writes_what_follows_from_it(self):
        table = self._create_piece(self.room, model=self.table)
        rebuild = self._plan(table)
        for vals in ({"state": "done"}, {"done_by_id": self.env.uid}, {"reverse_reason": "x"}):
            with self.assertRaises(AccessError):
                self._as("manager", rebuild).write(vals)
        for name in ("rebuild_id", "rebuilt_in_id"):
            with self.assertRaises(AccessError):
                self._as("manager", table).write({name: rebuild.id})
            with self.assertRaises(AccessError):
                self.env["stock.lot"].with_user(self.users["manager"]).create(
                    {"product_id": self.table.id, name: rebuild.id}
                )
            with self.assertRaises(AccessError):
                self.env["stock.lot"].with_user(self.users["manager"]).with_context(
                    **{f"default_{name}": rebuild.id}
                ).create({"product_id": self.table.id})
        rebuild.source_ids.write({"used": True})
        self.assertFalse(rebuild.source_ids.used)
        other = self.env["furniture.rebuild"].with_user(self.users["manager"]).with_context(
            default_state="done", default_used=True
        ).create({"source_ids": [Command.create({"lot_id": table.id})]})  # fmt: skip
        self.assertEqual((other.state, other.source_ids.used), ("draft", False))
        done = self._rebuild(table)
        other.source_ids.write({"rebuild_id": done.id})
        self.assertEqual(other.source_ids.rebuild_id, other)


@tagged("post_install", "-at_install")
class TestLineage(RebuildCase):
    def _names(self, tree):
        return [number for number in self._all_names if number in (tree or "")]

    def test_the_whole_tree_both_ways(self):
        tables = self._create_pieces(2, self.room, model=self.table)
        first = self._rebuild(tables, {self.small: 2}).lot_ids
        last = self._rebuild(first[0], {self.model: 1}).lot_ids
        self._all_names = (tables | first | last).mapped("name")
        self.assertEqual(self._names(last.made_from_tree), [*tables.mapped("name"), first[0].name])
        self.assertFalse(last.became_tree)
        for table in tables:
            self.assertEqual(self._names(table.became_tree), [*first.mapped("name"), last.name])
            self.assertFalse(table.made_from_tree)
        self.assertEqual(self._names(first[0].made_from_tree), tables.mapped("name"))
        self.assertEqual(self._names(first[0].became_tree), [last.name])
        self.assertFalse(first[1].became_tree)

    def test_an_employee_sees_it_and_names_are_text(self):
        model = self._create_model("<b>Bord</b>", weight=60)
        table = self._create_piece(self.room, model=model)
        new = self._rebuild(table).lot_ids[0]
        tree = self._as("employee", new).made_from_tree
        self.assertIn(table.name, tree)
        self.assertNotIn("<b>", tree)

    def test_the_chatter_of_each_piece_tells(self):
        table = self._create_piece(self.room, model=self.table)
        new = self._rebuild(table).lot_ids
        self.assertIn(new[0].name, "".join(table.message_ids.mapped("body")))
        for piece in new:
            self.assertIn(table.name, "".join(piece.message_ids.mapped("body")))


@tagged("post_install", "-at_install")
class TestUndoing(RebuildCase):
    def _undo(self, rebuild, user="manager", reason="Feil bord"):
        self._as(user, rebuild)._reverse(reason)

    def test_a_manager_undoes_it_by_counter_moves(self):
        table = self._create_piece(self.room, model=self.table)
        rebuild = self._rebuild(table, place_id=self.store.id)
        new, moves = rebuild.lot_ids, rebuild.move_ids
        wizard = (
            self.env["furniture.rebuild.reverse"]
            .with_user(self.users["manager"])
            .with_context(active_id=rebuild.id)
            .create({"reason": "Feil bord"})
        )
        wizard.action_reverse()
        self.assertEqual((rebuild.state, rebuild.reverse_reason), ("reversed", "Feil bord"))
        self.assertEqual(rebuild.reversed_by_id, self.users["manager"])
        self.assertEqual((table.end_kind, table.purpose), (False, "available"))
        self.assert_stands_in(table, self.room)
        self.assertEqual(set(new.mapped("end_kind")), {"undone"})
        for piece in new:
            self.assertFalse(self._quant(piece))
        self.assertEqual(set(moves.mapped("state")), {"done"})  # what was moved stays in the history
        self.assertEqual(len(rebuild.move_ids), 2 * len(moves))
        self.assertFalse(table.became_tree)
        self.assertIn(table.name, new[0].made_from_tree)
        self.assertIn("Feil bord", "".join(table.message_ids.mapped("body")))

    def test_what_came_back_can_be_rebuilt_again(self):
        table = self._create_piece(self.room, model=self.table)
        self._undo(self._rebuild(table))
        again = self._rebuild(table)
        self.assertEqual((table.end_kind, len(again.lot_ids)), ("rebuilt", 2))

    def test_others_than_managers_do_not_undo(self):
        rebuild = self._rebuild(self._create_piece(self.room, model=self.table))
        for role in ("operator", "coordinator"):
            with self.assert_refused(UserError, "undone by the furniture manager"):
                self._undo(rebuild, role)
            with self.assertRaises(AccessError):
                self.env["furniture.rebuild.reverse"].with_user(self.users[role]).create(
                    {"rebuild_id": rebuild.id, "reason": "x"}
                )

    def test_it_needs_a_reason_and_something_done(self):
        rebuild = self._rebuild(self._create_piece(self.room, model=self.table))
        with self.assert_refused(UserError, "Write why"):
            self._undo(rebuild, reason=" ")
        planned = self._plan(self._create_piece(self.room, model=self.table)).with_env(self.env)
        with self.assert_refused(UserError, "has not been done"):
            self._undo(planned)
        self._undo(rebuild)
        with self.assert_refused(UserError, "has not been done"):
            self._undo(rebuild)

    def test_not_when_a_new_piece_is_somebodys_or_has_become_another(self):
        rebuild = self._rebuild(self._create_piece(self.room, model=self.table))
        reservation = self._reserve(rebuild.lot_ids[0])
        with self.assert_refused(UserError, "Release the reservation first"):
            self._undo(rebuild)
        reservation.action_release()
        order = self.env["stock.lot"]._refurbish(rebuild.lot_ids[0], {})
        with self.assert_refused(UserError, "has a refurbishment"):
            self._undo(rebuild)
        order.action_repair_cancel()
        self._rebuild(rebuild.lot_ids[0], {self.model: 1})
        with self.assert_refused(UserError, "not in stock, so it cannot be rebuilt"):
            self._undo(rebuild)
