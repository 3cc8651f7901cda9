"""What the tests of the register import share: registers made in memory, and the steps of an import as people and the job take them."""

import base64
import io

import openpyxl
from odoo.tests import TransactionCase
from odoo.tools import SQL, file_path

from .common import FurnitureMixin

REGISTER = "bk_furniture_reuse/demo/register-6500.xlsx"
# Cells that a row has unless the test says otherwise: the fewest that a row can do with.
CELLS = {
    "Produktnavn": "Stol Alfa",
    "Kategori": "Kontorstol",
    "Produsent": "Testmakeren",
    "Status": "Ledig",
    "Bygg": "Tinghuset",
    "Etasje": "1",
    "Rom": "101",
}
# All that an import can write. Rows of these tables are compared to see that nothing changed.
TABLES = (
    "stock_lot", "stock_quant", "stock_move", "stock_move_line", "stock_picking", "stock_location", "furniture_tag", "furniture_damage",
    "furniture_purpose_change", "furniture_reservation", "furniture_reservation_line", "furniture_maker", "furniture_unit", "furniture_colour",
    "product_template", "product_product", "product_category", "furniture_import_mapping",
)  # fmt: skip


def xlsx(*rows, headings=None, above=0):
    """A workbook of rows, each a dict of heading to value or a list; ``above`` blank rows stand over the headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    for _number in range(above):
        sheet.append([])
    headings = headings or list(dict.fromkeys(heading for row in rows if isinstance(row, dict) for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings] if isinstance(row, dict) else row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def row(**cells):
    """A row that can be applied, with these cells added or changed; ``QR_kode`` stands for ``QR-kode``."""
    return {**CELLS, **{name.replace("_", "-"): value for name, value in cells.items()}}


def reference_register():
    """The bytes of the municipality's survey."""
    with open(file_path(REGISTER), "rb") as file:
        return file.read()


class RegisterMixin(FurnitureMixin):
    """Steps of an import, for `TransactionCase` and `HttpCase`. ``work`` is the scheduled job without its commits: a test of the job itself is in test_import_job.py."""

    @classmethod
    def upload(cls, content, filename="register.xlsx", user="coordinator", **vals):
        """An import with this file chosen, by this person."""
        job = cls.env["furniture.import"].with_user(cls.users[user])
        return job.create({"file": base64.b64encode(content), "filename": filename, **vals})

    @classmethod
    def read(cls, *rows, filename="register.xlsx", user="coordinator", **vals):
        """An import of these rows (or of the bytes of a file) after Read the file."""
        content = rows[0] if rows and isinstance(rows[0], bytes) else xlsx(*rows)
        job = cls.upload(content, filename, user, **vals)
        job.action_read()
        return job

    @classmethod
    def apply(cls, job):
        """Confirm every new name, apply, and work until done."""
        job.name_ids.filtered(lambda name: not name.decision).action_create()
        job.action_apply()
        return cls.work(job)

    @classmethod
    def work(cls, job):
        for _batch in range(100):
            if job.state not in ("reading", "applying"):
                return job
            job._as_owner()._work()
            job.env.invalidate_all()
        raise AssertionError("the import does not come to an end")

    @classmethod
    def bring_in(cls, *rows, **options):
        """An import of these rows, applied."""
        return cls.apply(cls.read(*rows, **options))

    def pieces(self, job, row_number=None):
        """The pieces of an import, of one row of the sheet."""
        domain = [("import_row_id.import_id", "=", job.id)]
        if row_number:
            domain.append(("import_row_id.row_number", "=", row_number))
        return self.env["stock.lot"].search(domain, order="id")

    def only_row(self, job):
        """The one row of an import."""
        self.assertEqual(len(job.row_ids), 1)
        return job.row_ids

    def snapshot(self, tables=TABLES):
        """Every column of every row of what an import can write, as one checksum for each table."""
        self.env.flush_all()
        found = {}
        for table in tables:
            self.env.cr.execute(
                SQL("SELECT count(*), md5(string_agg(t::text, '|' ORDER BY id)) FROM %s t", SQL.identifier(table))
            )
            found[table] = self.env.cr.fetchone()
        return found


class RegisterCase(RegisterMixin, TransactionCase):
    """Imports in a transaction that is rolled back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
