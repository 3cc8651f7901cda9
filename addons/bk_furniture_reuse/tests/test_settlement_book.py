"""The settlement of a period as a workbook: three sheets, numbers as numbers, texts as texts, for those who may read it."""

import datetime
import io

import openpyxl
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import FurnitureMixin
from .rules_case import RulesCase

PERIOD = "date_from=2020-01-01&date_to=2099-12-31"


@tagged("post_install", "-at_install")
class TestSettlementBook(RulesCase):
    def setUp(self):
        super().setUp()
        self.school.write({"releases_freely": True, "price_rule": "cost", "name": "=Skolen+1"})
        self.paid, self.unknown = self._create_pieces(2, self.store, owner_unit_id=self.school.id)
        self.paid.cost = 1250.5
        self._deliver(self._hold_for(self.library, self.paid | self.unknown, self.room))
        self.lines = self.env["furniture.settlement.line"]

    def _book(self, lines=None, first=datetime.date(2020, 1, 1)):
        content = (self.lines if lines is None else lines)._period_book(first, datetime.date(2099, 12, 31))
        return openpyxl.load_workbook(io.BytesIO(content))

    def _rows(self, sheet):
        return [
            dict(zip([cell.value for cell in sheet[1]], row, strict=True))
            for row in sheet.iter_rows(min_row=2, values_only=True)
        ]

    def test_the_sheets_say_what_the_lines_say(self):
        book = self._book()
        self.assertEqual(book.sheetnames, ["Lines", "Sums", "Missing prices"])
        rows = {row["Piece"]: row for row in self._rows(book["Lines"])}
        paid, unknown = rows[self.paid.name], rows[self.unknown.name]
        self.assertEqual(
            (paid["Amount (NOK)"], paid["From unit"], paid["Account number, to"]), (1250.5, "=Skolen+1", "420")
        )
        self.assertIsInstance(paid["Date"], datetime.datetime)
        self.assertEqual((unknown["Amount (NOK)"], unknown["Price missing"]), (None, "Yes"))
        [pair] = [row for row in self._rows(book["Sums"]) if row["From unit"] == "=Skolen+1"]
        self.assertEqual((pair["Lines"], pair["Missing prices"], pair["Amount (NOK)"]), (2, 1, 1250.5))
        missing = [row["Piece"] for row in self._rows(book["Missing prices"])]
        self.assertIn(self.unknown.name, missing)
        self.assertNotIn(self.paid.name, missing)

    def test_texts_are_no_formulas(self):
        sheet = self._book()["Lines"]
        kinds = {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None}
        self.assertEqual(kinds, {"inlineStr", "n", "d"} if "inlineStr" in kinds else {"s", "n", "d"})

    def test_a_filled_in_price_is_missing_no_more(self):
        line = self.lines.search([("lot_id", "=", self.unknown.id)])
        line._correct("Faktura", 200)
        book = self._book()
        self.assertNotIn(self.unknown.name, [row["Piece"] for row in self._rows(book["Missing prices"])])
        [pair] = [row for row in self._rows(book["Sums"]) if row["From unit"] == "=Skolen+1"]
        self.assertEqual((pair["Missing prices"], pair["Amount (NOK)"]), (0, 1450.5))

    def test_the_period_decides(self):
        self.assertFalse(self._rows(self._book(first=datetime.date(2099, 1, 1))["Lines"]))

    def test_norwegian_headings(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.env["ir.module.module"].search([("name", "=", "bk_furniture_reuse")])._update_translations(["nb_NO"])
        book = self._book(self.lines.with_context(lang="nb_NO"))
        self.assertEqual(book.sheetnames, ["Linjer", "Summer", "Manglende priser"])
        self.assertEqual([cell.value for cell in book["Linjer"][1]][:3], ["Dato", "Type", "Møbel"])

    def test_queries_do_not_grow_with_the_lines(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._book()
            return self.env.cr.sql_log_count - before

        cost()
        few = cost()
        more = self._create_pieces(60, self.store, owner_unit_id=self.school.id)
        self._deliver(self._hold_for(self.library, more, self.room))
        self.assertEqual(len(self._rows(self._book()["Lines"])), 62)
        self.assertLessEqual(cost(), few)


@tagged("post_install", "-at_install")
class TestSettlementRoute(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
        new_test_user(cls.env, "bk_finance", groups="bk_furniture_reuse.group_finance")

    def _get(self, login, query=PERIOD):
        self.authenticate(login, login)
        return self.url_open(f"/furniture/settlement.xlsx?{query}")

    def test_those_who_may_read_it_get_the_file(self):
        for login in ("bk_finance", "bk_coordinator", "bk_manager", "bk_auditor"):
            answer = self._get(login)
            with self.subTest(login=login):
                self.assertEqual(answer.status_code, 200)
                self.assertIn("spreadsheetml", answer.headers["Content-Type"])
                self.assertEqual(answer.headers["Cache-Control"], "no-store")
                self.assertTrue(openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames)

    @mute_logger("odoo.http")
    def test_nobody_else_gets_it(self):
        for login in ("bk_employee", "bk_operator", "bk_internal", "bk_portal"):
            with self.subTest(login=login):
                answer = self._get(login)
                self.assertNotIn("spreadsheetml", answer.headers.get("Content-Type", ""))
                self.assertGreaterEqual(answer.status_code, 400)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(f"/furniture/settlement.xlsx?{PERIOD}").url)

    def test_a_period_that_is_none_is_refused(self):
        for query in ("", "date_from=x&date_to=2026-01-01", "date_from=2026-01-01"):
            self.assertEqual(self._get("bk_coordinator", query).status_code, 400)
