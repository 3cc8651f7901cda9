from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class FurnitureTagReport(models.Model):
    """What a coordinator does about a problem. Each button does its work and closes the report; it may be opened again."""

    _inherit = "furniture.tag.report"

    def action_print(self):
        """Button: print the label once more, with the same code."""
        self._check_open()
        targets = self._one_kind()
        self._solve("printed")
        return targets.action_print_labels()

    def action_retire_tag(self):
        """Button: the tag goes out of use. Who stands at the piece puts a new one on."""
        self._check_open()
        problems = dict(self._fields["problem"]._description_selection(self.env))
        for report in self:
            if not report.tag_id:
                raise UserError(self.env._("The report names no tag that could be taken out of use."))
            report.tag_id._retire(problems[report.problem])
        self._solve("retired")
        return True

    def action_ask_for_tag(self):
        """Button: one of the two pieces needs a tag of its own; who reported it is asked to put one on."""
        self._check_open()
        for report in self:
            if report.problem != "double":
                raise UserError(self.env._("Only where two pieces have one tag does the other one need a new one."))
            if not report.other_lot_id or report.other_lot_id == report.lot_id:
                raise UserError(self.env._("Say first which the other piece is."))
            code = report.tag_id._readable() if report.tag_id else ""
            # sudo: the person need not be somebody whom a coordinator may assign.
            report.other_lot_id.sudo().activity_schedule(
                "bk_furniture_reuse.mail_activity_type_new_tag",
                summary=self.env._("Put a blank tag on %s", report.other_lot_id.name),
                note=self.env._(
                    "The tag %(tag)s sits on %(piece)s and on %(other)s. It stays on the first; put a blank one on the other and scan it.",
                    tag=code, piece=report.lot_id.name or "?", other=report.other_lot_id.name,
                ),
                user_id=report._whom_to_ask().id,
            )  # fmt: skip
        self._solve("new_tag")
        return True

    def action_close(self):
        """Button: there is nothing to do."""
        self._check_open()
        self._solve("nothing")
        return True

    def action_open(self):
        """Button: it was not solved after all."""
        self._check_coordinator()
        # sudo: reports are written by the system; who may is checked above.
        self.sudo().write({"state": "open", "solution": False, "solved_by_id": False, "solved_on": False})
        return True

    @api.model
    def _retagged(self, targets):
        """These pieces or places have new tags: what was reported of the old ones is solved, and nobody needs to be asked any more."""
        field = "lot_id" if targets._name == "stock.lot" else "location_id"
        # sudo: whoever puts on a tag solves what was reported of the old one, though the reports are not theirs.
        self.sudo().search(
            [("state", "=", "open"), (field, "in", targets.ids), ("problem", "in", ("lost", "unreadable"))]
        ).with_env(self.env)._solve("retagged")
        asked = self.env.ref("bk_furniture_reuse.mail_activity_type_new_tag", raise_if_not_found=False)
        if not asked:
            return  # somebody has deleted the type of activity, and its activities with it
        # sudo: see above; the activity may be somebody else's.
        activities = self.env["mail.activity"].sudo().search(
            [("res_model", "=", targets._name), ("res_id", "in", targets.ids), ("activity_type_id", "=", asked.id)]
        )  # fmt: skip
        activities.action_feedback(feedback=self.env._("New tag put on"))

    def _solve(self, solution):
        # sudo: reports are written by the system; who may is checked by whoever calls.
        self.sudo().filtered(lambda report: report.state == "open").write(
            {
                "state": "solved",
                "solution": solution,
                "solved_by_id": self.env.uid,
                "solved_on": fields.Datetime.now(),
            }
        )

    def _one_kind(self):
        """The pieces of these reports, or their places: labels are printed of one kind at a time."""
        targets = self.lot_id or self.location_id
        if not targets or (self.lot_id and self.location_id):
            raise UserError(self.env._("Choose reports about pieces, or reports about places."))
        return targets

    def _whom_to_ask(self):
        """Who reported it, while they are still at work here; otherwise whoever asks."""
        reporter = self.user_id
        # sudo: groups of another person
        works = reporter.active and reporter.sudo().has_group("bk_furniture_reuse.group_operator")
        return reporter if works else self.env.user

    def _check_open(self):
        """Somebody else may have solved it in the meantime: nothing is done about it twice."""
        self._check_coordinator()
        if any(report.state != "open" for report in self):
            raise UserError(self.env._("This has been solved already. Load the page again to see how."))

    def _check_coordinator(self):
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")):
            raise AccessError(self.env._("Problems with tags are solved by the reuse coordinator."))
