from odoo import api, fields, models


class FurnitureImpactDistance(models.Model):
    """How far it is by road between two sites (km), in either direction."""

    _name = "furniture.impact.distance"
    _description = "Distance between sites"
    _order = "from_id, to_id"

    from_id = fields.Many2one(
        "stock.location", required=True, ondelete="cascade", index=True, domain=[("place_kind", "!=", False)]
    )
    to_id = fields.Many2one(
        "stock.location", required=True, ondelete="cascade", index=True, domain=[("place_kind", "!=", False)]
    )
    km = fields.Float("Kilometres", digits=(8, 1), required=True, aggregator=None)
    source = fields.Char(required=True, help="Where the distance is from: a map, the driver's log.")

    _pair_uniq = models.UniqueIndex(
        "(least(from_id, to_id), greatest(from_id, to_id))", "The distance between these two is written already."
    )
    _some_way = models.Constraint(
        "CHECK(km > 0 AND from_id != to_id)", "Write the kilometres between two different sites."
    )

    @api.model
    def _known(self):
        """``{(site id, site id): (km, source)}`` in both directions."""
        known = {}
        for distance in self.search([("km", ">", 0)]):
            known[distance.from_id.id, distance.to_id.id] = known[distance.to_id.id, distance.from_id.id] = (
                distance.km,
                distance.source,
            )
        return known
