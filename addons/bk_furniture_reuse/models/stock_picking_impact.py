from odoo import fields, models


class StockPicking(models.Model):
    """A transfer and the reuse ledger: whether it replaced a purchase, and what driving it took."""

    _name = "stock.picking"
    _inherit = ["stock.picking", "furniture.displacement.mixin", "furniture.driving.mixin"]
    _impact_source = "picking_id"

    drive_km = fields.Float(
        "Kilometres driven", digits=(8, 1), copy=False, help="From the driver's log; shared by the pieces by weight."
    )
    fuel_litres = fields.Float("Fuel (litres)", digits=(8, 2), copy=False)
    transport_cost = fields.Monetary("Cost of transport", currency_field="transport_currency_id", copy=False)
    transport_voucher = fields.Char("Voucher", copy=False, help="Number of the invoice.")
    transport_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of the transport")
    impact_event_ids = fields.One2many("furniture.impact.event", "picking_id", string="Reuse events", readonly=True)

    _driving_not_negative = models.Constraint(
        "CHECK(coalesce(drive_km, 0) >= 0 AND coalesce(fuel_litres, 0) >= 0 AND coalesce(transport_cost, 0) >= 0)",
        "Kilometres, fuel and cost cannot be negative.",
    )
