from odoo import models
from odoo.exceptions import UserError


class StockScrap(models.Model):
    """Furniture does not leave by Odoo's scrap order: an end says who decided, why, and what became of the piece."""

    _inherit = "stock.scrap"

    def do_scrap(self):
        pieces = self.lot_id.filtered("is_furniture")
        if pieces:
            raise UserError(
                self.env._(
                    "%s: furniture leaves by an end, which keeps who decided and why. Open the piece and press End.",
                    ", ".join(pieces[:5].mapped("name")),
                )
            )
        return super().do_scrap()
