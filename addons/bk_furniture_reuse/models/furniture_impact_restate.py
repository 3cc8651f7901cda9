import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.impact import arithmetic
from ..tools.impact.life import life_ratio
from ..tools.impact.process import emitted
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
        names = [
            name
            for name, field in entries._fields.items()
            if field.store and field.column_type and name not in KEPT_OUT
        ]
        entries._record([entry._restated(self, book, figures, names) for entry in batch])
        self.position = batch[-1].id
        return len(batch)


# What a restated entry does not take over.
KEPT_OUT = frozenset(
    (
        "id",
        "create_uid",
        "create_date",
        "write_uid",
        "write_date",
        "name",
        "counters_id",
        "user_id",
        "revision",
        "software",
        "input_hash",
    )
)


class FurnitureImpactEntry(models.Model):
    """An entry counted with another edition: the same facts and the same answer, other factors and figures."""

    _inherit = "furniture.impact.entry"

    def _restated(self, run, book, figures, names):
        """The values of this entry in ``run``."""
        vals = {name: self[name].id if self._fields[name].type == "many2one" else self[name] for name in names}
        factor, grade = book.choose(self.product_tmpl_id, self.maker_id, self.categ_id, self.kind_id, self.date)
        mass = self.mass if self.mass_data == "measured" else factor.mass or None
        d = arithmetic.Displacement(*figures[f"displacement.{self.displacement}"])
        life_new = factor.life_new if factor else self.life_new
        years = self._years_with(life_new, self.life_years)
        ratio = round(life_ratio(years, life_new), 4)
        parts = emitted(self.legs or [], figures)
        process = arithmetic.process(*parts)
        result = arithmetic.assess(factor._arithmetic(), mass, d, ratio, process.total)
        quantified = result.net is not None
        money_d = 0 if self.event_kind == "outside" else d.default
        avoided = arithmetic.round_nok(money_d * self.price_new)
        missing = set((self.missing or "").split(",")) - {
            "",
            "factor",
            "mass",
            "transport",
            "storage",
            "refurb_kg",
        } | set(process.missing)
        missing |= {"factor"} if not quantified else set()
        missing |= {"mass"} if mass is None else set()
        line = (
            "none"
            if not quantified
            else "outside"
            if self.event_kind == "outside"
            else "own"
            if factor.headline
            else "proxy"
        )
        vals.update(
            run_id=run.id,
            reason=run.reason,
            edition_id=run.edition_id.id,
            factor_id=factor.id,
            factor_low=factor.low or factor.value,
            factor_default=factor.value,
            factor_high=factor.high or factor.value,
            factor_per_kg=factor.per_kg,
            grade=grade,
            boundary=factor.boundary,
            factor_source=factor.source,
            factor_data="none"
            if not quantified
            else "measured"
            if factor.product_tmpl_id or factor.epd_number
            else "typical",
            d_low=d.low,
            d_default=d.default,
            d_high=d.high,
            life_new=life_new,
            life_left=self._years_with(life_new, self.life_left),
            life_years=years,
            life_ratio=ratio,
            mass=mass or 0,
            mass_data=self.mass_data if self.mass_data == "measured" else "typical" if mass else "none",
            gross=result.gross or 0,
            transport_kg=parts[0] or 0,
            refurb_kg=parts[1] or 0,
            storage_kg=parts[2] or 0,
            process_kg=process.total,
            net_low=result.net_low or 0,
            net=result.net or 0,
            net_high=result.net_high or 0,
            report_line=line,
            waste_diverted=arithmetic.waste(mass, self.otherwise_discarded) or 0,
            avoided_purchase=avoided,
            net_saving=arithmetic.round_nok(avoided + self.avoided_disposal + self.income - self.cost),
            missing=",".join(sorted(missing)) or False,
        )
        return vals

    def _years_with(self, life_new, years):
        """What ``years`` of this entry are when a new piece lasts ``life_new`` years: what was a share of the old lifetime is one of the new."""
        if self.life_basis in ("condition", "unknown") and self.life_new:
            return round(years * life_new / self.life_new, 2)
        if self.life_basis == "year":
            return max(0, round(years + life_new - self.life_new, 2))
        return years
