from odoo import models
from odoo.exceptions import AccessError, UserError

from ..tools import stocktake as rules


class FurnitureStocktakeLine(models.Model):
    """Unknown codes: the coordinator says which piece carries one, and the code then leads to it for good."""

    _inherit = "furniture.stocktake.line"

    def action_link(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Which piece is it?"),
            "res_model": "furniture.stocktake.link",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_id": self.id},
        }

    def _link(self, lot):
        """The unknown code of this line belongs to ``lot``: the scan counts as one of that piece."""
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")):
            raise AccessError(self.env._("Unknown codes are linked by the reuse coordinator. Ask them to do it."))
        stocktake = self.stocktake_id
        stocktake._lock()
        if stocktake.state not in (*rules.OPEN, rules.TO_CLOSE) or self.result != rules.UNKNOWN or self.lot_id:
            raise UserError(self.env._("Only an unknown code of a stock-take that is not closed can be linked."))
        if not lot or not lot.is_furniture:
            raise UserError(self.env._("Choose the piece that carries this code."))
        line_sudo = self.sudo()  # lines and tags are the system's to write; who asks is checked above
        line_sudo.env["furniture.tag"]._create_aliases([(lot, self.code)])
        at_work = stocktake._at_work()
        line = at_work._lines_for({lot}, {lot})[lot]
        place, person, date = self.found_location_id, self.found_by_id, self.found_on
        vals = {
            "linked_by_id": self.env.uid,
            "code": self.code,
            "note": line.note or self.note,
            "photo": line.photo or self.photo,
        }
        at_work.env["furniture.stocktake.scan"].search(
            [("stocktake_id", "=", stocktake.id), ("code", "=", self.code), ("lot_id", "=", False)]
        ).lot_id = lot
        line_sudo.unlink()
        # What somebody scanned of the piece itself tells more than a sticker on it.
        if not line.found_round:
            at_work._apply_scan(line, place, person.id, date)
        line.write(vals)
        return line
