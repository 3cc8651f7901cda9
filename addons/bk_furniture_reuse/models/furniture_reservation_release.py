from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import release as rules


class FurnitureReservation(models.Model):
    """Pieces of one unit held for another need their owner's consent: held first, so that nobody loses them; asked before they leave."""

    _inherit = "furniture.reservation"

    release_ids = fields.One2many("furniture.release", "reservation_id", string="Consents")
    consent = fields.Selection(
        [
            ("none", "None needed"),
            ("to_ask", "Not asked yet"),
            ("asked", "Asked, waiting for the owner"),
            ("given", "Given"),
            ("refused", "Refused"),
        ],
        "Consent of the owner",
        compute="_compute_consent",
        help="Pieces that belong to another unit are held at once, and leave when their owner has agreed.",
    )

    @api.depends("release_ids.state", "line_ids.state")
    def _compute_consent(self):
        for reservation in self:
            states = set(
                reservation.sudo().release_ids.mapped("state")
            )  # sudo: the state is no secret to who sees the reservation
            if rules.ASKED in states:
                reservation.consent = "asked"
            elif reservation._pieces_without_consent():
                reservation.consent = "to_ask"
            elif rules.GIVEN in states:
                reservation.consent = "given"
            elif rules.REFUSED in states:
                reservation.consent = "refused"
            else:
                reservation.consent = "none"

    def write(self, vals):
        result = super().write(vals)
        if "unit_id" in vals:
            for reservation in self.sudo():  # sudo: the requests follow the receiving unit, whoever may change it
                others = reservation.release_ids.filtered(
                    lambda release, unit=reservation.unit_id: (
                        release.to_unit_id != unit and release.state in (rules.ASKED, rules.GIVEN)
                    )
                )
                if others:
                    others._answer(rules.WITHDRAWN)
                reservation._ask_owners()
        return result

    def _hold(self, lots, asks=None):
        result = super()._hold(lots, asks)
        self._ask_owners()
        return result

    def _split(self, lines, **values):
        moved = lines.lot_id
        other = super()._split(lines, **values)
        self.sudo()._divide_releases(other.sudo(), moved)  # sudo: the requests follow their pieces
        return other

    def _divide_releases(self, other, moved):
        """What was asked and answered about ``moved`` goes with them to ``other``, unless that is for another unit."""
        for release in self.release_ids.filtered(lambda release: release.state in (rules.ASKED, rules.GIVEN)):
            going = release.lot_ids & moved
            if going and other.unit_id == release.to_unit_id:
                release.copy({"reservation_id": other.id, "lot_ids": going.ids, "state": release.state})
            if going:
                release.lot_ids -= going
        self.release_ids._withdraw_unneeded()
        other._ask_owners()

    @api.model
    def _barred(self, waiting, lots):
        """The queue does not give a reservation what an owner has refused it: the same would be asked again and again."""
        barred = super()._barred(waiting, lots)
        for ask in waiting:
            refused = (
                ask.reservation_id.sudo().release_ids.filtered(lambda release: release.state == rules.REFUSED).lot_ids
            )
            if refused:
                barred[ask] = barred.get(ask, set()) | set(refused.ids)
        return barred

    def action_ask_owners(self):
        """Button: ask the owners of held pieces that nobody has asked about yet."""
        self.check_access("write")
        for reservation in self:
            reservation._ask_owners()
        return True

    def _receiving_unit(self):
        return self.sudo().unit_id

    def _waiting_users(self):
        """Who waits for the pieces."""
        return self.sudo().requester_id.filtered("active")

    def _held_pieces(self):
        return self.sudo().line_ids.filtered(lambda line: line.state == "held").lot_id

    def _pieces_without_consent(self, lots=None):
        """Those of ``lots`` (else of all held pieces) whose owner has not agreed that they go to the receiving unit."""
        unit = self._receiving_unit()
        lots = self._held_pieces() if lots is None else lots.sudo()
        if not unit:
            return lots.browse()
        given = self.sudo().release_ids.filtered(
            lambda release: release.state == rules.GIVEN and release.to_unit_id == unit
        )
        return (
            lots.filtered(
                lambda lot: lot.owner_unit_id and lot.owner_unit_id != unit and not lot.owner_unit_id.releases_freely
            )
            - given.lot_ids
        )

    def _ask_owners(self):
        """Ask the owner units of held pieces that need a consent and have not been asked; each unit once for all its pieces."""
        unit = self._receiving_unit()
        asked = self.sudo().release_ids.filtered(
            lambda release: release.state == rules.ASKED and release.to_unit_id == unit
        )
        lots = self._pieces_without_consent() - asked.lot_ids
        # sudo: requests are the system's; who asks has been allowed to hold the pieces.
        asker = self.sudo().requester_id or self.env.user
        releases = (
            self.env["furniture.release"]
            .sudo()
            .create(
                [
                    {
                        "owner_unit_id": owner.id,
                        "to_unit_id": unit.id,
                        "lot_ids": pieces.ids,
                        "reservation_id": self.id,
                        "asked_by_id": asker.id,
                    }
                    for owner, pieces in lots.grouped("owner_unit_id").items()
                ]
            )
        )
        # Who answers for the unit has agreed by asking.
        own = releases.filtered(lambda release: release.owner_unit_id.responsible_id == asker)
        (releases - own)._tell_asked()
        if own:
            own.with_user(asker)._answer(rules.GIVEN)
        return releases

    def _check_consent(self, lots):
        """Refuse to let ``lots`` leave for the receiving unit before their owners have agreed."""
        waiting = self._pieces_without_consent(lots)
        if waiting:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(pieces)s belong to %(unit)s, which has not released them yet. %(who)s answers: open the consents of "
                        "%(reservation)s.",
                        pieces=", ".join(pieces[:5].mapped("name")),
                        unit=owner.name,
                        who=owner.responsible_id.name or self.env._("The reuse coordinator"),
                        reservation=self.name,
                    )
                    for owner, pieces in waiting.grouped("owner_unit_id").items()
                )
            )

    def action_open_releases(self):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_release_action")
        return {**action, "domain": [("reservation_id", "in", self.ids)], "context": {}}


class FurnitureReservationLine(models.Model):
    """A hold that ends without delivery needs no consent any more."""

    _inherit = "furniture.reservation.line"

    def _release(self, *args, **kwargs):
        held = super()._release(*args, **kwargs)
        # sudo: the requests follow the hold, whoever may let go of it.
        held.reservation_id.sudo().release_ids._withdraw_unneeded()
        return held
