from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What money figures the ledger asks for. None is shipped: each organisation has its own prices, with the document that they are from.
CODES = [
    ("price_new", "Price of a new piece"),
    ("hour_rate", "Labour, per hour"),
    ("handling_hours", "Handling, hours per piece"),
    ("registration_hours", "Registration, hours per piece"),
    ("rent_m2_month", "Storage, per m² and month"),
    ("disposal_kg", "Disposal, per kg"),
    ("drive_km", "Driving, per km"),
]
HOURS = ("handling_hours", "registration_hours")


class FurnitureImpactPrice(models.Model):
    """A price (NOK, without VAT) or a number of hours that the ledger may use, with its source and when it is valid."""

    _name = "furniture.impact.price"
    _description = "Price for the reuse ledger"
    _inherit = ["mail.thread"]
    _order = "code, valid_from desc, id desc"

    code = fields.Selection(CODES, "What it is for", required=True, index=True, tracking=True)
    amount = fields.Float("NOK or hours", digits=(12, 2), required=True, tracking=True, aggregator=None)
    unit = fields.Char(compute="_compute_unit")
    categ_id = fields.Many2one(
        "product.category",
        "Furniture type",
        index="btree_not_null",
        domain=[("is_furniture_type", "=", True)],
        tracking=True,
    )
    valid_from = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    valid_to = fields.Date(tracking=True)
    source = fields.Char(required=True, tracking=True, help="The document: framework price list, invoice, quotation.")
    voucher = fields.Char("Voucher or case number", tracking=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    active = fields.Boolean(default=True)

    _positive = models.Constraint(
        "CHECK(amount > 0)", "Write what it costs: a price that is not known is left out, not 0."
    )
    _days_in_order = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_to >= valid_from)", "A price ends after it begins."
    )

    @api.depends("code")
    def _compute_unit(self):
        units = {
            "price_new": self.env._("NOK per piece"), "hour_rate": self.env._("NOK per hour"), "rent_m2_month": self.env._("NOK per m² and month"),
            "disposal_kg": self.env._("NOK per kg"), "drive_km": self.env._("NOK per km"),
        }  # fmt: skip
        for price in self:
            price.unit = self.env._("hours per piece") if price.code in HOURS else units.get(price.code, "")

    @api.depends("code", "categ_id.name")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for price in self:
            price.display_name = ", ".join(filter(None, (labels.get(price.code), price.categ_id.name)))

    @api.constrains("code", "categ_id")
    def _check_type(self):
        for price in self:
            if (price.code == "price_new") != bool(price.categ_id):
                raise ValidationError(
                    self.env._(
                        "The price of a new piece is for one furniture type; other prices are for all. Choose the type, or leave it empty."
                    )
                )

    @api.model
    def _book(self, company):
        """Every price of ``company``: ``{(code, furniture type id or False): [price, newest first]}``."""
        book = {}
        for price in self.search([("company_id", "=", company.id)], order="valid_from desc, id desc"):
            book.setdefault((price.code, price.categ_id.id), []).append(price)
        return book

    @api.model
    def _find(self, book, code, date, categ_id=False):
        """The price of ``book`` that is valid on ``date``; empty when there is none."""
        for price in book.get((code, categ_id), ()):
            if price.valid_from <= date and (not price.valid_to or date <= price.valid_to):
                return price
        return self.browse()

    def _source_text(self):
        self.ensure_one()
        return f"{self.source} ({self.voucher})" if self.voucher else self.source
