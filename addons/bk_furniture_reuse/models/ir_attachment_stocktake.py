from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """The signed report of a stock-take is kept as it was signed."""

    _inherit = "ir.attachment"

    def write(self, vals):
        self._check_no_signed_report()
        return super().write(vals)

    def unlink(self):
        self._check_no_signed_report()
        return super().unlink()

    def _check_no_signed_report(self):
        if self.env.su:
            return
        beside = self.sudo().filtered(lambda attachment: attachment.res_model == "furniture.stocktake")
        # sudo: whoever asks learns only that the file is kept.
        if beside and self.env["furniture.stocktake"].sudo().search_count([("report_id", "in", beside.ids)], limit=1):
            raise UserError(self.env._("The signed report of a stock-take is kept as it was signed."))
