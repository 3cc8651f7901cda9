from odoo import fields, models


class StockPickingBatch(models.Model):
    """What driving a load took: for all its transfers together, shared by the pieces by weight."""

    _name = "stock.picking.batch"
    _inherit = ["stock.picking.batch", "furniture.driving.mixin"]

    drive_km = fields.Float("Kilometres driven", digits=(8, 1), copy=False)
    fuel_litres = fields.Float("Fuel (litres)", digits=(8, 2), copy=False)
    transport_cost = fields.Monetary("Cost of transport", currency_field="transport_currency_id", copy=False)
    transport_voucher = fields.Char("Voucher", copy=False, help="Number of the invoice.")
    transport_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of the transport")

    _driving_not_negative = models.Constraint(
        "CHECK(coalesce(drive_km, 0) >= 0 AND coalesce(fuel_litres, 0) >= 0 AND coalesce(transport_cost, 0) >= 0)",
        "Kilometres, fuel and cost cannot be negative.",
    )
