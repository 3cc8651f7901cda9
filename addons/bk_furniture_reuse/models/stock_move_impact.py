from odoo import api, models

from ..tools.purpose import AVAILABLE, IN_USE, RESERVED
from .stock_location import ROOM_KINDS


class StockMove(models.Model):
    """A piece that is put to use in a new place is a reuse event; one that leaves a place ends its stay there."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        lines = self.move_line_ids.filtered(lambda line: line.lot_id.is_furniture)
        if not lines:
            return super()._action_done(cancel_backorder=cancel_backorder)
        before = {line.id: (line.lot_id.purpose, line.lot_id.used_building_id) for line in lines}
        reservations = lines._receiving_reservations()
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        done = lines.exists().filtered(lambda line: line.state == "done")
        if done:
            # sudo: what happened is noted by the system, whoever did the move.
            self.env["furniture.impact.event"].sudo()._note_moves(done.sudo(), before, reservations)
        return moves


class StockMoveLine(models.Model):
    """When a way leads to a new use."""

    _inherit = "stock.move.line"

    def _is_new_use(self, purpose, used_building):
        """Whether this way puts a piece of ``purpose`` to use in a new place: out of what is free, or in another building than where it was in use.

        :param used_building: where it was last in use, when it is on its way from a store
        """
        self.ensure_one()
        place = self.location_dest_id
        if not self.lot_id.is_furniture or place.place_kind not in ROOM_KINDS:
            return False
        if purpose in (AVAILABLE, RESERVED):
            return True
        was = used_building or self.location_id.building_id
        return purpose == IN_USE and bool(was) and was != place.building_id


class FurnitureImpactEvent(models.Model):
    """What a done move means for the reuse ledger."""

    _inherit = "furniture.impact.event"

    @api.model
    def _note_moves(self, lines, before, reservations):
        """Note the events of done move lines, in a few queries however many there are.

        :param before: ``{line id: (purpose, building where it was last in use)}``, as it was
        :param reservations: ``{line id: reservation}`` that the lines delivered
        """
        self._end_stays(lines)
        self._remember_use(lines, before)
        self._resume_stays(lines, before)
        arrived = lines.filtered(lambda line: self._is_put_to_use(line, *before.get(line.id, (False, False))))
        lines.filtered(lambda line: line.location_dest_id.place_kind in ROOM_KINDS).lot_id.filtered(
            "used_building_id"
        ).write({"used_building_id": False})
        if not arrived:
            return self.browse()
        lots = arrived.lot_id
        refurbished = lots._refurbishments_so_far()
        earlier = self.search([("lot_id", "in", lots.ids)])
        latest = {event.lot_id: event for event in earlier.sorted(lambda event: (event.date, event.id))}
        events = self.create(
            [
                {
                    "lot_id": line.lot_id.id,
                    "kind": self._kind_of(line.lot_id, latest.get(line.lot_id), refurbished.get(line.lot_id, 0)),
                    "date": line.date,
                    "company_id": line.company_id.id,
                    "refurbishments": refurbished.get(line.lot_id, 0),
                    "from_location_id": line.location_id.id,
                    "location_id": line.location_dest_id.id,
                    "building_id": line.location_dest_id.building_id.id,
                    "site_id": line.location_dest_id.site_id.id,
                    "unit_id": self._unit_of(line, reservations).id,
                    "requester_id": reservations[line.id].requester_id.id if line.id in reservations else False,
                    "move_line_id": line.id,
                    "picking_id": line.picking_id.id,
                    "reservation_id": reservations[line.id].id if line.id in reservations else False,
                }
                for line in arrived
            ]
        )
        return events

    @api.model
    def _is_put_to_use(self, line, purpose, used_building):
        """Whether a done line put its piece to use in a new place; ``purpose`` and ``used_building`` as they were before."""
        if line.location_id.usage not in ("internal", "transit", "supplier") or line.lot_id.purpose != IN_USE:
            return False
        return line._is_new_use(purpose, used_building)

    @api.model
    def _kind_of(self, lot, latest, refurbishments):
        if not latest and lot.acquired_as in ("used", "new"):
            return f"bought_{lot.acquired_as}"
        return "refurbished" if refurbishments > (latest.refurbishments if latest else 0) else "internal"

    @api.model
    def _unit_of(self, line, reservations):
        reservation = reservations.get(line.id)
        return line.picking_id.furniture_unit_id or (reservation and reservation.unit_id) or line.lot_id.owner_unit_id

    @api.model
    def _end_stays(self, lines):
        """A stay ends when the piece leaves the building, whatever for."""
        moved = {line.lot_id: line for line in lines.sorted(lambda line: (line.date, line.id))}
        open_events = self.search(
            [("lot_id", "in", lines.lot_id.ids), ("left_on", "=", False), ("kind", "!=", "outside")]
        )
        left = open_events.filtered(lambda event: moved[event.lot_id].location_dest_id.building_id != event.building_id)
        for date, events in left.grouped(lambda event: moved[event.lot_id].date).items():
            events.write({"left_on": date})

    @api.model
    def _resume_stays(self, lines, before):
        """A piece that was away for a while, still in use, and comes back to its building goes on with the stay that it had there."""
        back = lines.filtered(
            lambda line: (
                before.get(line.id, (False, False))[0] == IN_USE
                and line.location_dest_id.place_kind in ROOM_KINDS
                and before[line.id][1]
                and before[line.id][1] == line.location_dest_id.building_id
            )
        )
        back.lot_id._resume_stay()

    @api.model
    def _remember_use(self, lines, before):
        """A piece in use that goes to a store for a while is remembered where it was in use: coming back there is no new place."""
        parked = lines.filtered(
            lambda line: (
                before.get(line.id, (False, False))[0] == IN_USE
                and line.location_id.place_kind in ROOM_KINDS
                and line.location_dest_id.usage == "internal"
                and line.location_dest_id.place_kind not in ROOM_KINDS
            )
        )
        for building, of_building in parked.grouped(lambda line: line.location_id.building_id).items():
            of_building.lot_id.write({"used_building_id": building.id})


class StockLot(models.Model):
    """How many lives a piece has had, and the stay that it goes on with."""

    _inherit = "stock.lot"

    def _resume_stay(self):
        """The latest stay of each of these pieces goes on when it was in the building where the piece is in use now."""
        # sudo: what happened is noted by the system, whoever moves the pieces.
        events = self.env["furniture.impact.event"].sudo()
        latest = {}
        for event in events.search([("lot_id", "in", self.ids), ("kind", "!=", "outside")], order="date, id"):
            latest[event.lot_id] = event
        going_on = events.union(*latest.values()).filtered(
            lambda event: (
                event.left_on and event.building_id == event.lot_id.building_id and event.lot_id.purpose == IN_USE
            )
        )
        going_on.write({"left_on": False})
        # What did not count because it seemed short is looked at again by the scheduled job.
        going_on.filtered(lambda event: event.why_not == "short").write({"state": "waiting", "why_not": False})

    def _refurbishments_so_far(self):
        """``{piece: number of refurbishments that gave it a new life}``; cleaning gives none."""
        # sudo: how often a piece was refurbished is counted by the system, whoever moves it.
        groups = self.env["repair.order"].sudo()._read_group(
            [("lot_id", "in", self.ids), ("is_furniture", "=", True), ("state", "=", "done"), ("wanted_result", "!=", "clean")],
            ["lot_id"],
            ["__count"],
        )  # fmt: skip
        return {lot.sudo(self.env.su): count for lot, count in groups}
