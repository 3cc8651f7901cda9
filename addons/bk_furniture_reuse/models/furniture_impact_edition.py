from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context

from ..tools.impact.displacement import CLASSES, TEMPORARY

DRAFT, APPROVED = "draft", "approved"


class FurnitureImpactEdition(models.Model):
    """One edition of the factor table and of the figures of the method, such as NO-FURN-2026.1.

    It is written as a draft, approved by a manager, and then never changes: ledger entries name the edition that they were counted with.
    What is to be different comes in a new edition, made as a copy.
    """

    _name = "furniture.impact.edition"
    _description = "Edition of the factor table"
    _inherit = ["mail.thread"]
    _order = "valid_from desc, id desc"

    name = fields.Char(required=True, tracking=True, copy=False)
    state = fields.Selection(
        [(DRAFT, "Draft"), (APPROVED, "Approved")],
        required=True,
        default=DRAFT,
        readonly=True,
        copy=False,
        tracking=True,
    )
    valid_from = fields.Date(
        "In force from",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="Events from this day on are counted with this edition, until a later one is in force.",
    )
    note = fields.Text(translate=True, help="What is different from the edition before, and why.")
    previous_id = fields.Many2one(
        "furniture.impact.edition", "Made from", readonly=True, ondelete="restrict", index="btree_not_null", copy=False
    )
    factor_ids = fields.One2many("furniture.impact.factor", "edition_id", string="Factors", copy=True)
    figure_ids = fields.One2many("furniture.impact.figure", "edition_id", string="Figures of the method", copy=True)
    factor_count = fields.Integer("Number of factors", compute="_compute_factor_count")
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False, ondelete="restrict")
    approved_on = fields.Date(readonly=True, copy=False)

    _name_uniq = models.UniqueIndex("(lower(name))", "There is already an edition with this name.")
    _approved_is_signed = models.Constraint(
        "CHECK(state != 'approved' OR (approved_by_id IS NOT NULL AND approved_on IS NOT NULL))",
        "An approved edition says who approved it, and when.",
    )

    @api.depends("factor_ids")
    def _compute_factor_count(self):
        counts = dict(
            self.env["furniture.impact.factor"]._read_group(
                [("edition_id", "in", self.ids)], ["edition_id"], ["__count"]
            )
        )
        for edition in self:
            edition.factor_count = counts.get(edition, 0)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(vals.get("state", DRAFT) != DRAFT or "approved_by_id" in vals for vals in vals_list):
            raise UserError(self.env._("A new edition is a draft. A manager approves it with the button."))
        # Without the defaults of the context, which would be written as what they stand for.
        clean = self if self.env.su else self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        return super(FurnitureImpactEdition, clean).create(vals_list)

    def write(self, vals):
        if not self.env.su and {"state", "approved_by_id", "approved_on"}.intersection(vals):
            raise UserError(self.env._("A manager approves an edition with the button."))
        if any(name in self._fields and not name.startswith(("message_", "activity_")) for name in vals):
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_draft()

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        for edition, vals in zip(self, vals_list, strict=True):
            vals.setdefault("name", edition._next_name())
            vals["previous_id"] = edition.id
        return vals_list

    def _next_name(self):
        """NO-FURN-2026.1 becomes NO-FURN-2026.2; the first that is free."""
        stem, _dot, number = self.name.rpartition(".")
        stem, number = (stem, int(number)) if stem and number.isdigit() else (self.name, 1)
        taken = set(self.search([("name", "=like", f"{stem}.%")]).mapped("name"))
        while f"{stem}.{number}" in taken:
            number += 1
        return f"{stem}.{number}"

    def _check_draft(self):
        """Refuse to change what entries may have been counted with."""
        settled = self.filtered(lambda edition: edition.state != DRAFT)
        if settled:
            raise UserError(
                self.env._(
                    "%s is approved, and entries are counted with it: it stays as it is. Make a new edition instead.",
                    ", ".join(settled.mapped("name")),
                )
            )

    def action_approve(self):
        """Button of the manager: from now on this edition counts, and nobody changes it."""
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_manager")):
            raise UserError(self.env._("The furniture manager approves editions. Ask them."))
        self._check_draft()
        for edition in self:
            if not edition.factor_ids:
                raise UserError(self.env._("%s has no factors yet. Add them before it is approved.", edition.name))
            edition.factor_ids._check_complete()
            edition._check_shares()
        # sudo: the signature is the system's; who may approve is asked above.
        self.sudo().write(
            {"state": APPROVED, "approved_by_id": self.env.uid, "approved_on": fields.Date.context_today(self)}
        )
        return True

    def _check_shares(self):
        """The shares of a purchase that every entry needs are there, and are shares."""
        self.ensure_one()
        figures = self.figure_ids._of_edition(self)
        for code in CLASSES:
            low, value, high = figures.get(f"displacement.{code}", (0, 0, 0))
            known = f"displacement.{code}" in figures
            if code != TEMPORARY and not (known and 0 <= low <= value <= high <= 1):
                raise UserError(
                    self.env._(
                        "%(edition)s: the figure %(code)s is needed, with low, default and high in that order from 0 to 1. Write it before the edition is approved.",
                        edition=self.name,
                        code=f"displacement.{code}",
                    )
                )

    def action_new_edition(self):
        """Button: a draft that begins as a copy of this edition."""
        self.ensure_one()
        edition = self.copy({"valid_from": fields.Date.context_today(self)})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": edition.id,
            "view_mode": "form",
        }

    @api.model
    def _in_force(self, date):
        """The edition that counts events of ``date``; before the first one was in force, the first one. Empty without any."""
        return self._all_approved()._of_day(date)

    @api.model
    def _all_approved(self):
        """Every approved edition, the latest first: for asking ``_of_day`` about many days."""
        return self.search([("state", "=", APPROVED)], order="valid_from desc, id desc")

    def _of_day(self, date):
        return self.filtered(lambda edition: edition.valid_from <= date)[:1] or self[-1:]
