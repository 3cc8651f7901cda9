from odoo import api, models
from odoo.exceptions import UserError

from .furniture_move_scan import DELIVER, LOAD, Judged

NOTED = ("loaded", "arrived")


class FurnitureMoveScan(models.AbstractModel):
    """What scans for a transfer or a load mean, and what they do: for the screen Load and deliver, and for the scan page.

    No words here: those are in ``furniture.scan.words``.
    """

    _inherit = "furniture.move.scan"

    @api.model
    def _judge_scans(self, pickings, mode, scans):
        """What each of ``scans`` means for these transfers, in order: a list of ``Judged``. Reads only.

        :param scans: list of ``Scanned``
        """
        if mode not in (LOAD, DELIVER):
            raise UserError(self.env._("Choose whether you load or deliver."))
        lines = {line.lot_id: line for line in self._lines(pickings)}
        strangers = self._other_loads(
            [scan.target for scan in scans if scan.target._name == "stock.lot" and scan.target not in lines]
        )
        no_line = self.env["stock.move.line"]
        judged, noted = [], set()
        for scan in scans:
            line = lines.get(scan.target)
            if scan.target._name == "stock.location":
                said = Judged("place", "place", no_line, values={"place": scan.place.display_name})
            elif not line:
                said = self._judge_stranger(scan, strangers)
            elif mode == LOAD:
                said = self._judge_loading(line, line in noted)
            else:
                said = self._judge_arrival(line, line in noted, scan)
            if said.status in NOTED:
                noted.add(line)
            judged.append(said)
        return judged

    @api.model
    def _note_scans(self, judged):
        """Note what was judged to be loaded or to have arrived. Each line writes itself only."""
        lines = self.env["stock.move.line"]
        lines.concat(*(one.line for one in judged if one.status == "loaded"))._note_loaded()
        arrived = {one.line: one.place for one in judged if one.status == "arrived"}
        for place, those in lines.concat(*arrived).grouped(arrived.get).items():
            those._note_arrived(place)

    @api.model
    def _judge_loading(self, line, noted):
        values = {"piece": line.lot_id.name, "model": line.product_id.name}
        if line.state == "done":
            return Judged("again", "delivered_already", line, values=values)
        if line.loaded_on or noted:
            person = line.loaded_by_id.name or self.env.user.name
            return Judged("again", "loaded_already", line, values={**values, "person": person})
        return Judged("loaded", "loaded", line, values=values)

    @api.model
    def _judge_arrival(self, line, noted, scan):
        values = {"piece": line.lot_id.name, "model": line.product_id.name, "place": scan.place.name or ""}
        if line.state == "done" or line.arrived_on or noted:
            return Judged("again", "arrived_already", line, values=values)
        if not scan.place:
            return Judged("no_place", "no_place", line, values=values)
        target = line.planned_dest_id or line.location_dest_id
        if not scan.place._child_of(target) and not scan.leave_here:
            return Judged("wrong_room", "wrong_room", line, scan.place, {**values, "planned": target.name})
        return Judged("arrived", "arrived", line, scan.place, values)

    @api.model
    def _judge_stranger(self, scan, strangers):
        no_line = self.env["stock.move.line"]
        if not scan.target:
            return Judged("unknown", "unknown", no_line, values={"scanned": scan.code})
        values = {"piece": scan.target.name, "model": scan.target.product_id.name}
        line = strangers.get(scan.target)
        if line:
            load = line.picking_id.batch_id.name or line.picking_id.name
            return Judged("other_load", "other_load", no_line, values={**values, "load": load})
        return Judged("not_listed", "not_listed", no_line, scan.place, values)

    @api.model
    def _note_extra(self, pickings, lot, place):
        """Note a piece that came along without being on the list; returns the code of the sentence that says so."""
        picking = pickings.filtered(lambda picking: picking.state != "cancel")[:1]
        if not picking or lot in pickings.move_line_ids.lot_id:
            raise UserError(self.env._("%s is on the list. Scan it instead.", lot.name))
        self.env["furniture.move.difference"]._note(
            [
                {
                    "picking_id": picking.id,
                    "batch_id": picking.batch_id.id,
                    "lot_id": lot.id,
                    "kind": "extra",
                    "location_id": place.id,
                }
            ]
        )
        if not place:
            return "extra_noted"
        if self._is_held(lot):
            return "extra_held"
        lot._move_to(place, self.env._("Came along with %s", picking.batch_id.name or picking.name))
        return "extra_moved"

    @api.model
    def _other_loads(self, lots):
        """Where else pieces are planned to go, by piece."""
        lots = self.env["stock.lot"].concat(*lots)
        lines = self.env["stock.move.line"].search(
            [
                ("lot_id", "in", lots.ids),
                ("picking_id.furniture_move", "=", True),
                ("picking_id.state", "in", ("waiting", "confirmed", "assigned")),
            ]
        )
        return {line.lot_id: line for line in lines}

    @api.model
    def _is_held(self, lot):
        # sudo: quants are the system's, as in Odoo
        return bool(
            self.env["stock.quant"]
            .sudo()
            .search_count([("lot_id", "=", lot.id), ("reserved_quantity", ">", 0)], limit=1)
        )
