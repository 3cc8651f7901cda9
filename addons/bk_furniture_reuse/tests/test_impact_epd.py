"""Product declarations (EPD) become factors of a draft edition."""

import re
from base64 import b64encode
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..tools.impact import epd as reader
from .impact_case import ImpactCase

FILES = Path(__file__).resolve().parents[3] / "tests" / "data" / "epd"
WIZARD = "furniture.impact.epd.import"


@tagged("post_install", "-at_install")
class TestEpdImport(ImpactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.edition.copy()
        cls.seating = cls.env["furniture.maker"].create({"name": "Invented Seating AS"})
        cls.kind = cls.env.ref("bk_furniture_reuse.impact_kind_office_chair")

    def _wizard(self, *names, role="coordinator", **vals):
        """The dialog with these files in it."""
        env = self.env(user=self.users[role])
        attachments = env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "datas": b64encode((FILES / name).read_bytes() if isinstance(name, str) else name[1]),
                    "res_model": WIZARD,
                }
                for name in names
            ]
        )
        return env[WIZARD].create({"attachment_ids": attachments.ids, **vals})

    def _factors(self):
        return self.draft.factor_ids.filtered("epd_uuid")

    def test_a_declaration_of_a_model_is_grade_a_and_replaces_the_default(self):
        wizard = self._wizard("office_chair.json")
        self.assertEqual(wizard.edition_id, self.draft)
        wizard.action_read()
        line = wizard.line_ids
        self.assertFalse(line.error)
        for words in (
            "Syntetisk kontorstol (SYN-0001-0001-NO)",
            "Invented Seating AS",
            "72.70 kg CO2e",
            "16.40 kg",
            "A4 2.50",
        ):
            self.assertIn(words, line.read_text)
        self.assertEqual(line.maker_id, self.seating)
        with Form(wizard) as form, form.line_ids.edit(0) as row:
            row.maker_id = self.env["furniture.maker"]
            row.product_tmpl_id = self.model.product_tmpl_id
        self.assertEqual(line.grade, "a")
        action = wizard.action_import()
        self.assertEqual(action["res_id"], self.draft.id)
        factor = self._factors()
        self.assertEqual(
            (
                factor.product_tmpl_id,
                factor.value,
                factor.mass,
                factor.per_kg,
                factor.grade,
                factor.boundary,
                factor.life_new,
            ),
            (self.model.product_tmpl_id, 72.7, 16.4, False, "a", "a1a3", 15),
        )
        self.assertEqual(
            (factor.epd_number, factor.source_author, factor.source_year, str(factor.valid_to)),
            ("SYN-0001-0001-NO", "Invented Seating AS", 2023, "2028-04-30"),
        )
        self.assertIn("A4 2.50", factor.epd_modules_text)
        self.draft.valid_from = "2026-03-01"
        self._as("manager", self.draft).action_approve()
        piece = self._create_piece(self.store)
        self._reserve_and_deliver(piece, self.room)
        self._enter_due()
        entry = self._ledger_of(piece)
        self.assertEqual((entry.factor_id, entry.grade, entry.factor_data), (factor, "a", "measured"))

    def test_for_a_maker_and_type_it_is_grade_b(self):
        wizard = self._wizard("office_chair.xml")
        wizard.action_read()
        wizard.line_ids.write({"maker_id": self.seating.id, "kind_id": self.kind.id})
        wizard.action_import()
        factor = self._factors()
        self.assertEqual((factor.maker_id, factor.kind_id, factor.grade), (self.seating, self.kind, "b"))

    def test_one_that_has_run_out_is_grade_b_and_says_so(self):
        wizard = self._wizard("visitor_chair_a1.json")
        wizard.action_read()
        wizard.line_ids.product_tmpl_id = self.model.product_tmpl_id
        self.assertIn("It has run out", wizard.line_ids.read_text)
        wizard.action_import()
        self.assertEqual((self._factors().grade, self._factors().value), ("b", 22))

    def test_a_declaration_by_weight_is_per_kg(self):
        wizard = self._wizard("acoustic_screen_m2.json")
        wizard.action_read()
        self.assertIn("Making one kg: 2.30 kg CO2e", wizard.line_ids.read_text)
        wizard.line_ids.product_tmpl_id = self.model.product_tmpl_id
        wizard.action_import()
        self.assertTrue(self._factors().per_kg)

    def test_every_bad_file_is_told_and_none_leaves_anything(self):
        names = [f"bad/{path.name}" for path in sorted((FILES / "bad").iterdir())]
        wizard = self._wizard(*names)
        wizard.action_read()
        for line in wizard.line_ids:
            with self.subTest(file=line.filename):
                self.assertTrue(line.error.endswith("."))
                self.assertEqual(line.read_text, line.error)
        self.assertIn("This is the PDF", wizard.line_ids.filtered(lambda line: "pdf" in line.filename).error)
        with self.assert_refused(UserError, "None of the files can be used"):
            wizard.action_import()
        self.assertFalse(self._factors())

    def test_good_files_beside_bad_ones_are_all_added_or_none(self):
        wizard = self._wizard("office_chair.json", "bad/truncated.xml", "office_chair.xml")
        wizard.action_read()
        good = wizard.line_ids.filtered(lambda line: not line.error)
        self.assertEqual(len(good), 2)
        good.maker_id = False
        good[0].product_tmpl_id = self.model.product_tmpl_id
        with self.assert_refused(UserError, "office_chair.xml: choose the furniture model"):
            wizard.action_import()
        self.assertFalse(self._factors())
        good[1].product_tmpl_id = self._create_model("Svingstol").product_tmpl_id
        wizard.action_import()
        self.assertEqual(len(self._factors()), 2)

    def test_the_same_declaration_twice_is_refused(self):
        for _time in range(2):
            wizard = self._wizard("office_chair.json")
            wizard.action_read()
            wizard.line_ids.write({"product_tmpl_id": self.model.product_tmpl_id.id, "maker_id": False})
            if self._factors():
                with self.assert_refused(UserError, "in NO-FURN-2026.2 already"):
                    wizard.action_import()
            else:
                wizard.action_import()
        self.assertEqual(len(self._factors()), 1)

    def test_without_a_draft_one_is_offered(self):
        self.draft.unlink()
        wizard = self._wizard("office_chair.json")
        self.assertFalse(wizard.edition_id)
        wizard.action_read()
        wizard.line_ids.write({"product_tmpl_id": self.model.product_tmpl_id.id, "maker_id": False})
        with self.assert_refused(UserError, "Choose the draft edition"):
            wizard.action_import()
        wizard.action_new_edition()
        self.assertEqual((wizard.edition_id.state, wizard.edition_id.previous_id), ("draft", self.edition))
        wizard.action_import()
        self.assertEqual(wizard.edition_id.factor_ids.filtered("epd_uuid").value, 72.7)

    def test_an_approved_edition_takes_nothing(self):
        wizard = self._wizard("office_chair.json", edition_id=self.edition.id)
        wizard.action_read()
        wizard.line_ids.write({"product_tmpl_id": self.model.product_tmpl_id.id, "maker_id": False})
        with self.assert_refused(UserError, "stays as it is"):
            wizard.action_import()

    def test_nothing_chosen_and_too_many(self):
        with self.assert_refused(UserError, "Choose the files first"):
            self._wizard().action_read()
        with self.assert_refused(UserError, "at most 20"):
            self._wizard(*["office_chair.json"] * 21).action_read()

    def test_every_reason_of_the_reader_has_a_sentence(self):
        sources = "".join(path.read_text() for path in Path(reader.__file__).parent.glob("epd*.py"))
        codes = set(re.findall(r'EpdError\(\s*"(\w+)"', sources)) | {"no_production", "no_gwp"}
        self.assertGreater(len(codes), 25)
        wizard = self.env[WIZARD]
        self.assertEqual(codes - set(wizard._sentences()), set())
        for code in codes:
            with self.subTest(code=code):
                self.assertTrue(wizard._sentence(reader.EpdError(code)).endswith("."))

    def test_declarations_are_for_coordinators(self):
        for role in ("employee", "operator", "auditor", "internal", "portal", "crew"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.env[WIZARD].with_user(self.users[role]).create({})
