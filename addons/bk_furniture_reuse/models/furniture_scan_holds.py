from typing import NamedTuple

from odoo import api, models


class Hold(NamedTuple):
    """What keeps a piece where it is: a reservation's line, or a transfer that is to move it."""

    line: models.BaseModel
    picking: models.BaseModel

    @property
    def names(self):
        """The reservation and the transfer, as people know them."""
        return {"reservation": self.line.reservation_id.name or "", "transfer": self.picking.name or ""}


class FurnitureScanAction(models.AbstractModel):
    """What keeps pieces from being moved or changed, many at once."""

    _inherit = "furniture.scan.action"

    @api.model
    def _holds(self, lots):
        """``{piece: Hold}`` of those that are held. Two queries.

        The names in it are for whoever stands before the piece, though they need not see the reservation.
        """
        # sudo: by what a piece is held is told to whoever would move it.
        env = self.sudo().env
        lines = env["stock.move.line"].search(
            [("lot_id", "in", lots.ids), ("state", "not in", ("done", "cancel", "draft")), ("quantity", ">", 0)]
        )
        held = {
            line.lot_id.id: line
            for line in env["furniture.reservation.line"].search([("lot_id", "in", lots.ids), ("state", "=", "held")])
        }
        nothing = env["furniture.reservation.line"]
        return {
            line.lot_id.with_env(self.env): Hold(held.get(line.lot_id.id, nothing), line.picking_id) for line in lines
        }
