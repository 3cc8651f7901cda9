"""The municipality's survey of 6,500 pieces, from the workbook to stock, against the answers that were written down with it."""

import io
import json
from collections import Counter
from pathlib import Path

import openpyxl
from odoo.exceptions import UserError
from odoo.tests import tagged

from .register_case import RegisterCase, reference_register

ANSWERS = Path(__file__).resolve().parents[3] / "tests" / "data" / "register-6500.expected.json"
HEADING_ROW = 3
MAX_QUERIES_PER_PIECE = 0.4


@tagged("post_install", "-at_install")
class TestImportRegister(RegisterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.expected = json.loads(ANSWERS.read_text())
        cls.content = reference_register()
        queries = cls.cr.sql_log_count
        cls.job = cls.read(cls.content, filename="register-6500.xlsx")
        cls.apply(cls.job)
        cls.env.flush_all()
        cls.queries = cls.cr.sql_log_count - queries
        cls.lots = cls.env["stock.lot"].search([("import_row_id.import_id", "=", cls.job.id)])
        rows = list(openpyxl.load_workbook(io.BytesIO(cls.content)).active.iter_rows(values_only=True))
        headings = rows[HEADING_ROW - 1]
        # What a person reads in the sheet, by row number: independent of how the product reads it.
        cls.sheet = {
            number: dict(zip(headings, cells, strict=True))
            for number, cells in enumerate(rows, 1)
            if number > HEADING_ROW
        }

    def counted(self, field):
        groups = self.lots._read_group([("id", "in", self.lots.ids)], [field], ["__count"])
        return {key.name if hasattr(key, "name") else key: count for key, count in groups}

    def test_rows_and_pieces_are_as_many_as_expected(self):
        job = self.job
        self.assertEqual(job.state, "done")
        self.assertEqual(job.applied_count, self.expected["accepted_rows"])
        self.assertEqual(job.new_count, self.expected["accepted_rows"])
        self.assertEqual(job.piece_count, self.expected["accepted_pieces"])
        self.assertEqual(len(self.lots), self.expected["accepted_pieces"])
        self.assertEqual(job.progress, 100)

    def test_every_rejected_row_has_its_reason_and_a_sentence(self):
        found = [{"row": row.row_number, "reason": row.reason} for row in self.job.row_ids if row.state == "error"]
        self.assertEqual(found, self.expected["rejected_rows"])
        self.assertEqual(self.job.error_count, len(self.expected["rejected_rows"]))
        for row in self.job.error_row_ids:
            self.assertRegex(row.error_text, r"\w.*\.$")
            self.assertFalse(row.lot_ids)

    def test_pieces_are_counted_as_expected(self):
        self.assertEqual(self.counted("site_id"), self.expected["by_site"])
        self.assertEqual(self.counted("building_id"), self.expected["by_site"])
        self.assertEqual(self.counted("purpose"), self.expected["by_status"])
        self.assertEqual(self.counted("categ_id"), self.expected["by_category"])
        conditions = {grade.upper(): count for grade, count in self.counted("condition").items()}
        self.assertEqual(conditions, self.expected["by_condition"])
        self.assertEqual(len(self.lots.filtered("damage_count")), self.expected["pieces_with_damage"])

    def test_every_row_has_its_pieces_in_the_room_that_the_sheet_names(self):
        rejected = {row["row"] for row in self.expected["rejected_rows"]}
        expected = Counter()
        for number, cells in self.sheet.items():
            if number not in rejected:
                floor = int(str(cells["Etasje"]).split(".")[0])
                expected[number, cells["Bygg"].strip(), floor, str(cells["Rom"])] += cells["Antall"]
        found = Counter(
            (lot.import_row_id.row_number, lot.building_id.name, lot.floor_id.floor_number, lot.location_id.name)
            for lot in self.lots
        )
        self.assertEqual(found, expected)
        self.assertEqual(set(self.lots.location_id.mapped("place_kind")), {"room"})

    def test_every_piece_is_one_quant_of_one_in_its_room(self):
        self.env.cr.execute(
            """SELECT l.id, array_agg(q.quantity), array_agg(q.location_id), l.location_id
                 FROM stock_lot l JOIN stock_quant q ON q.lot_id = l.id JOIN stock_location p ON p.id = q.location_id
                WHERE l.id = ANY(%s) AND p.usage = 'internal' GROUP BY l.id""",
            [self.lots.ids],
        )
        rows = self.env.cr.fetchall()
        self.assertEqual(len(rows), len(self.lots))
        wrong = [row for row in rows if row[1] != [1] or row[2] != [row[3]]]
        self.assertFalse(wrong)
        self.assertEqual(sum(self.lots.mapped("product_qty")), len(self.lots))

    def test_every_piece_came_by_a_stock_move_that_names_the_file(self):
        lines = self.env["stock.move.line"].search([("lot_id", "in", self.lots.ids), ("state", "=", "done")])
        self.assertEqual(Counter(lines.lot_id.ids), Counter(self.lots.ids))
        self.assertEqual(len(lines), len(self.lots))
        for line in lines:
            self.assertEqual(
                (line.quantity, line.location_id.usage, line.location_dest_id),
                (1, "inventory", line.lot_id.location_id),
            )
        self.assertEqual(set(lines.move_id.mapped("inventory_name")), {"register-6500.xlsx"})
        self.assertEqual(lines.create_uid, self.users["coordinator"])

    def test_reserved_pieces_are_held_in_stock_and_to_be_clarified(self):
        held = self.env["furniture.reservation.line"].search([("lot_id", "in", self.lots.ids), ("state", "=", "held")])
        self.assertEqual(len(held), self.expected["by_status"]["reserved"])
        self.assertEqual(held.lot_id, self.lots.filtered(lambda lot: lot.purpose == "reserved"))
        self.assertEqual(set(held.mapped("origin")), {"import"})
        self.assertEqual(held.reservation_id.import_id, self.job)
        self.assertEqual(set(held.move_line_id.move_id.mapped("state")), {"assigned"})
        quants = self.env["stock.quant"].search(
            [("lot_id", "in", self.lots.ids), ("location_id.usage", "=", "internal")]
        )
        self.assertEqual(
            set(held.lot_id.ids), set(quants.filtered(lambda quant: quant.reserved_quantity == 1).lot_id.ids)
        )
        self.assertEqual(sum(quants.mapped("reserved_quantity")), len(held))

    def test_values_of_every_row_reach_its_pieces(self):
        for lot in self.lots:
            values = lot.import_row_id.values
            for name, places in (
                ("width", 1),
                ("depth", 1),
                ("height", 1),
                ("seat_height", 1),
                ("weight", 2),
                ("price_new", 2),
            ):
                if values[name]:  # a blank one follows the model
                    self.assertAlmostEqual(
                        lot[name], values[name], places, f"row {lot.import_row_id.row_number}: {name}"
                    )
            self.assertEqual(lot.year_made, values["year"] or 0)
            self.assertEqual(lot.condition, values["condition"])
            self.assertEqual(lot.maker_id.name.casefold(), values["maker"].casefold())
            self.assertEqual(lot.product_id.name.casefold(), values["name"].casefold())

    def test_texts_stay_texts(self):
        expected = Counter()
        for number, cells in self.sheet.items():
            remark = cells["Merknad"]
            if remark and any(mark in remark for mark in "<="):
                expected[number, remark] = cells["Antall"]
        self.assertGreater(len(expected), 40)  # the survey has HTML, emoji and formulas in remarks
        found = Counter((lot.import_row_id.row_number, lot.remark) for lot in self.lots if lot.remark)
        self.assertEqual({key: count for key, count in found.items() if key in expected}, dict(expected))

    def test_the_codes_on_the_stickers_find_their_pieces(self):
        rejected = {row["row"] for row in self.expected["rejected_rows"]}
        codes = {
            cells["QR-kode"].strip(): number
            for number, cells in self.sheet.items()
            if cells["QR-kode"] and number not in rejected
        }
        self.assertGreater(len(codes), 1000)
        tags = self.env["furniture.tag"].search([("lot_id", "in", self.lots.ids), ("origin", "=", "foreign")])
        self.assertEqual({tag.code: tag.lot_id.import_row_id.row_number for tag in tags}, codes)
        own = self.env["furniture.tag"].search_count(
            [("lot_id", "in", self.lots.ids), ("origin", "=", "own"), ("state", "=", "claimed")]
        )
        self.assertEqual(own, len(self.lots))

    def test_queries_stay_few(self):
        self.assertLess(self.queries / len(self.lots), MAX_QUERIES_PER_PIECE)

    def test_the_same_file_again_changes_nothing(self):
        before = self.snapshot()
        again = self.read(self.content, filename="another name.xlsx")
        self.assertEqual((again.new_count, again.update_count, again.vanished_count), (0, 0, 0))
        self.assertEqual(again.unchanged_count, self.expected["accepted_rows"])
        self.assertEqual(again.same_file_id, self.job)
        self.assertFalse(again.name_ids)
        found = [{"row": row.row_number, "reason": row.reason} for row in again.row_ids if row.state == "error"]
        self.assertEqual(found, self.expected["rejected_rows"])
        with self.assertRaisesRegex(UserError, "no row to apply"):
            again.action_apply()
        self.assertEqual(self.snapshot(), before)
