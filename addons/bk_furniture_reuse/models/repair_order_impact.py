from odoo import models


class RepairOrder(models.Model):
    """A refurbishment and the reuse ledger: whether it replaced a purchase."""

    _name = "repair.order"
    _inherit = ["repair.order", "furniture.displacement.mixin"]
    _impact_source = "repair_id"
