from odoo import models
from odoo.exceptions import UserError

from ..tools import wish as rules


class FurnitureWish(models.Model):
    """From a wish to a reservation of what fits it."""

    _inherit = "furniture.wish"

    def action_reserve(self):
        """Button: reserve what fits now, as many as are still missing."""
        self.ensure_one()
        self.check_access("write")
        reservation = self._reserve()
        return {
            "type": "ir.actions.act_window",
            "res_model": "furniture.reservation",
            "res_id": reservation.id,
            "views": [(False, "form")],
        }

    def _reserve(self, lots=None):
        """Ask for ``lots``, or for the best of what fits now, and let what is held count for the wish.

        :return: the reservation
        :raise UserError: when nothing that fits is available
        """
        self.ensure_one()
        if self.state not in rules.WAITING:
            raise UserError(self.env._("%s is not open: nothing more is needed.", self.display_name))
        self.lock_for_update(allow_referencing=True)
        if self.asked >= self.remaining:
            raise UserError(
                self.env._("All that is missing has been asked for already. The reuse coordinator decides.")
            )
        self.invalidate_recordset(["fit_lot_ids", "coming_lot_ids"])
        fitting = self.sudo().fit_lot_ids  # sudo: which pieces fit; who may reserve them is asked below
        if lots is None:
            lots = self._proposal()
        elif lots - fitting:
            raise UserError(
                self.env._("%s: does not fit this wish any more.", ", ".join((lots - fitting)[:5].mapped("name")))
            )
        if not lots:
            raise UserError(
                self.env._(
                    "Nothing that fits %s is available now. You are told as soon as something is.", self.display_name
                )
            )
        if len(lots) > self.remaining - self.asked:
            raise UserError(self.env._("Only %s more are needed.", self.remaining - self.asked))
        reservation = self.env["furniture.reservation"]._ask(
            [{"lot_id": lot.id, "product_id": lot.product_id.id, "quantity": 1} for lot in lots],
            requester=self.user_id,
            unit=self.unit_id,
            destination=self.destination_id,
            needed_by=self.needed_by,
            note=self.note or "",
        )
        reservation.sudo().wish_id = (
            self  # sudo: the link is the system's; the reservation was made with the person's rights
        )
        return reservation

    def _proposal(self):
        """The pieces to propose, best first, as many as are still missing."""
        self.ensure_one()
        asked = self.sudo().reservation_ids.filtered("open_count").ask_ids.lot_id
        fitting = self.sudo().fit_lot_ids - asked  # sudo: which pieces fit; nothing of them is shown here
        rows = [(lot.id, lot.product_id.id, lot.condition, lot.building_id.id) for lot in fitting]
        building = self.sudo().destination_id.building_id.id
        chosen = rules.proposal(rows, self.remaining - self.asked, self.alike, self._set_model().id, building)
        return self.env["stock.lot"].browse(chosen)
