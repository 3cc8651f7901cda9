from odoo import models

from .stock_move import REGISTER_SAYS_PURPOSE


class StockMoveLine(models.Model):
    """A line that takes a piece to a place where it may not stand is refused when it is planned, and again when it is done."""

    _inherit = "stock.move.line"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("location_dest_id"):
            self.filtered(lambda line: line.state not in ("done", "cancel"))._check_suitable_places()
        return result

    def _check_suitable_places(self):
        """Refuse when a piece of these lines breaks a rule of where it goes. One check for all of them.

        What only says where a piece stands already is not refused, or the register would have to lie: first registration, a
        corrected register, a count.
        """
        if self.env.context.get("register_says_purpose") is REGISTER_SAYS_PURPOSE:
            return
        placements = {}
        for line in self:
            place = line.location_dest_id
            if (
                line.lot_id.is_furniture
                and place.usage == "internal"
                and line.location_id.usage in ("internal", "transit")
                and place.id not in line.location_id._place_and_around()
            ):
                placements[place] = placements.get(place, self.env["stock.lot"]) | line.lot_id
        if placements:
            self.env["stock.lot"]._check_suitability(placements)

    def _end_overrides(self):
        """What was allowed for the pieces of these lines elsewhere ends, now that they have moved."""
        moved = {
            line.lot_id: (line.location_id, line.location_dest_id)
            for line in self
            if line.location_id.usage in ("internal", "transit") and line.location_id != line.location_dest_id
        }
        if moved:
            # sudo: the log is the system's.
            self.env["furniture.suitability.override"].sudo()._end_for_moves(moved)


class StockPicking(models.Model):
    """Confirming a plan checks where its pieces are to stand."""

    _inherit = "stock.picking"

    def action_confirm(self):
        result = super().action_confirm()
        self.move_line_ids._check_suitable_places()
        return result
