"""The market in the portal: what employees find and do there, and what everybody else does not get by any address."""

import base64
from io import BytesIO

from odoo.tests import HttpCase, tagged
from PIL import Image

from .market_case import MarketMixin

SECRETS = ("Hemmelig merknad", "43210", "43 210", "9000", "9 000")


def picture(colour):
    output = BytesIO()
    Image.new("RGB", (40, 40), colour).save(output, "PNG")
    return base64.b64encode(output.getvalue())


class MarketPortalCase(MarketMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_market()
        cls.hidden_photo = cls.env["furniture.photo"].create({"lot_id": cls.in_use[0].id, "image_1920": picture("red")})
        cls.shown_photo = cls.env["furniture.photo"].create({"lot_id": cls.desks[0].id, "image_1920": picture("blue")})
        cls.other_product = cls.env["product.product"].create({"name": "Skrivepapir", "image_1920": picture("green")})

    def _log_in(self, role):
        login = self.users[role].login if role else None
        self.authenticate(login, login)

    def _open(self, path, **kwargs):
        return self.url_open(path, allow_redirects=False, **kwargs)

    def _token(self):
        return self.url_open("/my").text.split('csrf_token: "')[1].split('"')[0]

    def _post(self, path, **data):
        return self._open(path, data={"csrf_token": self._token(), **data})

    def _addresses(self):
        return [
            "/my/furniture", "/my/furniture/page/2", f"/my/furniture/model/{self.model.id}", f"/my/furniture/model/{self.desk.id}",
            f"/my/furniture/picture/{self.desk.id}/small", f"/my/furniture/photo/{self.shown_photo.id}/small",
            "/my/furniture/reservations", "/my/furniture/reservations?new=1",
        ]  # fmt: skip


@tagged("post_install", "-at_install")
class TestPortalMarket(MarketPortalCase):
    def setUp(self):
        super().setUp()
        self._log_in("portal_employee")

    def test_the_way_there_is_on_the_home_page(self):
        text = self._open("/my").text
        self.assertIn('href="/my/furniture"', text)
        self.assertIn('href="/my/furniture/reservations"', text)

    def test_a_card_says_how_many_where_and_when(self):
        text = " ".join(self._open("/my/furniture?words=capisco").text.split())
        self.assertIn(self.model.name, text)
        for part in ("12 available now", "at 3 places", "9 in condition A-B", "4 coming"):
            self.assertIn(part, text)

    def test_choices_in_the_form_choose(self):
        for query, present in (
            (f"words=capisco&building={self.school.id}", "4 available now"),
            ("words=capisco&condition=b", "9 available now"),
            (f"words=capisco&colour={self.grey.id}", "5 available now"),
            ("words=capisco&market=coming", "4 coming"),
            ("words=capisco&by=2027-05-01", "3 coming"),
            ("words=capisco&alike=16", "12 available now"),
            ("words=capisco&alike=17", "Nothing in the market fits"),
        ):
            with self.subTest(query=query):
                self.assertIn(present, self._open(f"/my/furniture?{query}").text.replace("</strong>", ""))

    def test_hostile_choices_are_harmless(self):
        for query in (
            "words=%3Cscript%3Ealert(1)%3C/script%3E", "words=%00", "words=" + "x" * 5000, "type=1%20OR%201=1", "type=999999999999",
            "building=-1", "condition=z", "market=reserved", "by=tomorrow", "by=99999-01-01", "alike=0", "alike=²",
            "domain=[]", "limit=100000", "words=%25",
        ):  # fmt: skip
            with self.subTest(query=query[:40]):
                response = self._open(f"/my/furniture?{query}")
                self.assertEqual(response.status_code, 200)
                self.assertNotIn("<script>alert", response.text)

    def test_the_page_of_a_model_shows_the_pieces_and_no_secrets(self):
        response = self._open(f"/my/furniture/model/{self.desk.id}")
        self.assertEqual(response.status_code, 200)
        self.assertIn(self.desks[0].name, response.text)
        self.assertIn("Ombrukslager", response.text)
        for secret in SECRETS:
            self.assertNotIn(secret, response.text)

    def test_a_model_that_is_not_in_the_market_does_not_exist(self):
        hidden = self._create_model("Ikke til salgs")
        self._create_pieces(1, self.room, hidden)._change_purpose("redesign", reason="test")
        for product_id in (hidden.id, self.other_product.id, 0, 2**31 - 1):
            for path in (f"/my/furniture/model/{product_id}", f"/my/furniture/picture/{product_id}/small"):
                self.assertEqual(self._open(path).status_code, 404, path)
        self.assertEqual(self._post(f"/my/furniture/model/{hidden.id}/reserve", quantity="1").status_code, 404)

    def test_pictures_are_those_of_the_market(self):
        shown = self._open(f"/my/furniture/photo/{self.shown_photo.id}/small")
        self.assertEqual((shown.status_code, shown.headers["Content-Type"]), (200, "image/png"))
        self.assertIn("private", shown.headers["Cache-Control"])
        self.assertEqual(self._open(f"/my/furniture/picture/{self.desk.id}/large").status_code, 200)
        self.assertEqual(self._open(f"/my/furniture/photo/{self.hidden_photo.id}/small").status_code, 404)
        self.assertEqual(self._open(f"/my/furniture/photo/{self.shown_photo.id}/image_1920").status_code, 404)
        pictogram = self._open(f"/my/furniture/picture/{self.model.id}/small")
        self.assertEqual(pictogram.status_code, 302)
        self.assertIn("type_chair.svg", pictogram.headers["Location"])

    def test_a_search_is_saved_found_and_forgotten_by_its_person_only(self):
        self._post("/my/furniture/save", name="Blå stoler", query="words=capisco&alike=6&evil=1")
        saved = self.env["furniture.saved.search"].search([("user_id", "=", self.users["portal_employee"].id)])
        self.assertEqual((saved.name, saved.query), ("Blå stoler", "words=capisco&alike=6"))
        self.assertIn("Blå stoler", self._open("/my/furniture").text)
        self._log_in("other_portal_employee")
        self.assertNotIn("Blå stoler", self._open("/my/furniture").text)
        self._post(f"/my/furniture/forget/{saved.id}")
        self.assertTrue(saved.exists())
        self._log_in("portal_employee")
        self._post(f"/my/furniture/forget/{saved.id}")
        self.assertFalse(saved.exists())

    def test_writing_needs_the_pages_own_token(self):
        for path in ("/my/furniture/save", "/my/furniture/forget/1", f"/my/furniture/model/{self.model.id}/reserve"):
            self.assertEqual(self._open(path, data={"name": "x"}).status_code, 400, path)
            self.assertIn(self._open(path).status_code, (404, 405), path)

    def test_a_page_costs_the_same_whatever_the_number_of_pieces(self):
        def cost():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._open("/my/furniture")
            return self.env.cr.sql_log_count - before

        cost()
        few = cost()
        self._create_pieces(60, self.room, condition="b")
        self.assertLessEqual(cost(), few + 2)


@tagged("post_install", "-at_install")
class TestOthersGetNothing(MarketPortalCase):
    def test_suppliers_and_other_users_find_no_page_and_no_tile(self):
        for role in ("portal", "internal"):
            self._log_in(role)
            for path in self._addresses():
                response = self._open(path)
                with self.subTest(role=role, path=path):
                    self.assertEqual(response.status_code, 404)
                    self.assertNotIn("Capisco", response.text)
            self.assertNotIn("/my/furniture", self.url_open("/my").text)

    def test_suppliers_cannot_write_either(self):
        self._log_in("portal")
        for path in (
            "/my/furniture/save", "/my/furniture/forget/1", f"/my/furniture/model/{self.model.id}/reserve", "/my/furniture/reservations/1/cancel",
        ):  # fmt: skip
            self.assertEqual(self._post(path, name="x", quantity="1").status_code, 404, path)

    def test_strangers_are_asked_to_log_in(self):
        for path in self._addresses():
            response = self._open(path)
            self.assertEqual(response.status_code, 303, path)
            self.assertIn("/web/login", response.headers["Location"])

    def test_employees_with_a_seat_are_led_to_the_back_office(self):
        self._log_in("employee")
        self.assertTrue(self._open("/my/furniture").headers["Location"].endswith("/odoo/furniture-market"))

    def test_no_portal_user_reaches_the_records_by_odoos_own_addresses(self):
        for role in ("portal", "portal_employee"):
            self._log_in(role)
            for model, record, field in (
                ("furniture.market.model", self.desk.id, "image_128"), ("furniture.photo", self.shown_photo.id, "image_128"),
                ("stock.lot", self.desks[0].id, "image_128"),
            ):  # fmt: skip
                response = self._open(f"/web/image/{model}/{record}/{field}")
                self.assertNotEqual(response.content, base64.b64decode(self.shown_photo.image_128), (role, model))
            for model in ("furniture.market.model", "stock.lot", "furniture.photo", "furniture.reservation.request"):
                answer = self._search_read(model)
                self.assertIn("Access", answer, (role, model))

    def _search_read(self, model):
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/search_read",
            json={"params": {"model": model, "method": "search_read", "args": [[]], "kwargs": {"limit": 1}}},
        )
        return response.text
