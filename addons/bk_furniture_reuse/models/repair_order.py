from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools import refurbishment as rules
from .product_template import STAFF
from .stock_lot_purpose import PURPOSES

WANTED = [
    ("repair", "Repair"),
    ("reupholster", "Reupholster"),
    ("paint", "Paint"),
    ("rebuild", "Rebuild"),
    ("clean", "Clean"),
    ("other", "Other"),
]
# Proof that a step comes from the order's own methods: contexts that arrive over RPC cannot hold this object.
_STEP = object()
# What follows from the steps of a refurbishment, and from other facts.
SYSTEM = frozenset(
    ("state", "is_furniture", "started_on", "ended_on", "ended_by_id", "place_before_id", "purpose_before", "available_before",
     "lead_days", "parts_cost", "total_cost", "move_id", "sale_order_id", "sale_order_line_id")
)  # fmt: skip
# Decided by the coordinator.
COST = frozenset(("hour_price", "external_cost"))
# Which piece it is may change until the piece is sent.
PIECE = frozenset(("lot_id", "product_id", "company_id"))
# The result is history once the order has ended; what it cost may become known later.
RESULT = frozenset(
    ("wanted_result", "wanted_text", "ready_on", "workshop_id", "workshop_place_id", "move_to_workshop", "return_place_id", "purpose_after",
     "new_condition", "new_colour_id", "new_colour_text", "new_material", "damage_ids")
)  # fmt: skip


