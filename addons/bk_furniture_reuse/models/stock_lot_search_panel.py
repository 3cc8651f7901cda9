from odoo import api, models


class StockLot(models.Model):
    """The choices beside the list of pieces."""

    _inherit = "stock.lot"

    @api.model
    def search_panel_select_multi_range(self, field_name, **kwargs):
        # For floors, grouped by building, Odoo's web client sends null as soon as something is searched and no floor is chosen.
        if kwargs.get("group_domain", []) is None:
            kwargs["group_domain"] = []
        return super().search_panel_select_multi_range(field_name, **kwargs)
