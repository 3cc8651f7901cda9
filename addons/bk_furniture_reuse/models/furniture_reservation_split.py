from odoo import models
from odoo.exceptions import UserError

from ..tools import reservation as rules


class FurnitureReservation(models.Model):
    """One reservation becomes two: some pieces for another place, another day or another unit."""

    _inherit = "furniture.reservation"

    def _split(self, lines, **values):
        """Move ``lines`` (held pieces) into a new reservation, without letting go of them.

        :param values: what differs in the new one: ``destination_id``, ``needed_by``, ``unit_id``
        :return: the new reservation, held
        """
        self.ensure_one()
        self._ensure_coordinator()
        lines = lines.filtered(lambda line: line.state == "held" and line.reservation_id == self)
        if not lines:
            raise UserError(self.env._("Choose held pieces of this reservation."))
        if len(lines) == self.line_count and not self.open_count:
            raise UserError(self.env._("Leave at least one piece in the first reservation, or change that one."))
        # sudo: states and lines are the system's; the coordinator's right is checked above.
        self_sudo, lines = self.sudo(), lines.sudo()
        other = self_sudo.create(
            {
                "requester_id": self.requester_id.id,
                "unit_id": self.unit_id.id,
                "destination_id": self.destination_id.id,
                "needed_by": self.needed_by,
                "hold_until": self.hold_until,
                "priority": self.priority,
                "priority_reason": self.priority_reason,
                "note": self.note,
                "asked_on": self.asked_on,
                "approved_by_id": self.approved_by_id.id,
                **{name: value for name, value in values.items() if value},
            }
        )
        for ask, of_ask in lines.grouped("ask_id").items():
            self_sudo._divide_ask(ask, of_ask, other)
        pickings = lines.move_line_id.picking_id
        own = pickings._split_off(lines.move_line_id)
        own.origin = other.name
        lines.reservation_id = other
        other._change_state(rules.HELD, self.env._("Split from %s", self.name))
        other._send_to_destination()
        self._message_log(
            body=self.env._("%(count)s pieces were split off into %(name)s.", count=len(lines), name=other.name)
        )
        self_sudo._settle()
        return other.with_env(self.env)

    def _divide_ask(self, ask, lines, other):
        if not ask:
            return
        part = ask.copy({"reservation_id": other.id, "quantity": len(lines)})
        lines.ask_id = part
        if ask.quantity > len(lines):
            ask.quantity -= len(lines)
        else:
            ask.unlink()

    def action_split(self):
        """Button: choose the pieces and what differs."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Split the reservation"),
            "res_model": "furniture.reservation.split",
            "view_mode": "form",
            "target": "new",
            "context": {"default_reservation_id": self.id},
        }
