from odoo import models
from odoo.exceptions import AccessError, UserError

from ..tools.purpose import AVAILABLE


class FurnitureReservation(models.Model):
    """Fulfilment by scanning: any pieces of the model that was asked for; a wrong model is refused and not counted."""

    _inherit = "furniture.reservation"

    def get_pick(self):
        """What the picking screen shows: what is asked for, how many are picked, and where the held pieces stand."""
        self.ensure_one()
        self._ensure_operator()
        lines = self.line_ids.filtered(lambda line: line.state == "held")
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "unit": self.unit_id.name or "",
            "destination": self.destination_id.display_name or "",
            "asks": [
                {
                    "id": ask.id,
                    "product": ask.product_id.display_name,
                    "given": ask.lot_id.name or "",
                    "quantity": ask.quantity,
                    "picked": len(lines.filtered(lambda line, ask=ask: line.ask_id == ask and line.picked)),
                    "delivered": ask.delivered_count,
                }
                for ask in self.ask_ids
            ],
            "lines": [
                {
                    "id": line.id,
                    "number": line.lot_id.name,
                    "product": line.product_id.display_name,
                    "place": line.location_id.display_name or "",
                    "picked": line.picked,
                }
                for line in lines.sorted(lambda line: (line.picked, line.location_id.complete_name or "", line.id))
            ],
        }

    def scan(self, code):
        """Take the piece with this code for the reservation.

        :param code: what was scanned or typed: a tag in any spelling, or a piece's number
        :return: ``{status, message}``; status is ``picked``, ``swapped``, ``again``, ``wrong`` or ``unknown``. What is wrong is said,
            and nothing is counted.
        """
        self.ensure_one()
        self._ensure_operator()
        # sudo: only which piece a code means; what is done with it is checked below.
        lot = self.env["furniture.tag"].sudo()._find_piece(code).with_env(self.env)
        if not lot:
            return {"status": "unknown", "message": self.env._("%s is not a piece that we know.", code)}
        name = f"{lot.name} {lot.product_id.display_name}"
        # sudo: an operator fulfils what was granted; what may be taken is checked below.
        self_sudo = self.sudo()
        held = self_sudo.line_ids.filtered(lambda line: line.state == "held")
        own = held.filtered(lambda line: line.lot_id == lot)
        if own.picked:
            return {"status": "again", "message": self.env._("%s is picked already.", name)}
        if own:
            own.move_line_id.picked = True
            return {"status": "picked", "message": self.env._("%s: picked.", name)}
        asks = self_sudo.ask_ids.filtered(lambda ask: ask._takes(lot))
        if not asks:
            return {"status": "wrong", "message": self._why_not(lot, name)}
        if lot.purpose != AVAILABLE or lot.end_kind:
            purposes = dict(lot._fields["purpose"]._description_selection(self.env))
            message = self.env._(
                "%(piece)s is %(purpose)s, so it is not free to take.",
                piece=name,
                purpose=purposes[lot.purpose].lower(),
            )
            return {"status": "wrong", "message": message}
        ask = asks.filtered("open_count")[:1]
        swapped = held.filtered(lambda line: line.ask_id in asks and not line.picked)[:1]
        if not ask and not swapped:
            return {
                "status": "wrong",
                "message": self.env._("All that was asked for is picked. %s stays where it is.", name),
            }
        if not ask:
            # Any piece of the model will do: the one in the hand is held instead of one that stands elsewhere.
            ask = swapped.ask_id
            self_sudo._swap(swapped, lot, ask)
        else:
            self_sudo._hold(lot.sudo(), {lot.sudo(): ask})
        self_sudo.line_ids.filtered(lambda line: line.state == "held" and line.lot_id == lot).move_line_id.picked = True
        if swapped and not asks.filtered("open_count") and swapped.state == "released":
            message = self.env._("%(piece)s: picked instead of %(other)s.", piece=name, other=swapped.lot_id.name)
            return {"status": "swapped", "message": message}
        return {"status": "picked", "message": self.env._("%s: picked.", name)}

    def _swap(self, line, lot, ask):
        """Hold ``lot`` instead of the piece of ``line``."""
        self._hold(lot.sudo(), {lot.sudo(): ask})
        line._release(reason=self.env._("%s was taken instead", lot.name), still_wanted=True)

    def _why_not(self, lot, name):
        if lot.product_id in self.sudo().ask_ids.product_id:
            return self.env._(
                "%s is the right model, but not in the condition or colour that was asked for. Not counted.", name
            )
        wanted = ", ".join(self.sudo().ask_ids.product_id.mapped("display_name")[:3])
        return self.env._("%(piece)s is the wrong model: wanted is %(wanted)s. Not counted.", piece=name, wanted=wanted)

    def unpick(self, line_id):
        """Undo: the piece is not picked after all."""
        self.ensure_one()
        self._ensure_operator()
        line = self.sudo().line_ids.filtered(lambda one: one.id == line_id and one.state == "held")
        line.move_line_id.picked = False
        return True

    def action_deliver_picked(self):
        """Do the transfers of what is picked; what is not picked stays held for later."""
        self._ensure_operator()
        for reservation in self:
            # sudo: an operator delivers what was granted; Odoo's transfers are done in their name.
            held = reservation.sudo().line_ids.filtered(lambda line: line.state == "held")
            picked = held.filtered("picked")
            if not picked:
                raise UserError(self.env._("%s: nothing is picked yet. Scan the pieces first.", reservation.name))
            if not reservation.destination_id:
                raise UserError(self.env._("%s: say where the pieces go first (To place).", reservation.name))
            pickings = picked.move_line_id.picking_id
            left = pickings.move_line_ids - picked.move_line_id
            pickings._split_off(left)
            pickings.with_context(skip_backorder=True, skip_sanity_check=True)._action_done()
        return True

    def action_pick(self):
        """Button: the picking screen."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "bk_furniture_reuse.reservation_pick",
            "name": self.name,
            "params": {"reservation_id": self.id},
            "context": {"active_id": self.id},
        }

    def _ensure_operator(self):
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_operator")):
            raise AccessError(self.env._("Pieces are picked by the warehouse. Ask them to do it."))
