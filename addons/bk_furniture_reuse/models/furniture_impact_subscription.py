import base64
import logging
import tempfile

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

_logger = logging.getLogger(__name__)

PERIODS = [("month", "Month"), ("quarter", "Quarter"), ("year", "Year")]
MONTHS = {"month": 1, "quarter": 3, "year": 12}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FurnitureImpactSubscription(models.Model):
    """The report of the reuse ledger, sent by mail when a month, quarter or year has ended.

    The mails and the next date are written in one transaction: what was stopped half way is done again from the start, and what is written is never
    done twice. Sending is the mail queue's work; a mail that could not be sent stays there with its error and is not made anew.
    """

    _name = "furniture.impact.subscription"
    _description = "Report by mail"
    _inherit = ["mail.thread"]
    _order = "next_date, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    user_id = fields.Many2one(
        "res.users",
        "Answers for it",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
        help="The report has what this person may read. Who wants no more mails writes to this person.",
    )
    partner_ids = fields.Many2many("res.partner", string="Receivers", tracking=True)
    period = fields.Selection(PERIODS, "Each", required=True, default="quarter", tracking=True)
    with_document = fields.Boolean("Document (PDF)", default=True, tracking=True)
    with_workbook = fields.Boolean("Workbook (XLSX)", default=True, tracking=True)
    site_ids = fields.Many2many("stock.location", string="Sites", domain=[("place_kind", "=", "site")])
    unit_ids = fields.Many2many("furniture.unit", string="Units")
    next_date = fields.Date(
        "Next on",
        required=True,
        default=lambda self: self._first_of_next("quarter", fields.Date.context_today(self)),
        tracking=True,
        help="The report is about the period that has ended before this day.",
    )
    last_from = fields.Date("Last period from", readonly=True, copy=False)
    last_to = fields.Date("Last period to", readonly=True, copy=False)
    problem = fields.Char("What went wrong", readonly=True, copy=False)

    _something_to_send = models.Constraint(
        "CHECK(with_document OR with_workbook)", "Choose the document, the workbook, or both."
    )

    @api.constrains("partner_ids", "active")
    def _check_receivers(self):
        for subscription in self.filtered("active"):
            if not subscription.partner_ids:
                raise ValidationError(self.env._("Choose who the report is sent to."))
            silent = subscription.partner_ids.filtered(lambda partner: not partner.email)
            if silent:
                raise ValidationError(
                    self.env._(
                        "%s: no mail address. Write it first, or choose somebody else.",
                        ", ".join(silent.mapped("display_name")),
                    )
                )

    @api.constrains("user_id")
    def _check_user(self):
        for subscription in self:
            entries = self.env["furniture.impact.entry"].with_user(subscription.user_id)
            if not entries.has_access("read"):
                raise ValidationError(
                    self.env._(
                        "%s may not read the reuse ledger, and cannot answer for a report of it.",
                        subscription.user_id.name,
                    )
                )

    @api.onchange("period")
    def _onchange_period(self):
        self.next_date = self._first_of_next(self.period, fields.Date.context_today(self))

    @api.model
    def _first_of_next(self, period, day):
        """The first day after the period that ``day`` is in."""
        months = MONTHS[period]
        return day.replace(month=(day.month - 1) // months * months + 1, day=1) + relativedelta(months=months)

    def _ended_period(self, day):
        """First and last day of the last whole period before ``day``."""
        self.ensure_one()
        months = MONTHS[self.period]
        after = day.replace(month=(day.month - 1) // months * months + 1, day=1)
        return after - relativedelta(months=months), after - relativedelta(days=1)

    # Sending

    @api.model
    def _cron_send(self):
        """Scheduled: put the reports that are due in the mail queue, one subscription in each transaction."""
        # sudo: the job is the system's; each report is made with the rights of whoever answers for it.
        subscriptions = self.sudo()
        due = subscriptions.search([("next_date", "<=", fields.Date.context_today(self))], order="next_date, id")
        for number, subscription in enumerate(due, 1):
            subscription._send_due()
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(due) - number):
                break

    def _send_due(self):
        """Queue the report of the period that has ended, unless somebody else just has. A report that cannot be made is told and tried tomorrow."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if not self.try_lock_for_update():
            return False
        self.invalidate_recordset()
        if self.next_date > today:
            return False
        period = self._ended_period(self.next_date)
        if self._is_sent(*period):
            self.next_date = self._after_today()
            return False
        try:
            with self.env.cr.savepoint():
                self._queue_mails(*period)
        except MemoryError:
            raise  # the job is being stopped, and starts again
        except Exception as error:
            if not isinstance(error, (AccessError, UserError)):
                _logger.exception("The report %s could not be made", self.name)
            self.env.invalidate_all()
            self.write({"problem": str(error), "next_date": today + relativedelta(days=1)})
            self._message_log(body=self.env._("The report could not be made: %s", error))
            return False
        return True

    def _is_sent(self, first, last):
        return (self.last_from, self.last_to) == (first, last)

    def _queue_mails(self, first, last):
        """Make the files, queue a mail to each receiver in their language, and remember that it is done."""
        template = self.env.ref("bk_furniture_reuse.mail_template_impact_report")
        files = {}
        for partner in self.partner_ids:
            # Without a language of their own people get that of the company.
            lang = partner.lang or self.company_id.partner_id.lang or "en_US"
            if lang not in files:
                files[lang] = self._report(first, last, lang)
            attachments, figures = files[lang]
            template.with_context(receiver_lang=lang, **figures).send_mail(
                self.id,
                force_send=False,
                email_values={
                    "recipient_ids": [(4, partner.id)],
                    "email_to": False,
                    "attachment_ids": [(6, 0, attachments.ids)],
                    # The queue keeps what could not be sent, and what was sent stays as evidence.
                    "auto_delete": False,
                },
            )
        next_date = self._first_of_next(self.period, last + relativedelta(days=1))
        self.write(
            {"last_from": first, "last_to": last, "next_date": max(next_date, self._after_today()), "problem": False}
        )
        self._message_log(
            body=self.env._(
                "Report of %(first)s to %(last)s sent to %(people)s",
                first=format_date(self.env, first),
                last=format_date(self.env, last),
                people=", ".join(self.partner_ids.mapped("display_name")),
            )
        )

    def _after_today(self):
        """When the period that today is in has ended: missed periods are not sent one by one."""
        return self._first_of_next(self.period, fields.Date.context_today(self))

    def _report(self, first, last, lang):
        """(attachments, what the mail says of the figures) of the period in ``lang``, with the rights of whoever answers for it."""
        if not self.user_id.active:
            raise UserError(
                self.env._(
                    "%s no longer has a user. Choose somebody else who answers for the report.", self.user_id.name
                )
            )
        mine = self.with_user(self.user_id).with_context(lang=lang).with_company(self.company_id)
        wizard = mine.env["furniture.impact.export"].create(
            {
                "company_id": self.company_id.id,
                "date_from": first,
                "date_to": last,
                "site_ids": [(6, 0, self.site_ids.ids)],
                "unit_ids": [(6, 0, self.unit_ids.ids)],
            }
        )
        made = []
        if self.with_document:
            content, _kind = (
                wizard.env["ir.actions.report"]
                .sudo(False)
                ._render_qweb_pdf("bk_furniture_reuse.impact_report", wizard.ids)
            )
            made.append((f"{wizard._file_name()}.pdf", content, "application/pdf"))
        if self.with_workbook:
            with tempfile.TemporaryFile() as file:
                wizard.env["furniture.impact.book"]._write(wizard._scope(), file)
                file.seek(0)
                made.append((f"{wizard._file_name()}.xlsx", file.read(), XLSX))
        attachments = self.env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "datas": base64.b64encode(content),
                    "mimetype": mimetype,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for name, content, mimetype in made
            ]
        )
        report = wizard.env["furniture.impact.report"]
        return attachments, {
            "cards": report._cards_of(wizard._scope()),
            "period_name": report._period_name(wizard._scope()),
        }

    def action_send_now(self):
        """Button: the report of the last period that has ended, to all receivers, now."""
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_manager")):
            raise UserError(self.env._("The furniture manager sends reports by mail. Ask them."))
        first, last = self._ended_period(fields.Date.context_today(self))
        if self._is_sent(first, last):
            raise UserError(
                self.env._(
                    "The report up to %s is sent already. It is in the messages below.", format_date(self.env, last)
                )
            )
        # sudo: attachments and mails are the system's; who may send is asked above.
        self.sudo()._queue_mails(first, last)
        return True
