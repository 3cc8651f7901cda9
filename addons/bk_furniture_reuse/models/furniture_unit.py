from odoo import api, fields, models


class FurnitureUnit(models.Model):
    """A part of the organisation that owns pieces: a school, a department, an agency."""

    _name = "furniture.unit"
    _description = "Owner unit"
    _order = "name"

    name = fields.Char(required=True)
    code = fields.Char(help="The unit's number in the organisation's accounts.")
    responsible_id = fields.Many2one("res.users", help="Who answers for the unit's furniture.")
    member_ids = fields.Many2many(
        "res.users", string="People", help="Who works in the unit: what they ask for is for it."
    )
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(lower(name))", "There is already an owner unit with this name.")

    @api.model
    def _unit_of(self, user):
        """The unit that ``user`` works in, or answers for; empty when nobody has said so."""
        # sudo: a person may know their own unit without a right to the list of units.
        units = self.sudo().search(["|", ("member_ids", "in", user.ids), ("responsible_id", "in", user.ids)])
        return units.filtered(lambda unit: user in unit.member_ids)[:1] or units[:1]
