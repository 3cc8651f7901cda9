"""What a load measures against its vehicle, and how planned moves are divided into loads."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .move_case import MoveCase


@tagged("post_install", "-at_install")
class TestMoveLoad(MoveCase):
    """The van takes 4 m3 and 300 kg; a chair is 60 x 58 x 110 cm and 18 kg, a desk 160 x 80 x 75 cm and 45 kg."""

    def test_a_load_is_measured_by_its_pieces(self):
        chairs = self._create_pieces(2, self.store)
        chairs[0].own_height = 55
        chairs[1].own_weight = 20
        load = self._load(self._plan(chairs, self.room), vehicle=self.van)
        self.assertAlmostEqual(load.estimated_shipping_volume, 0.6 * 0.58 * (1.1 + 0.55), 2)
        self.assertAlmostEqual(load.estimated_shipping_weight, 38)
        self.assertAlmostEqual(load.used_weight_percentage, 100 * 38 / 300, 2)
        self.assertEqual((load.vehicle_category_id, load.load_warning), (self.van_kind, False))

    def test_too_much_is_said_in_words(self):
        load = self._load(self._plan(self._create_pieces(7, self.store, self.desk), self.room), vehicle=self.van)
        self.assertIn("Too large: 6.7 m³ of furniture, the vehicle takes 4.0 m³.", load.load_warning)
        self.assertIn("Too heavy: 315 kg of furniture, the vehicle takes 300 kg.", load.load_warning)

    def test_what_fits_exactly_is_not_too_much(self):
        self.van_kind.write({"volume_capacity": 0.96, "weight_capacity": 45})
        load = self._load(self._plan(self._create_pieces(1, self.store, self.desk), self.room), vehicle=self.van)
        self.assertFalse(load.load_warning)

    def test_pieces_without_a_measure_are_counted(self):
        bare = self._create_model("Ukjent")
        load = self._load(
            self._plan(self._create_pieces(3, self.store, bare) | self._create_pieces(1, self.store), self.room),
            vehicle=self.van,
        )
        self.assertEqual(
            (load.unmeasured_count, load.load_warning),
            (3, "3 pieces lack dimensions or weight, so the load is larger than it says."),
        )

    def test_odoos_own_batches_are_measured_as_odoo_does(self):
        batch = self.env["stock.picking.batch"].create({"picking_type_id": self.stock.warehouse_id.int_type_id.id})
        self.assertEqual(
            (batch.is_furniture_load, batch.estimated_shipping_weight, batch.load_warning), (False, 0, False)
        )
        loads = self.env["stock.picking.batch"].search([("is_furniture_load", "=", True)])
        self.assertNotIn(batch, loads)

    def test_a_finished_load_takes_no_more(self):
        load = self._load(self._plan(self._create_pieces(1, self.store), self.room))
        load.action_cancel()
        with self.assert_refused(UserError, "finished"):
            self._plan(self._create_pieces(1, self.store), self.room, batch=load)

    # Dividing

    def _plan_loads(self, pickings, user="operator"):
        plan = Form(
            self.env["furniture.load.plan"].with_user(self.users[user]).with_context(default_picking_ids=pickings.ids)
        )
        plan.vehicle_id = self.van
        return plan.save()

    def test_planned_moves_are_divided_into_loads_with_rooms_together(self):
        desks = self._create_pieces(3, self.store, self.desk)
        chairs = self._create_pieces(4, self.room)
        more = self._create_pieces(2, self.store, self.desk)
        first = self._plan(desks, self.classroom)
        second = self._plan(chairs, self.hall)
        third = self._plan(more, self.room)
        plan = self._plan_loads(first | second | third)
        self.assertEqual(plan.line_ids.mapped("piece_count"), [3, 6])
        action = plan.action_create()
        loads = self.env["stock.picking.batch"].search(action["domain"], order="id")
        self.assertEqual({load.picking_ids.move_line_ids.lot_id for load in loads}, {desks, more | chairs})
        self.assertFalse(any(loads.mapped("load_warning")))
        self.assertEqual(loads.vehicle_id, self.van)
        for load in loads:
            self.assertEqual(load.picking_ids.mapped("state"), ["assigned"] * len(load.picking_ids))

    def test_a_room_that_is_more_than_a_van_is_divided_and_stays_reserved(self):
        desks = self._create_pieces(9, self.store, self.desk)
        reservation = self._reserve(desks)
        plan = self._plan_loads(self._plan(desks, self.classroom))
        loads = self.env["stock.picking.batch"].search(plan.action_create()["domain"], order="id")
        self.assertEqual(loads.mapped("piece_count"), [4, 4, 1])
        self.assertEqual(loads.picking_ids.move_line_ids.lot_id, desks)
        self.assertEqual(set(self._reserved(desks).values()), {1})
        self.assertEqual(set(reservation.line_ids.mapped("state")), {"held"})
        self.assertEqual(set(reservation.line_ids.move_line_id.ids), set(loads.picking_ids.move_line_ids.ids))

    def test_what_is_being_loaded_is_not_divided(self):
        pieces = self._create_pieces(2, self.store)
        picking = self._plan(pieces, self.room)
        plan = self._plan_loads(picking)
        self._scan(picking, "load", [pieces[0].name])
        with self.assert_refused(UserError, "being loaded"):
            plan.action_create()
        with self.assert_refused(UserError, "loaded already"):
            reserved = self._create_pieces(1, self.store)
            self._reserve(reserved)
            self._scan(self._plan(reserved, self.room), "load", [reserved.name])
            self._plan(reserved, self.hall)

    def test_only_planned_moves_that_are_not_done(self):
        reservation = self._reserve(self._create_pieces(1, self.store))
        with self.assert_refused(UserError, "Choose planned moves"):
            reservation.line_ids.move_line_id.picking_id.action_plan_loads()

    def test_who_may_plan_loads(self):
        picking = self._plan(self._create_pieces(1, self.store), self.room)
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._plan_loads(picking, user=role)
