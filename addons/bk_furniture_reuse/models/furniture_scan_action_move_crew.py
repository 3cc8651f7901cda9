from odoo import api, models
from odoo.fields import Domain

from ..tools import scan as rules


class ScannedBy:
    """Who scanned each of the records that somebody else carries out, and with which phone: ``{scan.id: id}`` each.

    An object in the context, since nobody can send such a thing over the network.
    """

    def __init__(self, people, devices):
        self.people = people
        self.devices = devices


class FurnitureScanActionMove(models.AbstractModel):
    """A crew member who carries a piece twice has not been crossed by somebody else, though a supervisor carries both out."""

    _inherit = "furniture.scan.action.move"

    @api.model
    def _scanned_by(self, scan):
        scanned_by = self.env.context.get("scanned_by")
        people = scanned_by.people if isinstance(scanned_by, ScannedBy) else {}
        return people.get(scan.id) or super()._scanned_by(scan)

    @api.model
    def _moved_by_others(self, scan, lot):
        """What was carried later and counts already is not undone by an older record that is approved after it."""
        scanned_by = self.env.context.get("scanned_by")
        if isinstance(scanned_by, ScannedBy) and self._is_overtaken(scan, lot, scanned_by.devices.get(scan.id)):
            return True
        return super()._moved_by_others(scan, lot)

    @api.model
    def _is_overtaken(self, scan, lot, device_id):
        """Whether something that was done with the piece after this scan counts already: a phone by its own counting, others by the clock."""
        same_phone = Domain("device_id", "=", device_id) & Domain("seq", ">", scan.seq)
        other_phones = Domain("device_id", "!=", device_id) & Domain("scanned_on", ">", scan.at)
        done = Domain("lot_id", "=", lot.id) & Domain("kind", "in", ("move", "register"))
        done &= Domain("status", "in", (rules.DONE, rules.AGAIN)) & Domain("code", "!=", "left")
        # sudo: only whether there is such a record is told; the supervisor may not read those of other crews.
        return bool(self.env["furniture.scan.record"].sudo().search_count(done & (same_phone | other_phones), limit=1))
