from odoo import models

from ..tools.labels import Label
from ..tools.tag_code import format_readable


class StockLocation(models.Model):
    """What stands on the label of a place, at its door."""

    _inherit = "stock.location"

    def action_print_labels(self):
        """Ask for the sheet, then print the labels of these places."""
        return self.env["furniture.label.print"]._open_for(self.filtered("place_kind"))

    def _labels(self, with_code=False):
        """The labels of these places, in their order. Places without a tag get one.

        :param with_code: also the tag's code in clear
        """
        tags = self.env["furniture.tag"]._own_by_target(self)
        return [
            Label(
                tags[place.id].url,
                place.name,
                place.display_name,
                # sudo: the name of the organisation is printed for everybody to read.
                (place.company_id or self.env.company).sudo().name,
                format_readable(tags[place.id].code) if with_code else "",
            )
            for place in self
        ]

    def _label_order(self):
        """These places as somebody walks: building by building, floor by floor."""
        return self.sorted("complete_name")
