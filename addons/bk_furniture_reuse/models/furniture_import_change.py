from odoo import models
from odoo.tools import get_lang


class FurnitureImport(models.Model):
    """What a corrected row changes, in words."""

    _inherit = "furniture.import"

    def _changes_in_words(self, changes, lookup):
        """One line for each cell that differs: ``Condition: B → C``.

        :param changes: ``{value's name: (before, now)}`` as ``tools.register.fingerprint.changed_values`` gives it
        :param lookup: the records that the values mean
        """
        labels = dict(self.env["furniture.import.column"]._field_choices())
        labels.update(damages=labels["damage"], colour_text=labels["colour"], floor_number=labels["floor"])
        cells = {}
        for name, both in changes.items():
            words = [self._value_in_words(name, value, lookup) for value in both]
            # One cell may hold two values: a floor and its number, a colour of the palette or in words.
            cells[labels[name]] = [
                known or new for known, new in zip(cells.get(labels[name], ("", "")), words, strict=True)
            ]
        return "\n".join(f"{label}: {before or '–'} → {now or '–'}" for label, (before, now) in cells.items())

    def _value_in_words(self, name, value, lookup):
        if value in (None, "", []):
            return ""
        if name == "damages":
            return "; ".join(damage["text"] for damage in value)
        if name == "condition":
            return value.upper()
        if name == "purpose":
            return dict(self.env["stock.lot"]._fields["purpose"]._description_selection(self.env)).get(value, value)
        if name == "colour":
            return self.env["furniture.colour"].browse(lookup.colours.get(value)).name or value
        if isinstance(value, float):
            return self.env["res.lang"].browse(get_lang(self.env).id).format("%.10g", value, grouping=True)
        return str(value)
