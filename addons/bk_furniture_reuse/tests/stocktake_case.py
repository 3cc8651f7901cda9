"""What the tests of stock-takes share: three rooms, and short ways to count."""

import itertools

from .common import FurnitureCase

# A dot of one pixel, as a signature.
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


class StocktakeCase(FurnitureCase):
    """A stock-take of rooms 214 and 215, counted by whoever a test says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far_room = cls._create_place("901", "room", cls._create_place("Annekset", "building", cls.site))
        cls.pieces = cls._create_pieces(3, cls.room)
        cls.others = cls._create_pieces(2, cls.other_room)
        cls.far = cls._create_piece(cls.far_room)
        cls.uids = itertools.count(1)

    def _new(self, role="coordinator", **vals):
        vals = {"place_ids": (self.room | self.other_room).ids, **vals}
        return self.env["furniture.stocktake"].with_user(self.users[role]).create(vals)

    def _start(self, **vals):
        stocktake = self._new(**vals)
        stocktake.action_start()
        return stocktake

    def _scan(self, stocktake, place, *targets, role="operator"):
        """Scan pieces (or codes) in a place; returns the answers."""
        scans = [
            {
                "uid": f"uid-{next(self.uids)}",
                "code": target if isinstance(target, str) else target.tag_id.code,
                "place_id": place.id,
            }
            for target in targets
        ]
        return self._as(role, stocktake).register_scans(scans)

    def _kinds(self, answers):
        return [answer["kind"] for answer in answers]

    def _line(self, stocktake, piece):
        """The line of a piece or an unknown code, read as it stands."""
        self.env.flush_all()
        domain = [("code", "=", piece)] if isinstance(piece, str) else [("lot_id", "=", piece.id)]
        return self.env["furniture.stocktake.line"].search([("stocktake_id", "=", stocktake.id), *domain])

    def _count_all(self, stocktake, *left_out, role="operator"):
        """Every piece is found where it stands, but for those left out; both rooms are done."""
        for place, lots in ((self.room, self.pieces), (self.other_room, self.others)):
            found = lots - self.env["stock.lot"].union(*left_out)
            self._scan(stocktake, place, *found, role=role)
            self._as(role, stocktake).finish_room(place.id)

    def _close(self, stocktake, role="manager", **vals):
        if stocktake.state != "to_close":
            self._as("coordinator", stocktake).action_finish()
        return self._as(role, stocktake)._close(DOT, **vals)
