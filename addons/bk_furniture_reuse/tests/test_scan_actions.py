from odoo import fields
from odoo.tests import tagged

from .scan_case import ScanCase


@tagged("post_install", "-at_install")
class TestScanMove(ScanCase):
    def _move(self, lot, place=None, **data):
        return self.phone.do("move", code=lot.name, place=(place or self.other_room).id, **data)

    def test_two_spellings_of_one_piece_are_carried_out_one_after_the_other(self):
        for code, place in (
            (self.piece.name, self.other_room), (self.piece.tag_id.code, self.store), (self.piece.name.lower(), self.room),
            (self.piece.tag_id.url, self.other_room),
        ):  # fmt: skip
            self.phone.record("move", code=code, place=place.id)
        self.assertEqual([result["code"] for result in self.phone.send()["results"]], ["moved"] * 4)
        self.assert_stands_in(self.piece, self.other_room)
        lines = self.env["stock.move.line"].search([("lot_id", "=", self.piece.id), ("state", "=", "done")])
        self.assertEqual(len(lines), 5)

    def test_what_the_same_person_moved_is_no_question(self):
        self._move(self.piece, **{"from": self.room.id})
        result = self._move(self.piece, self.store, **{"from": self.room.id})
        self.assertEqual(result["status"], "done")

    def test_a_piece_that_a_reservation_holds_is_for_a_person_to_decide_and_stays_held(self):
        reservation = self._reserve(self.piece)
        reservation.requester_id = self.users["employee"]
        result = self._move(self.piece)
        self.assertEqual((result["status"], result["code"]), ("conflict", "held"))
        self.assertIn(reservation.name, result["text"])
        self.assertEqual([option["choice"] for option in result["options"]], ["follow", "leave"])
        self.assert_stands_in(self.piece, self.room)
        result = self._move(self.piece, choice="follow")
        self.assertEqual((result["status"], result["code"]), ("done", "moved_held"))
        self.assert_stands_in(self.piece, self.other_room)
        self.assertEqual((self.piece.purpose, reservation.line_ids.state), ("reserved", "held"))
        self.assertEqual(self._quant(self.piece).reserved_quantity, 1)
        notice = self.env["furniture.notice"].search([("user_id", "=", self.users["employee"].id)])
        self.assertIn(self.other_room.name, notice.text)

    def test_a_piece_on_a_planned_move_is_moved_with_it(self):
        picking = self.piece._plan_move({self.piece: self.store})
        result = self._move(self.piece)
        self.assertEqual((result["status"], result["code"]), ("refused", "in_transfer"))
        self.assertIn(picking.name, result["text"])
        self.assert_stands_in(self.piece, self.room)

    def test_a_held_piece_does_not_slow_down_the_others(self):
        held = self._create_piece(self.room)
        self._reserve(held)
        for lot in (self.piece, held):
            self.phone.record("move", code=lot.name, place=self.other_room.id)
        self.assertEqual([result["status"] for result in self.phone.send()["results"]], ["done", "conflict"])

    def test_a_missing_piece_is_found_again(self):
        quants = self._quant(self.piece).with_context(inventory_mode=True)
        quants.inventory_quantity = 0
        quants.action_apply_inventory()
        self.piece.sudo().missing_since = fields.Datetime.now()
        result = self._move(self.piece, self.store)
        self.assertEqual((result["status"], result["code"]), ("done", "found_again"))
        self.assertFalse(self.piece.missing_since)
        self.assert_stands_in(self.piece, self.store)

    def test_a_piece_without_a_place_gets_one(self):
        lots = self._create_pieces(2)
        self.assertEqual(self._move(lots[0], self.store)["code"], "placed")
        self.assertEqual(self._move(lots[1], self.room)["code"], "placed")
        self.assert_stands_in(lots[0], self.store)
        self.assert_stands_in(lots[1], self.room)
        self.assertEqual(lots.mapped("purpose"), ["available", "in_use"])

    def test_a_piece_that_has_left_for_good_is_refused_with_what_became_of_it(self):
        self.piece.sudo().end_kind = "sold"
        result = self._move(self.piece)
        self.assertEqual((result["status"], result["code"]), ("refused", "ended"))
        self.assertIn("(sold)", result["text"])

    def test_what_is_no_piece_or_no_place_is_refused(self):
        blank = self._blank()
        door = self.env["furniture.tag"].create({"location_id": self.room.id, "state": "claimed"})
        self.other_room.active = False
        for data, expected in (
            ({"code": blank.code}, "is_blank"), ({"code": door.code}, "is_place"), ({"code": None}, "unknown"),
            ({"code": ["x"]}, "unknown"), ({"place": None}, "no_place"), ({"place": self.piece.tag_id.code}, "no_place"),
            ({"place": self.other_room.id}, "no_place"), ({"place": 2**80}, "no_place"), ({"place": -3}, "no_place"),
        ):  # fmt: skip
            with self.subTest(data=data):
                result = self.phone.do("move", **{"code": self.piece.name, "place": self.store.id, **data})
                self.assertEqual((result["status"], result["code"]), ("refused", expected))

    def test_an_old_sticker_still_leads_to_its_piece(self):
        old = self.piece.tag_id
        old.action_retire()
        self.assertEqual(self.phone.do("move", code=old.code, place=self.store.id)["status"], "done")