class RepairOrder(models.Model):
    """A refurbishment: Odoo's repair order of one piece, with what is wanted, who does it, what it costs and what came of it.

    What happens when it starts, ends or is called off is in ``repair_order_flow.py``. Money in company currency.
    """

    _inherit = "repair.order"

    is_furniture = fields.Boolean(
        "Is a refurbishment", related="product_id.is_furniture", store=True, precompute=True, index=True
    )

    # Wanted
    wanted_result = fields.Selection(WANTED, default="repair", tracking=True)
    wanted_text = fields.Char("What is to be done", help="In words, so that the workshop understands it.")
    ready_on = fields.Date(
        "Ready on", index="btree_not_null", tracking=True, help="The piece is promised from this day."
    )
    damage_ids = fields.Many2many(
        "furniture.damage", string="Damages to mend", domain="[('lot_id', '=', lot_id), ('repaired_on', '=', False)]"
    )

    # Where
    workshop_id = fields.Many2one("res.partner", index="btree_not_null", tracking=True)
    workshop_place_id = fields.Many2one(
        "stock.location", "Own workshop or store", index="btree_not_null", domain=[("place_kind", "!=", False)]
    )
    move_to_workshop = fields.Boolean(
        "Move there at the start", default=True, help="The piece is moved in stock to the own workshop or store."
    )
    place_now_id = fields.Many2one(related="lot_id.location_id", string="Stands in")
    place_before_id = fields.Many2one(
        "stock.location", "Came from", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )

    # Cost
    hours = fields.Float(tracking=True)
    hour_price = fields.Monetary("Price per hour", currency_field="currency_id", groups=STAFF, tracking=True)
    external_cost = fields.Monetary("Paid to others", currency_field="currency_id", groups=STAFF, tracking=True)
    parts_cost = fields.Monetary(
        "Cost of parts", currency_field="currency_id", compute="_compute_parts_cost", store=True, groups=STAFF
    )
    total_cost = fields.Monetary(
        "Total cost", currency_field="currency_id", compute="_compute_total_cost", store=True, groups=STAFF
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    can_decide_cost = fields.Boolean(compute="_compute_can_decide_cost")

    # Result
    new_condition = fields.Selection(
        lambda self: self.env["stock.lot"]._fields["condition"]._description_selection(self.env), "Condition afterwards"
    )
    new_colour_id = fields.Many2one("furniture.colour", "Colour afterwards", index="btree_not_null")
    new_colour_text = fields.Char("Colour in words afterwards")
    new_material = fields.Char("Material afterwards")
    return_place_id = fields.Many2one(
        "stock.location",
        "Goes to",
        index="btree_not_null",
        domain=[("place_kind", "!=", False)],
        help="Empty: stays where it stands.",
    )
    purpose_after = fields.Selection(
        [("available", "Available"), ("in_use", "In use in its room")], "Becomes", required=True, default="available"
    )
    before_photo_ids = fields.One2many(
        "furniture.photo", "repair_id", string="Photos before", domain=[("moment", "=", "before")]
    )
    after_photo_ids = fields.One2many(
        "furniture.photo", "repair_id", string="Photos after", domain=[("moment", "=", "after")]
    )
    rebuild_ids = fields.One2many("furniture.rebuild", "repair_id", string="Rebuildings")

    # What happened
    started_on = fields.Datetime(readonly=True, copy=False)
    ended_on = fields.Datetime(readonly=True, copy=False)
    ended_by_id = fields.Many2one("res.users", "Ended by", readonly=True, copy=False)
    purpose_before = fields.Selection(PURPOSES, readonly=True, copy=False)
    available_before = fields.Date(readonly=True, copy=False)
    lead_days = fields.Integer("Days", compute="_compute_lead_days", store=True, aggregator="avg")

    _one_open_order_per_piece = models.UniqueIndex(
        "(lot_id) WHERE is_furniture AND state NOT IN ('done', 'cancel')",
        "This piece has a refurbishment already. End or cancel that one first.",
    )
    # The refurbishments of a piece are read by its lot; Odoo has no index for that.
    _lot_idx = models.Index("(lot_id) WHERE lot_id IS NOT NULL")
    _costs_not_negative = models.Constraint(
        "CHECK(coalesce(hours, 0) >= 0 AND coalesce(hour_price, 0) >= 0 AND coalesce(external_cost, 0) >= 0)",
        "Hours and costs cannot be negative.",
    )

    @api.depends("move_ids.quantity", "move_ids.product_uom_qty", "move_ids.state", "move_ids.repair_line_type")
    def _compute_parts_cost(self):
        for order in self:
            added = order.move_ids.filtered(lambda move: move.repair_line_type == "add" and move.state != "cancel")
            order.parts_cost = sum(
                (move.quantity or move.product_uom_qty) * move.product_id.with_company(order.company_id).standard_price
                for move in added
            )

    @api.depends("hours", "hour_price", "parts_cost", "external_cost")
    def _compute_total_cost(self):
        for order in self:
            order.total_cost = rules.total_cost(order.hours, order.hour_price, order.parts_cost, order.external_cost)

    @api.depends("started_on", "ended_on")
    def _compute_lead_days(self):
        for order in self:
            order.lead_days = (order.ended_on - order.started_on).days if order.started_on and order.ended_on else 0

    @api.depends_context("uid")
    def _compute_can_decide_cost(self):
        self.can_decide_cost = self._may_decide_cost()

    @api.depends("name", "lot_id.name", "is_furniture")
    def _compute_display_name(self):
        super()._compute_display_name()
        for order in self.filtered("is_furniture"):
            order.display_name = f"{order.name} - {order.lot_id.name or ''}"

    @api.onchange("lot_id")
    def _onchange_piece(self):
        if self.lot_id.is_furniture:
            self.product_id = self.lot_id.product_id
            self.damage_ids = self.lot_id.damage_ids.filtered(lambda damage: not damage.repaired_on)

    @api.constrains("damage_ids", "lot_id")
    def _check_damages(self):
        for order in self:
            if order.damage_ids.lot_id - order.lot_id:
                raise UserError(self.env._("%s: mend damages of the piece that it is about.", order.name))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._prepare_refurbishments(vals_list))

    def write(self, vals):
        furniture = self._of_furniture(vals)
        if furniture:
            furniture._check_written(vals)
        result = super().write(vals)
        if furniture and "ready_on" in vals:
            furniture._promise()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never_started(self):
        if self.filtered(lambda order: order.is_furniture and order.started_on):
            raise UserError(
                self.env._("A refurbishment that was started is kept: it says what was done. Cancel it instead.")
            )

    @api.model
    def _prepare_refurbishments(self, vals_list):
        """The values of new orders, those of pieces completed: names and references in one go, where Odoo asks for each."""
        vals_list = [dict(vals) for vals in vals_list]
        # A default in the context is written as what it stands for.
        self._check_written_by_system(
            {name for name in SYSTEM if self.env.context.get(f"default_{name}")} - {"sale_order_id"}
        )
        lots = self.env["stock.lot"].browse({vals["lot_id"] for vals in vals_list if vals.get("lot_id")})
        known = {lot.id: lot for lot in lots if lot.is_furniture}
        ours = [vals for vals in vals_list if vals.get("lot_id") in known]
        if not ours:
            return vals_list
        self.check_access("create")
        self._check_pieces([vals["lot_id"] for vals in ours], self.browse())
        default = self._default_picking_type_id()
        for vals in ours:
            # What a fresh order may not say of itself. Odoo's form sends the state that it shows.
            self._check_written_by_system(
                {name: value for name, value in vals.items() if value and value != rules.DRAFT}
            )
            lot = known[vals["lot_id"]]
            vals["product_id"] = lot.product_id.id
            vals.setdefault("company_id", self.env.company.id)
            vals.setdefault("picking_type_id", default.id)
            if "damage_ids" not in vals:
                open_damages = lot.damage_ids.filtered(lambda damage: not damage.repaired_on)
                vals["damage_ids"] = [fields.Command.set(open_damages.ids)]
            if lot.location_id:
                vals["product_location_src_id"] = vals["product_location_dest_id"] = lot.location_id.id
        self._number(ours)
        return vals_list

    @api.model
    def _number(self, vals_list):
        nameless = [vals for vals in vals_list if not vals.get("name") or vals["name"] == "New"]
        for picking_type_id in {vals["picking_type_id"] for vals in nameless}:
            alike = [vals for vals in nameless if vals["picking_type_id"] == picking_type_id]
            sequence = self.env["stock.picking.type"].browse(picking_type_id).sudo().sequence_id
            for vals, name in zip(alike, self._next_names(sequence, len(alike)), strict=True):
                vals["name"] = name
        unreferred = [vals for vals in vals_list if not vals.get("reference_ids")]
        references = self.env["stock.reference"].create([{"name": vals["name"]} for vals in unreferred])
        for vals, reference in zip(unreferred, references, strict=True):
            vals["reference_ids"] = [fields.Command.link(reference.id)]

    @api.model
    def _next_names(self, sequence, count):
        """``count`` names of ``sequence``; with a single query where Odoo's would cost one each."""
        if sequence.implementation != "standard" or sequence.use_date_range:
            return [sequence.next_by_id() for _number in range(count)]
        rows = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", f"ir_sequence_{sequence.id:03d}", count)
        )
        return [sequence.get_next_char(number) for (number,) in rows]

    def _of_furniture(self, vals=None):
        """Those of these orders that are about furniture, or would become so by writing ``vals``."""
        product_id = (vals or {}).get("product_id")
        if product_id and self.env["product.product"].browse(product_id).is_furniture:
            return self
        return self.filtered("is_furniture")

    def _vouched(self):
        """These orders, allowed to take a step: for the methods that check and do what belongs to it."""
        return self.with_context(refurbishment_step=_STEP)

    def _check_written(self, vals):
        """What nobody writes directly, whichever way they come."""
        self._check_written_by_system(vals)
        if "state" in vals:
            wrong = self.filtered(lambda order: not rules.may_become(order.state, vals["state"]))
            if wrong:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(names)s: a refurbishment that is “%(was)s” cannot become “%(wanted)s”.",
                        names=wrong._names(),
                        was=labels[wrong[0].state],
                        wanted=labels[vals["state"]],
                    )
                )
        if not self._is_vouched() and PIECE.intersection(vals):
            self._check_piece_stays(vals)
        if not self._is_vouched() and RESULT.intersection(vals):
            ended = self.filtered(lambda order: order.state == rules.DONE)
            if ended:
                raise UserError(
                    self.env._(
                        "%s: has ended, so its result stays as it was. Refurbish the piece again.", ended._names()
                    )
                )

    def _check_piece_stays(self, vals):
        for order in self.filtered(lambda order: order.state != rules.DRAFT):
            if any(order[name].id != vals[name] for name in PIECE.intersection(vals)):
                raise UserError(
                    self.env._("%s: has been sent, so it keeps its piece. Cancel it and make a new one.", order.name)
                )

    @api.model
    def _check_written_by_system(self, vals):
        """Refuse to let anybody but the system write what follows; ``vals`` are values, or the names of the fields."""
        if self.env.su or self._is_vouched():
            return
        following = SYSTEM.intersection(vals)
        if following:
            labels = ", ".join(self._fields[name]._description_string(self.env) for name in sorted(following))
            raise AccessError(self.env._("%s: follows from the steps of the refurbishment. Use its buttons.", labels))
        if COST.intersection(vals) and not self._may_decide_cost():
            raise UserError(
                self.env._("What a refurbishment may cost is decided by the reuse coordinator. Ask them to write it.")
            )

    @api.model
    def _is_vouched(self):
        return self.env.context.get("refurbishment_step") is _STEP

    @api.model
    def _may_decide_cost(self):
        return self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")

    def _names(self):
        """The first of these orders, for a sentence."""
        names = ", ".join(self[:5].mapped("name"))
        return self.env._("%(names)s and %(count)s more", names=names, count=len(self) - 5) if len(self) > 5 else names
