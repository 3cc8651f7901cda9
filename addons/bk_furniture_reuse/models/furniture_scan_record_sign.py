from odoo import api, models

from ..tools import scan as rules


class FurnitureScanRecord(models.Model):
    """A receipt that could not be taken keeps its signature: nobody is asked to sign twice for a fault of ours."""

    _inherit = "furniture.scan.record"

    @api.model
    def _prepare_keep_vals(self, device, scan, outcome):
        vals = super()._prepare_keep_vals(device, scan, outcome)
        if scan.kind == "sign" and outcome.status not in (rules.DONE, rules.AGAIN):
            vals["photo"] = self._photo_to_keep(scan.data.get("signature"))
        return vals
