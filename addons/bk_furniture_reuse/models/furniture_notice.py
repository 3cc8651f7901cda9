from odoo import api, fields, models

KINDS = [
    ("reservation", "Reservations"),
    ("wish", "Wishes"),
    ("move", "Moves"),
    ("stocktake", "Stock-takes"),
    ("refurbishment", "Refurbishment"),
    ("ownership", "Release and settlement"),
    ("other", "Other"),
]


class FurnitureNotice(models.Model):
    """Something that a person should know about furniture: what happened, and to which record.

    Every message of ours to people goes through ``_tell``. What somebody waits for is told at once, the rest once a day
    (``furniture_notice_digest.py``); each person may choose otherwise for each kind (``furniture.notice.setting``).
    """

    _name = "furniture.notice"
    _description = "Notice"
    _order = "id desc"
    _rec_name = "text"

    user_id = fields.Many2one("res.users", "To", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(KINDS, required=True, default="other")
    text = fields.Char(required=True)
    res_model = fields.Char("Model")
    res_id = fields.Many2oneReference("Record", model_field="res_model")
    urgent = fields.Boolean("At once", help="The person waits for it, so it is not kept for the daily summary.")
    told_on = fields.Datetime(readonly=True, index=True)
    digest_id = fields.Many2one("furniture.notice.digest", "Daily summary", ondelete="set null", index="btree_not_null")

    _waiting_idx = models.Index("(user_id) WHERE told_on IS NULL")

    @api.model
    def _tell(self, users, kind, text, record=None, urgent=False):
        """Let ``users`` know ``text`` about ``record``.

        :param users: ``res.users``; who did the thing is not told about it
        :param kind: one of the kinds above, which each person may switch off
        :param text: one sentence, in plain words; or a function that returns it for an environment in the reader's language
        :param record: the record that the message opens
        :param urgent: True for what a person waits for
        :return: the notices
        """
        return self._tell_each(
            [{"user": user, "kind": kind, "text": text, "record": record, "urgent": urgent} for user in users]
        )

    @api.model
    def _tell_each(self, messages):
        """Let many people know many things, in a number of queries that does not grow with them.

        :param messages: list of dicts with ``user``, ``kind``, ``text`` and perhaps ``record`` and ``urgent``, as for ``_tell``
        :return: the notices
        """
        messages = [m for m in messages if m["user"] and m["user"] != self.env.user]
        users = (
            self.env["res.users"].sudo().union(*(m["user"] for m in messages))
        )  # sudo: language and whether they are here
        here = set(users.filtered("active").ids)
        modes = self.env["furniture.notice.setting"]._modes(users)
        now = fields.Datetime.now()
        vals_list = []
        for message in messages:
            user, record, text = message["user"], message.get("record"), message["text"]
            if user.id not in here:
                continue
            mode = modes[user.id, message["kind"]]
            if callable(text):
                text = text(self.with_context(lang=user.sudo().lang or self.env.lang).env)
            off = mode == "off"
            vals_list.append(
                {
                    "user_id": user.id,
                    "kind": message["kind"],
                    "text": text,
                    "res_model": record._name if record else False,
                    "res_id": record.id if record else False,
                    "urgent": mode == "at_once" or (mode == "default" and bool(message.get("urgent"))),
                    # What is switched off stays in the person's list, where it neither waits nor calls for attention.
                    "told_on": now if off else False,
                    "read_on": now if off else False,
                }
            )
        # sudo: notices are written by the system for whoever causes them; each person reads their own.
        notices = self.sudo().create(vals_list)
        notices.filtered(lambda notice: notice.urgent and not notice.told_on)._send()
        return notices

    def _send(self):
        """Send each of these notices by itself, now."""
        self._deliver([(notice.user_id, notice) for notice in self])
        self.write({"told_on": fields.Datetime.now()})
        if self:
            # Odoo's queue of mails runs once an hour unless it is woken. sudo: the scheduler is the system's.
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
