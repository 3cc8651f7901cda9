from odoo import api, models

from ..tools import scan as rules
from ..tools.purpose import ARRIVAL, AVAILABLE, IN_USE
from .stock_location import ROOM_KINDS

ANYWAY, FOLLOW, LEAVE = "move_anyway", "follow", "leave"
# How a piece comes to the place, by the code of what is done.
MOVED, FOLLOWED, FOUND, PLACED = "moved", "moved_held", "found_again", "placed"


class FurnitureScanActionMove(models.AbstractModel):
    """Pieces that were carried to another place: ``{code, place, from?, choice?}``.

    ``from`` is the place id that the phone believed the piece to stand in. When somebody else has moved it meanwhile, a person
    decides; so they do about a piece that a reservation holds, which stays held when it moves. A missing piece is found again.
    """

    _name = "furniture.scan.action.move"
    _inherit = "furniture.scan.action"
    _description = "Move here"
    _commutes = True

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans, "place")
        places = self._places(scans, targets)
        lots = {scan.id: self._piece_of(scan, targets) for scan in scans}
        pieces = self.env["stock.lot"].union(*lots.values())
        holds = self._holds(pieces)
        return {
            scan.id: self._judge_one(scan, lots[scan.id], places[scan.id], holds)
            if lots[scan.id] else self._no_piece(scan, targets)
            for scan in scans
        }  # fmt: skip

    @api.model
    def _judge_one(self, scan, lot, place, holds):
        if not place:
            return rules.Outcome(rules.REFUSED, "no_place", self._facts(lot))
        said = {**self._facts(lot), "place_id": place.id, "place": place.display_name}
        if lot.end_kind:
            return rules.Outcome(rules.REFUSED, "ended", {**said, "end": lot.end_kind})
        if lot.location_id == place:
            return rules.Outcome(rules.AGAIN, "stands_here", said)
        choice = scan.data.get("choice")
        if lot in holds:
            return self._judge_held(holds[lot], choice, said)
        if not lot.location_id:
            return rules.Outcome(rules.READY, FOUND if lot.missing_since else PLACED, said)
        if choice != ANYWAY and self._moved_by_others(scan, lot):
            return rules.Outcome(rules.CONFLICT, "moved_meanwhile", said, (ANYWAY, LEAVE))
        return rules.Outcome(rules.READY, MOVED, said)

    @api.model
    def _judge_held(self, hold, choice, said):
        said = {**said, **hold.names}
        if not hold.line or hold.picking.furniture_move:
            return rules.Outcome(rules.REFUSED, "in_transfer", said)
        if choice != FOLLOW:
            return rules.Outcome(rules.CONFLICT, "held", said, (FOLLOW, LEAVE))
        return rules.Outcome(rules.READY, FOLLOWED, said)

    @api.model
    def _moved_by_others(self, scan, lot):
        """The piece is not where the phone believed it, and it was not who scanned it that brought it where it is."""
        believed = scan.data.get("from")
        if not believed or believed == lot.location_id.id:
            return False
        last = self.env["furniture.scan.record"].search(
            [("lot_id", "=", lot.id), ("user_id", "=", self._scanned_by(scan)), ("status", "=", rules.DONE), ("place_id", "!=", False)],
            limit=1,
        )  # fmt: skip
        return last.place_id != lot.location_id

    @api.model
    def _scanned_by(self, scan):
        """The id of whoever made the record; it may be somebody else that carries it out."""
        return self.env.uid

    @api.model
    def _do(self, scans, judged):
        placements = {}
        for scan in scans:
            said = judged[scan.id]
            placements.setdefault(said.code, []).append((said.values["lot_id"], said.values["place_id"]))
        for how, pairs in placements.items():
            getattr(self, f"_come_{how}")(pairs)
        return {scan.id: rules.Outcome(rules.DONE, judged[scan.id].code, judged[scan.id].values) for scan in scans}

    # The ways in which pieces come to a place: ``pairs`` is a list of (piece id, place id)

    @api.model
    def _come_moved(self, pairs):
        places = self.env["stock.location"]
        lots = self.env["stock.lot"].browse(lot_id for lot_id, _place_id in pairs)
        lots._move_each({lot: places.browse(place_id) for lot, (_lot_id, place_id) in zip(lots, pairs, strict=True)})

    @api.model
    def _come_moved_held(self, pairs):
        """The hold follows its piece: whoever it is held for keeps it, and is told."""
        for place, lots in self._by_place(pairs):
            # sudo: lines of reservations are the system's; that the piece may be moved is checked by _move_to.
            held = self.env["furniture.reservation.line"].sudo().search(
                [("lot_id", "in", lots.ids), ("state", "=", "held")]
            )  # fmt: skip
            held.with_env(self.env)._follow(lambda lots=lots, place=place: lots._move_to(place))
            for reservation, lines in held.grouped("reservation_id").items():
                names = ", ".join(lines.lot_id.mapped("name"))
                self.env["furniture.notice"]._tell(
                    reservation.requester_id.filtered("active"),
                    "reservation",
                    lambda env, names=names, place=place: env._(
                        "%(pieces)s stands in %(place)s now. Still held for you.",
                        pieces=names,
                        place=place.sudo().with_env(env).display_name,
                    ),
                    reservation,
                )

    @api.model
    def _come_found_again(self, pairs):
        self.env["furniture.stock.loader"]._load_by_odoo(pairs, reference=self.env._("Found again"))

    @api.model
    def _come_placed(self, pairs):
        self.env["stock.lot"]._put_in_stock(pairs)
        in_rooms = self.env["stock.lot"].browse(lot_id for lot_id, _place in pairs).filtered(
            lambda lot: lot.purpose == AVAILABLE and lot.location_id.place_kind in ROOM_KINDS
        )  # fmt: skip
        # sudo: the purpose follows from the arrival, whoever carried it.
        in_rooms.sudo()._change_purpose(IN_USE, source=ARRIVAL)

    @api.model
    def _by_place(self, pairs):
        by_lot = dict(pairs)
        lots = self.env["stock.lot"].browse(by_lot)
        for place_id, those in lots.grouped(lambda lot: by_lot[lot.id]).items():
            yield self.env["stock.location"].browse(place_id), those
