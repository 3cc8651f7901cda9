from odoo import api, fields, models

# What may be missing, in the order in which it is said.
FACTS = ("photo", "maker", "type", "size", "seat_height", "weight")


class ProductTemplate(models.Model):
    """What a furniture model lacks: a phone may add one with its name alone, and the coordinator completes it."""

    _inherit = "product.template"

    missing_facts = fields.Char(
        compute="_compute_missing_facts", store=True, help="Codes of what is missing; empty when the model is complete."
    )
    is_incomplete = fields.Boolean("To complete", compute="_compute_missing_facts", store=True, index=True)
    missing_text = fields.Char("Missing", compute="_compute_missing_text")

    @api.depends(
        "is_furniture", "image_1920", "maker_id", "categ_id.is_furniture_type", "categ_id.asks_seat_height", "width", "depth",
        "height", "seat_height", "weight",
    )  # fmt: skip
    def _compute_missing_facts(self):
        pictured = self._pictured()
        for template in self:
            missing = template._missing_facts(template in pictured) if template.is_furniture else []
            template.missing_facts = ",".join(missing) or False
            template.is_incomplete = bool(missing)

    def _pictured(self):
        """Those of these models that have a picture, without reading any."""
        # sudo: only whether there is a file.
        files = self.env["ir.attachment"].sudo()._read_group(
            [("res_model", "=", self._name), ("res_field", "=", "image_1920"), ("res_id", "in", self._origin.ids)], ["res_id"]
        )  # fmt: skip
        stored = {res_id for (res_id,) in files}
        return self.filtered(lambda one: one.id in stored or (one != one._origin and one.image_1920))

    def _missing_facts(self, pictured):
        self.ensure_one()
        there = {
            "photo": pictured,
            "maker": self.maker_id,
            "type": self.categ_id.is_furniture_type,
            "size": self.width and self.depth and self.height,
            "seat_height": self.seat_height or not self.categ_id.asks_seat_height,
            "weight": self.weight,
        }
        return [fact for fact in FACTS if not there[fact]]

    @api.depends("missing_facts")
    @api.depends_context("lang")
    def _compute_missing_text(self):
        words = {
            "photo": self.env._("Photo"),
            "maker": self.env._("Maker"),
            "type": self.env._("Furniture type"),
            "size": self.env._("Size"),
            "seat_height": self.env._("Seat height"),
            "weight": self.env._("Weight"),
        }
        for template in self:
            facts = (template.missing_facts or "").split(",")
            template.missing_text = ", ".join(words[fact] for fact in facts if fact in words)
