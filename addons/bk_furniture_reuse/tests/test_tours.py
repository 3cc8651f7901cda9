"""The main journeys in a real browser: a piece by its tag, and the overview down to the pieces behind a number."""

from odoo.tests import HttpCase, tagged

from .common import FurnitureMixin


@tagged("post_install", "-at_install")
class TestTours(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()

    def test_an_operator_opens_a_piece_by_its_tag_changes_its_purpose_and_moves_it(self):
        piece = self._create_piece(self.room)
        self.start_tour(f"/m/{piece.tag_id.code}", "bk_furniture_reuse.piece_by_tag", login="bk_operator")
        self.assertEqual(piece.purpose, "redesign")
        self.assert_stands_in(piece, self.other_room)
        change = piece.purpose_change_ids.sorted("id")[-1]
        self.assertEqual((change.user_id, change.reason), (self.users["operator"], "New cover"))
        line = self.env["stock.move.line"].search([("lot_id", "=", piece.id)], order="id desc", limit=1)
        self.assertEqual((line.state, line.location_id, line.location_dest_id), ("done", self.room, self.other_room))
        self.assertEqual(line.reference, "To the other room")

    def test_an_employee_opens_the_pieces_behind_a_number_of_the_overview(self):
        self._create_pieces(3, self.room)
        self._create_pieces(2, self.other_room)
        self._set_purpose(self._create_piece(self.room), "redesign")
        self.start_tour("/odoo/furniture-overview", "bk_furniture_reuse.place_overview", login="bk_employee")
