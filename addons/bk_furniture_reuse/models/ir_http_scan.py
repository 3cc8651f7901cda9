from odoo import models


class IrHttp(models.AbstractModel):
    """The browser's session knows whether this person scans."""

    _inherit = "ir.http"

    def session_info(self):
        """Whether the back office shows the way to the scan page."""
        info = super().session_info()
        info["may_scan"] = bool(info["uid"]) and self.env["furniture.scan"]._may_scan()
        return info
