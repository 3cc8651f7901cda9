import base64

from odoo import api, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..tools.impact import charts, figures
from .furniture_impact_entry import DATA, LINES
from .furniture_impact_reconciliation import INS, OUTS

# From here on, tonnes are easier to read than kg.
TONNES_FROM = 10_000
# The document shows so many corrections, types and sites; the workbook has all.
MOST_CORRECTIONS, MOST_BARS = 40, 15


class FurnitureImpactReport(models.AbstractModel):
    """The document of a period: everything that stands on its pages, as texts that are ready to be printed."""

    _inherit = "furniture.impact.report"

    @api.model
    def _document(self, scope):
        """What the pages of ``report/furniture_impact_report.xml`` show, for whoever may read the entries."""
        lines = self._sums(scope, "line")
        head = self._headline(scope)
        return {
            "about": self.env["furniture.impact.book"]._about(scope),
            "year": self._period_name(scope),
            "company": scope.company,
            "cards": self._cards(scope, head),
            "pieces": self._whole(head["pieces"]),
            "sanity": self._sanity_text(self._check(scope)),
            "months": self._month_chart(scope),
            "types": self._bar_chart(scope, "type", "product.category"),
            "sites": self._bar_chart(scope, "site", "stock.location"),
            "avoided": self._line_rows(lines, ("net_low", "net", "net_high", "waste_diverted")),
            "emitted": self._line_rows(lines, ("transport_kg", "refurb_kg", "storage_kg", "process_kg")),
            "money": self._money_rows(head),
            "targets": self._target_rows(scope, head),
            "recycled": self._recycled_rows(scope),
            "reconciliation": self._reconciliation_tables(scope),
            "method": self._method(),
            "factors": self._factor_rows(scope),
            "coverage": self._coverage_rows(scope),
            "missing": self._missing_rows(scope),
            "corrections": self._correction_rows(scope),
            "editions": ", ".join(self._editions(scope).mapped("name")),
            "programs": ", ".join(self._programs(scope)),
        }

    # Numbers as they are printed

    @api.model
    def _whole(self, value):
        return formatLang(self.env, value, digits=0, rounding_method="HALF-UP")

    @api.model
    def _kg(self, value):
        return formatLang(self.env, value, digits=1, rounding_method="HALF-UP")

    @api.model
    def _weight(self, value, *others):
        """``value`` in kg, or in tonnes when it is large; ``others`` in the same unit: (texts, unit)."""
        if abs(value) >= TONNES_FROM:
            return [self._kg(one / 1000) for one in (value, *others)], self.env._("tonnes")
        return [self._whole(one) for one in (value, *others)], "kg"

    @api.model
    def _period_name(self, scope):
        first, last = scope.date_from, scope.date_to
        if (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year):
            return str(first.year)
        return self.env._("%(first)s to %(last)s", first=format_date(self.env, first), last=format_date(self.env, last))

    @api.model
    def _percent(self, part, whole):
        return self.env._("%s %%", self._whole(100 * part / whole)) if whole else "–"

    # Parts of the document

    @api.model
    def _cards_of(self, scope):
        """The three numbers alone."""
        return self._cards(scope, self._headline(scope))

    @api.model
    def _cards(self, scope, head):
        """The three numbers, each with its interval or make-up, and what it rests on."""
        (net, low, high), unit = self._weight(head["net"], head["net_low"], head["net_high"])
        (waste,), waste_unit = self._weight(head["waste"])
        found = figures.coverages(self._part_rows(scope))
        counts = {name: found[name]["counts"] for name in ("mass", "price")}
        pieces = {name: sum(states.values()) for name, states in counts.items()}
        known = {name: pieces[name] - states["none"] for name, states in counts.items()}
        return [
            {
                "title": self.env._("Avoided emissions"),
                "value": net,
                "unit": self.env._("%s CO2e", unit),
                "detail": self.env._("Between %(low)s and %(high)s %(unit)s", low=low, high=high, unit=unit),
                "coverage": self.env._("Factor known for %(known)s of %(pieces)s pieces (%(share)s)", known=self._whole(head["own_pieces"]),
                              pieces=self._whole(head["pieces"]), share=self._percent(head["own_pieces"], head["pieces"])),
            },
            {
                "title": self.env._("Waste avoided"),
                "value": waste,
                "unit": waste_unit,
                "detail": self.env._("Furniture that would have been thrown away"),
                "coverage": self.env._("Weight known for %(known)s of %(pieces)s pieces (%(share)s)", known=self._whole(known["mass"]),
                              pieces=self._whole(pieces["mass"]), share=self._percent(known["mass"], pieces["mass"])),
            },
            {
                "title": self.env._("Saved, net"),
                "value": self._whole(head["net_saving"]),
                "unit": self.env._("NOK without VAT"),
                "detail": self.env._("Purchase avoided %(gross)s, costs %(cost)s", gross=self._whole(head["avoided_purchase"]),
                            cost=self._whole(head["cost"])),
                "coverage": self.env._("Price known for %(known)s of %(pieces)s pieces (%(share)s)", known=self._whole(known["price"]),
                              pieces=self._whole(pieces["price"]), share=self._percent(known["price"], pieces["price"])),
            },
        ]  # fmt: skip

    @api.model
    def _month_chart(self, scope):
        sums = {month: one for (line, month), one in self._sums(scope, "line", "month").items() if line == "own"}
        if not sums:
            return ""
        rows = []
        for month in self._months_between(min(sums), max(sums)):
            one = sums.get(month, self._nothing())
            rows.append((f"{month % 100:02d}.{month // 100 % 100:02d}", one["net_low"], one["net"], one["net_high"]))
        # More than two years of months have no room side by side.
        return _image(charts.months(rows[-24:], self._whole))

    @api.model
    def _months_between(self, first, last):
        while first <= last:
            yield first
            first += 1 if first % 100 < 12 else 89

    @api.model
    def _bar_chart(self, scope, key, model):
        sums = {value: one for (line, value), one in self._sums(scope, "line", key).items() if line == "own"}
        names = self._names(model, sums)
        order = sorted(sums, key=lambda value: (-sums[value]["net"], value))
        rows = [
            (
                names.get(value) or self.env._("Not stated"),
                *(sums[value][name] for name in ("net_low", "net", "net_high")),
            )
            for value in order
        ]
        if len(rows) > MOST_BARS:
            rest = rows[MOST_BARS - 1 :]
            rows = [
                *rows[: MOST_BARS - 1],
                (self.env._("%s others", len(rest)), *(sum(row[place] for row in rest) for place in (1, 2, 3))),
            ]
        return _image(charts.bars(rows, self._kg)) if rows else ""

    @api.model
    def _line_rows(self, lines, names):
        """(name of the line, whether it is the headline, pieces, figures) for each line of the report."""
        words = dict(self.env["furniture.impact.entry"]._fields["report_line"]._description_selection(self.env))
        nothing = self._nothing()
        return [
            (
                words[code],
                code == "own",
                self._whole(lines.get(code, nothing)["piece_count"]),
                [self._kg(lines.get(code, nothing)[name]) for name in names],
            )
            for code, _label in LINES
        ]

    @api.model
    def _money_rows(self, head):
        rows = [
            (self.env._("Purchase avoided, gross"), head["avoided_purchase"], False),
            (self.env._("Disposal avoided"), head["avoided_disposal"], False),
            (self.env._("Sold for"), head["income"], False),
            (self.env._("Costs"), -head["cost"], False),
            (self.env._("Saved, net"), head["net_saving"], True),
        ]
        return [(name, formatLang(self.env, value, digits=2), strong) for name, value, strong in rows], self._whole(
            head["price_missing"]
        )

    @api.model
    def _target_rows(self, scope, head):
        """(target, wanted, reached, share) of a whole year of the whole organisation."""
        whole_year = self._period_name(scope) == str(scope.date_from.year)
        if "furniture.impact.target" not in self.env or not whole_year or scope.sites or scope.units:
            return []
        # sudo: targets belong to the report that the reader may read.
        targets = self.env["furniture.impact.target"].sudo().search(
            [("year", "=", scope.date_from.year), ("company_id", "=", scope.company.id)]
        )  # fmt: skip
        measures = dict(targets._fields["measure"]._description_selection(self.env))
        reached = {"co2e": head["net"], "waste": head["waste"], "money": head["net_saving"]}
        return [
            (
                measures[target.measure],
                self._whole(target.value),
                self._whole(reached[target.measure]),
                self._percent(reached[target.measure], target.value),
            )
            for target in targets
            if target.measure in reached
        ]

    @api.model
    def _recycled_rows(self, scope):
        """(fraction, pieces, kg, of which weighed) and the same for all."""
        lines = self._recycled(scope)
        fractions = dict(lines._fields["fraction"]._description_selection(self.env))
        rows = []
        for code, of_fraction in lines.grouped("fraction").items():
            weighed = of_fraction.filtered(lambda line: line.weight_source == "weighbridge")
            rows.append(
                (
                    fractions.get(code) or self.env._("Not stated"),
                    self._whole(len(of_fraction)),
                    self._kg(sum(of_fraction.mapped("weight"))),
                    self._kg(sum(weighed.mapped("weight"))),
                )
            )
        return sorted(rows)

    @api.model
    def _reconciliation_tables(self, scope):
        """(heading, columns, rows): only the columns in which something happened."""
        words = self.env["furniture.impact.book"]._reconciliation_words()
        tables = []
        for heading, by in ((self.env._("Building"), "building"), (self.env._("Site"), "site")):
            rows = self.env["furniture.impact.reconciliation"]._balance(scope, by)
            used = [key for key in (*INS, *OUTS) if any(row[key] for row in rows)]
            compared = rows[-1]["stock"] is not None
            columns = [
                self.env._("Opening number"),
                *(("+ " if key in INS else "– ") + words[key] for key in used),
                self.env._("Closing number"),
            ]
            if compared:
                columns += [self.env._("Stock now"), self.env._("Difference")]
            keys = ["opening", *used, "closing", *(["stock", "difference"] if compared else [])]
            tables.append(
                {
                    "heading": heading,
                    "columns": columns,
                    "rows": [(row["name"], [self._whole(row[key]) for key in keys]) for row in rows],
                    "balanced": not any(row["difference"] for row in rows),
                    "compared": compared,
                }
            )
        return tables

    @api.model
    def _factor_rows(self, scope):
        sums = self._sums(scope, "factor")
        rows = []
        for factor in self._factors_used(scope):
            interval = "–".join(
                formatLang(self.env, value, digits=1)
                for value in (factor.low or factor.value, factor.high or factor.value)
            )
            rows.append(
                {
                    "name": factor.display_name,
                    "edition": factor.edition_id.name,
                    "value": formatLang(self.env, factor.value, digits=1),
                    "interval": interval if factor.quantified else "",
                    "unit": self.env._("per kg") if factor.per_kg else self.env._("per piece"),
                    "grade": (factor.grade or "").upper(),
                    "source": factor.source,
                    "pieces": self._whole(sums[factor.id]["piece_count"]),
                }
            )
        return rows

    @api.model
    def _coverage_rows(self, scope):
        """(what, [share measured, typical, none]) with shares that add up to 100; of whose pieces, ``figures.coverages`` says."""
        found = figures.coverages(self._part_rows(scope))
        rows = []
        names = (self.env._("Factor"), self.env._("Weight"), self.env._("Price when new"))
        for name, key in zip(names, ("factor", "mass", "price"), strict=True):
            counts, shares = found[key]["counts"], found[key]["percent"] or {}
            rows.append(
                (name, [f"{self._whole(counts[code])} ({self._whole(shares.get(code, 0))} %)" for code, _label in DATA])
            )
        return rows

    @api.model
    def _missing_rows(self, scope):
        words = self._missing_words()
        return [(words.get(code, code), self._whole(pieces)) for code, pieces in self._missing(scope).items() if pieces]

    @api.model
    def _correction_rows(self, scope):
        """(rows, how many there are): the newest corrections of the period with their reasons."""
        entries = self._corrections(scope)
        rows = [
            (
                format_date(self.env, entry.create_date),
                entry.name,
                entry.counters_id.name,
                # sudo: the piece's number belongs to the entry.
                entry.sudo().lot_id.name,
                self._kg(entry.net),
                entry.reason,
            )
            for entry in entries[:MOST_CORRECTIONS]
        ]
        return rows, len(entries)

    @api.model
    def _data_words(self):
        words = dict(self.env["furniture.impact.entry"]._fields["factor_data"]._description_selection(self.env))
        return [words[code] for code, _label in DATA]


def _image(svg):
    """A picture that a page can hold in itself."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
