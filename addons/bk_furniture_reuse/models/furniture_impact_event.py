from odoo import api, fields, models

EVENT_KINDS = [
    ("internal", "Moved to a new use"),
    ("bought_used", "Bought used"),
    ("bought_new", "Bought new"),
    ("refurbished", "Refurbished and returned"),
    ("outside", "Given away or sold"),
]
WHY_NOT = [
    ("short", "Stayed less than 30 days"),
    ("temporary", "Temporary move"),
    ("claimed", "Another event of the same life claims it"),
    ("withdrawn", "Withdrawn"),
    ("new", "Bought new: no reuse"),
]
WAITING, COUNTED, NOT_COUNTED = "waiting", "counted", "not_counted"


class FurnitureImpactEvent(models.Model):
    """A fact: a piece was put to use in a new place, came back refurbished, or left for somebody else's use.

    Written by the system when it happens. Whether it counts is decided after it has lasted for 30 days, see ``furniture_impact_ledger.py``.
    """

    _name = "furniture.impact.event"
    _description = "Reuse event"
    _order = "date desc, id desc"
    _rec_name = "lot_id"

    lot_id = fields.Many2one("stock.lot", "Piece", required=True, readonly=True, ondelete="restrict", index=True)
    product_id = fields.Many2one(related="lot_id.product_id", string="Furniture model")
    kind = fields.Selection(EVENT_KINDS, required=True, readonly=True, index=True)
    date = fields.Datetime(required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="restrict")
    state = fields.Selection(
        [(WAITING, "Waits for 30 days"), (COUNTED, "Entered"), (NOT_COUNTED, "Does not count")],
        required=True,
        readonly=True,
        default=WAITING,
        index=True,
    )
    why_not = fields.Selection(WHY_NOT, "Why it does not count", readonly=True)
    left_on = fields.Datetime(
        "Moved on", readonly=True, help="When the piece left the building or fell out of use again."
    )
    refurbishments = fields.Integer(
        "Life", readonly=True, aggregator=None, help="How often the piece had been refurbished by then."
    )

    # Where and for whom
    from_location_id = fields.Many2one(
        "stock.location", "From", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    location_id = fields.Many2one("stock.location", "To", readonly=True, ondelete="restrict", index="btree_not_null")
    building_id = fields.Many2one("stock.location", readonly=True, ondelete="restrict", index="btree_not_null")
    site_id = fields.Many2one("stock.location", readonly=True, ondelete="restrict", index="btree_not_null")
    unit_id = fields.Many2one("furniture.unit", "For unit", readonly=True, ondelete="restrict", index="btree_not_null")
    requester_id = fields.Many2one("res.users", "Asked by", readonly=True, ondelete="restrict", index="btree_not_null")

    # What it came from
    move_line_id = fields.Many2one(
        "stock.move.line", "Stock move", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    picking_id = fields.Many2one(
        "stock.picking", "Transfer", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    reservation_id = fields.Many2one(
        "furniture.reservation", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    repair_id = fields.Many2one(
        "repair.order", "Refurbishment", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    end_line_id = fields.Many2one(
        "furniture.end.line", "End", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    withdrawn_reason = fields.Char(readonly=True)

    entry_ids = fields.One2many("furniture.impact.entry", "event_id", string="Entries", readonly=True)

    _once_per_move = models.UniqueIndex(
        "(move_line_id) WHERE move_line_id IS NOT NULL", "This move is an event already."
    )
    _once_per_repair = models.UniqueIndex(
        "(repair_id) WHERE repair_id IS NOT NULL AND kind = 'refurbished' AND move_line_id IS NULL",
        "This refurbishment is an event already.",
    )
    _once_per_end = models.UniqueIndex("(end_line_id) WHERE end_line_id IS NOT NULL", "This end is an event already.")
    _due_idx = models.Index("(date) WHERE state = 'waiting'")
    _open_idx = models.Index("(lot_id) WHERE left_on IS NULL")

    def _day(self):
        """The day of the event as people in Norway count days."""
        self.ensure_one()
        return fields.Datetime.context_timestamp(self.with_context(tz="Europe/Oslo"), self.date).date()

    def action_open_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_impact_entry_action")
        return {**action, "domain": [("event_id", "=", self.id)], "context": {}}

    @api.depends("lot_id.name", "kind", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for event in self:
            event.display_name = f"{event.lot_id.name} - {kinds.get(event.kind, '')}"
