import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.impact import claims as rules
from ..tools.impact.displacement import default_class
from ..tools.impact.life import Life
from .furniture_impact_event import COUNTED, NOT_COUNTED, WAITING

_logger = logging.getLogger(__name__)

# So many pieces are looked at in one transaction.
BATCH = 500
WHY = {rules.IS_TEMPORARY: "temporary", rules.WITHDRAWN: "withdrawn", rules.LEFT_EARLY: "short"}
# Years are kept with two decimals.
SAME_YEARS = 0.006


class FurnitureImpactLedger(models.AbstractModel):
    """Brings the ledger in line with the events: what counts is entered, what no longer counts is countered.

    What should stand in the ledger follows from the events of a piece alone (``tools/impact/claims.py``), in whatever order they came; only
    the difference to what stands there is written. So a second run writes nothing, and an answer or a return that comes late is a
    counter-entry and a new entry, never a change.
    """

    _name = "furniture.impact.ledger"
    _description = "Reuse ledger"

    @api.model
    def _cron_enter_due(self):
        """Scheduled: enter what has lasted for 30 days, a batch in each transaction."""
        while done := self._enter_due():
            if not self.env["ir.cron"]._commit_progress(
                done, remaining=self.env["furniture.impact.event"].search_count(self._due(), limit=BATCH)
            ):
                break

    @api.model
    def _enter_due(self):
        """Enter the pieces whose events have waited longest; returns how many events wait no longer, 0 when nothing is left to do.

        A piece that cannot be counted is logged and waits; it does not keep the others from being entered.
        """
        # sudo: the ledger is the system's.
        events = self.env["furniture.impact.event"].sudo().search(self._due(), order="date, id", limit=BATCH)
        if not events or not self._can_count():
            return 0
        if not self._try_to_enter(events.lot_id):
            for lot in events.lot_id:
                self._try_to_enter(lot)
        return len(events.filtered(lambda event: event.state != WAITING))

    @api.model
    def _try_to_enter(self, lots):
        """Whether ``lots`` could be brought up to date; when not, nothing of it was written."""
        try:
            with self.env.cr.savepoint():
                self._bring_up_to_date(lots)
        except Exception:
            self.env.invalidate_all()
            if len(lots) == 1:
                _logger.exception("The reuse of %s could not be entered in the ledger", lots.name)
            return False
        return True

    @api.model
    def _due(self):
        return [("state", "=", WAITING), ("date", "<=", self._due_before())]

    @api.model
    def _due_before(self):
        return fields.Datetime.now() - timedelta(days=rules.KEPT_DAYS)

    @api.model
    def _can_count(self):
        """Whether any edition is approved: without one, events wait."""
        # sudo: the ledger is the system's.
        return bool(self.env["furniture.impact.edition"].sudo()._in_force(fields.Date.context_today(self)))

    @api.model
    def _bring_up_to_date(self, lots, reason="", anew=False):
        """Make the ledger say what the events of ``lots`` mean.

        :param reason: why entries that no longer hold are countered
        :param anew: events whose entries are countered although they still hold, and entered with today's data: a weight or price was wrong;
            True for all of the pieces
        :return: the entries that were written
        """
        # sudo: the ledger is the system's, whoever does what is entered in it.
        events = self._locked_events(lots).sudo()
        written = self.env["furniture.impact.entry"].sudo()
        if self._can_count():
            for company, of_company in events.grouped("company_id").items():
                # What is frozen in words is in the language of the organisation, whoever runs the job.
                words = self.with_context(lang=company.partner_id.lang or self.env.lang)
                ledger = words.env["furniture.impact.run"]._ledger(company)
                written |= words._settle(ledger, of_company.with_env(words.sudo().env), reason, anew).with_env(
                    written.env
                )
        return written

    @api.model
    def _settle(self, ledger, events, reason, anew):
        """Write the difference between ``ledger`` and what all ``events`` of some pieces mean."""
        entries = self.env["furniture.impact.entry"].sudo()
        due = events.filtered(lambda event: event.date <= self._due_before())
        active = entries.search(
            [
                ("run_id", "=", ledger.id),
                ("lot_id", "in", events.lot_id.ids),
                ("kind", "=", "claim"),
                ("counter_ids", "=", False),
            ]
        )
        displacements = due._displacements()
        # What was entered keeps the years that it was entered with.
        again = due if anew is True else due & anew if anew else due.browse()
        entered = {entry.event_id: entry for entry in active if entry.event_id not in again}
        lives = due.filtered(lambda event: event not in entered)._lives()
        left = {event.id: lives[event][1].years if event in lives else entered[event].life_left for event in due}
        claims = due._claims(displacements, left)
        kept = active.filtered(lambda entry: entry.event_id in entered and entry._still_holds(claims, displacements))
        counters = (active - kept)._counter(reason or self.env._("The events of the piece say otherwise now"))
        new = due.filtered(lambda event: event.id in claims) - kept.event_id
        for event, (choice, _life) in new.filtered(lambda event: event not in lives)._lives().items():
            lives[event] = (choice, Life(entered[event].life_left, entered[event].life_basis))
        made = new._enter(ledger, claims, displacements, lives, reason)
        events._settle_states(due, claims, displacements)
        if counters or made:
            self._mark_settled((counters | made).event_id)
        return counters | made

    @api.model
    def _mark_settled(self, events):
        """Whoever waits for these events looks again: their transaction began before and does not see what was written here.

        PostgreSQL tells them so by a serialization failure when the rows that they wait for have changed, and Odoo tries again.
        """
        events.flush_recordset()
        self.env.execute_query(
            SQL("UPDATE furniture_impact_event SET write_date = now() WHERE id = ANY(%s) RETURNING id", events.ids)
        )

    @api.model
    def _locked_events(self, lots):
        """The events of ``lots``, kept to ourselves until the transaction ends."""
        self.env["furniture.impact.event"].flush_model()
        rows = self.env.execute_query(
            SQL("SELECT id FROM furniture_impact_event WHERE lot_id = ANY(%s) ORDER BY id FOR UPDATE", lots.ids)
        )
        events = self.env["furniture.impact.event"].browse(event_id for (event_id,) in rows)
        events.invalidate_recordset(["state", "left_on", "why_not", "withdrawn_reason"])
        return events


