"""What the tests of the stock loader share."""

from odoo import Command

from .common import FurnitureCase
from .stock_rows import differences

NOW = "2026-03-02 09:30:00"


class LoaderCase(FurnitureCase):
    """Pieces that are registered but not yet in stock, in two buildings and a store."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loader = cls.env["furniture.stock.loader"]
        cls.other_building = cls._create_place("Biblioteket", "building", cls.site)
        cls.far_room = cls._create_place("01", "room", cls._create_place("Kjeller", "floor", cls.other_building))
        cls.places = [cls.room, cls.other_room, cls.far_room, cls.store, cls._create_place("Varebil", "vehicle")]
        cls.models = [cls.model, cls._create_model("Hev-/senkbord", standard_price=1250.55), cls._create_model("Skap")]

    @classmethod
    def _new_placements(cls, count=15, **vals):
        """(piece id, place id) for new pieces of all models in all places."""
        lots = cls.env["stock.lot"].create(
            [{"product_id": cls.models[n % len(cls.models)].id, **vals} for n in range(count)]
        )
        return [(lot.id, cls.places[(n + n // 5) % len(cls.places)].id) for n, lot in enumerate(lots)]

    def _load_as_plain_odoo(self, placements, reference=None):
        """The reference: moves made as stock.quant's inventory adjustment makes them, done by Odoo."""
        groups = {}
        for lot_id, place_id in placements:
            lot, place = self.env["stock.lot"].browse(lot_id), self.env["stock.location"].browse(place_id)
            groups.setdefault((lot.product_id, place.building_id or place), []).append((lot, place))
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": len(pieces),
                    "company_id": self.company.id,
                    "state": "confirmed",
                    "location_id": product.property_stock_inventory.id,
                    "location_dest_id": building.id,
                    "is_inventory": True,
                    "picked": True,
                    **({"inventory_name": reference} if reference else {}),
                    "move_line_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_id": product.uom_id.id,
                                "quantity": 1,
                                "location_id": product.property_stock_inventory.id,
                                "location_dest_id": place.id,
                                "company_id": self.company.id,
                                "lot_id": lot.id,
                            }
                        )
                        for lot, place in pieces
                    ],
                }
                for (product, building), pieces in groups.items()
            ]
        )
        moves._action_done()

    def _loader_as(self, role):
        return self.loader.with_user(self.users[role])

    def assert_same(self, one, other, tables=("stock_move", "stock_move_line", "stock_quant")):
        """Both ways wrote something, and the same."""
        for table in tables:
            self.assertTrue(one[0][table], f"nothing in {table}: the comparison would prove nothing")
        self.assertFalse(differences(one, other))
