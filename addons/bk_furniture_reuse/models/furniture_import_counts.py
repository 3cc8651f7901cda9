from odoo import api, fields, models


class FurnitureImport(models.Model):
    """The numbers that an import's page shows, counted from its rows and names."""

    _inherit = "furniture.import"

    row_count = fields.Integer("Rows", compute="_compute_counts")
    error_count = fields.Integer("Rows with errors", compute="_compute_counts")
    notice_count = fields.Integer("Rows with remarks", compute="_compute_counts")
    new_count = fields.Integer("New rows", compute="_compute_counts")
    update_count = fields.Integer("Changed rows", compute="_compute_counts")
    unchanged_count = fields.Integer("Unchanged rows", compute="_compute_counts")
    piece_count = fields.Integer("Pieces", compute="_compute_counts")
    ready_count = fields.Integer("Rows to apply", compute="_compute_counts")
    applied_count = fields.Integer("Rows applied", compute="_compute_counts")
    progress = fields.Float("Progress (%)", compute="_compute_counts")
    name_count = fields.Integer("Number of new names", compute="_compute_name_counts")
    names_in_words = fields.Char("New names by kind", compute="_compute_name_counts")
    undecided_count = fields.Integer("New names to confirm", compute="_compute_name_counts")
    has_doubtful = fields.Boolean(compute="_compute_name_counts")
    doubtful_count = fields.Integer(
        "Names left to decide", compute="_compute_name_counts", help="Those that resemble another and are not decided."
    )

    @api.depends("row_ids.state", "row_ids.action", "row_ids.piece_count")
    def _compute_counts(self):
        rows = self.env["furniture.import.row"]
        groups = rows._read_group(
            [("import_id", "in", self.ids)], ["import_id", "state", "action"], ["__count", "piece_count:sum"]
        )
        noticed = dict(
            rows._read_group([("import_id", "in", self.ids), ("notice_text", "!=", False)], ["import_id"], ["__count"])
        )
        for job in self:
            mine = [
                (state, action, count, pieces or 0) for owner, state, action, count, pieces in groups if owner == job
            ]
            good = [group for group in mine if group[0] != "error"]
            job.row_count = sum(count for _state, _action, count, _pieces in mine)
            job.piece_count = sum(pieces for _state, _action, _count, pieces in good)
            job.error_count = job.row_count - sum(count for _state, _action, count, _pieces in good)
            for kind in ("new", "update", "unchanged"):
                job[f"{kind}_count"] = sum(count for _state, action, count, _pieces in good if action == kind)
            for now in ("ready", "applied"):
                job[f"{now}_count"] = sum(count for state, _action, count, _pieces in good if state == now)
            job.notice_count = noticed.get(job, 0)
            waiting = job.ready_count + job.applied_count
            job.progress = 100.0 * job.applied_count / waiting if waiting else (100.0 if job.state == "done" else 0.0)

    @api.depends("name_ids.decision", "name_ids.doubtful", "name_ids.kind")
    def _compute_name_counts(self):
        groups = self.env["furniture.import.name"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "kind", "doubtful", "decision"], ["__count"]
        )
        kinds = dict(self.env["furniture.import.name"]._fields["kind"]._description_selection(self.env))
        for job in self:
            mine = [group[1:] for group in groups if group[0] == job]
            job.name_count = sum(group[-1] for group in mine)
            job.undecided_count = sum(count for _kind, _doubtful, decision, count in mine if not decision)
            job.doubtful_count = sum(count for _kind, doubtful, decision, count in mine if doubtful and not decision)
            job.has_doubtful = any(doubtful for _kind, doubtful, _decision, _count in mine)
            by_kind = {label: sum(group[-1] for group in mine if group[0] == kind) for kind, label in kinds.items()}
            job.names_in_words = ", ".join(f"{label} {count}" for label, count in by_kind.items() if count)
