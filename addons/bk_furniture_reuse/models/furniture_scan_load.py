from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..tools import scan as rules


class FurnitureScanLoad(models.AbstractModel):
    """What records about a transfer or a load share: ``{model, res_id}``. No kind of its own."""

    _name = "furniture.scan.load"
    _inherit = "furniture.scan.action"
    _description = "Work on a transfer or a load"

    @api.model
    def _works(self, scans):
        """``{scan.id: its transfers, or the refusal}``, each load looked up once."""
        found = {}
        for scan in scans:
            key = self._load_key(scan)
            if key not in found:
                found[key] = self._work(*key)
        return {scan.id: found[self._load_key(scan)] for scan in scans}

    @api.model
    def _load_key(self, scan):
        res_id = scan.data.get("res_id")
        model = scan.data.get("model")
        return (model if isinstance(model, str) else "", res_id if rules.is_number(res_id) else 0)

    @api.model
    def _work(self, model, res_id):
        try:
            return self.env["furniture.move.scan"]._work(model, res_id)[1]
        except AccessError:
            return rules.Outcome(rules.REFUSED, "no_right")
        except UserError:
            return rules.Outcome(rules.REFUSED, "load_gone")

    @api.model
    def _abouts(self, scans):
        return {scan.id: {self._load_key(scan)} for scan in scans}

    @api.model
    def _judge(self, scans):
        works = self._works(scans)
        return {
            scan.id: works[scan.id]
            if isinstance(works[scan.id], rules.Outcome)
            else self._judge_load(scan, works[scan.id])
            for scan in scans
        }

    @api.model
    def _judge_load(self, scan, pickings):
        """What becomes of one record about ``pickings``."""
        return rules.Outcome(rules.REFUSED, "unknown_kind")
