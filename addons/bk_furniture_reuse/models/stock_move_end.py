from odoo import api, models
from odoo.exceptions import UserError

from .stock_move_line import HOLDING


class StockMove(models.Model):
    """A planned end is carried out when its transfer is done, whoever does it; and what has left does not slip back in."""

    _inherit = "stock.move"

    def write(self, vals):
        if vals.get("state") in ("draft", "cancel"):
            self.move_line_ids._check_ends_nothing()
        return super().write(vals)

    def _action_done(self, cancel_backorder=False):
        self.move_line_ids.filtered(
            lambda line: line.lot_id.is_furniture and line.location_dest_id.usage in ("internal", "transit")
        ).lot_id._check_still_here()
        self._check_leaves_by_an_end()
        self._keep_back_what_stays()
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        moves._end_pieces()
        return moves

    def _check_leaves_by_an_end(self):
        """A delivery out of the house is how a decided end is carried out, and nothing else."""
        leaving = self.move_line_ids.filtered(
            lambda line: (
                line.lot_id.is_furniture
                and line.picking_id.picking_type_code == "outgoing"
                and not line.picking_id.furniture_end_id
            )
        ).lot_id
        if leaving:
            raise UserError(
                self.env._(
                    "%s: furniture leaves by an end, which keeps who decided and why. Open the piece and press End.",
                    ", ".join(leaving[:5].mapped("name")),
                )
            )

    def _keep_back_what_stays(self):
        """Pieces that were not handed over go to a transfer of their own, still reserved: Odoo would let go of them."""
        for picking in self.picking_id.filtered("furniture_end_id"):
            moves = self.filtered(lambda move, picking=picking: move.picking_id == picking and move.state != "done")
            staying = moves.move_line_ids.filtered(lambda line: not line.picked)
            if staying and staying != moves.move_line_ids:
                picking._split_off(staying)

    def _end_pieces(self):
        lines = self.move_line_ids.filtered(lambda line: line.state == "done" and line.picking_id.furniture_end_id)
        if lines:
            # sudo: the piece has left with its transfer, whoever did the transfer.
            ends = self.env["furniture.end.line"].sudo()
            ends.search([("move_line_id", "in", lines.ids), ("state", "=", "decided")])._carry_out()


class StockMoveLine(models.Model):
    """A line may be what a decided end counts on; then only taking the decision back lets go of the piece."""

    _inherit = "stock.move.line"

    def write(self, vals):
        # Odoo gives what is left over to a transfer of its own (move_id); that takes nothing from the decision.
        names = set(vals).intersection(HOLDING) - {"move_id"}
        if names:
            self.filtered(
                lambda line: any(
                    (line[name].id if line._fields[name].relational else line[name]) != vals[name] for name in names
                )
            )._check_ends_nothing()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_ends_nothing(self):
        self._check_ends_nothing()

    def _check_ends_nothing(self):
        planned = self.filtered(lambda line: line.state != "done" and line.picking_id.furniture_end_id)
        if not planned:
            return
        # sudo: whoever works with transfers is told which decision it is, without rights to decisions.
        ends = self.env["furniture.end.line"].sudo()
        counting = ends.search([("move_line_id", "in", planned.ids), ("state", "=", "decided")], limit=5)
        if counting:
            raise UserError(
                self.env._(
                    "%(pieces)s: to leave by %(ends)s. Take that decision back first.",
                    pieces=", ".join(counting.lot_id.mapped("name")),
                    ends=", ".join(counting.end_id.mapped("name")),
                )
            )
