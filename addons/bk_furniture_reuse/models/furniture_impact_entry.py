from odoo import fields, models

from .furniture_impact_event import EVENT_KINDS
from .furniture_impact_factor import BOUNDARIES
from .furniture_impact_source_mixin import GRADES

DISPLACEMENTS = [
    ("purchase_cancelled", "Need documented, and an order or requisition cancelled"),
    ("need_stated", "Ordered for a need that the unit has stated"),
    ("project_new", "Moved along; buying new was the documented alternative"),
    ("moved_along", "Moved along; no alternative documented"),
    ("outside", "Given away or sold to others"),
]
DATA = [("measured", "Measured or declared"), ("typical", "Typical for the type"), ("none", "No data")]
LINES = [
    ("own", "Own reuse"),
    ("outside", "Reuse by others"),
    ("proxy", "Rough estimate, not in the total"),
    ("none", "Not quantified"),
]


class FurnitureImpactEntry(models.Model):
    """What one reuse event saved, frozen: the factor, the answer, the inputs and the result as they were when it was entered.

    An entry is never changed and never deleted, by nobody: the database refuses it (``furniture_impact_entry_guard.py``). What is wrong is set
    right by a counter-entry, which has the same figures with the opposite sign, and by a new entry; so plain sums are always right.

    Masses and emissions in kg and kg CO2e, money in company currency without VAT. Sources of method and figures: the edition.
    """

    _name = "furniture.impact.entry"
    _description = "Entry of the reuse ledger"
    _order = "date desc, id desc"

    name = fields.Char("Number", required=True, readonly=True)
    run_id = fields.Many2one(
        "furniture.impact.run", "Ledger", required=True, readonly=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict", index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("claim", "Entry"), ("counter", "Counter-entry")], required=True, readonly=True, default="claim"
    )
    counters_id = fields.Many2one("furniture.impact.entry", readonly=True, ondelete="restrict", index="btree_not_null")
    counter_ids = fields.One2many("furniture.impact.entry", "counters_id", string="Countered by", readonly=True)
    reason = fields.Char(readonly=True)
    user_id = fields.Many2one(
        "res.users", "Entered by", required=True, readonly=True, ondelete="restrict", default=lambda self: self.env.user
    )
    piece_count = fields.Integer("Pieces", required=True, readonly=True, default=1)

    # What happened
    event_id = fields.Many2one("furniture.impact.event", required=True, readonly=True, ondelete="restrict", index=True)
    event_kind = fields.Selection(EVENT_KINDS, "Event kind", required=True, readonly=True)
    date = fields.Date(required=True, readonly=True, index=True)
    lot_id = fields.Many2one("stock.lot", "Piece", required=True, readonly=True, ondelete="restrict")
    life = fields.Integer(
        required=True, readonly=True, aggregator=None, help="0 until the first refurbishment, then 1, and so on."
    )
    revision = fields.Integer(
        required=True,
        readonly=True,
        default=0,
        aggregator=None,
        help="Counted by the database: how often this life was countered before.",
    )
    product_id = fields.Many2one(
        "product.product", "Furniture model", required=True, readonly=True, ondelete="restrict"
    )
    product_tmpl_id = fields.Many2one("product.template", readonly=True, ondelete="restrict")
    categ_id = fields.Many2one("product.category", "Furniture type", readonly=True, ondelete="restrict")
    kind_id = fields.Many2one("furniture.impact.kind", "Standard type", readonly=True, ondelete="restrict")
    maker_id = fields.Many2one("furniture.maker", readonly=True, ondelete="restrict")
    from_location_id = fields.Many2one("stock.location", "From", readonly=True, ondelete="restrict")
    location_id = fields.Many2one("stock.location", "To", readonly=True, ondelete="restrict")
    site_id = fields.Many2one("stock.location", readonly=True, ondelete="restrict")
    building_id = fields.Many2one("stock.location", readonly=True, ondelete="restrict", index="btree_not_null")
    unit_id = fields.Many2one("furniture.unit", "For unit", readonly=True, ondelete="restrict", index="btree_not_null")
    requester_id = fields.Many2one("res.users", "Asked by", readonly=True, ondelete="restrict", index="btree_not_null")
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

    # The factor, as it was
    edition_id = fields.Many2one("furniture.impact.edition", readonly=True, ondelete="restrict", index="btree_not_null")
    factor_id = fields.Many2one("furniture.impact.factor", readonly=True, ondelete="restrict", index="btree_not_null")
    factor_low = fields.Float("Factor, low", digits=(12, 3), readonly=True, aggregator=None)
    factor_default = fields.Float("Factor, default", digits=(12, 3), readonly=True, aggregator=None)
    factor_high = fields.Float("Factor, high", digits=(12, 3), readonly=True, aggregator=None)
    factor_per_kg = fields.Boolean("Factor per kg", readonly=True)
    grade = fields.Selection(GRADES, readonly=True)
    boundary = fields.Selection(BOUNDARIES, readonly=True)
    factor_source = fields.Char("Source of the factor", readonly=True)

    # Did it replace a purchase, and for how long
    displacement = fields.Selection(DISPLACEMENTS, "Replaced a purchase", readonly=True)
    displacement_basis = fields.Selection(
        [("answer", "Answered"), ("rule", "By the rule")], "Answer from", readonly=True
    )
    displacement_evidence = fields.Char("Evidence", readonly=True)
    d_low = fields.Float("Replaces, low", digits=(6, 4), readonly=True, aggregator=None)
    d_default = fields.Float("Replaces", digits=(6, 4), readonly=True, aggregator=None)
    d_high = fields.Float("Replaces, high", digits=(6, 4), readonly=True, aggregator=None)
    life_new = fields.Float("Lifetime when new (years)", digits=(6, 2), readonly=True, aggregator=None)
    life_left = fields.Float(
        "Years left", digits=(6, 2), readonly=True, aggregator=None, help="What the piece had left at the event."
    )
    life_years = fields.Float(
        "Years claimed",
        digits=(6, 2),
        readonly=True,
        aggregator=None,
        help="Years left, without those that an earlier entry covers.",
    )
    life_basis = fields.Selection(
        [
            ("assessed", "Assessed by a person"),
            ("condition", "By condition"),
            ("year", "By year made"),
            ("unknown", "Not known"),
        ],
        "Years left from",
        readonly=True,
    )
    life_ratio = fields.Float("Share of a lifetime", digits=(6, 4), readonly=True, aggregator=None)

    # Result
    mass = fields.Float("Weight (kg)", digits=(12, 2), readonly=True)
    gross = fields.Float("New production (kg CO2e)", digits=(12, 3), readonly=True)
    transport_kg = fields.Float("Transport (kg CO2e)", digits=(12, 3), readonly=True)
    refurb_kg = fields.Float("Refurbishment (kg CO2e)", digits=(12, 3), readonly=True)
    storage_kg = fields.Float("Storage (kg CO2e)", digits=(12, 3), readonly=True)
    process_kg = fields.Float("Emitted by reuse (kg CO2e)", digits=(12, 3), readonly=True)
    net_low = fields.Float("Avoided, low (kg CO2e)", digits=(12, 3), readonly=True)
    net = fields.Float("Avoided (kg CO2e)", digits=(12, 3), readonly=True)
    net_high = fields.Float("Avoided, high (kg CO2e)", digits=(12, 3), readonly=True)
    report_line = fields.Selection(LINES, "Line of the report", required=True, readonly=True)
    waste_diverted = fields.Float("Waste avoided (kg)", digits=(12, 2), readonly=True)
    otherwise_discarded = fields.Boolean("Would have been thrown away", readonly=True)
    legs = fields.Json("Transport, storage and refurbishment", readonly=True)

    # Money
    price_new = fields.Monetary("Price when new", readonly=True, aggregator=None)
    price_source = fields.Char("Source of the price", readonly=True)
    avoided_purchase = fields.Monetary("Purchase avoided, gross", readonly=True)
    used_price = fields.Monetary("Paid for it used", readonly=True)
    refurb_cost = fields.Monetary("Cost of refurbishment", readonly=True)
    transport_cost = fields.Monetary("Cost of transport", readonly=True)
    storage_cost = fields.Monetary("Cost of storage", readonly=True)
    labour_cost = fields.Monetary("Cost of labour", readonly=True)
    cost = fields.Monetary("Costs", readonly=True)
    avoided_disposal = fields.Monetary("Disposal avoided", readonly=True)
    income = fields.Monetary("Sold for", readonly=True)
    net_saving = fields.Monetary("Saved, net", readonly=True)
    cost_sources = fields.Json("Sources of the costs", readonly=True)

    # How good the data is
    factor_data = fields.Selection(DATA, "Factor from", required=True, readonly=True)
    mass_data = fields.Selection(DATA, "Weight from", required=True, readonly=True)
    price_data = fields.Selection(DATA, "Price from", required=True, readonly=True)
    price_missing = fields.Integer("Prices missing", readonly=True)
    missing = fields.Char("Not known", readonly=True)
    software = fields.Char(readonly=True)
    input_hash = fields.Char("Fingerprint of the inputs", readonly=True)

    _counter_says_what = models.Constraint(
        """CHECK((kind = 'counter') = (counters_id IS NOT NULL) AND (kind = 'claim' OR btrim(coalesce(reason, '')) != '')
             AND piece_count = CASE kind WHEN 'claim' THEN 1 ELSE -1 END)""",
        "A counter-entry names the entry that it counters, and why.",
    )
    _claimed_once = models.UniqueIndex(
        "(run_id, lot_id, life, revision) WHERE kind = 'claim'", "The reuse of this piece is claimed already."
    )
    _countered_once = models.UniqueIndex(
        "(counters_id) WHERE counters_id IS NOT NULL", "This entry is countered already."
    )
    _counters_of_life = models.Index("(run_id, lot_id, life) WHERE kind = 'counter'")
    _name_uniq = models.UniqueIndex("(name)", "This number is taken.")
    # The list in its order, and the dashboard's first question.
    _date_id_idx = models.Index("(date DESC, id DESC)")
    _run_date_idx = models.Index("(run_id, date DESC, id DESC)")
    _lot_idx = models.Index("(lot_id)")
    _life_not_negative = models.Constraint("CHECK(life >= 0 AND revision >= 0)", "Lives are counted from 0.")
