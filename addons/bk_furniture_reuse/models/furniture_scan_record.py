import base64

from odoo import api, fields, models

from ..tools import photo as pictures
from ..tools import scan as rules

STATUSES = [
    ("done", "Done"),
    ("again", "Was so already"),
    ("conflict", "To decide"),
    ("refused", "Refused"),
    ("review", "To review"),
    ("sent_back", "Sent back"),
]


class FurnitureScanRecord(models.Model):
    """What a phone has sent, whatever became of it: nothing that somebody scanned is dropped.

    Written by the system alone. The photo is kept here until it has found its piece.
    """

    _name = "furniture.scan.record"
    _description = "Record from a phone"
    _order = "id desc"
    _rec_name = "kind"

    client_id = fields.Char("Id from the phone", required=True, readonly=True)
    device_id = fields.Many2one(
        "furniture.scan.device", "Phone", required=True, readonly=True, index=True, ondelete="restrict"
    )
    seq = fields.Integer("Number in the queue", readonly=True)
    user_id = fields.Many2one("res.users", "Scanned by", required=True, readonly=True, index=True, ondelete="restrict")
    kind = fields.Char(required=True, readonly=True)
    data = fields.Json("As it was sent", readonly=True)
    photo = fields.Binary(attachment=True, readonly=True)
    scanned_on = fields.Datetime(required=True, readonly=True, help="By the phone's clock.")
    received_on = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    status = fields.Selection(STATUSES, "Result", required=True, readonly=True, index=True)
    code = fields.Char("Reason", readonly=True)
    answer = fields.Json(readonly=True, help="What the sentence is made from.")
    options = fields.Json(readonly=True, help="What one may choose.")
    choice = fields.Char(readonly=True)
    decided_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    decided_on = fields.Datetime(readonly=True)
    reminded_on = fields.Datetime("Coordinators told on", readonly=True)
    lot_id = fields.Many2one("stock.lot", "Piece", readonly=True, index="btree_not_null", ondelete="restrict")
    place_id = fields.Many2one("stock.location", readonly=True, index="btree_not_null", ondelete="restrict")
    product_id = fields.Many2one("product.product", "Model", readonly=True, index="btree_not_null", ondelete="restrict")
    text = fields.Char("What became of it", compute="_compute_text")

    _client_id_uniq = models.Constraint("unique(client_id)", "This record has been taken already.")

    @api.depends("kind", "status", "code", "answer")
    @api.depends_context("lang")
    def _compute_text(self):
        words = self.env["furniture.scan.words"]._speaker()
        for record in self:
            record.text = words.text(record.kind, record._outcome())

    def _outcome(self):
        return rules.Outcome(self.status, self.code or "", self.answer or {}, tuple(self.options or ()))

    def _scan(self):
        """The record as the phone sent it, its photo included."""
        photo = self.with_context(bin_size=False).photo
        data = {**(self.data or {}), **({"photo": photo.decode()} if photo else {})}
        return rules.Scan(self.client_id, self.seq, self.kind, data, self.scanned_on)

    @api.model
    def _keep(self, device, scans, outcomes):
        """Keep records that have been carried out, or could not be: ``outcomes`` is {scan.id: outcome}."""
        return self.create([self._prepare_keep_vals(device, scan, outcomes[scan.id]) for scan in scans])

    @api.model
    def _prepare_keep_vals(self, device, scan, outcome):
        data = dict(scan.data)
        picture = data.pop("photo", None)
        data.pop("signature", None)  # kept with what was signed
        return {
            "client_id": scan.id,
            "device_id": device.id,
            "seq": scan.seq,
            "user_id": self.env.uid,
            "kind": scan.kind,
            "data": data,
            "scanned_on": scan.at,
            **self._prepare_outcome_vals(outcome),
            "photo": self._photo_to_keep(picture) if outcome.status not in (rules.DONE, rules.AGAIN) else False,
        }

    @api.model
    def _prepare_outcome_vals(self, outcome):
        values = outcome.values
        return {
            "status": outcome.status,
            "code": outcome.code,
            "answer": values,
            "options": list(outcome.options),
            "lot_id": values.get("lot_id", False),
            "place_id": values.get("place_id", False),
            "product_id": values.get("product_id", False),
        }

    @api.model
    def _photo_to_keep(self, picture):
        """The photo, redrawn without where it was taken; what is no picture is not kept."""
        content = pictures.decode(picture)
        try:
            return base64.b64encode(pictures.redraw(content)) if content else False
        except pictures.PhotoError:
            return False
