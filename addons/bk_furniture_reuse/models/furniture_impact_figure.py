from odoo import api, fields, models


class FurnitureImpactFigure(models.Model):
    """A figure of the method that is not a factor of a piece: how often reuse replaces a purchase, what a litre of diesel emits.

    ``low`` and ``high`` are the interval that sources give; 0 in both means that there is none.
    """

    _name = "furniture.impact.figure"
    _description = "Figure of the method"
    _inherit = ["furniture.impact.source.mixin"]
    _order = "edition_id, code"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="The name by which the calculation finds the figure.")
    low = fields.Float(digits=(12, 4), aggregator=None)
    value = fields.Float("Default", digits=(12, 4), required=True, aggregator=None)
    high = fields.Float(digits=(12, 4), aggregator=None)
    unit = fields.Char(help="kg CO2e per litre, share of 1 ...")

    _code_uniq = models.UniqueIndex("(edition_id, code)", "This edition has the figure already.")
    _not_negative = models.Constraint(
        "CHECK(value >= 0 AND coalesce(low, 0) >= 0 AND coalesce(high, 0) >= 0)",
        "A figure of the method cannot be negative.",
    )

    @api.model
    def _of_edition(self, edition):
        """``{code: (low, default, high)}`` of the edition; a code without a figure is not there: not known."""
        # Without an interval the default stands for both.
        return {
            figure.code: (figure.low, figure.value, figure.high) if figure.low or figure.high else (figure.value,) * 3
            for figure in edition.figure_ids
        }
