"""The routes as a browser asks them, and as somebody asks them who wants to do harm with an operator's rights."""

import base64
import json
import os
import uuid

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import FurnitureMixin


@tagged("post_install", "-at_install")
class TestScanHttp(FurnitureMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
        cls.piece = cls._create_piece(cls.room)

    def setUp(self):
        super().setUp()
        self.device, self.seq = str(uuid.uuid4()), 0
        self.authenticate("bk_operator", "bk_operator")

    def _post(self, route, body):
        """The whole answer; ``body`` may be text that no JSON library would write."""
        if not isinstance(body, str):
            body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": body})
        return self.url_open(
            f"/furniture/scan/{route}", data=body, headers={"Content-Type": "application/json"}, timeout=60
        )

    def _record(self, kind, **data):
        self.seq += 1
        return {"id": str(uuid.uuid4()), "seq": self.seq, "kind": kind, "at": "2026-11-25T09:00:00Z", "data": data}

    def _send(self, *records):
        return self._post("send", {"device": self.device, "floor": 1, "records": list(records)}).json()["result"][
            "results"
        ]

    def test_a_browser_sends_judges_looks_up_and_takes_its_working_set_along(self):
        data = {"code": self.piece.name, "place": self.other_room.id}
        ahead = self._post("preview", {"kind": "move", "datas": [data]}).json()["result"]
        self.assertEqual(ahead[0]["status"], "ready")
        (result,) = self._send(self._record("move", **data))
        self.assertEqual(result["status"], "done")
        answer = self._post("look", {"code": self.piece.tag_id.url}).json()["result"]
        self.assertEqual(answer["place_id"], self.other_room.id)
        work = self._post("work", {}).json()["result"]
        self.assertIn(self.piece.id, [row["id"] for row in work["pieces"]])
        again = self._post("work", {"known": work["stamps"]}).json()["result"]
        self.assertNotIn("pieces", again)

    def test_what_another_persons_page_sends_is_not_taken(self):
        """Two people share a phone: the page of the first one is still open when the second one has logged in."""
        record = self._record("move", code=self.piece.name, place=self.other_room.id)
        body = {"params": {"device": self.device, "floor": 1, "records": [record]}}
        for owner, taken in (
            (f"{self.env.cr.dbname}:{self.users['coordinator'].id}", False),
            (f"{self.env.cr.dbname}:{self.users['operator'].id}", True),
        ):
            headers = {"Content-Type": "application/json", "X-Scan-Owner": owner}
            answer = self.url_open("/furniture/scan/send", data=json.dumps(body), headers=headers).json()
            self.assertEqual("result" in answer, taken)
            kept = self.env["furniture.scan.record"].search_count([("client_id", "=", record["id"])])
            self.assertEqual(kept, int(taken))
        self.assertEqual(self.piece.location_id, self.other_room)

    def test_whatever_is_in_a_record_it_is_kept_and_the_next_one_is_carried_out(self):
        deep = {"a": 1}
        for _level in range(60):
            deep = {"a": deep}
        photo = base64.b64encode(os.urandom(15_000_000)).decode()
        bad = [
            self._record("move", code="a\0b\ud800", place=self.room.id),
            self._record("move", code={"$ne": 1}, place={"x": [1]}),
            self._record("register", deep=deep),
            self._record("register", code="x" * 30_000),
            self._record("photo", code=self.piece.name, photo=photo),
            self._record("model", name="\ud800\0", maker=["x"], width=1e400),
            self._record("move", code=self.piece.name, place=2**70),
            self._record("decide", record={"id": 1}, choice=None),
            self._record("decide", record=str(uuid.uuid4()), choice="leave"),
            self._record("__init__", code=self.piece.name),
            self._record("purpose", code=self.piece.name, purpose=[], reason={"a": 1}),
            self._record("damage", code=self.piece.name, damage_kind="scratch'; DROP TABLE stock_lot; --"),
        ]
        bad[9]["kind"] = "unlink"
        good = self._record("move", code=self.piece.name, place=self.store.id)
        results = self._send(*bad, good)
        self.assertEqual(
            [result["status"] for result in results], ["refused"] * 5 + ["done"] + ["refused"] * 6 + ["done"]
        )
        self.assertTrue(all(result["text"] for result in results))
        self.assert_stands_in(self.piece, self.store)
        kept = self.env["furniture.scan.record"].search([("client_id", "in", [one["id"] for one in bad])])
        self.assertEqual(len(kept), len(bad))

    @mute_logger("odoo.http")
    def test_what_is_no_message_changes_nothing(self):
        good = self._record("move", code=self.piece.name, place=self.store.id)
        for params in (
            {"device": "x", "floor": 1, "records": [good]},
            {"device": None, "floor": 1, "records": [good]},
            {"device": self.device, "floor": 1, "records": [good] * 201},
            {"device": self.device, "floor": 1, "records": {"0": good}},
            {"device": self.device, "floor": 1, "records": [good, {**good, "seq": 10**12}]},
        ):
            with self.subTest(params=str(params)[:60]):
                answer = self._post("send", params).json()
                self.assertIn("Load the page again", answer["error"]["data"]["message"])
        for text in ("", "[]", "{", '{"params": ' + "[" * 200_000 + "]" * 200_000 + "}"):
            with self.subTest(text=text[:20]):
                self._post("send", text)
        self.assert_stands_in(self.piece, self.room)
        self.assertFalse(self.env["furniture.scan.record"].search([("client_id", "=", good["id"])]))

    def test_a_floor_that_is_no_number_does_no_harm(self):
        for floor in ("x", None, -1, 10**12, True, [1], {"a": 1}):
            made = self._record("move", code=self.piece.name, place=self.store.id)
            answer = self._post("send", {"device": self.device, "floor": floor, "records": [made]}).json()
            self.assertEqual(answer["result"]["expected"], self.seq + 1)

    @mute_logger("odoo.http")
    def test_those_who_may_not_scan_get_nothing_from_any_route(self):
        for role in ("employee", "auditor", "portal", "internal"):
            self.authenticate(f"bk_{role}", f"bk_{role}")
            for route, params in (
                ("send", {"device": self.device, "floor": 1, "records": []}),
                ("preview", {"kind": "move", "datas": []}),
                ("work", {}),
                ("look", {"code": self.piece.name}),
            ):
                with self.subTest(role=role, route=route):
                    answer = self._post(route, params).json()
                    self.assertEqual(answer["error"]["data"]["name"], "odoo.exceptions.AccessError")

    @mute_logger("odoo.http")
    def test_the_models_of_the_scan_page_are_no_way_round_it(self):
        for model, method in (
            ("furniture.scan", "_receive"),
            ("furniture.scan.action.move", "_do"),
            ("furniture.scan.record", "_keep"),
        ):
            answer = self._call(model, method, [])
            self.assertIn("error", answer)
        for method, args in (("create", [{"kind": "x"}]), ("write", [[1], {"status": "done"}]), ("unlink", [[1]])):
            answer = self._call("furniture.scan.record", method, args)
            self.assertEqual(answer["error"]["data"]["name"], "odoo.exceptions.AccessError")

    def _call(self, model, method, args):
        body = {
            "jsonrpc": "2.0",
            "method": "call",
            "params": {"model": model, "method": method, "args": args, "kwargs": {}},
        }
        return self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(body),
            headers={"Content-Type": "application/json"},
        ).json()
