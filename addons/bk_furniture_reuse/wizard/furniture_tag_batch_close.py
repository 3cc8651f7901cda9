from odoo import fields, models


class FurnitureTagBatchClose(models.TransientModel):
    """Why the rest of a batch will not be used: lost, spoilt, or the address of the tags has changed."""

    _name = "furniture.tag.batch.close"
    _description = "Close a batch of QR tags"

    batch_id = fields.Many2one("furniture.tag.batch", required=True, readonly=True, ondelete="cascade")
    blank_count = fields.Integer(related="batch_id.blank_count", string="Blank tags left")
    reason = fields.Char(required=True)

    def action_close(self):
        self.ensure_one()
        self.batch_id._close(self.reason)
        return {"type": "ir.actions.act_window_close"}
