from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import refurbishment as rules
from ..tools.purpose import IN_USE, REDESIGN, REPAIR, RESERVED
from .stock_location import ROOM_KINDS

# Said by a rebuilding, which ends the orders of the pieces that cease; nobody can send it over the network.
_REBUILDING = object()


class RepairOrder(models.Model):
    """The steps of a refurbishment. Odoo's own buttons do them; each takes any number of orders, all or none.

    Start: the piece becomes redesign, is moved to the workshop if wanted, and is promised from the day that it is ready.
    End: Odoo's stock move brings the piece where it goes; condition, colour and damages are written, and it is free or in use.
    Cancel: the piece is again what it was, where it was.
    """

    _inherit = "repair.order"

    def action_validate(self):
        furniture = self._of_furniture()
        if furniture:
            # Odoo asks first whether the piece stands where the operation type says; a piece may stand anywhere.
            furniture._action_repair_confirm()
        others = self - furniture
        return super(RepairOrder, others).action_validate() if others else True

    def _action_repair_confirm(self):
        furniture = self._of_furniture()
        furniture._vouched()._check_written({"state": rules.CONFIRMED})
        furniture._check_sendable()
        return super(RepairOrder, self._vouched())._action_repair_confirm()

    def action_repair_start(self):
        furniture = self._of_furniture()
        furniture._check_sendable()
        result = super(RepairOrder, self._vouched()).action_repair_start()
        furniture._begin()
        return result

    def action_repair_end(self):
        self._of_furniture()._vouched()._check_written({"state": rules.DONE})
        return super().action_repair_end()

    def action_repair_done(self):
        furniture = self._of_furniture()
        furniture._prepare_end()
        result = super(RepairOrder, self._vouched()).action_repair_done()
        furniture._finish()
        return result

    def action_repair_cancel(self):
        furniture = self._of_furniture()
        furniture._vouched()._check_written({"state": rules.CANCEL})
        started = furniture.filtered(lambda order: order.state == rules.UNDER_REPAIR)
        result = super(RepairOrder, self._vouched()).action_repair_cancel()
        started._return()
        return result

    def action_repair_cancel_draft(self):
        furniture = self._of_furniture()
        furniture._check_sendable()
        result = super(RepairOrder, self._vouched()).action_repair_cancel_draft()
        furniture._vouched().write({"started_on": False, "place_before_id": False, "purpose_before": False})
        return result

    # Sending

    def _check_sendable(self):
        self.check_access("write")
        pieceless = self.filtered(lambda order: not order.lot_id)
        if pieceless:
            raise UserError(self.env._("%s: choose the piece that is to be refurbished.", pieceless._names()))
        self._check_pieces([order.lot_id.id for order in self], self)

    @api.model
    def _check_pieces(self, lot_ids, orders):
        """Refuse pieces that cannot be refurbished now, saying which and what to do.

        :param lot_ids: ids of the pieces, one for each order
        :param orders: the orders that are for these pieces already
        :raise UserError: for pieces that are reserved, have left, are not in stock, or have another refurbishment
        """
        lots = self.env["stock.lot"].browse(dict.fromkeys(lot_ids))
        gone = lots.filtered(lambda lot: lot.end_kind or lot.location_id.usage not in ("internal", "transit"))
        if gone:
            raise UserError(
                self.env._(
                    "%s: not in stock, so it cannot be refurbished. Register where it stands first.",
                    gone._first_names(),
                )
            )
        held = lots.filtered(lambda lot: lot.purpose == RESERVED)
        if held:
            raise UserError(held._held_sentence())
        # sudo: whoever works with the piece is told that it has one.
        taken = self.env["repair.order"].sudo().search(
            [("lot_id", "in", lots.ids), ("state", "in", rules.OPEN), ("id", "not in", orders.ids)], limit=6
        )  # fmt: skip
        if taken or len(lots) < len(lot_ids):
            raise UserError(
                self.env._(
                    "%s: has a refurbishment already. End or cancel that one first.",
                    (taken.lot_id or lots)._first_names(),
                )
            )

    def _begin(self):
        """The pieces of these orders are at the workshop from now on."""
        if not self:
            return
        now = fields.Datetime.now()
        for order in self._vouched():
            order.write(
                {
                    "started_on": now,
                    "place_before_id": order.lot_id.location_id.id,
                    "purpose_before": order.lot_id.purpose,
                    "available_before": order.lot_id.available_from,
                }
            )
        self.lot_id._change_purpose(REDESIGN, source=REPAIR, reason=self._reason())
        self._promise()
        moving = self.filtered(lambda order: order.move_to_workshop and order.workshop_place_id)
        for place, orders in moving.grouped("workshop_place_id").items():
            orders.lot_id._move_to(place, self.env._("To refurbishment: %s", orders._names()))
        self._tell_responsible()

    def _promise(self):
        """While a piece is refurbished, it is free from the day that the order names."""
        started = self.filtered(lambda order: order.state == rules.UNDER_REPAIR)
        for day, orders in started.grouped("ready_on").items():
            orders.lot_id.write({"available_from": day})

    def _reason(self):
        return self.env._("Refurbishment %s", self._names())

    # Ending

    def _prepare_end(self):
        if not self:
            return
        self.check_access("write")
        self._vouched()._check_written({"state": rules.DONE})
        ungraded = self.filtered(lambda order: not order.new_condition)
        if ungraded and not self._is_rebuilding():
            raise UserError(self.env._("%s: write which condition the piece is in now.", ungraded._names()))
        for order in self._vouched():
            # Odoo's own stock move of the order brings the piece from where it stands to where it goes.
            order.product_location_src_id = order.lot_id.location_id
            order.product_location_dest_id = order.return_place_id or order.lot_id.location_id
        homeless = self.filtered(lambda order: order.product_location_src_id.usage != "internal")
        if homeless:
            raise UserError(
                self.env._("%s: not in stock. Register where it stands first.", homeless.lot_id._first_names())
            )
        in_no_room = self.filtered(
            lambda order: order.purpose_after == IN_USE and order.product_location_dest_id.place_kind not in ROOM_KINDS
        )
        if in_no_room and not self._is_rebuilding():
            raise UserError(
                self.env._(
                    "%s: a piece is in use when it stands in a room. Choose the room that it goes to.",
                    in_no_room._names(),
                )
            )

    def _finish(self):
        if not self:
            return
        self._vouched().write({"ended_on": fields.Datetime.now(), "ended_by_id": self.env.uid})
        if self._is_rebuilding():
            return
        groups = {}
        for order in self:
            groups.setdefault(tuple(order._prepare_result_vals().items()), self.browse())
            groups[tuple(order._prepare_result_vals().items())] |= order
        for vals, orders in groups.items():
            orders.lot_id.write(dict(vals))
        self.damage_ids.filtered(lambda damage: not damage.repaired_on).write(
            {"repaired_on": fields.Date.context_today(self)}
        )
        self._show_result()
        # Last, since a piece that becomes available goes to whoever waits for it.
        for purpose, orders in self.grouped("purpose_after").items():
            orders.lot_id._change_purpose(purpose, source=REPAIR, reason=orders._reason())
        self._tell_ended()

    def _prepare_result_vals(self):
        """What the piece is after this refurbishment; what was left blank stays as it was."""
        result = {
            "condition": self.new_condition,
            "colour_id": self.new_colour_id.id,
            "colour_text": self.new_colour_text,
            "material": self.new_material,
        }
        return {"available_from": False, **{name: value for name, value in result.items() if value}}

    def _show_result(self):
        """The newest photo of the result is the one that lists show."""
        photos = self.after_photo_ids
        if photos:
            first = min(photos.lot_id.photo_ids.mapped("sequence"))
            photos.write({"sequence": first - 1})

    # Calling off

    def _return(self):
        """The pieces are again what they were, where they were."""
        moved = self.filtered(
            lambda order: order.workshop_place_id and order.lot_id.location_id != order.place_before_id
        )
        for place, orders in moved.grouped("place_before_id").items():
            orders.lot_id._move_to(place, self.env._("Back from refurbishment: %s", orders._names()))
        for day, orders in self.grouped("available_before").items():
            orders.lot_id.write({"available_from": day})
        for purpose, orders in self.grouped("purpose_before").items():
            orders.lot_id._change_purpose(
                purpose, source=REPAIR, reason=self.env._("Refurbishment called off: %s", orders._names())
            )

    # Rebuilding: the piece ceases, so nothing is written of its result

    def _end_by_rebuilding(self):
        """End these orders because their pieces are rebuilt into others; hours and cost are kept."""
        self.with_context(refurbishment_rebuilding=_REBUILDING).action_repair_done()

    @api.model
    def _is_rebuilding(self):
        return self.env.context.get("refurbishment_rebuilding") is _REBUILDING

    # Telling

    def _tell_responsible(self):
        for user, orders in self.grouped("user_id").items():
            if user:
                self.env["furniture.notice"]._tell(
                    user,
                    "refurbishment",
                    lambda env, lots=orders.lot_id: env._("To be refurbished: %s", lots._first_names()),
                    orders[0],
                )

    def _tell_ended(self):
        for user, orders in self.grouped("create_uid").items():
            self.env["furniture.notice"]._tell(
                user | orders.user_id,
                "refurbishment",
                lambda env, lots=orders.lot_id: env._("Refurbished: %s", lots._first_names()),
                orders[0],
            )

    # Opening

    def action_open_piece(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_piece_form")
        return {**action, "res_id": self.lot_id.id}

    def action_open_rebuilds(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_rebuild_action")
        return {**action, "domain": [("repair_id", "in", self.ids)], "context": {}}

    def action_rebuild(self):
        """Button: plan what the pieces of these orders become."""
        action = self.lot_id.action_rebuild()
        return {**action, "context": {**action["context"], "default_repair_id": self.id if len(self) == 1 else False}}
