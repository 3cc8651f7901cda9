"""Floor plans: drawings, outlines of rooms, pins, and who may do what with them."""

import base64
import io

import psycopg2
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from .common import FurnitureCase, FurnitureMixin

LEFT = [[0, 0], [0.5, 0], [0.5, 1], [0, 1]]
RIGHT = [[0.5, 0], [1, 0], [1, 1], [0.5, 1]]


def drawing(size=(400, 200), form="PNG"):
    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, form)
    return base64.b64encode(file.getvalue()).decode()


class FloorPlanMixin(FurnitureMixin):
    @classmethod
    def _upload(cls, floor=None, role="coordinator", content=None, name="plan.png", page=1):
        plans = cls.env["furniture.floor.plan"].with_user(cls.users[role])
        answer = plans.upload_drawing((floor or cls.floor).id, content or drawing(), name, page)
        return cls.env["furniture.floor.plan"].browse(answer["id"]), answer["reshaped"]

    @classmethod
    def _get(cls, place, role="employee"):
        return cls.env["stock.location"].with_user(cls.users[role]).get_floor_plan(place.id)

    @classmethod
    def _draw(cls, points, room=None, name="", floor=None, role="coordinator"):
        places = cls.env["stock.location"].with_user(cls.users[role])
        room_id = places.draw_room((floor or cls.floor).id, points, room.id if room else False, name)
        return cls.env["stock.location"].browse(room_id)

    def _room_row(self, floor, room, role="employee"):
        return next((row for row in self._get(floor, role)["places"] if row["id"] == room.id), None)


class FloorPlanCase(FloorPlanMixin, FurnitureCase):
    pass


@tagged("post_install", "-at_install")
class TestDrawing(FloorPlanCase):
    def test_a_drawing_is_kept_with_its_size_and_whoever_looks_gets_it(self):
        plan, reshaped = self._upload()
        self.assertEqual((plan.width, plan.height, plan.file_name, reshaped), (400, 200, "plan.png", False))
        for role in ("employee", "operator", "auditor"):
            self.assertEqual(self._get(self.floor, role)["plan"]["id"], plan.id)

    def test_a_pdf_page_becomes_a_picture(self):
        file = io.BytesIO()
        canvas = Canvas(file)
        for size in ((400, 400), (600, 300)):
            canvas.setPageSize(size)
            canvas.rect(10, 10, 50, 50)
            canvas.showPage()
        canvas.save()
        plan, _reshaped = self._upload(content=base64.b64encode(file.getvalue()).decode(), name="plan.pdf", page=2)
        self.assertEqual(plan.width, 2 * plan.height)
        self.assertIn(base64.b64decode(plan.image)[:4], (b"\x89PNG", b"\xff\xd8\xff\xe0"))

    def test_hostile_files_are_refused_in_words_whichever_way_they_come(self):
        svg = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
        plan, _reshaped = self._upload()
        for content, words in (
            (svg, "SVG"),
            (base64.b64encode(b"%PDF-1.7 nothing"), "PDF cannot be read"),
            (base64.b64encode(b"MZ a program"), "not a drawing"),
            (b"not base64!", "not a drawing"),
        ):
            with self.subTest(words=words):
                with self.assert_refused(UserError, words):
                    self._upload(content=content.decode())
                with self.assert_refused(UserError, words):
                    self._as("coordinator", plan).write({"image": content})
                with self.assert_refused(UserError, words):
                    self.env["furniture.floor.plan"].create({"floor_id": self.other_floor().id, "image": content})
        self.assertEqual(self._get(self.floor)["plan"]["id"], plan.id)

    def other_floor(self):
        return self._create_place("3. etasje", "floor", self.building, floor_number=3)

    def test_a_new_drawing_replaces_the_one_before_and_keeps_the_outlines(self):
        before, _reshaped = self._upload()
        self._draw(LEFT, self.room)
        after, reshaped = self._upload(content=drawing((800, 400)))
        self.assertFalse(reshaped)
        self.assertFalse(before.active)
        self.assertEqual(self._get(self.floor)["plan"]["id"], after.id)
        self.assertEqual(self._room_row(self.floor, self.room)["polygon"], LEFT)
        _plan, reshaped = self._upload(content=drawing((400, 400)))
        self.assertTrue(reshaped)

    def test_a_floor_has_one_drawing_in_use(self):
        before, _reshaped = self._upload()
        self._upload()
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            before.active = True
            before.flush_recordset()

    def test_a_drawing_is_of_a_floor_or_of_a_building_without_floors(self):
        house = self._create_place("Brakka", "building", self.site)
        self._upload(house)
        self._upload(self.store)
        for place in (self.building, self.room, self.site):
            with self.subTest(place=place.name), self.assertRaises(ValidationError):
                self._upload(place)

    def test_width_and_height_follow_from_the_picture(self):
        plan, _reshaped = self._upload()
        self._as("coordinator", plan).write({"width": 1, "height": 1})
        self.assertEqual((plan.width, plan.height), (400, 200))


