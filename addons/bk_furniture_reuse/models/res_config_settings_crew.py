from odoo import api, fields, models

from .furniture_crew_day import PARAMETER


class ResConfigSettings(models.TransientModel):
    """How long the board of the crews shows who did what."""

    _inherit = "res.config.settings"

    furniture_crew_person_days = fields.Integer(
        "Days that figures name people",
        help="Then a day's figures stand for the crew as a whole. 0: they name people for ever.",
    )

    @api.model
    def get_values(self):
        return {**super().get_values(), "furniture_crew_person_days": self.env["furniture.crew.day"]._person_days()}

    def set_values(self):
        super().set_values()
        # Not by `config_parameter`: Odoo would drop a 0. sudo: Odoo lets administrators only come here.
        self.env["ir.config_parameter"].sudo().set_param(PARAMETER, str(max(0, self.furniture_crew_person_days)))
