from odoo import api, fields, models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """Stock moves of rebuildings are called by their name; a piece of furniture is no part of another."""

    _inherit = "stock.move"

    rebuild_id = fields.Many2one("furniture.rebuild", "Rebuilding", index="btree_not_null", copy=False, readonly=True)

    @api.depends("rebuild_id.name")
    def _compute_reference(self):
        ours = self.filtered("rebuild_id")
        for move in ours:
            move.reference = move.rebuild_id.name
        super(StockMove, self - ours)._compute_reference()

    @api.constrains("product_id", "repair_line_type")
    def _check_part_is_no_piece(self):
        # As a part it would vanish from stock without an end and without a trace on its page.
        pieces = self.filtered(lambda move: move.repair_line_type and move.product_id.is_furniture)
        if pieces:
            raise UserError(
                self.env._(
                    "%s: is furniture, not a part. Rebuild the pieces instead, so that each keeps its history.",
                    pieces[0].product_id.display_name,
                )
            )
