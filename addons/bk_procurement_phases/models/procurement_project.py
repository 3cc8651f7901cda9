from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.phase import KINDS, PLANNED

GOAL_MEASURES = [("pieces", "Pieces"), ("value", "Value when new"), ("weight", "Weight (kg)")]


class ProcurementProject(models.Model):
    """The furnishing of one or more buildings, mainly with used furniture.

    Every project has the three phases; what they are to reach is a share of the furniture, and ``goal_measure`` says a share of what.
    """

    _name = "procurement.project"
    _description = "Furnishing project"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, name, id"
    _check_company_auto = True

    # What is furnished
    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    building_ids = fields.Many2many(
        "stock.location", "procurement_project_building_rel", string="Destination buildings",
        domain="[('place_kind', '=', 'building')]", check_company=True,
    )  # fmt: skip
    area = fields.Float("Area (m²)", digits=(12, 1))
    workplaces = fields.Integer()
    services = fields.Integer(help="How many of the organisation's services move in.")
    note = fields.Html()

    # Where furniture comes from
    site_ids = fields.Many2many(
        "stock.location", "procurement_project_site_rel", string="Mapped sites",
        domain="[('site_id', '!=', False), ('location_id.site_id', '=', False)]", check_company=True,
        help="The sites whose furniture this project may use. Empty: the whole register.",
    )  # fmt: skip

    # Who and when
    user_id = fields.Many2one(
        "res.users", "Responsible", default=lambda self: self.env.user, index=True, tracking=True, check_company=True
    )
    date_start = fields.Date("Start", tracking=True)
    date_end = fields.Date("End", tracking=True)
    phase_ids = fields.One2many(
        "procurement.phase", "project_id", string="Phases", default=lambda self: self._default_phases()
    )
    change_ids = fields.One2many("procurement.phase.change", "project_id", string="Changes of phase")

    # What is to be reached
    reuse_goal = fields.Integer(
        "Reuse goal (%)",
        default=80,
        aggregator=None,
        tracking=True,
        help="The share that is to be reused or bought used.",
    )
    goal_measure = fields.Selection(GOAL_MEASURES, "Counted by", required=True, default="pieces", tracking=True)
    goal_definition = fields.Char("What is counted", compute="_compute_goal_definition")

    _numbers_not_negative = models.Constraint(
        "CHECK(coalesce(area, 0) >= 0 AND coalesce(workplaces, 0) >= 0 AND coalesce(services, 0) >= 0)",
        "Area, workplaces and services cannot be negative.",
    )
    _goal_is_a_share = models.Constraint(
        "CHECK(reuse_goal BETWEEN 0 AND 100)", "The reuse goal is a share from 0 to 100 per cent."
    )
    _ends_after_start = models.Constraint("CHECK(date_end >= date_start)", "A project cannot end before it starts.")

    @api.depends("reuse_goal", "goal_measure", "building_ids.name")
    def _compute_goal_definition(self):
        for project in self:
            values = {
                "goal": project.reuse_goal,
                "place": ", ".join(project.building_ids.mapped("name")) or self.env._("the destination building"),
            }
            if project.goal_measure == "weight":
                text = self.env._(
                    "%(goal)s %% of the weight of all furniture in %(place)s is to be reused or bought used; every piece counts with its kg.",
                    **values,
                )
            elif project.goal_measure == "value":
                text = self.env._(
                    "%(goal)s %% of the value of all furniture in %(place)s is to be reused or bought used; every piece counts with its price when new.",
                    **values,
                )
            else:
                text = self.env._(
                    "%(goal)s %% of all pieces in %(place)s are to be reused or bought used; every piece counts as one.",
                    **values,
                )
            project.goal_definition = text

    @api.constrains("building_ids")
    def _check_buildings(self):
        for project in self:
            others = project.building_ids.filtered(lambda place: place.place_kind != "building")
            if others:
                raise ValidationError(
                    self.env._(
                        "%s is not a building. Choose the building that is to be furnished.", others[0].display_name
                    )
                )

    @api.constrains("site_ids")
    def _check_sites(self):
        for project in self:
            others = project.site_ids.filtered(lambda place: place.site_id != place)
            if others:
                raise ValidationError(
                    self.env._("%s is not a site. Choose the site that it stands in.", others[0].display_name)
                )

    @api.model
    def _default_phases(self):
        return [Command.create({"kind": kind}) for kind in KINDS]

    @api.model_create_multi
    def create(self, vals_list):
        projects = super().create(vals_list)
        missing = [
            {"project_id": project.id, "kind": kind}
            for project in projects
            for kind in KINDS
            if kind not in project.phase_ids.mapped("kind")
        ]
        if missing:
            self.env["procurement.phase"].create(missing)
        return projects

    def copy_data(self, default=None):
        return [
            {**vals, "name": vals["name"] if default and "name" in default else self.env._("%s (copy)", project.name)}
            for project, vals in zip(self, super().copy_data(default), strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_only_before_it_starts(self):
        for project in self:
            if any(phase.state != PLANNED for phase in project.phase_ids):
                raise UserError(self.env._("%s has begun: its history must be kept. Archive it instead.", project.name))

    def _log_phase_changes(self, changes):
        """A line in the project's chatter for ``changes``, entries of the log of phases."""
        self.ensure_one()
        labels = dict(changes._fields["to_state"]._description_selection(self.env))
        for change in changes:
            phase = change.phase_id.with_context(phase_label="kind").display_name
            text = self.env._(
                "%(phase)s: %(was)s → %(now)s", phase=phase, was=labels[change.from_state], now=labels[change.to_state]
            )
            self._message_log(body=f"{text}. {change.reason}" if change.reason else text)
