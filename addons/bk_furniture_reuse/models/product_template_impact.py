from odoo import fields, models

from .product_template import STAFF


class ProductTemplate(models.Model):
    """Where the price of a new one is from: an auditor asks for the source of every figure."""

    _inherit = "product.template"

    price_new_source = fields.Char(
        "Source of the price", groups=STAFF, help="Framework price list, invoice or quotation, with its date."
    )
