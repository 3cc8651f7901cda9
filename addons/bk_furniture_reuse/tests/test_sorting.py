"""Sorting a building: what the screen is given, what it may save, and what carrying it out does."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .end_case import EndCase


class SortingCase(EndCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pieces = cls._create_pieces(4, cls.room, condition="b")
        cls.today = fields.Date.context_today(cls.pieces)

    def _begin(self, place=None, role="coordinator", **vals):
        sortings = self.env["furniture.sorting"].with_user(self.users[role])
        return sortings.browse(sortings.begin((place or self.building).id, **vals))

    def _save(self, sorting, lots, decision, day=False):
        day = fields.Date.to_string(day) if day else False
        return sorting.save([{"lots": lots.ids, "decision": decision, "available_from": day}])

    def _queue(self, sorting):
        return [piece["id"] for piece in sorting.get_queue()["pieces"]]


@tagged("post_install", "-at_install")
class TestSortingQueue(SortingCase):
    def test_the_cards_follow_a_walk_through_the_building(self):
        third = self._create_place("3. etasje", "floor", self.building, floor_number=3)
        up = self._create_piece(self._create_place("301", "room", third))
        ninth = self._create_piece(self._create_place("9", "room", self.floor))
        self.assertEqual(self._queue(self._begin()), [*ninth.ids, *self.pieces.ids, *up.ids])

    def test_held_and_leaving_pieces_are_left_out_and_counted(self):
        self._reserve(self.pieces[0])
        self._propose(self.pieces[1])
        self._end(self.pieces[2])
        queue = self._begin().get_queue()
        self.assertEqual([piece["id"] for piece in queue["pieces"]], self.pieces[3].ids)
        self.assertEqual(queue["left_out"], 2)

    def test_a_card_says_what_one_needs_to_know(self):
        self.env["furniture.damage"].create({"lot_id": self.pieces[0].id, "description": "Rift i setet"})
        queue = self._begin().get_queue()
        card = queue["pieces"][0]
        self.assertEqual(
            (card["name"], card["condition"], card["damages"], card["decision"]),
            (self.pieces[0].name, "b", ["Rift i setet"], False),
        )
        model = queue["models"][card["model"]]
        self.assertEqual(
            (model["name"], model["maker"], model["size"]), ("Capisco 8106", "Testmakeren", "60 × 58 × 110")
        )
        self.assertEqual(model["photo"], "/bk_furniture_reuse/static/img/type_chair.svg")
        self.assertEqual(queue["places"][card["place"]], "2. etasje / 214")

    def test_a_type_of_furniture_only(self):
        desk = self.env["product.category"].create({"name": "Skrivebord", "is_furniture_type": True})
        table = self._create_piece(self.room, model=self._create_model("Bord", categ_id=desk.id))
        self.assertEqual(self._queue(self._begin(categ_id=desk.id)), table.ids)

    def test_it_goes_on_where_it_was_left(self):
        sorting = self._begin()
        self._save(sorting, self.pieces[:2], "recycle")
        again = self._begin()
        self.assertEqual(again, sorting)
        decided = {piece["id"]: piece["decision"] for piece in again.get_queue()["pieces"]}
        self.assertEqual([decided[piece.id] for piece in self.pieces], ["recycle", "recycle", False, False])
        start = again.get_start()
        self.assertIn({"id": sorting.id, "name": sorting.name, "decided": 2, "user": "Coordinator"}, start["open"])
        self.assertIn(4, [place["count"] for place in start["places"]])

    def test_a_last_decision_counts_and_can_be_taken_back(self):
        sorting = self._begin()
        self._save(sorting, self.pieces, "recycle")
        self._save(sorting, self.pieces[0], "keep")
        self._save(sorting, self.pieces[1], False)
        self.assertEqual(sorting.line_ids.sorted("lot_id").mapped("decision"), ["keep", "recycle", "recycle"])
        self.assertEqual(set(sorting.line_ids.decided_by_id), {self.users["coordinator"]})

    def test_wrong_input_is_refused(self):
        sorting = self._begin()
        elsewhere = self._create_piece(self.store)
        yesterday = self.today - timedelta(days=1)
        for lots, decision, day, text in (
            (elsewhere, "keep", False, "do not stand there any more"),
            (self.pieces, "burn", False, "not one of the decisions"),
            (self.pieces, "available", yesterday, "has not passed"),
        ):
            with self.assert_refused(UserError, text):
                self._save(sorting, lots, decision, day)
        self.assertFalse(sorting.line_ids)

    def test_coordinators_sort_and_others_do_not(self):
        sorting = self._begin()
        for role in ("employee", "operator", "auditor", "internal", "portal"):
            with self.subTest(role=role):
                for attempt in (
                    lambda role=role: self._begin(self.room, role),
                    lambda role=role: self._save(self._as(role, sorting), self.pieces, "keep"),
                    lambda role=role: self._as(role, sorting).carry_out(),
                ):
                    with self.assertRaises(AccessError):
                        attempt()
        self.assertTrue(self._as("auditor", sorting).get_queue()["pieces"])
        for role in ("employee", "internal", "portal"):
            for attempt in ("get_queue", "get_refusals", "get_start"):
                with self.assertRaises(AccessError):
                    getattr(self._as(role, sorting), attempt)()
        with self.assertRaises(AccessError):
            self.env["furniture.sorting.line"].with_user(self.users["manager"]).create(
                {"sorting_id": sorting.id, "lot_id": self.pieces[0].id, "decision": "keep"}
            )
        with self.assertRaises(UserError):
            self._as("manager", sorting).state = "closed"


@tagged("post_install", "-at_install")
class TestCarryingOut(SortingCase):
    def test_each_decision_does_what_it_says(self):
        more = self._create_pieces(3, self.room)
        keep, free, redo, recycle = self.pieces
        give, later, used = more
        self._set_purpose(later, "in_use")
        self._set_purpose(used, "in_use")
        day = self.today + timedelta(days=30)
        sorting = self._begin()
        self._save(sorting, keep, "keep")
        self._save(sorting, free | used, "available")
        self._save(sorting, redo, "redesign")
        self._save(sorting, recycle, "recycle")
        self._save(sorting, give, "pass_on")
        self._save(sorting, later, "available", day)
        self.assertEqual(set((self.pieces | more).mapped("purpose")), {"available", "in_use"}, "nothing changes before")
        sorting.carry_out()
        self.assertEqual(
            (keep | free | redo | recycle | give | later | used).mapped("purpose"),
            ["in_use", "available", "redesign", "recycling", "available", "in_use", "available"],
        )
        self.assertEqual((later.available_from, used.available_from), (day, False))
        ends = {end.kind: end for end in sorting.end_ids}
        self.assertEqual(set(ends), {"recycled", "donated"})
        self.assertEqual((ends["recycled"].line_ids.lot_id, ends["donated"].line_ids.lot_id), (recycle, give))
        self.assertEqual(set(sorting.end_ids.mapped("state")), {"draft"})
        self.assertEqual(sorting.state, "closed")
        change = recycle.purpose_change_ids.sorted("id")[-1]
        self.assertEqual((change.user_id, change.source), (self.users["coordinator"], "hand"))
        self.assertIn(sorting.name, change.reason)
        self.assertFalse(self._begin() == sorting, "a new one begins")

    def test_what_is_refused_is_listed_and_nothing_is_done_or_the_rest(self):
        sorting = self._begin()
        self._save(sorting, self.pieces[:2], "recycle")
        self._save(sorting, self.pieces[2:], "redesign")
        reservation = self._reserve(self.pieces[0])
        self._end(self.pieces[2])
        answer = sorting.get_refusals()
        self.assertEqual(answer["possible"], 2)
        self.assertEqual(
            {refusal["piece"] for refusal in answer["refusals"]}, {self.pieces[0].name, self.pieces[2].name}
        )
        with self.assert_refused(UserError, "Nothing was carried out"), self.env.cr.savepoint():
            sorting.carry_out()
        self.assertEqual(self.pieces[1].purpose, "available")
        sorting.carry_out(possible_only=True)
        self.assertEqual(self.pieces[1].purpose, "recycling")
        self.assertEqual(self.pieces[3].purpose, "redesign")
        self.assertEqual(sorting.state, "open", "it goes on while something is left")
        left = sorting.line_ids.filtered(lambda line: line.state == "refused").sorted("lot_id")
        self.assertEqual(left.lot_id, self.pieces[0] | self.pieces[2])
        self.assertIn(reservation.name, left[0].refusal)
        reservation.action_release()
        sorting.carry_out(possible_only=True)
        self.assertEqual(self.pieces[0].purpose, "recycling")

    def test_pressing_twice_does_nothing_twice(self):
        sorting = self._begin()
        self._save(sorting, self.pieces, "recycle")
        sorting.carry_out()
        with self.assert_refused(UserError, "carried out already"):
            sorting.carry_out()
        self.assertEqual(len(sorting.end_ids), 1)
        with self.assert_refused(UserError, "carried out already"):
            self._save(sorting, self.pieces, "keep")

    def test_nothing_decided_is_nothing_to_carry_out(self):
        with self.assert_refused(UserError, "nothing to carry out"):
            self._begin().carry_out()

    def test_a_piece_in_a_store_cannot_be_in_use(self):
        piece = self._create_piece(self.store)
        sorting = self._begin(self.store)
        self._save(sorting, piece, "keep")
        with self.assert_refused(UserError, "in use when it stands in a room"):
            sorting.carry_out()


@tagged("post_install", "-at_install")
class TestSortingSpeed(SortingCase):
    def _count(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _costs(self, count):
        place = self._create_place(f"Bygg {count}", "building", self.site)
        room = self._create_place("1", "room", place)
        lots = self._create_pieces(count, room)
        sorting = self._begin(place)
        fetch = self._count(sorting.get_queue)
        half = count // 2
        save = self._count(lambda: self._save(sorting, lots[:half], "recycle"))
        self._save(sorting, lots[half:], "redesign")
        return fetch, save, self._count(sorting.carry_out)

    def test_queries_do_not_grow_with_the_pieces(self):
        self._costs(4)
        few, many = self._costs(220), self._costs(420)
        for was, now in zip(few, many, strict=True):
            self.assertLessEqual((now - was) / 200, 0.05, (few, many))
