from odoo import fields, models


class FurnitureMaker(models.Model):
    """Who made a furniture model: HÅG, Kinnarps, RH. Not a supplier: used pieces are bought from others."""

    _name = "furniture.maker"
    _description = "Maker"
    _order = "name"

    name = fields.Char(required=True, index="trigram")
    active = fields.Boolean(default=True)
    model_ids = fields.One2many("product.template", "maker_id", string="Furniture models")

    _name_uniq = models.UniqueIndex("(lower(name))", "There is already a maker with this name.")
