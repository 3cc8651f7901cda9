from odoo import api, fields, models

LEDGER, RESTATEMENT = "ledger", "restatement"


class FurnitureImpactRun(models.Model):
    """What entries belong to: the ledger of a company, or a labelled restatement of it with another edition, kept beside it."""

    _name = "furniture.impact.run"
    _description = "Ledger or restatement"
    _inherit = ["mail.thread"]
    _order = "kind, id desc"

    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [(LEDGER, "Ledger"), (RESTATEMENT, "Restatement")],
        required=True,
        readonly=True,
        default=RESTATEMENT,
        index=True,
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="restrict")
    edition_id = fields.Many2one(
        "furniture.impact.edition", "Counted with", readonly=True, ondelete="restrict", index="btree_not_null",
        help="Empty for the ledger: each of its entries names its own edition.",
    )  # fmt: skip
    reason = fields.Char(readonly=True, help="Why it was counted again.")
    state = fields.Selection(
        [("working", "Being counted"), ("done", "Done"), ("failed", "Stopped: could not be counted")],
        required=True,
        readonly=True,
        default="done",
        index=True,
    )
    date_to = fields.Date("Events up to", readonly=True)
    last_entry = fields.Integer(
        readonly=True,
        aggregator=None,
        help="The last entry of the ledger when the counting began: later ones are not part of it.",
    )
    position = fields.Integer(
        readonly=True, aggregator=None, help="The last entry of the ledger that has been counted again."
    )
    entry_ids = fields.One2many("furniture.impact.entry", "run_id", string="Entries", readonly=True)
    entry_count = fields.Integer("Number of entries", compute="_compute_entry_count")
    user_id = fields.Many2one(
        "res.users", "By", required=True, readonly=True, default=lambda self: self.env.user, ondelete="restrict"
    )

    _one_ledger = models.UniqueIndex("(company_id) WHERE kind = 'ledger'", "This company has a ledger already.")
    _restated_why = models.Constraint(
        "CHECK(kind = 'ledger' OR (edition_id IS NOT NULL AND btrim(reason) != ''))",
        "A restatement says with which edition and why.",
    )

    @api.depends("name", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for run in self:
            # The ledger is made by whoever comes first, in their language.
            run.display_name = self.env._("Reuse ledger") if run.kind == LEDGER else run.name

    def _compute_entry_count(self):
        counts = dict(
            self.env["furniture.impact.entry"]._read_group([("run_id", "in", self.ids)], ["run_id"], ["__count"])
        )
        for run in self:
            run.entry_count = counts.get(run, 0)

    @api.model
    def _ledger(self, company):
        """The ledger of ``company``; made the first time that it is asked for."""
        # sudo: the ledger is the system's, whoever does what is entered in it.
        runs = self.sudo()
        known = runs.search([("kind", "=", LEDGER), ("company_id", "=", company.id)], limit=1)
        return known or runs.create({"name": self.env._("Reuse ledger"), "kind": LEDGER, "company_id": company.id})

    def action_open_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_impact_entry_action")
        return {**action, "domain": [("run_id", "=", self.id)], "context": {}}
