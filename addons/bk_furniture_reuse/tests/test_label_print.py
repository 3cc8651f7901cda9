"""Labels from the register: the right codes and words, for those who may, without a query per piece."""

import io
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from PIL import Image
from pypdf import PdfReader
from pyzbar.pyzbar import ZBarSymbol, decode

from ..tools.labels import SHEETS, LabelError
from ..tools.labels.errors import SENTENCES
from ..wizard.label_sentences import label_sentence
from .common import FurnitureCase, FurnitureMixin


def read_codes(pdf, sheet, dpi=200):
    """What a camera reads in each cell of the printed sheet, page by page; empty cells are left out."""
    codes, scale = [], dpi / 25.4
    with TemporaryDirectory() as folder:
        path = Path(folder) / "labels.pdf"
        path.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), path, Path(folder) / "page"], check=True)
        for page in sorted(Path(folder).glob("page*.pgm")):
            picture = Image.open(page)
            for cell in range(sheet.cells):
                left, top = sheet.position(cell)
                box = (left, top, left + sheet.label_width, top + sheet.label_height)
                codes += [
                    found.data.decode()
                    for found in decode(
                        picture.crop([round(side * scale) for side in box]), symbols=[ZBarSymbol.QRCODE]
                    )
                ]
    return codes


def read_text(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@tagged("post_install", "-at_install")
class TestLabelPrint(FurnitureCase):
    def _open(self, targets, role="operator", **vals):
        """The dialogue as a person of this role gets it from the list of these records."""
        action = self._as(role, targets).action_print_labels()
        wizard = self.env["furniture.label.print"].with_user(self.users[role]).browse(action["res_id"])
        wizard.write(vals)
        return wizard

    def test_label_says_number_model_and_owner(self):
        unit = self.env["furniture.unit"].create({"name": "Nordre skole"})
        piece = self._create_piece(owner_unit_id=unit.id)
        (label,) = piece._labels()
        self.assertEqual(label.number, piece.name)
        self.assertEqual(label.title, "Testmakeren Capisco 8106")
        self.assertEqual(label.owner, "Nordre skole")
        self.assertEqual(label.code, "")
        self.assertEqual(self.env["furniture.tag"]._find(label.url).lot_id, piece)

    def test_without_a_unit_the_organisation_owns_it(self):
        (label,) = self._create_piece()._labels()
        self.assertEqual(label.owner, self.company.name)

    def test_the_maker_is_not_said_twice(self):
        model = self._create_model("Testmakeren Stol 1")
        (label,) = self._create_piece(model=model)._labels()
        self.assertEqual(label.title, "Testmakeren Stol 1")

    def test_code_in_clear_can_be_typed_back(self):
        piece = self._create_piece()
        (label,) = piece._labels(with_code=True)
        self.assertRegex(label.code, r"^\w{4}-\w{4}-\w{3}$")
        self.assertEqual(self.env["furniture.tag"]._find(label.code.lower()).lot_id, piece)

    def test_all_sheets_and_the_roll_come_out(self):
        pieces = self._create_pieces(3)
        for sheet in ("avery_l7160", "avery_l7159", "avery_l4736", "grid", "roll"):
            with self.subTest(sheet=sheet):
                wizard = self._open(pieces, sheet=sheet, skip=2)
                self.assertEqual(wizard.action_print()["url"], f"/furniture/labels/{wizard.id}")
                pages = PdfReader(io.BytesIO(wizard._pdf())).pages
                self.assertEqual(len(pages), 3 if sheet == "roll" else 1)

    def test_nothing_else_changes(self):
        pieces = self._create_pieces(3, self.room)
        tags = self.env["furniture.tag"].search([])
        moves = self.env["stock.move"].search_count([])
        before = pieces.read(["write_date", "purpose", "tag_id", "message_ids"])
        wizard = self._open(pieces)
        wizard.action_print()
        wizard._pdf()
        self.env.invalidate_all()
        self.assertEqual(pieces.read(["write_date", "purpose", "tag_id", "message_ids"]), before)
        self.assertEqual(self.env["furniture.tag"].search([]), tags)
        self.assertEqual(self.env["stock.move"].search_count([]), moves)

    def test_a_piece_whose_tag_is_retired_gets_a_new_one(self):
        piece, other = self._create_pieces(2)
        old, kept = piece.tag_id, other.tag_id
        old.action_retire()
        self._open(piece + other).action_print()
        self.assertEqual((piece.tag_id.state, piece.tag_id.origin), ("claimed", "own"))
        self.assertNotEqual(piece.tag_id, old)
        self.assertEqual(other.tag_id, kept)
        self.assertEqual(piece._labels()[0].url, piece.tag_id.url)

    def test_order_is_by_place_or_by_number(self):
        one, two, three = self._create_pieces(3)
        one._put_in_stock([(one.id, self.other_room.id), (two.id, self.room.id), (three.id, self.other_room.id)])
        wizard = self._open(three + two + one)
        self.assertEqual(wizard._targets(), two + one + three)
        wizard.sort = "number"
        self.assertEqual(wizard._targets(), one + two + three)

    def test_label_of_a_place(self):
        wizard = self._open(self.room + self.store)
        wizard.action_print()
        tag = self.env["furniture.tag"].search([("location_id", "=", self.room.id)])
        self.assertEqual((tag.state, tag.origin), ("claimed", "own"))
        text = read_text(wizard._pdf())
        for word in ("214", "Rådhuset", "2. etasje", "Ombrukslager"):
            self.assertIn(word, text)
        wizard.action_print()
        self.assertEqual(self.env["furniture.tag"].search([("location_id", "=", self.room.id)]), tag)

    def test_other_serial_numbers_and_locations_are_left_out(self):
        drill = self.env["product.product"].create({"name": "Drill", "is_storable": True, "tracking": "serial"})
        lot = self.env["stock.lot"].create({"product_id": drill.id, "name": "D-1"})
        piece = self._create_piece()
        self.assertEqual(self._open(lot + piece).lot_ids, piece)
        for nothing in (lot, self.stock, self.env["stock.lot"]):
            with self.assertRaisesRegex(UserError, "There is nothing to print"):
                nothing.action_print_labels()

    def test_choice_is_remembered_for_each_person(self):
        piece = self._create_piece()
        self._open(piece, sheet="roll", roll_width=40, roll_dpi="300", with_code=True, skip=3).action_print()
        again = self._open(piece)
        self.assertEqual((again.sheet, again.roll_width, again.roll_dpi, again.with_code), ("roll", 40, "300", True))
        self.assertEqual(again.skip, 0, "the next sheet is a full one unless said otherwise")
        other = self._open(piece, role="manager")
        self.assertEqual((other.sheet, other.roll_width, other.with_code), ("avery_l7160", 57, False))
        again.write({"with_code": False, "sheet": "avery_l4736"})
        again.action_print()
        self.assertEqual((self._open(piece).sheet, self._open(piece).with_code), ("avery_l4736", False))

    def test_dialogue_says_how_many_pages_and_what_is_wrong(self):
        form = Form(self._open(self._create_pieces(30)))
        self.assertEqual(form.summary, "Labels: 30, pages: 2")
        form.skip = 13
        self.assertEqual(form.summary, "Labels: 30, pages: 3")
        form.skip = 21
        self.assertEqual(form.problem, SENTENCES["skip"] % {"cells": 21, "last": 20})
        form.sheet = "roll"
        self.assertEqual(form.summary, "Labels: 30, pages: 30")
        form.sheet = "grid"
        form.skip = 0
        form.margin_left = 205
        self.assertFalse(form.summary)
        self.assertEqual(form.problem, SENTENCES["no_room"])
        form.margin_left = 7
        form.columns = 0
        self.assertEqual(form.problem, SENTENCES["cell_count"] % {"most": 100})

    def test_what_does_not_fit_is_said_before_the_pdf_opens(self):
        piece = self._create_piece()
        with self.assertRaisesRegex(UserError, "This sheet has 21 labels: skip between 0 and 20 of them"):
            self._open(piece, skip=21).action_print()
        with self.assertRaisesRegex(UserError, "12 x 12 mm is too small"):
            self._open(piece, sheet="roll", roll_width=12, roll_height=12).action_print()

    def test_every_sentence_can_be_translated(self):
        """The tools say it in English; the dialogue must know each of their sentences."""

        class AnyValue(dict):
            def __missing__(self, key):
                return f"<{key}>"

        for code, sentence in SENTENCES.items():
            error = LabelError.__new__(LabelError)
            error.code, error.values = code, AnyValue()
            self.assertEqual(label_sentence(self.env, error), sentence % AnyValue())

    def test_print_menu_of_lists(self):
        pieces = self._create_pieces(2)
        for action_id, targets in (("pieces", pieces), ("places", self.room + self.store)):
            action = self.env.ref(f"bk_furniture_reuse.furniture_label_print_action_{action_id}")
            opened = (
                action.with_user(self.users["operator"])
                .with_context(active_model=targets._name, active_ids=targets.ids, active_id=targets.ids[0])
                .run()
            )
            wizard = self.env["furniture.label.print"].browse(opened["res_id"])
            self.assertEqual(wizard.lot_ids or wizard.location_ids, targets)
            bound = self.env["ir.actions.actions"].with_user(self.users["operator"]).get_bindings(targets._name)
            self.assertIn(action.id, [item["id"] for item in bound["report"]])
            bound = self.env["ir.actions.actions"].with_user(self.users["employee"]).get_bindings(targets._name)
            self.assertNotIn(action.id, [item["id"] for item in bound.get("report", ())])

    def test_who_may_not_print(self):
        piece = self._create_piece()
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._open(piece, role=role)
        wizard = self._open(piece)
        with self.assertRaises(AccessError):
            wizard.with_user(self.users["manager"]).action_print()

    def test_pieces_of_another_company_are_not_printed(self):
        other = self.env["res.company"].create({"name": "Nabokommunen"})
        piece = self._create_piece()
        wizard = self._open(piece)
        piece.company_id = other
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            wizard._pdf()

    def test_queries_do_not_grow_with_the_pieces(self):
        def count(pieces):
            wizard = self._open(pieces)
            wizard.action_print()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard._pdf()
            return self.env.cr.sql_log_count - before

        few, many = self._create_pieces(5, self.room), self._create_pieces(80, self.room)
        count(few)
        self.assertEqual(count(many), count(few))


@tagged("post_install", "-at_install")
class TestLabelPdf(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
        cls.pieces = cls._create_pieces(200)
        cls.wizard = (
            cls.env["furniture.label.print"]
            .with_user(cls.users["operator"])
            .create({"lot_ids": [Command.set(cls.pieces.ids)], "sheet": "avery_l4736", "skip": 5, "sort": "number"})
        )
        cls.wizard.action_print()
        cls.url = f"/furniture/labels/{cls.wizard.id}"

    def test_every_code_of_200_labels_leads_to_its_piece(self):
        self.authenticate("bk_operator", "bk_operator")
        response = self.url_open(self.url)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertIn("Labels.pdf", response.headers["Content-Disposition"])
        codes = read_codes(response.content, SHEETS["avery_l4736"])
        self.assertEqual(len(codes), 200)
        find = self.env["furniture.tag"]._find
        self.assertEqual([find(code).lot_id for code in codes], list(self.pieces.sorted("name")))
        text = read_text(response.content)
        for piece in self.pieces:
            self.assertIn(piece.name, text)

    def test_scanned_address_opens_the_piece(self):
        self.authenticate("bk_operator", "bk_operator")
        (code, *_rest) = read_codes(self.url_open(self.url).content, SHEETS["avery_l4736"])
        path = "/M/" + code.rsplit("/M/", 1)[1]
        response = self.url_open(path, allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn(str(self.pieces.sorted("name")[0].id), response.headers["Location"])

    def test_nobody_else_gets_them(self):
        response = self.url_open(self.url, allow_redirects=False)
        self.assertIn("/web/login", response.headers["Location"])
        for login in ("bk_employee", "bk_manager", "bk_portal"):
            self.authenticate(login, login)
            self.assertEqual(self.url_open(self.url).status_code, 404, login)
        self.authenticate("bk_operator", "bk_operator")
        self.assertEqual(self.url_open("/furniture/labels/999999999").status_code, 404)