class FurnitureImpactEvent(models.Model):
    """What the ledger asks of events."""

    _inherit = "furniture.impact.event"

    def _source(self):
        """The record on which it was answered whether this replaced a purchase."""
        self.ensure_one()
        return self.repair_id if self.kind == "refurbished" and not self.picking_id else self.picking_id

    def _displacements(self):
        """``{event: (class, basis, evidence, would have been thrown away)}``."""
        discarded = self._saved_from_recycling()
        result, saved_before = {}, set()
        for event in self.sorted(lambda event: (event.date, event.id)):
            source = event._source()
            life = (event.lot_id, event.refurbishments)
            saved = bool(source and source.otherwise_discarded) or event in discarded
            if event.kind == "outside":
                saved = saved or event.end_line_id.end_id.otherwise_discarded
            # What was saved from the container stays saved, whichever event of that life claims.
            if saved and not event.withdrawn_reason:
                saved_before.add(life)
            saved = saved or life in saved_before
            if source and source.displacement and event.kind != "outside":
                result[event] = (source.displacement, "answer", source.displacement_evidence or "", saved)
            else:
                kind = "internal" if event.kind == "bought_new" else event.kind
                result[event] = (
                    default_class(kind, event._has_stated_need()),
                    "rule",
                    event.reservation_id.name or "",
                    saved,
                )
        return result

    def _has_stated_need(self):
        """Whether a unit's own request stands behind the event."""
        return bool(self.reservation_id) and self.reservation_id.origin == "request"

    def _saved_from_recycling(self):
        """Those of these events whose piece had been sorted out for recycling before: the alternative that is on record is waste."""
        changes = self.env["furniture.purpose.change"].search(
            [("lot_id", "in", self.lot_id.ids), ("from_purpose", "=", "recycling")]
        )
        saved = {}
        for change in changes:
            saved.setdefault(change.lot_id, []).append(change.date)
        first = {}
        for event in self.filtered(lambda event: not event.withdrawn_reason).sorted("date"):
            days = [day for day in saved.get(event.lot_id, ()) if day <= event.date]
            if days:
                first.setdefault((event.lot_id, max(days)), event)
        return set(first.values())

    def _claims(self, displacements, left):
        """``{event id: claim}`` of these events, piece by piece."""
        claims = {}
        for events in self.grouped("lot_id").values():
            counting = events.filtered(lambda event: event.kind != "bought_new")
            claims.update(
                rules.claims(
                    [
                        rules.Event(
                            event.id,
                            event.date,
                            displacements[event][0],
                            event.left_on or None,
                            event.refurbishments,
                            bool(event.withdrawn_reason),
                        )
                        for event in counting
                    ],
                    left,
                )
            )
        return claims

    def _settle_states(self, due, claims, displacements):
        """Write on each of these events whether it counts, and why not."""
        wanted = {}
        for event in self:
            if event not in due:
                state = (WAITING, False)
                if event.withdrawn_reason:
                    state = (NOT_COUNTED, "withdrawn")
                elif event.kind == "bought_new":
                    state = (NOT_COUNTED, "new")
            elif event.id in claims:
                state = (COUNTED, False)
            elif event.kind == "bought_new":
                state = (NOT_COUNTED, "new")
            else:
                seen = rules.Event(
                    event.id,
                    event.date,
                    displacements[event][0],
                    event.left_on or None,
                    withdrawn=bool(event.withdrawn_reason),
                )
                state = (NOT_COUNTED, WHY.get(rules.why_not(seen), "claimed"))
            if state != (event.state, event.why_not):
                wanted.setdefault(state, self.browse())
                wanted[state] |= event
        for (state, why_not), events in wanted.items():
            events.write({"state": state, "why_not": why_not})

    def _withdraw(self, reason):
        """These events did not happen after all: what they claimed is countered."""
        self.write({"withdrawn_reason": reason})
        return self.env["furniture.impact.ledger"]._bring_up_to_date(self.lot_id, reason)
