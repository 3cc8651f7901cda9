"""Who may import and who may look, and the register given back as a workbook with its errors."""

import io

import openpyxl
from lxml import etree
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .register_case import RegisterCase, RegisterMixin, reference_register, row, xlsx

MODELS = (
    "furniture.import",
    "furniture.import.row",
    "furniture.import.name",
    "furniture.import.column",
    "furniture.import.mapping",
)
ALLOWED = {
    "employee": "",
    "operator": "",
    "auditor": "read",
    "internal": "",
    "portal": "",
    "coordinator": "read write create unlink",
}


@tagged("post_install", "-at_install")
class TestImportAccess(RegisterCase):
    def test_coordinators_import_auditors_look_and_nobody_else_sees_anything(self):
        job = self.bring_in(row())
        self.env["furniture.import.mapping"]._remember("x", ["a"], {"name": "a"})
        for model in MODELS:
            records = self.env[model].search([], limit=1)
            for role, operations in ALLOWED.items():
                for operation in ("read", "write", "create", "unlink"):
                    with self.subTest(model=model, role=role, operation=operation):
                        self.assertEqual(self._as(role, records).has_access(operation), operation in operations.split())
        for role in ("employee", "operator", "auditor"):
            with self.assertRaises(AccessError):
                self.upload(xlsx(row()), user=role)
            with self.assertRaises(AccessError):
                self._as(role, job).write({"name": "x"})
            other = self.read(row(Rom="9"))
            for button in ("action_read", "action_apply", "action_confirm_names"):
                with self.subTest(role=role, button=button), self.assertRaises(AccessError), self.env.cr.savepoint():
                    getattr(self._as(role, other), button)()
                    self.env.flush_all()
        self.assertEqual(self._as("auditor", job).row_ids.mapped("product_name"), ["Stol Alfa"])

    def test_who_only_looks_is_offered_no_button_that_changes_anything(self):
        changing = {
            "action_read",
            "action_confirm_names",
            "action_apply",
            "action_use",
            "action_create",
            "action_reject",
            "action_undo",
        }
        for role, offered in (("coordinator", changing), ("auditor", set())):
            buttons = set()
            for model, kind in (("furniture.import", "form"), ("furniture.import.name", "list")):
                arch = etree.fromstring(self.env[model].with_user(self.users[role]).get_view(view_type=kind)["arch"])
                buttons.update(arch.xpath("//button/@name"))
            self.assertEqual(buttons & changing, offered, role)
            self.assertIn("action_download_errors", buttons)

    def test_an_import_belongs_to_its_company(self):
        job = self.bring_in(row())
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        neighbour = new_test_user(
            self.env,
            "bk_nabo",
            groups="bk_furniture_reuse.group_coordinator",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.assertFalse(self.env["furniture.import"].with_user(neighbour).search([]))
        for records in (job, job.row_ids, job.name_ids, job.column_ids):
            with self.assertRaises(AccessError):
                records.with_user(neighbour).read(["id", "create_date"])
        # The same file of the neighbour is about the neighbour's furniture.
        theirs = (
            self.env["furniture.import"]
            .with_user(neighbour)
            .with_company(company)
            .create({"file": job.file, "filename": job.filename})
        )
        theirs.action_read()
        self.assertEqual((theirs.company_id, theirs.new_count, theirs.unchanged_count), (company, 1, 0))
        self.assertFalse(theirs.same_file_id)
        self.apply(theirs)
        self.assertEqual((theirs.state, theirs.applied_count), ("done", 1), theirs.problem)
        lots = self.env["stock.lot"].search([("import_row_id.import_id", "=", theirs.id)])
        self.assertEqual((lots.location_id.company_id, len(lots)), (company, 1))


@tagged("post_install", "-at_install")
class TestImportErrorWorkbook(RegisterMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()

    def fetch(self, job, role):
        self.env.flush_all()
        self.authenticate(f"bk_{role}", f"bk_{role}")
        with mute_logger("odoo.http"):
            return self.url_open(f"/furniture/import/{job.id}/errors", allow_redirects=False)

    def sheet(self, response):
        self.assertEqual(response.status_code, 200)
        return openpyxl.load_workbook(io.BytesIO(response.content)).active

    def test_who_may_download_it(self):
        job = self.read(row(Bredde="bred"))
        for role, status in (
            ("coordinator", 200),
            ("manager", 200),
            ("auditor", 200),
            ("operator", 404),
            ("employee", 404),
            ("portal", 404),
        ):
            with self.subTest(role):
                self.assertEqual(self.fetch(job, role).status_code, status)
        self.authenticate(None, None)
        self.assertIn(
            "/web/login", self.url_open(f"/furniture/import/{job.id}/errors", allow_redirects=False).headers["Location"]
        )
        unreadable = self.read(b"%PDF-1.7")
        self.assertEqual(self.fetch(unreadable, "coordinator").status_code, 404)
        self.assertEqual(self.fetch(self.env["furniture.import"].browse(10**8), "coordinator").status_code, 404)

    def test_it_is_the_register_with_what_is_wrong_beside_each_row(self):
        content = reference_register()
        job = self.read(content, filename="Møbler 2021.xlsx")
        response = self.fetch(job, "coordinator")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertIn("M%C3%B8bler%202021", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        given = openpyxl.load_workbook(io.BytesIO(content)).active
        sheet = self.sheet(response)
        report = given.max_column + 1
        self.assertEqual((sheet.max_row, sheet.max_column), (given.max_row, report))
        formulas = 0
        for theirs, ours in zip(given.iter_rows(), sheet.iter_rows(), strict=True):
            for one, other in zip(theirs, ours, strict=False):
                self.assertEqual(other.value, one.value, one.coordinate)
                if str(one.value).startswith("="):
                    self.assertEqual(other.data_type, "s", "a formula comes back as text")
                    formulas += 1
        self.assertGreater(formulas, 10)
        errors = {row.row_number: row.error_text for row in job.error_row_ids}
        said = {number: sheet.cell(number, report).value for number in range(4, sheet.max_row + 1)}
        self.assertEqual({number: text for number, text in said.items() if number in errors}, errors)

    def test_refusals_of_names_and_of_the_stock_are_in_it(self):
        rows = [row(Rom=str(room)) for room in range(101, 107)]
        self.bring_in(*rows)
        job = self.read({**rows[0], "Produktnavn": "Sofa"}, *rows[1:], row(Rom="Feilrommet"))
        job.name_ids.filtered(lambda name: name.kind == "room").action_reject()
        self.apply(job)
        sheet = self.sheet(self.fetch(job, "coordinator"))
        self.assertRegex(sheet.cell(2, 8).value, "A registered piece keeps its model")
        self.assertRegex(sheet.cell(8, 8).value, "“Feilrommet” was not accepted")
        self.assertEqual(sheet.cell(8, 7).fill.fgColor.rgb, "FFFFC7CE", "the cell that is wrong is marked")

    def test_the_workbook_comes_back_mended(self):
        rows = [row(Rom=str(room), Merknad="=1+1") for room in range(201, 207)]
        job = self.bring_in(*rows, row(Bredde="bred", Rom="207"), row(Status="?", Rom="208"))
        sheet = self.sheet(self.fetch(job, "coordinator"))
        headings = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(8, headings["Bredde"]).value = "80 cm"
        sheet.cell(9, headings["Status"]).value = "Ledig"
        output = io.BytesIO()
        sheet.parent.save(output)
        mended = self.read(output.getvalue(), filename="register - errors.xlsx")
        self.assertEqual(
            (mended.error_count, mended.new_count, mended.unchanged_count, mended.corrects_id), (0, 2, 6, job)
        )
        self.assertFalse(
            [column.key for column in mended.column_ids if not column.field and column.key != "Errors and notices"]
        )
