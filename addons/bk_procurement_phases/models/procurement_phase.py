from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools import phase as rules
from .procurement_phase_change import PHASE_STATES

# Proof that a write of the state comes from _change_state: contexts that arrive over RPC cannot hold this object.
_CHECKED = object()
PHASE_KINDS = [("reuse", "Reuse"), ("used", "Buy used"), ("new", "Buy new")]
# Colours of Odoo's tags; 0 would hide a tag on cards.
STATE_COLOURS = {"planned": 4, "open": 10, "closed": 8}


class ProcurementPhase(models.Model):
    """One of the three phases of a furnishing project: reuse what is owned, buy used, buy new.

    A project has each kind exactly once. Phases may overlap in time, and reuse may go on without an end.
    """

    _name = "procurement.phase"
    _description = "Procurement phase"
    _order = "project_id, sequence, id"
    _check_company_auto = True

    project_id = fields.Many2one(
        "procurement.project", required=True, ondelete="cascade", index=True, check_company=True
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True, index=True)
    user_id = fields.Many2one(related="project_id.user_id", store=True, index="btree_not_null")
    kind = fields.Selection(PHASE_KINDS, "Phase", required=True)
    sequence = fields.Integer(compute="_compute_sequence", store=True, precompute=True)
    state = fields.Selection(PHASE_STATES, required=True, default="planned", copy=False)
    colour = fields.Integer(compute="_compute_colour")
    date_start = fields.Date("Start")
    date_end = fields.Date("End", help="Empty: goes on without an end.")
    date_shown_until = fields.Date(
        "Shown until", compute="_compute_date_shown_until", search="_search_date_shown_until"
    )
    goal = fields.Integer(
        "Target (%)", aggregator=None, help="The share of the project's furniture that is to come from this phase."
    )
    change_ids = fields.One2many("procurement.phase.change", "phase_id", string="Changes")

    _one_of_each_kind = models.Constraint("unique(project_id, kind)", "A project has each phase only once.")
    _goal_is_a_share = models.Constraint("CHECK(goal BETWEEN 0 AND 100)", "A target is a share from 0 to 100 per cent.")
    _ends_after_start = models.Constraint("CHECK(date_end >= date_start)", "A phase cannot end before it starts.")

    @api.depends("kind")
    def _compute_sequence(self):
        for phase in self:
            phase.sequence = rules.KINDS.index(phase.kind) if phase.kind else len(rules.KINDS)

    @api.depends("state")
    def _compute_colour(self):
        for phase in self:
            phase.colour = STATE_COLOURS.get(phase.state, 0)

    @api.depends("kind", "state", "project_id.name")
    @api.depends_context("phase_label", "lang")
    def _compute_display_name(self):
        """Project and kind; inside a project (context ``phase_label``) the ``kind`` alone, or the kind and its ``state``."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        states = dict(self._fields["state"]._description_selection(self.env))
        label = self.env.context.get("phase_label")
        for phase in self:
            kind = kinds.get(phase.kind, "")
            if label == "kind":
                phase.display_name = kind
            elif label == "state":
                phase.display_name = f"{kind}: {states.get(phase.state, '').lower()}"
            else:
                phase.display_name = ": ".join(filter(None, [phase.project_id.name, kind]))

    @api.depends("date_end", "project_id.date_end", "state", "change_ids.date")
    def _compute_date_shown_until(self):
        # A calendar draws nothing without an end: what goes on is drawn a year ahead or to the end of the project, whichever is
        # later; what was closed, to the day that it was closed.
        ahead = fields.Date.add(fields.Date.context_today(self), years=1)
        for phase in self:
            if phase.date_end:
                phase.date_shown_until = phase.date_end
            elif phase.state == rules.CLOSED and phase.change_ids:
                phase.date_shown_until = phase.change_ids.sorted()[0].date.date()
            else:
                phase.date_shown_until = max(phase.project_id.date_end or ahead, phase.date_start or ahead, ahead)

    def _search_date_shown_until(self, operator, value):
        if operator != ">=":
            return NotImplemented
        return Domain("date_end", "=", False) | Domain("date_end", ">=", value)

    @api.constrains("goal", "project_id")
    def _check_goals(self):
        for project, phases in self.project_id.phase_ids.grouped("project_id").items():
            total = sum(phases.mapped("goal"))
            if total > 100:
                raise ValidationError(
                    self.env._(
                        "The targets of %(project)s add up to %(total)s %%. Lower them to 100 %% or less.",
                        project=project.name,
                        total=total,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("state", rules.PLANNED) != rules.PLANNED for vals in vals_list):
            raise UserError(self.env._("A new phase is planned. Open it with its button when it starts."))
        return super().create(vals_list)

    def write(self, vals):
        if "state" in vals and self.env.context.get("_state_checked") is not _CHECKED:
            # Whatever wrote it (list, import, API): the rules decide.
            vals = dict(vals)
            self._change_state(vals.pop("state"))
        return super().write(vals) if vals else True

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A project has all three phases. Leave the one that is not needed as planned."))

    def action_open(self):
        return self._change_state(rules.OPEN)

    def action_close(self):
        return self._change_state(rules.CLOSED)

    def _change_state(self, state, reason=""):
        """Change the state of these phases, all or none, and log who, when and why.

        :param state: one of ``tools.phase.STATES``
        :param reason: the person's words; reopening needs them
        :return: True
        :raise UserError: when the table does not allow it for one of them
        """
        self.check_access("write")
        roles = self._phase_roles()
        changing = self.browse()
        for phase in self:
            try:
                if rules.check_change(phase.state, state, roles, reason):
                    changing |= phase
            except rules.Refusal as refusal:
                raise UserError(self._refusal_text(refusal, phase, state)) from None
        changes = [
            {
                "phase_id": phase.id,
                "from_state": phase.state,
                "to_state": state,
                "reason": (reason or "").strip() or False,
                "user_id": self.env.uid,
            }
            for phase in changing
        ]
        changing.with_context(_state_checked=_CHECKED).write({"state": state})
        # sudo: the log is written by the system for whoever may change the phase; nobody may write it directly.
        log_sudo = self.env["procurement.phase.change"].sudo().create(changes)
        for project, entries_sudo in log_sudo.grouped("project_id").items():
            project.sudo(False)._log_phase_changes(entries_sudo)
        return True

    @api.model
    def _phase_roles(self):
        """The roles of the current user in the words of the transition table; the system itself may do all."""
        if self.env.su:
            return list(rules.ROLES)
        return [role for role in rules.ROLES if self.env.user.has_group(f"bk_procurement_phases.group_{role}")]

    @api.model
    def _refusal_text(self, refusal, phase, state):
        """The sentence for a person: which phase, why not, and what to do instead."""
        name = phase.display_name
        if refusal.code == "needs_role":
            if refusal.role == rules.MANAGER:
                return self.env._(
                    "%s: only the project manager may open a closed phase again. Ask them to do it.", name
                )
            return self.env._("%s: a procurement officer opens and closes phases. Ask them to do it.", name)
        if refusal.code == "needs_reason":
            return self.env._("%s: write why the phase is opened again.", name)
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(phase)s: a phase that is %(was)s cannot become %(wanted)s. Phases are opened first, then closed.",
            phase=name, was=labels.get(phase.state, "").lower(), wanted=labels.get(state, str(state)).lower(),
        )  # fmt: skip
