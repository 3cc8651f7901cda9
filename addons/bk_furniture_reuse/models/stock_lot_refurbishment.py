from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import refurbishment as rules
from ..tools.purpose import HAND, REDESIGN, REPAIR
from .product_template import STAFF


class StockLot(models.Model):
    """A piece that is refurbished: what everybody sees of it, from when it is free, and what nobody does with it meanwhile."""

    _inherit = "stock.lot"

    repair_ids = fields.One2many("repair.order", "lot_id", string="Refurbishment orders", groups=STAFF)
    refurbishment_count = fields.Integer("Refurbishments", compute="_compute_refurbishments", groups=STAFF)
    refurbishment_cost = fields.Monetary(
        "Cost of refurbishments", currency_field="currency_id", compute="_compute_refurbishments", groups=STAFF
    )
    refurbishment_state = fields.Selection(
        [("planned", "Refurbishment planned"), ("ongoing", "Being refurbished")],
        "Refurbishment",
        compute="_compute_refurbishment_state",
        compute_sudo=True,
    )
    refurbishment_ready_on = fields.Date(
        "Back from refurbishment", compute="_compute_refurbishment_state", compute_sudo=True
    )

    @api.depends("repair_ids.state", "repair_ids.total_cost")
    def _compute_refurbishments(self):
        found = {
            lot: (count, cost)
            for lot, count, cost in self.env["repair.order"]._read_group(
                [("lot_id", "in", self.ids), ("state", "!=", rules.CANCEL)], ["lot_id"], ["__count", "total_cost:sum"]
            )
        }
        for lot in self:
            lot.refurbishment_count, lot.refurbishment_cost = found.get(lot, (0, 0))

    @api.depends("repair_ids.state", "repair_ids.ready_on")
    def _compute_refurbishment_state(self):
        # As the system: that a piece is at the workshop, and until when, is for everybody who sees the piece.
        orders = self.env["repair.order"].search(
            [("lot_id", "in", self.ids), ("is_furniture", "=", True), ("state", "in", rules.OPEN)]
        )
        by_lot = {order.lot_id.id: order for order in orders}
        for lot in self:
            order = by_lot.get(lot.id, orders.browse())
            ongoing = order.state == rules.UNDER_REPAIR
            lot.refurbishment_state = ("ongoing" if ongoing else "planned") if order else False
            lot.refurbishment_ready_on = order.ready_on

    def _free_from(self):
        """From when somebody can have each of these pieces; a plan, not a promise of stock.

        - available: today, or its ``available_from`` when that is later
        - in redesign or in use: its ``available_from`` when that is still to come (a refurbishment keeps it at its deadline)
        - everything else, and what is late: False, since nobody knows

        A reservation that is needed on that day or later may wait for the piece: it is served when the piece becomes available.
        One that is needed before is refused, see ``furniture_reservation_refurbishment.py``.

        :return: {piece: date or False}
        """
        today = fields.Date.context_today(self)
        return {
            lot: not lot.end_kind and rules.free_from(lot.purpose, lot.available_from or None, today) for lot in self
        }

    def write(self, vals):
        if vals.get("end_kind") and not self.env["repair.order"]._is_rebuilding():
            self._check_not_in_refurbishment()
        return super().write(vals)

    def _change_purpose(self, purpose, source=HAND, reason=""):
        if source != REPAIR:
            self.filtered(lambda lot: lot.purpose == REDESIGN and purpose != REDESIGN)._check_not_in_refurbishment()
        return super()._change_purpose(purpose, source=source, reason=reason)

    def _check_not_in_refurbishment(self):
        if not self:
            return
        # sudo: whoever works with the piece is told where it is.
        orders = self.env["repair.order"].sudo().search(
            [("lot_id", "in", self.ids), ("is_furniture", "=", True), ("state", "=", rules.UNDER_REPAIR)], limit=6
        )  # fmt: skip
        if orders:
            raise UserError(
                self.env._(
                    "%(pieces)s: being refurbished (%(orders)s). End or cancel the refurbishment first.",
                    pieces=orders.lot_id._first_names(),
                    orders=orders._names(),
                )
            )

    def _held_sentence(self):
        """Why these reserved pieces cannot be sent: who holds them, and what to do."""
        # sudo: whoever works with the piece is told by what it is held.
        lines = self.env["furniture.reservation.line"].sudo().search(
            [("lot_id", "in", self.ids), ("state", "=", "held")], limit=5
        )  # fmt: skip
        return self.env._(
            "%(pieces)s: reserved (%(reservations)s). Release the reservation first, then it can be refurbished.",
            pieces=self._first_names(),
            reservations=", ".join(lines.reservation_id.mapped("name")),
        )

    def _first_names(self):
        """The numbers of these pieces for a sentence: the first five, and how many more."""
        names = ", ".join(self[:5].mapped("name"))
        return self.env._("%(names)s and %(count)s more", names=names, count=len(self) - 5) if len(self) > 5 else names

    def action_refurbish(self):
        """Button: the form that sends these pieces to refurbishment."""
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_refurbish_action")
        return {**action, "context": {"active_model": "stock.lot", "active_ids": self.ids}}

    def action_open_refurbishments(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.repair_order_action_refurbishment")
        return {**action, "domain": [("lot_id", "in", self.ids)], "context": {}}

    @api.model
    def _refurbish(self, lots, vals, start=False):
        """One order for each of ``lots``, all with ``vals``; started at once if wanted.

        :return: the orders
        :raise UserError: when one of the pieces cannot be refurbished now; then none is
        """
        orders = self.env["repair.order"].create([{**vals, "lot_id": lot.id} for lot in lots])
        if start:
            orders.action_repair_start()
        else:
            orders.action_validate()
        return orders
