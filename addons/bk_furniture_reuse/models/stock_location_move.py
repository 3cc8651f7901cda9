from odoo import models
from odoo.exceptions import UserError


class StockLocation(models.Model):
    """A room is emptied: everything in it goes somewhere else."""

    _inherit = "stock.location"

    def action_move_pieces(self):
        """Move all pieces in these places, and inside them."""
        lots = self.env["stock.lot"]
        if not lots.search_count(lots._present() & lots._in_places(self.ids), limit=1):
            raise UserError(self.env._("There are no pieces here to move."))
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_move_action")
        return {**action, "context": {"active_model": self._name, "active_ids": self.ids, "default_mode": "plan"}}
