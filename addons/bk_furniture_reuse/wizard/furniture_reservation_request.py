from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class FurnitureReservationRequest(models.TransientModel):
    """Ask for furniture: so many of a model, or the very pieces that were ticked."""

    _name = "furniture.reservation.request"
    _description = "Ask for furniture"

    product_id = fields.Many2one("product.product", "Furniture model", domain="[('is_furniture', '=', True)]")
    lot_ids = fields.Many2many("stock.lot", string="Pieces", domain="[('market', 'in', ('available', 'coming'))]")
    quantity = fields.Integer(default=1)
    condition_min = fields.Selection(
        lambda self: self.env["stock.lot"]._fields["condition"]._description_selection(self.env)[:3],
        "Condition at least",
    )
    colour_id = fields.Many2one("furniture.colour")
    unit_id = fields.Many2one("furniture.unit", "For", default=lambda self: self._default_unit_id())
    destination_id = fields.Many2one("stock.location", "To", domain="[('place_kind', '!=', False)]")
    needed_by = fields.Date()
    note = fields.Char("Message to the coordinator")

    @api.model
    def _default_unit_id(self):
        return self.env["furniture.unit"]._unit_of(self.env.user).id

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        if context.get("active_model") == "stock.lot" and "lot_ids" in fields:
            values["lot_ids"] = [Command.set(context.get("active_ids") or [])]
        if context.get("active_model") == "furniture.market.model" and "product_id" in fields:
            values["product_id"] = context.get("active_id")  # a model of the market has its product's number
        return values

    def _asks(self):
        """What is asked for, as ``furniture.reservation._ask`` takes it."""
        self.ensure_one()
        if self.lot_ids:
            return [{"lot_id": lot.id, "quantity": 1} for lot in self.lot_ids]
        if not self.product_id:
            raise UserError(self.env._("Choose a furniture model, or tick the pieces that you would like."))
        if self.quantity < 1:
            raise UserError(self.env._("Write how many you would like: 1 or more."))
        return [
            {
                "product_id": self.product_id.id,
                "quantity": self.quantity,
                "condition_min": self.condition_min,
                "colour_id": self.colour_id.id,
            }
        ]

    def action_ask(self):
        """Button: the request is sent; what happens with it then is the reservation's business."""
        reservation = self.env["furniture.reservation"]._ask(
            self._asks(),
            requester=self.env.user,
            unit=self.unit_id or None,
            destination=self.destination_id or None,
            needed_by=self.needed_by or None,
            note=self.note or "",
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("%s is sent", reservation.name),
                "message": reservation.outcome,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
