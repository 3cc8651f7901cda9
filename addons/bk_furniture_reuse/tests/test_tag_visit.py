"""Strangers who open many codes have to wait, whether they hit or miss; nobody's network address is kept."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..models import furniture_tag_visit as visits
from ..tools import tag_code
from .common import FurnitureMixin


@tagged("post_install", "-at_install")
class TestTagVisit(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
        cls.piece = cls._create_piece(cls.room)
        cls.code = cls.piece.tag_id.code

    def setUp(self):
        super().setUp()
        self.visits = self.env["furniture.tag.visit"]
        self.visits.search([]).unlink()

    def _open(self, code=None, **kwargs):
        return self.url_open(f"/m/{code or self.code}", allow_redirects=False, **kwargs)

    def _from(self, address):
        return patch.object(visits, "visitor_of", lambda _address: address)

    def test_the_eleventh_code_within_a_minute_has_to_wait(self):
        codes = [self.code, *tag_code.new_codes(9)]
        self.assertEqual([self._open(code).status_code for code in codes], [200] + [404] * 9)
        for code in (self.code, tag_code.new_codes(1)[0]):
            response = self._open(code)
            self.assertEqual(response.status_code, 429)
            self.assertIn(int(response.headers["Retry-After"]), range(1, 61))
            self.assertIn("no-store", response.headers["Cache-Control"])
            self.assertIn("noindex", response.headers["X-Robots-Tag"])
            self.assertIn("Please wait a minute", response.text)
            self.assertNotIn(self.env.company.name + "</h1>", response.text)
        with self._from("192.0.2.7"):
            self.assertEqual(self._open().status_code, 200)

    def test_hits_count_like_misses(self):
        self.assertEqual([self._open().status_code for _number in range(11)], [200] * 10 + [429])

    def test_asking_for_the_headers_alone_counts_too(self):
        for _number in range(10):
            self.url_open(f"/m/{self.code}", method="HEAD", allow_redirects=False)
        self.assertEqual(self._open().status_code, 429)

    def test_after_a_minute_it_goes_on(self):
        for _number in range(11):
            self._open()
        self.visits.search([]).begun_on -= timedelta(seconds=61)
        self.assertEqual([self._open().status_code for _number in range(11)], [200] * 10 + [429])

    def test_those_who_are_logged_in_do_not_wait_and_are_not_counted(self):
        for login in ("bk_portal", "bk_operator"):
            self.authenticate(login, login)
            self.assertEqual({self._open().status_code for _number in range(12)} - {200, 303}, set())
        self.assertFalse(self.visits.search([]))

    def test_no_address_is_kept_and_rows_do_not_grow_with_tries(self):
        with self._from("192.0.2.7"):
            for _number in range(15):
                self._open()
        [visit] = self.visits.search([])
        self.assertRegex(visit.visitor, "^[0-9a-f]{64}$")
        self.assertEqual(visit.tries, 11)
        # The key is the database's own: elsewhere the same address is another hash.
        self.env["ir.config_parameter"].set_param("database.secret", "another")
        with self._from("192.0.2.7"):
            self._open()
        self.assertEqual(len(self.visits.search([])), 2)

    def test_old_rows_are_swept(self):
        now = fields.Datetime.now()
        self.visits.create(
            [
                {"visitor": "old", "begun_on": now - timedelta(hours=2), "tries": 11},
                {"visitor": "new", "begun_on": now - timedelta(minutes=5), "tries": 11},
            ]
        )
        self.visits._gc_visits()
        self.assertEqual(self.visits.search([]).mapped("visitor"), ["new"])
