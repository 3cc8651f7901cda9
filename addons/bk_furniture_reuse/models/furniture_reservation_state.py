from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import reservation as rules


class FurnitureReservation(models.Model):
    """The way of a reservation: ask, approve, refuse, withdraw, release, extend. One method changes the state."""

    _inherit = "furniture.reservation"

    can_decide = fields.Boolean(compute="_compute_mine")
    is_mine = fields.Boolean(compute="_compute_mine")

    @api.depends("requester_id", "unit_id")
    @api.depends_context("uid")
    def _compute_mine(self):
        for reservation in self:
            actors = reservation._actors()
            reservation.is_mine = rules.REQUESTER in actors
            reservation.can_decide = rules.COORDINATOR in actors

    def _actors(self):
        """What the current user is to this reservation, in the words of the table."""
        self.ensure_one()
        user = self.env.user
        actors = {rules.COORDINATOR} if user.has_group("bk_furniture_reuse.group_coordinator") else set()
        if self.sudo().requester_id == user:
            actors.add(rules.REQUESTER)
        return actors

    def _change_state(self, wanted, reason="", actors=None):
        """Change the state, all or none, by the table, and log who, when and why.

        :param actors: who asks for the change; the system itself, unless said
        :return: the reservations that changed
        :raise UserError: when the table does not allow it
        """
        changing = self.browse()
        for reservation in self:
            try:
                if rules.check_change(reservation.state, wanted, actors or {rules.SYSTEM}, reason):
                    changing |= reservation
            except rules.Refusal as refusal:
                raise self._refusal(refusal, reservation, wanted) from refusal
        # sudo: the state and its log are the system's; who may ask for the change is the table's to say.
        self.env["furniture.reservation.change"].sudo().create(
            [
                {
                    "reservation_id": reservation.id,
                    "from_state": reservation.state,
                    "to_state": wanted,
                    "user_id": self.env.uid,
                    "reason": reason or False,
                }
                for reservation in changing
            ]
        )
        changing.sudo().write({"state": wanted})
        return changing

    def _refusal(self, refusal, reservation, wanted):
        labels = dict(self._fields["state"]._description_selection(self.env))
        values = {"name": reservation.name, "was": labels[reservation.state], "wanted": labels[wanted]}
        if refusal.code == "not_yours":
            return AccessError(
                self.env._("%(name)s: this is decided by the reuse coordinator. Ask them to do it.", **values)
            )
        if refusal.code == "needs_reason":
            return UserError(self.env._("%(name)s: write why, so that whoever asked understands.", **values))
        return UserError(self.env._("%(name)s is “%(was)s” and cannot become “%(wanted)s”.", **values))

    # Asking

    @api.model
    def _ask(self, asks, *, requester=None, unit=None, destination=None, needed_by=None, hold_until=None, note=""):
        """Ask for furniture and submit it: for every employee, in the back office or the portal.

        :param asks: list of dicts with ``product_id`` or ``lot_id`` and, if wanted, ``quantity``, ``condition_min`` and ``colour_id``
        :param requester: who asks; the current user unless a coordinator asks for somebody
        :param unit: the receiving ``furniture.unit``; the requester's own unless said
        :param destination: the room or store where the pieces are to go
        :return: the reservation, already held as far as the approval rule allows and pieces are free
        :raise UserError: when something asked for cannot be had, saying why
        """
        user = self.env.user
        if not (
            self.env.su or user.has_groups("bk_furniture_reuse.group_employee,bk_furniture_reuse.group_portal_employee")
        ):
            raise AccessError(self.env._("Furniture is reserved by employees. Ask your administrator for access."))
        if (
            requester
            and requester != user
            and not (self.env.su or user.has_group("bk_furniture_reuse.group_coordinator"))
        ):
            raise AccessError(self.env._("Only the reuse coordinator reserves for others."))
        requester = requester or user
        # sudo: employees make reservations through this method alone, which decides all that is written.
        lots = self.env["stock.lot"].sudo().browse(ask["lot_id"] for ask in asks if ask.get("lot_id"))
        products = {lot.id: lot.product_id.id for lot in lots}
        reservation = (
            self.sudo()
            .create(
                {
                    "requester_id": requester.id,
                    "unit_id": (unit or self.env["furniture.unit"]._unit_of(requester)).id,
                    "destination_id": destination.id if destination else False,
                    "needed_by": needed_by,
                    "hold_until": hold_until or False,
                    "note": note or False,
                    "ask_ids": [
                        fields.Command.create(
                            {
                                "product_id": ask.get("product_id") or products[ask["lot_id"]],
                                "lot_id": ask.get("lot_id") or False,
                                "quantity": ask.get("quantity") or 1,
                                "condition_min": ask.get("condition_min") or False,
                                "colour_id": ask.get("colour_id") or False,
                            }
                        )
                        for ask in asks
                    ],
                }
            )
            .with_env(self.env)
        )
        reservation.action_submit()
        return reservation

    def action_submit(self):
        """Ask for it: small reservations are granted by rule, others wait for the coordinator."""
        free_up_to = self._setting("reservation_free_up_to")
        for reservation in self:
            reservation_sudo = reservation.sudo()  # sudo: who may submit is asked of the table, below
            if not reservation_sudo.ask_ids:
                raise UserError(self.env._("Say what you ask for first: pieces, or how many of a model."))
            reservation_sudo._check_can_be_had()
            reservation._change_state(rules.REQUESTED, actors=reservation._actors())
            reservation_sudo.asked_on = fields.Datetime.now()
            if rules.COORDINATOR in reservation._actors() or reservation_sudo.asked_count <= free_up_to:
                reservation_sudo._grant(self.env._("Granted by rule: up to %s pieces need no approval", free_up_to))
            else:
                reservation_sudo._ask_coordinators()
        return True

    def _ask_coordinators(self):
        group = self.env.ref("bk_furniture_reuse.group_coordinator")
        words = {"name": self.name, "who": self.requester_id.name, "count": self.asked_count}
        self.env["furniture.notice"]._tell(
            group.all_user_ids,
            "reservation",
            lambda env: env._("%(name)s: %(who)s asks for %(count)s pieces.", **words),
            self,
        )

    def _check_can_be_had(self):
        """Refuse given pieces that nobody can have: ended, to be recycled, in use and not offered, or offered too late."""
        today = fields.Date.context_today(self)
        for reservation in self:
            wanted_on = reservation.needed_by or today
            for lot in reservation.ask_ids.lot_id:
                name = f"{lot.name} ({lot.product_id.display_name})"
                if lot.end_kind or lot.purpose == "recycling":
                    raise UserError(
                        self.env._("%s: is on its way out and cannot be reserved. Choose another piece.", name)
                    )
                if lot.purpose in ("in_use", "redesign"):
                    if not lot.available_from:
                        raise UserError(
                            self.env._("%s: is not offered to others yet. Choose another piece, or make a wish.", name)
                        )
                    if lot.available_from > wanted_on:
                        raise UserError(
                            self.env._(
                                "%(name)s: is not free before %(date)s. Reserve it for that day or later.",
                                name=name,
                                date=lot.available_from.strftime("%d.%m.%Y"),
                            )
                        )

    # Deciding

    def action_approve(self):
        """Button of the coordinator: grant what was asked for."""
        for reservation in self:
            reservation._ensure_coordinator()
            if reservation.state != rules.REQUESTED:
                raise UserError(self.env._("%s does not wait for approval.", reservation.name))
            reservation.sudo().approved_by_id = self.env.user  # sudo: what the button does
            reservation._grant(self.env._("Approved"))
        return True

    def _grant(self, reason):
        """Give what is free, in the queue's order, and put the rest into the queue."""
        for reservation in self:
            reservation._change_state(rules.QUEUED, reason)
        self._serve(self.ask_ids.product_id)
        for reservation in self.filtered(lambda one: one.state == rules.QUEUED):
            self._tell_requester(
                reservation,
                lambda env, name=reservation.name: env._(
                    "%s: nothing is free yet. You are in the queue and are told when it is.", name
                ),
            )

    def _default_hold_until(self):
        today = fields.Date.context_today(self)
        latest = fields.Date.add(today, days=self._setting("reservation_days"))
        return max(latest, self.needed_by) if self.needed_by else latest

    def _ensure_coordinator(self):
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")):
            raise AccessError(self.env._("This is decided by the reuse coordinator. Ask them to do it."))

    def action_refuse(self, reason=""):
        """The coordinator says no, and why."""
        for reservation in self:
            reservation._ensure_coordinator()
            reservation._change_state(rules.REFUSED, reason, reservation._actors())
            self._tell_requester(
                reservation,
                lambda env, name=reservation.name: env._("%(name)s was refused: %(reason)s", name=name, reason=reason),
            )
        return True

    def action_cancel(self, reason=""):
        """Who asked, or the coordinator, withdraws it; what was held goes to the next in the queue."""
        for reservation in self:
            actors = reservation._actors()
            reservation._change_state(rules.CANCELLED, reason, actors)
            # sudo: letting go follows from the withdrawal, which the table has allowed.
            reservation.sudo()._let_go()
        return True

    def action_release(self, reason=""):
        """Let go of every piece that these reservations still hold."""
        self.check_access("write")
        held = self.filtered(lambda reservation: reservation.state == rules.HELD)
        held._change_state(rules.RELEASED, reason or self.env._("Released"))
        held._let_go()
        for reservation in held:
            self._tell_requester(
                reservation, lambda env, name=reservation.name: env._("%s: the pieces were released.", name)
            )
        return True

    def action_extend(self, until):
        """Hold longer. Who asked may, while nobody waits for the same; the coordinator always may.

        :param until: the new last day, a date or its text
        """
        until = fields.Date.to_date(until)
        today = fields.Date.context_today(self)
        for reservation in self:
            actors = reservation._actors()
            if not actors:
                raise AccessError(self.env._("Only who asked, or the reuse coordinator, extends a reservation."))
            if reservation.state not in rules.OPEN:
                raise UserError(self.env._("%s has ended. Make a new reservation.", reservation.name))
            if not until or until < today:
                raise UserError(self.env._("Choose a day from today on."))
            reservation_sudo = reservation.sudo()  # sudo: what a person may do with a reservation is checked here
            if rules.COORDINATOR not in actors:
                latest = fields.Date.add(today, days=self._setting("reservation_days"))
                if until > latest:
                    raise UserError(
                        self.env._(
                            "You can extend until %s. Ask the reuse coordinator for longer.",
                            latest.strftime("%d.%m.%Y"),
                        )
                    )
                if reservation_sudo._others_wait():
                    raise UserError(
                        self.env._("Others wait for the same furniture. Ask the reuse coordinator to extend.")
                    )
            reservation_sudo.write({"hold_until": until, "reminded_on": False})
        return True

    @api.model
    def _tell_requester(self, reservation, text):
        """``text`` is a function of an environment in the reader's language, as for ``furniture.notice._tell``."""
        requester = reservation.sudo().requester_id
        if requester and requester.active:
            self.env["furniture.notice"]._tell(requester, "reservation", text, reservation, urgent=True)

    @api.model
    def _setting(self, name):
        """A number that the settings hold: ``reservation_free_up_to`` (pieces) or ``reservation_days``."""
        default = {"reservation_free_up_to": 3, "reservation_days": 30}[name]
        # sudo: settings are readable by administrators only.
        value = self.env["ir.config_parameter"].sudo().get_param(f"bk_furniture_reuse.{name}")
        return int(value) if value and value.isdecimal() else default
