from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..tools.impact.process import REFURB, STORAGE, TRANSPORT
from .repair_order import WANTED

# The costs of an entry, in the order in which they are read, by the name under which their source is kept.
COSTS = ("used_price", "refurb_cost", "transport_cost", "storage_cost", "labour_cost", "avoided_disposal", "income")


class FurnitureImpactEntry(models.Model):
    """An entry in words, as one would explain it to an auditor: the steps, the calculation, the money and what was not known."""

    _inherit = "furniture.impact.entry"

    belongs_to = fields.Selection(related="run_id.kind", string="Ledger or restatement")
    is_before_edition = fields.Boolean("Before the edition", compute="_compute_is_before_edition")
    is_countered = fields.Boolean("Countered", compute="_compute_is_countered")
    range_text = fields.Char("Interval (kg CO2e)", compute="_compute_texts")
    factor_text = fields.Char("Factor (kg CO2e)", compute="_compute_texts")
    share_text = fields.Char("Share of a purchase", compute="_compute_texts")
    calculation_text = fields.Text("How it is counted", compute="_compute_texts")
    steps_text = fields.Text("On the way", compute="_compute_texts")
    money_text = fields.Text("Money and sources", compute="_compute_texts")
    missing_text = fields.Char("Was not known", compute="_compute_missing_text")

    @api.depends("date", "edition_id.valid_from")
    def _compute_is_before_edition(self):
        for entry in self:
            entry.is_before_edition = bool(entry.edition_id) and entry.date < entry.edition_id.valid_from

    @api.depends("counter_ids")
    def _compute_is_countered(self):
        for entry in self:
            entry.is_countered = bool(entry.counter_ids)

    @api.depends_context("lang")
    @api.depends("name")
    def _compute_texts(self):
        for entry in self:
            entry.range_text = entry._range(entry.net_low, entry.net, entry.net_high, 1)
            entry.factor_text = entry._factor_words()
            entry.share_text = entry._range(entry.d_low, entry.d_default, entry.d_high, 2)
            entry.calculation_text = entry._calculation_words()
            entry.steps_text = "\n".join(map(entry._step_words, entry.legs or [])) or self.env._(
                "Nothing that is noted."
            )
            entry.money_text = entry._money_words()

    @api.depends_context("lang")
    @api.depends("missing")
    def _compute_missing_text(self):
        # Apart from the others, which are long and for one entry at a time: the list shows it.
        for entry in self:
            entry.missing_text = entry._missing_words()

    def _number(self, value, digits=2):
        return formatLang(self.env, value, digits=digits)

    def _range(self, low, default, high, digits):
        """``37.3 (12.0 – 94.7)``; just the default when there is no interval."""
        if low == default == high:
            return self._number(default, digits)
        return f"{self._number(default, digits)} ({self._number(low, digits)} – {self._number(high, digits)})"

    def _factor_words(self):
        if not self.factor_default:
            return self.env._("None: not quantified")
        figures = self._range(self.factor_low, self.factor_default, self.factor_high, 1)
        return (
            self.env._("%s per kg of the piece", figures) if self.factor_per_kg else self.env._("%s per piece", figures)
        )

    def _calculation_words(self):
        """The formula, and the three lines that anybody can work out again."""
        if self.kind == "counter":
            return self.env._("The same figures as %s, with the opposite sign.", self.counters_id.name)
        if not self.factor_default or self.report_line == "none":
            return self.env._("There is no factor for this piece, so no emissions are counted as avoided.")
        times = self.gross / self.factor_default
        lines = [
            self.env._(
                "Avoided = share of a purchase × share of a lifetime × emissions of a new piece − emissions of the reuse itself"
            )
        ]
        for label, d, factor, net in (
            (self.env._("Low"), self.d_low, self.factor_low, self.net_low),
            (self.env._("Default"), self.d_default, self.factor_default, self.net),
            (self.env._("High"), self.d_high, self.factor_high, self.net_high),
        ):
            lines.append(
                f"{label}: {self._number(d)} × {self._number(self.life_ratio, 4)} × {self._number(factor * times, 1)} kg − "
                f"{self._number(self.process_kg, 3)} kg = {self._number(net, 1)} kg CO2e"
            )
        return "\n".join(lines)

    def _step_words(self, step):
        """One step of the piece's way, with what is known of it."""
        if step["step"] == TRANSPORT:
            words = [self.env._("Transport %(trip)s: %(from)s to %(to)s", **{"trip": step["trip"], "from": step["from"], "to": step["to"]})]  # fmt: skip
            if step.get("km") is None and step.get("litres") is None:
                words.append(self.env._("distance not known"))
            if step.get("km") is not None:
                words.append(f"{self._number(step['km'], 1)} km" + (f" ({step['km_source']})" if step.get("km_source") else ""))  # fmt: skip
            if step.get("litres") is not None:
                words.append(self.env._("%s litres of fuel", self._number(step["litres"])))
            if step.get("cost") is not None:
                words.append(self._nok(step["cost"]) + (f" ({step['voucher']})" if step.get("voucher") else ""))
            return ", ".join(words)
        if step["step"] == STORAGE:
            words = [self.env._("Storage in %(place)s for %(months)s months", place=step["place"], months=self._number(step["months"], 1))]  # fmt: skip
            words.append(f"{self._number(step['m2'])} m²" if "m2" in step else self.env._("size not known"))
            return ", ".join(words)
        if step["step"] == REFURB:
            labels = dict(self.env["repair.order"]._fields["wanted_result"]._description_selection(self.env))
            words = [self.env._("Refurbishment %(order)s: %(action)s", order=step["order"], action=labels.get(step["action"], dict(WANTED).get(step["action"], "")))]  # fmt: skip
            words.append(self._nok(step["cost"]) if "cost" in step else self.env._("cost not known"))
            return ", ".join(words)
        return ""

    def _nok(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _money_words(self):
        """Each amount with its source; what is not known is said, and counts as nothing."""
        labels = {name: self._fields[name]._description_string(self.env) for name in (*COSTS, "price_new")}
        sources, lines = self.cost_sources or {}, []
        missing = set((self.missing or "").split(","))
        if self.price_new:
            lines.append(f"{labels['price_new']}: {self._nok(self.price_new)} ({self.price_source or self.env._('no source')})")  # fmt: skip
        else:
            lines.append(f"{labels['price_new']}: {self.env._('not known')}")
        for name in COSTS:
            code = name.removesuffix("_cost") if name == "labour_cost" else name
            if code in missing:
                lines.append(f"{labels[name]}: {self.env._('not known')}")
            elif self[name]:
                source = sources.get(name)
                lines.append(f"{labels[name]}: {self._nok(self[name])}" + (f" ({source})" if source else ""))
        return "\n".join(lines)

    @api.model
    def _missing_labels(self):
        return {
            "factor": self.env._("factor"),
            "mass": self.env._("weight"),
            "price": self.env._("price when new"),
            "transport": self.env._("emissions of transport"),
            "storage": self.env._("emissions of storage"),
            "refurb_kg": self.env._("emissions of refurbishment"),
            "transport_cost": self.env._("cost of transport"),
            "storage_cost": self.env._("cost of storage"),
            "refurb_cost": self.env._("cost of refurbishment"),
            "labour": self.env._("cost of labour"),
            "used_price": self.env._("price that was paid"),
            "avoided_disposal": self.env._("cost of disposal"),
            "income": self.env._("what it was sold for"),
        }

    def _missing_words(self):
        labels = self._missing_labels()
        return ", ".join(labels.get(code, code) for code in (self.missing or "").split(",") if code)
