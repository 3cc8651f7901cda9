"""The address in a QR code: what a stranger learns, where a colleague is led, and what hostile codes do not do."""

import re
from urllib.parse import quote, unquote, urlsplit

from odoo.tests import HttpCase, new_test_user, tagged

from ..tools import tag_code
from .common import FurnitureMixin


@tagged("post_install", "-at_install")
class TestTagPage(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
        cls.company.write({"name": "Eksempel kommune", "phone": "12 34 56 78", "email": "post@eksempel.example"})
        cls.unit = cls.env["furniture.unit"].create({"name": "Hemmelig etat"})
        cls.piece = cls._create_piece(
            cls.room, owner_unit_id=cls.unit.id, remark="Står bak låst dør", own_price_new=43210, own_width=123.4
        )
        cls.code = cls.piece.tag_id.code

    def _open(self, code, path="/m/", **kwargs):
        # Each visit is the first one; what many of them lead to has tests of its own.
        self.env["furniture.tag.visit"].search([]).unlink()
        return self.url_open(f"{path}{code}", allow_redirects=False, **kwargs)

    def _secrets(self):
        """What must not be in a stranger's page."""
        return [
            "Capisco", "Testmakeren", "Kontorstol", "214", "2. etasje", "Rådhuset", "Nordre sone", self.piece.name, "Available",
            "available", "Hemmelig etat", "låst dør", "43210", "123.4", "stock.lot", "furniture-piece", "Operator",
        ]  # fmt: skip

    def _assert_owner_and_nothing_else(self, response):
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.text.count("<main"), 1)
        main = response.text.split("<main", 1)[1].split("</main>")[0]
        self.assertIn("Eksempel kommune", main)
        self.assertIn("12 34 56 78", main)
        self.assertIn("post@eksempel.example", main)
        for secret in self._secrets():
            self.assertNotIn(secret, main)
        for secret in (
            self.piece.name,
            "Capisco",
            "Testmakeren",
            "Hemmelig etat",
            "låst dør",
            "43210",
            "furniture-piece",
        ):
            self.assertNotIn(secret, response.text)

    def test_a_stranger_learns_whose_it_is_and_nothing_else(self):
        response = self._open(self.code)
        self._assert_owner_and_nothing_else(response)
        self.assertIn("no-store", response.headers["Cache-Control"])
        self.assertIn("noindex", response.headers["X-Robots-Tag"])
        self.assertIn("Log in", response.text)

    def test_a_retired_tag_shows_the_same(self):
        self.piece.tag_id.action_retire()
        self._assert_owner_and_nothing_else(self._open(self.code))

    def test_codes_from_elsewhere_which_can_be_counted_up_tell_strangers_nothing(self):
        self.env["furniture.tag"]._create_aliases([(self.piece, "BK-100004")])
        self.assertEqual(self._open("BK-100004").status_code, 404)
        self.authenticate("bk_employee", "bk_employee")
        self.assertEqual(self._open("BK-100004").status_code, 303)

    def test_every_spelling_of_the_address_works(self):
        for path, code in (
            ("/m/", self.code),
            ("/M/", self.code),
            ("/m/", self.code.lower()),
            ("/M/", self.code.lower()),
        ):
            self._assert_owner_and_nothing_else(self._open(code, path))
        self.assertEqual(urlsplit(self.piece.tag_id.url).path, f"/M/{self.code}")

    def test_without_phone_and_mail_the_stranger_is_sent_to_the_reception(self):
        self.company.write({"phone": False, "email": False})
        self.assertIn("Ask at the reception of", self._open(self.code).text)

    def test_a_places_tag_does_not_say_which_place(self):
        tags = self.env["furniture.tag"]
        tag = tags.create(tags._prepare_claim_vals(self.room))
        response = self._open(tag.code)
        self._assert_owner_and_nothing_else(response)
        self.assertNotIn("piece of furniture", response.text)

    def test_to_strangers_blank_codes_and_codes_that_were_never_printed_are_the_same(self):
        blank, retired = self.env["furniture.tag"].create([{}, {}])
        retired._retire()
        batch = self.env["furniture.tag.batch"].create({"count": 2})
        numbers = batch.tag_ids.sorted("id").mapped("number")  # they can be counted up, so they are no codes here
        other = self._create_piece()
        other.tag_id._retire()
        batch.tag_ids.sorted("id")[0]._claim(other)
        codes = [blank.code, retired.code, *tag_code.new_codes(2), self.piece.name, *numbers, "K-1"]
        for login in (None, "bk_portal", "bk_internal"):
            if login:
                self.authenticate(login, login)
            pages = set()
            for code in codes:
                response = self._open(code)
                self.assertEqual(response.status_code, 404, code)
                same = re.sub(r"csrf_token: \"[^\"]*\"", "", response.text.replace(code, "CODE"))
                pages.add((same, frozenset(response.headers) - {"Set-Cookie"}))
            self.assertEqual(len(pages), 1, login)

    def test_a_blank_tag_leads_those_who_scan_to_the_scan_page(self):
        blank = self.env["furniture.tag"].create({})
        for role in ("operator", "coordinator", "manager"):
            self.authenticate(f"bk_{role}", f"bk_{role}")
            location = urlsplit(self._open(blank.code.lower()).headers["Location"])
            self.assertEqual((location.path, location.query), ("/furniture/scan", f"code={blank.code}"), role)
        self.authenticate("bk_employee", "bk_employee")
        response = self._open(blank.code)
        self.assertEqual(response.status_code, 200)
        self.assertIn("This tag is blank", response.text)
        self.assertIn(blank._readable(), response.text)

    def test_a_crew_member_is_led_to_their_own_page(self):
        blank = self.env["furniture.tag"].create({})
        self.authenticate("bk_crew", "bk_crew")
        for code in (blank.code, self.code):
            location = urlsplit(self._open(code).headers["Location"])
            self.assertEqual((location.path, location.query), ("/furniture/scan", ""))
        self.assertEqual(self._open(tag_code.new_codes(1)[0]).status_code, 404)

    def test_the_mail_to_the_owner_says_which_tag_it_is_about(self):
        text = self._open(self.code).text
        link = unquote(re.search(r'href="(mailto:[^"]*)"', text)[1])
        self.assertEqual(link, f"mailto:post@eksempel.example?subject=About the QR tag {self.piece.tag_id._readable()}")
        self.company.email = 'x@eksempel.example?bcc=spy@evil.example&body="><script>'
        link = re.search(r'href="(mailto:[^"]*)"', self._open(self.code).text)[1]
        self.assertNotIn("?bcc", link)
        self.assertNotIn("<script>", link)

    def test_a_colleague_is_led_to_the_piece(self):
        for role in ("employee", "operator", "coordinator", "manager", "auditor"):
            self.authenticate(f"bk_{role}", f"bk_{role}")
            response = self._open(self.code)
            self.assertEqual(response.status_code, 303, role)
            self.assertEqual(urlsplit(response.headers["Location"]).path, f"/odoo/furniture-piece/{self.piece.id}")
            self.assertEqual(self.url_open(f"/m/{self.code}").status_code, 200)

    def test_a_colleague_is_led_to_the_place(self):
        tags = self.env["furniture.tag"]
        tag = tags.create(tags._prepare_claim_vals(self.room))
        self.authenticate("bk_operator", "bk_operator")
        location = self._open(tag.code).headers["Location"]
        self.assertEqual(urlsplit(location).path, f"/odoo/furniture-places/{self.room.id}")

    def test_those_without_rights_see_the_strangers_page(self):
        for user in ("internal", "portal"):
            self.authenticate(f"bk_{user}", f"bk_{user}")
            response = self._open(self.code)
            self._assert_owner_and_nothing_else(response)
            self.assertNotIn("Log in to see more", response.text)

    def test_of_a_piece_that_has_left_a_stranger_learns_no_more_and_the_municipalitys_people_what_became_of_it(self):
        end = self.env["furniture.end"].create(
            {"kind": "donated", "reason": "Til leirskolen", "partner_id": self.company.partner_id.id,
             "line_ids": [(0, 0, {"lot_id": self.piece.id})]}
        )  # fmt: skip
        end.action_decide()
        end.action_carry_out()
        for login in (None, "bk_portal"):
            if login:
                self.authenticate(login, login)
            response = self._open(self.code)
            self._assert_owner_and_nothing_else(response)
            for secret in ("has left", "Donated", "leirskolen", end.name):
                self.assertNotIn(secret, response.text)
        new_test_user(self.env, "bk_portal_employee", groups="bk_furniture_reuse.group_portal_employee")
        self.authenticate("bk_portal_employee", "bk_portal_employee")
        self.assertRegex(self._open(self.code).text, "has left for good: *<strong>Donated")
        self.authenticate("bk_employee", "bk_employee")
        self.assertEqual(self._open(self.code).status_code, 303)

    def test_an_unknown_code_is_not_found_and_not_repeated(self):
        for code in ("0123456789A", "finnes-ikke"):
            response = self._open(code)
            self.assertEqual(response.status_code, 404)
            self.assertIn("We do not know this code", response.text)

    def test_hostile_codes_are_harmless(self):
        hostile = [
            "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a\x00b", "\x00", "9" * 20_000, "%", "'; DROP TABLE x --",
            "{{7*7}}", "javascript:alert(1)", "\r\nSet-Cookie: x=1", "ø" * 500, "\u202e", "%2e%2e",
        ]  # fmt: skip
        for code in hostile:
            with self.subTest(code=code[:30]):
                response = self._open(quote(code, safe=""))
                self.assertEqual(response.status_code, 404)
                self.assertNotIn("Set-Cookie: x", str(response.headers))
                for marker in ("<script>alert", "<img src=x", "Traceback", "psycopg2"):
                    self.assertNotIn(marker, response.text)
        # Bytes that are no UTF-8 at all.
        self.assertLess(self._open("%ff%fe").status_code, 500)

    def test_the_log_in_link_leads_back_to_the_code_and_never_away(self):
        for code in (self.code, "//evil.example", "\\evil.example", "x&redirect=https://evil.example", "x#y", "a?b"):
            response = self._open(quote(code, safe=""))
            if "login?redirect=" not in response.text:
                continue  # the route does not take such an address at all
            link = response.text.split('href="/web/login?redirect=', 1)[1].split('"')[0]
            target = unquote(link.replace("&amp;", "&"))
            self.assertNotIn("&", link)
            self.assertTrue(target.startswith("/m/"), target)
            self.assertEqual(unquote(target.removeprefix("/m/")), code)

    def test_after_logging_in_the_piece_opens(self):
        self.assertIn(f"/web/login?redirect=/m/{self.code}", unquote(self._open(self.code).text))

    def test_only_reading_is_possible(self):
        self.assertEqual(self.url_open(f"/m/{self.code}", data={"x": "1"}).status_code, 405)
