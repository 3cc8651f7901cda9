from odoo import api, fields, models


class FurnitureSuitability(models.Model):
    """What decides where furniture may stand: something good that a place can require, or a warning that it can forbid.

    The standards that the shipped ones name:

    - EN 1021-1 and EN 1021-2, *Furniture - Assessment of the ignitability of upholstered furniture*, part 1 with a smouldering
      cigarette and part 2 with the equivalent of a match flame. They test a combination of cover and filling and set no classes.
    - EN 1729-1, *Furniture - Chairs and tables for educational institutions - Part 1: Functional dimensions*: size marks 0 to 7,
      each with a colour.
    """

    _name = "furniture.suitability"
    _description = "Suitability"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="A short name that lists and imports can use; each is used once.")
    kind = fields.Selection(
        [("property", "Property"), ("warning", "Warning")],
        required=True,
        default="property",
        help="Places can require a property and forbid a warning.",
    )
    description = fields.Text(translate=True)
    has_validity = fields.Boolean("Runs out", help="It is said of each piece, with the last day that it holds.")
    validity_months = fields.Integer("Holds for (months)", default=12, help="Proposed when it is said of a piece.")
    categ_ids = fields.Many2many(
        "product.category",
        string="Asked of furniture types",
        domain="[('is_furniture_type', '=', True)]",
        help="A place that requires it asks these types only, with the types inside them. Empty: every piece.",
    )
    sequence = fields.Integer(default=10)
    color = fields.Integer(compute="_compute_color")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(lower(code))", "There is already a suitability with this code.")
    _months_positive = models.Constraint(
        "CHECK(NOT has_validity OR validity_months > 0)", "Write for how many months it holds: at least 1."
    )

    @api.depends("kind")
    def _compute_color(self):
        for suitability in self:
            suitability.color = 2 if suitability.kind == "warning" else 10  # Odoo's orange and green
