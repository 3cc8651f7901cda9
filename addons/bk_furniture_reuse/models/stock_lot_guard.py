from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..tools import purpose as rules
from .stock_lot import SIZES

# What is computed and stored beside a piece so that lists are fast. Odoo lets whoever may write the piece write these over.
FOLLOWING = frozenset(
    (*SIZES, "price_new", "product_tmpl_id", "categ_id", "maker_id", "site_id", "building_id", "floor_id", "damage_count",
     "search_text", "condition_date", "condition_user_id", "end_kind", "end_id", "end_date", "used_building_id")
)  # fmt: skip


class StockLot(models.Model):
    """What no person writes about a piece, whichever way they come. The last of its classes: what these add comes below."""

    _inherit = "stock.lot"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in self._furniture_vals(vals_list):
            self._check_written_by_system(vals)
            self._check_first_purpose(vals.get("purpose"))
        return super().create(vals_list)

    def write(self, vals):
        self._check_written_by_system(vals)
        return super().write(vals)

    @api.model
    def _check_written_by_system(self, vals):
        if self.env.su:
            return
        following = FOLLOWING.intersection(vals)
        if following:
            labels = ", ".join(self._fields[name]._description_string(self.env) for name in sorted(following))
            raise AccessError(self.env._("%s: follows from other facts. Change those instead.", labels))
        if "import_row_id" in vals:
            self.env["furniture.import.row"].check_access("write")

    @api.model
    def _check_first_purpose(self, purpose):
        """A piece is not registered as what its person may not make of it afterwards: recycling is for coordinators to decide."""
        rule = rules.TRANSITIONS.get((rules.AVAILABLE, purpose))
        if purpose == rules.RECYCLING and not self.env.su and not rules.has_role(self._purpose_roles(), rule.role):
            raise UserError(self._refusal_text(rules.Refusal("needs_role", rule.role), None, purpose))
