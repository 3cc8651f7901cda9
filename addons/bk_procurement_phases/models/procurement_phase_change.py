from odoo import fields, models

PHASE_STATES = [("planned", "Planned"), ("open", "Open"), ("closed", "Closed")]


class ProcurementPhaseChange(models.Model):
    """The log of phases: one row per change of state, with who, when and why. Written by the phase, edited by nobody."""

    _name = "procurement.phase.change"
    _description = "Change of phase"
    _order = "date desc, id desc"
    _rec_name = "phase_id"

    phase_id = fields.Many2one("procurement.phase", required=True, ondelete="cascade", index=True)
    project_id = fields.Many2one(related="phase_id.project_id", store=True, index=True)
    company_id = fields.Many2one(related="project_id.company_id", store=True, index=True)
    from_state = fields.Selection(PHASE_STATES, string="From", required=True)
    to_state = fields.Selection(PHASE_STATES, string="To", required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="By", required=True, default=lambda self: self.env.user)
    reason = fields.Char()
