from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .furniture_impact_event import COUNTED, WAITING

# Events that put a piece to use by reuse here; what is given away is used by others.
REUSED_KINDS = ("internal", "bought_used", "refurbished")


class StockLot(models.Model):
    """Whether a piece was put to use by reuse: the numerator of the reuse share."""

    _inherit = "stock.lot"

    is_reused = fields.Boolean(
        "Put to use by reuse",
        compute="_compute_is_reused",
        search="_search_is_reused",
        compute_sudo=True,
        help="It was moved to a new use, bought used or refurbished, and that counts or may still count.",
    )

    @api.depends("impact_event_ids.kind", "impact_event_ids.state", "impact_event_ids.withdrawn_reason")
    def _compute_is_reused(self):
        for lot in self:
            lot.is_reused = any(
                event.kind in REUSED_KINDS and event.state in (COUNTED, WAITING) and not event.withdrawn_reason
                for event in lot.impact_event_ids
            )

    def _search_is_reused(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._reused_query())

    @api.model
    def _reused_query(self):
        """The ids of all pieces that were put to use by reuse, as a query with the column ``lot_id``."""
        self.env["furniture.impact.event"].flush_model(["lot_id", "kind", "state", "withdrawn_reason"])
        return SQL(
            """SELECT DISTINCT lot_id FROM furniture_impact_event
                WHERE kind = ANY(%s) AND state = ANY(%s) AND withdrawn_reason IS NULL""",
            list(REUSED_KINDS),
            [COUNTED, WAITING],
        )
