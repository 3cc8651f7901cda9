from odoo import fields, models


class ProductCategory(models.Model):
    """A furniture type is a product category: office chair, sit-stand desk, wardrobe."""

    _inherit = "product.category"

    is_furniture_type = fields.Boolean("Furniture type", index=True)
    cpv_code = fields.Char(
        "CPV code", help="The code of the EU's procurement vocabulary, for example 39112000 for chairs."
    )
    asks_seat_height = fields.Boolean(help="Ask for the seat height when a model of this type is registered.")
    furniture_picture = fields.Selection(
        [
            ("chair", "Chair"),
            ("armchair", "Armchair"),
            ("desk", "Desk"),
            ("table", "Table"),
            ("cabinet", "Cabinet"),
            ("shelf", "Shelf"),
            ("sofa", "Sofa"),
            ("board", "Board"),
            ("screen", "Screen"),
            ("other", "Other"),
        ],
        string="Pictogram",
        default="other",
        help="Shown for pieces that have no photo yet.",
    )
