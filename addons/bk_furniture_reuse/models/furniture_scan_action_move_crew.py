from odoo import api, models


class ScannedBy:
    """Who scanned each of the records that somebody else carries out: ``{scan.id: user id}``.

    An object in the context, since nobody can send such a thing over the network.
    """

    def __init__(self, people):
        self.people = people


class FurnitureScanActionMove(models.AbstractModel):
    """A crew member who carries a piece twice has not been crossed by somebody else, though a supervisor carries both out."""

    _inherit = "furniture.scan.action.move"

    @api.model
    def _scanned_by(self, scan):
        scanned_by = self.env.context.get("scanned_by")
        people = scanned_by.people if isinstance(scanned_by, ScannedBy) else {}
        return people.get(scan.id) or super()._scanned_by(scan)
