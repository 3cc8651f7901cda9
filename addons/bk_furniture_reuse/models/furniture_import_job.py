import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from psycopg2 import InterfaceError, OperationalError
from psycopg2.extensions import TransactionRollbackError

_logger = logging.getLogger(__name__)

WORKING = ("reading", "applying")
# How often in a row a batch may lose against somebody who writes to the same records, before the job pauses.
MAX_COLLISIONS = 5


class FurnitureImport(models.Model):
    """The scheduled job behind an import: one committed batch after the other.

    A kill needs no handling of its own: what was committed is marked so, the rest is not there, and the job's trigger is deleted only when
    the job ends, so the next server finds it. Servers look for due jobs once a minute and when they are told: ``watch`` tells them.
    """

    _inherit = "furniture.import"

    @api.model
    def _cron_work(self):
        """Scheduled job: go on with every import that is being read or applied."""
        cron = self.env["ir.cron"]
        working = [("state", "in", WORKING)]
        cron._commit_progress(remaining=self.search_count(working))
        collisions = 0
        while job := self.search(working, order="id").try_lock_for_update(limit=1):
            try:
                job._as_owner()._work()
                self.env.flush_all()
                collisions = 0
            except TransactionRollbackError:
                # Somebody changed the same records: nothing is wrong with the batch, so do it again on the new state.
                self.env.cr.rollback()
                collisions += 1
                if collisions == MAX_COLLISIONS:
                    raise
                continue
            except (OperationalError, InterfaceError):
                raise  # the database is in trouble, not the import: try again later
            except Exception as error:
                self.env.cr.rollback()
                _logger.exception("import %s stopped", job.id)
                job._as_owner()._stop(error)
            if not cron._commit_progress(1, remaining=self.search_count(working)):
                self._wake()  # time is up: go on as soon as other jobs have had their turn
                return

    def _as_owner(self):
        """The import as the person who started it: what it creates carries their name and obeys their rights."""
        self.ensure_one()
        user = self.user_id
        job = self.with_user(user).with_company(self.company_id).with_context(lang=user.lang, tz=user.tz)
        return job._at_work()

    def _work(self):
        """One batch of whatever the import needs next."""
        if self.state == "reading":
            self._read()
        elif self._was_overtaken():
            self._read_again()
        elif self.name_ids.filtered(lambda name: name.decision in ("create", "reject") and not name.res_id):
            self._settle_names()
        elif not self._apply_batch():
            self.state = "done"
            self._say_done()

    def _stop(self, error):
        """Give the import back to its person with what went wrong, so that it neither hangs nor holds up others."""
        problem = (
            str(error)
            if isinstance(error, UserError)
            else self.env._("The import stopped unexpectedly. Tell the administrator its name and the time.")
        )
        # sudo: the person may have lost the rights to the import meanwhile, which is perhaps why it stopped.
        job = self.sudo()
        job.write({"state": "draft" if job.state == "reading" else "review", "problem": problem})

    def _wake(self):
        """Start the scheduled job as soon as this transaction is committed."""
        self.env.ref("bk_furniture_reuse.cron_import")._trigger()

    def watch(self):
        """Asked by the screen that shows progress: work that nobody is at, because the server was restarted for one, goes on now."""
        self.check_access("read")
        if not any(job.state in WORKING for job in self):
            return False
        # sudo: a person who may see the import need not know the scheduler. Whoever runs a job holds its row.
        cron = self.env.ref("bk_furniture_reuse.cron_import").sudo()
        if cron.try_lock_for_update(allow_referencing=True):
            due = [("cron_id", "=", cron.id), ("call_at", "<=", fields.Datetime.now())]
            if cron.env["ir.cron.trigger"].search_count(due, limit=1):
                self.env.cr.postcommit.add(cron._notifydb)
            else:
                cron._trigger()
        return True
