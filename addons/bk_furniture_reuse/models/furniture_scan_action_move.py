from odoo import api, models

from ..tools import scan as rules


class FurnitureScanActionMove(models.AbstractModel):
    """Pieces that were carried to another place: ``{code, place, from?, choice?}``.

    ``from`` is the place id that the phone believed the piece to stand in. When somebody else has moved it meanwhile, a person
    decides.
    """

    _name = "furniture.scan.action.move"
    _inherit = "furniture.scan.action"
    _description = "Move here"

    @api.model
    def _judge(self, scans):
        targets = self._pieces_and_places(scans)
        return {scan.id: self._judge_one(scan, *targets[scan.id]) for scan in scans}

    @api.model
    def _judge_one(self, scan, lot, place):
        if not lot:
            return rules.Outcome(rules.REFUSED, "unknown", {"scanned": scan.data.get("code") or ""})
        if not place:
            return rules.Outcome(rules.REFUSED, "no_place")
        said = {
            "lot_id": lot.id, "place_id": place.id, "piece": lot.name, "model": lot.product_id.name,
            "place": place.display_name, "stands_in": lot.location_id.display_name or "",
        }  # fmt: skip
        if lot.location_id == place:
            return rules.Outcome(rules.AGAIN, "stands_here", said)
        believed = scan.data.get("from")
        if believed and believed != lot.location_id.id and scan.data.get("choice") != "move_anyway":
            return rules.Outcome(rules.CONFLICT, "moved_meanwhile", said, ("move_anyway", "leave"))
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _do(self, scans, judged):
        targets = self._pieces_and_places(scans)
        lots = self.env["stock.lot"].concat(*(targets[scan.id][0] for scan in scans))
        places = {targets[scan.id][0]: targets[scan.id][1] for scan in scans}
        for place, those in lots.grouped(places.get).items():
            those._move_to(place)
        return {scan.id: rules.Outcome(rules.DONE, "moved", judged[scan.id].values) for scan in scans}
