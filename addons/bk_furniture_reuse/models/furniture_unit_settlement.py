from odoo import fields, models

PRICE_RULES = [("none", "No price"), ("percent", "Share of the price when new"), ("cost", "Cost")]


class FurnitureUnit(models.Model):
    """On what terms a unit lets go of its pieces. Changes are kept in the chatter."""

    _name = "furniture.unit"
    _inherit = ["furniture.unit", "mail.thread"]

    releases_freely = fields.Boolean(
        tracking=True, help="Other units may take the pieces of this unit without asking each time."
    )
    responsible_id = fields.Many2one(tracking=True)
    price_rule = fields.Selection(
        PRICE_RULES, tracking=True, help="What other units pay for a piece. Empty: as the organisation's settings say."
    )
    price_percent = fields.Float(
        "Share (%)", digits=(5, 2), tracking=True, aggregator=None, help="Of the price when new, in percent."
    )

    _percent_sensible = models.Constraint(
        "CHECK(coalesce(price_percent, 0) >= 0 AND coalesce(price_percent, 0) <= 100)",
        "Write a share from 0 to 100 percent.",
    )