@tagged("post_install", "-at_install")
class TestScanPurpose(ScanCase):
    def _purpose(self, purpose, role="operator", **data):
        return self._phone(role).do("purpose", code=self.piece.tag_id.code, purpose=purpose, **data)

    def test_the_purpose_is_changed_and_logged_with_its_reason(self):
        result = self._purpose("redesign", reason=" Løst bein ")
        self.assertEqual(result["status"], "done")
        self.assertIn("Available → Redesign", result["text"])
        change = self.piece.purpose_change_ids.sorted("id")[-1]
        self.assertEqual(
            (change.to_purpose, change.reason, change.user_id), ("redesign", "Løst bein", self.users["operator"])
        )
        self.assertEqual(self._purpose("redesign")["status"], "again")

    def test_the_rules_reason_is_the_sentence(self):
        for purpose, text in (
            ("recycling", "decided by the reuse coordinator"),
            ("reserved", "follows from a reservation"),
            ("sold", "not one of the five"),
            (None, "not one of the five"),
            ({"a": 1}, "not one of the five"),
        ):
            with self.subTest(purpose=purpose):
                result = self._purpose(purpose)
                self.assertEqual((result["status"], result["code"]), ("refused", "purpose_refused"))
                self.assertRegex(result["text"], text)
        self._purpose("recycling", "coordinator")
        self.assertRegex(self._purpose("available", "coordinator")["text"], "needs a reason")
        self.assertEqual(self._purpose("available", "coordinator", reason="Reddet")["status"], "done")

    def test_a_change_by_somebody_else_since_is_for_a_person_to_decide(self):
        self._as("coordinator", self.piece)._change_purpose("redesign")
        result = self._purpose("available", **{"from": "available"})
        self.assertEqual(result["status"], "again" if self.piece.purpose == "available" else "conflict")
        self.assertEqual(result["code"], "changed_meanwhile")
        self.assertIn("Redesign", result["text"])
        self.assertEqual(self.piece.purpose, "redesign")
        self.assertEqual(self._purpose("available", choice="change_anyway", **{"from": "available"})["status"], "done")

    def test_what_was_seen_before_somebody_else_changed_it_is_a_question_too(self):
        self._as("coordinator", self.piece)._change_purpose("redesign")
        for at, status in (("2026-01-01T00:00:00Z", "conflict"), (fields.Datetime.now().isoformat(), "done")):
            phone = self._phone("operator")
            made = phone.record("purpose", code=self.piece.name, purpose="available")
            made["at"] = at
            (result,) = phone.send()["results"]
            self.assertEqual(result["status"], status)


@tagged("post_install", "-at_install")
class TestScanDamageAndPhoto(ScanCase):
    def test_a_damage_is_noted_with_its_photo(self):
        made = self.phone.record(
            "damage", code=self.piece.name, damage_kind="scratch", severity="repair", photo=self._photo()
        )
        (result,) = self.phone.send()["results"]
        damage = self.piece.damage_ids
        self.assertEqual(
            (damage.kind, damage.severity, damage.description, damage.user_id),
            ("scratch", "repair", "Scratch", self.users["operator"]),
        )
        self.assertTrue(damage.photo)
        self.assertFalse(self._kept(made).photo)
        self.assertIn("Scratch", result["text"])

    def test_severity_and_note_may_be_left_blank_and_nonsense_is_refused(self):
        self.assertEqual(
            self.phone.do("damage", code=self.piece.name, damage_kind="stain", note=" Kaffe ")["status"], "done"
        )
        self.assertEqual(self.piece.damage_ids.description, "Kaffe")
        for data in (
            {"damage_kind": "x"},
            {"damage_kind": None},
            {"severity": "bad"},
            {"severity": ["minor"]},
            {"damage_kind": [1]},
        ):
            with self.subTest(data=data):
                result = self.phone.do("damage", **{"code": self.piece.name, "damage_kind": "stain", **data})
                self.assertEqual(result["code"], "no_damage_kind")
        self.assertEqual(self.phone.do("damage", code="x", damage_kind="stain")["code"], "unknown")

    def test_a_photo_comes_to_the_piece_and_to_a_model_that_has_none(self):
        made = self.phone.record("photo", code=self.piece.name, photo=self._photo())
        self.phone.send()
        self.assertTrue(self.piece.photo_ids.image_1920)
        first = self.model.image_1920
        self.assertTrue(first)
        self.assertFalse(self._kept(made).photo)
        self.phone.do("photo", code=self.piece.name, photo=self._photo((50, 50)))
        self.assertEqual(len(self.piece.photo_ids), 2)
        self.assertEqual(self.model.image_1920, first)

    def test_what_is_no_photo_is_said_and_kept_as_a_record(self):
        broken = self._photo((400, 300))[:200]
        for photo in ("", None, 5, "bm8=", "æøå", "!!!!", broken, "A" * 28_000_001):
            with self.subTest(photo=str(photo)[:20]):
                made = self.phone.record("photo", code=self.piece.name, photo=photo)
                (result,) = self.phone.send([made])["results"]
                self.assertEqual((result["status"], result["code"]), ("refused", "no_picture"))
                self.assertEqual((self._kept(made).status, self._kept(made).photo), ("refused", False))
                damage = self.phone.do("damage", code=self.piece.name, damage_kind="dent", photo=photo)
                self.assertEqual(damage["code"], "damage_noted_no_photo" if photo else "damage_noted")

    def test_the_photo_of_a_refused_record_is_kept_with_it(self):
        made = self.phone.record("photo", code="nobody knows", photo=self._photo())
        self.phone.send()
        self.assertTrue(self._kept(made).photo)
        self.assertNotIn("photo", self._kept(made).data)


