from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import tag_code

MOST = 5_000
# Proof that a write comes from the batch's own methods: contexts that arrive over RPC cannot hold this object.
_AT_WORK = object()
# What people write themselves; the rest follows from the buttons and from what becomes of the tags.
WHEN_MADE = frozenset(("kind", "count", "company_id", "note", "delivered_to_id", "delivered_team"))
LATER = frozenset(("note", "delivered_to_id", "delivered_team"))
# Odoo's own beside a record: who follows it, what was said.
BESIDE = ("message_", "website_message_")


class FurnitureTagBatch(models.Model):
    """A roll or a stack of sheets of blank tags, printed in advance for pieces or for places.

    It is made with its tags, printed, handed out, and used up when the last blank one is gone. Tags for pieces have their number
    from the start: the piece that gets such a tag is called so.
    """

    _name = "furniture.tag.batch"
    _description = "Batch of QR tags"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Batch", required=True, readonly=True, copy=False, default=lambda self: self.env._("New"))
    kind = fields.Selection([("piece", "Pieces"), ("place", "Places")], "Printed for", required=True, default="piece")
    count = fields.Integer("Tags", required=True, default=105, aggregator="sum")
    state = fields.Selection(
        [("printed", "Printed"), ("delivered", "Handed out"), ("used_up", "Used up")],
        compute="_compute_state",
        store=True,
        default="printed",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    note = fields.Char(help="For example: the roll in the van.")

    # Hands
    delivered_to_id = fields.Many2one(
        "res.users", "Handed to", domain="[('share', '=', False)]", copy=False, index="btree_not_null", tracking=True,
        help="Their telephone knows these tags without coverage.",
    )  # fmt: skip
    delivered_team = fields.Char("Or to a team", copy=False, tracking=True)
    delivered_on = fields.Datetime("Handed out on", readonly=True, copy=False)
    printed_on = fields.Datetime("Last printed on", readonly=True, copy=False)

    # Closed before the last tag was used
    closed_on = fields.Datetime(readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    closed_reason = fields.Char("Why closed", readonly=True, copy=False)

    # Tags
    tag_ids = fields.One2many("furniture.tag", "batch_id", string="QR tags", readonly=True)
    first_number = fields.Char("Numbers from", readonly=True, copy=False)
    last_number = fields.Char("Numbers to", readonly=True, copy=False)
    blank_count = fields.Integer("Blank ones left", compute="_compute_tag_counts")
    claimed_count = fields.Integer("In use", compute="_compute_tag_counts")
    retired_count = fields.Integer("Retired", compute="_compute_tag_counts")

    _name_uniq = models.Constraint("unique(name)", "This batch number is taken.")
    _count_bounds = models.Constraint(f"CHECK(count BETWEEN 1 AND {MOST})", f"A batch has from 1 to {MOST} tags.")
    _closed_by_somebody = models.Constraint(
        "CHECK(closed_on IS NULL OR (closed_by_id IS NOT NULL AND closed_reason IS NOT NULL))",
        "A batch that was closed early says who closed it, and why.",
    )

    @api.depends("tag_ids.state")
    def _compute_tag_counts(self):
        counts = self._tag_counts()
        for batch in self:
            for state in ("blank", "claimed", "retired"):
                batch[f"{state}_count"] = counts.get((batch.id, state), 0)

    @api.depends("tag_ids.state", "delivered_on", "closed_on")
    def _compute_state(self):
        """Used up by itself with the last blank tag: one query for all batches whose tags have changed."""
        counts = self._tag_counts()
        # What is the same is not written again: everybody who takes a tag from the roll would wait for everybody else.
        self.fetch(["state"])
        for batch in self:
            blank = counts.get((batch.id, "blank"), 0)
            made = any(counts.get((batch.id, state)) for state in ("blank", "claimed", "retired"))
            used_up = batch.closed_on or (made and not blank)
            state = "used_up" if used_up else "delivered" if batch.delivered_on else "printed"
            if batch.state != state:
                batch.state = state

    def _tag_counts(self):
        """``{(batch id, state of tags): how many}``, one query however many batches."""
        groups = self.env["furniture.tag"]._read_group(
            [("batch_id", "in", self.ids)], ["batch_id", "state"], ["__count"]
        )
        return {(batch.id, state): count for batch, state, count in groups}

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_people_write(vals, WHEN_MADE)
            count = vals.get("count", self.default_get(["count"])["count"])
            if not isinstance(count, int) or not 1 <= count <= MOST:
                raise ValidationError(
                    self.env._(
                        "A batch has from 1 to %(most)s tags, not %(count)s. Make another batch for those beyond.",
                        most=MOST, count=count,
                    )
                )  # fmt: skip
            vals["name"] = self.env["ir.sequence"].next_by_code("furniture.tag.batch")
        batches = super().create(vals_list)
        batches._create_tags()
        return batches

    def write(self, vals):
        self._check_people_write(vals, LATER)
        if any(batch.state == "used_up" for batch in self) and LATER & set(vals) - {"note"}:
            raise UserError(self.env._("This batch is used up: there is nothing left to hand to anybody."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A batch is kept, as its tags may be printed. Close it instead."))

    def _create_tags(self):
        """The blank tags of new batches, in the order in which they are printed."""
        vals_list = []
        for batch in self:
            numbers = [False] * batch.count
            if batch.kind == "piece":
                numbers = self.env["stock.lot"]._take_piece_numbers(batch.count)
                batch._at_work().write({"first_number": numbers[0], "last_number": numbers[-1]})
            codes = tag_code.new_codes(batch.count)
            vals_list += [
                {"code": code, "number": number, "batch_id": batch.id, "made_for": batch.kind}
                for code, number in zip(codes, numbers, strict=True)
            ]
        # sudo: whoever may make a batch makes its tags; tags themselves are nobody's to edit.
        self.env["furniture.tag"].sudo().create(vals_list)

    @api.model
    def _check_people_write(self, vals, allowed):
        """Refuse what people do not write: how many tags there are, and what follows from the buttons and the tags."""
        if self.env.context.get("_tag_batch_at_work") is _AT_WORK:
            return
        wrong = [name for name in vals if name not in allowed and not name.startswith(BESIDE)]
        if wrong:
            labels = [self._fields[name]._description_string(self.env) for name in wrong if name in self._fields]
            raise UserError(
                self.env._("%s: not written directly. Use the buttons of the batch.", ", ".join(labels or wrong))
            )

    def _at_work(self):
        """These batches, as the system that writes what people may not; each method has checked who asks."""
        return self.sudo().with_context(_tag_batch_at_work=_AT_WORK)
