import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

# A file with this many bytes or more is read by the scheduled job, so that nobody waits for a page to answer.
READ_AT_ONCE_BYTES = 1_500_000


class FurnitureImport(models.Model):
    """One register file on its way into stock: read, checked and shown, confirmed, applied.

    States: ``draft`` (a file is chosen), ``mapping`` (somebody must say what a heading means), ``reading``, ``review`` (rows and new names
    are shown; nothing of the stock is touched), ``applying`` (in the background, in committed batches), ``done``.
    """

    _name = "furniture.import"
    _description = "Register import"
    _inherit = ["furniture.import.guard", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _PEOPLE_FIELDS = None
    _SYSTEM_FIELDS = frozenset(
        ("state", "problem", "model_map", "sheet", "file_hash", "compared_with", "vanished_count", "row_ids")
    )

    name = fields.Char(required=True, compute="_compute_name", store=True, readonly=False, precompute=True)
    file = fields.Binary(attachment=True, required=True, copy=False)
    filename = fields.Char(required=True)
    file_hash = fields.Char(compute="_compute_file_hash", store=True, index=True)
    sheet = fields.Char(readonly=True)
    state = fields.Selection(
        [
            ("draft", "Choose a file"),
            ("mapping", "Headings to explain"),
            ("reading", "Being read"),
            ("review", "To be confirmed"),
            ("applying", "Being applied"),
            ("done", "Done"),
        ],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
    )
    # Whose name and rights the work has; nobody can write create_uid, so nobody can act for another.
    user_id = fields.Many2one("res.users", "Imported by", related="create_uid")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, required=True, readonly=True)
    problem = fields.Text("What is in the way", readonly=True)
    column_ids = fields.One2many("furniture.import.column", "import_id", string="Headings")
    row_ids = fields.One2many("furniture.import.row", "import_id", string="All rows", readonly=True)
    error_row_ids = fields.One2many(
        "furniture.import.row", "import_id", string="Rows to mend", domain=[("state", "=", "error")], readonly=True
    )
    name_ids = fields.One2many("furniture.import.name", "import_id", string="New names")
    doubtful_ids = fields.One2many(
        "furniture.import.name", "import_id", string="Names to decide", domain=[("doubtful", "=", True)], readonly=True
    )
    model_map = fields.Json(readonly=True, help="Which new model a row's name, type and maker mean.")
    corrects_id = fields.Many2one(
        "furniture.import",
        "New version of",
        domain="[('state', '=', 'done'), ('id', '!=', id)]",
        ondelete="restrict",
        index="btree_not_null",
        help="The earlier import of the same register. Found by itself; choose it when it was not.",
    )
    is_other_register = fields.Boolean(
        "A register of its own",
        help="Tick when the file resembles an earlier one but is about other furniture, then read it again.",
    )
    compared_with = fields.Integer(
        readonly=True, help="How many rows of other imports were applied when this file was compared with them."
    )
    same_file_id = fields.Many2one("furniture.import", compute="_compute_same_file_id")

    vanished_count = fields.Integer("Rows no longer in the file", readonly=True)

    @api.depends("filename")
    def _compute_name(self):
        for job in self:
            if not job.name:
                job.name = job.filename or self.env._("Register")

    @api.depends("file")
    def _compute_file_hash(self):
        for job in self:
            content = job._content()
            job.file_hash = hashlib.sha256(content).hexdigest() if content else False

    @api.depends("file_hash")
    def _compute_same_file_id(self):
        for job in self:
            job.same_file_id = self.search(
                [("file_hash", "=", job.file_hash), ("state", "=", "done"), ("id", "!=", job._origin.id)], limit=1
            ) if job.file_hash else False  # fmt: skip

    @api.constrains("corrects_id")
    def _check_corrects(self):
        if self._has_cycle("corrects_id"):
            raise ValidationError(
                self.env._(
                    "An import cannot be a new version of itself. Choose the earlier import of the same register."
                )
            )

    def write(self, vals):
        if "file" not in vals:
            return super().write(vals)
        self._check_people_write(vals)
        if any(job.state not in ("draft", "mapping", "review") for job in self):
            raise UserError(self.env._("This import has been started. Choose the other file in a new import."))
        # What was read belongs to the former file.
        job = self._at_work()
        job.row_ids.unlink()
        job.name_ids.unlink()
        name = {"name": vals["filename"]} if vals.get("filename") else {}
        return super(FurnitureImport, job).write(
            {**name, **vals, "state": "draft", "problem": False, "corrects_id": False, "vanished_count": 0}
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unapplied(self):
        if any(job.state in ("applying", "done") for job in self):
            raise UserError(self.env._("An import that has been applied is kept: it says where the pieces came from."))

    # Buttons

    def action_read(self):
        """Read the chosen file again from the start; nothing of the stock is touched."""
        self.check_access("write")
        for job in self._at_work():
            if job.state in ("applying", "done"):
                raise UserError(self.env._("This import has been applied. Choose the corrected file in a new import."))
            content = job._content()
            if not content:
                raise UserError(self.env._("Choose a file first."))
            if len(content) < READ_AT_ONCE_BYTES:
                job._read()
            else:
                job.write({"state": "reading", "problem": False})
                job._wake()
        return True

    def action_apply(self):
        """Apply the good rows in the background; rows with errors wait for a corrected file."""
        self.check_access("write")
        for job in self._at_work():
            if job.state != "review":
                raise UserError(self.env._("Read the file first."))
            if job.undecided_count:
                raise UserError(
                    self.env._(
                        "%s new names are not confirmed yet. Look through them, so that a typing error does not become a room.",
                        job.undecided_count,
                    )
                )
            if not job.ready_count:
                raise UserError(self.env._("There is no row to apply: every row is unchanged or has an error."))
            if job._was_overtaken():
                job._read_again()
                continue
            job.write({"state": "applying", "problem": False})
            job._wake()
        return True

    def action_confirm_names(self):
        """Confirm every new name that resembles nothing we have; the doubtful ones are decided one by one."""
        self.name_ids.filtered(lambda name: not name.decision and not name.suggestion).write({"decision": "create"})
        return True

    def action_download_errors(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/furniture/import/{self.id}/errors", "target": "download"}

    def action_open_rows(self):
        return self._open_rows([])

    def action_open_errors(self):
        return self._open_rows([("state", "=", "error")])

    def action_open_names(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_import_name_action")
        undecided = {"search_default_undecided": 1} if self.undecided_count else {}
        return {
            **action,
            "domain": [("import_id", "=", self.id)],
            "context": {"search_default_group_kind": 1, **undecided},
        }

    def action_open_pieces(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        return {**action, "domain": [("import_row_id.import_id", "in", self.ids)], "context": {}}

    def _open_rows(self, domain):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_import_row_action")
        return {**action, "domain": [("import_id", "=", self.id), *domain], "context": {}}

    # Helpers

    def _content(self):
        """The file's bytes."""
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _say_done(self):
        self.message_post(
            body=self.env._(
                "%(rows)s rows applied, %(pieces)s pieces. %(errors)s rows have errors. Finished %(when)s.",
                rows=self.applied_count,
                pieces=self.piece_count,
                errors=self.error_count,
                when=format_datetime(self.env, fields.Datetime.now()),
            )
        )
