from odoo.exceptions import AccessError
from odoo.tests import tagged

from .scan_case import ScanCase


@tagged("post_install", "-at_install")
class TestScanWork(ScanCase):
    def _load(self, role="operator", **arguments):
        return self.env["furniture.scan.work"].with_user(self.users[role])._load(**arguments)

    def _row(self, rows, record):
        return next(row for row in rows if row["id"] == record.id)

    def test_a_room_is_known_by_its_tag_and_called_by_its_path(self):
        door = self.env["furniture.tag"].create({"location_id": self.room.id, "state": "claimed"})
        row = self._row(self._load()["places"], self.room)
        self.assertEqual(
            (row["name"], row["path"], row["kind"], row["codes"]),
            ("214", "Nordre sone / Rådhuset / 2. etasje / 214", "room", [door.code]),
        )
        self.assertEqual(
            (row["building_id"], row["floor_id"], row["parent_id"]), (self.building.id, self.floor.id, self.floor.id)
        )

    def test_models_come_with_the_most_used_first(self):
        rare = self._create_model("Sjelden")
        rows = self._load()["models"]
        row = self._row(rows, self.model)
        self.assertEqual(
            (row["name"], row["maker"], row["type"], row["width"], row["pieces"], row["picture"]),
            ("Capisco 8106", "Testmakeren", "Kontorstol", 60, 1, ""),
        )
        self.assertLess(rows.index(row), rows.index(self._row(rows, rare)))
        rare.product_tmpl_id.image_1920 = self._photo()
        self.assertTrue(self._row(self._load()["models"], rare)["picture"])

    def test_pieces_of_the_chosen_buildings_with_their_codes(self):
        self.env["furniture.tag"]._create_aliases([(self.piece, "BK-1")])
        held = self._create_piece(self.room)
        self._reserve(held)
        elsewhere = self._create_piece(self.store)
        rows = self._load(buildings=[self.building.id])["pieces"]
        self.assertEqual([row["id"] for row in rows], [self.piece.id, held.id])
        self.assertEqual(
            rows[0],
            {
                "id": self.piece.id, "name": self.piece.name, "codes": [self.piece.tag_id.code, "BK-1"], "product": self.model.id,
                "model": "Capisco 8106", "place": self.room.id, "purpose": "available", "held": False,
            },
        )  # fmt: skip
        self.assertEqual((rows[1]["held"], rows[1]["purpose"]), (True, "reserved"))
        both = self._load(buildings=[self.building.id, self.store.id, "x", None, 10**20])["pieces"]
        self.assertIn(elsewhere.id, [row["id"] for row in both])

    def test_without_a_choice_those_of_the_buildings_where_the_person_worked_last(self):
        self.assertEqual(self._load()["pieces"], [])
        self.phone.do("move", code=self.piece.name, place=self.other_room.id)
        self.assertEqual([row["id"] for row in self._load()["pieces"]], [self.piece.id])
        self.assertEqual(self._load("coordinator")["pieces"], [])

    def test_the_words_are_the_persons_own(self):
        work = self._load()
        self.assertEqual(work["conditions"][0], {"value": "a", "name": "A - as new"})
        self.assertEqual([row["value"] for row in work["purposes"]][:2], ["in_use", "available"])
        self.assertEqual(work["damage_kinds"][0], {"value": "scratch", "name": "Scratch"})
        self.assertEqual(len(work["damage_severities"]), 3)
        self.assertIn({"id": self.maker.id, "name": "Testmakeren"}, work["makers"])
        self.assertTrue(work["colours"][0]["swatch"].startswith("#"))
        self.assertFalse(self._row(work["types"], self.type_chair)["asks_seat_height"])

    def test_what_the_phone_has_is_not_sent_again(self):
        arguments = {"buildings": [self.building.id]}
        first = self._load(**arguments)
        again = self._load(known=first["stamps"], **arguments)
        self.assertEqual(set(again), {"made_on", "stamps"})
        self.piece._move_to(self.other_room)
        changed = self._load(known=first["stamps"], **arguments)
        self.assertEqual(set(changed), {"made_on", "stamps", "pieces"})
        self.assertEqual(set(self._load(known={"pieces": 7, "x": []})), set(first))

    def test_those_who_may_not_scan_get_nothing(self):
        for role in ("employee", "auditor", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._load(role)

    def test_the_number_of_queries_does_not_grow_with_the_register(self):
        def queries(count):
            for number in range(count):
                self._create_place(f"R{count}-{number}", "room", self.floor)
            self._create_pieces(count, self.room, self._create_model(f"M{count}"))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            work = self._load(buildings=[self.building.id])
            self.assertGreater(len(work["pieces"]), count)
            return self.env.cr.sql_log_count - before

        queries(2)
        few, many = queries(3), queries(60)
        self.assertLessEqual(many, few + 1)
        self.assertLessEqual(many, 40)
