from odoo import fields, models


class FurniturePhoto(models.Model):
    """A dated photo of a piece; the first in order is the one that lists show."""

    _name = "furniture.photo"
    _description = "Photo of a piece"
    _inherit = ["furniture.photo.mixin", "image.mixin"]
    _order = "sequence, id"
    _photo_fields = ("image_1920",)

    lot_id = fields.Many2one("stock.lot", string="Piece", required=True, ondelete="cascade", index=True)
    name = fields.Char(string="Caption")
    sequence = fields.Integer(default=10)
    date = fields.Date(string="Taken on", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one("res.users", string="Taken by", default=lambda self: self.env.user)
    image_1920 = fields.Image(required=True)
