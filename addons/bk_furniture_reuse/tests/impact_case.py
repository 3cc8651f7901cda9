"""What the tests of the reuse ledger share: time that passes, and moves that put pieces to use."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from .common import FurnitureCase

START = datetime(2026, 3, 2, 9, 0)


class ImpactCase(FurnitureCase):
    """A municipality with a second building, at the beginning of March."""

    @classmethod
    def setUpClass(cls):
        cls.clock = freeze_time(START)
        cls.frozen = cls.clock.start()
        cls.addClassCleanup(cls.clock.stop)
        super().setUpClass()
        cls.ledger = cls.env["furniture.impact.ledger"]
        cls.events = cls.env["furniture.impact.event"]
        cls.entries = cls.env["furniture.impact.entry"]
        cls.edition = cls.env.ref("bk_furniture_reuse.impact_edition_2026_1")
        cls.other_site = cls._create_place("Søndre sone", "site")
        cls.other_building = cls._create_place("Skolen", "building", cls.other_site)
        cls.classroom = cls._create_place("A1", "room", cls.other_building)
        cls.unit = cls.env["furniture.unit"].create({"name": "Skolen", "member_ids": [(4, cls.users["employee"].id)]})

    def setUp(self):
        super().setUp()
        self.frozen.move_to(START)

    def _days_pass(self, days):
        self.frozen.tick(timedelta(days=days))

    def _deliver(self, lots, place, **plan):
        """Move pieces to ``place`` by a planned transfer that is done at once."""
        pickings = lots._plan_move(dict.fromkeys(lots, place), **plan)
        pickings.move_ids.picked = True
        pickings._action_done()
        return pickings

    def _reserve_and_deliver(self, lots, place, unit=None):
        """A unit's own request for these pieces, held and delivered."""
        reservation = self.env["furniture.reservation"].create(
            {
                "requester_id": self.users["employee"].id,
                "unit_id": (unit or self.unit).id,
                "destination_id": place.id,
                "ask_ids": [(0, 0, {"product_id": lots.product_id[:1].id, "quantity": len(lots)})],
            }
        )
        reservation._hold(lots)
        pickings = reservation.picking_ids
        pickings.move_ids.picked = True
        pickings._action_done()
        return reservation

    def _enter_due(self):
        """30 days later, the scheduled job."""
        self._days_pass(31)
        self._enter()

    def _enter(self):
        """What the scheduled job does, without its commits."""
        while self.ledger._enter_due():
            pass

    def _ledger_of(self, lots):
        return self.entries.search([("lot_id", "in", lots.ids), ("run_id.kind", "=", "ledger")], order="id")
