from odoo import models

from .stock_move_line import HOLD_GOES_ALONG


class StockPicking(models.Model):
    """A transfer of chosen pieces is divided without letting go of any of them."""

    _inherit = "stock.picking"

    def _split_off(self, lines):
        """Put ``lines`` of these transfers into transfers of their own, still reserved and still holding their pieces.

        Odoo's backorder would let go of the pieces and reserve others.

        :param lines: ``stock.move.line`` of these transfers, not done
        :return: the new transfers, one for each that lines were taken from
        """
        created = self.browse()
        for picking, taken in lines.grouped("picking_id").items():
            rest = picking.copy(
                {
                    "move_ids": [],
                    "move_line_ids": [],
                    "origin": picking.origin,
                    "backorder_id": picking.id,
                    "batch_id": False,
                }
            )
            for move, of_move in taken.grouped("move_id").items():
                if of_move == move.move_line_ids:
                    move.picking_id = rest
                    of_move.with_context(hold_goes_along=HOLD_GOES_ALONG).write({"picking_id": rest.id})
                    continue
                part = move.copy(
                    {
                        "picking_id": rest.id, "product_uom_qty": len(of_move), "move_line_ids": [], "state": "confirmed",
                        "location_id": move.location_id.id, "location_dest_id": move.location_dest_id.id,
                    }
                )  # fmt: skip
                of_move.with_context(hold_goes_along=HOLD_GOES_ALONG).write({"move_id": part.id, "picking_id": rest.id})
                move.product_uom_qty -= len(of_move)
                (move | part)._recompute_state()
            created |= rest
        return created
