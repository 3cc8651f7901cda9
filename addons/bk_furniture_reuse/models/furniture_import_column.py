from odoo import fields, models

from ..tools.register.fields import FIELDS


class FurnitureImportColumn(models.Model):
    """One heading of a file and the field that it fills: recognised by itself, or chosen by a person."""

    _name = "furniture.import.column"
    _description = "Heading of a register"
    _order = "index, id"

    import_id = fields.Many2one("furniture.import", required=True, ondelete="cascade", index=True)
    index = fields.Integer(readonly=True)
    letter = fields.Char(readonly=True, string="Column")
    key = fields.Char(string="Heading", readonly=True, required=True)
    field = fields.Selection(selection="_field_choices", string="Means")
    suggestion = fields.Selection(selection="_field_choices", string="Perhaps", readonly=True)

    def _field_choices(self):
        labels = {
            "code": self.env._("QR code"),
            "name": self.env._("Product name"),
            "type": self.env._("Furniture type"),
            "maker": self.env._("Maker"),
            "count": self.env._("Count"),
            "colour": self.env._("Colour"),
            "material": self.env._("Material"),
            "width": self.env._("Width"),
            "depth": self.env._("Depth"),
            "height": self.env._("Height"),
            "seat_height": self.env._("Seat height"),
            "weight": self.env._("Weight"),
            "condition": self.env._("Condition"),
            "damage": self.env._("Damages"),
            "purpose": self.env._("Purpose"),
            "site": self.env._("Site"),
            "building": self.env._("Building"),
            "floor": self.env._("Floor"),
            "room": self.env._("Room"),
            "year": self.env._("Year"),
            "price_new": self.env._("Price when new"),
            "owner_unit": self.env._("Owner unit"),
            "available_from": self.env._("Available from"),
            "remark": self.env._("Remark"),
        }
        return [(name, labels[name]) for name in FIELDS]
