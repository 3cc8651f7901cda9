from odoo import api, fields, models

from ..tools import scan as rules

SIZES = ("width", "depth", "height", "seat_height")
# What each kind of record says that a supervisor may change: names as in the record's data.
CHANGEABLE = {
    "register": ("code", "product", "place", "condition", "colour_id", "owner_unit_id", "remark"),
    "move": ("code", "place"),
    "photo": ("code",),
    "damage": ("code", "damage_kind", "severity", "note"),
    "model": ("name", "category_id", "maker", *SIZES),
}
# Values that are records, by the names of the wizard's fields.
RELATIONS = {
    "product": "product_id",
    "place": "place_id",
    "colour_id": "colour_id",
    "owner_unit_id": "owner_unit_id",
    "category_id": "category_id",
}


class FurnitureCrewCorrect(models.TransientModel):
    """What a crew member has sent, to be changed where it is wrong and then approved. What was sent is kept."""

    _name = "furniture.crew.correct"
    _description = "Correct what a crew has done"

    record_id = fields.Many2one("furniture.scan.record", required=True, readonly=True, ondelete="cascade")
    # With the reader's own rights: which record it is about may be chosen by anybody.
    kind = fields.Char(related="record_id.kind", related_sudo=False)
    asked = fields.Text(related="record_id.asked", related_sudo=False)
    text = fields.Char(related="record_id.text", related_sudo=False)
    photo = fields.Binary(related="record_id.photo", related_sudo=False)
    proposed = fields.Char("Proposed model", compute="_compute_proposed")
    code = fields.Char("Tag or number")
    product_id = fields.Many2one("product.product", "Model", domain=[("is_furniture", "=", True)])
    place_id = fields.Many2one("stock.location", domain=[("place_kind", "!=", False)])
    condition = fields.Selection(selection="_condition_selection")
    colour_id = fields.Many2one("furniture.colour")
    owner_unit_id = fields.Many2one("furniture.unit", "Owner unit")
    remark = fields.Text()
    damage_kind = fields.Selection(selection="_damage_kind_selection", string="Damage")
    severity = fields.Selection(selection="_severity_selection")
    note = fields.Char()
    name = fields.Char("Name of the model")
    category_id = fields.Many2one("product.category", "Furniture type", domain=[("is_furniture_type", "=", True)])
    maker = fields.Char()
    width = fields.Float("Width (cm)")
    depth = fields.Float("Depth (cm)")
    height = fields.Float("Height (cm)")
    seat_height = fields.Float("Seat height (cm)")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        record = self.env["furniture.scan.record"].browse(
            values.get("record_id") or self.env.context.get("default_record_id")
        )
        if record:
            record._check_may_review()
            values.update({name: value for name, value in self._values_of(record).items() if name in fields})
        return values

    @api.depends("record_id")
    def _compute_proposed(self):
        for wizard in self:
            waits = rules.is_uuid(wizard.record_id._effective_data().get("product"))
            wizard.proposed = (wizard.record_id.answer or {}).get("model") if waits else False

    @api.model
    def _condition_selection(self):
        return self.env["stock.lot"]._fields["condition"]._description_selection(self.env)

    @api.model
    def _damage_kind_selection(self):
        return self.env["furniture.damage"]._fields["kind"]._description_selection(self.env)

    @api.model
    def _severity_selection(self):
        return self.env["furniture.damage"]._fields["severity"]._description_selection(self.env)

    @api.model
    def _values_of(self, record):
        """The record's values as this wizard's; what cannot be read as such is blank."""
        data, values = record._effective_data(), {}
        for name in CHANGEABLE.get(record.kind, ()):
            value, field = data.get(name), self._fields[RELATIONS.get(name, name)]
            if name == "place" and not rules.is_number(value):
                value = record.place_id.id
            if name in RELATIONS:
                value = self.env[field.comodel_name].browse(value).exists().id if rules.is_number(value) else False
            elif field.type == "selection":
                known = isinstance(value, str) and value in dict(field._description_selection(self.env))
                value = value if known else False
            elif field.type == "float":
                value = value if isinstance(value, int | float) else 0
            else:
                value = value if isinstance(value, str) and value else False
            values[RELATIONS.get(name, name)] = value
        return values

    def action_approve(self):
        """Button: what was changed is kept beside what was sent; then the record counts."""
        self.ensure_one()
        before = self._values_of(self.record_id)
        changes, sent = {}, self.record_id._effective_data()
        for name in CHANGEABLE.get(self.kind, ()):
            field = RELATIONS.get(name, name)
            value = self[field].id if name in RELATIONS else self[field]
            # What was sent in a shape that nobody can read shows as blank, and is blank when it stays so.
            unreadable = isinstance(sent.get(name), list | dict)
            if (value or False) != (before[field] or False) or unreadable:
                changes[name] = value or None
        self.record_id._correct(changes)
        return {"type": "ir.actions.act_window_close"}
