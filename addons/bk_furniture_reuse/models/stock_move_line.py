from odoo import api, models
from odoo.exceptions import UserError

from ..tools.purpose import RESERVED

# What a line that holds a piece may not lose while the hold lasts.
HOLDING = (
    "quantity",
    "product_uom_id",
    "quantity_product_uom",
    "lot_id",
    "location_id",
    "owner_id",
    "move_id",
    "state",
)

# Said by what moves a hold as a whole into another transfer; nobody can send it over the network.
HOLD_GOES_ALONG = object()


class StockMoveLine(models.Model):
    """A line of a transfer may be what holds a reserved piece in stock; then only its reservation lets go of it."""

    _inherit = "stock.move.line"

    # The history of one piece is read by its lot; Odoo has no index for that.
    _lot_idx = models.Index("(lot_id) WHERE lot_id IS NOT NULL")

    def write(self, vals):
        goes_along = self.env.context.get("hold_goes_along") is HOLD_GOES_ALONG
        for name in () if goes_along else set(vals).intersection(HOLDING):
            self.filtered(
                lambda line, name=name: (line[name].id if line._fields[name].relational else line[name]) != vals[name]
            )._check_holds_nothing()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_holds_nothing(self):
        self._check_holds_nothing()

    def _check_holds_nothing(self):
        """Refuse when a line here is what holds a reserved piece: a hold ends by its reservation, not from under it."""
        reserved = self.filtered(lambda line: line.state != "done" and line.lot_id.purpose == RESERVED)
        if not reserved:
            return
        # sudo: whoever works with transfers is told by what the piece is held, without rights to reservations.
        held = (
            self.env["furniture.reservation.line"]
            .sudo()
            .search([("move_line_id", "in", reserved.ids), ("state", "=", "held")], limit=5)
        )
        if held:
            raise UserError(
                self.env._(
                    "%(pieces)s: held by %(reservations)s. Release the reservation first.",
                    pieces=", ".join(held.lot_id.mapped("name")),
                    reservations=", ".join(held.reservation_id.mapped("name")),
                )
            )
