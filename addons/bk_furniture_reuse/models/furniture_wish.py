from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools import wish as rules
from .stock_lot import SIZES

LIMITS = [f"{size}_{end}" for size in SIZES if size != "weight" for end in ("min", "max")]
# What follows from other facts, and who it is for: an owner does not write these.
SYSTEM_FIELDS = frozenset(("closed", "state", "secured", "remaining", "reservation_ids", "alert_ids"))
OWNER_FIELDS = frozenset(("user_id", "company_id"))


class FurnitureWish(models.Model):
    """Furniture that somebody needs and that is not there yet: what, how many, how it must be, and by when.

    It finds by itself what fits (``furniture_wish_match.py``), tells its owner (``furniture_wish_job.py``) and can be reserved from
    (``furniture_wish_reserve.py``). Sizes are in cm; 0 means that it does not matter.
    """

    _name = "furniture.wish"
    _description = "Wish"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "needed_by, id"
    _rec_names_search = ["categ_id.name", "product_id.name", "words", "user_id.name", "unit_id.name"]

    # Who and where
    user_id = fields.Many2one(
        "res.users", "Wished for by", required=True, default=lambda self: self.env.user, index=True, tracking=True
    )
    unit_id = fields.Many2one(
        "furniture.unit",
        default=lambda self: self.env["furniture.unit"]._unit_of(self.env.user),
        index="btree_not_null",
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    destination_id = fields.Many2one(
        "stock.location", "To place", domain=[("place_kind", "!=", False)], index="btree_not_null"
    )
    needed_by = fields.Date("Needed by", tracking=True)

    # What
    categ_id = fields.Many2one(
        "product.category", "Furniture type", compute="_compute_categ_id", store=True, readonly=False, precompute=True,
        domain=[("is_furniture_type", "=", True)], index="btree_not_null", tracking=True,
    )  # fmt: skip
    product_id = fields.Many2one(
        "product.product",
        "Furniture model",
        domain=[("is_furniture", "=", True)],
        index="btree_not_null",
        tracking=True,
    )
    quantity = fields.Integer(required=True, default=1, tracking=True)
    alike = fields.Boolean("All of one model", help="Only sets of one model that are large enough fit.")
    colour_ids = fields.Many2many("furniture.colour", string="Colours", help="Any of these; empty means any colour.")
    condition_min = fields.Selection(
        [("a", "A - as new"), ("b", "B - good"), ("c", "C - usable with some work")], "Condition at least"
    )
    width_min = fields.Float("Width from (cm)", digits=(8, 1))
    width_max = fields.Float("Width to (cm)", digits=(8, 1))
    depth_min = fields.Float("Depth from (cm)", digits=(8, 1))
    depth_max = fields.Float("Depth to (cm)", digits=(8, 1))
    height_min = fields.Float("Height from (cm)", digits=(8, 1))
    height_max = fields.Float("Height to (cm)", digits=(8, 1))
    seat_height_min = fields.Float("Seat height from (cm)", digits=(8, 1))
    seat_height_max = fields.Float("Seat height to (cm)", digits=(8, 1))
    words = fields.Char("Words that must be found", help="In the model's name, material or description: oak, wheels.")
    note = fields.Text("What else")

    # What became of it
    closed = fields.Selection([("withdrawn", "Withdrawn"), ("expired", "Expired")], readonly=True, copy=False)
    secured = fields.Integer("Reserved or received", compute="_compute_secured", store=True)
    remaining = fields.Integer("Still missing", compute="_compute_state", store=True)
    state = fields.Selection(
        [("open", "Waiting"), ("partly", "Partly met"), ("met", "Met"), ("withdrawn", "Withdrawn"), ("expired", "Expired")],
        compute="_compute_state", store=True, index=True, tracking=True,
    )  # fmt: skip
    reservation_ids = fields.One2many("furniture.reservation", "wish_id", string="Reservations", readonly=True)
    reservation_count = fields.Integer("Number of reservations", compute="_compute_reservation_count")
    asked = fields.Integer(
        "Asked for",
        compute="_compute_reservation_count",
        help="In reservations that wait for approval or in the queue.",
    )

    _quantity_sensible = models.Constraint(
        "CHECK(quantity BETWEEN 1 AND 10000)", "Wish for at least one piece, and for no more than 10 000."
    )
    _type_or_model = models.Constraint(
        "CHECK(categ_id IS NOT NULL OR product_id IS NOT NULL)", "Say which furniture type or model you wish for."
    )
    _limits_not_negative = models.Constraint(
        f"CHECK(least({', '.join(f'coalesce({name}, 0)' for name in LIMITS)}) >= 0)", "A size cannot be negative."
    )

    @api.depends("product_id")
    def _compute_categ_id(self):
        for wish in self:
            wish.categ_id = wish.product_id.categ_id or wish.categ_id

    @api.onchange("categ_id")
    def _onchange_categ_id(self):
        if self.product_id.categ_id != self.categ_id:
            self.product_id = False

    @api.depends("reservation_ids.line_ids.state")
    def _compute_secured(self):
        for wish in self:
            # sudo: how much is held counts for the wish, whoever may read the reservations.
            lines = wish.sudo().reservation_ids.line_ids
            wish.secured = len(lines.filtered(lambda line: line.state in ("held", "delivered")))

    @api.depends("closed", "quantity", "secured")
    def _compute_state(self):
        for wish in self:
            wish.state = rules.state_of(wish.closed, wish.quantity, wish.secured)
            wish.remaining = max(0, wish.quantity - wish.secured) if wish.state in rules.WAITING else 0

    @api.depends("reservation_ids.open_count")
    def _compute_reservation_count(self):
        for wish in self:
            reservations = wish.sudo().reservation_ids  # sudo: numbers, not what is in them
            wish.reservation_count = len(reservations)
            wish.asked = sum(reservations.mapped("open_count"))

    @api.depends("quantity", "categ_id", "product_id")
    def _compute_display_name(self):
        for wish in self:
            # sudo: the name of what is wished for, which portal employees read without a right to the catalogue's records.
            what = wish.sudo().product_id.display_name or wish.sudo().categ_id.name or ""
            wish.display_name = f"{wish.quantity} × {what}"

    @api.constrains(*LIMITS)
    def _check_limits(self):
        for wish in self:
            for size in ("width", "depth", "height", "seat_height"):
                least, most = wish[f"{size}_min"], wish[f"{size}_max"]
                if least and most and least > most:
                    raise ValidationError(
                        self.env._(
                            "%(label)s: the smallest size is larger than the largest.",
                            label=self._fields[f"{size}_min"]._description_string(self.env),
                        )
                    )

    @api.constrains("categ_id", "product_id", "destination_id")
    def _check_furniture(self):
        for wish in self.sudo():  # sudo: whether something is furniture is no secret
            if (wish.product_id and not wish.product_id.is_furniture) or (
                wish.categ_id and not wish.categ_id.is_furniture_type and not wish.product_id
            ):
                raise ValidationError(self.env._("Wishes are for furniture: choose a furniture type or model."))
            if wish.destination_id and not wish.destination_id.place_kind:
                raise ValidationError(self.env._("%s is no place for furniture.", wish.destination_id.display_name))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_written_by_system(vals)
            self._check_needed_by(vals)
            if vals.get("product_id"):
                vals.pop("categ_id", None)  # a model has its type
        wishes = super().create(vals_list)
        wishes._look_soon()
        return wishes

    def write(self, vals):
        self._check_written_by_system(vals)
        if vals.get("product_id"):
            vals = {name: value for name, value in vals.items() if name != "categ_id"}  # a model has its type
        if "needed_by" in vals:
            self._check_needed_by(vals)
            # A new date wakes a wish that had passed its old one.
            expired = self.filtered(lambda wish: wish.closed == rules.EXPIRED)
            expired.sudo()._set_closed(False)  # sudo: who may move the date is checked by the write below
        result = super().write(vals)
        if not vals.keys() <= {"closed", "note", "user_id", "message_follower_ids"}:
            self._look_soon()
        return result

    def action_withdraw(self):
        """Button: it is no longer needed. What is reserved stays reserved."""
        self.check_access("write")
        for wish in self:
            if wish.state not in rules.WAITING:
                raise UserError(self.env._("%s is not open, so there is nothing to withdraw.", wish.display_name))
        self._set_closed(rules.WITHDRAWN)
        return True

    def action_reopen(self):
        """Button: it is needed after all."""
        self.check_access("write")
        today = fields.Date.context_today(self)
        for wish in self:
            if wish.state not in rules.CLOSED:
                raise UserError(self.env._("%s is not withdrawn or expired.", wish.display_name))
            if wish.needed_by and wish.needed_by < today:
                raise UserError(self.env._("The date has passed. Write when it is needed now."))
        self._set_closed(False)
        self._look_soon()
        return True

    def action_open_reservations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_reservation_action")
        return {**action, "domain": [("wish_id", "=", self.id)], "context": {}}

    def _set_closed(self, closed):
        # sudo: the field is the system's; whoever calls has been checked.
        self.sudo().with_context(_wish_system=_SYSTEM).write({"closed": closed})

    @api.model
    def _check_written_by_system(self, vals):
        if self.env.su or self.env.context.get("_wish_system") is _SYSTEM:
            return
        if SYSTEM_FIELDS.intersection(vals):
            raise AccessError(self.env._("The state of a wish follows from what is reserved for it. Use its buttons."))
        owner = vals.get("user_id", self.env.uid)
        others = bool(OWNER_FIELDS.intersection(vals)) and owner != self.env.uid
        if others and not self.env.user.has_group("bk_furniture_reuse.group_coordinator"):
            raise AccessError(self.env._("Only the reuse coordinator wishes on behalf of others."))

    @api.model
    def _check_needed_by(self, vals):
        date = fields.Date.to_date(vals.get("needed_by"))
        if date and date < fields.Date.context_today(self):
            raise UserError(self.env._("The date has passed. Write when it is needed now."))


# Proof that a write of the system's fields comes from here: contexts that arrive over RPC cannot hold this object.
_SYSTEM = object()
