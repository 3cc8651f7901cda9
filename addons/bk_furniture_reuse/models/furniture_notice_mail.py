from odoo import api, models
from odoo.exceptions import MissingError
from odoo.tools import format_date


class FurnitureNotice(models.Model):
    """Notices as people get them: one message per person, in their language, by kind, each with a link that opens its record.

    Those who handle their messages in Odoo get it there, everybody else by mail; who has no address finds everything in the list
    of notices. Written in batches: the number of queries does not grow with the people.
    """

    _inherit = "furniture.notice"

    @api.model
    def _deliver(self, people):
        """Write the messages.

        :param people: list of (user, notices); a single notice is its own subject
        """
        # sudo: the system writes to people; addresses and languages are theirs.
        people = [(user.sudo(), notices.sudo()) for user, notices in people if user.sudo().active]
        inbox, mails = [], []
        for user, notices in people:
            if user.notification_type == "inbox":
                inbox.append(self._prepare_inbox_vals(user, notices))
            elif user.email:
                mails.append(self._prepare_mail_vals(user, notices))
        self.env["mail.message"].sudo().create(inbox)  # sudo: as above
        self.env["mail.mail"].sudo().create(mails)  # sudo: as above

    @api.model
    def _prepare_content(self, user, notices):
        env = self.with_context(lang=user.lang or self.env.lang, tz=user.tz).env
        mine = notices.with_env(env)
        labels = self.with_env(env).fields_get(["kind"])["kind"]["selection"]
        groups = [
            (label, [{"text": notice.text, "url": notice._url(user)} for notice in mine if notice.kind == kind])
            for kind, label in labels
        ]
        subject = (
            mine.text
            if len(mine) == 1
            else env._(
                "Furniture: %(count)s notices, %(date)s", count=len(mine), date=format_date(env, self._day(user))
            )
        )
        body = env["ir.qweb"]._render(
            "bk_furniture_reuse.notice_mail",
            {
                "name": user.name,
                "groups": [group for group in groups if group[1]],
                "single": len(mine) == 1,
                "list_url": self._base() + ("/my/furniture/notices" if user.share else "/odoo/furniture-notices"),
            },
        )
        return subject, body

    @api.model
    def _day(self, user):
        return self.env["furniture.notice.digest"]._today(user)[user.id]

    @api.model
    def _prepare_mail_vals(self, user, notices):
        subject, body = self._prepare_content(user, notices)
        company = user.company_id
        return {
            "subject": subject,
            "body_html": body,
            "email_from": company.email_formatted or company.partner_id.email_formatted or False,
            "author_id": company.partner_id.id,
            "recipient_ids": [(4, user.partner_id.id)],
            "auto_delete": True,
        }

    @api.model
    def _prepare_inbox_vals(self, user, notices):
        subject, body = self._prepare_content(user, notices)
        return {
            "subject": subject,
            "body": body,
            "message_type": "user_notification",
            "author_id": user.company_id.partner_id.id,
            "partner_ids": [(4, user.partner_id.id)],
            "notification_ids": [(0, 0, {"res_partner_id": user.partner_id.id, "notification_type": "inbox", "notification_status": "sent"})],
        }  # fmt: skip

    def _url(self, user):
        """Where ``user`` opens what this notice is about; empty when there is no page for them."""
        self.ensure_one()
        if not self.res_id or self.res_model not in self.env:
            return ""
        if user.share:
            path = self._portal_path()
            return self._base() + path if path else ""
        return f"{self._base()}/mail/view?model={self.res_model}&res_id={self.res_id}"

    def _portal_path(self):
        """The page of the portal that shows the record of this notice; other parts add the pages of their records."""
        self.ensure_one()
        if not self.res_id or self.res_model not in self.env:
            return ""
        if self.res_model == "furniture.wish":
            return f"/my/furniture/wishes/{self.res_id}"
        record = (
            self.env[self.res_model].sudo().browse(self.res_id)
        )  # sudo: an address; the page itself asks for rights
        try:
            path = "access_url" in record._fields and record.access_url
        except MissingError:
            return ""
        return path if path and path != "#" else ""

    @api.model
    def _base(self):
        return self.browse().get_base_url()
