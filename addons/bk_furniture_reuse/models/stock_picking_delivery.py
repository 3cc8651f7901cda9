from odoo import fields, models
from odoo.exceptions import UserError

LATER, MISSING = "later", "missing"


class StockPicking(models.Model):
    """Driving off, delivering what has arrived, and the receipt of the receiving unit."""

    _inherit = "stock.picking"

    def _depart(self):
        """The load leaves: those who wait for it are told once."""
        self.check_access("write")
        leaving = self._ready_to_depart()
        if not leaving:
            raise UserError(
                self.env._("Nothing that has been loaded is waiting to be driven. Scan what is loaded first.")
            )
        # What is driven is a move, also when nobody planned it: it is signed for like every other.
        leaving._write_delivery(
            {"departed_on": fields.Datetime.now(), "departed_by_id": self.env.uid, "furniture_move": True}
        )
        for picking in leaving:
            words = {"count": picking.loaded_count, "place": picking.location_dest_id.display_name}
            picking._tell_receivers(
                lambda env, words=words: env._("%(count)s pieces are on their way to %(place)s.", **words)
            )
        return leaving

    def _ready_to_depart(self):
        return self.filtered(
            lambda picking: picking.state == "assigned" and not picking.departed_on and picking.loaded_count
        )

    def _tell_receivers(self, text):
        """Tell who answers for the receiving unit, and who asked for the pieces."""
        self.ensure_one()
        reservations = self._furniture_reservations()
        people = self.furniture_unit_id.sudo().responsible_id | reservations.requester_id  # sudo: only to write to them
        # The transfer itself is for those who work in stock; others open the reservation.
        self.env["furniture.notice"]._tell(people, "move", text, record=reservations[:1] or None, urgent=True)

    def _deliver(self, rest=LATER):
        """Do these transfers with the pieces that have arrived.

        :param rest: what becomes of the others: ``later``, they are still to come with the same load, or ``missing``
        :return: (the transfers that are done, the differences that were noted)
        """
        self.check_access("write")
        if rest not in (LATER, MISSING):
            raise UserError(self.env._("Say whether the rest comes later or is missing."))
        waiting = self.filtered(lambda picking: picking.state not in ("done", "cancel"))
        waiting.filtered(lambda picking: not picking.furniture_move)._write_delivery({"furniture_move": True})
        lines = waiting.move_line_ids
        arrived = lines.filtered("arrived_on")
        behind = lines - arrived
        if not arrived and (rest == LATER or not behind):
            raise UserError(
                self.env._("Nothing has arrived yet. Scan the room and then the pieces, or say that they are missing.")
            )
        differences = self.env["furniture.move.difference"]._note(
            [line._prepare_difference("wrong_room") for line in arrived.filtered("is_elsewhere")]
            + ([line._prepare_difference("missing") for line in behind] if rest == MISSING else [])
        )
        arrived.picked = True  # what another screen has picked must not decide what is delivered
        done = arrived.picking_id
        late = waiting._split_off(behind)
        if rest == LATER:
            done.batch_id[:1]._take(late - self)  # before the load is finished by what is done
        done.with_context(skip_backorder=True, keep_load=True).button_validate()
        if rest == MISSING:
            late._give_up()
        for picking in done:
            words = {
                "count": picking.arrived_count, "place": picking.location_dest_id.display_name,
                "differences": picking.difference_count,
            }  # fmt: skip
            picking._tell_receivers(
                lambda env, words=words: env._(
                    "%(count)s pieces have arrived in %(place)s, %(differences)s differences.", **words
                )
            )
        return done, differences

    def _give_up(self):
        """Transfers whose pieces did not come: free pieces are let go of, what a reservation holds stays held for it."""
        self.move_line_ids._forget_loaded()
        # sudo: only to see which pieces are held; a transfer holds for a reservation or for nobody
        holds = self.env["furniture.reservation.line"].sudo()
        held = holds.search([("move_line_id", "in", self.move_line_ids.ids), ("state", "=", "held")]).move_line_id
        kept = held.sudo(False).picking_id
        (self - kept).action_cancel()
        kept.write({"furniture_move": False, "batch_id": False})
        for picking in kept:
            names = ", ".join(picking.move_line_ids[:5].lot_id.mapped("name"))
            picking.message_post(body=self.env._("Missing at the delivery, still held by its reservation: %s", names))

    def _receive(self, name, signature):
        """The receiving unit has taken over what these transfers brought.

        :param name: who signs, in their own spelling
        :param signature: the picture of the signature, base64
        """
        self.check_access("write")
        name = " ".join((name or "").split())
        if not name:
            raise UserError(self.env._("Write the name of the person who receives the furniture."))
        if not signature:
            raise UserError(
                self.env._("The receipt lacks a signature. Let the person who receives the furniture sign.")
            )
        for picking in self:
            if not picking.furniture_move or picking.state != "done":
                raise UserError(
                    self.env._("%s has not been delivered yet. Deliver it before it is received.", picking.name)
                )
            if picking.received_on:
                raise UserError(
                    self.env._(
                        "%(name)s was received by %(person)s already.", name=picking.name, person=picking.received_by
                    )
                )
        self._write_delivery(
            {
                "received_on": fields.Datetime.now(),
                "received_by": name,
                "received_user_id": self.env.uid,
                "signature": self.env["furniture.photo.mixin"]._redraw(signature),
            }
        )

    def _attach_sign(self):
        # Odoo attaches its own delivery slip; ours says what was planned, what came and what did not.
        self.ensure_one()
        if not self.furniture_move:
            return super()._attach_sign()
        content, kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "bk_furniture_reuse.furniture_receipt_report", self.ids
        )
        self.message_post(
            body=self.env._("Received by %s", self.received_by),
            attachments=[(f"{self.name.replace('/', '-')}.{kind}", content)],
        )
        return True
