from odoo import fields, models

from ..tools import ends as rules


class FurnitureEnd(models.Model):
    """What would have become of the pieces otherwise."""

    _inherit = "furniture.end"

    otherwise_discarded = fields.Boolean(
        "Would have been thrown away",
        tracking=True,
        help="Without this receiver, the furniture would have become waste now.",
    )


class FurnitureEndLine(models.Model):
    """Furniture that somebody else uses on is a reuse event, on a line of its own; taken back, the event is withdrawn."""

    _inherit = "furniture.end.line"

    def _carry_out(self):
        result = super()._carry_out()
        # sudo: what happened is noted by the system, whoever carries the end out.
        self.env["furniture.impact.event"].sudo()._note_ends(self.sudo())
        return result

    def _reverse(self, reason, place=None):
        result = super()._reverse(reason, place=place)
        # sudo: as above
        events = self.env["furniture.impact.event"].sudo().search([("end_line_id", "in", self.ids)])
        if events:
            events._withdraw(reason)
        self.lot_id._resume_stay()
        return result


class FurnitureImpactEvent(models.Model):
    """What an end means for the reuse ledger."""

    _inherit = "furniture.impact.event"

    def _note_ends(self, lines):
        """Note which pieces others use on from now, and that every stay of the pieces has ended."""
        if not lines:
            return self.browse()
        left = self.search([("lot_id", "in", lines.lot_id.ids), ("left_on", "=", False)])
        left.write({"left_on": fields.Datetime.now()})
        given = lines.filtered(lambda line: line.impact_meaning == rules.REUSE_OUTSIDE)
        lives = given.lot_id._refurbishments_so_far()
        return self.create(
            [
                {
                    "lot_id": line.lot_id.id,
                    "kind": "outside",
                    "date": line.done_on,
                    "company_id": line.company_id.id,
                    "refurbishments": lives.get(line.lot_id, 0),
                    "from_location_id": line.location_id.id,
                    "building_id": line.building_id.id,
                    "site_id": line.building_id.site_id.id,
                    "unit_id": line.owner_unit_id.id,
                    "move_line_id": line.move_line_id.id,
                    "picking_id": line.move_line_id.picking_id.id,
                    "end_line_id": line.id,
                }
                for line in given
            ]
        )
