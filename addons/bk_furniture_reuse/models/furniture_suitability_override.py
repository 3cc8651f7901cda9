from odoo import fields, models


class FurnitureSuitabilityOverride(models.Model):
    """A rule of a place that a manager set aside for one piece, with a reason. It holds until the piece leaves for somewhere else.

    Written by ``stock.lot._override_suitability`` only; nobody edits it.
    """

    _name = "furniture.suitability.override"
    _description = "Exception from suitability"
    _order = "id desc"
    _rec_name = "lot_id"

    lot_id = fields.Many2one("stock.lot", "Piece", required=True, ondelete="restrict", index=True)
    location_id = fields.Many2one("stock.location", "Place", required=True, ondelete="restrict", index=True)
    suitability_id = fields.Many2one("furniture.suitability", required=True, ondelete="restrict", index=True)
    kind = fields.Selection(
        [("requires", "The piece lacks it"), ("forbids", "The piece has it")], "Rule", required=True
    )
    reason = fields.Char(required=True)
    user_id = fields.Many2one("res.users", "Allowed by", required=True, default=lambda self: self.env.user)
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    ended_on = fields.Datetime(help="When the piece moved on. Empty: it still holds.")

    _one_open = models.UniqueIndex(
        "(lot_id, location_id, suitability_id) WHERE ended_on IS NULL", "This is allowed already."
    )
    _reason_given = models.Constraint("CHECK(btrim(reason) != '')", "Write the reason.")

    def _end_for_moves(self, moved):
        """Pieces moved: what was allowed for them elsewhere ends, but not on the way, in a vehicle.

        :param moved: ``{piece: (place it left, place it came to)}``
        """
        open_ones = self.search([("lot_id", "in", [lot.id for lot in moved]), ("ended_on", "=", False)])
        open_ones.filtered(lambda override: override._is_over(*moved[override.lot_id])).write(
            {"ended_on": fields.Datetime.now()}
        )

    def _is_over(self, left, came_to):
        if self.location_id.id in came_to._place_and_around():
            return False
        return came_to.place_kind != "vehicle" or self.location_id.id in left._place_and_around()
