from odoo import api, models
from odoo.exceptions import AccessError

# Proof that the import itself is at work: a context that comes over the network cannot hold this object.
_AT_WORK = object()


class FurnitureImportGuard(models.AbstractModel):
    """What of an import is written by the import alone: rows say what stands in a file, states what has been done with them."""

    _name = "furniture.import.guard"
    _description = "Parts of an import that people do not write"

    # What people may write, or None for all but ``_SYSTEM_FIELDS``; who may write nothing creates and deletes nothing either.
    _PEOPLE_FIELDS = frozenset()
    _SYSTEM_FIELDS = frozenset()

    def _at_work(self):
        """These records, for the import's own methods."""
        return self.with_context(_import_at_work=_AT_WORK)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_people_write(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_people_write(vals)
        return super().write(vals)

    def unlink(self):
        if self._PEOPLE_FIELDS is not None:
            self._refuse_people()
        return super().unlink()

    @api.model
    def _check_people_write(self, vals):
        allowed = self._PEOPLE_FIELDS
        if (self._SYSTEM_FIELDS if allowed is None else set(vals) - allowed) & set(vals):
            self._refuse_people()

    @api.model
    def _refuse_people(self):
        if not self.env.su and self.env.context.get("_import_at_work") is not _AT_WORK:
            raise AccessError(
                self.env._(
                    "This part of an import is written by the import itself. Correct the file and read it again."
                )
            )
