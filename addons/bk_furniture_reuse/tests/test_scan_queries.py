"""A message of many records costs little more than what Odoo's own moves cost: so many queries for each further piece."""

from odoo.tests import tagged

from .scan_case import ScanCase

SMALL, LARGE = 10, 60


@tagged("post_install", "-at_install")
class TestScanQueries(ScanCase):
    def _count(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _slope(self, prepare):
        """Queries for each further record; ``prepare`` makes so many ready and returns what is measured."""
        prepare(SMALL)()
        few, many = self._count(prepare(SMALL)), self._count(prepare(LARGE))
        return (many - few) / (LARGE - SMALL)

    def _send(self, *made):
        def send():
            statuses = {result["status"] for result in self.phone.send(list(made))["results"]}
            self.assertEqual(statuses, {"done"})

        return send

    def test_registering(self):
        def prepare(count):
            tags = self.env["furniture.tag"].create([{} for _number in range(count)])
            return self._send(
                *[
                    self.phone.record("register", code=tag.code, place=self.store.id, product=self.model.id)
                    for tag in tags
                ]
            )

        # Odoo inserts the two quants of each serial number by themselves; of ours there is none.
        self.assertLessEqual(self._slope(prepare), 2.1)

    def test_registering_with_a_photo_of_each(self):
        photo = self._photo()

        def prepare(count):
            tags = self.env["furniture.tag"].create([{} for _number in range(count)])
            made = []
            for tag in tags:
                made.append(self.phone.record("register", code=tag.code, place=self.store.id, product=self.model.id))
                made.append(self.phone.record("photo", code=tag.code, photo=photo))
            return self._send(*made)

        # Each photo is a file in five sizes, which Odoo stores one by one.
        self.assertLessEqual(self._slope(prepare), 8)

    def test_moving_costs_what_odoos_own_moves_cost(self):
        def ours(apart):
            def prepare(count):
                rooms = [self._create_place(f"M{apart}{n}", "room", self.floor) for n in range(count if apart else 1)]
                lots = self._create_pieces(count, self.store)
                return self._send(
                    *[
                        self.phone.record("move", code=lot.name, place=rooms[n % len(rooms)].id)
                        for n, lot in enumerate(lots)
                    ]
                )

            return prepare

        def odoos(count):
            product = self.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
            lots = self.env["stock.lot"].create(
                [{"product_id": product.id, "name": f"{product.id}-{n}"} for n in range(count)]
            )
            for lot in lots:
                self.env["stock.quant"]._update_available_quantity(product, self.store, 1, lot_id=lot)
            quants = self.env["stock.quant"].search([("lot_id", "in", lots.ids), ("location_id", "=", self.store.id)])
            return lambda: quants.move_quants(location_dest_id=self.room)

        allowed = self._slope(odoos) + 0.05
        for apart in (False, True):
            with self.subTest(apart=apart):
                self.assertLessEqual(self._slope(ours(apart)), allowed + (1 if apart else 0))

    def test_purposes_and_damages(self):
        def prepare(kind, data):
            def with_count(count):
                lots = self._create_pieces(count, self.store)
                return self._send(*[self.phone.record(kind, code=lot.name, **data) for lot in lots])

            return with_count

        for kind, data in (("purpose", {"purpose": "redesign"}), ("damage", {"damage_kind": "scratch"})):
            with self.subTest(kind=kind):
                self.assertLessEqual(self._slope(prepare(kind, data)), 0.1)

    def test_what_came_before_and_what_is_judged_ahead_of_time(self):
        lots = self._create_pieces(60, self.store)
        made = [self.phone.record("move", code=lot.name, place=self.room.id) for lot in lots]
        self.phone.send(made)
        self.assertLessEqual(self._count(lambda: self.phone.send(made)), 8)
        scan = self.phone.env["furniture.scan"]
        datas = [{"code": lot.name, "place": self.store.id} for lot in lots]
        self.assertLessEqual(self._count(lambda: scan._preview("move", datas)), 15)
        blanks = self.env["furniture.tag"].create([{} for _number in range(60)])
        datas = [{"code": tag.code, "place": self.store.id, "product": self.model.id} for tag in blanks]
        self.assertLessEqual(self._count(lambda: scan._preview("register", datas)), 20)
