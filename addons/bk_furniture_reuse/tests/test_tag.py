"""Tags: one of our own per piece, aliases beside it, retired ones that still lead there, and every spelling of a code."""

import psycopg2
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import tag_code
from .common import FurnitureCase


@tagged("post_install", "-at_install")
class TestTag(FurnitureCase):
    def setUp(self):
        super().setUp()
        self.tags = self.env["furniture.tag"]
        self.piece = self._create_piece(self.room)

    def test_every_piece_is_born_with_a_tag_of_our_own(self):
        pieces = self._create_pieces(5)
        self.assertEqual(len(set(pieces.tag_id.mapped("code"))), 5)
        self.assertRecordValues(
            pieces.tag_id, [{"state": "claimed", "origin": "own", "claimed_by_id": self.users["operator"].id}] * 5
        )
        for tag in pieces.tag_id:
            self.assertTrue(tag_code.is_valid(tag.code), tag.code)

    def test_pieces_that_have_a_tag_do_not_get_another(self):
        untagged = self._create_piece()
        untagged.tag_id.action_retire()
        new = self.tags._create_for_pieces(self.piece | untagged)
        self.assertEqual(new.lot_id, untagged)
        self.assertFalse(self.tags._create_for_pieces(self.piece | untagged))

    def test_the_database_allows_one_own_tag_in_use_per_piece_and_place(self):
        self.tags.create({**self.tags._prepare_claim_vals(self.room)})
        for target in (self.piece, self.room):
            with (
                self.assertRaises(psycopg2.errors.UniqueViolation),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.tags.create({**self.tags._prepare_claim_vals(target)})

    def test_the_database_allows_a_code_once_whatever_its_origin(self):
        with self.assertRaises(psycopg2.errors.UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.tags._create_aliases([(self._create_piece(), self.piece.tag_id.code)])

    def test_the_database_wants_one_target_for_a_tag_in_use_and_none_for_a_blank_one(self):
        wrong = [
            {"state": "claimed"},
            {"state": "claimed", "lot_id": self.piece.id, "location_id": self.room.id},
            {"state": "blank", "lot_id": self.piece.id},
            {"state": "retired", "lot_id": self.piece.id, "location_id": self.room.id},
        ]
        for vals in wrong:
            with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self.tags.create(vals)

    def test_a_code_of_our_own_must_check(self):
        code = self.piece.tag_id.code
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        with self.assert_refused(ValidationError, "check character"):
            self.tags.create({"code": wrong})

    def test_aliases_lead_to_the_piece_beside_its_own_tag(self):
        aliases = self.tags._create_aliases([(self.piece, "BK-100004"), (self.piece, " 07041234567890 ")])
        self.assertEqual(aliases.mapped("code"), ["BK-100004", "07041234567890"])
        self.assertEqual(self.tags._find("BK-100004").lot_id, self.piece)
        self.assertEqual(self.tags._find("07041234567890").lot_id, self.piece)
        self.assertFalse(self.tags._find("7041234567890"))
        self.assertEqual(self.piece.tag_id.origin, "own")
        self.assertFalse(any(aliases.mapped("url")))

    def test_a_retired_tag_still_leads_to_its_piece(self):
        old = self.piece.tag_id
        old.action_retire()
        self.assertFalse(self.piece.tag_id)
        new = self.tags._create_for_pieces(self.piece)
        self.assertEqual(self.piece.tag_id, new)
        self.assertEqual(self.tags._find(old.code).lot_id, self.piece)
        self.assertEqual(self.tags._find(old.code).state, "retired")

    def test_a_tag_that_was_in_use_is_never_deleted(self):
        tag = self.piece.tag_id
        with self.assert_refused(UserError, "Retire it instead"):
            tag.unlink()
        tag.action_retire()
        with self.assert_refused(UserError, "Retire it instead"):
            tag.unlink()
        blank = self.tags.create({})
        blank.unlink()
        self.assertFalse(blank.exists())

    def test_a_blank_tag_is_known_and_leads_nowhere_yet(self):
        blank = self.tags.create({})
        self.assertEqual(self.tags._find(blank.code), blank)
        self.assertEqual((blank.state, blank.lot_id.id, blank.location_id.id), ("blank", False, False))

    def test_a_code_is_found_in_any_spelling(self):
        tag = self.piece.tag_id
        code = tag.code
        spellings = [
            code, code.lower(), f" {code}\n", f"{code[:4]}-{code[4:8]}-{code[8:]}", " ".join(code),
            code.replace("0", "O").replace("1", "l"), tag.url, tag.url.lower(), f"https://gammel.adresse.no/m/{code}?x=1#y",
            f"/m/{code.lower()}/",
        ]  # fmt: skip
        for spelling in spellings:
            self.assertEqual(self.tags._find(spelling), tag, spelling)

    def test_what_is_no_code_finds_nothing_and_breaks_nothing(self):
        self.assertTrue(self.tags._create_aliases([(self.piece, "100%")]))
        hostile = [
            "", None, " ", "%", "_", "' OR 1=1 --", "<script>alert(1)</script>", "\x00", "a\x00b", "0" * 11, "9" * 100_000, "\ud800",
            "http://[", "/m/", "🪑", "../../etc/passwd", "M000001",
        ]  # fmt: skip
        for text in hostile:
            self.assertFalse(self.tags._find(text), repr(text)[:40])

    def test_the_address_is_made_for_the_small_qr_alphabet(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://mobler.kommune.no")
        self.assertEqual(self.piece.tag_id.url, f"HTTPS://MOBLER.KOMMUNE.NO/M/{self.piece.tag_id.code}")

    def test_an_unusable_address_of_the_server_does_not_stop_the_register(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "ikke en adresse")
        self.assertFalse(self.piece.tag_id.url)
        self.assertTrue(self._create_piece().tag_id)
