from odoo import api, models

from ..tools import tag_code


class FurnitureTag(models.Model):
    """The tag that a label is printed for."""

    _inherit = "furniture.tag"

    @api.model
    def _own_by_target(self, targets):
        """{record id: its own tag in use} for pieces or places; who has none gets one. Few queries, however many."""
        field = "lot_id" if targets._name == "stock.lot" else "location_id"
        # sudo: whoever may see a piece may print its code; tags themselves are nobody's to edit.
        by_target = self.sudo()._own_in_use(targets)
        missing = targets.filtered(lambda target: target.id not in by_target)
        created_sudo = self.sudo().create(
            [
                {"code": code, **self._prepare_claim_vals(target)}
                for target, code in zip(missing, tag_code.new_codes(len(missing)), strict=True)
            ]
        )
        return {**by_target, **{tag[field].id: tag for tag in created_sudo}}