@tagged("post_install", "-at_install")
class TestOutline(FloorPlanCase):
    def test_a_room_that_exists_is_drawn(self):
        self.assertEqual(self._draw(LEFT, self.room), self.room)
        self.assertEqual(self.room.plan_polygon, LEFT)

    def test_a_new_room_is_made_by_its_name(self):
        room = self._draw(RIGHT, name="  Kopirom   2 ")
        self.assertEqual(
            (room.name, room.place_kind, room.floor_id, room.plan_polygon), ("Kopirom 2", "room", self.floor, RIGHT)
        )

    def test_a_name_that_exists_is_that_room_unless_it_is_drawn(self):
        self.assertEqual(self._draw(LEFT, name="214"), self.room)
        with self.assert_refused(UserError, "drawn already"):
            self._draw(RIGHT, name="214")
        self.assertEqual(self.room.plan_polygon, LEFT)

    def test_what_is_no_room_is_refused_in_words_and_makes_none(self):
        for points, words in (
            ([[0, 0], [1, 1]], "three corners"),
            ([[0, 0], [1, 1], [1, 0], [0, 1]], "crosses itself"),
            ([[0, 0], [2, 0], [1, 1]], "beyond the drawing"),
            ([[0, 0], [0.001, 0], [0, 0.001]], "encloses nothing"),
            ("x", "cannot be read"),
        ):
            with self.subTest(words=words):
                with self.assert_refused(ValidationError, words):
                    self._draw(points, name="Nytt rom")
                with self.assert_refused(ValidationError, words):
                    self._as("coordinator", self.room).write({"plan_polygon": points})
        self.assertFalse(self.env["stock.location"].search([("name", "=", "Nytt rom")]))
        with self.assert_refused(UserError, "write the name"):
            self._draw(LEFT)

    def test_a_room_is_drawn_on_its_own_floor_only(self):
        above = self._create_place("3. etasje", "floor", self.building, floor_number=3)
        with self.assert_refused(UserError, "does not stand on this floor"):
            self._draw(LEFT, self.room, floor=above)
        with self.assert_refused(UserError, "does not stand on this floor"):
            self._draw(LEFT, self.floor)

    def test_a_room_that_moves_to_another_floor_loses_its_outline(self):
        zone = self._create_place("Sone A", "zone", self.floor)
        above = self._create_place("3. etasje", "floor", self.building, floor_number=3)
        self._draw(LEFT, self.room)
        self.room.location_id = zone
        self.assertEqual(self.room.plan_polygon, LEFT)
        self.room.location_id = above
        self.assertFalse(self.room.plan_polygon)


