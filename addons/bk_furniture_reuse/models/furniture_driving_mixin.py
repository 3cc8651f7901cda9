from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

DRIVING = frozenset(("drive_km", "fuel_litres", "transport_cost", "transport_voucher"))


class FurnitureDrivingMixin(models.AbstractModel):
    """What driving took, noted on a transfer or load. Once entries of the reuse ledger rest on it, only a coordinator changes it."""

    _name = "furniture.driving.mixin"
    _description = "What driving furniture took"

    driving_locked = fields.Boolean(compute="_compute_driving")
    driving_hint = fields.Char("Driving and the ledger", compute="_compute_driving")

    @api.depends_context("uid", "lang")
    @api.depends(*sorted(DRIVING))
    def _compute_driving(self):
        passed, entered = self._in_entries()
        may_change = self._may_change_driving()
        for record in self:
            record.driving_locked = record in entered and not may_change
            record.driving_hint = record._driving_words(record in passed, record in entered)

    def _driving_words(self, passed, entered):
        """What somebody who writes the driving must know; see ``_in_entries``."""
        if entered:
            return self.env._(
                "Entries of the reuse ledger are counted with this driving and keep it. To use a changed figure, correct the entries."
            )
        if passed and (self.drive_km or self.fuel_litres or self.transport_cost):
            return self.env._(
                "Entries of the reuse ledger were made before this driving was noted. To count it, correct the entries."
            )
        return False

    def write(self, vals):
        if DRIVING.intersection(vals) and not self._may_change_driving():
            _passed, entered = self._in_entries()
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
        """The transfers of the drive: a load's, or the transfer itself."""
        return self if self._name == "stock.picking" else self.picking_ids

    def _in_entries(self):
        """(those of these that were a step of an entry, those of them whose own figures the entry is counted with).

        Entries name the drive of each step, and say where what is known of it is from.
        """
        # sudo: who writes down the driving needs no right to the ledger.
        saved = self.sudo().filtered("id")
        lots = {record.id: record._driven_pickings().move_line_ids.lot_id.filtered("is_furniture") for record in saved}
        all_lots = self.env["stock.lot"].sudo().union(*lots.values())
        if not all_lots:
            return self.browse(), self.browse()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT entry.lot_id, step->>'trip',
                          step ? 'litres' OR step ? 'cost' OR coalesce(step->>'km_source' = step->>'trip', FALSE)
                     FROM furniture_impact_entry entry, jsonb_array_elements(entry.legs) step
                    WHERE entry.lot_id = ANY(%s) AND jsonb_typeof(entry.legs) = 'array'""",
                all_lots.ids,
            )
        )
        trips = {False: {}, True: {}}
        for lot_id, trip, with_figures in rows:
            trips[with_figures].setdefault(trip, set()).add(lot_id)
        entered = self.filtered(
            lambda record: record.id and trips[True].get(record.name, set()).intersection(lots[record.id].ids)
        )
        passed = self.filtered(
            lambda record: record.id and trips[False].get(record.name, set()).intersection(lots[record.id].ids)
        )
        return entered | passed, entered
