from odoo import fields, models
from odoo.exceptions import AccessError

from .product_template import STAFF


class StockLot(models.Model):
    """Whose a piece is, and what it has cost its owner."""

    _inherit = "stock.lot"

    cost = fields.Monetary(
        "Cost to the owner",
        currency_field="currency_id",
        groups=STAFF,
        help="What was paid for the piece or spent on refurbishing it, without VAT. 0 means not known.",
    )

    _cost_not_negative = models.Constraint("CHECK(coalesce(cost, 0) >= 0)", "A cost cannot be negative.")

    def write(self, vals):
        if "owner_unit_id" in vals:
            self._check_owner_change(vals["owner_unit_id"])
        return super().write(vals)

    def _check_owner_change(self, unit_id):
        """An owner is not written over by those who move the pieces: the owner would not be asked."""
        if self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator"):
            return
        if self.filtered(lambda lot: lot.owner_unit_id and lot.owner_unit_id.id != unit_id):
            raise AccessError(
                self.env._(
                    "A piece changes its owner by a transfer that the owner has agreed to. Ask the reuse coordinator."
                )
            )

    def _change_owner(self, owners):
        """The pieces belong to somebody else now. ``owners`` is ``{piece: (unit, reservation)}``; a line in each piece's history says so."""
        bodies = {
            lot.id: self.env._(
                "Owner: %(was)s → %(now)s (%(reservation)s)",
                was=lot.owner_unit_id.name,
                now=unit.name,
                reservation=reservation.name,
            )
            for lot, (unit, reservation) in owners.items()
        }
        by_unit = {}
        for lot, (unit, _reservation) in owners.items():
            by_unit[unit] = by_unit.get(unit, self.browse()) | lot
        for unit, lots in by_unit.items():
            # Tracking would write the same a second time, piece by piece.
            lots.with_context(tracking_disable=True).write({"owner_unit_id": unit.id})
        self.browse(bodies)._message_log_batch(bodies=bodies)
