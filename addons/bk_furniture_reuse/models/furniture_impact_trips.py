from collections import defaultdict

from odoo import fields, models

from ..tools.impact.process import TRANSPORT
from ..tools.impact.transport import divided

OURS = ("internal", "transit")


class FurnitureImpactTrips(models.AbstractModel):
    """What a drive took, shared among the pieces that were on it."""

    _name = "furniture.impact.trips"
    _description = "Drives of the reuse ledger"

    def _of_lines(self, lines):
        """``{move line: transport step}`` of done move lines within our own places, and of deliveries whose drive was noted.

        Fuel and cost of a load or transfer are shared by weight, evenly where a weight is missing. Without fuel, the distance counts: the
        driver's, else that of the table of distances; within a site it is 0.
        """
        ours = [line for line in lines if line.location_id.usage in OURS]
        drives = defaultdict(list)
        for line in ours:
            drives[self._drive(line)].append(line)
        known = self.env["furniture.impact.distance"]._known()
        steps = {}
        for drive, of_drive in drives.items():
            on_it = self._on_drive(drive, of_drive)
            masses = {line.id: line.lot_id.weight or None for line in on_it}
            litres = divided(drive.fuel_litres, masses, 4) if drive and drive.fuel_litres else {}
            costs = divided(drive.transport_cost, masses, 2) if drive and drive.transport_cost else {}
            shares = divided(1, masses, 6)
            for line in of_drive:
                step = self._step(line, drive, known)
                if step is None:
                    continue
                if line.id in litres:
                    step["litres"] = litres[line.id]
                if line.id in costs:
                    step["cost"], step["voucher"] = costs[line.id], drive.transport_voucher or ""
                step["share"] = shares.get(line.id)
                steps[line] = step
        return steps

    def _drive(self, line):
        """The record that the drive of a line was noted on: its load, else its transfer; empty without either."""
        batch = line.picking_id.batch_id
        noted = batch and (batch.fuel_litres or batch.drive_km or batch.transport_cost)
        return batch if noted else line.picking_id

    def _on_drive(self, drive, lines):
        """Every furniture line of the drive, not only those that are asked for: shares are of the whole."""
        if not drive:
            return lines
        pickings = drive.picking_ids if drive._name == "stock.picking.batch" else drive
        return pickings.move_line_ids.filtered(lambda line: line.lot_id.is_furniture and line.state == "done")

    def _step(self, line, drive, known):
        start, end = line.location_id.site_id, line.location_dest_id.site_id
        noted = drive and (drive.drive_km or drive.fuel_litres or drive.transport_cost)
        if line.location_dest_id.usage not in OURS and not noted:
            return None  # who fetched it drove it
        step = {
            "step": TRANSPORT,
            "trip": drive.name if drive else fields.Date.to_string(line.date),
            "from": line.location_id.display_name,
            "to": line.location_dest_id.display_name,
        }
        if start and start == end and not (drive and (drive.drive_km or drive.fuel_litres)):
            return {**step, "km": 0, "tkm": 0}
        km, source = (
            (drive.drive_km, drive.name) if drive and drive.drive_km else known.get((start.id, end.id), (None, None))
        )
        mass = line.lot_id.weight
        if km is not None:
            step.update({"km": km, "km_source": source})
            if mass:
                step["tkm"] = round(mass / 1000 * km, 6)
        return step
