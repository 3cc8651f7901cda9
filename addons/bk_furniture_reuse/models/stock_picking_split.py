from odoo import models

from .stock_move_line import HOLD_GOES_ALONG


class StockPicking(models.Model):
    """A transfer of chosen pieces is divided without letting go of any of them."""

    _inherit = "stock.picking"

    def _split_off(self, lines):
        """Put ``lines`` of these transfers into transfers of their own, still reserved and still holding their pieces.

        Odoo's backorder would let go of the pieces and reserve others.

        :param lines: ``stock.move.line`` of these transfers, not done
        :return: the transfers that have ``lines`` now and nothing else; one that has nothing else already stays as it is
        """
        kept = self.with_context(hold_goes_along=HOLD_GOES_ALONG, keep_load=True)
        lines = lines.with_env(kept.env)
        touched = lines.picking_id
        whole = touched - (touched.move_line_ids - lines).picking_id
        lines = lines.filtered(lambda line: line.picking_id not in whole)
        if not lines:
            return whole.with_env(self.env)
        picked = lines.filtered("picked")
        leaving, divided, vals_list = lines.move_id.browse(), [], []
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
        if picked:
            picked.picked = True  # Odoo thinks that a backorder begins anew
        return (whole | apart).with_env(self.env)
