from odoo import api, models
from odoo.tools import SQL

from ..tools.impact.arithmetic import round_kg
from ..tools.impact.book import entries as sheet

# So many entries are read at a time: enough that the question costs nothing, few enough that they take no memory.
BATCH = 2000
# Where the value of each column comes from; what is a record's id here gets its name afterwards.
SELECT = {
    "name": "e.name",
    "date": "e.date - DATE '1899-12-30'",
    "month": "(extract(year FROM e.date) * 100 + extract(month FROM e.date))::int",
    "kind": "e.kind",
    "sign": "e.piece_count",
    "counters": "countered.name",
    "reason": "e.reason",
    "entered_by": "e.user_id",
    "entered_on": "(e.create_date AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Oslo')::date - DATE '1899-12-30'",
    "piece": "lot.name",
    "model": "e.product_id",
    "type_no": "coalesce(e.categ_id, 0)",
    "type": "e.categ_id",
    "event": "e.event_kind",
    "from_place": "e.from_location_id",
    "to_place": "e.location_id",
    "site_no": "coalesce(e.site_id, 0)",
    "site": "e.site_id",
    "building": "e.building_id",
    "unit_no": "coalesce(e.unit_id, 0)",
    "unit": "e.unit_id",
    "transfer": "picking.name",
    "reservation": "reservation.name",
    "refurbishment": "repair.name",
    "end": "decision.name",
    "line": "e.report_line",
    "line_name": "e.report_line",
    "edition": "e.edition_id",
    "factor_no": "coalesce(e.factor_id, 0)",
    "grade": "upper(e.grade)",
    "factor_low": "coalesce(e.factor_low, 0)",
    "factor": "coalesce(e.factor_default, 0)",
    "factor_high": "coalesce(e.factor_high, 0)",
    "per_kg": "coalesce(e.factor_per_kg, false)::int",
    "normal_weight": "coalesce(factor.scale_mass, 0)",
    "weight": "coalesce(e.mass, 0)",
    "times": "NULL",
    "displacement": "e.displacement",
    "displacement_name": "e.displacement",
    "answer_from": "e.displacement_basis",
    "evidence": "e.displacement_evidence",
    "d_low": "coalesce(e.d_low, 0)",
    "d": "coalesce(e.d_default, 0)",
    "d_high": "coalesce(e.d_high, 0)",
    "life_new": "e.life_new",
    "years": "e.life_years",
    "years_from": "e.life_basis",
    "share": "coalesce(e.life_ratio, 0)",
    "gross_low": "NULL",
    "gross": "e.gross",
    "gross_high": "NULL",
    "transport": "coalesce(e.transport_kg, 0)",
    "refurb": "coalesce(e.refurb_kg, 0)",
    "storage": "coalesce(e.storage_kg, 0)",
    "process": "e.process_kg",
    "net_low": "e.net_low",
    "net": "e.net",
    "net_high": "e.net_high",
    "discarded": "coalesce(e.otherwise_discarded, false)::int",
    "waste": "e.waste_diverted",
    "price_new": "coalesce(e.price_new, 0)",
    "price_source": "e.price_source",
    "own_purchase": "(e.event_kind != 'outside')::int",
    "avoided_purchase": "e.avoided_purchase",
    "used_price": "coalesce(e.used_price, 0)",
    "refurb_cost": "coalesce(e.refurb_cost, 0)",
    "transport_cost": "coalesce(e.transport_cost, 0)",
    "storage_cost": "coalesce(e.storage_cost, 0)",
    "labour_cost": "coalesce(e.labour_cost, 0)",
    "cost": "e.cost",
    "avoided_disposal": "coalesce(e.avoided_disposal, 0)",
    "income": "coalesce(e.income, 0)",
    "net_saving": "e.net_saving",
    "price_missing": "e.price_missing",
    "factor_data": "e.factor_data",
    "weight_data": "e.mass_data",
    "price_data": "e.price_data",
    "missing": "e.missing",
}
FROM = """
    FROM furniture_impact_entry e
    JOIN stock_lot lot ON lot.id = e.lot_id
    LEFT JOIN furniture_impact_entry countered ON countered.id = e.counters_id
    LEFT JOIN furniture_impact_factor factor ON factor.id = e.factor_id
    LEFT JOIN stock_picking picking ON picking.id = e.picking_id
    LEFT JOIN furniture_reservation reservation ON reservation.id = e.reservation_id
    LEFT JOIN repair_order repair ON repair.id = e.repair_id
    LEFT JOIN furniture_end_line end_line ON end_line.id = e.end_line_id
    LEFT JOIN furniture_end decision ON decision.id = end_line.end_id
"""
NAMES = {
    "entered_by": "res.users",
    "model": "product.product",
    "type": "product.category",
    "from_place": "stock.location",
    "to_place": "stock.location",
    "site": "stock.location",
    "building": "stock.location",
    "unit": "furniture.unit",
    "edition": "furniture.impact.edition",
}
# Columns with a selection's value in words.
WORDS = {
    "kind": "kind",
    "event": "event_kind",
    "line_name": "report_line",
    "displacement_name": "displacement",
    "answer_from": "displacement_basis",
    "years_from": "life_basis",
}
NUMBERS = {
    "line": sheet.LINES,
    "displacement": sheet.DISPLACEMENTS,
    "factor_data": sheet.DATA,
    "weight_data": sheet.DATA,
    "price_data": sheet.DATA,
}
AT = {key: index for index, key in enumerate(sheet.KEYS)}


