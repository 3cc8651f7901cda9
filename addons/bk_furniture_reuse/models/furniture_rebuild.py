from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import clean_context

from ..tools import refurbishment as rules
from ..tools.purpose import AVAILABLE, REDESIGN, REPAIR

DRAFT, DONE, REVERSED = "draft", "done", "reversed"
_STEP = object()
# What a person writes while the rebuilding is planned; everything else follows from its buttons.
EDITABLE = frozenset(("repair_id", "source_ids", "result_ids", "place_id", "parts_weight", "note", "weight_reason"))


class FurnitureRebuild(models.Model):
    """Pieces that become others: one table becomes two, three chairs become two.

    The sources leave stock by a stock move and cease; the results enter stock by a stock move, with numbers and tags of their own. Weights in kg.
    A manager can undo it by counter-moves, with a reason: nothing is erased.
    """

    _name = "furniture.rebuild"
    _description = "Rebuilding"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True, copy=False, default=lambda self: self.env._("New"))
    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    state = fields.Selection(
        [(DRAFT, "Planned"), (DONE, "Done"), (REVERSED, "Undone")],
        required=True,
        readonly=True,
        copy=False,
        default=DRAFT,
        index=True,
        tracking=True,
    )
    repair_id = fields.Many2one("repair.order", "Refurbishment", index="btree_not_null", check_company=True)
    source_ids = fields.One2many("furniture.rebuild.source", "rebuild_id", string="Made from")
    result_ids = fields.One2many("furniture.rebuild.result", "rebuild_id", string="What it becomes")
    lot_ids = fields.One2many("stock.lot", "rebuild_id", string="New pieces", readonly=True)
    place_id = fields.Many2one(
        "stock.location",
        "New pieces stand in",
        domain=[("place_kind", "!=", False)],
        index="btree_not_null",
        check_company=True,
        help="Empty: where the first of the old pieces stands.",
    )
    note = fields.Char()
    move_ids = fields.One2many("stock.move", "rebuild_id", string="Stock moves", readonly=True)

    parts_weight = fields.Float("Weight of parts added (kg)", digits=(8, 2))
    source_weight = fields.Float("Weight before (kg)", digits=(8, 2), compute="_compute_weights")
    result_weight = fields.Float("Weight afterwards (kg)", digits=(8, 2), compute="_compute_weights")
    excess_weight = fields.Float("Too heavy by (kg)", digits=(8, 2), compute="_compute_weights")
    weight_reason = fields.Char("Why heavier", tracking=True)

    done_on = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", "Done by", readonly=True, copy=False)
    reversed_on = fields.Datetime("Undone on", readonly=True, copy=False)
    reversed_by_id = fields.Many2one("res.users", "Undone by", readonly=True, copy=False)
    reverse_reason = fields.Char("Why undone", readonly=True, copy=False, tracking=True)

    _parts_weight_not_negative = models.Constraint(
        "CHECK(coalesce(parts_weight, 0) >= 0)", "A weight cannot be negative."
    )
    _undone_has_reason = models.Constraint(
        "CHECK(state != 'reversed' OR coalesce(trim(reverse_reason), '') != '')", "Write why the rebuilding is undone."
    )

    @api.depends("source_ids.lot_id", "result_ids.total_weight", "parts_weight")
    def _compute_weights(self):
        for rebuild in self:
            sources = rebuild.source_ids.lot_id.mapped("weight")
            results = rebuild.result_ids.mapped("total_weight")
            rebuild.source_weight, rebuild.result_weight = sum(sources), sum(results)
            rebuild.excess_weight = rules.excess_weight(sources, rebuild.parts_weight, results)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "stock.lot" and "source_ids" in fields_list:
            lots = self.env["stock.lot"].browse(self.env.context.get("active_ids", []))
            values["source_ids"] = [fields.Command.create({"lot_id": lot.id}) for lot in lots]
        return values

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_written(vals, EDITABLE | {"company_id"})
            vals["name"] = self.env["ir.sequence"].next_by_code("furniture.rebuild")
        # Without the defaults of the context, which would be written as what they stand for.
        clean = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        return super(FurnitureRebuild, clean).create(vals_list)

    def write(self, vals):
        self._check_written(vals, EDITABLE)
        if not self._is_vouched() and EDITABLE.intersection(vals):
            self._check_planned()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_planned(self):
        self._check_planned()

    def _check_planned(self):
        done = self.filtered(lambda rebuild: rebuild.state != DRAFT)
        if done:
            raise UserError(
                self.env._("%s: has been done, so it stays as it was. A manager can undo it.", done[0].name)
            )

    @api.model
    def _check_written(self, vals, allowed):
        own = {name for name in vals if not name.startswith(("message_", "website_message"))}
        forbidden = own - allowed - {"name"} - ({"state"} if vals.get("state") == DRAFT else set())
        if forbidden and not self.env.su and not self._is_vouched():
            labels = ", ".join(self._fields[name]._description_string(self.env) for name in sorted(forbidden))
            raise AccessError(self.env._("%s: follows from the steps of the rebuilding. Use its buttons.", labels))

    @api.model
    def _is_vouched(self):
        return self.env.context.get("rebuild_step") is _STEP

    def _vouched(self):
        return self.with_context(rebuild_step=_STEP)

    # Doing it

    def action_rebuild(self):
        """Button: the old pieces cease and the new ones are registered, all or nothing."""
        self.check_access("write")
        for rebuild in self:
            rebuild._check_planned()
            rebuild._check_ready()
            rebuild._rebuild()
        return True

    def _check_ready(self):
        if not self.source_ids or not self.result_ids:
            raise UserError(self.env._("Write both what is rebuilt and what it becomes."))
        lots = self.source_ids.lot_id
        lots._check_in_stock_for_rebuilding()
        planned = self._open_orders(lots).filtered(lambda order: order.state != rules.UNDER_REPAIR)
        if planned:
            raise UserError(
                self.env._(
                    "%(pieces)s: has a planned refurbishment (%(orders)s). Start or cancel that one first.",
                    pieces=planned.lot_id._first_names(),
                    orders=planned._names(),
                )
            )
        if self.excess_weight and not (self.weight_reason or "").strip():
            raise UserError(
                self.env._(
                    "What comes out weighs %(after)s kg, what goes in %(before)s kg. Correct the weights, or write why it is heavier.",
                    after=f"{self.result_weight:g}",
                    before=f"{self.source_weight + (self.parts_weight or 0):g}",
                )
            )

    @api.model
    def _open_orders(self, lots):
        return self.env["repair.order"].search([("lot_id", "in", lots.ids), ("state", "in", rules.OPEN)])

    def _rebuild(self):
        lots = self.source_ids.lot_id
        place = self.place_id or lots[0].location_id
        # Redesign first: the table of purposes says which pieces may be sent at all.
        lots._change_purpose(REDESIGN, source=REPAIR, reason=self.name)
        # The index decides here when two people rebuild the same piece at the same time.
        self._vouched().source_ids._use()
        self._open_orders(lots)._end_by_rebuilding()
        self._move_pieces([(lot, lot.location_id, lot._rebuild_place()) for lot in lots])
        lots._cease_by_rebuilding(self)
        new = self.result_ids._make_pieces()
        self._move_pieces([(lot, lot._rebuild_place(), place) for lot in new])
        self._vouched().write(
            {"state": DONE, "done_on": fields.Datetime.now(), "done_by_id": self.env.uid, "place_id": place.id}
        )
        self._log_on_pieces(lots, self.env._("Rebuilt into %s", new._first_names()))
        self._log_on_pieces(new, self.env._("Made from %s", lots._first_names()))

    @api.model
    def _log_on_pieces(self, lots, text):
        lots._message_log_batch(bodies=dict.fromkeys(lots.ids, text))

    def _move_pieces(self, journeys):
        """Move pieces into or out of stock by done stock moves: one for each model and way, with a line for each piece.

        :param journeys: list of (piece, from, to)
        """
        ways = {}
        for lot, source, target in journeys:
            ways.setdefault((lot.product_id, source, target), []).append(lot)
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "product_uom_qty": len(lots),
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "company_id": self.company_id.id,
                    "origin": self.name,
                    "rebuild_id": self.id,
                    "picked": True,
                    "state": "confirmed",
                }
                for (product, source, target), lots in ways.items()
            ]
        )
        self.env["stock.move.line"].create(
            [
                {
                    "move_id": move.id,
                    "company_id": self.company_id.id,
                    "product_id": product.id,
                    "product_uom_id": product.uom_id.id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "lot_id": lot.id,
                    "quantity": 1,
                    "picked": True,
                }
                for move, ((product, source, target), lots) in zip(moves, ways.items(), strict=True)
                for lot in lots
            ]
        )
        moves._action_done()
        return moves

    # Undoing it

    def _reverse(self, reason):
        """Undo it by counter-moves: the new pieces cease, the old ones stand where they stood and are available.

        :raise UserError: without a reason, by others than managers, or when a new piece is no longer as it was made
        """
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_manager")):
            raise UserError(self.env._("A rebuilding is undone by the furniture manager. Ask them to do it."))
        if not (reason or "").strip():
            raise UserError(self.env._("Write why the rebuilding is undone."))
        for rebuild in self:
            if rebuild.state != DONE:
                raise UserError(self.env._("%s: has not been done, so there is nothing to undo.", rebuild.name))
            new, sources = rebuild.lot_ids, rebuild.source_ids
            new._check_in_stock_for_rebuilding()
            orders = self._open_orders(new)
            if orders:
                raise UserError(
                    self.env._(
                        "%(pieces)s: has a refurbishment (%(orders)s). End or cancel it first.",
                        pieces=orders.lot_id._first_names(),
                        orders=orders._names(),
                    )
                )
            rebuild._move_pieces([(lot, lot.location_id, lot._rebuild_place()) for lot in new])
            new._cease_by_undoing()
            sources.lot_id._come_back()
            rebuild._move_pieces([(line.lot_id, line.lot_id._rebuild_place(), line.place_id) for line in sources])
            rebuild._vouched().source_ids._give_back()
            rebuild._vouched().write(
                {
                    "state": REVERSED,
                    "reversed_on": fields.Datetime.now(),
                    "reversed_by_id": self.env.uid,
                    "reverse_reason": reason,
                }
            )
            text = self.env._("Rebuilding %(name)s undone: %(reason)s", name=rebuild.name, reason=reason)
            self._log_on_pieces(new | sources.lot_id, text)
            sources.lot_id._change_purpose(AVAILABLE, source=REPAIR, reason=text)
        return True

    def action_open_pieces(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        lots = self.source_ids.lot_id | self.lot_ids
        return {**action, "domain": [("id", "in", lots.ids)], "context": {}}
