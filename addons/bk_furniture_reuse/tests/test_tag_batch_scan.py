"""Blank tags of a batch in the hand: scanned or typed, they become the tag and the number of a piece."""

from odoo.tests import tagged

from .tag_batch_case import TagBatchCase
from .test_scan_queries import LARGE, SMALL


@tagged("post_install", "-at_install")
class TestTagBatchScan(TagBatchCase):
    def test_the_piece_is_called_what_its_tag_says(self):
        batch = self._batch(3)
        first, second, third = self._in_order(batch)
        for tag, code in ((second, second.url), (third, f"  {third.number.lower()} "), (first, first.code)):
            result = self._register(code)
            with self.subTest(code=code):
                self.assertEqual((result["status"], result["code"]), ("done", "registered"))
                self.assertEqual((tag.lot_id.name, tag.lot_id.tag_id), (tag.number, tag))
                self.assertIn(tag.number, result["text"])

    def test_tags_of_a_batch_and_others_in_one_message(self):
        batch, loose = self._batch(2), self._blank()
        first, second = self._in_order(batch)
        for code in (second.number, loose.code, "EAN-12", first.code):
            self.phone.record("register", code=code, place=self.store.id, product=self.model.id)
        results = self.phone.send()["results"]
        self.assertEqual([result["status"] for result in results], ["done"] * 4)
        self.assertEqual((first.lot_id.name, second.lot_id.name), (first.number, second.number))
        self.assertNotIn(loose.lot_id.name, batch.tag_ids.mapped("number"))
        self.assertEqual(batch.state, "used_up")

    def test_the_number_and_the_code_of_one_tag_are_one_piece(self):
        tag = self._batch(1).tag_ids
        for code in (tag.number, tag.code):
            self.phone.record("register", code=code, place=self.store.id, product=self.model.id)
        self.assertEqual([result["status"] for result in self.phone.send()["results"]], ["done", "again"])
        self.assertEqual(self.env["stock.lot"].search_count([("name", "=", tag.number)]), 1)

    def test_a_tag_for_doors_does_not_go_on_a_piece(self):
        tag = self._batch(1, "place").tag_ids
        result = self._register(tag.code)
        self.assertEqual((result["status"], result["code"]), ("refused", "blank_for_place"))
        self.assertIn("printed for doors", result["text"])
        self.assertEqual(tag.state, "blank")

    def test_a_typed_number_leads_to_the_blank_tag_then_to_the_piece(self):
        tag = self._batch(1).tag_ids
        read = self.env["furniture.tag"].with_user(self.users["operator"])._read_codes

        def target(text):
            return read([text])[text]

        self.assertEqual((target(tag.number).kind, target(tag.number).tag), ("blank", tag))
        self.assertEqual(target(f" {tag.number.lower()}").tag, tag)
        self.assertEqual(target("M999999").kind, "foreign")
        look = self.env["furniture.scan.look"].with_user(self.users["operator"])._look(tag.number)
        self.assertEqual((look["kind"], "register" in look["may"]), ("blank", True))
        self._register(tag.number)
        self.assertEqual((target(tag.number).kind, target(tag.number).record), ("piece", tag.lot_id))

    def test_the_number_of_a_tag_on_an_older_piece_leads_to_that_piece(self):
        tag = self._batch(1).tag_ids
        self.piece.tag_id.action_retire()
        tag.sudo().write(tag._prepare_claim_vals(self.piece))
        found = self.env["furniture.tag"]._read_codes([tag.number])[tag.number]
        self.assertEqual((found.kind, found.record, found.tag), ("piece", self.piece, tag))
        tag.action_retire()
        self.assertEqual(self.env["furniture.tag"]._read_codes([tag.number])[tag.number].kind, "retired")

    def test_texts_cost_two_queries_however_many(self):
        tags = self._batch(20).tag_ids
        self.env.flush_all()

        def cost(texts):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["furniture.tag"]._read_codes(texts)
            return self.env.cr.sql_log_count - before

        self.assertEqual(cost([tags[0].number, "x"]), 2)
        self.assertEqual(cost([*tags.mapped("number"), *tags.mapped("code"), "x"]), 2)

    def test_registering_from_a_roll_costs_no_more_than_with_loose_tags(self):
        def cost(count):
            codes = self._batch(count + 1).tag_ids.mapped("number")[:count]
            made = [
                self.phone.record("register", code=code, place=self.store.id, product=self.model.id) for code in codes
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual({result["status"] for result in self.phone.send(made)["results"]}, {"done"})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(SMALL)
        few, many = cost(SMALL), cost(LARGE)
        self.assertLessEqual((many - few) / (LARGE - SMALL), 2.1)

    # The working set

    def _blanks(self, role="operator"):
        return self.env["furniture.scan.work"].with_user(self.users[role])._load()["blanks"]

    def test_the_phone_knows_the_tags_that_were_handed_to_its_person(self):
        batch, places = self._batch(3), self._batch(1, "place")
        self.assertEqual(self._blanks(), [])
        for one in (batch, places):
            one.delivered_to_id = self.users["operator"]
        self.assertEqual(self._blanks(), [], "not handed out yet")
        (batch | places).action_deliver()
        tags = self._in_order(batch)
        known = [places.tag_ids.code, *(text for tag in tags for text in (tag.code, tag.number))]
        self.assertEqual(self._blanks(), known)
        self.assertEqual(self._blanks("coordinator"), [])
        work = self.env["furniture.scan.work"].with_user(self.users["operator"])._load()
        self.assertEqual(work["door_blanks"], [places.tag_ids.code], "all the others are for furniture")
        self._register(tags[0].number)
        self.assertEqual(self._blanks(), [known[0], *known[3:]])
        batch._close("lost")
        self.assertEqual(self._blanks(), known[:1])

    def test_a_phone_takes_along_two_thousand_at_most(self):
        batch = self._batch(2100, "place", delivered_to_id=self.users["operator"].id)
        batch.action_deliver()
        self.assertEqual(len(self._blanks()), 2000)
