"""Opening + in - out = closing, for histories drawn at random: against a tally of our own, and against what stock says."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.furniture_impact_reconciliation import INS, OUTS
from ..models.furniture_impact_report import Scope
from .end_case import EndCase
from .impact_case import ImpactCase

DAYS = 200


@tagged("post_install", "-at_install")
class TestImpactReconciliation(EndCase, ImpactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reconciliation = cls.env["furniture.impact.reconciliation"]
        cls.places = [cls.room, cls.other_room, cls.classroom, cls.store]

    def _scope(self, first, last, sites=None):
        run = self.env["furniture.impact.run"]._ledger(self.company)
        nowhere, nobody = self.env["stock.location"], self.env["furniture.unit"]
        return Scope(run, self.company, first, last, sites or nowhere, nobody)

    def _ours(self, rows):
        """Rows of this test's places, by their id."""
        known = {place.building_id.id for place in self.places} | {place.site_id.id for place in self.places}
        return {row["place_id"]: row for row in rows if row["place_id"] in known}

    # A history, and its tally

    def _history(self, seed):
        """Let ``DAYS`` days pass with something on each; returns (day, what, lot, from, to)."""
        draw, log = random.Random(seed), []
        present, missing, ended = {}, [], []
        for day in range(DAYS):
            self.frozen.move_to(datetime(2026, 1, 5, 9, 0) + timedelta(days=day))
            step = draw.choice(("register", "move", "move", "move", "end", "reverse", "miss", "find"))
            lots = sorted(present, key=lambda lot: lot.id)
            if step == "register" or not lots:
                place = draw.choice(self.places)
                for lot in self._create_pieces(draw.randint(1, 3), place):
                    present[lot] = place
                    log.append((day, "registered", lot, None, place))
            elif step == "move":
                lot, place = draw.choice(lots), draw.choice(self.places)
                if place != present[lot]:
                    self._relocate(lot, place)
                    log.append((day, "moved", lot, present[lot], place))
                    present[lot] = place
            elif step == "end":
                lot, kind = draw.choice(lots), draw.choice(("recycled", "donated", "sold"))
                end = self._end(lot, kind)
                log.append((day, kind, lot, present[lot], None))
                ended.append((end, lot, present.pop(lot)))
            elif step == "reverse" and ended:
                end, lot, place = ended.pop(draw.randrange(len(ended)))
                self._reverse(end)
                present[lot] = place
                log.append((day, "taken_back", lot, None, place))
            elif step == "miss":
                lot = draw.choice(lots)
                quants = self._quant(lot).with_context(inventory_mode=True)
                quants.inventory_quantity = 0
                quants._apply_inventory()
                log.append((day, "missing", lot, present.pop(lot), None))
                missing.append(lot)
            elif step == "find" and missing:
                lot, place = missing.pop(), draw.choice(self.places)
                self.env["furniture.stock.loader"]._load_by_odoo([(lot.id, place.id)], reference="Telling")
                present[lot] = place
                log.append((day, "found", lot, None, place))
        return log

    def _relocate(self, lot, place):
        self._quant(lot).move_quants(location_dest_id=place, message="Flyttet")

    def _tally(self, log, first, last, level):
        """What the table must say, counted from the log alone."""
        place_of = (lambda place: place.building_id.id) if level == "building" else (lambda place: place.site_id.id)
        tally = {}
        for day, what, _lot, source, target in log:
            when = date(2026, 1, 5) + timedelta(days=day)
            old, new = source and place_of(source), target and place_of(target)
            if when > last or old == new:
                continue
            for place, sign, name in ((old, -1, "moved_out"), (new, 1, "moved_in")):
                if place:
                    counts = tally.setdefault(place, Counter())
                    if when < first:
                        counts["opening"] += sign
                    else:
                        counts[name if what == "moved" else what] += 1
        return tally

    def test_random_histories_always_add_up(self):
        log = self._history(2026)
        self.assertEqual(
            {what for _day, what, *_rest in log},
            {"registered", "moved", "recycled", "donated", "sold", "taken_back", "missing", "found"},
        )
        periods = [(date(2026, 1, 1), date(2026, 7, 31)), (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 2, 10), date(2026, 6, 2)),
                   (date(2026, 7, 31), date(2026, 12, 31))]  # fmt: skip
        for first, last in periods:
            for level in ("building", "site"):
                with self.subTest(first=first, last=last, by=level):
                    rows = self.reconciliation._balance(self._scope(first, last), level)
                    ours, tally = self._ours(rows), self._tally(log, first, last, level)
                    for place in {*ours, *tally}:
                        counts = tally.get(place, Counter())
                        row = ours.get(place) or dict.fromkeys(("opening", "closing", *INS, *OUTS), 0)
                        found = {key: row[key] for key in ("opening", *INS, *OUTS) if row[key]}
                        self.assertEqual(found, {key: count for key, count in counts.items() if count})
                        coming, going = sum(counts[key] for key in INS), sum(counts[key] for key in OUTS)
                        self.assertEqual(row["closing"], counts["opening"] + coming - going)
                    total = rows[-1]
                    self.assertEqual(total["moved_in"], total["moved_out"])
                    self.assertEqual(
                        total["closing"],
                        total["opening"] + sum(total[key] for key in INS) - sum(total[key] for key in OUTS),
                    )

    def test_the_end_of_one_period_is_the_beginning_of_the_next(self):
        self._history(7)
        for level in ("building", "site"):
            one = self._ours(self.reconciliation._balance(self._scope(date(2026, 1, 1), date(2026, 4, 14)), level))
            two = self._ours(self.reconciliation._balance(self._scope(date(2026, 4, 15), date(2026, 12, 31)), level))
            for place in {*one, *two}:
                self.assertEqual(
                    (one.get(place) or {"closing": 0})["closing"], (two.get(place) or {"opening": 0})["opening"]
                )

    def test_stock_says_the_same_when_the_period_reaches_today(self):
        self._history(99)
        self.frozen.move_to(datetime(2026, 7, 31, 12, 0))
        for level in ("building", "site"):
            rows = self.reconciliation._balance(self._scope(date(2026, 2, 1), date(2026, 7, 31)), level)
            for place, row in self._ours(rows).items():
                quants = self.env["stock.quant"].search(
                    [("lot_id.is_furniture", "=", True), ("location_id.usage", "in", ("internal", "transit")), (f"location_id.{level}_id", "=", place)]
                )  # fmt: skip
                self.assertEqual(
                    (row["closing"], row["stock"], row["difference"]),
                    (sum(quants.mapped("quantity")), row["closing"], 0),
                )
        past = self.reconciliation._balance(self._scope(date(2026, 2, 1), date(2026, 7, 30)), "building")
        self.assertTrue(all(row["stock"] is None and row["difference"] is None for row in past))

    def test_stock_that_nobody_moved_is_seen(self):
        piece = self._create_piece(self.room)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_quant SET location_id = %s WHERE lot_id = %s AND location_id = %s",
            [self.classroom.id, piece.id, self.room.id],
        )
        self.env.invalidate_all()
        rows = self._ours(self.reconciliation._balance(self._scope(date(2026, 1, 1), date(2026, 12, 31))))
        self.assertEqual((rows[self.building.id]["difference"], rows[self.other_building.id]["difference"]), (-1, 1))

    def test_a_day_begins_at_midnight_in_norway(self):
        self.frozen.move_to(datetime(2026, 3, 31, 22, 30))  # 1 April, 00:30 in Norway
        self._create_piece(self.room)
        march = self._ours(self.reconciliation._balance(self._scope(date(2026, 3, 1), date(2026, 3, 31))))
        april = self._ours(self.reconciliation._balance(self._scope(date(2026, 4, 1), date(2026, 4, 30))))
        self.assertNotIn(self.building.id, march)
        self.assertEqual(april[self.building.id]["registered"], 1)

    def test_only_the_sites_that_were_chosen(self):
        self._create_piece(self.room)
        self._create_piece(self.classroom)
        rows = self.reconciliation._balance(self._scope(date(2026, 1, 1), date(2026, 12, 31), self.other_site))
        self.assertEqual([row["place_id"] for row in rows], [self.other_building.id, None])

    def test_the_number_of_queries_is_fixed(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.reconciliation._balance(self._scope(date(2026, 1, 1), date(2026, 12, 31)))
            return self.env.cr.sql_log_count - before

        self._create_piece(self.room)
        cost()
        few = cost()
        self._create_pieces(20, self.room)
        self.assertLessEqual(cost(), few)

    def test_who_may_not_read_entries_gets_no_numbers(self):
        for role in ("employee", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.reconciliation.with_user(self.users[role])._balance(
                    self._scope(date(2026, 1, 1), date(2026, 12, 31))
                )
