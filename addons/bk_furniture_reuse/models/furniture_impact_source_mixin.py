from odoo import api, fields, models

GRADES = [
    ("a", "A - product declaration (EPD), valid"),
    ("b", "B - average backed by an EPD"),
    ("c", "C - average from a secondary source"),
    ("d", "D - few values"),
    ("e", "E - proxy or convention"),
]


class FurnitureImpactSourceMixin(models.AbstractModel):
    """Where a figure of an edition comes from, and how good it is. What is approved stays as it is."""

    _name = "furniture.impact.source.mixin"
    _description = "Source of a figure"

    edition_id = fields.Many2one("furniture.impact.edition", required=True, ondelete="cascade", index=True)
    edition_state = fields.Selection(related="edition_id.state", string="State of the edition")
    grade = fields.Selection(GRADES, required=True, default="d", help="How good the figure is.")
    source_author = fields.Char("Author")
    source_year = fields.Integer("Year of the source", aggregator=None)
    source_title = fields.Char("Title", required=True)
    source_page = fields.Char("Page or link")
    licence = fields.Char()
    note = fields.Char(translate=True, help="What somebody who uses the figure must know.")
    source = fields.Char(compute="_compute_source")

    @api.depends("source_author", "source_year", "source_title", "source_page")
    def _compute_source(self):
        for record in self:
            parts = (record.source_author, str(record.source_year or ""), record.source_title, record.source_page)
            record.source = ", ".join(part for part in parts if part)

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.edition_id._check_draft()
        return records

    def write(self, vals):
        self.edition_id._check_draft()
        result = super().write(vals)
        self.edition_id._check_draft()  # moved into an approved one
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self.edition_id._check_draft()
