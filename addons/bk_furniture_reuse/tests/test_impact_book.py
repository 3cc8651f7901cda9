"""The workbook: LibreOffice works every formula out, and the sums are those that Python gets from the raw records on another way."""

import tempfile
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import FurnitureMixin
from .impact_book_case import ImpactBookCase
from .recalculate import recalculated

LINES = {"own": 1, "outside": 2, "proxy": 3, "none": 4}


def exact(value):
    """What a number is on paper."""
    return Decimal(f"{value:.12g}")


def rounded(value, decimals):
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


class Sheets:
    """Tables of a workbook, found by their headings."""

    def __init__(self, path, **options):
        self.book = openpyxl.load_workbook(path, **options)

    def rows(self, sheet, first_heading, second_heading):
        """Rows under the row that begins with these headings, as dicts, up to the next empty row."""
        rows = list(self.book[sheet].iter_rows(values_only=True))
        at = next(number for number, row in enumerate(rows) if row[0] == first_heading and row[1] == second_heading)
        headings = [heading for heading in rows[at] if heading is not None]
        found = []
        for row in rows[at + 1 :]:
            if row[0] is None:
                break
            found.append(dict(zip(headings, row, strict=False)))
        return found

    def after(self, sheet, title, first_heading, second_heading):
        """The same for the first such table below the line ``title``."""
        rows = list(self.book[sheet].iter_rows(values_only=True))
        start = next(number for number, row in enumerate(rows) if row[0] == title)
        at = next(n for n, row in enumerate(rows) if n > start and row[0] == first_heading and row[1] == second_heading)
        headings = [heading for heading in rows[at] if heading is not None]
        found = []
        for row in rows[at + 1 :]:
            if row[0] is None:
                break
            found.append(dict(zip(headings, row, strict=False)))
        return found


class OnPaper:
    """An entry worked out by hand: decimal numbers, from the event's inputs, with none of the program's arithmetic."""

    def __init__(self, entry):
        sign = entry.piece_count
        mass = exact(abs(entry.mass))
        scale = exact(entry.factor_id.scale_mass or 0)
        times = mass if entry.factor_per_kg else max(mass / scale, Decimal(1)) if scale and mass else Decimal(1)
        known = entry.factor_id.quantified and (mass or not entry.factor_per_kg)
        self.line = LINES[entry.report_line]
        self.sign = sign
        self.process = exact(entry.transport_kg) + exact(entry.refurb_kg) + exact(entry.storage_kg)
        self.net = {}
        for name, factor, d in (
            ("net_low", entry.factor_low, entry.d_low),
            ("net", entry.factor_default, entry.d_default),
            ("net_high", entry.factor_high, entry.d_high),
        ):
            gross = rounded(exact(factor) * times, 3) if known else Decimal(0)
            if name == "net":
                self.gross = sign * gross
            net = rounded(exact(d) * exact(entry.life_ratio) * gross - sign * self.process, 3)
            self.net[name] = sign * net if known else Decimal(0)
        d = Decimal(0) if entry.event_kind == "outside" else exact(entry.d_default)
        self.avoided_purchase = sign * rounded(d * exact(entry.price_new), 2)
        self.cost = sum(
            exact(entry[name])
            for name in ("used_price", "refurb_cost", "transport_cost", "storage_cost", "labour_cost")
        )
        self.net_saving = self.avoided_purchase + exact(entry.avoided_disposal) + exact(entry.income) - self.cost
        self.waste = sign * mass if entry.otherwise_discarded else Decimal(0)
        self.entry = entry


