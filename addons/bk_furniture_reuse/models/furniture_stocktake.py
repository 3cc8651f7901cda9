from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError

from ..tools import stocktake as rules

# Proof that a write comes from the stock-take's own methods: contexts that arrive over RPC cannot hold this object.
_AT_WORK = object()
# For those who may know what is expected while others count blind.
SEES_EXPECTED = "bk_furniture_reuse.group_coordinator,bk_furniture_reuse.group_auditor"
STATES = [
    ("draft", "Draft"),
    ("counting", "Counting"),
    ("second", "Second count"),
    ("to_close", "To be closed"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]
# What a coordinator may still change once counting has begun, and what only before.
WHILE_OPEN = frozenset(("counter_ids", "date_due", "note", "user_id"))
IN_DRAFT = WHILE_OPEN | {"scope_kind", "place_ids", "building_id", "lot_ids", "blind", "company_id"}
# Odoo's own beside a record: who follows it, who has something to do.
BESIDE = ("message_", "activity_", "my_activity_", "website_message_")


class FurnitureStocktake(models.Model):
    """Walking through rooms and scanning what stands there; closing it makes stock agree.

    What is expected is frozen in the lines when it starts. Counters only say what they saw; the manager closes it.
    """

    _name = "furniture.stocktake"
    _description = "Stock-take"
    _inherit = ["mail.thread", "mail.activity.mixin", "furniture.photo.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Number", required=True, readonly=True, copy=False, default=lambda self: self.env._("New"))
    note = fields.Char("What for", help="For example: yearly count of the schools.")
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, tracking=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    user_id = fields.Many2one(
        "res.users", "Coordinator", default=lambda self: self.env.user, help="Who follows it up.", tracking=True
    )

    # Scope
    scope_kind = fields.Selection(
        [("rooms", "Rooms"), ("building", "A whole building"), ("pieces", "Chosen pieces")],
        "What is counted", required=True, default="rooms",
    )  # fmt: skip
    place_ids = fields.Many2many(
        "stock.location", string="Rooms to count", domain="[('place_kind', '!=', False)]", check_company=True
    )
    building_id = fields.Many2one(
        "stock.location",
        "Building to count",
        domain="[('place_kind', 'in', ('site', 'building', 'floor', 'store'))]",
        check_company=True,
        index="btree_not_null",
        help="With every floor and room in it.",
    )
    lot_ids = fields.Many2many(
        "stock.lot", string="Pieces to count", domain="[('is_furniture', '=', True)]", groups=SEES_EXPECTED
    )

    # Who, when, how
    counter_ids = fields.Many2many(
        "res.users",
        string="Counted by",
        domain="[('share', '=', False)]",
        help="Nobody: every warehouse operator may count.",
    )
    date_due = fields.Date("Due")
    blind = fields.Boolean("Blind count", help="Those who count do not see what is expected.")
    round_number = fields.Integer("Round", default=1, readonly=True, copy=False, aggregator=None)
    started_on = fields.Datetime(readonly=True, copy=False)
    started_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    closed_on = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reminded_on = fields.Date(readonly=True, copy=False)

    line_ids = fields.One2many("furniture.stocktake.line", "stocktake_id", string="Pieces", readonly=True)
    difference_ids = fields.One2many(
        "furniture.stocktake.line",
        "stocktake_id",
        string="Differences found",
        domain=[("result", "in", rules.DIFFERENCES)],
        readonly=True,
    )
    room_ids = fields.One2many("furniture.stocktake.room", "stocktake_id", string="Rooms", readonly=True)

    _name_uniq = models.UniqueIndex("(company_id, name) WHERE state != 'draft'", "This number is taken.")
    _closed_by_somebody = models.Constraint(
        "CHECK(state != 'closed' OR (closed_on IS NOT NULL AND closed_by_id IS NOT NULL))",
        "A closed stock-take says who closed it, and when.",
    )

    @api.constrains("counter_ids")
    def _check_counters(self):
        for stocktake in self:
            strangers = stocktake.counter_ids.filtered(
                lambda user: not user.has_group("bk_furniture_reuse.group_employee")
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%s: no access to furniture, so they cannot count. Choose employees of the furniture programme.",
                        ", ".join(strangers.mapped("name")),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_people_write(vals, IN_DRAFT)
            if vals.get("name", self.env._("New")) == self.env._("New"):
                vals["name"] = self.env["ir.sequence"].next_by_code("furniture.stocktake")
        return super().create(vals_list)

    def write(self, vals):
        for stocktake in self:
            allowed = IN_DRAFT if stocktake.state == rules.DRAFT else WHILE_OPEN
            stocktake._check_people_write(vals, frozenset() if stocktake.state in rules.ENDED else allowed)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda stocktake: stocktake.state != rules.DRAFT):
            raise UserError(self.env._("A stock-take that has begun is kept. Cancel it instead."))

    @api.model
    def _check_people_write(self, vals, allowed):
        """Refuse what people do not write: results follow from scans, states from the buttons, and what has ended stays."""
        if self.env.context.get("_stocktake_at_work") is _AT_WORK:
            return
        wrong = [name for name in vals if name not in allowed and not name.startswith(BESIDE)]
        if wrong and self.state in rules.ENDED:
            raise UserError(self.env._("%s has ended and is kept as it is. Start a new stock-take instead.", self.name))
        if wrong:
            labels = ", ".join(
                self._fields[name]._description_string(self.env) for name in wrong if name in self._fields
            )
            raise UserError(
                self.env._("%s: not written directly. Use the buttons of the stock-take.", labels or ", ".join(wrong))
            )

    def _at_work(self):
        """These stock-takes, as the system that writes what people may not; each method has checked who asks."""
        return self.sudo().with_context(_stocktake_at_work=_AT_WORK)

    def _change_state(self, state, **vals):
        """Change the state of these stock-takes by the table, all or none.

        :param state: one of ``tools.stocktake.STATES``
        :param vals: what is written with it
        :return: those whose state changed
        :raise UserError: when the table does not allow it
        """
        self.check_access("write")
        roles = self._stocktake_roles()
        changing = self.browse()
        for stocktake in self:
            try:
                if rules.check_change(stocktake.state, state, roles):
                    changing |= stocktake
            except rules.Refusal as refusal:
                raise stocktake._refusal(refusal, state) from None
        changing._at_work().write({"state": state, **vals})
        return changing

    @api.model
    def _stocktake_roles(self):
        if self.env.su:
            return list(rules.ROLES)
        return [role for role in rules.ROLES if self.env.user.has_group(f"bk_furniture_reuse.group_{role}")]

    def _refusal(self, refusal, state):
        """The exception for a person: why not, and who may."""
        if refusal.code == "needs_role":
            if refusal.role == rules.MANAGER:
                return AccessError(
                    self.env._("%s: the furniture manager closes a stock-take. Ask them to do it.", self.name)
                )
            return AccessError(self.env._("%s: the reuse coordinator decides this. Ask them to do it.", self.name))
        labels = dict(self._fields["state"]._description_selection(self.env))
        return UserError(
            self.env._(
                "%(name)s is “%(was)s” and cannot become “%(wanted)s”.",
                name=self.name, was=labels[self.state], wanted=labels.get(state, str(state)),
            )
        )  # fmt: skip

    def _lock(self):
        """Keep everybody else from scanning in or deciding about these stock-takes until the end of the transaction."""
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._("Somebody else is working with this stock-take right now. Wait a moment and try again.")
            ) from None
        self.invalidate_recordset(["state", "round_number"])

    # Buttons

    def action_finish(self):
        """Counting is over: what is left is for the manager to close."""
        for stocktake in self:
            stocktake._lock()
            if stocktake._change_state(rules.TO_CLOSE):
                stocktake._settle_rounds()
                stocktake.activity_ids.filtered(lambda activity: activity.automated).sudo().unlink()
        return True

    def action_resume(self):
        """Go on with the round that was finished."""
        for stocktake in self:
            stocktake._lock()
            stocktake._change_state(rules.SECOND if stocktake.round_number > 1 else rules.COUNTING)
        return True

    def action_cancel(self):
        for stocktake in self:
            stocktake._lock()
            if stocktake._change_state(rules.CANCELLED):
                stocktake.activity_ids.filtered(lambda activity: activity.automated).sudo().unlink()
        return True
