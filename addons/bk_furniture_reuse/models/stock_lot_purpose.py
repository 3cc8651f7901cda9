from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import purpose as rules

# Proof that a write of the purpose comes from _change_purpose: contexts that arrive over RPC cannot hold this object.
_CHECKED = object()
PURPOSES = [
    ("in_use", "In use"),
    ("available", "Available"),
    ("reserved", "Reserved"),
    ("redesign", "Redesign"),
    ("recycling", "Recycling"),
]
# The people of a batch this small also get a line in each piece's chatter; the log has every change anyway.
CHATTER_LIMIT = 100


class StockLot(models.Model):
    """What a piece is for: the deck's five purposes, changed only by the rules of ``tools/purpose.py`` and always logged."""

    _inherit = "stock.lot"

    purpose = fields.Selection(PURPOSES, index="btree_not_null", copy=False)
    purpose_change_ids = fields.One2many("furniture.purpose.change", "lot_id", string="Changes of purpose")
    purpose_choices = fields.Char(
        compute="_compute_purpose_choices", help="The purposes that this person may choose now."
    )

    _furniture_has_purpose = models.Constraint(
        "CHECK(coalesce(is_furniture, false) = (purpose IS NOT NULL))",
        "Every piece has a purpose; nothing else has one.",
    )

    @api.depends("purpose", "location_id")
    @api.depends_context("uid")
    def _compute_purpose_choices(self):
        roles = self._purpose_roles()
        for lot in self:
            choices = [p for p in rules.PURPOSES if self._may_choose(lot, p, roles)] if lot.is_furniture else []
            lot.purpose_choices = ",".join(choices)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        furniture = self._furniture_vals(vals_list)
        checked = self.env.context.get("_purpose_checked") is _CHECKED
        for vals in furniture:
            vals.setdefault("purpose", rules.AVAILABLE)
            if vals["purpose"] == rules.RESERVED and not checked:
                raise UserError(self._refusal_text(rules.Refusal("follows_reservation")))
        lots = super().create(vals_list)
        # Only the import itself may say that it was the import; a context that comes over RPC cannot be `checked`.
        source = rules.IMPORT if checked and self.env.context.get("purpose_source") == rules.IMPORT else "new"
        self._log_purposes([(lot, False, lot.purpose) for lot in lots if lot.purpose], source, "")
        return lots

    def write(self, vals):
        if "purpose" in vals and self.env.context.get("_purpose_checked") is not _CHECKED:
            # Whatever wrote it (list, import, API): the rules decide.
            vals = dict(vals)
            self._change_purpose(vals.pop("purpose"))
        return super().write(vals) if vals else True

    def action_set_purpose(self):
        """Button on the piece; the purpose wanted is in the context."""
        self._change_purpose(self.env.context.get("purpose"))
        return True

    def _change_purpose(self, purpose, source=rules.HAND, reason=""):
        """Change the purpose of these pieces, all or none, and log who, when and from where.

        :param purpose: one of ``tools.purpose.PURPOSES``
        :param source: one of ``tools.purpose.SOURCES``; what people do themselves is ``hand``
        :param reason: the person's words; some changes need them
        :return: the pieces whose purpose changed
        :raise UserError: when the table does not allow it for one of them, naming the pieces and what to do
        """
        self.check_access("write")
        roles = self._purpose_roles()
        changing, refusals = self.browse(), {}
        for lot in self:
            try:
                if rules.check_change(
                    lot.purpose, purpose, source, roles, reason, lot.location_id.place_kind in ("room", "zone")
                ):
                    changing |= lot
            except rules.Refusal as refusal:
                refusals.setdefault((refusal.code, refusal.role, lot.purpose), self.browse())
                refusals[refusal.code, refusal.role, lot.purpose] |= lot
        if refusals:
            raise UserError(
                "\n".join(
                    self._refusal_text(rules.Refusal(code, role), lots, purpose)
                    for (code, role, _was), lots in refusals.items()
                )
            )
        before = [(lot, lot.purpose, purpose) for lot in changing]
        changing.with_context(_purpose_checked=_CHECKED).write({"purpose": purpose})
        self._log_purposes(before, source, reason)
        return changing

    def _as_checked(self):
        """These pieces, allowed to be created as reserved: for the import, which makes the hold in the same transaction."""
        return self.with_context(_purpose_checked=_CHECKED)

    @api.model
    def _log_purposes(self, changes, source, reason):
        """Keep ``changes``, a list of (piece, from, to)."""
        # sudo: the log is written by the system for whoever may change the piece; nobody may write it directly.
        self.env["furniture.purpose.change"].sudo().create(
            [
                {
                    "lot_id": lot.id,
                    "from_purpose": was,
                    "to_purpose": now,
                    "source": source,
                    "reason": reason or False,
                    "user_id": self.env.uid,
                }
                for lot, was, now in changes
            ]
        )
        changed = [(lot, was, now) for lot, was, now in changes if was]
        if changed and len(changed) <= CHATTER_LIMIT and not self.env.context.get("tracking_disable"):
            labels = dict(self._fields["purpose"]._description_selection(self.env))
            bodies = {}
            for lot, was, now in changed:
                text = self.env._("Purpose: %(was)s → %(now)s", was=labels[was], now=labels[now])
                bodies[lot.id] = f"{text}. {reason}" if reason else text
            self.browse(bodies)._message_log_batch(bodies=bodies)

    @api.model
    def _purpose_roles(self):
        """The roles of the current user in the words of the transition table; the system itself may do all."""
        if self.env.su:
            return list(rules.ROLES)
        return [role for role in rules.ROLES if self.env.user.has_group(f"bk_furniture_reuse.group_{role}")]

    @api.model
    def _may_choose(self, lot, purpose, roles):
        try:
            return rules.check_change(
                lot.purpose, purpose, rules.HAND, roles, "asked for", lot.location_id.place_kind in ("room", "zone")
            )
        except rules.Refusal:
            return False

    def _why_not_purpose(self, purpose):
        """The sentence that says why this person may not choose ``purpose`` for the piece now; empty when they may."""
        self.ensure_one()
        in_room = self.location_id.place_kind in ("room", "zone")
        try:
            rules.check_change(self.purpose, purpose, rules.HAND, self._purpose_roles(), "asked for", in_room)
        except rules.Refusal as refusal:
            return self._refusal_text(refusal, self, purpose)
        return ""

    def _purpose_needs_reason(self, purpose):
        """True when changing to ``purpose`` asks for a reason in words."""
        self.ensure_one()
        rule = rules.TRANSITIONS.get((self.purpose, purpose))
        return bool(rule and rule.needs_reason)

    @api.model
    def _refusal_text(self, refusal, lots=None, purpose=None):
        """The sentence for a person: which pieces, why not, and what to do instead."""
        labels = dict(self._fields["purpose"]._description_selection(self.env))
        names = ", ".join((lots or self.browse())[:5].mapped("name")) or self.env._("New piece")
        if lots and len(lots) > 5:
            names = self.env._("%(names)s and %(count)s more", names=names, count=len(lots) - 5)
        values = {
            "names": names,
            "was": labels.get(lots[:1].purpose, "") if lots else "",
            "wanted": labels.get(purpose, purpose or ""),
        }
        roles = {
            rules.OPERATOR: self.env._("a warehouse operator"),
            rules.COORDINATOR: self.env._("the reuse coordinator"),
            rules.MANAGER: self.env._("the furniture manager"),
        }
        match refusal.code:
            case "follows_reservation":
                return self.env._(
                    "%(names)s: Reserved follows from a reservation. Make or release the reservation instead.", **values
                )
            case "needs_role":
                return self.env._(
                    "%(names)s: from %(was)s to %(wanted)s is decided by %(role)s. Ask them to change it.",
                    role=roles[refusal.role],
                    **values,
                )
            case "needs_reason":
                return self.env._(
                    "%(names)s: from %(was)s to %(wanted)s needs a reason. Use Change purpose and write why.", **values
                )
            case "needs_room":
                return self.env._(
                    "%(names)s: a piece is in use when it stands in a room. Move it to a room first.", **values
                )
            case "no_such_change":
                return self.env._(
                    "%(names)s: a piece that is %(was)s cannot become %(wanted)s directly. Make it available first.",
                    **values,
                )
        return self.env._("%(names)s: “%(wanted)s” is not one of the five purposes.", **values)
