"""What people may not write of an import, whichever way they come: rows, states and what names became are the import's own."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .register_case import RegisterCase, row


@tagged("post_install", "-at_install")
class TestImportGuard(RegisterCase):
    def _refused(self, *attempts):
        for number, attempt in enumerate(attempts):
            with self.subTest(attempt=number), self.assertRaises(AccessError):
                attempt()

    def test_a_coordinator_does_not_write_what_the_file_says(self):
        job = self.read(row(), row(Rom="102"))
        rows = job.row_ids
        self._refused(
            lambda: rows[0].write({"values": {**rows[0].values, "count": 1000}}),
            lambda: rows[0].write({"state": "applied"}),
            lambda: rows[0].copy(),
            lambda: job.write({"row_ids": [(0, 0, {"row_number": 9, "state": "ready"})]}),
            lambda: rows[0].with_context(_import_at_work=True).write({"state": "applied"}),
            lambda: rows[0].unlink(),
        )
        self.assertEqual(rows.mapped("state"), ["ready", "ready"])

    def test_a_coordinator_decides_names_and_nothing_else_of_them(self):
        job = self.read(row())
        name = job.name_ids[0]
        name.write({"decision": "create", "store": True})
        self._refused(
            lambda: name.write({"res_id": self.env.ref("stock.stock_location_suppliers").id}),
            lambda: name.write({"kind": "maker"}),
            lambda: name.write({"suggestion_id": 1}),
            lambda: name.unlink(),
        )

    def test_an_applied_import_stays_applied(self):
        job = self.read(row())
        self.apply(job)
        self.assertEqual(job.state, "done")
        self._refused(
            lambda: job.write({"state": "draft"}),
            lambda: job.write({"model_map": {}}),
            lambda: (
                self.env["furniture.import"]
                .with_user(self.users["coordinator"])
                .create({"file": b"eA==", "filename": "x.xlsx", "state": "done"})
            ),
        )
