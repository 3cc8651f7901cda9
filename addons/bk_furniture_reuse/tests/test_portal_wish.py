"""Wishes and notices in the portal: own records only, suppliers find nothing, nothing is written without the form's token."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged

from .wish_case import WishMixin

PAGES = ("/my/furniture/wishes", "/my/furniture/wishes/new", "/my/furniture/notices", "/my/furniture/notices/settings")


@tagged("post_install", "-at_install")
class TestPortalWishes(WishMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_wishes()
        cls.supplier = new_test_user(cls.env, "bk_supplier", groups="base.group_portal", name="Leverandør")
        cls.wish = cls._wish(quantity=7)
        cls.wish.user_id = cls.teacher
        cls.colleagues_wish = cls._wish(quantity=13)
        cls.colleagues_wish.user_id = cls.colleague

    def _log_in(self, login="bk_teacher"):
        self.authenticate(login, login)

    def _get(self, path, status=200):
        response = self.url_open(path, allow_redirects=False)
        self.assertEqual(response.status_code, status, path)
        return response

    def _post(self, path, token=True, **data):
        if token:
            data["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(path, data=data, allow_redirects=False)

    def _wishes(self):
        return self.env["furniture.wish"].search([("user_id", "=", self.teacher.id)], order="id")

    def test_the_list_has_ones_own_wishes_and_what_fits(self):
        self._create_pieces(2, self.store)
        self._log_in()
        text = self._get("/my/furniture/wishes").text
        self.assertIn("7 × Kontorstol", text)
        self.assertRegex(text, r"2\s+fit now")
        self.assertNotIn("13 × Kontorstol", text)
        self.assertIn("/my/furniture/wishes", self._get("/my/home").text)

    def test_a_new_wish_has_all_that_the_form_asks(self):
        self._log_in()
        self._get("/my/furniture/wishes/new")
        needed = date.today() + timedelta(days=60)
        response = self._post(
            "/my/furniture/wishes/new", quantity="24", categ_id=str(self.type_chair.id), alike="1", needed_by=str(needed),
            colour_ids=[str(self.grey.id), str(self.blue.id)], condition_min="b", words="hjul", width_max="60,5",
            destination_id=str(self.building.id), note="Til 3. trinn",
        )  # fmt: skip
        wish = self._wishes()[-1]
        self.assertEqual(
            (response.status_code, response.headers["Location"].endswith(f"/my/furniture/wishes/{wish.id}")),
            (303, True),
        )
        self.assertEqual(
            (
                wish.quantity,
                wish.categ_id,
                wish.alike,
                wish.needed_by,
                wish.colour_ids,
                wish.condition_min,
                wish.words,
                wish.width_max,
            ),
            (24, self.type_chair, True, needed, self.grey | self.blue, "b", "hjul", 60.5),
        )
        self.assertEqual((wish.destination_id, wish.note, wish.user_id), (self.building, "Til 3. trinn", self.teacher))
        page = self._get(f"/my/furniture/wishes/{wish.id}").text
        self.assertIn("24 × Kontorstol", page)
        self.assertIn("Til 3. trinn", page)

    def test_a_wish_for_a_model_from_the_catalogue(self):
        self._log_in()
        self.assertIn("Capisco 8106", self._get(f"/my/furniture/wishes/new?product_id={self.model.id}").text)
        self._post("/my/furniture/wishes/new", quantity="2", product_id=str(self.model.id))
        self.assertEqual((self._wishes()[-1].product_id, self._wishes()[-1].categ_id), (self.model, self.type_chair))

    def test_bad_input_is_explained_and_nothing_is_kept(self):
        self._log_in()
        paper = self.env["product.product"].create({"name": "Papir"})
        good = {"quantity": "2", "categ_id": str(self.type_chair.id)}
        for bad, sentence in (
            ({"quantity": "0"}, "how many"), ({"quantity": "mange"}, "no number"), ({"quantity": "99999999999"}, "no number"),
            ({"quantity": ""}, "how many"), ({"categ_id": ""}, "kind of furniture"), ({"categ_id": "-1"}, "kind of furniture"),
            ({"categ_id": "1; DROP"}, "kind of furniture"), ({"categ_id": "", "product_id": str(paper.id)}, "kind of furniture"),
            ({"needed_by": "i går"}, "no date"), ({"needed_by": "2020-01-01"}, "passed"), ({"width_min": "nan"}, "no number"),
            ({"width_min": "90", "width_max": "60"}, "smallest"), ({"width_min": "-4"}, "no number"),
        ):  # fmt: skip
            with self.subTest(bad=bad):
                response = self._post("/my/furniture/wishes/new", **{**good, **bad, "words": "<b>eik</b>"})
                self.assertEqual(response.status_code, 200)
                self.assertIn(sentence, response.text)
                self.assertIn("&lt;b&gt;eik", response.text)
        self.assertEqual(self._wishes(), self.wish)

    def test_nobody_wishes_in_anothers_name(self):
        self._log_in()
        self._post(
            "/my/furniture/wishes/new", quantity="2", categ_id=str(self.type_chair.id), user_id=str(self.colleague.id), state="met",
            closed="expired",
        )  # fmt: skip
        self.assertEqual((self._wishes()[-1].user_id, self._wishes()[-1].state), (self.teacher, "open"))

    def test_withdrawing(self):
        self._log_in()
        self._post(f"/my/furniture/wishes/{self.wish.id}/withdraw")
        self.assertEqual(self.wish.state, "withdrawn")
        again = self._post(f"/my/furniture/wishes/{self.wish.id}/withdraw")
        self.assertIn("nothing to withdraw", again.text)

    def test_reserving_what_fits(self):
        pieces = self._create_pieces(3, self.store)
        self._log_in()
        with self._asked() as asked:
            self._post(f"/my/furniture/wishes/{self.wish.id}/reserve")
        [(asks, keywords)] = asked
        self.assertEqual(([ask["lot_id"] for ask in asks], keywords["requester"]), (pieces.ids, self.teacher))
        self.assertEqual((self.wish.state, self.wish.remaining), ("partly", 4))
        self.assertIn("Nothing that fits", self._post(f"/my/furniture/wishes/{self.wish.id}/reserve").text)

    def test_others_wishes_are_not_there(self):
        self._log_in()
        self._get(f"/my/furniture/wishes/{self.colleagues_wish.id}", 404)
        for button in ("withdraw", "reserve"):
            self.assertEqual(self._post(f"/my/furniture/wishes/{self.colleagues_wish.id}/{button}").status_code, 404)
        self.assertEqual(self.colleagues_wish.state, "open")

    def test_suppliers_find_nothing(self):
        self._log_in("bk_supplier")
        self.assertNotIn("/my/furniture", self._get("/my/home").text)
        for page in (*PAGES, f"/my/furniture/wishes/{self.wish.id}"):
            self._get(page, 404)
        for page in (
            *PAGES[1:2],
            *PAGES[3:],
            f"/my/furniture/wishes/{self.wish.id}/withdraw",
            "/my/furniture/notices/read",
        ):
            self.assertEqual(self._post(page, quantity="1", categ_id=str(self.type_chair.id)).status_code, 404)
        self.assertFalse(self.env["furniture.wish"].search([("user_id", "=", self.supplier.id)]))

    def test_strangers_are_asked_to_log_in(self):
        for page in PAGES:
            self.assertIn("/web/login", self._get(page, 303).headers["Location"])

    def test_nothing_is_written_without_the_forms_token_or_by_a_link(self):
        self._log_in()
        with patch.object(http.Request, "validate_csrf", lambda *_arguments: False):
            for page in (
                f"/my/furniture/wishes/{self.wish.id}/withdraw",
                "/my/furniture/wishes/new",
                "/my/furniture/notices/settings",
            ):
                self.assertEqual(self._post(page, token=False, quantity="1").status_code, 400)
        self._get(f"/my/furniture/wishes/{self.wish.id}/withdraw", 405)
        self.assertEqual(self.wish.state, "open")

    def test_notices_are_ones_own_with_links_to_pages_of_the_portal(self):
        notices = self.env["furniture.notice"]
        mine = notices._tell(self.teacher, "wish", "Til læreren", record=self.wish)
        piece = notices._tell(self.teacher, "move", "Et møbel", record=self._create_piece(self.store))
        notices._tell(self.teacher, "other", "Uten noe å åpne")
        other = notices._tell(self.colleague, "wish", "Til kollegaen", record=self.colleagues_wish)
        self._log_in()
        text = self._get("/my/furniture/notices").text
        self.assertIn("Til læreren", text)
        self.assertIn(f'href="/my/furniture/wishes/{self.wish.id}"', text)
        self.assertIn("Et møbel", text)
        self.assertIn("Uten noe å åpne", text)
        self.assertNotIn("Til kollegaen", text)
        main = text.split("<main", 1)[1].split("</main>")[0]
        self.assertNotIn("/odoo/", main)
        self._post("/my/furniture/notices/read", notice_id=str(other.id))
        self.assertTrue(other.is_unread)
        self._post("/my/furniture/notices/read", notice_id=str(mine.id))
        self.assertEqual((mine.is_unread, piece.is_unread), (False, True))
        self._post("/my/furniture/notices/read")
        self.assertFalse(piece.is_unread)

    def test_choosing_what_to_be_told(self):
        self._log_in()
        self.assertIn("Wishes", self._get("/my/furniture/notices/settings").text)
        self._post("/my/furniture/notices/settings", wish="off", move="at_once", stocktake="nonsense")
        settings = self.env["furniture.notice.setting"].search([("user_id", "=", self.teacher.id)])
        self.assertEqual(
            {row.kind: row.mode for row in settings if row.kind in ("wish", "move", "stocktake")},
            {"wish": "off", "move": "at_once", "stocktake": "default"},
        )
        self.assertFalse(self.env["furniture.notice.setting"].search([("user_id", "=", self.colleague.id)]))
