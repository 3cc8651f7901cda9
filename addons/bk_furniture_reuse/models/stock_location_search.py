from odoo import api, models
from odoo.fields import Domain


class StockLocation(models.Model):
    """A place is found by the words that people say: "kommunegården 101", or its name as it is shown."""

    _inherit = "stock.location"

    @api.model
    def _search_display_name(self, operator, value):
        found = super()._search_display_name(operator, value)
        words = value.replace("/", " ").split() if operator == "ilike" and isinstance(value, str) else []
        if len(words) < 2:
            return found
        # Each word may stand in the name of the place or of anything around it.
        return found | Domain.AND(Domain("complete_name", "ilike", word) for word in words)
