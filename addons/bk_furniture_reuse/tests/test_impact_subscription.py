"""Reports by mail: the period that has ended, once, to each receiver in their language, with the rights of whoever answers for it."""

from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .impact_book_case import ImpactBookCase


@tagged("post_install", "-at_install")
class TestImpactSubscription(ImpactBookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "force_report_rendering": True})
        cls.env["res.lang"]._activate_lang("nb_NO")
        cls.env["ir.module.module"].search([("name", "=", "bk_furniture_reuse")])._update_translations(["nb_NO"])
        cls.kari, cls.john = cls.env["res.partner"].create(
            [
                {"name": "Kari", "email": "kari@example.com", "lang": "nb_NO"},
                {"name": "John", "email": "john@example.com", "lang": "en_US"},
            ]
        )
        cls.users["manager"].email = "sjef@example.com"
        cls.subscriptions = cls.env["furniture.impact.subscription"]

    def setUp(self):
        super().setUp()
        self._spring()
        self.frozen.move_to(datetime(2026, 7, 1, 6, 0))

    def _subscribe(self, **vals):
        return self.subscriptions.with_user(self.users["manager"]).create(
            {
                "name": "Ombruksrapport",
                "partner_ids": [(6, 0, (self.kari | self.john).ids)],
                "next_date": "2026-07-01",
                "with_document": False,
                **vals,
            }
        ).with_env(self.env)  # fmt: skip

    def _mails(self, subscription):
        """Mails with a report; whoever answers for it is told of that by a mail without one."""
        return self.env["mail.mail"].search(
            [("model", "=", subscription._name), ("res_id", "=", subscription.id), ("attachment_ids", "!=", False)]
        )

    def test_the_quarter_that_has_ended_is_sent_once(self):
        subscription = self._subscribe(with_document=True)
        self.assertTrue(subscription._send_due())
        mails = self._mails(subscription)
        self.assertEqual(mails.recipient_ids, self.kari | self.john)
        self.assertEqual(len(mails), 2)
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        self.assertEqual((subscription.last_from, subscription.last_to), (date(2026, 4, 1), date(2026, 6, 30)))
        self.assertEqual(subscription.next_date, date(2026, 10, 1))
        for mail in mails:
            self.assertEqual(sorted(mail.attachment_ids.mapped("mimetype")), ["application/pdf", XLSX])
            self.assertEqual(mail.attachment_ids.mapped("res_model"), [subscription._name] * 2)
        self.assertFalse(subscription._send_due())
        self.assertEqual(len(self._mails(subscription)), 2)

    def test_each_reads_it_in_their_own_language_with_the_three_numbers(self):
        subscription = self._subscribe()
        subscription._send_due()
        by_person = {mail.recipient_ids: mail for mail in self._mails(subscription)}
        norwegian, english = by_person[self.kari], by_person[self.john]
        own = self.env["furniture.impact.entry"].search(
            [
                ("report_line", "=", "own"),
                ("date", ">=", "2026-04-01"),
                ("date", "<=", "2026-06-30"),
                ("company_id", "=", self.company.id),
            ]
        )
        kg = str(round(sum(own.mapped("net"))))
        self.assertIn("Unngått utslipp", norwegian.body_html)
        self.assertIn("Avoided emissions", english.body_html)
        for mail in by_person.values():
            self.assertIn(kg, mail.body_html)
            self.assertIn("sjef@example.com", mail.body_html)
        self.assertIn("Skriv til", norwegian.body_html)
        self.assertTrue(norwegian.attachment_ids.name.startswith("ombruksrapport"))

    def test_a_job_that_was_stopped_starts_again_and_sends_once(self):
        subscription = self._subscribe()
        stopped = patch.object(type(subscription), "_first_of_next", side_effect=MemoryError)
        with self.assertRaises(MemoryError), self.env.cr.savepoint(), stopped:
            subscription._send_due()
        subscription.invalidate_recordset()
        self.assertFalse(self._mails(subscription))
        self.assertEqual(subscription.next_date, date(2026, 7, 1))
        subscription._send_due()
        self.assertEqual(len(self._mails(subscription)), 2)

    def test_a_mail_that_could_not_be_sent_is_not_made_anew(self):
        subscription = self._subscribe()
        subscription._send_due()
        mails = self._mails(subscription)
        mails.write({"state": "exception", "failure_reason": "no such mailbox"})
        self.frozen.move_to(datetime(2026, 7, 2, 6, 0))
        subscription._send_due()
        subscription.next_date = date(2026, 7, 2)  # somebody sets it back
        subscription._send_due()
        self.assertEqual(self._mails(subscription), mails)

    def test_the_scheduled_job_takes_those_that_are_due(self):
        due, later = self._subscribe(), self._subscribe(next_date="2026-07-02")
        with self.enter_registry_test_mode():
            self.env.ref("bk_furniture_reuse.cron_impact_subscription").method_direct_trigger()
        self.assertTrue(self._mails(due))
        self.assertFalse(self._mails(later))

    def test_a_report_that_cannot_be_made_is_told_and_tried_again(self):
        clerk = new_test_user(self.env, "bk_clerk", groups="bk_furniture_reuse.group_finance")
        subscription = self._subscribe(user_id=clerk.id)
        clerk.group_ids = self.env.ref("base.group_user")
        self.assertFalse(subscription._send_due())
        self.assertFalse(self._mails(subscription))
        self.assertTrue(subscription.problem)
        self.assertEqual(subscription.next_date, date(2026, 7, 2))
        clerk.group_ids |= self.env.ref("bk_furniture_reuse.group_finance")
        self.frozen.move_to(datetime(2026, 7, 2, 6, 0))
        self.assertTrue(subscription._send_due())
        self.assertFalse(subscription.problem)
        self.assertEqual(subscription.last_to, date(2026, 6, 30))

    def test_periods(self):
        for period, day, expected in (
            ("month", "2026-07-01", (date(2026, 6, 1), date(2026, 6, 30))),
            ("month", "2026-01-15", (date(2025, 12, 1), date(2025, 12, 31))),
            ("quarter", "2026-02-28", (date(2025, 10, 1), date(2025, 12, 31))),
            ("year", "2027-01-01", (date(2026, 1, 1), date(2026, 12, 31))),
        ):
            subscription = self.subscriptions.new({"period": period})
            with self.subTest(period=period, day=day):
                self.assertEqual(subscription._ended_period(date.fromisoformat(day)), expected)

    def test_missed_periods_are_not_sent_one_by_one(self):
        subscription = self._subscribe(period="month", next_date="2026-02-01")
        subscription._send_due()
        self.assertEqual(subscription.next_date, date(2026, 8, 1))

    def test_only_the_manager_sends_now_and_not_twice(self):
        subscription = self._subscribe()
        with self.assert_refused(UserError, "manager"):
            subscription.with_user(self.users["coordinator"]).action_send_now()
        subscription.with_user(self.users["manager"]).action_send_now()
        self.assertEqual(len(self._mails(subscription)), 2)
        with self.assert_refused(UserError, "already"):
            subscription.with_user(self.users["manager"]).action_send_now()
        subscription._send_due()
        self.assertEqual(len(self._mails(subscription)), 2)

    def test_who_answers_for_it_may_read_the_ledger_and_receivers_have_addresses(self):
        with self.assertRaises(ValidationError):
            self._subscribe(user_id=self.users["internal"].id)
        nobody = self.env["res.partner"].create({"name": "Uten adresse"})
        with self.assertRaises(ValidationError):
            self._subscribe(partner_ids=[(6, 0, nobody.ids)])
        with self.assertRaises(ValidationError):
            self._subscribe(partner_ids=[])

    def test_attachments_are_for_those_who_may_read_the_subscription(self):
        subscription = self._subscribe()
        subscription._send_due()
        attachment = self._mails(subscription)[0].attachment_ids[0]
        attachment.with_user(self.users["auditor"]).check_access("read")
        for role in ("employee", "operator", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                attachment.with_user(self.users[role]).check_access("read")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
