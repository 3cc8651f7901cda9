"""What people with rights to stock try through the API, past the screens."""

import base64
from io import BytesIO

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from PIL import Image

from .common import FurnitureCase

GPS, MAKER_OF_CAMERA = 0x8825, 0x010F


def photo(kind="JPEG", size=(64, 48)):
    """A picture, base64, that says where it was taken and with what."""
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: (59.0, 55.0, 0.0)})
    exif[MAKER_OF_CAMERA] = "Telephone"
    output = BytesIO()
    Image.new("RGB", size, "red").save(output, kind, exif=exif, comment=b"Ola")
    return base64.b64encode(output.getvalue())


@tagged("post_install", "-at_install")
class TestPhotos(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls._create_piece(cls.room)

    def _upload(self, content):
        env = self.env(user=self.users["operator"])
        damage = env["furniture.damage"].create({"lot_id": self.piece.id, "description": "Ripe", "photo": content})
        own = env["furniture.photo"].create({"lot_id": self.piece.id, "image_1920": content})
        return [(damage, "photo"), (own, "image_1920")]

    def test_photos_do_not_say_where_they_were_taken(self):
        for kind in ("JPEG", "PNG", "WEBP"):
            for record, name in self._upload(photo(kind)):
                for change in (lambda: None, lambda r=record, n=name, k=kind: r.write({n: photo(k, (2400, 1200))})):
                    change()
                    kept = Image.open(BytesIO(base64.b64decode(record[name])))
                    with self.subTest(kind=kind, record=record, size=kept.size):
                        self.assertFalse(dict(kept.getexif()))
                        self.assertFalse(kept.getexif().get_ifd(GPS))
                        self.assertNotIn("comment", kept.info)
                self.assertEqual(kept.size, (1920, 960))

    def test_photos_are_turned_upright_before_that_is_forgotten(self):
        exif, output = Image.Exif(), BytesIO()
        exif[0x0112] = 6
        Image.new("RGB", (60, 20), "red").save(output, "JPEG", exif=exif)
        for record, name in self._upload(base64.b64encode(output.getvalue())):
            self.assertEqual(Image.open(BytesIO(base64.b64decode(record[name]))).size, (20, 60))

    def test_what_is_no_photo_is_refused(self):
        bomb = BytesIO()
        Image.new("1", (8_000, 8_000)).save(bomb, "PNG")
        for content, text in (
            (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a picture"),
            (b"<html><script>alert(1)</script></html>", "not a picture"),
            (base64.b64decode(photo())[:400], "not a picture"),
            (bomb.getvalue(), "too large"),
        ):
            with self.subTest(content=content[:20]), self.assert_refused(UserError, text):
                self._upload(base64.b64encode(content))


@tagged("post_install", "-at_install")
class TestWrittenBySystem(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece, cls.held = cls._create_pieces(2, cls.room, remark="Låst skap")
        cls.reservation = cls._reserve(cls.held)

    def test_what_follows_from_other_facts_is_not_written_over(self):
        row = self.env["furniture.import.row"].sudo().search([], limit=1)
        for name, value in (
            ("building_id", self.store.id), ("site_id", self.store.id), ("floor_id", False), ("price_new", 1), ("width", 7),
            ("categ_id", self.env.ref("product.product_category_goods").id), ("product_tmpl_id", self.model.product_tmpl_id.id),
            ("maker_id", False), ("search_text", "x"), ("damage_count", 9), ("condition_user_id", self.env.uid),
            ("condition_date", "2001-01-01"), ("import_row_id", row.id),
        ):  # fmt: skip
            for call in (
                lambda name=name, value=value: self._as("operator", self.piece).write({name: value}),
                lambda name=name, value=value: self.piece.with_user(self.users["operator"]).create(
                    {"product_id": self.model.id, name: value}
                ),
            ):
                with self.subTest(field=name), self.assertRaises(AccessError):
                    call()
        self.assertEqual(self.piece.building_id, self.building)

    def test_the_ledger_of_pieces_is_written_by_moves_alone(self):
        for role in ("operator", "manager"):
            for lot in (self.piece, self.held):
                quant = self._as(role, self._quant(lot))
                for vals in (
                    {"location_id": self.store.id}, {"quantity": 0}, {"reserved_quantity": 0}, {"lot_id": self.piece.id},
                ):  # fmt: skip
                    with self.subTest(role=role, lot=lot, vals=vals), self.assertRaises(UserError):
                        quant.write(vals)
                with self.assertRaises(UserError):
                    quant.create(
                        {
                            "product_id": self.model.id,
                            "location_id": self.store.id,
                            "lot_id": lot.id,
                            "quantity": 1,
                        }
                    )
                self.assert_stands_in(lot, self.room)

    def test_a_count_of_odoo_still_finds_a_piece_gone(self):
        quant = self._as("operator", self._quant(self.piece)).with_context(inventory_mode=True)
        quant.inventory_quantity = 0
        quant.action_apply_inventory()
        self.assertFalse(self._quant(self.piece))

    def test_a_reservation_that_held_something_is_not_deleted(self):
        for release in (False, True):
            if release:
                self.reservation.action_release()
            with self.assert_refused(UserError, "Release it instead"):
                self._as("manager", self.reservation).unlink()
        self.assertEqual(self.held.purpose, "available")

    def test_the_line_that_holds_a_piece_keeps_its_quantity_and_state(self):
        line = self._as("operator", self.reservation.line_ids.move_line_id)
        dozen = self.env.ref("uom.product_uom_dozen")
        for vals in (
            {"product_uom_id": dozen.id},
            {"state": "cancel"},
            {"state": "done"},
            {"owner_id": self.env.user.partner_id.id},
        ):
            with self.subTest(vals=vals), self.assert_refused(UserError, "held by"):
                line.write(vals)
        self.assertEqual(self._quant(self.held).reserved_quantity, 1)

    def test_the_move_that_holds_a_piece_is_not_written_off(self):
        move = self._as("operator", self.reservation.line_ids.move_line_id.move_id)
        for state in ("cancel", "draft"):
            with self.subTest(state=state), self.assert_refused(UserError, "held by"):
                move.write({"state": state})
        self.reservation.action_release()
        self.assertEqual(move.state, "cancel")

    def test_notes_of_the_system_are_neither_rewritten_nor_deleted(self):
        self._as("operator", self.piece)._change_purpose("redesign", reason="<b>Stoff</b>")
        note = self.piece.message_ids[0]
        self.assertIn("&lt;b&gt;Stoff", note.body)
        for role in ("operator", "manager"):
            with self.assert_refused(UserError, "kept"):
                self._as(role, note).write({"body": "x"})
            with self.assert_refused(UserError, "kept"):
                self._as(role, note).unlink()
        own = self._as("operator", self.piece).message_post(body="Ring Kari", message_type="comment")
        self._as("operator", own).unlink()
        self.assertFalse(own.exists())

    def test_nobody_registers_a_piece_as_what_they_may_not_decide(self):
        vals = {"product_id": self.model.id, "purpose": "recycling"}
        with self.assert_refused(UserError, "reuse coordinator"):
            self.env["stock.lot"].with_user(self.users["operator"]).create(vals)
        self.assertTrue(self.env["stock.lot"].with_user(self.users["coordinator"]).create(vals))

    @mute_logger("odoo.models")
    def test_a_piece_is_not_registered_into_a_location_that_holds_nothing(self):
        loss = self.model.property_stock_inventory
        with self.assert_refused(UserError, "room or store"):
            self.env["stock.lot"].with_user(self.users["operator"]).create(
                {"product_id": self.model.id, "location_id": loss.id}
            )
