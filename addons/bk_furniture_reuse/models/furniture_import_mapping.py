from odoo import api, fields, models


class FurnitureImportMapping(models.Model):
    """What a person said once about a file's headings, used for every later file with the same headings."""

    _name = "furniture.import.mapping"
    _description = "Saved headings"
    _order = "id desc"

    name = fields.Char(required=True)
    signature = fields.Char(required=True, readonly=True)
    mapping = fields.Json(required=True, readonly=True)

    _signature_uniq = models.Constraint("unique(signature)", "These headings are saved already.")

    @api.model
    def _signature(self, keys):
        """What makes two files alike: the same headings, in whatever order."""
        return "\n".join(sorted(key.casefold() for key in keys))

    @api.model
    def _remember(self, name, keys, mapping):
        signature = self._signature(keys)
        known = self.search([("signature", "=", signature)])
        if known:
            known.mapping = mapping
            return known
        return self.create({"name": name, "signature": signature, "mapping": mapping})

    @api.model
    def _recall(self, keys):
        return self.search([("signature", "=", self._signature(keys))]).mapping or {}
