from odoo import api, fields, models


class StockLot(models.Model):
    """What a piece looks like: its own first photo, else the model's picture, else a pictogram of its type."""

    _inherit = "stock.lot"

    photo_ids = fields.One2many("furniture.photo", "lot_id", string="Photos")
    furniture_picture = fields.Selection(related="product_id.categ_id.furniture_picture")
    image_1920 = fields.Image("Picture", compute="_compute_images")
    image_512 = fields.Image(compute="_compute_images")
    image_128 = fields.Image(compute="_compute_images")

    @api.depends("photo_ids.image_1920", "photo_ids.sequence", "product_id.image_1920")
    def _compute_images(self):
        for lot in self:
            owner = lot.photo_ids.sorted("sequence")[:1] or lot.product_id
            for size in ("image_1920", "image_512", "image_128"):
                lot[size] = owner[size]

    def _get_placeholder_filename(self, field):
        if field in ("image_128", "image_512", "image_1920") and self.is_furniture:
            return f"bk_furniture_reuse/static/img/type_{self.sudo().categ_id.furniture_picture or 'other'}.svg"  # sudo: a pictogram's name
        return super()._get_placeholder_filename(field)
