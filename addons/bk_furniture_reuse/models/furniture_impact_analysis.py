from odoo import fields, models
from odoo.tools import SQL

from .furniture_impact_entry import DATA, DISPLACEMENTS, LINES
from .furniture_impact_event import EVENT_KINDS
from .furniture_impact_run import LEDGER, RESTATEMENT
from .furniture_impact_source_mixin import GRADES


class FurnitureImpactAnalysis(models.Model):
    """The entries of the reuse ledger for lists, pivots and graphs: the same figures under the same names, of the ledger or of a restatement.

    Masses and emissions in kg and kg CO2e, money in company currency without VAT; counter-entries have the opposite sign.
    """

    _name = "furniture.impact.analysis"
    _description = "Analysis of the reuse ledger"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "name"

    # Which ledger
    name = fields.Char("Number", readonly=True)
    run_id = fields.Many2one("furniture.impact.run", "Ledger", readonly=True)
    run_kind = fields.Selection(
        [(LEDGER, "Ledger"), (RESTATEMENT, "Restatement")], "Ledger or restatement", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection([("claim", "Entry"), ("counter", "Counter-entry")], readonly=True)
    piece_count = fields.Integer("Pieces", readonly=True)

    # What happened
    event_kind = fields.Selection(EVENT_KINDS, "Event kind", readonly=True)
    date = fields.Date(readonly=True)
    lot_id = fields.Many2one("stock.lot", "Piece", readonly=True)
    product_id = fields.Many2one("product.product", "Furniture model", readonly=True)
    categ_id = fields.Many2one("product.category", "Furniture type", readonly=True)
    kind_id = fields.Many2one("furniture.impact.kind", "Standard type", readonly=True)
    maker_id = fields.Many2one("furniture.maker", readonly=True)
    site_id = fields.Many2one("stock.location", readonly=True)
    building_id = fields.Many2one("stock.location", readonly=True)
    location_id = fields.Many2one("stock.location", "To", readonly=True)
    unit_id = fields.Many2one("furniture.unit", "For unit", readonly=True)
    requester_id = fields.Many2one("res.users", "Asked by", readonly=True)
    displacement = fields.Selection(DISPLACEMENTS, "Replaced a purchase", readonly=True)
    displacement_basis = fields.Selection(
        [("answer", "Answered"), ("rule", "By the rule")], "Answer from", readonly=True
    )
    edition_id = fields.Many2one("furniture.impact.edition", readonly=True)
    grade = fields.Selection(GRADES, readonly=True)
    report_line = fields.Selection(LINES, "Line of the report", readonly=True)
    factor_data = fields.Selection(DATA, "Factor from", readonly=True)
    mass_data = fields.Selection(DATA, "Weight from", readonly=True)
    price_data = fields.Selection(DATA, "Price from", readonly=True)

    # Emissions and weight
    mass = fields.Float("Weight (kg)", digits=(12, 0), readonly=True)
    gross = fields.Float("New production (kg CO2e)", digits=(12, 0), readonly=True)
    transport_kg = fields.Float("Transport (kg CO2e)", digits=(12, 0), readonly=True)
    refurb_kg = fields.Float("Refurbishment (kg CO2e)", digits=(12, 0), readonly=True)
    storage_kg = fields.Float("Storage (kg CO2e)", digits=(12, 0), readonly=True)
    process_kg = fields.Float("Emitted by reuse (kg CO2e)", digits=(12, 0), readonly=True)
    net_low = fields.Float("Avoided, low (kg CO2e)", digits=(12, 0), readonly=True)
    net = fields.Float("Avoided (kg CO2e)", digits=(12, 0), readonly=True)
    net_high = fields.Float("Avoided, high (kg CO2e)", digits=(12, 0), readonly=True)
    waste_diverted = fields.Float("Waste avoided (kg)", digits=(12, 0), readonly=True)

    # Money
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
    price_missing = fields.Integer("Prices missing", readonly=True)

    @property
    def _table_query(self):
        entries = self.env["furniture.impact.entry"]
        stored = {name for name, field in entries._fields.items() if field.store}
        own = [name for name, field in self._fields.items() if field.store and name in stored and name != "id"]
        return SQL(
            """SELECT e.id, r.kind AS run_kind, %s
                 FROM furniture_impact_entry e JOIN furniture_impact_run r ON r.id = e.run_id""",
            SQL(", ").join(SQL.identifier("e", name) for name in own),
        )

    def action_open_entry(self):
        """A click on a line opens the entry itself, with all that it was worked out from."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "furniture.impact.entry",
            "res_id": self.id,
            "views": [(False, "form")],
        }
