from odoo import api, models
from odoo.fields import Domain

FACETS = ("market", "categ_id", "building_id", "condition", "colour_id")


class FurnitureMarketModel(models.Model):
    """What the market can be narrowed down by, with the number of pieces behind each choice."""

    _inherit = "furniture.market.model"

    @api.model
    def search_panel_select_multi_range(self, field_name, **kwargs):
        """Odoo counts records; here a choice is counted in pieces, in one query for each field."""
        if field_name not in FACETS:
            return super().search_panel_select_multi_range(field_name, **kwargs)
        self.browse().check_access("read")
        domain = Domain.AND([kwargs.get("search_domain") or [], kwargs.get("filter_domain") or []])
        return {
            "values": [
                {"id": value, "display_name": label, "__count": count}
                for value, label, count in self._facet_choices(field_name, domain)
            ]
        }

    @api.model
    def _facet_choices(self, field_name, domain):
        """(value, label, number of pieces) of each choice within ``domain``, as people would look for them."""
        pieces, counts = self._split(domain)
        stock = self._stock()
        chosen = self._of_own_companies(pieces)
        if not counts.is_true():
            chosen &= Domain("product_id", "in", self._search(domain))
        if field_name == "market":
            kinds = {"in_use": "coming", "available": "available"}
            groups = stock._read_group(chosen, ["purpose"], ["piece_count:sum"])
            numbers = {kinds[purpose]: count for purpose, count in groups}
        else:
            numbers = dict(
                stock._read_group(chosen & Domain(field_name, "!=", False), [field_name], ["piece_count:sum"])
            )
        if self._fields[field_name].type == "selection":
            labels = self._fields[field_name]._description_selection(self.env)
            return [(value, label, numbers[value]) for value, label in labels if value in numbers]
        records = [(record.with_context(short_place=True), count) for record, count in numbers.items()]
        choices = [(record.id, record.display_name, count) for record, count in records]
        return sorted(choices, key=lambda choice: choice[1].casefold())
