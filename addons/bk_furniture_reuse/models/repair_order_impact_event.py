from odoo import models

from ..tools.purpose import IN_USE


class RepairOrder(models.Model):
    """A piece that comes back to its use from the workshop is a reuse event: without the workshop it would have been replaced."""

    _inherit = "repair.order"

    def _finish(self):
        result = super()._finish()
        back = self.filtered(
            lambda order: order.is_furniture and order.state == "done" and order.purpose_after == IN_USE and order.wanted_result != "clean"
            and order.lot_id.purpose == IN_USE
        )  # fmt: skip
        if back:
            # sudo: what happened is noted by the system, whoever ends the refurbishment.
            self.env["furniture.impact.event"].sudo()._note_refurbished(back.sudo())
        return result


class FurnitureImpactEvent(models.Model):
    """What a refurbishment means for the reuse ledger."""

    _inherit = "furniture.impact.event"

    def _note_refurbished(self, orders):
        """Note that the pieces of these ended orders are back in use. What they did before the workshop is an earlier life."""
        lives = orders.lot_id._refurbishments_so_far()
        return self.create(
            [
                {
                    "lot_id": order.lot_id.id,
                    "kind": "refurbished",
                    "date": order.ended_on,
                    "company_id": order.company_id.id,
                    "refurbishments": lives.get(order.lot_id, 0),
                    "from_location_id": order.place_before_id.id,
                    "location_id": order.lot_id.location_id.id,
                    "building_id": order.lot_id.building_id.id,
                    "site_id": order.lot_id.site_id.id,
                    "unit_id": order.lot_id.owner_unit_id.id,
                    "repair_id": order.id,
                }
                for order in orders
            ]
        )
