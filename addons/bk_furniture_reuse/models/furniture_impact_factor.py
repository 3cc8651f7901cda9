from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

BOUNDARIES = [
    ("a1a3", "A1-A3, from raw material to the factory's gate"),
    ("mixed", "A1-A3 or nearest, mixed"),
    ("a1c4", "A1-C4, with use and end of life"),
    ("grave", "Cradle to grave, modules not stated"),
]


class FurnitureImpactFactor(models.Model):
    """What making one new piece emits (kg CO2e), for a standard type, one of our own types, a maker's range or one model.

    Low and high are what sources give; 0 means that no range was seen. The factor is gross: what reuse saves of it, the ledger computes.
    """

    _name = "furniture.impact.factor"
    _description = "Emission factor"
    _inherit = ["furniture.impact.source.mixin"]
    _order = "edition_id, sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(compute="_compute_name", store=True)

    # What it is for
    kind_id = fields.Many2one("furniture.impact.kind", "Standard type", ondelete="restrict", index="btree_not_null")
    categ_id = fields.Many2one(
        "product.category", "Furniture type", ondelete="restrict", index="btree_not_null",
        domain=[("is_furniture_type", "=", True)],
    )  # fmt: skip
    maker_id = fields.Many2one("furniture.maker", ondelete="restrict", index="btree_not_null")
    product_tmpl_id = fields.Many2one(
        "product.template", "Furniture model", ondelete="restrict", index="btree_not_null",
        domain=[("is_furniture", "=", True)],
    )  # fmt: skip

    # How much
    quantified = fields.Boolean(
        default=True, help="Off: no trustworthy figure is known, and pieces are shown as not quantified."
    )
    low = fields.Float(digits=(12, 3), help="0: no range was seen.", aggregator=None)
    value = fields.Float("Default", digits=(12, 3), aggregator=None)
    high = fields.Float(digits=(12, 3), help="0: no range was seen.", aggregator=None)
    per_kg = fields.Boolean("Per kg", help="The figure is for each kg of the piece, not for the piece.")
    scale_mass = fields.Float(
        "Normal weight (kg)", digits=(8, 2), aggregator=None,
        help="A heavier piece counts in proportion to its weight; 0: the factor is the same for every piece.",
    )  # fmt: skip
    mass = fields.Float(
        "Typical weight (kg)", digits=(8, 2), aggregator=None, help="Used where a piece has no weight; 0: not known."
    )
    mass_note = fields.Char("Source of the weight", translate=True)
    life_new = fields.Float("Lifetime when new (years)", digits=(6, 1), default=15, aggregator=None)
    life_note = fields.Char("Source of the lifetime", translate=True)
    boundary = fields.Selection(BOUNDARIES, required=True, default="mixed")
    headline = fields.Boolean("In the headline", compute="_compute_headline", store=True)

    # Declaration
    epd_number = fields.Char("EPD number")
    epd_uuid = fields.Char("EPD id", readonly=True)
    epd_modules = fields.Json("Modules of the EPD", readonly=True)
    valid_from = fields.Date()
    valid_to = fields.Date()

    _figures_in_order = models.Constraint(
        """CHECK((NOT quantified OR value > 0) AND coalesce(low, 0) >= 0 AND coalesce(high, 0) >= 0
             AND (coalesce(low, 0) = 0 OR low <= value) AND (coalesce(high, 0) = 0 OR high >= value))""",
        "Low, default and high stand in that order, and none is negative.",
    )
    _lifetime_positive = models.Constraint("CHECK(life_new > 0)", "A lifetime is more than nothing.")
    _weights_not_negative = models.Constraint(
        "CHECK(coalesce(mass, 0) >= 0 AND coalesce(scale_mass, 0) >= 0)", "A weight cannot be negative."
    )
    _one_for_a_kind = models.UniqueIndex(
        "(edition_id, kind_id) WHERE kind_id IS NOT NULL AND maker_id IS NULL",
        "This edition has a factor for the standard type already.",
    )
    _one_for_a_type = models.UniqueIndex(
        "(edition_id, categ_id) WHERE categ_id IS NOT NULL AND maker_id IS NULL",
        "This edition has a factor for the furniture type already.",
    )

    @api.depends("kind_id.name", "categ_id.name", "maker_id.name", "product_tmpl_id.name")
    def _compute_name(self):
        for factor in self:
            names = (
                factor.product_tmpl_id.name,
                factor.maker_id.name,
                factor.categ_id.name,
                factor.kind_id.with_context(lang="en_US").name,
            )
            factor.name = ", ".join(name for name in names if name)

    @api.depends("kind_id.name", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for factor in self:
            names = (factor.product_tmpl_id.name, factor.maker_id.name, factor.categ_id.name, factor.kind_id.name)
            factor.display_name = ", ".join(name for name in names if name)

    @api.depends("quantified", "grade")
    def _compute_headline(self):
        for factor in self:
            factor.headline = factor.quantified and factor.grade != "e"

    @api.constrains("edition_id", "kind_id", "categ_id", "maker_id", "product_tmpl_id")
    def _check_scope(self):
        for factor in self:
            types = bool(factor.kind_id) + bool(factor.categ_id)
            right = not types and not factor.maker_id if factor.product_tmpl_id else types == 1
            if not right:
                raise ValidationError(
                    self.env._(
                        "%s: a factor is for one model, for one type, or for one type of one maker. Fill in only what it is for.",
                        factor.display_name or factor.source_title,
                    )
                )

    @api.constrains("grade", "valid_to", "product_tmpl_id", "epd_number")
    def _check_grade(self):
        for factor in self.filtered(lambda factor: factor.grade == "a"):
            if not (factor.product_tmpl_id and factor.epd_number and factor.valid_to):
                raise ValidationError(
                    self.env._(
                        "%s: grade A is for the product declaration (EPD) of one model. Write its number and until when it is valid, or choose another grade.",
                        factor.display_name or factor.source_title,
                    )
                )

    def _check_complete(self):
        """What an auditor asks of a factor before it counts."""
        lacking = self.filtered(lambda factor: factor.quantified and not (factor.source_author and factor.source_year))
        if lacking:
            raise UserError(
                self.env._(
                    "%s: write the author and the year of the source before the edition is approved.",
                    ", ".join(lacking[:5].mapped("display_name")),
                )
            )
