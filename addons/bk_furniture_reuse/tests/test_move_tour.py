"""A load is driven with a phone, from the work list to the signature."""

from odoo.tests import HttpCase, tagged

from .common import FurnitureMixin
from .move_case import MoveMixin


@tagged("post_install", "-at_install")
class TestMoveTour(MoveMixin, FurnitureMixin, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
        cls._set_up_moves()

    def test_an_operator_loads_and_delivers_with_a_phone_and_the_school_signs(self):
        first, second, third, stranger = pieces = self._create_pieces(4, self.store)
        targets = {first: self.classroom, second: self.classroom, third: self.hall}
        picking = (first | second | third)._plan_move(targets, unit=self.unit)
        load = self._load(picking, vehicle=self.van)
        numbers = ",".join(pieces.mapped("name"))
        self.start_tour(f"/odoo/furniture-loads?numbers={numbers}", "bk_furniture_reuse.move_scan", login="bk_operator")
        self.env.invalidate_all()
        self.assert_stands_in(first | third, self.classroom)
        self.assert_stands_in(second | stranger, self.store)
        self.assertEqual({d.lot_id: d.kind for d in picking.difference_ids}, {second: "missing", third: "wrong_room"})
        self.assertEqual(
            (picking.receipt_state, picking.received_by, load.state), ("differences", "Rektor Berg", "done")
        )
        self.assertTrue(picking.departed_on and picking.signature)
