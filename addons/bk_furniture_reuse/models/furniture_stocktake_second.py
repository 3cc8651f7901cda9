from odoo import models
from odoo.exceptions import UserError

from ..tools import stocktake as rules

# What a second pair of eyes can settle. An unknown code changes nothing in stock.
COUNTED_AGAIN = (rules.MISSING, rules.WRONG_ROOM, rules.UNEXPECTED)


class FurnitureStocktake(models.Model):
    """The second count: only what differed, only where it differed, by somebody else if possible. Both counts are kept."""

    _inherit = "furniture.stocktake"

    def action_second_count(self):
        for stocktake in self:
            stocktake._lock()
            if stocktake.round_number > 1:
                raise UserError(
                    self.env._("%s has been counted twice. Go on with the second count instead.", stocktake.name)
                )
            if stocktake._change_state(rules.SECOND, round_number=2):
                stocktake._at_work()._open_second_round()
                self.env["furniture.notice"]._tell(
                    stocktake.counter_ids,
                    "stocktake",
                    lambda env, one=stocktake: env._("Second count of %s: only what differed", one._title()),
                    stocktake,
                    urgent=True,
                )
        return True

    def _open_second_round(self):
        lines = self.line_ids.filtered(lambda line: line.lot_id and line.result in COUNTED_AGAIN)
        if not lines:
            raise UserError(self.env._("%s: nothing differs, so there is nothing to count again.", self.name))
        lines._keep_first()
        lines.write(
            {
                "recount": True, "result": rules.EXPECTED, "found_location_id": False, "belongs_location_id": False,
                "found_on": False, "found_by_id": False, "wish": False,
            }
        )  # fmt: skip
        places = lines.room_id | lines.first_location_id
        self.room_ids.filtered(lambda room: room.location_id in places).write(
            {"recount": True, "state": "waiting", "done_on": False, "done_by_id": False}
        )

    def _settle_rounds(self):
        """Where nobody really counted again, the first count stands."""
        if self.round_number < 2:
            return
        stocktake = self._at_work()
        done = set(stocktake.room_ids.filtered(lambda room: room.recount and room.state == "done").location_id.ids)
        for line in stocktake.line_ids.filtered("recount"):
            first = line._first_count()
            if rules.settle(first, line._present_count(), done) == first and line.found_round < 2:
                line.write(
                    {
                        "result": first.result,
                        "found_location_id": first.place,
                        "belongs_location_id": line.lot_id.location_id.id if first.place else False,
                        "found_on": line.first_on,
                        "found_by_id": line.first_by_id.id,
                    }
                )
