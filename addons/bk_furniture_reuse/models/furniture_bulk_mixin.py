from odoo import models

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

    def _check_company(self, fnames=None):
        # The loader has compared the companies of all pieces, models and places before it began.
        if QuantBatch.of(self.env) is None:
            super()._check_company(fnames)

    def _prepare_create_values(self, vals_list):
        # Defaults are the same for every record of a batch, so Odoo is asked once.
        if QuantBatch.of(self.env) is None or len({frozenset(vals) for vals in vals_list}) != 1:
            return super()._prepare_create_values(vals_list)
        template = super()._prepare_create_values([dict(vals_list[0])])[0]
        return [{**template, **vals} for vals in vals_list]
