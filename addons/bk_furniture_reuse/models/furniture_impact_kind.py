from odoo import fields, models


class FurnitureImpactKind(models.Model):
    """A standard type: a furniture type as factor tables know it. The organisation's own types point to one."""

    _name = "furniture.impact.kind"
    _description = "Standard type of furniture"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True, help="The name that imports and calculations use.")
    sequence = fields.Integer(default=10)
    categ_ids = fields.One2many("product.category", "impact_kind_id", string="Furniture types")

    _code_uniq = models.UniqueIndex("(code)", "There is already a standard type with this code.")