@tagged("post_install", "-at_install")
class TestPin(FloorPlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._draw(LEFT, cls.room)
        cls.piece = cls._create_piece(cls.room)

    def _pin(self, x=0.2, y=0.3, role="operator"):
        self._as(role, self.piece).set_plan_pin(x, y)

    def test_a_piece_is_pinned_inside_its_room(self):
        self._pin()
        pins = self._get(self.floor)["pins"]
        self.assertEqual(
            [(pin["id"], pin["x"], pin["y"], pin["place"]) for pin in pins], [(self.piece.id, 0.2, 0.3, self.room.id)]
        )
        with self.assert_refused(UserError, "stands in 214"):
            self._pin(0.8, 0.3)
        with self.assert_refused(UserError, "beside the drawing"):
            self._pin(1.2, 0.3)
        with self.assert_refused(UserError, "stands in 214"):
            self._as("operator", self.piece).write({"plan_x": 0.9})
        self.assertEqual(self._get(self.floor)["pins"][0]["x"], 0.2)

    def test_a_pin_lasts_until_the_piece_leaves_the_room(self):
        self._pin()
        self._as("operator", self.piece)._move_to(self.other_room)
        self.assertFalse(self.piece.plan_place_id)
        self.assertEqual((self.piece.plan_x, self.piece.plan_y), (0, 0))
        self.assertFalse(self._get(self.floor)["pins"])

    def test_a_pin_stays_where_the_new_room_has_it_inside(self):
        zone = self._create_place("Sone A", "zone", self.floor)
        self._draw([[0, 0], [1, 0], [1, 1], [0, 1]], zone)
        self._pin()
        self._as("operator", self.piece)._move_to(zone)
        self.assertEqual((self.piece.plan_place_id, self.piece.plan_x), (zone, 0.2))

    def test_a_move_to_another_floor_takes_the_pin_away(self):
        above = self._create_place("3. etasje", "floor", self.building, floor_number=3)
        room = self._create_place("314", "room", above)
        self._draw(LEFT, room, floor=above)
        self._pin()
        self._as("operator", self.piece)._move_to(room)
        self.assertFalse(self.piece.plan_place_id)

    def test_a_pin_on_a_shelf_follows_the_room_around_it(self):
        shelf = self.env["stock.location"].create({"name": "Hylle", "location_id": self.room.id})
        self._pin()
        self._as("operator", self.piece)._move_to(shelf)
        self.assertEqual((self.piece.plan_place_id, self.piece.plan_x), (shelf, 0.2))
        self.assertEqual(self._get(self.floor)["pins"][0]["place"], self.room.id)

    def test_a_pin_is_taken_off(self):
        self._pin()
        self._as("operator", self.piece).clear_plan_pin()
        self.assertFalse(self._get(self.floor)["pins"])

    def test_moving_many_asks_for_their_pins_once(self):
        def cost(count):
            pieces = self._create_pieces(count, self.room)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            pieces._follow_pins()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.assertEqual(cost(2), cost(40))


@tagged("post_install", "-at_install")
class TestScreen(FloorPlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk = cls._create_model("Skrivebord Duo")
        cls.chairs = cls._create_pieces(3, cls.room)
        cls.desks = cls._create_pieces(2, cls.other_room, model=cls.desk)
        cls.above = cls._create_place("3. etasje", "floor", cls.building, floor_number=3)
        cls.room_above = cls._create_place("314", "room", cls.above)
        cls.chairs_above = cls._create_pieces(4, cls.room_above)

    def test_counts_are_those_of_the_rooms_with_a_drawing_or_without(self):
        self._set_purpose(self.chairs[0], "redesign")
        for _round in range(2):
            row = self._room_row(self.floor, self.room)
            self.assertEqual(row["total"], 3)
            self.assertEqual((row["counts"]["redesign"], sum(row["counts"].values())), (1, 3))
            self._upload()
        self.assertTrue(self._get(self.floor)["plan"])

    def test_what_left_for_good_is_not_counted_nor_pinned_nor_found(self):
        self.chairs[0].set_plan_pin(0.5, 0.5)
        self.chairs[0].end_kind = "recycled"
        answer = self._get(self.floor)
        self.assertEqual(self._room_row(self.floor, self.room)["total"], 2)
        self.assertFalse(answer["pins"])
        self.assertEqual(sum(count for _place, _purpose, count in self._search("capisco")["locations"]), 2)

    def test_what_stands_on_a_shelf_counts_in_its_room_and_what_stands_in_no_room_is_shown_too(self):
        shelf = self.env["stock.location"].create({"name": "Hylle", "location_id": self.room.id})
        self._create_piece(shelf)
        self._create_piece(self.floor)
        row = self._room_row(self.floor, self.room)
        self.assertEqual((row["total"], set(row["locations"])), (4, {self.room.id, shelf.id}))
        self.assertEqual(self._get(self.floor)["elsewhere"]["total"], 1)

    def test_the_numbers_open_as_many_pieces(self):
        answer = self._get(self.floor)
        lots = self.env["stock.lot"].with_user(self.users["employee"])
        for row in [*answer["places"], answer["elsewhere"]]:
            domain = [*answer["present"], ("location_id", "in", row["locations"])]
            self.assertEqual(lots.search_count(domain), row["total"], row["name"])

    def test_any_place_leads_to_its_floor_and_a_room_is_chosen(self):
        self.assertEqual(self._get(self.room)["floor"]["id"], self.floor.id)
        self.assertEqual(self._get(self.room)["selected"], self.room.id)
        self.assertEqual(self._get(self.building)["floor"]["id"], self.floor.id)
        self._upload(self.above)
        self.assertEqual(self._get(self.building)["floor"]["id"], self.above.id)
        self.assertEqual(self._get(self.env["stock.location"])["floor"]["id"], self.above.id)
        self.assertEqual(self._get(self.store)["floor"]["id"], self.store.id)
        action = self._as("employee", self.chairs[0]).action_open_floor_plan()
        self.assertEqual(action["params"], {"place_id": self.room.id, "lot_id": self.chairs[0].id})

    def _search(self, text, floor=None):
        return (
            self.env["stock.location"]
            .with_user(self.users["employee"])
            .search_floor_plan((floor or self.floor).id, text)
        )

    def test_a_search_says_what_is_here_and_what_is_on_other_floors(self):
        for text in ("capisco", "8106 CAPISCO", "testmakeren capisco"):
            found = self._search(text)
            self.assertEqual(found["locations"], [[self.room.id, "available", 3]], text)
            self.assertEqual(
                [(row["id"], row["building"], row["counts"]["available"]) for row in found["floors"]],
                [(self.above.id, "Rådhuset", 4)],
            )
        self.assertEqual(self._search(self.desks[0].name)["locations"], [[self.other_room.id, "available", 1]])
        self.assertFalse(self._search("finnes ikke")["locations"])
        self.assertFalse(self._search("%")["locations"])
        with self.assert_refused(UserError, "Write what you are looking for"):
            self._search("  ")

    def test_a_floor_costs_the_same_whatever_stands_on_it(self):
        screen = self.env["stock.location"].with_user(self.users["employee"])

        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            screen.get_floor_plan(self.floor.id)
            screen.search_floor_plan(self.floor.id, "capisco")
            return self.env.cr.sql_log_count - before

        self.chairs[0].set_plan_pin(0.1, 0.1)
        cost()
        few = cost()
        for number in range(30):
            room = self._create_place(f"5{number:02d}", "room", self.floor, plan_polygon=LEFT)
            for piece in self._create_pieces(3, room):
                piece.set_plan_pin(0.2, 0.2)
        self.assertEqual(cost(), few)
        self.assertLessEqual(few, 22)


@tagged("post_install", "-at_install")
class TestFloorPlanAccess(FloorPlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan, _reshaped = cls._upload()
        cls.piece = cls._create_piece(cls.room)

    def test_those_who_look_draw_nothing(self):
        for role in ("employee", "operator", "auditor", "internal", "portal"):
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    self._upload(role=role)
                with self.assertRaises(AccessError):
                    self._draw(LEFT, self.room, role=role)
                with self.assertRaises(AccessError):
                    self._draw(LEFT, name="Nytt", role=role)
                with self.assertRaises(AccessError):
                    self._as(role, self.plan).write({"active": False})
        self.assertFalse(self.room.plan_polygon)

    def test_those_who_do_not_work_with_furniture_pin_nothing(self):
        for role in ("employee", "auditor", "internal", "portal"):
            for call in (
                lambda lot: lot.set_plan_pin(0.1, 0.1),
                lambda lot: lot.clear_plan_pin(),
                lambda lot: lot.write({"plan_x": 0.5}),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    call(self._as(role, self.piece))
        self._as("operator", self.piece).set_plan_pin(0.1, 0.1)

    def test_whoever_does_not_see_furniture_sees_no_floor(self):
        for role in ("internal", "portal"):
            with self.subTest(role=role):
                with self.assertRaises(AccessError):
                    self._get(self.floor, role)
                with self.assertRaises(AccessError):
                    self.env["stock.location"].with_user(self.users[role]).search_floor_plan(self.floor.id, "capisco")
                with self.assertRaises(AccessError):
                    self._as(role, self.plan).read(["image"])

    def test_the_screen_is_told_what_its_person_may_do(self):
        may = {role: [self._get(self.floor, role)[key] for key in ("can_draw", "can_upload", "can_pin")] for role in ("employee", "operator", "coordinator", "auditor")}  # fmt: skip
        self.assertEqual(
            may,
            {
                "employee": [False, False, False],
                "operator": [False, False, True],
                "coordinator": [True, True, True],
                "auditor": [False, False, False],
            },
        )

    def test_another_companys_drawing_is_not_read(self):
        other = self.env["res.company"].create({"name": "Nabokommunen"})
        place = self.env["stock.location"].create(
            {"name": "Nabohuset", "place_kind": "building", "usage": "internal", "company_id": other.id}
        )
        plan = self.env["furniture.floor.plan"].create({"floor_id": place.id, "image": drawing()})
        with self.assertRaises(AccessError):
            self._as("employee", plan).read(["width"])


@tagged("post_install", "-at_install")
class TestDrawingOverHttp(FloorPlanMixin, HttpCase):
    def test_the_picture_is_shown_to_those_who_may_read_it_alone(self):
        self._set_up_furniture()
        plan, _reshaped = self._upload()
        url = f"/web/image/furniture.floor.plan/{plan.id}/image"
        for login, shown in (
            ("bk_employee", True),
            ("bk_auditor", True),
            ("bk_internal", False),
            ("bk_portal", False),
            (None, False),
        ):
            self.authenticate(login, login)
            answer = self.url_open(url)
            got = Image.open(io.BytesIO(answer.content)).size == (400, 200) if answer.ok else False
            self.assertEqual(got, shown, login)