@tagged("post_install", "-at_install")
class TestScanLook(ScanCase):
    def _look(self, code, role="operator"):
        return self.env["furniture.scan.look"].with_user(self.users[role])._look(code)

    def _texts(self, answer):
        return {line["label"]: line["text"] for line in answer["lines"]}

    def test_everything_about_a_piece(self):
        self.phone.do("damage", code=self.piece.name, damage_kind="scratch")
        self.phone.do("photo", code=self.piece.name, photo=self._photo())
        reservation = self._reserve(self.piece)
        answer = self._look(self.piece.tag_id.url)
        self.assertEqual((answer["kind"], answer["id"], answer["title"]), ("piece", self.piece.id, "Capisco 8106"))
        texts = self._texts(answer)
        self.assertEqual(texts["Number"], self.piece.name)
        self.assertEqual(texts["Size (cm)"], "60 × 58 × 110")
        self.assertIn(reservation.name, texts["Held by"])
        self.assertIn("Scratch", texts["Damages"])
        self.assertNotIn("Left for good", texts)
        self.assertEqual(len(answer["photos"]), 1)
        self.assertIn("move", answer["may"])
        self.assertFalse(answer["may_reserve"])
        self.assertEqual(answer["url"], f"/odoo/furniture-piece/{self.piece.id}")
        self.assertEqual({change["who"] for change in answer["changes"]}, {"OdooBot", "Operator"})
        self.assertIn("→ Reserved", [change["text"] for change in answer["changes"]])

    def test_what_one_may_make_of_it_and_why_not(self):
        choices = {row["value"]: row for row in self._look(self.piece.name)["purposes"]}
        self.assertTrue(choices["redesign"]["allowed"])
        self.assertFalse(choices["recycling"]["allowed"])
        self.assertRegex(choices["recycling"]["reason"], "reuse coordinator")
        self.assertRegex(choices["reserved"]["reason"], "follows from a reservation")
        self.assertEqual(choices["available"]["reason"], "")
        self._as("coordinator", self.piece)._change_purpose("recycling")
        choices = {row["value"]: row for row in self._look(self.piece.name, "coordinator")["purposes"]}
        self.assertTrue(choices["available"]["allowed"])
        self.assertTrue(choices["available"]["needs_reason"])

    def test_a_place_and_what_is_open_there(self):
        door = self.env["furniture.tag"].create({"location_id": self.room.id, "state": "claimed"})
        answer = self._look(door.code)
        self.assertEqual((answer["kind"], answer["title"]), ("place", "214"))
        self.assertEqual(self._texts(answer)["Pieces here"], "1")
        self.assertEqual(answer["url"], f"/odoo/furniture-places/{self.room.id}")

    def test_the_transfer_that_a_piece_is_part_of(self):
        picking = self.piece._plan_move({self.piece: self.store})
        self.assertEqual(
            self._look(self.piece.name)["open"],
            [{"model": "stock.picking", "res_id": picking.id, "name": picking.name}],
        )

    def test_other_codes_are_told_apart(self):
        retired = self._create_piece(self.room).tag_id
        retired.action_retire()
        self.piece.sudo().end_kind = "sold"
        for code, kind in (
            (self._blank().code, "blank"), ("7041234567890", "foreign"), (retired.code, "retired"), ("a\0b", "unknown"),
            (None, "unknown"), ({"a": 1}, "unknown"), ("", "unknown"), (self.piece.name, "piece"),
        ):  # fmt: skip
            with self.subTest(code=code):
                self.assertEqual(self._look(code)["kind"], kind)
        self.assertEqual(self._look(self.piece.name)["may"], ["tag_report", "question"])
