from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ..tools import ends as rules
from .stock_lot_end import END_KINDS

STATES = [("draft", "Proposed"), ("decided", "Decided"), ("done", "Carried out"), ("reversed", "Reversed")]
FRACTIONS = [
    ("wood", "Wood"),
    ("metal", "Metal"),
    ("plastic", "Plastic"),
    ("textile", "Textile and upholstery"),
    ("glass", "Glass"),
    ("electrical", "Electrical waste"),
    ("hazardous", "Hazardous waste"),
    ("mixed", "Mixed waste"),
]
IMPACT_MEANINGS = [
    ("material", "Material recovered; no reuse is claimed"),
    ("reuse_outside", "Reused outside the organisation; may be claimed once per piece"),
    ("nothing", "Nothing is claimed"),
]
# What comes in after the pieces have left: the weighbridge note, mostly.
AFTERWARDS = frozenset(("weight", "weighbridge_note", "weighbridge_file", "weighbridge_filename", "fraction"))
# What the steps write, and nobody by hand.
BY_STEPS = frozenset(
    ("name", "company_id", "proposed_by_id", "decided_by_id", "decided_on", "done_by_id", "done_on", "picking_ids")
)


class FurnitureEnd(models.Model):
    """One decision that pieces leave for good: recycled, given away, sold or lost. Who decided, why, and what became of it.

    The steps are those of ``tools/ends.py``; ``furniture_end_steps.py`` takes them. Weights in kg, prices in company currency
    without VAT.
    """

    _name = "furniture.end"
    _description = "End of furniture"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char("Number", required=True, readonly=True, copy=False, default=lambda self: self.env._("New"))
    kind = fields.Selection(END_KINDS, "What happens", required=True, default="recycled", tracking=True, index=True)
    state = fields.Selection(STATES, compute="_compute_state", store=True, tracking=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_ids = fields.One2many("furniture.end.line", "end_id", string="Pieces", copy=False)
    line_count = fields.Integer("Number of pieces", compute="_compute_state", store=True)

    # Who and why
    reason = fields.Text(tracking=True, help="Why these pieces leave. The auditor reads it.")
    proposed_by_id = fields.Many2one("res.users", "Proposed by", readonly=True, default=lambda self: self.env.user)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", "Carried out by", readonly=True, copy=False)
    done_on = fields.Datetime("Carried out on", readonly=True, copy=False)

    # Recycling
    fraction = fields.Selection(FRACTIONS, tracking=True)
    weight = fields.Float(
        "Weighed (kg)", digits=(10, 1), tracking=True, help="What the weighbridge says for all pieces together."
    )
    weighbridge_note = fields.Char("Weighbridge note", help="The number on the note.", tracking=True)
    weighbridge_file = fields.Binary("Note as a file", attachment=True, copy=False)
    weighbridge_filename = fields.Char()
    line_weight = fields.Float("Weight (kg)", digits=(10, 1), compute="_compute_totals", store=True)

    # Gift and sale
    partner_id = fields.Many2one("res.partner", "Receiver", index="btree_not_null", tracking=True)
    price_basis = fields.Selection(
        [("total", "For all together"), ("piece", "For each piece")], default="total", required=True
    )
    price = fields.Monetary("Price without VAT", currency_field="currency_id", tracking=True)
    price_total = fields.Monetary("Total price", currency_field="currency_id", compute="_compute_totals", store=True)
    picking_ids = fields.One2many("stock.picking", "furniture_end_id", string="Transfers", readonly=True)
    picking_count = fields.Integer(compute="_compute_picking_count")

    impact_meaning = fields.Selection(
        IMPACT_MEANINGS, compute="_compute_impact_meaning", string="For the impact report"
    )
    may_decide = fields.Boolean(compute="_compute_may_decide")

    _figures_not_negative = models.Constraint(
        "CHECK(coalesce(weight, 0) >= 0 AND coalesce(price, 0) >= 0)", "A weight or price cannot be negative."
    )

    @api.depends("line_ids.state")
    def _compute_state(self):
        for end in self:
            states = end.line_ids.mapped("state")
            end.state = rules.state_of(states)
            end.line_count = len(states)

    @api.depends("line_ids.weight", "line_ids.price")
    def _compute_totals(self):
        for end in self:
            end.line_weight = sum(end.line_ids.mapped("weight"))
            end.price_total = sum(end.line_ids.mapped("price"))

    @api.depends("picking_ids")
    def _compute_picking_count(self):
        for end in self:
            end.picking_count = len(end.picking_ids)

    @api.depends("kind")
    def _compute_impact_meaning(self):
        for end in self:
            end.impact_meaning = rules.IMPACT.get(end.kind)

    @api.depends("kind", "state")
    @api.depends_context("uid")
    def _compute_may_decide(self):
        roles = self.env["stock.lot"]._purpose_roles()
        for end in self:
            end.may_decide = bool(end.kind) and rules.has_role(roles, rules.DECIDERS[end.kind])

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(not BY_STEPS.isdisjoint(vals) for vals in vals_list):
            raise AccessError(self.env._("Who decided and when is written by the steps themselves."))
        for vals in vals_list:
            # sudo: whoever may propose an end takes its number.
            vals["name"] = self.env["ir.sequence"].sudo().next_by_code("furniture.end")
        return super().create(vals_list)

    def write(self, vals):
        self._check_may_change(vals)
        return super().write(vals)

    def _check_may_change(self, vals):
        """A proposal may be changed by those who work with furniture. What is decided stands, but for what comes in afterwards."""
        if self.env.su:
            return
        written = {name for name in vals if name in self._fields and not name.startswith(("message_", "activity_"))}
        if written & BY_STEPS:
            raise AccessError(self.env._("Who decided and when is written by the steps themselves."))
        settled = self.filtered(lambda end: end.state != rules.DRAFT)
        if not settled:
            return
        if not written <= AFTERWARDS or rules.REVERSED in settled.mapped("state"):
            raise UserError(
                self.env._(
                    "%s is decided and stays as it is. Take it back with a reason, and make a new one.",
                    format_list(self.env, settled.mapped("name")),
                )
            )
        if not rules.has_role(self.env["stock.lot"]._purpose_roles(), rules.COORDINATOR):
            raise AccessError(self.env._("Weights and notes of decided ends are kept by the reuse coordinator."))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_proposals(self):
        kept = self.filtered(lambda end: end.state != rules.DRAFT)
        if kept:
            raise UserError(
                self.env._(
                    "%s is decided, and a decision is kept. Reverse it with a reason instead.",
                    format_list(self.env, kept.mapped("name")),
                )
            )

    def _impact_lines(self):
        """The lines that the impact ledger may look at: each piece's carried-out end, once; see ``impact_meaning``."""
        return self.line_ids.filtered(lambda line: line.state == rules.DONE)

    def action_open_pieces(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        return {**action, "domain": [("id", "in", self.line_ids.lot_id.ids)], "context": {}}

    def action_open_pickings(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("stock.action_picking_tree_all")
        return {**action, "domain": [("furniture_end_id", "in", self.ids)], "context": {}}
