from odoo import api, models

from ..tools import scan as rules

# Records that speak of a piece which another record may have to register first.
OF_A_PIECE = ("photo", "damage", "move")


class FurnitureScanRecord(models.Model):
    """Which waiting records of a crew hang together: a photo needs its piece, a piece needs its model."""

    _inherit = "furniture.scan.record"

    def _with_needed(self):
        """These records and those that wait which they cannot be carried out without."""
        pool = self | self._waiting_like(("register", "model"))
        return self._closed_over(self._needs(pool))

    def _with_dependents(self):
        """These records and those that wait which cannot be carried out without them."""
        needs = self._needs(self | self._waiting_like(("register", *OF_A_PIECE)))
        dependents = {}
        for record, needed in needs.items():
            for one in needed:
                dependents[one] = dependents.get(one, self.browse()) | record
        return self._closed_over(dependents)

    def _waiting_like(self, kinds):
        """Waiting records of the same people."""
        return self.search([("status", "=", rules.REVIEW), ("user_id", "in", self.user_id.ids), ("kind", "in", kinds)])

    def _closed_over(self, edges):
        found, new = self, self
        while new:
            new = self.browse().union(*(edges.get(record, self.browse()) for record in new)) - found
            found |= new
        return found

    @api.model
    def _needs(self, pool):
        """{record: those of ``pool`` that must be carried out before it}, by the codes and models that they name."""
        pool = pool.filtered(lambda record: record.kind in ("register", "model", *OF_A_PIECE)).sorted("id")
        abouts = self._abouts_of(pool)
        models_of = {record.client_id: record for record in pool if record.kind == "model"}
        registers, needs = {}, {}
        for record in pool:
            product = (record._effective_data()).get("product")
            needed = (
                models_of.get(product, self.browse())
                if record.kind == "register" and rules.is_uuid(product)
                else self.browse()
            )
            if record.kind in OF_A_PIECE:
                needed = needed.union(*(registers.get(about, self.browse()) for about in abouts[record.client_id]))
            elif record.kind == "register":
                for about in abouts[record.client_id]:
                    registers[about] = record
            needs[record] = needed
        return needs

    @api.model
    def _abouts_of(self, records):
        """{id: what a record speaks of that is no piece yet}; a piece that is there needs no registration."""
        scans = [rules.Scan(one.client_id, one.seq, one.kind, one._effective_data(), one.scanned_on) for one in records]
        abouts = self.env["furniture.scan.action"]._abouts(scans)
        return {key: {about for about in about_set if about[0] != "stock.lot"} for key, about_set in abouts.items()}
