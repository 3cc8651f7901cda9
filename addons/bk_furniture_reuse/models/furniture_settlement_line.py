from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import settlement as rules
from .furniture_unit_settlement import PRICE_RULES


class FurnitureSettlementLine(models.Model):
    """What one unit owes another for one piece that changed hands, as it was priced on that day.

    Written when the transfer is done, never edited: a mistake is set right by a counter-line and, where needed, a corrected line.
    The database lets a transfer be claimed once, and a line be corrected once.
    """

    _name = "furniture.settlement.line"
    _description = "Settlement between units"
    _order = "date desc, id desc"
    _rec_name = "lot_id"

    date = fields.Date(required=True, index=True)
    kind = fields.Selection(
        [("transfer", "Transfer"), ("counter", "Counter-line"), ("corrected", "Corrected line")],
        required=True,
        default="transfer",
    )
    lot_id = fields.Many2one("stock.lot", "Piece", required=True, ondelete="restrict", index=True)
    product_id = fields.Many2one("product.product", "Furniture model", required=True, ondelete="restrict", index=True)
    from_unit_id = fields.Many2one("furniture.unit", required=True, ondelete="restrict", index=True)
    to_unit_id = fields.Many2one("furniture.unit", required=True, ondelete="restrict", index=True)
    price_rule = fields.Selection(PRICE_RULES, required=True)
    percent = fields.Float("Share (%)", digits=(5, 2), aggregator=None)
    built_on = fields.Monetary("Price or cost", aggregator=None, help="The amount that the price builds on.")
    amount = fields.Monetary(help="Without VAT. Counts for nothing while the price is missing.")
    missing = fields.Boolean("Price missing", index=True, help="The rule builds on a price that is not registered.")
    missing_count = fields.Integer("Missing prices", compute="_compute_missing_count", store=True)
    basis = fields.Char(compute="_compute_basis")
    currency_id = fields.Many2one(related="company_id.currency_id")
    company_id = fields.Many2one("res.company", required=True, index=True)
    move_line_id = fields.Many2one("stock.move.line", "Transfer line", required=True, ondelete="restrict", index=True)
    picking_id = fields.Many2one("stock.picking", "Transfer", ondelete="restrict", index="btree_not_null")
    reservation_id = fields.Many2one("furniture.reservation", ondelete="restrict", index="btree_not_null")
    corrects_id = fields.Many2one("furniture.settlement.line", ondelete="restrict", index="btree_not_null")
    correction_ids = fields.One2many("furniture.settlement.line", "corrects_id", string="Corrections")
    is_corrected = fields.Boolean(compute="_compute_is_corrected", search="_search_is_corrected")
    reason = fields.Char()
    user_id = fields.Many2one("res.users", "By", required=True, default=lambda self: self.env.user)

    _claimed_once = models.UniqueIndex("(move_line_id) WHERE kind = 'transfer'", "This transfer is settled already.")
    _corrected_once = models.UniqueIndex(
        "(corrects_id, kind) WHERE corrects_id IS NOT NULL", "This line is corrected already. Correct the newest line."
    )
    _correction_has_reason = models.Constraint(
        "CHECK((kind = 'transfer') = (corrects_id IS NULL) AND (kind = 'transfer' OR btrim(reason) != ''))",
        "A correction names the line that it corrects, and why.",
    )
    _missing_is_not_zero = models.Constraint(
        "CHECK(NOT missing OR amount = 0)", "A line whose price is missing has no amount."
    )

    @api.depends("missing", "kind")
    def _compute_missing_count(self):
        for line in self:
            line.missing_count = (-1 if line.kind == "counter" else 1) if line.missing else 0

    @api.depends("price_rule", "percent", "built_on", "missing", "kind")
    def _compute_basis(self):
        for line in self:
            line.basis = line._basis_text()

    @api.depends("correction_ids")
    def _compute_is_corrected(self):
        for line in self:
            line.is_corrected = bool(line.correction_ids)

    def _search_is_corrected(self, operator, value):
        return [("correction_ids", "!=", False)] if operator == "in" else NotImplemented

    def _basis_text(self):
        """What the amount builds on, in the reader's words."""
        if self.kind == "corrected":
            return self.env._("Corrected by hand")
        if self.price_rule == rules.NO_PRICE:
            return self.env._("No price between these units")
        if self.price_rule == rules.COST:
            return self.env._("Cost is not registered") if self.missing else self.env._("Cost")
        if self.missing:
            return self.env._("%s %% of the price when new, which is not registered", f"{self.percent:g}")
        return self.env._("%(percent)s %% of %(price)s NOK", percent=f"{self.percent:g}", price=f"{self.built_on:.0f}")

    # Making lines

    @api.model
    def _settle(self, handed_over):
        """Lines for pieces that have changed hands.

        :param handed_over: list of (stock move line done, owner unit before, receiving unit, reservation)
        """
        today = fields.Date.context_today(self)
        return self.create(
            [
                self._prepare_line_vals(line, owner, unit, reservation, today)
                for line, owner, unit, reservation in handed_over
            ]
        )

    @api.model
    def _prepare_line_vals(self, line, owner, unit, reservation, date):
        lot, company = line.lot_id, line.company_id
        default = rules.Rule(company.furniture_price_rule, company.furniture_price_percent)
        rule = rules.choose_rule(owner.price_rule and rules.Rule(owner.price_rule, owner.price_percent), default)
        price = rules.price(rule, lot.price_new, lot.cost)
        return {
            "date": date,
            "lot_id": lot.id,
            "product_id": lot.product_id.id,
            "from_unit_id": owner.id,
            "to_unit_id": unit.id,
            "price_rule": rule.kind,
            "percent": rule.percent if rule.kind == rules.PERCENT else 0,
            "built_on": price.built_on,
            "amount": price.amount or 0,
            "missing": price.missing,
            "company_id": company.id,
            "move_line_id": line.id,
            "picking_id": line.picking_id.id,
            "reservation_id": reservation.id,
            "user_id": self.env.uid,
        }

    def _correct(self, reason, amount=None):
        """Set these lines right: a counter-line for each, and with ``amount`` a corrected line. Coordinators only.

        :raise UserError: without a reason, or for a line that is corrected already or is itself a counter-line
        """
        if not self.env.user.has_group("bk_furniture_reuse.group_coordinator") and not self.env.su:
            raise AccessError(self.env._("The reuse coordinator corrects the settlement. Ask them."))
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(self.env._("Write why the line is wrong."))
        if amount is not None and amount < 0:
            raise UserError(self.env._("An amount cannot be negative."))
        wrong = self.filtered(lambda line: line.kind == "counter" or line.is_corrected)
        if wrong:
            raise UserError(
                self.env._(
                    "%s: corrected already, or a counter-line. Correct the newest line of the piece.",
                    ", ".join(wrong[:5].lot_id.mapped("name")),
                )
            )
        lines = self.sudo()  # sudo: lines are the system's; who may correct is asked above
        vals_list = []
        for line in lines:
            common = {
                "date": fields.Date.context_today(self),
                "corrects_id": line.id,
                "reason": reason.strip(),
                "user_id": self.env.uid,
                **{
                    name: line[name].id
                    for name in ("lot_id", "product_id", "from_unit_id", "to_unit_id", "company_id", "move_line_id", "picking_id",
                                 "reservation_id")
                },
                **{name: line[name] for name in ("price_rule", "percent", "built_on")},
            }  # fmt: skip
            vals_list.append({**common, "kind": "counter", "amount": -line.amount, "missing": line.missing})
            if amount is not None:
                vals_list.append({**common, "kind": "corrected", "amount": amount, "missing": False})
        return lines.create(vals_list)
