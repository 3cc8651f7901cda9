"""Places: which building a room is in, what may stand inside what, and the overview whose every number opens its pieces."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import FurnitureCase

KINDS = ("site", "building", "floor", "zone", "room", "store", "vehicle")
# Written by hand: what may not stand directly inside what.
FORBIDDEN = {
    ("site", "site"), ("site", "building"), ("site", "floor"), ("site", "zone"), ("site", "room"),
    ("building", "building"), ("building", "floor"), ("building", "zone"), ("building", "room"),
    ("floor", "floor"), ("floor", "zone"), ("floor", "room"),
    ("zone", "zone"), ("zone", "room"),
    ("room", "room"),
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestPlaceTree(FurnitureCase):
    def test_a_place_is_found_by_the_words_that_people_say(self):
        found = self.env["stock.location"].name_search
        for words in (self.room.display_name, "rådhuset 214", "214 Rådhuset", "214"):
            with self.subTest(words=words):
                self.assertIn(self.room.id, [place_id for place_id, _name in found(words)])
        self.assertNotIn(self.room.id, [place_id for place_id, _name in found("rådhuset 215")])

    def test_a_room_knows_its_floor_building_and_site(self):
        self.assertRecordValues(
            self.room, [{"site_id": self.site.id, "building_id": self.building.id, "floor_id": self.floor.id}]
        )
        zone = self._create_place("Landskap øst", "zone", self.floor)
        inner = self._create_place("Stillerom", "room", zone)
        self.assertEqual((inner.floor_id, inner.building_id, inner.site_id), (self.floor, self.building, self.site))

    def test_a_building_outside_every_site_is_its_own_site(self):
        lonely = self._create_place("Ungdomsskolen", "building")
        self.assertEqual((lonely.site_id, lonely.building_id), (lonely, lonely))

    def test_a_store_outside_every_building_is_its_own_building_and_inside_one_it_belongs_there(self):
        self.assertEqual((self.store.site_id, self.store.building_id), (self.store, self.store))
        cellar = self._create_place("Kjellerlager", "store", self.building)
        self.assertEqual((cellar.site_id, cellar.building_id), (self.site, self.building))
        on_site = self._create_place("Container", "store", self.site)
        self.assertEqual((on_site.site_id, on_site.building_id), (self.site, on_site))

    def test_moving_a_floor_to_another_building_moves_its_pieces_in_the_lists(self):
        piece = self._create_piece(self.room)
        other_site = self._create_place("Søndre sone", "site")
        other = self._create_place("Biblioteket", "building", other_site)
        self.floor.location_id = other
        self.assertEqual((self.room.building_id, self.room.site_id), (other, other_site))
        self.assertEqual((piece.building_id, piece.site_id, piece.floor_id), (other, other_site, self.floor))
        found = self.env["stock.lot"].search([("building_id", "=", other.id), ("id", "=", piece.id)])
        self.assertEqual(found, piece)

    def test_a_place_is_called_what_a_person_would_say(self):
        self.assertEqual(self.room.display_name, "Nordre sone / Rådhuset / 2. etasje / 214")
        self.building.name = "Gamle rådhus"
        self.assertEqual(self.room.display_name, "Nordre sone / Gamle rådhus / 2. etasje / 214")
        self.assertEqual(self.store.display_name, "Ombrukslager")

    def test_beside_the_buildings_column_a_place_is_floor_and_room(self):
        short = {
            place: place.with_context(short_place=True).display_name
            for place in (self.room, self.floor, self.building, self.store)
        }
        self.assertEqual(
            short,
            {
                self.room: "2. etasje / 214",
                self.floor: "2. etasje",
                self.building: "Rådhuset",
                self.store: "Ombrukslager",
            },
        )
        self.assertEqual(self.room.display_name, "Nordre sone / Rådhuset / 2. etasje / 214")

    def test_other_locations_keep_odoos_name(self):
        shelf = self.env["stock.location"].create({"name": "Hylle 1", "location_id": self.stock.id})
        self.assertTrue(shelf.display_name.endswith("/Stock/Hylle 1"), shelf.display_name)


@tagged("post_install", "-at_install")
class TestPlaceKinds(FurnitureCase):
    def test_what_may_stand_inside_what(self):
        parents = {kind: self._create_place(f"Ytre {kind}", kind) for kind in KINDS}
        for outer in KINDS:
            for inner in KINDS:
                with self.subTest(inner=inner, outer=outer), self.env.cr.savepoint() as savepoint:
                    if (inner, outer) in FORBIDDEN:
                        with self.assert_refused(ValidationError, "cannot stand inside"):
                            self._create_place("Indre", inner, parents[outer])
                    else:
                        self.assertEqual(self._create_place("Indre", inner, parents[outer]).location_id, parents[outer])
                    savepoint.rollback()

    def test_moving_a_place_is_checked_too(self):
        with self.assert_refused(ValidationError, "cannot stand inside"):
            self.building.location_id = self._create_place("Annet bygg", "building")

    def test_a_new_kind_must_suit_what_stands_inside(self):
        with self.assert_refused(ValidationError, "2. etasje is a floor and cannot stand inside Rådhuset"):
            self.building.place_kind = "room"

    def test_a_place_holds_furniture_so_it_is_internal(self):
        with self.assert_refused(ValidationError, "must be Internal"):
            self._create_place("Kunde", "room", usage="customer")
        with self.assert_refused(ValidationError, "must be Internal"):
            self.room.usage = "view"

    def test_a_place_counts_what_stands_in_it_and_inside_it(self):
        self._create_pieces(2, self.room)
        self._create_pieces(3, self.other_room)
        self._create_piece(self.floor)
        counts = {place: place.piece_count for place in (self.room, self.floor, self.building, self.site, self.store)}
        self.assertEqual(counts, {self.room: 2, self.floor: 6, self.building: 6, self.site: 6, self.store: 0})
        action = self.building.action_open_pieces()
        self.assertEqual(self.env["stock.lot"].search_count(action["domain"]), 6)


@tagged("post_install", "-at_install")
class TestPlaceOverview(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        in_room = cls._create_pieces(5, cls.room)
        cls._set_purpose(in_room[:2], "in_use")
        cls._set_purpose(in_room[2], "recycling")
        cls._reserve(in_room[3])
        cls._create_pieces(2, cls.other_room)
        cls._set_purpose(cls._create_piece(cls.floor), "redesign")
        cls._create_pieces(3, cls.store)

    def _rows(self, role="employee"):
        """Every row of the overview by its place."""
        found, todo = {}, list(self.env["stock.location"].with_user(self.users[role]).get_place_overview())
        for row in todo:
            found[row["id"]] = row
            todo += row["children"]
        return found

    def _counts(self, place, rows=None):
        row = (rows or self._rows())[place and place.id]
        return (*(row["counts"][p] for p in ("in_use", "available", "reserved", "redesign", "recycling")), row["total"])

    def test_the_numbers_agree_with_a_count_by_hand(self):
        rows = self._rows()
        self.assertEqual(self._counts(self.room, rows), (2, 1, 1, 0, 1, 5))
        self.assertEqual(self._counts(self.other_room, rows), (0, 2, 0, 0, 0, 2))
        for place in (self.floor, self.building, self.site):
            self.assertEqual(self._counts(place, rows), (2, 3, 1, 1, 1, 8))
        self.assertEqual(self._counts(self.store, rows), (0, 3, 0, 0, 0, 3))

    def test_the_tree_is_the_places(self):
        rows = self._rows()
        self.assertEqual([child["id"] for child in rows[self.site.id]["children"]], [self.building.id])
        self.assertEqual([child["name"] for child in rows[self.floor.id]["children"]], ["214", "215"])
        self.assertEqual(rows[self.building.id]["kind"], "building")

    def test_floors_come_in_their_order_and_room_numbers_as_people_count(self):
        self._create_place("Kjeller", "floor", self.building, floor_number=-1)
        self._create_place("10. etasje", "floor", self.building, floor_number=10)
        self._create_place("1001", "room", self.floor)
        rows = self._rows()
        self.assertEqual(
            [child["name"] for child in rows[self.building.id]["children"]], ["Kjeller", "2. etasje", "10. etasje"]
        )
        self.assertEqual([child["name"] for child in rows[self.floor.id]["children"]], ["214", "215", "1001"])

    def test_every_number_opens_exactly_as_many_pieces(self):
        self._awkward_places()
        lots = self.env["stock.lot"].with_user(self.users["employee"])
        rows = self._rows()
        self.assertIn(False, rows)
        for row in rows.values():
            self.assertEqual(lots.search_count(row["domain"]), row["total"], row["name"])
            for purpose, number in row["counts"].items():
                domain = [*row["domain"], ("purpose", "=", purpose)]
                self.assertEqual(lots.search_count(domain), number, (row["name"], purpose))

    def test_the_top_rows_together_are_all_pieces_once(self):
        self._awkward_places()
        top = self.env["stock.location"].get_place_overview()
        self.assertEqual(
            sum(row["total"] for row in top), self.env["stock.lot"].search_count([("is_furniture", "=", True)])
        )

    def _awkward_places(self):
        """A piece on a plain shelf in a room, a room behind a plain location, pieces outside every place and not in stock."""
        shelf = self.env["stock.location"].create({"name": "Hylle", "location_id": self.room.id})
        self._create_piece(shelf)
        wing = self.env["stock.location"].create({"name": "Fløy", "location_id": self.building.id, "usage": "view"})
        self._create_pieces(2, self._create_place("301", "room", wing))
        self._create_pieces(2, self.stock)
        self._create_piece()
        archived = self._create_place("Revet rom", "room", self.floor)
        self._create_piece(archived)
        archived.with_context(do_not_check_quant=True).active = False

    def test_pieces_elsewhere_are_not_lost(self):
        self._create_pieces(2, self.stock)
        self._create_piece()
        self.assertEqual(self._counts(False), (0, 3, 0, 0, 0, 3))

    def test_without_pieces_elsewhere_there_is_no_such_row(self):
        elsewhere = self.env["stock.lot"].search(
            [("is_furniture", "=", True), "|", ("location_id", "=", False), ("location_id.place_kind", "=", False)]
        )
        self.assertFalse(elsewhere, "the database of this test holds furniture of others")
        self.assertNotIn(False, self._rows())

    def test_archived_places_are_shown_while_something_stands_there(self):
        empty = self._create_place("Tomt rom", "room", self.floor)
        full = self._create_place("Fullt rom", "room", self.floor)
        self._create_pieces(2, full)
        empty.active = False
        full.with_context(do_not_check_quant=True).active = False
        rows = self._rows()
        self.assertNotIn(empty.id, rows)
        self.assertEqual(self._counts(full, rows), (0, 2, 0, 0, 0, 2))
        self.assertEqual(self._counts(self.floor, rows)[-1], 10)

    def test_who_may_see_it(self):
        for role in ("employee", "operator", "coordinator", "manager", "auditor"):
            self.assertEqual(self._counts(self.building, self._rows(role))[-1], 8, role)
        for role in ("internal", "portal"):
            with self.assertRaises(AccessError):
                self._rows(role)
