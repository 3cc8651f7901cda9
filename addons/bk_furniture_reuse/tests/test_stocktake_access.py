"""Who sees and does what in a stock-take, and that a blind count tells its counters nothing, whichever way they ask."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .stocktake_case import DOT, StocktakeCase


@tagged("post_install", "-at_install")
class TestWhoCounts(StocktakeCase):
    def test_an_employee_counts_what_they_are_asked_to_and_sees_no_other(self):
        mine = self._start(counter_ids=self.users["employee"].ids)
        other = self._start()
        draft = self._new(counter_ids=self.users["employee"].ids)
        seen = self.env["furniture.stocktake"].with_user(self.users["employee"]).search([])
        self.assertEqual(seen, mine)
        self.assertEqual(self._kinds(self._scan(mine, self.room, self.pieces[0], role="employee")), ["found"])
        for stocktake in (other, draft):
            for call in (
                lambda s=stocktake: self._scan(s, self.room, self.pieces[0], role="employee"),
                lambda s=stocktake: self._as("employee", s).get_count_screen(),
                lambda s=stocktake: self._as("employee", s).get_room(self.room.id),
                lambda s=stocktake: self._as("employee", s).finish_room(self.room.id),
                lambda s=stocktake: self._as("employee", s.line_ids | mine.line_ids).mapped("result"),
            ):
                with self.assertRaises(UserError):
                    call()
                    self._as("employee", stocktake).read(["name"])

    def test_operators_count_what_is_theirs_or_everybodys(self):
        everybodys = self._start()
        someone_elses = self._start(counter_ids=self.users["employee"].ids)
        self._scan(everybodys, self.room, self.pieces[0])
        with self.assertRaises(AccessError):
            self._scan(someone_elses, self.room, self.pieces[0])

    def test_the_auditor_reads_everything_and_counts_nothing(self):
        stocktake = self._start(blind=True)
        auditor = self._as("auditor", stocktake)
        self.assertEqual(auditor.expected_count, 5)
        self.assertFalse(auditor.get_count_screen()["may_count"])
        for call in (
            lambda: self._scan(stocktake, self.room, self.pieces[0], role="auditor"),
            lambda: auditor.finish_room(self.room.id),
            lambda: auditor.action_finish(),
            lambda: auditor.write({"note": "x"}),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_strangers_get_nothing(self):
        stocktake = self._start()
        for role in ("internal", "portal"):
            for call in (
                lambda role=role: self._as(role, stocktake).read(["name"]),
                lambda role=role: self._as(role, stocktake).get_count_screen(),
                lambda role=role: self._scan(stocktake, self.room, self.pieces[0], role=role),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_only_coordinators_prepare_and_only_managers_close(self):
        for role in ("employee", "operator", "auditor"):
            with self.assertRaises(AccessError):
                self._new(role)
        stocktake = self._start()
        self._count_all(stocktake)
        self._as("coordinator", stocktake).action_finish()
        for role in ("employee", "operator", "auditor"):
            with self.assertRaises(AccessError):
                self._as(role, stocktake)._close(DOT)
        with self.assert_refused(AccessError, "furniture manager closes"):
            self._as("coordinator", stocktake)._close(DOT)
        with self.assertRaises(AccessError):
            self.env["furniture.stocktake.close"].with_user(self.users["coordinator"]).create(
                {"stocktake_id": stocktake.id}
            )
        self.assertTrue(self._as("manager", stocktake)._close(DOT))

    def test_what_has_begun_is_not_prepared_anew(self):
        stocktake = self._start()
        self._as("coordinator", stocktake).write({"date_due": "2026-12-01", "counter_ids": self.users["operator"].ids})
        for vals in ({"blind": True}, {"place_ids": self.far_room.ids}, {"scope_kind": "pieces"}, {"state": "closed"},
                     {"round_number": 3}, {"signature": DOT}, {"report_checksum": "x"}, {"name": "x"}):  # fmt: skip
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._as("manager", stocktake).write(vals)
        with self.assertRaises(UserError):
            self._new(state="closed")
        with self.assert_refused(UserError, "is kept"):
            self._as("manager", stocktake).unlink()

    def test_nobody_writes_what_was_counted(self):
        stocktake = self._start()
        self._scan(stocktake, self.room, self.pieces[0])
        scans = self.env["furniture.stocktake.scan"].search([("stocktake_id", "=", stocktake.id)])
        for role in ("employee", "operator", "coordinator", "manager", "auditor"):
            for records, vals in (
                (stocktake.line_ids, {"result": "found"}), (stocktake.room_ids, {"state": "done"}), (scans, {"undone": True}),
            ):  # fmt: skip
                with self.subTest(role=role, model=records._name), self.assertRaises(AccessError):
                    self._as(role, records).write(vals)
            for vals in ({"last_seen_on": "2020-01-01"}, {"missing_since": "2020-01-01"}):
                with self.subTest(role=role, vals=vals), self.assertRaises(AccessError):
                    self._as(role, self.pieces[0]).write(vals)

    def test_only_the_coordinator_links_codes(self):
        stocktake = self._start()
        self._scan(stocktake, self.room, "FREMMED-1")
        with self.assert_refused(AccessError, "linked by the reuse coordinator"):
            self._as("operator", self._line(stocktake, "FREMMED-1"))._link(self.pieces[0])
        with self.assertRaises(AccessError):
            self.env["furniture.stocktake.link"].with_user(self.users["operator"]).create({})


@tagged("post_install", "-at_install")
class TestBlind(StocktakeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.helper = new_test_user(cls.env, "bk_helper", groups="bk_furniture_reuse.group_operator", name="Helper")
        cls.users["helper"] = cls.helper

    def setUp(self):
        super().setUp()
        self.stocktake = self._start(blind=True, counter_ids=(self.users["employee"] | self.helper).ids)

    def test_every_known_piece_is_just_counted(self):
        for role in ("employee", "helper"):
            answers = self._scan(
                self.stocktake, self.room, self.pieces[0], self.others[0], self.far, "FREMMED-1", role=role
            )
            self.assertEqual(
                {answer["kind"] for answer in answers} - {"again"},
                {"counted", "unknown"} if role == "employee" else set(),
            )
            self.assertFalse([answer for answer in answers if answer.get("ask") or answer.get("belongs")])
            self.assertEqual({answer["text"] for answer in answers if answer["kind"] == "counted"} or {""}, {""})

    def test_the_screen_says_nothing_of_what_is_expected(self):
        for role in ("employee", "helper"):
            screen = self._as(role, self.stocktake).get_count_screen()
            self.assertEqual({(room["expected"], room["counted"]) for room in screen["rooms"]}, {(0, 0)})
            room = self._as(role, self.stocktake).get_room(self.room.id)
            self.assertEqual((room["expected"], room["left"]), (0, []))

    def test_nor_do_records_searches_groups_exports_or_the_log(self):
        self._scan(self.stocktake, self.room, self.pieces[0], role="employee")
        for role in ("employee", "helper"):
            stocktake = self._as(role, self.stocktake)
            env = stocktake.env
            lines = env["furniture.stocktake.line"]
            self.assertFalse(lines.search([]))
            self.assertFalse(lines._read_group([("stocktake_id", "=", stocktake.id)], ["room_id"], ["__count"]))
            self.assertFalse(stocktake.line_ids)
            self.assertFalse(stocktake.difference_ids)
            self.assertEqual(
                (stocktake.expected_count, stocktake.counted_count, stocktake.found_count, stocktake.progress),
                (0, 0, 0, 0),
            )
            self.assertFalse(env["stock.lot"].search([("stocktake_line_ids.stocktake_id", "=", stocktake.id)]))
            self.assertFalse(env["furniture.stocktake"].search([("line_ids.lot_id", "in", self.pieces.ids)]))
            self.assertNotIn("lot_ids", stocktake.fields_get())
            with self.assertRaises(AccessError):
                stocktake.read(["lot_ids"])
            with self.assertRaises(AccessError):
                self._as(role, self.stocktake.sudo().line_ids).read(["result"])
            with self.assertRaises(AccessError):
                env["furniture.stocktake"].search([("lot_ids", "in", self.pieces.ids)])
            self.assertFalse(
                [
                    body
                    for body in stocktake.message_ids.mapped("body")
                    if any(c.isdigit() for c in body.replace(stocktake.name, ""))
                ]
            )
            scans = env["furniture.stocktake.scan"].search([])
            self.assertEqual(scans.lot_id, self.pieces[0] if role == "employee" else self.env["stock.lot"])

    def test_answers_about_rooms_are_refused_alike_for_every_piece(self):
        for piece in (self.pieces[0], self.others[0]):
            [answer] = self._scan(self.stocktake, self.room, piece, role="employee")
            with self.assert_refused(UserError, "blind count the coordinator decides"):
                self._as("employee", self.stocktake).answer_wrong_room(answer["line_id"], "move")

    def test_nor_does_an_export(self):
        self.helper.group_ids += self.env.ref("base.group_allow_export")
        rows = self._as("helper", self.stocktake).export_data(["name", "line_ids/lot_id/name", "expected_count"])[
            "datas"
        ]
        self.assertEqual([(row[0], row[1]) for row in rows], [(self.stocktake.name, "")])
        self.assertFalse(int(rows[0][2]))

    def test_after_closing_the_counters_may_see_the_result(self):
        for place in (self.room, self.other_room):
            self._as("employee", self.stocktake).finish_room(place.id)
        self._close(self.stocktake)
        self.assertEqual(self._as("employee", self.stocktake).missing_count, 5)

    def test_the_coordinator_sees_what_is_expected_all_the_time(self):
        self.assertEqual(self._as("coordinator", self.stocktake).expected_count, 5)
