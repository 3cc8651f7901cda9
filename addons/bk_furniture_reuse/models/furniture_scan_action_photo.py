from odoo import api, fields, models

from ..tools import photo as pictures
from ..tools import scan as rules


class FurnitureScanActionPhoto(models.AbstractModel):
    """A photo of a piece: ``{code, photo}``. Its model is shown with it when it has no picture of its own."""

    _name = "furniture.scan.action.photo"
    _inherit = "furniture.scan.action"
    _description = "Photo of a piece"
    _commutes = True

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans)
        return {scan.id: self._judge_one(scan, targets) for scan in scans}

    @api.model
    def _judge_one(self, scan, targets):
        lot = self._piece_of(scan, targets)
        if not lot:
            return self._no_piece(scan, targets)
        if not pictures.is_picture(pictures.decode(scan.data.get("photo"))):
            return rules.Outcome(rules.REFUSED, "no_picture", self._facts(lot))
        return rules.Outcome(rules.READY, "", self._facts(lot))

    @api.model
    def _do(self, scans, judged):
        photos = self.env["furniture.photo"].create(
            [
                {
                    "lot_id": judged[scan.id].values["lot_id"],
                    "image_1920": scan.data["photo"],
                    "date": fields.Date.context_today(self, scan.at),
                }
                for scan in scans
            ]
        )
        templates = photos.lot_id.product_id.product_tmpl_id
        for template in templates - templates._pictured():
            first = photos.filtered(lambda photo, template=template: photo.lot_id.product_tmpl_id == template)[0]
            # sudo: a picture where there is none; the coordinator may choose another.
            template.sudo().image_1920 = first.image_1920
        return {scan.id: rules.Outcome(rules.DONE, "photographed", judged[scan.id].values) for scan in scans}
