"""What the phone does with tags: on doors, on pieces, from elsewhere, out of use. Conflicts are a person's to decide."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools import tag_code
from .scan_case import ScanCase


class TagsCase(ScanCase):
    def setUp(self):
        super().setUp()
        self._age(self.piece.tag_id)

    def _age(self, tag):
        """As it is in a warehouse: the tag came into use before anybody took out their phone."""
        tag.claimed_on -= timedelta(hours=1)
        return tag

    def assert_result(self, result, status, code):
        self.assertEqual((result["status"], result["code"]), (status, code), result["text"])

    def _decide(self, asked, choice):
        return self.phone.do("decide", record=asked["id"], choice=choice)

    def _chatter(self, lot):
        return " ".join(lot.message_ids.mapped("body"))

    def _door(self, place):
        tags = self.env["furniture.tag"]
        return self._age(tags.create(tags._prepare_claim_vals(place)))


@tagged("post_install", "-at_install")
class TestScanClaimPlace(TagsCase):
    def test_a_blank_tag_becomes_a_doors(self):
        blank = self._blank()
        self.assert_result(self.phone.do("claim_place", code=blank.url, place=self.room.id), "done", "claimed")
        self.assertRecordValues(
            blank, [{"state": "claimed", "location_id": self.room.id, "claimed_by_id": self.users["operator"].id}]
        )
        self.assert_result(self.phone.do("claim_place", code=blank.code, place=self.room.id), "again", "has_tag")
        self.assert_result(
            self.phone.do("claim_place", code=blank.code, place=self.other_room.id), "refused", "tag_taken"
        )
        # From now on the tag is the place, in the same message too.
        self.phone.do("move", code=self.piece.name, place=blank.code)
        second, other = self._blank(), self._create_piece(self.room)
        made = [
            self.phone.record("move", code=self.piece.name, place=self.store.id),
            self.phone.record("claim_place", code=second.code, place=self.other_room.id),
            self.phone.record("move", code=other.name, place=second.code),
        ]
        self.assertEqual([one["status"] for one in self.phone.send(made)["results"]], ["done"] * 3)
        self.assert_stands_in(self.piece, self.store)
        self.assert_stands_in(other, self.other_room)

    def test_a_door_that_has_a_tag_keeps_it_unless_a_person_says_so(self):
        old, blank = self._door(self.room), self._blank()
        asked = self.phone.record("claim_place", code=blank.code, place=self.room.id)
        [result] = self.phone.send([asked])["results"]
        self.assert_result(result, "conflict", "place_tagged")
        self.assertEqual([one["choice"] for one in result["options"]], ["replace", "leave"])
        self.assertEqual((old.state, blank.state), ("claimed", "blank"))
        self.assert_result(self._decide(asked, "replace"), "done", "claimed")
        self.assertEqual((old.state, old.location_id, blank.location_id), ("retired", self.room, self.room))
        self.assertIn(blank._readable(), old.retired_reason)
        other = self._blank()
        asked = self.phone.record("claim_place", code=other.code, place=self.room.id)
        self.phone.send([asked])
        self.assert_result(self._decide(asked, "leave"), "done", "left")
        self.assertEqual((blank.state, other.state), ("claimed", "blank"))

    def test_what_is_no_blank_tag_is_refused(self):
        self.env["furniture.tag"]._create_aliases([(self.piece, "BK-7")])
        retired = self._blank()
        retired._retire()
        door = self._door(self.other_room)
        for code, expected in (
            (self.piece.tag_id.code, "tag_taken"), (self.piece.name, "tag_taken"), ("BK-7", "tag_taken"), (door.code, "tag_taken"),
            ("7041234567890", "not_ours"), (retired.code, "is_retired"), (tag_code.new_codes(1)[0], "not_printed"), (None, "not_printed"), (7, "not_printed"),
        ):  # fmt: skip
            with self.subTest(code=code):
                self.assertEqual(self.phone.do("claim_place", code=code, place=self.room.id)["code"], expected)
        self.assert_result(self.phone.do("claim_place", code=self._blank().code, place=None), "refused", "no_place")
        self.assertFalse(self.room.tag_ids)

    def test_tags_of_a_batch_go_on_what_they_are_printed_for(self):
        batches = self.env["furniture.tag.batch"].create([{"kind": kind, "count": 1} for kind in ("piece", "place")])
        for_piece, for_place = batches.mapped("tag_ids").sorted("id")
        on_door = {"kind": "claim_place", "place": self.room.id}
        on_piece = {"kind": "retag", "piece": self.piece.name}
        for data, tag, expected in (
            (on_door, for_piece, "blank_for_piece"), (on_piece, for_place, "blank_for_place"), (on_door, for_place, "claimed"),
            (on_piece, for_piece, "retagged"),
        ):  # fmt: skip
            self.assertEqual(self.phone.do(**data, code=tag.code)["code"], expected)
        # The number that is printed on the new tag leads to the piece as well, and the piece keeps its own.
        found = self.env["furniture.tag"]._find_piece(for_piece.number)
        self.assertEqual((found, for_piece.number != self.piece.name), (self.piece, True))

    def test_fifty_doors_in_one_message_take_few_queries(self):
        places = [self._create_place(f"3{n:02}", "room", self.floor) for n in range(50)]
        tags = self.env["furniture.tag"].create([{} for _place in places])
        for place, tag in zip(places, tags, strict=True):
            self.phone.record("claim_place", code=tag.code, place=place.id)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            results = self.phone.send()["results"]
        self.assertEqual({one["status"] for one in results}, {"done"})
        self.assertEqual(tags.mapped("location_id.id"), [place.id for place in places])


@tagged("post_install", "-at_install")
class TestScanRetag(TagsCase):
    def test_a_piece_gets_a_new_tag_and_the_old_one_still_leads_to_it(self):
        old, blank = self.piece.tag_id, self._blank()
        self.assert_result(self.phone.do("retag", piece=old.code, code=blank.code), "done", "retagged")
        self.assertEqual((self.piece.tag_id, old.state, old.lot_id), (blank, "retired", self.piece))
        self.assertEqual(old.retired_by_id, self.users["operator"])
        self.assertIn(blank._readable(), old.retired_reason)
        self.assertTrue(old.retired_on)
        self.assertIn(f"New tag: {blank._readable()}", self._chatter(self.piece))
        self.assertIn(f"Tag out of use: {old._readable()}", self._chatter(self.piece))
        self.assert_result(self.phone.do("retag", piece=self.piece.name, code=blank.code), "again", "has_tag")
        # A third one, by the tag that has just been put on and by the one that is gone.
        for named in (blank.code, old.code):
            self.assert_result(self.phone.do("retag", piece=named, code=self._blank().code), "done", "retagged")

    def test_one_after_the_other_in_one_message(self):
        """The second names the piece by the tag that the first puts on, the third by its number."""
        tags = [self._blank() for _number in range(3)]
        for named, tag in zip((self.piece.name, tags[0].code, self.piece.name), tags, strict=True):
            self.phone.record("retag", piece=named, code=tag.code)
        self.assertEqual([one["status"] for one in self.phone.send()["results"]], ["done"] * 3)
        self.assertEqual([tag.state for tag in tags], ["retired", "retired", "claimed"])
        self.assertEqual(self.piece.tag_id, tags[2])

    def test_what_comes_later_in_the_message_speaks_of_the_piece_by_its_new_tag(self):
        blank = self._blank()
        self.phone.record("retag", piece=self.piece.name, code=blank.code)
        for code, place in ((blank.code, self.store), (self.piece.name, self.other_room)):
            self.phone.record("move", code=code, place=place.id)
        self.assertEqual([one["status"] for one in self.phone.send()["results"]], ["done"] * 3)
        self.assert_stands_in(self.piece, self.other_room)
        moves = self.env["stock.move.line"].search([("lot_id", "=", self.piece.id), ("state", "=", "done")], order="id")
        self.assertEqual(moves.location_dest_id, self.room | self.store | self.other_room)

    def test_somebody_else_has_given_it_a_tag_meanwhile(self):
        made = self.phone.record("retag", piece=self.piece.name, code=self._blank().code)
        theirs = self._blank()
        self._phone("coordinator").do("retag", piece=self.piece.name, code=theirs.code)
        [result] = self.phone.send([made])["results"]
        self.assert_result(result, "conflict", "tagged_meanwhile")
        self.assertIn(theirs._readable(), result["text"])
        self.assertEqual(self.piece.tag_id, theirs)
        self.assert_result(self._decide(made, "replace"), "done", "retagged")
        self.assertEqual((self.piece.tag_id.code, theirs.state), (made["data"]["code"], "retired"))

    def test_what_cannot_be_is_refused(self):
        other = self._create_piece(self.room)
        for data, expected in (
            ({"code": other.tag_id.code}, "tag_taken"), ({"code": "7041234567890"}, "not_ours"), ({"piece": "0123456789A"}, "unknown"),
            ({"piece": self._blank().code}, "is_blank"), ({"piece": self._door(self.room).code}, "is_place"), ({"piece": None}, "unknown"),
        ):  # fmt: skip
            with self.subTest(data=data):
                sent = {"piece": self.piece.name, "code": self._blank().code, **data}
                self.assertEqual(self.phone.do("retag", **sent)["code"], expected)
        self.assertEqual(len(self.piece.tag_ids), 1)


@tagged("post_install", "-at_install")
class TestScanAlias(TagsCase):
    def test_a_code_from_elsewhere_leads_to_the_piece(self):
        self.assert_result(self.phone.do("alias", code="7041234567890", piece=self.piece.name), "done", "linked")
        self.assertEqual(self.env["furniture.tag"]._find_piece("7041234567890"), self.piece)
        self.assertEqual(self.piece.tag_id.origin, "own")
        self.assertIn("7041234567890", self._chatter(self.piece))
        self.assert_result(
            self.phone.do("alias", code="7041234567890", piece=self.piece.tag_id.code), "again", "is_linked"
        )

    def test_a_code_on_another_piece_is_moved_when_a_person_says_so(self):
        other = self._create_piece(self.room)
        self.env["furniture.tag"]._create_aliases([(other, "BK-9")])
        asked = self.phone.record("alias", code="BK-9", piece=self.piece.name)
        [result] = self.phone.send([asked])["results"]
        self.assert_result(result, "conflict", "linked_elsewhere")
        self.assertIn(other.name, result["text"])
        self.assert_result(self._decide(asked, "link_here"), "done", "linked")
        self.assertEqual(self.env["furniture.tag"]._find_piece("BK-9"), self.piece)
        self.assertIn(self.piece.name, self._chatter(other))
        asked = self.phone.record("alias", code="BK-9", piece=other.name)
        self.phone.send([asked])
        self.assert_result(self._decide(asked, "leave"), "done", "left")
        self.assertEqual(self.env["furniture.tag"]._find_piece("BK-9"), self.piece)

    def test_our_own_codes_are_no_aliases(self):
        for code, expected in (
            (self._create_piece().tag_id.code, "code_of_ours"), (self._blank().code, "code_of_ours"), (self.piece.name, "code_of_ours"),
            (self._door(self.room).code, "code_of_ours"), (tag_code.new_codes(1)[0], "no_code"), (None, "no_code"), ("", "no_code"),
        ):  # fmt: skip
            with self.subTest(code=code):
                self.assert_result(self.phone.do("alias", code=code, piece=self.piece.name), "refused", expected)
        self.assertEqual(len(self.piece.tag_ids), 1)

    def test_a_code_that_was_taken_out_of_use_may_come_back(self):
        self.env["furniture.tag"]._create_aliases([(self.piece, "BK-9")])
        tag = self.env["furniture.tag"]._find("BK-9")
        tag._retire("Feil")
        self.assert_result(self.phone.do("alias", code="BK-9", piece=self.piece.name), "done", "linked")
        self.assertEqual((tag.state, tag.lot_id), ("claimed", self.piece))
        self.assertFalse(tag.retired_reason or tag.retired_on or tag.retired_by_id, "it is in use")

    def test_a_code_that_somebody_took_out_of_use_meanwhile_is_asked_about(self):
        self.env["furniture.tag"]._create_aliases([(self.piece, "BK-9")])
        tag = self._age(self.env["furniture.tag"]._find("BK-9"))
        made = self.phone.record("alias", code="BK-9", piece=self.piece.name)
        made["at"] = "2026-01-01T10:00:00Z"
        self._phone("coordinator").do("retire", code="BK-9", reason="Feil møbel")
        [result] = self.phone.send([made])["results"]
        self.assert_result(result, "conflict", "retired_meanwhile")
        self.assertEqual(tag.state, "retired")
        self.assert_result(self._decide(made, "link_here"), "done", "linked")
        self.assertEqual(tag.state, "claimed")


@tagged("post_install", "-at_install")
class TestScanRetire(TagsCase):
    def test_an_operator_takes_a_tag_out_of_use_with_a_reason(self):
        tag = self.piece.tag_id
        self.assert_result(self.phone.do("retire", code=tag.code, reason=" Den  er skadet "), "done", "tag_retired")
        self.assertRecordValues(
            tag, [{"state": "retired", "retired_reason": "Den er skadet", "retired_by_id": self.users["operator"].id}]
        )
        self.assertIn("Den er skadet", self._chatter(self.piece))
        self.assert_result(self.phone.do("retire", code=tag.code, reason="x"), "again", "tag_is_retired")

    def test_blank_tags_and_those_of_doors_too(self):
        for tag in (self._blank(), self._door(self.room)):
            self.assert_result(self.phone.do("retire", code=tag.code, reason="Skal ikke brukes"), "done", "tag_retired")

    def test_without_a_reason_or_a_tag_nothing_happens(self):
        for data, expected in (
            ({"reason": " "}, "no_reason"), ({"reason": None}, "no_reason"), ({"code": self.piece.name}, "no_tag"), ({"code": "EAN"}, "no_tag"),
        ):  # fmt: skip
            result = self.phone.do("retire", **{"code": self.piece.tag_id.code, "reason": "Skadet", **data})
            self.assert_result(result, "refused", expected)
        self.assertEqual(self.piece.tag_id.state, "claimed")

    def test_a_tag_that_somebody_put_into_use_meanwhile_is_asked_about(self):
        blank = self._blank()
        made = self.phone.record("retire", code=blank.code, reason="Skal ikke brukes")
        self._phone("coordinator").do("retag", piece=self.piece.name, code=blank.code)
        [result] = self.phone.send([made])["results"]
        self.assert_result(result, "conflict", "in_use_meanwhile")
        self.assert_result(self._decide(made, "retire_anyway"), "done", "tag_retired")
        self.assertEqual(blank.state, "retired")

    def test_the_back_office_asks_for_no_reason_and_keeps_who_and_when(self):
        tag = self.piece.tag_id
        with self.assertRaises(AccessError):
            self._as("operator", tag).action_retire()
        self._as("coordinator", tag).action_retire()
        self.assertEqual((tag.retired_by_id, tag.retired_reason), (self.users["coordinator"], False))
        kept = tag.retired_on
        tag.retired_on -= timedelta(days=1)
        self._as("manager", tag).action_retire()  # twice changes nothing
        self.assertEqual(tag.retired_on, kept - timedelta(days=1))


@tagged("post_install", "-at_install")
class TestClaim(TagsCase):
    def test_only_blank_tags_are_claimed(self):
        tag = self.piece.tag_id
        other = self._create_piece()
        other.tag_id._retire()
        with self.assert_refused(UserError, "not blank any more"):
            tag._claim(other)
        self.assertEqual(tag.lot_id, self.piece)

    def test_a_piece_that_is_made_with_a_blank_tag_gets_no_other(self):
        blank = self._blank()
        result = self.phone.do("register", code=blank.code, place=self.room.id, product=self.model.id)
        self.assertEqual((result["status"], blank.lot_id.tag_ids), ("done", blank))
