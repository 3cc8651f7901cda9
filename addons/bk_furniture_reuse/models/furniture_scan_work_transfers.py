from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.fields import Domain

OPEN = ("waiting", "confirmed", "assigned")
WORKED_ON = (*OPEN, "done")
# More than one person drives in a day; and a phone need not carry every transfer of the year.
MOST_LOADS, MOST_LINES = 40, 3_000
# So long a delivery that nobody has signed for stays on the phones.
UNSIGNED_DAYS = 14


class FurnitureScanWork(models.AbstractModel):
    """Transfers and loads that are open: what is on them, where it stands and where it goes, their own first."""

    _inherit = "furniture.scan.work"

    @api.model
    def _sections(self):
        return {**super()._sections(), "transfers": self._transfers}

    @api.model
    def _transfers(self):
        loads = self._open_loads()
        lines = self._load_lines(loads)
        places = (lines.location_id | lines.location_dest_id).with_context(short_place=False)
        scan = self.env["furniture.move.scan"]
        order = {place.id: number for number, place in enumerate(places.sorted(scan._place_key))}
        codes = self._codes("lot_id", lines.lot_id.ids)
        by_load = lines.grouped(lambda line: line.picking_id.batch_id or line.picking_id)
        mine = self._own_loads(loads, by_load)
        rows = [self._transfer(load, by_load.get(load, lines.browse()), load in mine, order, codes) for load in loads]
        return sorted(rows, key=lambda row: not row["mine"])

    @api.model
    def _open_loads(self):
        """Loads, and transfers that are on none, newest first."""
        since = fields.Datetime.now() - relativedelta(days=UNSIGNED_DAYS)
        wanted = Domain("state", "in", OPEN) | (
            Domain("state", "=", "done") & Domain("received_on", "=", False) & Domain("date_done", ">=", since)
        )
        pickings = self.env["stock.picking"].search(
            Domain("furniture_move", "=", True) & wanted, order="id desc", limit=10 * MOST_LOADS
        )
        loads = dict.fromkeys(picking.batch_id or picking for picking in pickings._filtered_access("write"))
        return list(loads)[:MOST_LOADS]

    @api.model
    def _load_lines(self, loads):
        pickings = self.env["stock.picking"].concat(*(load for load in loads if load._name == "stock.picking"))
        batches = self.env["stock.picking.batch"].concat(*(load for load in loads if load._name != "stock.picking"))
        pickings |= batches.picking_ids.filtered(lambda picking: picking.state in WORKED_ON)
        lines = self.env["stock.move.line"].search(
            [("picking_id", "in", pickings.ids), ("lot_id.is_furniture", "=", True)], order="id desc", limit=MOST_LINES
        )
        (lines.location_id | lines.location_dest_id).fetch(["name", "place_kind", "building_id", "floor_id"])
        return lines.sorted("id")

    @api.model
    def _own_loads(self, loads, by_load):
        """Those that this person answers for, or has loaded or delivered something of."""
        person = self.env.user

        def is_own(load):
            lines = by_load.get(load)
            return load.user_id == person or (lines and person in (lines.loaded_by_id | lines.arrived_by_id))

        return {load for load in loads if is_own(load)}

    @api.model
    def _transfer(self, load, lines, mine, order, codes):
        pickings = load if load._name == "stock.picking" else load.picking_ids
        pickings = pickings.filtered(lambda picking: picking.state in WORKED_ON)
        scan = self.env["furniture.move.scan"]
        vehicle = load.vehicle_id.display_name if load._name == "stock.picking.batch" else ""
        return {
            "model": load._name,
            "res_id": load.id,
            "name": load.name,
            "title": ", ".join(pickings.furniture_unit_id.mapped("name"))
            or pickings[:1].location_dest_id.display_name
            or "",
            "vehicle": vehicle or "",
            "when": load.scheduled_date.isoformat() if load.scheduled_date else "",
            "mine": mine,
            "departed": bool(pickings) and all(picking.departed_on for picking in pickings),
            "to_sign": len(pickings.filtered(lambda picking: picking.state == "done" and not picking.received_on)),
            "lines": [{**scan._line(line, order), "codes": codes.get(line.lot_id.id, [])} for line in lines],
        }
