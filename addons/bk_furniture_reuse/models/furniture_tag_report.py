from odoo import api, fields, models
from odoo.exceptions import AccessError

# All that a person writes about a report; the rest follows from what they do.
WRITTEN_BY_HAND = frozenset(("other_lot_id", "note"))
PROBLEMS = [("double", "Two pieces, one tag"), ("lost", "Tag is gone"), ("unreadable", "Tag cannot be read")]
SOLUTIONS = [
    ("printed", "New label printed"),
    ("retired", "Tag taken out of use"),
    ("new_tag", "New tag asked for"),
    ("retagged", "New tag put on"),
    ("nothing", "Nothing to do"),
]


class FurnitureTagReport(models.Model):
    """A tag that is wrong, reported by whoever found it: it sits on two pieces, is gone, or cannot be read.

    Written by the system; coordinators say which the other piece is, and what was done about it.
    """

    _name = "furniture.tag.report"
    _description = "Problem with a tag"
    _inherit = ["furniture.photo.mixin"]
    _photo_fields = ("photo",)
    _order = "state, reported_on desc, id desc"

    problem = fields.Selection(PROBLEMS, required=True, readonly=True)
    lot_id = fields.Many2one("stock.lot", "Piece", readonly=True, ondelete="restrict", index="btree_not_null")
    location_id = fields.Many2one("stock.location", "Place", readonly=True, ondelete="restrict", index="btree_not_null")
    tag_id = fields.Many2one("furniture.tag", "QR tag", readonly=True, ondelete="restrict", index="btree_not_null")
    other_lot_id = fields.Many2one(
        "stock.lot", "The other piece", domain="[('is_furniture', '=', True), ('id', '!=', lot_id)]",
        ondelete="restrict", index="btree_not_null", help="The other one of the two pieces that carry the same tag.",
    )  # fmt: skip
    stands_in_id = fields.Many2one(related="lot_id.location_id", string="Stands in")
    note = fields.Char()
    photo = fields.Image(max_width=1920, max_height=1920, readonly=True)
    user_id = fields.Many2one("res.users", "Reported by", required=True, readonly=True, index=True, ondelete="restrict")
    reported_on = fields.Datetime("Reported on", required=True, readonly=True, default=fields.Datetime.now)
    state = fields.Selection(
        [("open", "Not solved"), ("solved", "Solved")], required=True, default="open", readonly=True, index=True
    )
    solution = fields.Selection(SOLUTIONS, readonly=True)
    solved_by_id = fields.Many2one("res.users", "Solved by", readonly=True, ondelete="restrict")
    solved_on = fields.Datetime("Solved on", readonly=True)

    _open_once = models.UniqueIndex(
        "(COALESCE(lot_id, 0), COALESCE(location_id, 0), COALESCE(tag_id, 0), problem) WHERE state = 'open'",
        "This problem has been reported already.",
    )
    _about_something = models.Constraint(
        "CHECK(num_nonnulls(lot_id, location_id, tag_id) > 0)", "A report is about a piece, a place or a tag."
    )

    @api.depends("problem", "lot_id", "location_id", "tag_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        problems = dict(self._fields["problem"]._description_selection(self.env))
        for report in self:
            about = report.lot_id.name or report.location_id.display_name or report.tag_id.code or ""
            report.display_name = f"{about}: {problems.get(report.problem, '')}"

    def write(self, vals):
        if not self.env.su and not WRITTEN_BY_HAND.issuperset(vals):
            raise AccessError(self.env._("What was reported stays as it is. Use the buttons to solve it."))
        return super().write(vals)

    @api.model
    def _open_about(self, subjects):
        """``{(piece id, place id, tag id, problem): open report}`` among those that are about one of ``subjects``.

        :param subjects: tuples of piece id, place id and tag id, 0 for none
        """
        ids = [list({subject[n] for subject in subjects} - {0}) for n in range(3)]
        # sudo: that a problem is reported already is told to whoever reports it again.
        reports_sudo = self.sudo().search(
            [
                ("state", "=", "open"),
                "|", "|", ("lot_id", "in", ids[0]), ("location_id", "in", ids[1]), ("tag_id", "in", ids[2]),
            ]
        )  # fmt: skip
        return {
            (report.lot_id.id or 0, report.location_id.id or 0, report.tag_id.id or 0, report.problem): report
            for report in reports_sudo
        }

    def _tell_coordinators(self):
        """Each coordinator learns of each report."""
        people = self.env.ref("bk_furniture_reuse.group_coordinator").all_user_ids.filtered("active")
        self.env["furniture.notice"]._tell_each(
            [
                {
                    "user": person,
                    "kind": "other",
                    "text": lambda env, report=report: env._(
                        "Problem with a tag: %s", report.with_env(env).display_name
                    ),
                    "record": report,
                }
                for report in self
                for person in people
            ]
        )
