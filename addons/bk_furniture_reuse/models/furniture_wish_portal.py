from odoo import api, fields, models
from odoo.exceptions import UserError

from .furniture_wish import LIMITS


class FurnitureWish(models.Model):
    """Wishes of employees without a seat in the back office. They have no right to the catalogue's records, so what they choose is
    checked here, and the wish is written by the system in their name.
    """

    _inherit = "furniture.wish"

    @api.model
    def _portal_create(self, form):
        """A wish of the logged-in portal employee.

        :param form: what the form of the portal sent, texts; ``colour_ids`` is a list of texts
        :raise UserError: with a sentence for the form when something in it is no good
        """
        self._check_portal_employee()
        vals = self._portal_vals(form)
        user = self.env.user
        # sudo: the person's own wish, in their name; every value has been checked above.
        unit = self.env["furniture.unit"]._unit_of(user)
        wish = self.sudo().create({**vals, "user_id": user.id, "unit_id": unit.id, "company_id": user.company_id.id})
        return wish.sudo(False)

    def _portal_withdraw(self):
        self._check_portal_employee()
        self.check_access("read")
        # sudo: the rule lets a portal employee read their own wishes only, and this one could be read.
        return self.sudo().action_withdraw()

    def _portal_reserve(self):
        self._check_portal_employee()
        self.check_access("read")
        return self._reserve()

    @api.model
    def _check_portal_employee(self):
        if not self.env.user.has_groups("bk_furniture_reuse.group_portal_employee,bk_furniture_reuse.group_employee"):
            raise UserError(self.env._("Wishes are for the municipality's own people."))

    @api.model
    def _portal_choices(self):
        """What the form offers. sudo: names of types, colours and buildings, which every employee may know."""
        return {
            "types_sudo": self.env["product.category"].sudo().search([("is_furniture_type", "=", True)]),
            "colours_sudo": self.env["furniture.colour"].sudo().search([("swatch", "!=", False)]),
            "buildings_sudo": self.env["stock.location"]
            .sudo()
            .search([("place_kind", "=", "building"), ("company_id", "in", (False, self.env.company.id))]),
            "conditions": self._fields["condition_min"]._description_selection(self.env),
        }

    @api.model
    def _portal_vals(self, form):
        choices = self._portal_choices()
        vals = {
            "quantity": self._portal_number(form, "quantity", whole=True) or 0,
            "alike": bool(form.get("alike")),
            "words": (form.get("words") or "").strip()[:200] or False,
            "note": (form.get("note") or "").strip()[:2000] or False,
            "condition_min": form.get("condition_min") if form.get("condition_min") in dict(choices["conditions"]) else False,
            "needed_by": self._portal_date(form.get("needed_by")),
            **{name: self._portal_number(form, name) for name in LIMITS},
        }  # fmt: skip
        if not 1 <= vals["quantity"] <= 10000:
            raise UserError(self.env._("Write how many you need, from 1 to 10 000."))
        categ = self._portal_choice(form.get("categ_id"), choices["types_sudo"])
        product = self._portal_product(form.get("product_id"))
        if not categ and not product:
            raise UserError(self.env._("Choose what kind of furniture you need."))
        colours = choices["colours_sudo"].filtered(lambda colour: str(colour.id) in (form.get("colour_ids") or []))
        vals["colour_ids"] = [fields.Command.set(colours.ids)]
        vals["product_id"] = product.id
        vals["categ_id"] = product.categ_id.id or categ.id
        vals["destination_id"] = self._portal_choice(form.get("destination_id"), choices["buildings_sudo"]).id
        return vals

    @api.model
    def _portal_choice(self, text, records):
        return records.filtered(lambda record: str(record.id) == (text or ""))

    @api.model
    def _portal_product(self, text):
        # sudo: the model that the catalogue's page was about; only furniture can be wished for.
        products = self.env["product.product"].sudo()
        return (
            products.search([("id", "=", int(text)), ("is_furniture", "=", True)])
            if (text or "").isdecimal() and len(text) < 10
            else products
        )

    @api.model
    def _portal_number(self, form, name, whole=False):
        text = (form.get(name) or "").strip().replace(",", ".")
        if not text:
            return 0
        try:
            number = int(text) if whole else float(text)
        except ValueError:
            number = -1
        if not 0 <= number <= 99999:  # neither negative nor "nan" nor "inf"
            label = self._fields[name]._description_string(self.env)
            raise UserError(
                self.env._("%(label)s: “%(text)s” is no number that can be used here.", label=label, text=text[:30])
            )
        return number

    @api.model
    def _portal_date(self, text):
        try:
            return fields.Date.to_date((text or "").strip() or False)
        except ValueError:
            raise UserError(self.env._("“%s” is no date. Choose one from the calendar.", (text or "")[:30])) from None
