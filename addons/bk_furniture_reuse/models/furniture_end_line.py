from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import ends as rules
from .furniture_end import IMPACT_MEANINGS, STATES

# What a person gives a line; the rest follows from the piece, the decision and its steps.
BY_HAND = frozenset(("end_id", "lot_id", "reason"))


class FurnitureEndLine(models.Model):
    """One piece of a decision: where it stood, what it weighed, what it brought. The database lets a piece have one end."""

    _name = "furniture.end.line"
    _description = "Piece that leaves"
    _order = "end_id, id"
    _rec_name = "lot_id"

    end_id = fields.Many2one("furniture.end", "Decision", required=True, ondelete="cascade", index=True)
    lot_id = fields.Many2one("stock.lot", "Piece", required=True, ondelete="restrict", index=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="draft", index=True)
    reason = fields.Char("Own reason", help="Only where it differs from that of the decision.")

    # The decision
    company_id = fields.Many2one(related="end_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(related="end_id.kind", store=True)
    fraction = fields.Selection(related="end_id.fraction", store=True)
    partner_id = fields.Many2one(related="end_id.partner_id", store=True, index="btree_not_null")
    decided_by_id = fields.Many2one(related="end_id.decided_by_id")
    done_on = fields.Datetime("Left on", readonly=True, index="btree_not_null")
    impact_meaning = fields.Selection(
        IMPACT_MEANINGS, compute="_compute_impact_meaning", store=True, string="For the impact report"
    )

    # The piece, as it was
    product_id = fields.Many2one("product.product", "Furniture model", readonly=True, index="btree_not_null")
    categ_id = fields.Many2one("product.category", "Furniture type", readonly=True, index="btree_not_null")
    location_id = fields.Many2one("stock.location", "Stood in", readonly=True, index="btree_not_null")
    building_id = fields.Many2one("stock.location", readonly=True, index="btree_not_null")
    owner_unit_id = fields.Many2one("furniture.unit", "Owner unit", readonly=True, index="btree_not_null")
    purpose = fields.Selection(related="lot_id.purpose")
    condition = fields.Selection(related="lot_id.condition")
    registered_weight = fields.Float("Registered weight (kg)", digits=(8, 2), readonly=True)

    # What it weighed and brought
    weight = fields.Float("Weight (kg)", digits=(8, 2), compute="_compute_figures", store=True)
    weight_source = fields.Selection(
        [
            ("weighbridge", "Share of what was weighed"),
            ("registered", "As registered"),
            ("unknown", "Not known"),
        ],
        compute="_compute_figures",
        store=True,
        string="Weight from",
    )
    price = fields.Monetary(currency_field="currency_id", compute="_compute_figures", store=True)

    # Stock
    move_line_id = fields.Many2one(
        "stock.move.line", "Stock move", readonly=True, ondelete="set null", index="btree_not_null", copy=False
    )

    # Taken back
    reversed_on = fields.Datetime(readonly=True, copy=False)
    reversed_by_id = fields.Many2one("res.users", "Reversed by", readonly=True, copy=False)
    reverse_reason = fields.Char("Why reversed", readonly=True, copy=False)
    was_done = fields.Boolean("Had left", readonly=True, copy=False, help="It had left, and came back.")

    _one_active_end_per_piece = models.UniqueIndex(
        "(lot_id) WHERE state != 'reversed'", "This piece is part of another end already."
    )

    @api.depends("kind", "state")
    def _compute_impact_meaning(self):
        for line in self:
            line.impact_meaning = rules.impact_of(line.kind, line.state) if line.kind else rules.NOTHING

    @api.depends(
        "state", "registered_weight", "end_id.kind", "end_id.weight", "end_id.price", "end_id.price_basis",
        "end_id.line_ids.registered_weight", "end_id.line_ids.state",
    )  # fmt: skip
    def _compute_figures(self):
        for end in self.end_id:
            lines = end.line_ids.filtered(lambda line: line.state != rules.REVERSED)
            weighed = end.kind == rules.RECYCLED and end.weight
            weights = rules.share(weighed, lines.mapped("registered_weight")) if weighed else []
            sold = end.kind == rules.SOLD
            prices = rules.share(end.price, [1] * len(lines)) if sold and end.price_basis == "total" else []
            for index, line in enumerate(lines):
                line.weight = weights[index] if weighed else line.registered_weight
                line.weight_source = "weighbridge" if weighed else "registered" if line.registered_weight else "unknown"
                line.price = prices[index] if prices else end.price if sold else 0
        for line in self.filtered(lambda line: line.state == rules.REVERSED or not line.end_id):
            line.weight = line.price = 0
            line.weight_source = "registered" if line.registered_weight else "unknown"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_by_hand(vals_list)
        ends = self.env["furniture.end"].browse({vals["end_id"] for vals in vals_list if vals.get("end_id")})
        self._check_proposals(ends)
        lots = self.env["stock.lot"].browse(vals["lot_id"] for vals in vals_list if vals.get("lot_id"))
        lots._check_may_get_end()
        by_id = {lot.id: lot for lot in lots}
        return super().create([{**vals, **self._prepare_piece_vals(by_id[vals["lot_id"]])} for vals in vals_list])

    def write(self, vals):
        self._check_by_hand([vals])
        if not self.env.su:
            self._check_proposals(self.end_id)
            if "lot_id" in vals or "end_id" in vals:
                raise UserError(self.env._("Remove the piece from the proposal, and add the other one."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_proposed(self):
        self._check_proposals(self.end_id)

    @api.model
    def _check_by_hand(self, vals_list):
        if not self.env.su and any(set(vals) & set(self._fields) - BY_HAND for vals in vals_list):
            raise AccessError(
                self.env._("What is written about a piece that leaves follows from the piece and the decision.")
            )

    @api.model
    def _check_proposals(self, ends):
        settled = ends.filtered(lambda end: end.line_ids and end.state != rules.DRAFT)
        if settled:
            raise UserError(
                self.env._("%s is decided: no piece is added or removed any more.", ", ".join(settled.mapped("name")))
            )

    @api.model
    def _prepare_piece_vals(self, lot):
        """What the line keeps of the piece, as it is when it is proposed."""
        return {
            "product_id": lot.product_id.id,
            "categ_id": lot.categ_id.id,
            "location_id": lot.location_id.id,
            "building_id": lot.building_id.id,
            "owner_unit_id": lot.owner_unit_id.id,
            "registered_weight": lot.weight,
        }

    def action_open_end(self):
        """A click on a line opens its decision."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_end_action")
        return {**action, "res_id": self.end_id.id, "views": [(False, "form")], "view_mode": "form", "context": {}}
