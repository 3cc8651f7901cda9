from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.reservation import suits


class FurnitureReservationAsk(models.Model):
    """One thing that a reservation asks for: a given piece, or so many of a model, in at least a condition, in a colour."""

    _name = "furniture.reservation.ask"
    _description = "What a reservation asks for"
    _order = "id"
    _rec_name = "product_id"

    reservation_id = fields.Many2one("furniture.reservation", required=True, ondelete="cascade", index=True)
    product_id = fields.Many2one(
        "product.product", "Furniture model", required=True, index=True, domain=[("is_furniture", "=", True)]
    )
    lot_id = fields.Many2one("stock.lot", "Given piece", index="btree_not_null", domain=[("is_furniture", "=", True)])
    quantity = fields.Integer(required=True, default=1)
    condition_min = fields.Selection(
        [("a", "A - as new"), ("b", "B - good"), ("c", "C - usable with some work")], "Condition at least"
    )
    colour_id = fields.Many2one("furniture.colour")
    line_ids = fields.One2many("furniture.reservation.line", "ask_id", readonly=True)
    held_count = fields.Integer("Held", compute="_compute_counts", store=True)
    delivered_count = fields.Integer("Delivered", compute="_compute_counts", store=True)
    open_count = fields.Integer("Still missing", compute="_compute_counts", store=True)

    _quantity_positive = models.Constraint("CHECK(quantity > 0)", "Ask for at least one.")
    _one_given_piece = models.Constraint("CHECK(lot_id IS NULL OR quantity = 1)", "A given piece is one piece.")

    @api.depends("quantity", "line_ids.state")
    def _compute_counts(self):
        for ask in self:
            states = ask.line_ids.mapped("state")
            ask.held_count, ask.delivered_count = states.count("held"), states.count("delivered")
            ask.open_count = max(0, ask.quantity - ask.held_count - ask.delivered_count)

    @api.constrains("product_id", "lot_id")
    def _check_furniture(self):
        for ask in self:
            if not ask.product_id.is_furniture or (ask.lot_id and ask.lot_id.product_id != ask.product_id):
                raise ValidationError(self.env._("%s is no piece of furniture of that model.", ask.display_name))

    def _takes(self, lot):
        """Whether ``lot`` is what is asked for here."""
        self.ensure_one()
        if self.lot_id:
            return self.lot_id == lot
        return lot.product_id == self.product_id and suits(
            self.condition_min, self.colour_id.id, lot.condition, lot.colour_id.id
        )
