from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

MEMBERS = "furniture_crew_member_rel"


class FurnitureCrew(models.Model):
    """People in work training or summer jobs who register and move furniture, and those who look after their work."""

    _name = "furniture.crew"
    _description = "Crew"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    supervisor_ids = fields.Many2many(
        "res.users", "furniture_crew_supervisor_rel", "crew_id", "user_id", string="Supervisors",
        help="Warehouse operators or coordinators. They review what the crew does, and answer its questions.",
    )  # fmt: skip
    member_ids = fields.Many2many(
        "res.users", MEMBERS, "crew_id", "user_id", string="Members", help="People with the role Crew. A person is in one crew."
    )  # fmt: skip
    place_ids = fields.Many2many(
        "stock.location",
        string="Places",
        domain="[('place_kind', '!=', False)]",
        help="Where the crew works. The phones know the furniture of these buildings without network.",
    )

    def init(self):
        # The relation's own key allows a person in many crews.
        self.env.cr.execute(
            SQL(
                "CREATE UNIQUE INDEX IF NOT EXISTS furniture_crew_member_user_uniq ON %s (user_id)",
                SQL.identifier(MEMBERS),
            )
        )

    @api.constrains("member_ids")
    def _check_members(self):
        self._check_one_crew()
        for person in self.member_ids:
            if not person._is_crew_member():
                raise ValidationError(
                    self.env._(
                        "%s has not the role Crew, or has another role with furniture. Only those whose work is reviewed are members.",
                        person.name,
                    )
                )

    def _check_one_crew(self):
        """Odoo passes over what a unique index refuses in a relation: so the database is asked who is missing from it."""
        self.flush_recordset(["member_ids"])
        rows = self.env.execute_query(
            SQL("SELECT crew_id, user_id FROM %s WHERE crew_id IN %s", SQL.identifier(MEMBERS), tuple(self.ids))
        )
        kept = set(rows)
        for crew in self:
            for person in crew.member_ids:
                if (crew.id, person.id) not in kept:
                    # sudo: the crew that has the person may be another supervisor's; its name is what helps.
                    other = crew.sudo().with_context(active_test=False)._of(person)
                    raise ValidationError(
                        self.env._(
                            "%(person)s is in the crew %(crew)s. Take them out of it first.",
                            person=person.name,
                            crew=other.name or "",
                        )
                    )

    @api.constrains("supervisor_ids", "member_ids")
    def _check_supervisors(self):
        for person in self.supervisor_ids:
            if not person.has_group("bk_furniture_reuse.group_operator"):
                raise ValidationError(
                    self.env._(
                        "%s is neither warehouse operator nor coordinator, and cannot supervise a crew.", person.name
                    )
                )

    @api.model
    def _of(self, person):
        """The crew that a person is in, or an empty set."""
        return self.search([("member_ids", "in", person.ids)], limit=1)


class ResUsers(models.Model):
    """Who works in a crew."""

    _inherit = "res.users"

    def _is_crew_member(self):
        """True for those whose work with furniture waits for a supervisor: in a crew, and nothing more."""
        self.ensure_one()
        return self.has_group("bk_furniture_reuse.group_crew") and not self.has_group(
            "bk_furniture_reuse.group_operator"
        )
