from odoo import api, fields, models

from ..tools import scan as rules

# Values of a record that name something: {name: model}.
NAMED = {
    "product": "product.product",
    "place": "stock.location",
    "colour_id": "furniture.colour",
    "owner_unit_id": "furniture.unit",
    "category_id": "product.category",
}
# Values that are one of a field's choices: {name: (model, field)}.
CHOSEN = {
    "condition": ("stock.lot", "condition"),
    "purpose": ("stock.lot", "purpose"),
    "damage_kind": ("furniture.damage", "kind"),
    "severity": ("furniture.damage", "severity"),
}
SIZES = ("width", "depth", "height", "seat_height")
# In the order in which people say it.
ORDER = (
    "code", "product", "name", "category_id", "maker", "place", "condition", "damage_kind", "severity", "colour_id",
    "owner_unit_id", "purpose", "width", "depth", "height", "seat_height", "remark", "note", "text",
)  # fmt: skip
# What a kind cannot do without.
WANTED = {"register": ("product", "place"), "move": ("place",), "model": ("name",)}


class FurnitureScanRecord(models.Model):
    """What a record says, in words: for whoever reviews it."""

    _inherit = "furniture.scan.record"

    asked = fields.Text("What was done", compute="_compute_asked")
    correction_text = fields.Text("Changed by the supervisor", compute="_compute_asked")
    has_photo = fields.Boolean(compute="_compute_has_photo")

    @api.depends("kind", "data", "correction", "answer")
    @api.depends_context("lang", "uid")
    def _compute_asked(self):
        names, labels = self._names_of_values(), self._labels_of_values()
        for record in self:
            data, answer = record._effective_data(), record.answer or {}
            said = {name: record._word(name, data.get(name), answer, names) for name in ORDER}
            lacking = [
                self.env._("%s: not known", labels[name]) for name in WANTED.get(record.kind, ()) if not said.get(name)
            ]
            told = [f"{labels[name]}: {said[name]}" if name in SIZES else said[name] for name in ORDER if said[name]]
            record.asked = " · ".join([*told, *lacking])
            record.correction_text = "\n".join(
                f"{labels[name]}: {record._word(name, value, {}, names) or '–'}"
                for name, value in (record.correction or {}).items() if name in labels
            )  # fmt: skip

    @api.depends("photo")
    def _compute_has_photo(self):
        sized = self.with_context(bin_size=True)
        for record, small in zip(self, sized, strict=True):
            record.has_photo = bool(small.photo)

    def _word(self, name, value, answer, names):
        """A value as people say it; nothing when it is none."""
        if name in NAMED:
            if rules.is_number(value):
                return names.get((name, value), "")
            # A model that is proposed by another record, or a place by the tag of its door.
            return (
                (answer.get("model" if name == "product" else "place") or "")
                if value and name in ("product", "place")
                else ""
            )
        if name in CHOSEN:
            return names.get((name, value), "") if isinstance(value, str) else ""
        if name == "code" and (answer.get("piece") or answer.get("scanned")):
            return answer.get("piece") or answer["scanned"]
        return (
            f"{value:g}"
            if isinstance(value, float)
            else str(value)[:500]
            if value and isinstance(value, str | int)
            else ""
        )

    def _names_of_values(self):
        """{(name, value): word} of all that these records name and the reader may read, in few queries for each model."""
        names = {}
        datas = [record._effective_data() for record in self]
        for name, model in NAMED.items():
            ids = {data[name] for data in datas if rules.is_number(data.get(name))}
            records = self.env[model].browse(ids).exists()._filtered_access("read") if ids else self.env[model]
            field = "name" if model in ("product.product", "product.category") else "display_name"
            names.update(((name, one.id), one[field]) for one in records)
        for name, (model, field) in CHOSEN.items():
            selection = self.env[model]._fields[field]._description_selection(self.env)
            names.update(((name, value), word) for value, word in selection)
        return names

    @api.model
    def _labels_of_values(self):
        return {
            "code": self.env._("Code"),
            "product": self.env._("Model"),
            "name": self.env._("Name"),
            "category_id": self.env._("Furniture type"),
            "maker": self.env._("Maker"),
            "place": self.env._("Place"),
            "condition": self.env._("Condition"),
            "damage_kind": self.env._("Damage"),
            "severity": self.env._("Severity"),
            "colour_id": self.env._("Colour"),
            "owner_unit_id": self.env._("Owner unit"),
            "purpose": self.env._("Purpose"),
            "width": self.env._("Width"),
            "depth": self.env._("Depth"),
            "height": self.env._("Height"),
            "seat_height": self.env._("Seat height"),
            "remark": self.env._("Remark"),
            "note": self.env._("Note"),
            "text": self.env._("Question"),
        }
