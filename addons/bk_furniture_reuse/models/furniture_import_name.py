from odoo import api, fields, models
from odoo.exceptions import UserError

# In the order in which they are looked through: the outermost first.
KINDS = [
    ("site", "Site"),
    ("building", "Building"),
    ("floor", "Floor"),
    ("room", "Room"),
    ("type", "Furniture type"),
    ("maker", "Maker"),
    ("model", "Furniture model"),
    ("owner_unit", "Owner unit"),
]


class FurnitureImportName(models.Model):
    """A name in a register that we do not have yet. Somebody confirms it before it becomes a record: a typo must not become a room."""

    _name = "furniture.import.name"
    _inherit = ["furniture.import.guard"]
    _description = "New name in a register"
    _order = "doubtful desc, sequence, context_text, name, id"
    _PEOPLE_FIELDS = frozenset(("decision", "store"))

    import_id = fields.Many2one("furniture.import", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    context_text = fields.Char(
        "Belongs to", readonly=True, help="The building and floor of a room, the maker of a model."
    )
    key = fields.Json(readonly=True, help="How rows refer to the name.")
    row_count = fields.Integer("Rows", readonly=True)
    piece_count = fields.Integer("Pieces", readonly=True)
    sequence = fields.Integer(compute="_compute_sequence", store=True)
    suggestion = fields.Char("Resembles", readonly=True)
    doubtful = fields.Boolean(compute="_compute_doubtful", store=True)
    suggestion_id = fields.Integer(readonly=True, help="The record that the suggestion is, when it exists.")
    suggestion_name_id = fields.Many2one(
        "furniture.import.name", readonly=True, ondelete="set null", help="The new name that the suggestion is."
    )
    details = fields.Json(readonly=True, help="A model's usual measures, a floor's number.")
    store = fields.Boolean("Is a store", help="Tick for a warehouse: pieces that arrive there do not come into use.")
    res_id = fields.Integer("Record", readonly=True, help="What it became.")
    decision = fields.Selection(
        [("create", "Create"), ("use", "Use the one it resembles"), ("reject", "Wrong: skip its rows")]
    )

    _use_needs_suggestion = models.Constraint(
        "CHECK(decision IS DISTINCT FROM 'use' OR suggestion_id > 0 OR suggestion_name_id IS NOT NULL)",
        "There is nothing that it resembles.",
    )

    @api.depends("kind")
    def _compute_sequence(self):
        places = {kind: place for place, (kind, _label) in enumerate(KINDS)}
        for name in self:
            name.sequence = places.get(name.kind, 0)

    @api.depends("suggestion")
    def _compute_doubtful(self):
        for name in self:
            name.doubtful = bool(name.suggestion)

    def write(self, vals):
        if {"decision", "store"} & vals.keys() and any(job.state != "review" for job in self.import_id):
            raise UserError(
                self.env._(
                    "This import has been started, so its names are decided. Correct the places and models themselves."
                )
            )
        return super().write(vals)

    def action_create(self):
        self.write({"decision": "create"})
        return True

    def action_use(self):
        self.filtered("suggestion").write({"decision": "use"})
        return True

    def action_reject(self):
        self.write({"decision": "reject"})
        return True

    def action_undo(self):
        """Decide again."""
        self.write({"decision": False})
        return True

    def _record_id(self):
        """The record that rows with this name mean, or None while it is not settled."""
        if self.decision == "use":
            return (
                self.suggestion_id or self.suggestion_name_id._record_id()
                if self.suggestion_id or self.suggestion_name_id
                else None
            )
        return self.res_id if self.decision == "create" and self.res_id > 0 else None

    @api.depends("kind", "name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for name in self:
            name.display_name = f"{kinds.get(name.kind, '')}: {name.name}"
