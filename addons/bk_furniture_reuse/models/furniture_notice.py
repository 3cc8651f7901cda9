from odoo import api, fields, models


class FurnitureNotice(models.Model):
    """Something that a person should know about furniture: what happened, and to which record.

    Every message of ours to people goes through ``_tell``. What somebody waits for is told at once.
    """

    _name = "furniture.notice"
    _description = "Notice"
    _order = "id desc"
    _rec_name = "text"

    user_id = fields.Many2one("res.users", "To", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(
        [
            ("reservation", "Reservations"),
            ("wish", "Wishes"),
            ("move", "Moves"),
            ("stocktake", "Stock-takes"),
            ("refurbishment", "Refurbishment"),
            ("ownership", "Release and settlement"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    text = fields.Char(required=True)
    res_model = fields.Char("Model")
    res_id = fields.Many2oneReference("Record", model_field="res_model")
    urgent = fields.Boolean("At once", help="The person waits for it, so it is not kept for the daily summary.")
    told_on = fields.Datetime(readonly=True, index=True)

    @api.model
    def _tell(self, users, kind, text, record=None, urgent=False):
        """Let ``users`` know ``text`` about ``record``.

        :param users: ``res.users``; who did the thing is not told about it
        :param kind: one of the kinds above, which each person may switch off
        :param text: one sentence, in plain words
        :param record: the record that the message opens
        :param urgent: True for what a person waits for
        :return: the notices
        """
        # sudo: notices are written by the system for whoever causes them; each person reads their own.
        notices = self.sudo().create(
            [
                {
                    "user_id": user.id,
                    "kind": kind,
                    "text": text,
                    "res_model": record._name if record else False,
                    "res_id": record.id if record else False,
                    "urgent": urgent,
                }
                for user in users - self.env.user
            ]
        )
        notices.filtered("urgent")._send()
        return notices

    def _send(self):
        """Send each of these notices by itself, in Odoo's inbox and by mail as the person has chosen."""
        for notice in self:
            record = self.env[notice.res_model].browse(notice.res_id) if notice.res_model else notice.user_id.partner_id
            record.sudo().message_notify(  # sudo: the reader's right to the record is asked when they open it
                partner_ids=notice.user_id.partner_id.ids, subject=notice.text, body=notice.text
            )
        self.write({"told_on": fields.Datetime.now()})
