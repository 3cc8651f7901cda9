import csv
import io
import json
import zipfile

import openpyxl
from odoo import http
from odoo.tests import HttpCase, tagged

LINK = '=HYPERLINK("http://127.0.0.1/x","klikk")'
# What a register's cell may hold to attack whoever opens an export of it.
HOSTILE = (
    LINK,
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "{=1+1}",
    " =1+1",
    "\t=1+1",
    "http://127.0.0.1/x",
    "mailto:a@example.org",
    "internal:Sheet1!A1",
    "file:///etc/passwd",
    "<r><t>rich</t></r>",
    "<r></t></si>broken</r>",
)
HARMLESS = "Rød stol, 2 = to, a+b"


@tagged("post_install", "-at_install")
class TestExport(HttpCase):
    """Nothing that was typed into a text runs, links or breaks the file when an export is opened."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.texts = [*HOSTILE, HARMLESS]
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"P{i:02}", "ref": text} for i, text in enumerate(cls.texts)]
        )

    def setUp(self):
        super().setUp()
        self.authenticate("admin", "admin")

    def export(self, file_format, records, field_names, **params):
        fields = [
            {"name": name, "label": params.pop("label", name), "type": records._fields[name].type}
            for name in field_names
        ]
        data = {
            "model": records._name,
            "fields": fields,
            "ids": records.ids,
            "domain": [],
            "import_compat": False,
            **params,
        }
        return self.download(f"/web/export/{file_format}", data=json.dumps(data))

    def download(self, url, **form):
        response = self.url_open(url, data={**form, "csrf_token": http.Request.csrf_token(self)})
        response.raise_for_status()
        return response.content

    def read_inert_workbook(self, content):
        """The rows of a workbook in which no cell does anything."""
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            xml = parts.read("xl/worksheets/sheet1.xml").decode()
            self.assertNotIn("<f", xml.replace("<formatCode", ""))
            self.assertNotIn("hyperlink", xml.lower())
            self.assertFalse([name for name in parts.namelist() if name.startswith("xl/worksheets/_rels")])
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            self.assertIn(cell.data_type, ("s", "n", "d", "b"), cell.value)
            self.assertIsNone(cell.hyperlink)
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    def test_xlsx_keeps_texts_to_the_letter(self):
        rows = self.read_inert_workbook(self.export("xlsx", self.partners, ["name", "ref"], label=LINK))
        self.assertEqual(rows[0], [LINK, "ref"])
        self.assertEqual([row[1] for row in rows[1:]], self.texts)

    def test_xlsx_of_a_grouped_list(self):
        makers = self.env["furniture.maker"].create([{"name": text} for text in (LINK, "<r><t>rich</t></r>")])
        products = self.env["product.template"].create([{"name": LINK, "maker_id": maker.id} for maker in makers])
        rows = self.read_inert_workbook(
            self.export(
                "xlsx", products, ["name", "maker_id"], groupby=["maker_id"], domain=[("id", "in", products.ids)]
            )
        )
        self.assertIn([f"{LINK} (1)", None], rows)
        self.assertIn(["<r><t>rich</t></r> (1)", None], rows)
        self.assertEqual(rows.count([LINK, LINK]), 1)

    def test_xlsx_keeps_numbers_and_dates(self):
        self.partners[0].write({"color": 7})
        rows = self.read_inert_workbook(
            self.export("xlsx", self.partners[0], ["color", "create_date", "active", "comment"])
        )
        self.assertEqual(rows[1][0], 7)
        self.assertEqual(rows[1][1], self.partners[0].create_date.replace(microsecond=0))
        self.assertIs(rows[1][2], True)
        self.assertIsNone(rows[1][3])

    def test_register_row_with_a_formula_in_its_remark(self):
        product = self.env["product.template"].create({"name": "@SUM(A1)", "is_furniture": True})
        piece = self.env["stock.lot"].create({"product_id": product.product_variant_id.id, "remark": LINK})
        rows = self.read_inert_workbook(self.export("xlsx", piece, ["product_id", "remark"]))
        self.assertEqual(rows[1], ["@SUM(A1)", LINK])
        lines = list(csv.reader(io.StringIO(self.export("csv", piece, ["product_id", "remark"]).decode())))
        self.assertEqual(lines[1], ["'@SUM(A1)", "'" + LINK])

    def test_csv_starts_no_cell_with_a_formula(self):
        content = self.export("csv", self.partners, ["name", "ref"], label="@HEAD()").decode()
        lines = list(csv.reader(io.StringIO(content, newline="")))
        self.assertEqual(lines[0], ["'@HEAD()", "ref"])
        exported = [line[1] for line in lines[1:]]
        for text, cell in zip(self.texts, exported, strict=True):
            self.assertIn(cell, (text, "'" + text))
            self.assertNotIn(cell.lstrip()[0], "=+-@")
            self.assertNotIn(cell[0], "\t\r\n")
        self.assertEqual(exported[-1], HARMLESS)

    def test_csv_keeps_numbers(self):
        self.partners[0].write({"color": -7})
        lines = list(csv.reader(io.StringIO(self.export("csv", self.partners[0], ["color", "comment"]).decode())))
        self.assertEqual(lines[1], ["-7", ""])

    def test_pivot(self):
        table = {
            "title": "Møbler",
            "model": "stock.lot",
            "measure_count": 1,
            "origin_count": 1,
            "col_group_headers": [[{"title": LINK, "width": 1, "height": 1}]],
            "measure_headers": [{"title": "@SUM(A1)", "is_bold": False}],
            "rows": [
                {"title": text, "indent": indent, "values": [{"value": 42, "is_bold": True}, {"value": "=2+2"}]}
                for indent, text in enumerate(["http://127.0.0.1/x", *self.texts])
            ],
        }
        rows = self.read_inert_workbook(self.download("/web/pivot/export_xlsx", data=json.dumps(table)))
        self.assertEqual(
            [row[0] for row in rows[2:]],
            ["     " * indent + text for indent, text in enumerate(["http://127.0.0.1/x", *self.texts])],
        )
        self.assertEqual(rows[0][1], LINK)
        self.assertIn("@SUM(A1)", rows[1])
        self.assertEqual(rows[2][1:3], [42, "=2+2"])
        self.assertEqual(
            openpyxl.load_workbook(
                io.BytesIO(self.download("/web/pivot/export_xlsx", data=json.dumps(table)))
            ).sheetnames,
            ["Møbler"],
        )

    def test_price_list(self):
        products = self.env["product.template"].create([{"name": text, "list_price": 10} for text in self.texts])
        report = json.dumps({"active_model": "product.template", "active_ids": products.ids, "quantities": [1]})
        rows = self.read_inert_workbook(
            self.download("/product/export/pricelist/", report_data=report, export_format="xlsx")
        )
        self.assertEqual([row[0] for row in rows[1:]], products.mapped("name"))
        content = self.download("/product/export/pricelist/", report_data=report, export_format="csv").decode()
        for line in list(csv.reader(io.StringIO(content, newline="")))[1:]:
            self.assertNotIn(line[0].lstrip()[0], "=+-@")

    def test_only_databases_with_this_add_on_are_changed(self):
        def exporter(modules):
            endpoints = dict(http._generate_routing_rules(modules, nodb_only=False))
            return type(endpoints["/web/export/xlsx"].func.__self__)

        ours = "odoo.addons.bk_furniture_reuse."
        self.assertTrue(
            any(base.__module__.startswith(ours) for base in exporter(["web", "product", "bk_furniture_reuse"]).__mro__)
        )
        self.assertFalse(any(base.__module__.startswith(ours) for base in exporter(["web", "product"]).__mro__))
