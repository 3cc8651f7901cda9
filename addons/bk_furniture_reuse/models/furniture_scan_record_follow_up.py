from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import scan as rules

# A question that nobody has answered for so long is told to the coordinators.
WAITED = timedelta(days=1)
BATCH = 500


class FurnitureScanRecord(models.Model):
    """Following up in the back office: what somebody must look at, and that they have."""

    _inherit = "furniture.scan.record"

    kind_name = fields.Char("What", compute="_compute_kind_name")
    option_list = fields.Char(compute="_compute_option_list")
    data_text = fields.Text("What was sent", compute="_compute_data_text")
    may_decide = fields.Boolean(compute="_compute_may_decide")
    handled_on = fields.Datetime(readonly=True)
    handled_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    is_open = fields.Boolean(
        "To look at", compute="_compute_is_open", store=True, help="A question without an answer, or a refusal that nobody has looked at."
    )  # fmt: skip

    _open_idx = models.Index("(received_on) WHERE is_open")

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_kind_name(self):
        names = self.env["furniture.scan.words"]._kinds()
        for record in self:
            record.kind_name = names.get(record.kind, record.kind)

    @api.depends("options")
    def _compute_option_list(self):
        for record in self:
            record.option_list = ",".join(record.options or [])

    @api.depends("data")
    def _compute_data_text(self):
        for record in self:
            record.data_text = "\n".join(f"{name}: {value}" for name, value in (record.data or {}).items())

    @api.depends("status", "user_id")
    @api.depends_context("uid")
    def _compute_may_decide(self):
        for record in self:
            record.may_decide = record.status == rules.CONFLICT and record._may_decide()

    @api.depends("status", "handled_on")
    def _compute_is_open(self):
        for record in self:
            record.is_open = record.status in (rules.CONFLICT, rules.REVIEW) or (
                record.status == rules.REFUSED and not record.handled_on
            )

    def action_handle(self):
        """Button: a refusal has been looked at; it leaves the list of what waits and stays in the ledger."""
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")):
            raise AccessError(self.env._("What was refused is followed up by the reuse coordinator."))
        self.check_access("read")
        # sudo: the ledger is written by the system alone; who may follow up is checked above.
        refused = self.sudo().filtered(lambda record: record.status == rules.REFUSED and not record.handled_on)
        refused.write({"handled_on": fields.Datetime.now(), "handled_by_id": self.env.uid})
        return True

    @api.model
    def _cron_remind(self):
        """Scheduled job: tell the coordinators, once, of questions that have waited for a day."""
        cron = self.env["ir.cron"]
        late = self.search(
            [
                ("status", "=", rules.CONFLICT),
                ("reminded_on", "=", False),
                ("received_on", "<=", fields.Datetime.now() - WAITED),
            ],
            order="id",
        )
        if late:
            people = self.env.ref("bk_furniture_reuse.group_coordinator").all_user_ids.filtered("active")
            count, oldest = len(late), late[0]
            self.env["furniture.notice"]._tell(
                people,
                "other",
                lambda env: env._(
                    "Questions from phones that have waited for more than a day: %(count)s. The oldest: %(text)s",
                    count=count,
                    text=oldest.with_env(env).text,
                ),
                oldest,
            )
        for start in range(0, len(late), BATCH):
            batch = late[start : start + BATCH]
            batch.reminded_on = fields.Datetime.now()
            if not cron._commit_progress(len(batch), remaining=len(late) - start - len(batch)):
                return
