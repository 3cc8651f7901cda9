"""One summary per person per day: however often, however parallel, killed or not."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import psycopg2
from freezegun import freeze_time
from odoo import SUPERUSER_ID, api, fields, sql_db
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .test_notice import NoticeCase


@tagged("post_install", "-at_install")
class TestDigest(NoticeCase):
    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("bk_furniture_reuse.cron_notice_digest").method_direct_trigger()
        self.env.invalidate_all()

    def test_one_mail_has_all_that_waits_by_kind(self):
        for number in range(20):
            self._tell(kind=("wish", "move")[number % 2], text=f"Melding {number}", record=self.wish_of_reader)
        self._run()
        mail = self._mails()
        self.assertEqual(len(mail), 1)
        self.assertIn("20 notices", mail.subject)
        for number in range(20):
            self.assertIn(f"Melding {number}", mail.body_html)
        self.assertLess(mail.body_html.index("Wishes"), mail.body_html.index("Moves"))
        self.assertNotIn("Refurbishment", mail.body_html)
        self.assertEqual(mail.body_html.count("/mail/view?model=furniture.wish"), 20)

    def test_however_often_it_runs_there_is_one_a_day(self):
        self._tell()
        for _time in range(3):
            self._run()
            late = self._tell(text="Kom etterpå")
        self.assertEqual(len(self._mails()), 1)
        self.assertFalse(late.told_on)
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self._run()
        self.assertEqual(len(self._mails()), 2)
        self.assertIn("3 notices", self._mails()[1].subject)

    def test_what_was_told_at_once_is_not_told_again(self):
        self._tell(urgent=True)
        self._run()
        self.assertEqual(len(self._mails()), 1)
        self.assertFalse(self.env["furniture.notice.digest"].search([("user_id", "=", self.reader.id)]))

    def test_it_is_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.reader.lang = "nb_NO"
        self._tell(kind="move")
        self._tell()
        self._run()
        self.assertIn("2 varsler", self._mails().subject)
        self.assertIn("Flyttinger", self._mails().body_html)
        self.assertNotIn("Hello", self._mails().body_html)

    def test_without_an_address_nothing_is_mailed_and_nothing_waits_for_ever(self):
        self.reader.partner_id.email = False
        notice = self._tell()
        self._run()
        self.assertFalse(self._mails())
        self.assertTrue(notice.told_on)
        self.assertTrue(notice.is_unread)

    def test_people_who_left_meanwhile_get_no_mail(self):
        notice = self._tell()
        self.reader.active = False
        self._run()
        self.assertFalse(self._mails())
        self.assertTrue(notice.told_on)

    def test_the_day_is_the_readers_own(self):
        self.reader.tz = "Pacific/Auckland"
        users = self.reader | self.users["employee"]
        with freeze_time("2026-03-01 20:00:00"):
            days = self.env["furniture.notice.digest"]._today(users)
        self.assertEqual(str(days[self.reader.id]), "2026-03-02")
        self.assertEqual(str(days[self.users["employee"].id]), "2026-03-01")

    def test_500_people_with_20_notices_each_cost_a_few_queries_a_batch(self):
        users = self.env["res.users"].create(
            [{"name": f"Person {n}", "login": f"bk_person_{n}", "email": f"p{n}@example.com"} for n in range(500)]
        )
        texts = [f"Melding {number}" for number in range(20)]
        self.env["furniture.notice"]._tell_each(
            [
                {"user": user, "kind": "wish", "text": text, "record": self.wish_of_reader}
                for user in users
                for text in texts
            ]
        )
        digests = self.env["furniture.notice.digest"]
        digests._send_to(users[:5])
        counts = []
        for some in (users[5:55], users[55:]):
            with self._count() as cost:
                digests._send_to(some)
            counts += cost
        self.assertLess((counts[1] - counts[0]) / 395, 0.1)
        mails = self.env["mail.mail"].search([("recipient_ids", "in", users.partner_id.ids)])
        self.assertEqual((len(mails), len(mails.recipient_ids)), (500, 500))


@tagged("post_install", "-at_install")
class TestTwoRunsAtOnce(TransactionCase):
    """Real transactions in the same database; what the test made is deleted at the end."""

    def setUp(self):
        super().setUp()
        self.database = sql_db.db_connect(self.env.cr.dbname)
        with self._transaction() as env:
            self.users = env["res.users"].create(
                [{"name": f"Samtidig {n}", "login": f"bk_at_once_{n}", "email": f"s{n}@example.com"} for n in range(3)]
            )
            self.user_ids, self.partner_ids = self.users.ids, self.users.partner_id.ids
            env["furniture.notice"]._tell(self.users, "wish", "En stol er kommet")
        self.addCleanup(self._delete)

    def _delete(self):
        with self._transaction() as env:
            self._mails(env).unlink()
            env["furniture.notice"].search([("user_id", "in", self.user_ids)]).unlink()
            env["furniture.notice.digest"].search([("user_id", "in", self.user_ids)]).unlink()
            env["res.users"].browse(self.user_ids).unlink()
            env["res.partner"].browse(self.partner_ids).unlink()

    @contextmanager
    def _transaction(self):
        with self.database.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            yield env
            env.flush_all()

    def _mails(self, env):
        return env["mail.mail"].search([("recipient_ids", "in", self.partner_ids)])

    def _send(self, env):
        return env["furniture.notice.digest"]._send_to(env["res.users"].browse(self.user_ids))

    def _assert_one_each(self):
        with self._transaction() as env:
            self.assertEqual(sorted(self._mails(env).recipient_ids.ids), sorted(self.partner_ids))
            self.assertEqual(len(self._mails(env)), 3)
            self.assertFalse(
                env["furniture.notice"].search([("user_id", "in", self.user_ids), ("told_on", "=", False)])
            )

    def _start_job(self, answers):
        """A second run of the whole job; returns when it waits for the first."""

        def job():
            try:
                with self._transaction() as env:
                    digests = env["furniture.notice.digest"]
                    digests._cron_send()
                answers.append("done")
            except (UserError, psycopg2.Error) as error:
                answers.append(repr(error))

        thread = threading.Thread(target=job)
        thread.start()
        thread.join(2)
        self.assertTrue(thread.is_alive(), "the second must wait for the first: only then does the database decide")
        return thread

    def test_of_two_runs_at_once_each_person_gets_one_mail(self):
        answers = []
        with mute_logger("odoo.sql_db"):
            with self._transaction() as env:
                self._send(env)
                env.flush_all()
                second = self._start_job(answers)
                env.cr.commit()
            second.join(30)
        self.assertEqual(answers, ["done"])
        self._assert_one_each()

    def test_a_killed_run_loses_nothing_and_the_next_one_sends(self):
        answers = []
        with self._transaction() as env:
            self._send(env)
            env.flush_all()
            second = self._start_job(answers)
            env.cr.rollback()  # what the database does with the transaction of a process that is killed
            second.join(30)
        self.assertEqual(answers, ["done"])
        self._assert_one_each()

    def test_the_database_itself_takes_one_a_day(self):
        with self._transaction() as env, mute_logger("odoo.sql_db"):
            vals = {"user_id": self.user_ids[0], "day": fields.Date.today()}
            with self.assertRaises(psycopg2.errors.UniqueViolation), env.cr.savepoint(flush=False):
                env["furniture.notice.digest"].create([vals, vals])
            env.cr.rollback()
