"""Labels of blank tags: every code on the sheet and on the roll is read by a decoder that shares no code with ours."""

import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from pypdf import PdfReader

from ..tools.labels import SHEETS, roll
from ..tools.tag_code import format_readable
from .common import FurnitureMixin
from .tag_batch_case import TagBatchCase
from .test_label_print import read_codes, read_text


@tagged("post_install", "-at_install")
class TestTagBatchPrint(TagBatchCase):
    def _open(self, batch, **vals):
        action = self._as("coordinator", batch).action_print()
        self.assertEqual(action["res_model"], "furniture.label.print")
        wizard = self.env["furniture.label.print"].with_user(self.users["coordinator"]).browse(action["res_id"])
        wizard.write(vals)
        return wizard

    def _tags_read(self, pdf, sheet):
        find = self.env["furniture.tag"]._find
        return [find(code) for code in read_codes(pdf, sheet)]

    def test_every_label_of_a_sheet_and_of_a_roll_is_read(self):
        for kind in ("piece", "place"):
            for name, sheet in (("avery_l7160", SHEETS["avery_l7160"]), ("roll", roll(57, 32))):
                with self.subTest(kind=kind, sheet=name):
                    batch = self._batch(23, kind)
                    pdf = self._open(batch, sheet=name)._pdf()
                    self.assertEqual(self._tags_read(pdf, sheet), list(self._in_order(batch)))
                    text = read_text(pdf)
                    for tag in batch.tag_ids:
                        self.assertIn(tag.number or format_readable(tag.code), text)
                    self.assertIn(self.company.name, text)

    def test_printing_is_noted(self):
        batch = self._batch()
        wizard = self._open(batch)
        self.assertFalse(batch.printed_on)
        self.assertEqual(wizard.action_print()["url"], f"/furniture/labels/{wizard.id}")
        self.assertTrue(batch.printed_on)
        self.assertRegex(batch.message_ids[0].body, f"3, from {batch.first_number} to {batch.last_number}")
        self.assertEqual((batch.state, batch.blank_count), ("printed", 3), "printing takes nothing")

    def test_a_damaged_sheet_is_printed_again(self):
        batch = self._batch(10)
        tags = self._in_order(batch)
        for first, last, wanted in (
            (tags[3], tags[6], tags[3:7]),
            (tags[6], tags[3], tags[3:7]),
            (tags[8], tags[:0], tags[8:]),
            (tags[:0], tags[1], tags[:2]),
            (tags[2], tags[2], tags[2]),
        ):
            wizard = self._open(batch, tag_from_id=first.id, tag_to_id=last.id)
            with self.subTest(first=first.number, last=last.number):
                self.assertEqual(wizard._targets(), wanted)
                self.assertEqual(wizard.label_count, len(wanted))
                self.assertRegex(wizard.summary, f"Labels: {len(wanted)}, pages: 1")

    def test_only_blank_tags_are_printed(self):
        batch = self._batch(4)
        tags = self._in_order(batch)
        wizard = self._open(batch)
        self._register(tags[1].code)
        self.assertEqual(wizard._targets(), tags[0] + tags[2:])
        wizard.write({"tag_from_id": tags[1].id, "tag_to_id": tags[1].id})
        with self.assert_refused(UserError, "no blank tag between these two"):
            wizard.action_print()

    def test_a_tag_of_another_batch_is_not_printed(self):
        batch, other = self._batch(2), self._batch(2)
        wizard = self._open(batch, tag_from_id=other.tag_ids[0].id)
        with self.assert_refused(UserError, "no blank tag between these two"):
            wizard._targets()

    def test_tags_are_chosen_by_what_is_printed_on_them(self):
        for kind in ("piece", "place"):
            batch = self._batch(12, kind)
            tag = self._in_order(batch)[7]
            tags = self.env["furniture.tag"].with_user(self.users["coordinator"]).with_context(tag_numbers=True)
            for typed in filter(None, (tag.number, tag.code, tag._printed_number())):
                found = tags.name_search(typed, [("batch_id", "=", batch.id), ("state", "=", "blank")])
                self.assertEqual(found, [(tag.id, tag._printed_number())], typed)

    def test_the_dialogue_counts_the_labels(self):
        batch = self._batch(25)
        form = Form(self._open(batch))
        self.assertEqual(form.summary, "Labels: 25, pages: 2")
        form.tag_from_id = self._in_order(batch)[20]
        self.assertEqual(form.summary, "Labels: 5, pages: 1")

    def test_who_may_not_print(self):
        wizard = self._open(self._batch())
        batch = wizard.tag_batch_id
        for role in ("operator", "manager"):
            with self.assertRaises(AccessError):
                self._as(role, wizard).action_print()
        own = self.env["furniture.label.print"].with_user(self.users["operator"]).create({"tag_batch_id": batch.id})
        with self.assertRaises(AccessError):
            own.action_print()
        with self.assertRaises(AccessError):
            own._pdf()

    def test_queries_do_not_grow_with_the_tags(self):
        def cost(count):
            wizard = self._open(self._batch(count))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard._pdf()
            return self.env.cr.sql_log_count - before

        cost(5)
        self.assertEqual(cost(300), cost(5))


@tagged("post_install", "-at_install")
class TestTagBatchPdf(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()

    def _call(self, model, method, *args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": {}},
        )

    def test_from_the_batch_to_the_pdf_as_the_browser_does_it(self):
        self.authenticate("bk_coordinator", "bk_coordinator")
        (batch_id,) = self._call("furniture.tag.batch", "create", [{"kind": "piece", "count": 102}])
        action = self._call("furniture.tag.batch", "action_print", [batch_id])
        self.assertEqual((action["type"], action["res_model"]), ("ir.actions.act_window", "furniture.label.print"))
        self._call("furniture.label.print", "write", [action["res_id"]], {"sheet": "avery_l7160"})
        opened = self._call("furniture.label.print", "action_print", [action["res_id"]])
        response = self.url_open(opened["url"])
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertEqual(len(PdfReader(io.BytesIO(response.content)).pages), 5)
        codes = read_codes(response.content, SHEETS["avery_l7160"])
        tags = self.env["furniture.tag"].search([("batch_id", "=", batch_id)], order="id")
        self.assertEqual(codes, tags.mapped("url"))
        self.authenticate("bk_operator", "bk_operator")
        self.assertEqual(self.url_open(opened["url"]).status_code, 404)
