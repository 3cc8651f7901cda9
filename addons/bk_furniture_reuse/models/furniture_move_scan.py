from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import scan as rules
from .stock_location_overview import _natural_key

LOAD, DELIVER = "load", "deliver"
WORKED_ON = ("stock.picking", "stock.picking.batch")


class Scanned(NamedTuple):
    """A code that was scanned for a transfer: what it leads to, the room that one stood in, and whether it stays there."""

    code: str
    target: models.BaseModel
    place: models.BaseModel
    leave_here: bool = False


class Judged(NamedTuple):
    """What such a scan means: ``status`` for who asks, and ``code`` and ``values`` for the sentence."""

    status: str
    code: str
    line: models.BaseModel
    place: models.BaseModel | None = None
    values: dict = {}


class FurnitureMoveScan(models.AbstractModel):
    """What the screen Load and deliver asks and tells: a transfer or a load, worked through by scanning.

    Codes come in batches, are stored at once on their lines, and may come again: a piece that is noted already is said to be.
    Each piece has a line of its own, so that several people scan one load at the same time.
    """

    _name = "furniture.move.scan"
    _description = "Load and deliver"

    # What the screen asks

    @api.model
    def get_work(self, model, res_id):
        """Everything that the screen shows of one transfer or load."""
        record, pickings = self._work(model, res_id)
        lines = self._lines(pickings)
        of_batch = record._name == "stock.picking.batch"
        places = (lines.location_id | lines.location_dest_id).with_context(short_place=False)
        order = {place.id: number for number, place in enumerate(places.sorted(self._place_key))}
        return {
            "name": record.name,
            "title": ", ".join(pickings.furniture_unit_id.mapped("name")) or pickings[:1].location_dest_id.display_name or "",
            "vehicle": record.vehicle_id.display_name if of_batch and record.vehicle_id else "",
            "warning": (record.load_warning if of_batch else "") or "",
            "departed": bool(pickings) and all(picking.departed_on for picking in pickings),
            "pickings": [
                {"id": picking.id, "name": picking.name, "done": picking.state == "done", "received": bool(picking.received_on),
                 "unit": picking.furniture_unit_id.name or "", "differences": picking.difference_count}
                for picking in pickings
            ],
            "lines": [self._line(line, order) for line in lines],
            "differences": self._differences(record),
        }  # fmt: skip

    @api.model
    def scan_codes(self, model, res_id, mode, codes, place_id=False, leave_here=False):
        """Note scanned codes.

        :param mode: ``load`` or ``deliver``
        :param codes: what was scanned, in order: pieces, and at delivery also the rooms in which those after them were scanned
        :param place_id: the room that one stands in
        :param leave_here: True when a piece shall stay in this room although it was planned for another
        :return: ``{"results": [{code, status, text, line_id}], "place": {id, name}}``; ``status`` is loaded, arrived, again,
            place, no_place, wrong_room, other_load, not_listed or unknown
        """
        _record, pickings = self._work(model, res_id)
        targets = self.env["furniture.tag"]._read_codes(codes)
        place = self.env["stock.location"].browse(place_id or False)
        scans = []
        for code in codes:
            target = targets[code].record
            place = target if target._name == "stock.location" else place
            scans.append(Scanned(code, target, place, leave_here))
        judged = self._judge_scans(pickings, mode, scans)
        self._note_scans(judged)
        words = self.env["furniture.scan.words"]._speaker()
        results = [
            {
                "code": scan.code,
                "status": one.status,
                "text": words.text("line", rules.Outcome(one.status, one.code, one.values)),
                "line_id": one.line.id,
            }
            for scan, one in zip(scans, judged, strict=True)
        ]
        return {"results": results, "place": {"id": place.id, "name": place.display_name} if place else False}

    @api.model
    def undo_scan(self, model, res_id, mode, line_ids):
        """Take back scans that have not been delivered yet."""
        _record, pickings = self._work(model, res_id)
        lines = self._lines(pickings).filtered(lambda line: line.id in line_ids and line.state != "done")
        if mode == LOAD:
            lines.filtered(lambda line: not line.arrived_on)._forget_loaded()
        else:
            lines._forget_arrived()
        return True

    @api.model
    def note_extra(self, model, res_id, code, place_id=False):
        """A piece came along without being on the list: it is noted, and moved in the books when nothing holds it."""
        _record, pickings = self._work(model, res_id)
        lot = self.env["furniture.tag"]._find_piece(code)
        if not lot:
            raise UserError(self.env._("%s is no piece that we know. Register it first.", code))
        place = self.env["stock.location"].browse(place_id or False)
        outcome = rules.Outcome(
            rules.DONE,
            self._note_extra(pickings, lot, place),
            {"piece": lot.name, "place": place.display_name or ""},
        )
        return self.env["furniture.scan.words"]._text("line", outcome)

    @api.model
    def depart(self, model, res_id):
        """The load leaves."""
        _record, pickings = self._work(model, res_id)
        pickings._depart()
        return True

    @api.model
    def finish(self, model, res_id, rest):
        """Deliver what has arrived; see ``stock.picking._deliver``. Returns the transfers that can be received."""
        _record, pickings = self._work(model, res_id)
        done, differences = pickings._deliver(rest)
        return {"done": done.ids, "differences": len(differences)}

    @api.model
    def sign(self, model, res_id, name, signature):
        """The receiving unit signs for all that has been delivered and not been signed for."""
        _record, pickings = self._work(model, res_id)
        waiting = pickings.filtered(lambda picking: picking.state == "done" and not picking.received_on)
        if not waiting:
            raise UserError(self.env._("There is nothing to sign for: deliver what has arrived first."))
        waiting._receive(name, signature)
        return waiting.ids

    # How it is found out

    @api.model
    def _open(self, record):
        action = self.env["ir.actions.client"]._for_xml_id("bk_furniture_reuse.move_scan_action")
        return {**action, "params": {"model": record._name, "id": record.id}}

    @api.model
    def _work(self, model, res_id):
        """The record and its transfers, which this person may work on."""
        if model not in WORKED_ON:
            raise UserError(self.env._("Open a transfer or a load."))
        record = self.env[model].browse(res_id)
        record.check_access("write")
        if not record.exists():
            raise UserError(self.env._("This load is gone. Go back to the list and open another."))
        pickings = record if model == "stock.picking" else record.picking_ids
        pickings = pickings.filtered(lambda picking: picking.state in ("assigned", "done", "waiting", "confirmed"))
        pickings.check_access("write")
        return record, pickings

    @api.model
    def _lines(self, pickings):
        lines = pickings.move_line_ids.filtered(lambda line: line.lot_id.is_furniture)
        # One search each instead of what every line would ask for.
        (lines.location_id | lines.location_dest_id).fetch(["name", "place_kind", "building_id", "floor_id"])
        return lines

    @api.model
    def _differences(self, record):
        """What has been noted so far: (what, the numbers of the pieces)."""
        field = "picking_id" if record._name == "stock.picking" else "batch_id"
        differences = self.env["furniture.move.difference"].search([(field, "=", record.id)])
        kinds = dict(differences._fields["kind"]._description_selection(self.env))
        return [
            [kinds[kind], ", ".join(those.lot_id.mapped("name"))] for kind, those in differences.grouped("kind").items()
        ]

    @api.model
    def _line(self, line, order):
        return {
            "id": line.id,
            "picking_id": line.picking_id.id,
            "number": line.lot_id.name,
            "model": line.product_id.name,
            "from": self._place(line.location_id, order),
            "to": self._place(line.location_dest_id, order),
            "planned": line.planned_dest_id.name or "",
            "loaded": bool(line.loaded_on),
            "arrived": bool(line.arrived_on) or line.state == "done",
            "done": line.state == "done",
        }

    @api.model
    def _place(self, place, order):
        around = [part.name for part in (place.building_id, place.floor_id) if part and part != place]
        return {"id": place.id, "name": place.name, "floor": " / ".join(around), "order": order.get(place.id, 0)}

    @api.model
    def _place_key(self, place):
        building, floor = place.building_id, place.floor_id
        return (_natural_key(building.name), floor.floor_number, _natural_key(floor.name), _natural_key(place.name))
