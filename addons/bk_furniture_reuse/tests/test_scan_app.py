"""The scan page as the server gives it: for whom, with what, and what a device may keep."""

import json
import re

from odoo.tests import HttpCase, new_test_user, tagged

SESSION = re.compile(r"odoo\.__session_info__ = (\{.*?\});", re.DOTALL)


@tagged("post_install", "-at_install")
class TestScanApp(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            role: new_test_user(cls.env, f"scan_{role}", groups=f"bk_furniture_reuse.group_{role}", name=role.title())
            for role in ("employee", "operator", "auditor")
        }

    def _page(self, role):
        self.authenticate(f"scan_{role}", f"scan_{role}")
        return self.url_open("/furniture/scan", allow_redirects=False)

    def test_an_operator_gets_a_page_that_says_whom_it_is_for(self):
        page = self._page("operator")
        self.assertEqual(page.status_code, 200)
        self.assertEqual(page.headers["X-Scan-Owner"], f"{self.env.cr.dbname}:{self.people['operator'].id}")
        self.assertIn("no-store", page.headers["Cache-Control"])
        session = json.loads(SESSION.search(page.text)[1])
        self.assertEqual(session["scan"]["person"], "Operator")

    def test_a_page_that_a_device_keeps_holds_nothing_of_the_session_but_who_it_is(self):
        session = json.loads(SESSION.search(self._page("operator").text)[1])
        for name in ("username", "partner_id", "currencies", "web.base.url", "is_admin"):
            self.assertNotIn(name, session)

    def test_who_may_not_scan_is_told_whom_to_ask(self):
        for role in ("employee", "auditor"):
            page = self._page(role)
            self.assertEqual(page.status_code, 403)
            self.assertNotIn("X-Scan-Owner", page.headers)
            self.assertIn("Ask the furniture manager", page.text)

    def test_a_stranger_logs_in_first(self):
        page = self.url_open("/furniture/scan?code=ABC", allow_redirects=False)
        self.assertEqual(page.status_code, 303)
        self.assertIn("/web/login", page.headers["Location"])

    def test_the_worker_may_serve_the_page_and_nothing_else(self):
        worker = self.url_open("/furniture/scan/worker.js")
        self.assertEqual(worker.headers["Service-Worker-Allowed"], "/furniture/scan")
        self.assertEqual(worker.headers["Content-Type"].split(";")[0], "text/javascript")
        self.assertEqual(worker.headers["Cache-Control"], "no-cache")

    def test_the_manifest_speaks_of_files_that_are_there(self):
        manifest = self.url_open("/furniture/scan/manifest.webmanifest").json()
        self.assertEqual({manifest["start_url"], manifest["scope"]}, {"/furniture/scan"})
        for icon in manifest["icons"]:
            self.assertEqual(self.url_open(icon["src"]).headers["Content-Type"], "image/png")

    def test_what_the_device_is_to_keep_is_there(self):
        session = json.loads(SESSION.search(self._page("operator").text)[1])
        for address in session["scan"]["files"]:
            self.assertEqual(self.url_open(address).status_code, 200, address)

    def test_words_are_those_of_the_page_only(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.authenticate("scan_operator", "scan_operator")
        words = self.url_open("/furniture/scan/words?lang=nb_NO").json()
        self.assertEqual(words["lang"], "nb_NO")
        self.assertIn("bk_furniture_reuse", words["modules"])
        self.assertNotIn("stock", words["modules"])
        self.assertEqual(self.url_open("/furniture/scan/words?lang=xx_XX").json()["lang"], None)

    def test_the_back_office_shows_the_way_to_those_who_may_scan(self):
        for role, may in (("operator", True), ("employee", False)):
            self.authenticate(f"scan_{role}", f"scan_{role}")
            info = self.make_jsonrpc_request("/web/session/get_session_info", {})
            self.assertIs(info["may_scan"], may)
