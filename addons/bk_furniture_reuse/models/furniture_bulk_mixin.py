from odoo import api, models

KEY = "furniture_quant_batch"


class QuantBatch:
    """What one bulk operation of ``furniture.stock.loader`` wants of the quants: noted line by line, written at the end.

    It travels in the context. A context that comes over RPC holds JSON only, so nobody outside can slip one in.
    """

    def __init__(self):
        self.arrivals = []  # values of quants to create
        self.reserved = {}  # {(place id, piece id): quantity to add to what is reserved}

    @staticmethod
    def of(env):
        """The batch that collects in this environment, or None where Odoo works as usual."""
        batch = env.context.get(KEY)
        return batch if isinstance(batch, QuantBatch) else None


class FurnitureBulkMixin(models.AbstractModel):
    """Two per-record costs that a batch of like records pays once. Inactive unless a ``QuantBatch`` is at work."""

    _name = "furniture.bulk.mixin"
    _description = "Records created in bulk"

    # Fields whose defaults differ from record to record: without a value for each there is nothing to share.
    _bulk_given = ()

    @api.model
    def _create_in_bulk(self, vals_list):
        """``create`` for records that ``furniture.stock.loader`` then loads; it compares their companies, so this does not."""
        return self.with_context(**{KEY: QuantBatch()}).create(vals_list).with_env(self.env)

    def _check_company(self, fnames=None):
        # The loader compares the companies of all pieces, models and places at once.
        if QuantBatch.of(self.env) is None:
            super()._check_company(fnames)

    def _prepare_create_values(self, vals_list):
        # Defaults are the same for every record of a model of furniture, so Odoo is asked once for each.
        if QuantBatch.of(self.env) is None or any(
            not vals.get(name) for vals in vals_list for name in self._bulk_given
        ):
            return super()._prepare_create_values(vals_list)
        templates, result = {}, []
        for vals in vals_list:
            like = (vals.get("product_id"), frozenset(vals))
            if like not in templates:
                [templates[like]] = super()._prepare_create_values([dict(vals)])
            result.append({**templates[like], **vals})
        return result
