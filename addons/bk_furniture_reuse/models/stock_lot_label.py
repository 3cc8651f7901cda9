from odoo import models

from ..tools.labels import Label
from ..tools.tag_code import format_readable


class StockLot(models.Model):
    """What stands on the label of a piece."""

    _inherit = "stock.lot"

    def action_print_labels(self):
        """Ask for the sheet, then print the labels of these pieces."""
        return self.env["furniture.label.print"]._open_for(self.filtered("is_furniture"))

    def _labels(self, with_code=False):
        """The labels of these pieces, in their order. Pieces without a tag get one.

        :param with_code: also the tag's code in clear
        """
        tags = self.env["furniture.tag"]._own_by_target(self)
        self.fetch(["name", "product_id", "maker_id", "owner_unit_id", "company_id"])
        titles = {product: product._label_title() for product in self.product_id}
        # sudo: the name of the unit or organisation that owns a piece is printed on it for everybody to read.
        owners = {unit: unit.name for unit in self.sudo().owner_unit_id}
        companies = {company: company.name for company in self.sudo().company_id | self.env.company}
        return [
            Label(
                tags[lot.id].url,
                lot.name,
                titles[lot.product_id],
                owners.get(lot.owner_unit_id) or companies[lot.company_id or self.env.company],
                format_readable(tags[lot.id].code) if with_code else "",
            )
            for lot in self
        ]

    def _label_order(self):
        """These pieces as somebody with a bag of labels walks: place by place, then by number."""
        places = {place: place.complete_name or "" for place in self.location_id}
        return self.sorted(lambda lot: (places.get(lot.location_id, ""), lot.name))
