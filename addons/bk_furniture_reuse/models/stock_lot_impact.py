from odoo import fields, models

from .product_template import STAFF


class StockLot(models.Model):
    """What the reuse ledger asks of a piece beyond its register: how we got it, and how long it will last."""

    _inherit = "stock.lot"

    acquired_as = fields.Selection(
        [("own", "Our own from before"), ("used", "Bought used"), ("new", "Bought new")],
        "Came to us as",
        index="btree_not_null",
        tracking=True,
        help="A piece that was bought used counts as reuse when it is first put to use; one that was bought new does not.",
    )
    remaining_years = fields.Float(
        "Will last (years)",
        digits=(4, 1),
        aggregator=None,
        groups=STAFF,
        help="Assessed by a person who has seen it. 0: not assessed, the condition decides.",
    )
    used_building_id = fields.Many2one(
        "stock.location", "Was last in use in", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    impact_event_ids = fields.One2many("furniture.impact.event", "lot_id", string="Reuse events", readonly=True)
    impact_entry_ids = fields.One2many("furniture.impact.entry", "lot_id", string="Reuse ledger", readonly=True)

    def _impact_scope(self):
        """What the factor of a piece is looked up by: model, maker, furniture type, standard type."""
        self.ensure_one()
        return self.product_id.product_tmpl_id, self.maker_id, self.categ_id, self.categ_id.impact_kind_id

    _remaining_years_plausible = models.Constraint(
        "CHECK(coalesce(remaining_years, 0) BETWEEN 0 AND 100)", "Write how many years the piece will last: 0 to 100."
    )
