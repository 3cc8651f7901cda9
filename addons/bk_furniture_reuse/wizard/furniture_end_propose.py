from odoo import Command, api, fields, models

from ..models.furniture_end import FRACTIONS
from ..models.stock_lot_end import END_KINDS
from ..tools import ends as rules

COPIED = ("kind", "reason", "fraction", "weight", "weighbridge_note", "price_basis", "price")


class FurnitureEndPropose(models.TransientModel):
    """Propose, decide or carry out in one go how the chosen pieces leave for good."""

    _name = "furniture.end.propose"
    _description = "End of furniture"

    lot_ids = fields.Many2many("stock.lot", string="Pieces", required=True)
    kind = fields.Selection(END_KINDS, "What happens", required=True, default="recycled")
    reason = fields.Text(required=True)
    fraction = fields.Selection(FRACTIONS)
    weight = fields.Float("Weighed (kg)", digits=(10, 1))
    weighbridge_note = fields.Char("Weighbridge note")
    partner_id = fields.Many2one("res.partner", "Receiver")
    price_basis = fields.Selection(
        [("total", "For all together"), ("piece", "For each piece")], default="total", required=True
    )
    price = fields.Monetary("Price without VAT", currency_field="currency_id")
    currency_id = fields.Many2one("res.currency", default=lambda self: self.env.company.currency_id)
    may_decide = fields.Boolean(compute="_compute_may_decide")

    @api.depends("kind")
    def _compute_may_decide(self):
        roles = self.env["stock.lot"]._purpose_roles()
        for wizard in self:
            wizard.may_decide = bool(wizard.kind) and rules.has_role(roles, rules.DECIDERS[wizard.kind])

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "stock.lot" and "lot_ids" in fields:
            values["lot_ids"] = [Command.set(self.env.context.get("active_ids", []))]
        return values

    def action_propose(self):
        return self._open(self._create_end())

    def action_decide(self):
        end = self._create_end()
        end._decide()
        return self._open(end)

    def action_carry_out(self):
        end = self._create_end()
        end._decide()
        end._carry_out()
        return self._open(end)

    def _create_end(self):
        self.ensure_one()
        return self.env["furniture.end"].create(
            {
                **{name: self[name] for name in COPIED},
                "partner_id": self.partner_id.id,
                "line_ids": [Command.create({"lot_id": lot.id}) for lot in self.lot_ids],
            }
        )

    def _open(self, end):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_end_action")
        return {**action, "res_id": end.id, "views": [(False, "form")], "view_mode": "form", "context": {}}
