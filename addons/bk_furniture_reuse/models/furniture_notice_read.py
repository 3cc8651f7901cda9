from odoo import api, fields, models


class FurnitureNotice(models.Model):
    """A person's own list of notices: which they have read, and where each leads."""

    _inherit = "furniture.notice"

    read_on = fields.Datetime("Read", readonly=True)
    is_unread = fields.Boolean("Unread", compute="_compute_is_unread", search="_search_is_unread")

    _unread_idx = models.Index("(user_id) WHERE read_on IS NULL")

    @api.depends("read_on")
    def _compute_is_unread(self):
        for notice in self:
            notice.is_unread = not notice.read_on

    def _search_is_unread(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("read_on", "=" if True in value else "!=", False)]

    def action_open(self):
        """Button: read it, and open what it is about."""
        self.ensure_one()
        self.check_access("read")
        self._set_read(True)
        record = self._record()
        if not record or not record.has_access("read"):
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(self._form_view(record), "form")],
        }

    def action_mark_read(self):
        self._set_read(True)
        return True

    def action_mark_unread(self):
        self._set_read(False)
        return True

    def _set_read(self, read):
        self.check_access("read")
        mine = self.filtered(lambda notice: notice.user_id == self.env.user and bool(notice.read_on) != read)
        mine.sudo().write(
            {"read_on": fields.Datetime.now() if read else False}
        )  # sudo: only the person's own, see above

    def _record(self):
        """What the notice is about, or nothing when it is gone."""
        self.ensure_one()
        if not self.res_id or self.res_model not in self.env:
            return None
        return self.env[self.res_model].browse(self.res_id).exists()

    @api.model
    def _form_view(self, record):
        """The form that shows ``record``, where it is not the model's first: pieces have one of their own."""
        if record._name == "stock.lot":
            return self.env.ref("bk_furniture_reuse.stock_lot_view_form_piece").id
        return False
