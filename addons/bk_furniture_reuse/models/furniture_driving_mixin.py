from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

DRIVING = frozenset(("drive_km", "fuel_litres", "transport_cost", "transport_voucher"))


class FurnitureDrivingMixin(models.AbstractModel):
    """What driving took, noted on a transfer or load. Once entries of the reuse ledger rest on it, only a coordinator changes it."""

    _name = "furniture.driving.mixin"
    _description = "What driving furniture took"

    driving_entered = fields.Boolean(
        "Driving is in the ledger", compute="_compute_driving_entered", help="Entries are counted with this driving."
    )
    driving_locked = fields.Boolean(compute="_compute_driving_entered")

    @api.depends_context("uid")
    def _compute_driving_entered(self):
        entered = self._with_entries()
        may_change = self._may_change_driving()
        for record in self:
            record.driving_entered = record in entered
            record.driving_locked = record.driving_entered and not may_change

    def write(self, vals):
        if DRIVING.intersection(vals) and not self._may_change_driving():
            entered = self._with_entries()
            if entered:
                raise UserError(
                    self.env._(
                        "Entries of the reuse ledger are counted with the driving of %s. The reuse coordinator can change it.",
                        ", ".join(entered.mapped("display_name")),
                    )
                )
        return super().write(vals)

    def _may_change_driving(self):
        return self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")

    def _driven_pickings(self):
        """The transfers of the drive."""
        raise NotImplementedError

    def _with_entries(self):
        """Those of these whose drive stands in an entry of the ledger: entries name the drive that each step was with."""
        # sudo: who writes down the driving needs no right to the ledger.
        saved = self.sudo().filtered("id")
        lots = {record.id: record._driven_pickings().move_line_ids.lot_id.filtered("is_furniture") for record in saved}
        all_lots = self.env["stock.lot"].sudo().union(*lots.values())
        if not all_lots:
            return self.browse()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT entry.lot_id, step->>'trip'
                     FROM furniture_impact_entry entry, jsonb_array_elements(entry.legs) step
                    WHERE entry.lot_id = ANY(%s) AND jsonb_typeof(entry.legs) = 'array'""",
                all_lots.ids,
            )
        )
        trips = {}
        for lot_id, trip in rows:
            trips.setdefault(trip, set()).add(lot_id)
        return self.filtered(lambda record: record.id and trips.get(record.name, set()).intersection(lots[record.id].ids))
