import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.impact import arithmetic
from .furniture_impact_assess import LIFE_NEW, OF_EMISSIONS, assess
from .furniture_impact_edition import APPROVED
from .furniture_impact_run import RESTATEMENT

_logger = logging.getLogger(__name__)

BATCH = 1000


class FurnitureImpactRun(models.Model):
    """Counting the ledger again with another edition. The result is a run of its own with a label; the ledger is not touched."""

    _inherit = "furniture.impact.run"

    @api.model
    def _restate(self, edition, reason, company=None, date_to=None):
        """Begin a restatement; the scheduled job counts it.

        :param edition: an approved edition
        :param reason: why, in the person's words
        :raise UserError: by others than managers, with a draft, or without a reason
        """
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_manager")):
            raise UserError(self.env._("The furniture manager counts the ledger again. Ask them."))
        if edition.state != APPROVED:
            raise UserError(self.env._("%s is a draft. Approve it before the ledger is counted with it.", edition.name))
        reason = " ".join((reason or "").split())
        if not reason:
            raise UserError(self.env._("Write why the ledger is counted again. The auditor reads it."))
        date_to = date_to or fields.Date.context_today(self)
        # sudo: runs are the system's; who may begin one is asked above.
        run = self.sudo().create(
            {
                "name": self.env._(
                    "Restatement with %(edition)s, %(day)s", edition=edition.name, day=fields.Date.context_today(self)
                ),
                "kind": RESTATEMENT,
                "company_id": (company or self.env.company).id,
                "edition_id": edition.id,
                "reason": reason,
                "state": "working",
                "date_to": date_to,
                "last_entry": self.env["furniture.impact.entry"].sudo().search([], order="id desc", limit=1).id,
                "user_id": self.env.uid,
            }
        )
        self.env.ref("bk_furniture_reuse.cron_impact_restate").sudo()._trigger()
        return run.sudo(False)

    @api.model
    def _cron_restate(self):
        """Scheduled: count what is being counted, a batch in each transaction."""
        # sudo: the ledger is the system's.
        runs = self.sudo()
        while run := runs.search([("state", "=", "working")], order="id", limit=1):
            try:
                with self.env.cr.savepoint():
                    done = run._restate_batch()
            except Exception:
                _logger.exception("%s could not be counted", run.name)
                self.env.invalidate_all()
                run.state, done = "failed", 0
            if not self.env["ir.cron"]._commit_progress(
                done or 1, remaining=runs.search_count([("state", "=", "working")])
            ):
                break

    def _restate_batch(self):
        """Count the next entries of the ledger; returns how many. With none left, the run is done."""
        self.ensure_one()
        entries = self.env["furniture.impact.entry"]
        ledger = self._ledger(self.company_id)
        batch = entries.search(
            [
                ("run_id", "=", ledger.id),
                ("kind", "=", "claim"),
                ("id", "<=", self.last_entry),
                ("counter_ids", "not any", [("id", "<=", self.last_entry)]),
                ("date", "<=", self.date_to),
                ("id", ">", self.position),
            ],
            order="id",
            limit=BATCH,
        )
        if not batch:
            self.write({"state": "done"})
            return 0
        figures = self.edition_id.figure_ids._of_edition(self.edition_id)
        book = self.edition_id.factor_ids._as_book()
        entries._record([entry._restated(self, book, figures) for entry in batch])
        self.position = batch[-1].id
        return len(batch)


class FurnitureImpactEntry(models.Model):
    """An entry counted with another edition: the same facts and the same answer, other factors and figures."""

    _inherit = "furniture.impact.entry"

    def _restated(self, run, book, figures):
        """The values of this entry in ``run``."""
        factor, grade = book.choose(self.product_tmpl_id, self.maker_id, self.categ_id, self.kind_id, self.date)
        life_new = factor.life_new or LIFE_NEW
        outside = self.event_kind == "outside"
        measured = self.mass if self.mass_data == "measured" else None
        assessed, missing, d = assess(
            (run.edition_id, factor, grade), figures, self.displacement, self._years_with(life_new, self.life_years), measured,
            self.legs or [], outside, self.otherwise_discarded,
        )  # fmt: skip
        missing |= set((self.missing or "").split(",")) - {""} - OF_EMISSIONS
        avoided = arithmetic.round_nok(0 if outside else d.default * self.price_new)
        return {
            **self._taken_over(),
            **assessed,
            "run_id": run.id,
            "reason": run.reason,
            "life_left": self._years_with(life_new, self.life_left),
            "avoided_purchase": avoided,
            "net_saving": arithmetic.round_nok(avoided + self.avoided_disposal + self.income - self.cost),
            "missing": ",".join(sorted(missing)) or False,
        }

    def _years_with(self, life_new, years):
        """What ``years`` of this entry are when a new piece lasts ``life_new`` years: what was a share of the old lifetime is one of the new."""
        if self.life_basis in ("condition", "unknown") and self.life_new:
            return round(years * life_new / self.life_new, 2)
        if self.life_basis == "year":
            return max(0, round(years + life_new - self.life_new, 2))
        return years
