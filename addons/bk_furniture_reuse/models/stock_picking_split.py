from odoo import models

from .stock_move_line_scan import HOLD_LASTS


class StockPicking(models.Model):
    """Pieces leave a transfer for one of their own, and stay reserved all the while."""

    _inherit = "stock.picking"

    def _split_off(self, lines):
        """Take ``lines`` out of these transfers into new ones, as Odoo's backorders.

        Odoo's own way frees what was not picked and hopes to reserve as much again. Chosen pieces, and those that a
        reservation holds, must not be let go of for a moment, so their lines are moved with their moves.

        :return: the transfers that have ``lines`` now and nothing else; one that has nothing else already stays as it is
        """
        env_self = self.with_context(furniture_hold=HOLD_LASTS, keep_load=True)
        lines = lines.with_env(env_self.env)
        touched = lines.picking_id
        staying = touched.move_line_ids - lines
        whole = touched - staying.picking_id
        lines = lines.filtered(lambda line: line.picking_id not in whole)
        if not lines:
            return whole.with_env(self.env)
        leaving, divided, vals_list = self.env["stock.move"].with_env(env_self.env), [], []
        for move, gone in lines.grouped("move_id").items():
            if len(gone) == len(move.move_line_ids):
                leaving |= move
            else:
                vals_list += move._split(len(gone))
                divided.append((move, gone))
        new = leaving.create(vals_list)
        new.with_context(bypass_entire_pack=True)._action_confirm(merge=False, create_proc=False)
        for move, (_old, gone) in zip(new, divided, strict=True):
            gone.write({"move_id": move.id})
        (new | leaving.concat(*(old for old, _gone in divided)))._recompute_state()
        apart = lines.picking_id._create_backorder(backorder_moves=leaving | new)
        return (whole | apart).with_env(self.env)
