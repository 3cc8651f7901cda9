from odoo import fields, models


class FurnitureColour(models.Model):
    """A colour of the fixed palette that pieces are sorted and searched by; the exact shade goes in a piece's colour text."""

    _name = "furniture.colour"
    _description = "Colour"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="The palette's own word for the colour, used by imports.")
    swatch = fields.Char(required=True, help="The colour shown on the screen, as #rrggbb.")
    sequence = fields.Integer(default=10)

    _code_uniq = models.Constraint("unique(code)", "There is already a colour with this code.")
    _swatch_format = models.Constraint(
        "CHECK(swatch ~ '^#[0-9a-fA-F]{6}$')", "Write the colour as # and six hexadecimal digits, for example #1f3a5f."
    )
