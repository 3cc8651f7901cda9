from odoo import api, fields, models


class FurnitureDamage(models.Model):
    """One damage of a piece: what is wrong, how bad, since when, and whether it is mended."""

    _name = "furniture.damage"
    _description = "Damage"
    _inherit = ["furniture.photo.mixin"]
    _photo_fields = ("photo",)
    _order = "repaired_on desc, date desc, id desc"

    lot_id = fields.Many2one("stock.lot", string="Piece", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(
        [
            ("scratch", "Scratch"),
            ("dent", "Dent or chip"),
            ("stain", "Stain"),
            ("worn", "Worn"),
            ("loose", "Loose part"),
            ("missing_part", "Missing part"),
            ("broken_part", "Broken part"),
            ("lock_key", "Lock or key"),
            ("electrical", "Electrical fault"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    severity = fields.Selection(
        [("minor", "Minor: can be used as it is"), ("repair", "Must be mended"), ("unusable", "Cannot be used")],
        help="Left blank until somebody has judged it.",
    )
    description = fields.Char(required=True)
    date = fields.Date(string="Found on", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one("res.users", string="Found by", default=lambda self: self.env.user)
    photo = fields.Image(max_width=1920, max_height=1920)
    repaired_on = fields.Date("Repaired on")

    @api.depends("kind", "description")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for damage in self:
            damage.display_name = f"{labels.get(damage.kind, '')}: {damage.description or ''}"
