"""The piece: its number, its effective sizes, what finds it, what it looks like, and that it is never deleted."""

import base64
import io

import psycopg2
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from PIL import Image

from .common import FurnitureCase


def picture(colour):
    """A small picture of one colour, as Odoo keeps it."""
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), colour).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue())


def main_colour(stored):
    """The colour in the middle of a stored picture."""
    return Image.open(io.BytesIO(base64.b64decode(stored))).convert("RGB").getpixel((10, 10))


@tagged("post_install", "-at_install")
class TestPieceNumber(FurnitureCase):
    def test_numbers_come_from_one_sequence_whatever_the_model(self):
        other = self._create_model("Annen stol")
        first, second = self._create_piece(), self._create_piece(model=other)
        self.assertRegex(first.name, r"^M\d{6}$")
        self.assertEqual(int(second.name[1:]), int(first.name[1:]) + 1)

    def test_a_block_of_numbers_costs_one_query(self):
        lots = self.env["stock.lot"]
        lots._next_piece_numbers(1)
        with self.assertQueryCount(2):  # one looks for the sequence, one takes all the numbers
            numbers = lots._next_piece_numbers(500)
        self.assertEqual(len(set(numbers)), 500)
        with self.assertQueryCount(0):
            self.assertEqual(lots._next_piece_numbers(0), [])

    def test_a_block_is_not_given_out_again(self):
        block = self.env["stock.lot"]._next_piece_numbers(20)
        pieces = self._create_pieces(20)
        self.assertFalse(set(block) & set(pieces.mapped("name")))
        self.assertFalse(set(pieces.mapped("name")) & set(self.env["stock.lot"]._next_piece_numbers(20)))

    def test_a_number_is_not_reused_after_a_rollback(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            lost = self._create_piece().name
            raise ZeroDivisionError
        self.assertGreater(self._create_piece().name, lost)

    def test_the_database_refuses_the_same_number_on_another_model(self):
        piece = self._create_piece()
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._create_piece(model=self._create_model("Annen stol"), name=piece.name)

    def test_a_piece_keeps_its_number(self):
        piece = self._create_piece()
        with self.assert_refused(UserError, "keeps its number"):
            self._as("manager", piece).write({"name": "M999999"})
        self._as("manager", piece).write({"name": piece.name, "ref": "gammelt nr. 7"})
        self.assertEqual(piece.ref, "gammelt nr. 7")

    def test_other_serial_numbers_may_still_be_renamed(self):
        product = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        lot = self.env["stock.lot"].create({"product_id": product.id, "name": "A1"})
        lot.name = "A2"
        self.assertEqual(lot.name, "A2")

    def test_a_copy_is_a_new_piece_with_a_number_and_a_tag_of_its_own(self):
        piece = self._create_piece(condition="b", own_width=70)
        twin = piece.copy()
        self.assertRegex(twin.name, r"^M\d{6}$")
        self.assertNotEqual(twin.name, piece.name)
        self.assertNotEqual(twin.tag_id, piece.tag_id)
        self.assertEqual((twin.own_width, twin.purpose), (70, "available"))

    def test_a_model_is_storable_by_serial_number_and_numbered_by_the_shared_sequence(self):
        template = self.model.product_tmpl_id
        self.assertTrue(template.is_storable)
        self.assertEqual(template.tracking, "serial")
        self.assertEqual(template.lot_sequence_id, self.env.ref("bk_furniture_reuse.sequence_piece"))

    def test_a_model_cannot_stop_being_counted_piece_by_piece(self):
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.model.product_tmpl_id.write({"tracking": "none"})
            self.env.flush_all()

    def test_a_model_with_pieces_stays_a_furniture_model(self):
        self._create_piece()
        with self.assert_refused(UserError, "stays a furniture model"):
            self.model.product_tmpl_id.is_furniture = False

    def test_a_product_with_old_serial_numbers_does_not_become_a_model(self):
        product = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        self.env["stock.lot"].create({"product_id": product.id, "name": "A1"})
        with self.assert_refused(UserError, "new furniture model"):
            product.product_tmpl_id.is_furniture = True

    def test_nobody_deletes_a_piece(self):
        piece = self._create_piece()
        for user in (self.users["manager"], self.env.ref("base.user_admin"), self.env.ref("base.user_root")):
            with self.assert_refused(UserError, "never deleted"):
                piece.with_user(user).unlink()
        self.assertTrue(piece.exists())

    def test_a_piece_cannot_slip_out_by_pretending_to_be_no_furniture(self):
        piece = self._create_piece()
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            piece.write({"is_furniture": False})
            self.env.flush_all()

    def test_years_must_be_plausible(self):
        piece = self._create_piece(year_made=1900)
        for year in (1899, 2999, -5):
            with self.assert_refused(ValidationError, "not plausible"):
                piece.year_made = year


@tagged("post_install", "-at_install")
class TestPieceDetails(FurnitureCase):
    def test_sizes_are_the_models_unless_the_piece_has_its_own(self):
        piece = self._create_piece(own_width=75.5, own_weight=21)
        self.assertEqual(
            (piece.width, piece.depth, piece.height, piece.seat_height, piece.weight), (75.5, 58, 110, 0, 21)
        )
        self.assertEqual(piece.price_new, 9000)

    def test_a_correction_of_the_model_reaches_the_pieces_that_have_nothing_of_their_own(self):
        plain, special = self._create_piece(), self._create_piece(own_width=75, own_price_new=12000)
        self.model.product_tmpl_id.write({"width": 62, "price_new": 9500, "weight": 19})
        self.assertEqual((plain.width, plain.price_new, plain.weight), (62, 9500, 19))
        self.assertEqual((special.width, special.price_new, special.weight), (75, 12000, 19))

    def test_clearing_an_own_size_brings_the_models_back(self):
        piece = self._create_piece(own_width=75)
        piece.own_width = 0
        self.assertEqual(piece.width, 60)

    def test_negative_sizes_are_refused_by_the_database(self):
        piece = self._create_piece()
        for field in ("own_width", "own_depth", "own_height", "own_seat_height", "own_weight", "own_price_new"):
            with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                piece.write({field: -1})
                self.env.flush_all()
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.model.product_tmpl_id.width = -1
            self.env.flush_all()

    def test_grading_keeps_who_and_when(self):
        piece = self._create_piece()
        self.assertFalse(piece.condition_date or piece.condition_user_id)
        self._as("operator", piece).condition = "c"
        self.assertEqual(piece.condition_user_id, self.users["operator"])
        self.assertTrue(piece.condition_date)

    def test_open_damages_are_counted_until_they_are_mended(self):
        piece = self._create_piece()
        damages = self.env["furniture.damage"].create(
            [{"lot_id": piece.id, "description": "Ripe i setet"}, {"lot_id": piece.id, "description": "Hjul mangler"}]
        )
        self.assertEqual(piece.damage_count, 2)
        damages[0].repaired_on = "2026-01-15"
        self.assertEqual(piece.damage_count, 1)

    def test_free_text_finds_a_piece_by_whatever_is_printed_on_it_or_near_it(self):
        colour = self.env["furniture.colour"].search([], limit=1)
        piece = self._create_piece(self.room, colour_id=colour.id, colour_text="havblå", material="ullstoff")
        self.env["furniture.tag"]._create_aliases([(piece, "BK-100004")])
        retired = piece.tag_id
        retired.action_retire()
        self.env["furniture.tag"]._create_for_pieces(piece)
        self._create_piece(self.store, model=self._create_model("Helt annet"))
        words = [
            "capisco", "testmaker", piece.name, piece.name[3:], "214", "rådhus", "kontorstol", colour.name, "havblå", "ullstoff",
            "bk-100004", retired.code, piece.tag_id.code,
        ]  # fmt: skip
        for word in words:
            found = self.env["stock.lot"].search([("search_text", "ilike", word), ("id", ">=", piece.id)])
            self.assertIn(piece, found, word)
        self.assertEqual(self.env["stock.lot"].search([("search_text", "ilike", piece.tag_id.code)]), piece)

    def test_free_text_follows_a_move_and_a_new_name(self):
        piece = self._create_piece(self.room)
        piece._move_to(self.store)
        self.assertIn("Ombrukslager", piece.search_text)
        self.assertNotIn("214", piece.search_text.split())
        self.store.name = "Kjellerlager"
        self.model.product_tmpl_id.name = "Capisco Puls"
        self.assertIn("Kjellerlager", piece.search_text)
        self.assertIn("Capisco Puls", piece.search_text)

    def test_pieces_of_other_products_are_not_touched(self):
        product = self.env["product.product"].create(
            {"name": "Måler", "is_storable": True, "tracking": "serial", "weight": 3}
        )
        lot = self.env["stock.lot"].create({"product_id": product.id, "name": "A1"})
        self.assertFalse(lot.is_furniture or lot.purpose or lot.search_text or lot.tag_id)
        self.assertEqual(lot.weight, 0)
        lot.unlink()
        self.assertFalse(lot.exists())

    def test_an_employee_sees_the_messages_of_a_piece(self):
        """The page of a piece asks whom to write to; nobody has the stock rights that Odoo's answer would need."""
        piece = self._as("employee", self._create_piece(self.room))
        self.assertEqual(piece._mail_get_partners(), {piece.id: self.env["res.partner"]})
        self.assertEqual(piece._message_get_suggested_recipients(), [])


@tagged("post_install", "-at_install")
class TestPiecePicture(FurnitureCase):
    def test_without_any_picture_the_types_pictogram_is_shown(self):
        piece = self._create_piece()
        self.assertFalse(piece.image_128)
        for size in ("image_128", "image_512", "image_1920"):
            self.assertEqual(piece._get_placeholder_filename(size), "bk_furniture_reuse/static/img/type_chair.svg")

    def test_the_models_picture_stands_in_until_the_piece_has_a_photo(self):
        piece = self._create_piece()
        self.model.image_1920 = picture("red")
        self.assertEqual(main_colour(piece.image_128), (255, 0, 0))
        photos = self.env["furniture.photo"].create(
            [
                {"lot_id": piece.id, "image_1920": picture("blue"), "sequence": 2},
                {"lot_id": piece.id, "image_1920": picture("lime"), "sequence": 1},
            ]
        )
        self.assertEqual(main_colour(piece.image_128), (0, 255, 0))
        photos[0].sequence = 0
        self.assertEqual(main_colour(piece.image_1920), (0, 0, 255))
        photos.unlink()
        self.assertEqual(main_colour(piece.image_512), (255, 0, 0))
