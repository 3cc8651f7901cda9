from odoo import fields, models

from .furniture_unit_settlement import PRICE_RULES


class ResCompany(models.Model):
    """What units of the organisation pay each other for furniture, unless the owner unit says something else."""

    _inherit = "res.company"

    furniture_price_rule = fields.Selection(PRICE_RULES, "Price between units", required=True, default="none")
    furniture_price_percent = fields.Float("Share of the price when new (%)", digits=(5, 2), default=30.0)

    _furniture_percent_sensible = models.Constraint(
        "CHECK(coalesce(furniture_price_percent, 0) >= 0 AND coalesce(furniture_price_percent, 0) <= 100)",
        "Write a share from 0 to 100 percent.",
    )


class ResConfigSettings(models.TransientModel):
    """The settings of settlement between units."""

    _inherit = "res.config.settings"

    furniture_price_rule = fields.Selection(related="company_id.furniture_price_rule", readonly=False, required=True)
    furniture_price_percent = fields.Float(related="company_id.furniture_price_percent", readonly=False)
