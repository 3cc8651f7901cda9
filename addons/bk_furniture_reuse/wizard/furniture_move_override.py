from odoo import fields, models


class FurnitureMove(models.TransientModel):
    """A manager may move pieces against a rule of the place, with a reason that is kept."""

    _inherit = "furniture.move"

    override_reason = fields.Char(
        "Reason to set a rule aside",
        groups="bk_furniture_reuse.group_manager",
        help="Only when the place has a rule that these pieces break. Who, when and why is kept.",
    )

    def action_move(self):
        # sudo: whoever may not read the field cannot have written it either.
        reason = self.sudo().override_reason
        if reason:
            self.lot_ids._override_suitability(self.location_id, reason)
        return super().action_move()
