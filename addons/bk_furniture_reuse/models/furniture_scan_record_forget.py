from datetime import timedelta

from odoo import api, fields, models

from ..tools import scan as rules
from .furniture_scan_crew import QUESTION

BATCH = 200


class FurnitureScanRecord(models.Model):
    """Photos of a crew that came to nothing are not kept for ever: there may be people in them."""

    _inherit = "furniture.scan.record"

    @api.autovacuum
    def _gc_crew_photos(self):
        """Drop the photos of answered questions and of what was sent back, when figures name nobody any more."""
        days = self.env["furniture.crew.day"]._person_days()
        if not days:
            return None
        old = self.search(
            [
                ("from_crew", "=", True),
                ("reviewed_on", "<", fields.Datetime.now() - timedelta(days=days)),
                "|", ("status", "=", rules.SENT_BACK), ("kind", "=", QUESTION),
                ("photo", "!=", False),
            ],
            limit=BATCH,
        )  # fmt: skip
        old.photo = False
        return len(old), len(old) == BATCH
