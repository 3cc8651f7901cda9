"""The rules of suitability, consent and settlement ask the database a fixed number of times, whatever the number of pieces."""

from contextlib import contextmanager

from odoo.tests import tagged

from .rules_case import RulesCase

MOST_PER_PIECE = 0.05


@tagged("post_install", "-at_install")
class TestRulesQueryCounts(RulesCase):
    @contextmanager
    def _without(self, *names):
        """Our share is what a step costs more than without the named methods."""
        patched = {
            "stock.move.line": {
                "_check_suitable_places": lambda records: None,
                "_end_overrides": lambda records: None,
                "_hand_over": lambda records, receiving: None,
                "_receiving_reservations": lambda records: {},
            }
        }
        with self.env.cr.savepoint():
            for model, methods in patched.items():
                for name, method in methods.items():
                    self.patch(self.env.registry[model], name, method)
            yield

    def _count(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _slope(self, prepare, small=20, large=120):
        self._count(prepare(small))
        few, many = self._count(prepare(small)), self._count(prepare(large))
        return (many - few) / (large - small)

    def _rooms(self, count):
        return [self._create_place(f"Rom {number}", "room", self.kindergarten) for number in range(count)]

    def test_the_check_of_a_batch(self):
        def prepare(count):
            pieces = self._create_pieces(count, self.store)
            self._say(pieces, self.washable)
            rooms = self._rooms(count // 10)
            placements = {room: pieces[index :: len(rooms)] for index, room in enumerate(rooms)}
            return lambda: self.env["stock.lot"]._check_suitability(placements)

        self.kindergarten.suitability_required_ids = self.washable
        self.assertLessEqual(self._slope(prepare), 0)
        self.assertLessEqual(self._count(prepare(50)), 20)

    def test_places_without_rules_cost_next_to_nothing(self):
        pieces = self._create_pieces(50, self.store)
        self.assertLessEqual(self._count(lambda: self.env["stock.lot"]._check_suitability({self.room: pieces})), 3)

    def test_reading_tags_and_rules(self):
        def tags(count):
            pieces = self._create_pieces(count, self.store)
            self._say(pieces, self.washable)
            return lambda: pieces.mapped("suitability_ids.name")

        def rules(count):
            rooms = self.env["stock.location"].union(*self._rooms(count))
            return lambda: rooms.mapped("all_forbidden_ids.name")

        self.assertLessEqual(self._slope(tags), 0)
        self.assertLessEqual(self._slope(rules), 0)

    def test_moving_many_adds_little_to_odoos_own(self):
        def prepare(count):
            pieces = self._as("operator", self._create_pieces(count, self.store))
            return lambda: pieces._move_to(self.playroom)

        ours = self._slope(prepare)
        with self._without():
            odoos = self._slope(prepare)
        self.assertLessEqual(ours - odoos, MOST_PER_PIECE)

    def test_holding_and_asking_adds_little(self):
        def prepare(count, owner=self.school):
            pieces = self._create_pieces(count, self.store, owner_unit_id=owner.id)
            return lambda: self._hold_for(self.library, pieces, self.room)

        asked = self._slope(prepare)
        unasked = self._slope(lambda count: prepare(count, self.library))
        self.assertLessEqual(asked - unasked, MOST_PER_PIECE)

    def test_handing_over_adds_little(self):
        self.school.write({"releases_freely": True, "price_rule": "percent", "price_percent": 20})

        def prepare(count, owner=self.school):
            reservation = self._hold_for(
                self.library, self._create_pieces(count, self.store, owner_unit_id=owner.id), self.room
            )
            return lambda: self._deliver(reservation)

        handed_over = self._slope(prepare)
        kept = self._slope(lambda count: prepare(count, self.library))
        self.assertLessEqual(handed_over - kept, MOST_PER_PIECE)

    def test_saying_and_allowing_for_many(self):
        def say(count):
            pieces = self._create_pieces(count, self.store)
            return lambda: self._say(pieces, self.treated)

        def allow(count):
            pieces = self._create_pieces(count, self.store)
            self._say(pieces, self.treated)
            return lambda: pieces._override_suitability(self.playroom, "Avklart")

        self.assertLessEqual(self._slope(say), MOST_PER_PIECE)
        self.assertLessEqual(self._slope(allow), MOST_PER_PIECE)
