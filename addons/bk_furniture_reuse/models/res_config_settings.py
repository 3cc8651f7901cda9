from odoo import api, fields, models

PARAMETERS = ("reservation_free_up_to", "reservation_days")


class ResConfigSettings(models.TransientModel):
    """How reservations are granted and how long they hold."""

    _inherit = "res.config.settings"

    furniture_reservation_free_up_to = fields.Integer(
        "Pieces granted without approval",
        help="A reservation of more pieces waits for the reuse coordinator. 0: all of them wait.",
    )
    furniture_reservation_days = fields.Integer(
        "Days that a reservation holds",
        help="Then the pieces fall free and go to the next in the queue, unless somebody extends.",
    )

    @api.model
    def get_values(self):
        setting = self.env["furniture.reservation"]._setting
        return {**super().get_values(), **{f"furniture_{name}": setting(name) for name in PARAMETERS}}

    def set_values(self):
        super().set_values()
        # Not by `config_parameter`: Odoo would drop a 0, and 0 means that everything waits for approval.
        parameters = self.env["ir.config_parameter"].sudo()  # sudo: Odoo lets administrators only come here
        for name in PARAMETERS:
            parameters.set_param(f"bk_furniture_reuse.{name}", str(max(0, self[f"furniture_{name}"])))
