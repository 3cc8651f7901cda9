import logging

from odoo import api, fields, models
from odoo.tools import SQL
from psycopg2.extensions import TransactionRollbackError

_logger = logging.getLogger(__name__)

BATCH = 50
MAX_COLLISIONS = 5


class FurnitureNoticeDigest(models.Model):
    """The daily summary of one person on one day. The database lets each person have one a day, whoever asks and however often.

    The row, the mail and the marks on the notices are one transaction: a killed job has either done all three for a person or
    none of them, and goes on with the rest when it runs again.
    """

    _name = "furniture.notice.digest"
    _description = "Daily summary of notices"
    _order = "day desc, id"
    _rec_name = "day"

    user_id = fields.Many2one("res.users", "To", required=True, ondelete="cascade", index=True)
    day = fields.Date(required=True)
    notice_ids = fields.One2many("furniture.notice", "digest_id", readonly=True)

    _one_a_day = models.Constraint("unique(user_id, day)", "A person gets one summary a day.")

    @api.model
    def _cron_send(self):
        """Scheduled job: send what waits, in committed batches of people."""
        cron = self.env["ir.cron"]
        waiting = self._waiting_users()
        cron._commit_progress(remaining=len(waiting))
        collisions = 0
        while waiting:
            try:
                self._send_to(waiting[:BATCH])
                self.env.flush_all()
            except TransactionRollbackError:
                # Another run was faster with one of them: look again at what is left.
                self.env.cr.rollback()
                collisions += 1
                if collisions > MAX_COLLISIONS:
                    raise
                waiting &= self._waiting_users()
                continue
            collisions = 0
            done, waiting = waiting[:BATCH], waiting[BATCH:]
            if not cron._commit_progress(len(done), remaining=len(waiting)):
                return

    @api.model
    def _waiting_users(self):
        """People with notices that they have not been told of, and no summary today."""
        groups = self.env["furniture.notice"]._read_group([("told_on", "=", False)], ["user_id"])
        users = self.env["res.users"].browse(sorted(user.id for (user,) in groups))
        today = self._today(users)
        sent = {
            (digest.user_id.id, digest.day)
            for digest in self.search_fetch([("user_id", "in", users.ids), ("day", ">=", min(today.values(), default=fields.Date.today()))], ["user_id", "day"])
        }  # fmt: skip
        return users.filtered(lambda user: (user.id, today[user.id]) not in sent)

    @api.model
    def _today(self, users):
        """The day it is where each of ``users`` is."""
        return {user.id: fields.Date.context_today(self.with_context(tz=user.tz or self.env.user.tz)) for user in users}

    @api.model
    def _send_to(self, users):
        """Make today's summary for those of ``users`` who have none yet.

        :return: the summaries made
        """
        today = self._today(users)
        # In the order of ids, so that two runs wait for each other instead of locking each other out.
        rows = SQL(", ").join(SQL("(%s, %s)", user_id, today[user_id]) for user_id in sorted(users.ids))
        made = dict(
            self.env.execute_query(
                SQL(
                    "INSERT INTO furniture_notice_digest (user_id, day) VALUES %s ON CONFLICT DO NOTHING RETURNING user_id, id", rows
                )
            )
        ) if users else {}  # fmt: skip
        notices = self.env["furniture.notice"].search(
            [("user_id", "in", list(made)), ("told_on", "=", False)], order="id"
        )
        modes = self.env["furniture.notice.setting"]._modes(notices.user_id)
        now = fields.Datetime.now()
        off = notices.filtered(lambda notice: modes[notice.user_id.id, notice.kind] == "off")
        off.write({"told_on": now, "read_on": now})
        people = [(user, waiting) for user, waiting in (notices - off).grouped("user_id").items()]
        self.env["furniture.notice"]._deliver(people)
        # One query: the ORM would write the link person by person.
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE furniture_notice n SET digest_id = d.id, told_on = %s FROM furniture_notice_digest d"
                " WHERE d.id = ANY(%s) AND n.user_id = d.user_id AND n.id = ANY(%s) RETURNING n.id",
                now,
                list(made.values()),
                (notices - off).ids,
            )
        )
        notices.invalidate_recordset(["digest_id", "told_on"])
        return self.browse(made.values())
