from odoo import fields, models


class FurnitureUnit(models.Model):
    """A part of the organisation that owns pieces: a school, a department, an agency."""

    _name = "furniture.unit"
    _description = "Owner unit"
    _order = "name"

    name = fields.Char(required=True)
    code = fields.Char(help="The unit's number in the organisation's accounts.")
    responsible_id = fields.Many2one("res.users", help="Who answers for the unit's furniture.")
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(lower(name))", "There is already an owner unit with this name.")