@tagged("post_install", "-at_install")
class TestImpactBook(ImpactBookCase):
    def setUp(self):
        super().setUp()
        self._spring()
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.entries = self.env["furniture.impact.entry"].search([("lot_id", "in", self.everything.ids)])

    def _book(self, wizard=None, name="book.xlsx"):
        path = self.folder / name
        wizard = wizard or self._wizard()
        wizard.env["furniture.impact.book"]._write(wizard._scope(), str(path))
        return path

    def test_a_spreadsheet_works_out_what_the_records_say(self):
        path, again = self._book(), self.folder / "again.xlsx"
        count = recalculated(path, again)
        self.assertGreater(count, 13 * len(self.entries))
        sheets = Sheets(again, data_only=True)
        papers = [OnPaper(entry) for entry in self.entries]
        self.assertEqual({paper.line for paper in papers}, {1, 2, 3, 4}, "every line of the report has an entry")
        self.assertTrue(any(paper.sign < 0 for paper in papers))

        rows = {row["Number"]: row for row in sheets.rows("Entries", "Number", "Date")}
        self.assertEqual(set(rows), set(self.entries.mapped("name")))
        for paper in papers:
            row = rows[paper.entry.name]
            expected = {
                "Avoided, low (kg CO2e)": paper.net["net_low"],
                "Avoided (kg CO2e)": paper.net["net"],
                "Avoided, high (kg CO2e)": paper.net["net_high"],
                "New production (kg CO2e)": paper.gross,
                "Emitted by reuse (kg CO2e)": paper.process,
                "Waste avoided (kg)": paper.waste,
                "Purchase avoided, gross": paper.avoided_purchase,
                "Costs": paper.cost,
                "Saved, net": paper.net_saving,
            }
            for heading, value in expected.items():
                with self.subTest(entry=paper.entry.name, model=paper.entry.product_id.name, column=heading):
                    self.assertEqual(exact(row[heading]), value)
            # The ledger itself has the same.
            self.assertEqual(exact(paper.entry.net), paper.net["net"])
            self.assertEqual(exact(paper.entry.net_low), paper.net["net_low"])
            self.assertEqual(exact(paper.entry.net_high), paper.net["net_high"])
            self.assertEqual(exact(paper.entry.net_saving), paper.net_saving)

        self._compare_lines(sheets, papers)
        self._compare_groups(sheets, [paper for paper in papers if paper.line == 1])
        self._compare_coverage(sheets, papers)
        self.assertEqual({row["Entries that differ"] for row in sheets.rows("Factors", "Factor no.", "Edition")}, {0})
        for row in sheets.rows("Reconciliation", "Building", "Opening number"):
            self.assertIn(row["Difference"], (0, "", None))

    def _compare_lines(self, sheets, papers):
        avoided = sheets.after("Summary", "Avoided emissions", "Line no.", "Line of the report")
        emitted = sheets.after("Summary", "Emitted by reuse", "Line no.", "Line of the report")
        money = sheets.after("Summary", "Money (NOK without VAT)", "Line no.", "Line of the report")
        self.assertEqual([row["Line no."] for row in avoided], [1, 2, 3, 4])
        for number, (row, process, nok) in enumerate(zip(avoided, emitted, money, strict=True), 1):
            of_line = [paper for paper in papers if paper.line == number]
            with self.subTest(line=number):
                self.assertEqual(row["Pieces"], sum(paper.sign for paper in of_line))
                self.assertEqual(row["Entries"], len(of_line))
                self.assertEqual(row["Counter-entries"], sum(paper.sign < 0 for paper in of_line))
                for heading, key in (
                    ("Avoided, low (kg CO2e)", "net_low"),
                    ("Avoided (kg CO2e)", "net"),
                    ("Avoided, high (kg CO2e)", "net_high"),
                ):
                    self.assertEqual(exact(row[heading]), sum(paper.net[key] for paper in of_line), heading)
                self.assertEqual(exact(row["Waste avoided (kg)"]), sum(paper.waste for paper in of_line))
                self.assertEqual(exact(process["Emitted by reuse (kg CO2e)"]), sum(paper.process for paper in of_line))
                self.assertEqual(
                    exact(nok["Purchase avoided, gross"]), sum(paper.avoided_purchase for paper in of_line)
                )
                self.assertEqual(exact(nok["Costs"]), sum(paper.cost for paper in of_line))
                self.assertEqual(exact(nok["Saved, net"]), sum(paper.net_saving for paper in of_line))

    def _compare_groups(self, sheets, papers):
        for title, heading, name_of in (
            ("Own reuse by month", "Month", lambda entry: f"{entry.date:%Y-%m}"),
            ("Own reuse by site", "Site", lambda entry: entry.site_id.display_name or "Not stated"),
            ("Own reuse by unit", "For unit", lambda entry: entry.unit_id.name or "Not stated"),
            ("Own reuse by furniture type", "Furniture type", lambda entry: entry.categ_id.display_name),
        ):
            expected = defaultdict(lambda: [0, Decimal(0), Decimal(0)])
            for paper in papers:
                sums = expected[name_of(paper.entry)]
                sums[0] += paper.sign
                sums[1] += paper.net["net"]
                sums[2] += paper.net_saving
            rows = sheets.after("Summary", title, "Key", heading)
            with self.subTest(table=title):
                self.assertEqual(
                    {
                        row[heading]: [row["Pieces"], exact(row["Avoided (kg CO2e)"]), exact(row["Saved, net"])]
                        for row in rows
                    },
                    dict(expected),
                )

    def _compare_coverage(self, sheets, papers):
        shown = {row["Data"]: row for row in sheets.rows("Coverage", "Data", "Measured or declared")}
        for name, field in (("Factor", "factor_data"), ("Weight", "mass_data"), ("Price when new", "price_data")):
            for code, heading in (
                ("measured", "Measured or declared"),
                ("typical", "Typical for the type"),
                ("none", "No data"),
            ):
                count = sum(paper.sign for paper in papers if paper.entry[field] == code)
                self.assertEqual(shown[name][heading], count, (name, code))
                share = Decimal(count) / sum(paper.sign for paper in papers)
                self.assertAlmostEqual(shown[name][f"{heading}, share"], float(share), 9)
        missing = {row["Code"]: row["Pieces"] for row in sheets.rows("Coverage", "Not known", "Code")}
        for code in ("factor", "mass", "price", "used_price", "transport", "transport_cost"):
            count = sum(paper.sign for paper in papers if code in (paper.entry.missing or "").split(","))
            self.assertEqual(missing[code], count, code)

    def test_the_file_says_the_same_before_anybody_calculates(self):
        path, again = self._book(), self.folder / "again.xlsx"
        recalculated(path, again)
        said, worked_out = (openpyxl.load_workbook(one, data_only=True) for one in (path, again))
        for sheet in said.sheetnames:
            for row in said[sheet].iter_rows():
                for cell in row:
                    other = worked_out[sheet][cell.coordinate].value
                    if isinstance(cell.value, float) or isinstance(other, float):
                        self.assertAlmostEqual(cell.value, other, 9, f"{sheet}!{cell.coordinate}")
                    else:
                        self.assertEqual(cell.value or "", other or "", f"{sheet}!{cell.coordinate}")

    def test_texts_are_no_formulas_links_or_markup(self):
        nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "http://example.com", "<r><t>x</t></r>", "{=1}", "＝1+1"]
        self.unit.name = nasty[0]
        self.site.name = nasty[3]
        lots = self._create_pieces(len(nasty), self.store, condition="a")
        for lot, text in zip(lots, nasty, strict=True):
            pickings = self._deliver(lot, self.room)
            pickings._answer_displacement("purchase_cancelled", text, False)
        self._enter_due()
        for lot, text in zip(lots, nasty, strict=True):
            self.env["furniture.impact.ledger"]._bring_up_to_date(lot, text, anew=True)
        path = self._book()
        shown = {
            str(cell.value).strip(): cell
            for sheet in openpyxl.load_workbook(path)
            for row in sheet.iter_rows()
            for cell in row
            if str(cell.value).strip() in {text.strip() for text in nasty}
        }
        self.assertEqual(set(shown), {text.strip() for text in nasty})
        for text, cell in shown.items():
            self.assertIn(cell.data_type, ("s", "inlineStr"), text)
            self.assertIsNone(cell.hyperlink)
        again = self.folder / "again.xlsx"
        recalculated(path, again)
        values = {
            str(cell.value).strip()
            for sheet in openpyxl.load_workbook(again)
            for row in sheet.iter_rows()
            for cell in row
        }
        self.assertLessEqual({text.strip() for text in nasty}, values)

    def test_filters_and_their_names_on_the_first_sheet(self):
        wizard = self._wizard(site_ids=[(6, 0, self.other_site.ids)])
        sheets = Sheets(self._book(wizard), data_only=True)
        rows = sheets.rows("Entries", "Number", "Date")
        mine = self.entries.filtered(lambda entry: entry.site_id == self.other_site)
        self.assertTrue(0 < len(mine) < len(self.entries))
        self.assertEqual({row["Number"] for row in rows}, set(mine.mapped("name")))
        about = dict(row[:2] for row in sheets.book["Summary"].iter_rows(max_row=9, values_only=True))
        self.assertEqual(about["Sites"], "Søndre sone")
        self.assertIn("Coordinator", about["Made"])
        self.assertIn("1/1/2026", about["Period"].replace("01/01/2026", "1/1/2026"))

    def test_recycling_stands_alone(self):
        sheets = Sheets(self._book(), data_only=True)
        [row] = sheets.after("Recycling", "By fraction", "Key", "Fraction")
        self.assertEqual((row["Fraction"], row["Pieces"], row["Weight (kg)"]), ("Wood", 2, 31.4))
        pieces = sheets.after("Recycling", "Pieces", "Date", "Fraction")
        self.assertEqual({piece["Weight from"] for piece in pieces}, {"Share of what was weighed"})

    def test_a_restatement_has_a_workbook_of_its_own(self):
        edition = self.edition.copy({"valid_from": "2026-01-01"})
        edition.factor_ids.filtered(lambda factor: factor.kind_id.code == "office_chair").value = 60
        edition.action_approve()
        run = self.env["furniture.impact.run"]._restate(edition, "Ny kilde", date_to=PERIOD_END)
        while run._restate_batch():
            pass
        self.env.invalidate_all()
        path, again = self._book(self._wizard(run_id=run.id)), self.folder / "again.xlsx"
        recalculated(path, again)
        sheets = Sheets(again, data_only=True)
        [row] = [
            row
            for row in sheets.after("Summary", "Avoided emissions", "Line no.", "Line of the report")
            if row["Line no."] == 1
        ]
        papers = [OnPaper(entry) for entry in run.entry_ids]
        self.assertTrue(papers)
        self.assertEqual(exact(row["Avoided (kg CO2e)"]), sum(paper.net["net"] for paper in papers if paper.line == 1))
        self.assertNotEqual(
            row["Avoided (kg CO2e)"], sum(self.entries.filtered(lambda e: e.report_line == "own").mapped("net"))
        )
        about = dict(row[:2] for row in sheets.book["Summary"].iter_rows(max_row=10, values_only=True))
        self.assertEqual(about["Why it was counted again"], "Ny kilde")

    def test_an_empty_period_is_a_workbook_too(self):
        wizard = self._wizard(date_from="2019-01-01", date_to="2019-12-31")
        path, again = self._book(wizard), self.folder / "again.xlsx"
        recalculated(path, again)
        rows = Sheets(again, data_only=True).after("Summary", "Avoided emissions", "Line no.", "Line of the report")
        self.assertEqual([row["Avoided (kg CO2e)"] for row in rows], [0, 0, 0, 0])

    def test_norwegian(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.env["ir.module.module"].search([("name", "=", "bk_furniture_reuse")])._update_translations(["nb_NO"])
        wizard = self._wizard().with_context(lang="nb_NO")
        path, again = self._book(wizard), self.folder / "again.xlsx"
        recalculated(path, again)
        book = openpyxl.load_workbook(again, data_only=True)
        self.assertEqual(
            book.sheetnames,
            ["Sammendrag", "Føringer", "Faktorer", "Metodetall", "Dekning", "Avstemming", "Gjenvinning", "Metode"],
        )
        texts = [cell.value for row in book["Sammendrag"].iter_rows() for cell in row if isinstance(cell.value, str)]
        self.assertFalse({"Pieces", "Costs", "Saved, net", "Own reuse"} & set(texts))

    def test_queries_do_not_grow_with_the_entries(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._book()
            return self.env.cr.sql_log_count - before

        cost()
        few = cost()
        more = self._create_pieces(30, self.store, condition="b")
        self._deliver(more, self.room)
        self._enter_due()
        self.assertLessEqual(cost(), few)


PERIOD_END = "2026-12-31"


@tagged("post_install", "-at_install")
class TestImpactBookRoute(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
        cls.users["finance"] = new_test_user(cls.env, "bk_finance", groups="bk_furniture_reuse.group_finance")

    def _wizard(self, role):
        wizard = self.env["furniture.impact.export"].with_user(self.users[role])
        return wizard.create({"date_from": "2026-01-01", "date_to": "2026-12-31"})

    def test_those_who_may_read_the_ledger_get_the_file(self):
        for role in ("finance", "coordinator", "manager", "auditor"):
            with self.subTest(role=role):
                action = self._wizard(role).action_workbook()
                self.authenticate(f"bk_{role}", f"bk_{role}")
                answer = self.url_open(action["url"])
                self.assertEqual(answer.status_code, 200)
                self.assertIn("spreadsheetml", answer.headers["Content-Type"])
                self.assertEqual(int(answer.headers["Content-Length"]), len(answer.content))
                self.assertEqual(answer.content[:2], b"PK")

    @mute_logger("odoo.http")
    def test_nobody_else_gets_it(self):
        url = self._wizard("coordinator").action_workbook()["url"]
        for role in ("employee", "operator", "internal", "portal", "crew", "auditor"):
            with self.subTest(role=role):
                self.authenticate(f"bk_{role}", f"bk_{role}")
                answer = self.url_open(url)
                self.assertGreaterEqual(answer.status_code, 400)
                self.assertNotIn("spreadsheetml", answer.headers.get("Content-Type", ""))
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(url).url)

    def test_the_report_needs_the_right_to_read_entries(self):
        for role in ("employee", "internal", "portal"):
            scope = self._wizard("coordinator")._scope()
            book = self.env["furniture.impact.book"].with_user(self.users[role])
            with self.subTest(role=role), self.assertRaises(AccessError):
                book._write(scope, "/dev/null")