class FurnitureImpactBook(models.AbstractModel):
    """The entries of a report as rows of the workbook, read in batches past the cache of records."""

    _name = "furniture.impact.book"
    _description = "Workbook of the reuse ledger"

    @api.model
    def _entry_numbers(self, scope):
        """The ids of the entries that the user may read, by day."""
        entries = self.env["furniture.impact.entry"]
        entries.check_access("read")
        return [
            number for (number,) in self.env.execute_query(entries._search(scope.domain(), order="date, id").select())
        ]

    @api.model
    def _entry_rows(self, numbers):
        """Rows in the order of ``tools.impact.book.entries.COLUMNS`` for these entries, which the user may read."""
        select = (
            f"SELECT {', '.join(SELECT[key] for key in sheet.KEYS)} {FROM}"
            " JOIN unnest(%s) WITH ORDINALITY AS wanted(id, place) ON wanted.id = e.id ORDER BY wanted.place"
        )
        words = {AT[key]: self._words(field) for key, field in WORDS.items()}
        codes = {AT[key]: {**numbers_of, None: None} for key, numbers_of in NUMBERS.items()}
        names = {AT[key]: _Names(self.env["furniture.impact.report"], model) for key, model in NAMES.items()}
        for start in range(0, len(numbers), BATCH):
            rows = self.env.execute_query(SQL(select, numbers[start : start + BATCH]))
            for index, known in names.items():
                known.learn({row[index] for row in rows})
            changes = [*words.items(), *codes.items(), *((index, known.names) for index, known in names.items())]
            for found in rows:
                row = list(found)
                for index, meaning in changes:
                    row[index] = meaning[row[index]]
                _work_out(row)
                yield row

    @api.model
    def _words(self, field):
        words = dict(self.env["furniture.impact.entry"]._fields[field]._description_selection(self.env))
        return {**words, None: ""}


class _Names:
    """Names of the records of one model, asked for once each."""

    def __init__(self, report, model):
        self._report, self._model, self.names = report, model, {None: ""}

    def learn(self, numbers):
        new = numbers - self.names.keys()
        if new:
            self.names.update(dict.fromkeys(new, ""))
            self.names.update(self._report._names(self._model, new))
            self._report.env.invalidate_all()


PER_KG, NORMAL, WEIGHT, TIMES = AT["per_kg"], AT["normal_weight"], AT["weight"], AT["times"]
LINE, SIGN = AT["line"], AT["sign"]
GROSS_BOUNDS = [(AT["gross_low"], AT["factor_low"]), (AT["gross_high"], AT["factor_high"])]


def _work_out(row):
    """Fill in the values of formulas that an entry has no field for."""
    weight, normal = abs(row[WEIGHT]), row[NORMAL]
    heavy = weight / normal if 0 < normal < weight else 1
    times = weight if row[PER_KG] else heavy
    row[TIMES] = times
    for gross, factor in GROSS_BOUNDS:
        row[gross] = 0 if row[LINE] == 4 else round_kg(row[SIGN] * row[factor] * times)
