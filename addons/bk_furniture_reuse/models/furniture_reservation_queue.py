from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import reservation as rules
from ..tools.purpose import AVAILABLE

BATCH = 50


class FurnitureReservation(models.Model):
    """The queue: what falls free goes to the next in order of priority, and a hold that has had its time falls free by itself."""

    _inherit = "furniture.reservation"

    outcome = fields.Char(compute="_compute_outcome", help="What whoever asked should know now, in one sentence.")

    @api.depends("state", "line_count", "open_count", "delivered_count", "hold_until")
    def _compute_outcome(self):
        for reservation in self:
            held, asked = reservation.line_count, reservation.asked_count
            until = reservation.hold_until.strftime("%d.%m.%Y") if reservation.hold_until else ""
            match reservation.state:
                case rules.REQUESTED:
                    text = self.env._("The reuse coordinator decides about it. You are told when that is done.")
                case rules.QUEUED:
                    text = self.env._(
                        "Nothing is free right now. You are number %s in the queue and are told when it is your turn.",
                        reservation._queue_number(),
                    )
                case rules.HELD if reservation.open_count:
                    text = self.env._(
                        "%(held)s of %(asked)s pieces are held until %(until)s. You are in the queue for the rest.",
                        held=held, asked=asked, until=until,
                    )  # fmt: skip
                case rules.HELD:
                    text = self.env._("%(held)s pieces are held until %(until)s.", held=held, until=until)
                case _:
                    text = dict(self._fields["state"]._description_selection(self.env))[reservation.state]
            reservation.outcome = text

    def _queue_number(self):
        """The number of this reservation among those that wait for the same models."""
        # sudo: how many stand before one is no secret; who they are is.
        waiting = self.sudo().search(
            [("state", "=", rules.QUEUED), ("ask_ids.product_id", "in", self.sudo().ask_ids.product_id.ids)]
        )
        return waiting.sorted(lambda one: one._queue_key()).ids.index(self.id) + 1 if self in waiting else 1

    def _queue_key(self):
        return rules.queue_key(self.priority, self.needed_by or None, self.asked_on or self.create_date, self.id)

    def _set_priority(self, priority, reason):
        """The coordinator puts these before or after others, and says why."""
        for reservation in self:
            reservation._ensure_coordinator()
            if priority != "1" and not reason:
                raise UserError(self.env._("Write why this reservation goes before or after others."))
            reservation.write({"priority": priority, "priority_reason": reason or False})
        self._serve(self.ask_ids.product_id)

    def _others_wait(self):
        """Whether somebody else is in the queue for the models of this reservation."""
        waiting = self.env["furniture.reservation.ask"].search_count(
            [
                ("product_id", "in", self.ask_ids.product_id.ids),
                ("open_count", ">", 0),
                ("reservation_id.state", "in", (rules.QUEUED, rules.HELD)),
                ("reservation_id", "not in", self.ids),
            ],
            limit=1,
        )
        return bool(waiting)

    @api.model
    def _serve(self, products, reason=""):
        """Give free pieces of ``products`` to those who wait, in the queue's order.

        One query finds who waits; when nobody does, that is all.

        :param reason: why pieces are free, kept in the log of those who get them
        :return: the reservations that got something
        """
        # sudo: the queue is served for everybody, whoever lets go of a piece.
        waiting = self.env["furniture.reservation.ask"].sudo().search(
            [
                ("product_id", "in", products.ids),
                ("open_count", ">", 0),
                ("reservation_id.state", "in", (rules.QUEUED, rules.HELD)),
            ]
        )  # fmt: skip
        if not waiting:
            return self.browse()
        # Sorted by whose turn it is; within one reservation, in the order of asking.
        turn = {one: number for number, one in enumerate(waiting.reservation_id.sorted(lambda one: one._queue_key()))}
        waiting = waiting.sorted(lambda ask: (turn[ask.reservation_id], not ask.lot_id, ask.id))
        shared = self._share_out(waiting)
        by_reservation = {}
        for ask, lot_ids in shared.items():
            for lot in self.env["stock.lot"].sudo().browse(lot_ids):
                by_reservation.setdefault(ask.reservation_id, {})[lot] = ask
        served = self.browse()
        for reservation, asks in by_reservation.items():
            lots = self.env["stock.lot"].sudo().browse(lot.id for lot in asks)
            reservation._hold(lots, asks)
            if not reservation.hold_until:
                reservation.hold_until = reservation._default_hold_until()
            reservation._tell_held(len(asks), reason)
            served |= reservation
        return served

    def _tell_held(self, count, reason):
        levels = dict(self._fields["priority"]._description_selection(self.env))
        if reason:
            why = self.env._(
                "%(count)s pieces passed on (%(reason)s). Turn: priority %(priority)s, asked for %(asked)s. %(note)s",
                count=count,
                reason=reason,
                priority=levels[self.priority].lower(),
                asked=fields.Datetime.context_timestamp(self, self.asked_on or self.create_date).strftime(
                    "%d.%m.%Y %H:%M"
                ),
                note=self.priority_reason or "",
            ).strip()
            self._message_log(body=why)
            # A hold that passes on is part of the history, although the state may stay the same.
            self.env["furniture.reservation.change"].sudo().create(
                {
                    "reservation_id": self.id,
                    "from_state": self.state,
                    "to_state": self.state,
                    "user_id": self.env.uid,
                    "reason": why,
                }
            )
        until = self.hold_until.strftime("%d.%m.%Y") if self.hold_until else ""
        words = {"name": self.name, "count": count, "until": until}
        self._tell_requester(
            self, lambda env: env._("%(name)s: %(count)s pieces are held for you until %(until)s.", **words)
        )

    @api.model
    def _share_out(self, waiting):
        """{ask: [piece ids]} of pieces that nobody has; their quants are locked until the transaction ends.

        Only what is given away is locked. A piece that somebody else takes at this moment is left out and another one chosen,
        so that people who ask at once for a model of which there are enough all get theirs.
        """
        free = self._free_quants(waiting.product_id)
        locked = free.browse()
        barred = self._barred(waiting, free.lot_id)
        while True:
            by_lot = {quant.lot_id.id: quant for quant in free}
            shared = rules.share_out(
                [
                    (
                        ask, ask.open_count, ask.product_id.id, ask.lot_id.id, ask.condition_min, ask.colour_id.id,
                        ask.reservation_id.destination_id.building_id.id,
                    )
                    for ask in waiting
                ],
                [
                    (lot.id, lot.product_id.id, lot.condition, lot.colour_id.id, lot.building_id.id)
                    for lot in free.lot_id
                ],
                barred,
            )  # fmt: skip
            chosen = free.browse(by_lot[lot_id].id for lot_ids in shared.values() for lot_id in lot_ids)
            wanted = chosen - locked
            got = wanted.try_lock_for_update(allow_referencing=True)
            locked |= got
            if got == wanted:
                return shared
            free -= wanted - got

    @api.model
    def _barred(self, waiting, lots):
        """``{ask: ids of pieces}`` that the asks in ``waiting`` may not have, of the free pieces ``lots``."""
        return {}

    @api.model
    def _free_quants(self, products):
        """Where the pieces of ``products`` stand that nobody has."""
        # sudo: quants are the system's, as in Odoo.
        return self.env["stock.quant"].sudo().search(
            [
                ("product_id", "in", products.ids),
                ("quantity", "=", 1),
                ("reserved_quantity", "=", 0),
                ("location_id.usage", "=", "internal"),
                ("company_id", "=", self.env.company.id),
                ("lot_id.purpose", "=", AVAILABLE),
                ("lot_id.end_kind", "=", False),
            ]
        )  # fmt: skip

    def _let_go(self, reason=""):
        """Release what these reservations hold, and serve those who wait for it."""
        held = self.line_ids.filtered(lambda line: line.state == "held")
        held._release(reason=reason)

    def _settle(self):
        """After pieces were delivered or let go: what is the reservation now?"""
        for reservation in self.filtered(lambda one: one.state == rules.HELD and not one.line_count):
            if reservation.open_count:
                reservation._change_state(rules.QUEUED, self.env._("Waits for the rest"))
            else:
                reservation._change_state(rules.FULFILLED if reservation.delivered_count else rules.RELEASED)

    # Time

    @api.model
    def _cron_expire(self):
        """Scheduled: holds whose time is over fall free, those that end soon are announced, and the queue is served."""
        # The history is read by people: the scheduler writes it in the municipality's language, not in its own.
        self = self.with_context(lang=self.env.company.partner_id.lang or self.env.lang)
        today = fields.Date.context_today(self)
        self._remind(today)
        domain = [("state", "in", (rules.HELD, rules.QUEUED)), ("hold_until", "<", today)]
        self._in_batches(domain, lambda batch: batch._expire())
        waiting = self.env["furniture.reservation.ask"].search(
            [("open_count", ">", 0), ("reservation_id.state", "in", (rules.QUEUED, rules.HELD))]
        )
        self._serve(waiting.product_id)

    @api.model
    def _in_batches(self, domain, work):
        """Do ``work`` for what the domain finds, committing after each batch; what another is at work on waits for the next run."""
        cron, seen = self.env["ir.cron"], []
        cron._commit_progress(remaining=self.search_count(domain))
        while True:
            batch = self.search([*domain, ("id", "not in", seen)], limit=BATCH)
            if not batch:
                return
            seen += batch.ids
            work(batch.try_lock_for_update(allow_referencing=True))
            if not cron._commit_progress(len(batch)):
                return

    def _expire(self):
        """The hold has had its time. What is already picked for transport goes on."""
        for reservation in self:
            if reservation.line_ids.filtered(lambda line: line.state == "held" and line.move_line_id.picked):
                continue
            until = reservation.hold_until.strftime("%d.%m.%Y")
            reservation._change_state(rules.EXPIRED, self.env._("Held until %s", until))
            self._tell_requester(
                reservation,
                lambda env, name=reservation.name, date=until: env._(
                    "%(name)s: the hold ended on %(date)s, the pieces are free again.", name=name, date=date
                ),
            )
            reservation._let_go(self.env._("%(name)s expired on %(date)s", name=reservation.name, date=until))

    @api.model
    def _remind(self, today):
        """Three days before a hold ends, who asked is told in time to extend it."""
        soon = self.search(
            [
                ("state", "=", rules.HELD), ("reminded_on", "=", False),
                ("hold_until", ">=", today), ("hold_until", "<=", fields.Date.add(today, days=3)),
            ],
        )  # fmt: skip
        for reservation in soon:
            self._tell_requester(
                reservation,
                lambda env, name=reservation.name, date=reservation.hold_until: env._(
                    "%(name)s: the hold ends on %(date)s. Extend it if you still need the pieces.",
                    name=name,
                    date=date.strftime("%d.%m.%Y"),
                ),
            )
        soon.write({"reminded_on": today})
