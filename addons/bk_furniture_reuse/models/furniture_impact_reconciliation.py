from datetime import UTC

from odoo import api, fields, models
from odoo.tools import SQL

from .furniture_impact_report import ZONE

# What adds to a place and what takes away, in the order of the table.
INS = ("registered", "found", "taken_back", "moved_in")
OUTS = ("moved_out", "recycled", "donated", "sold", "lost", "missing", "other_out")
PLACES = {"building": SQL("building_id"), "site": SQL("site_id")}


class FurnitureImpactReconciliation(models.AbstractModel):
    """Does the number of pieces add up? Opening + in - out = closing, place by place, from what has really moved; and does stock say the same?

    Counted from done stock moves of furniture, so that nothing but Odoo's own ledger is believed. Closing is compared with stock when the
    period reaches today. Places are as they lie now: a building that was given to another site is there for the whole period.
    """

    _name = "furniture.impact.reconciliation"
    _description = "Reconciliation of pieces"

    @api.model
    def _balance(self, scope, by="building"):
        """Rows of the table, one for each place with pieces or moves, and a last one for all; numbers of pieces.

        :param scope: see ``furniture.impact.report``; units do not matter here, a place's pieces are anybody's
        :param by: ``building`` or ``site``
        :return: dicts of ``place_id``, ``name``, ``opening``, one for each of ``INS`` and ``OUTS``, ``closing``, and ``stock`` and
            ``difference``, which are None when the period has ended before today
        """
        self.env["furniture.impact.entry"].check_access("read")
        self.env["stock.move.line"].flush_model()
        self.env["stock.quant"].flush_model()
        self.env["furniture.end.line"].flush_model()
        places = {}
        # Read past the rules of stock: numbers of pieces belong to the report that the reader may read, of the company of its ledger.
        for place, what, pieces in self.env.execute_query(self._moves(scope, by)):
            places.setdefault(place, {}).setdefault(what, 0)
            places[place][what] += round(pieces)
        now = None
        if scope.date_to >= self._today():
            now = {place: round(pieces) for place, pieces in self.env.execute_query(self._stock(scope, by))}
            for place in now:
                places.setdefault(place, {})
        names = self.env["furniture.impact.report"]._names("stock.location", places)
        names[0] = self.env._("Not in a building") if by == "building" else self.env._("Not on a site")
        if scope.sites:
            # sudo: where a building lies is no secret to the reader of the report.
            inside = self.env["stock.location"].sudo().search([("site_id", "in", scope.sites.ids)])
            places = {place: counts for place, counts in places.items() if place in inside._ids}
        rows = [self._row(place, names.get(place, ""), counts, now) for place, counts in places.items()]
        rows = [row for row in rows if any(value for key, value in row.items() if key not in ("place_id", "name"))]
        rows.sort(key=lambda row: (row["place_id"] == 0, row["name"], row["place_id"]))
        total = {"place_id": None, "name": self.env._("All")}
        for key in ("opening", *INS, *OUTS, "closing", "stock", "difference"):
            values = [row[key] for row in rows]
            total[key] = None if None in values or (now is None and key in ("stock", "difference")) else sum(values)
        return [*rows, total]

    @api.model
    def _today(self):
        """The day in Norway, where the periods are, whatever clock the reader has."""
        return fields.Datetime.now().replace(tzinfo=UTC).astimezone(ZONE).date()

    @api.model
    def _row(self, place, name, counts, now):
        row = {
            "place_id": place,
            "name": name,
            **{key: counts.get(key, 0) for key in ("opening", *INS, *OUTS)},
        }
        row["closing"] = row["opening"] + sum(row[key] for key in INS) - sum(row[key] for key in OUTS)
        row["stock"] = None if now is None else now.get(place, 0)
        row["difference"] = None if now is None else row["stock"] - row["closing"]
        return row

    @api.model
    def _moves(self, scope, by):
        """(place, what, pieces) of all that happened before the end of the period."""
        first, after = scope.moments()
        return SQL(
            """
            WITH lines AS (
                SELECT l.id, l.lot_id, l.date, l.quantity_product_uom AS pieces, f.usage AS from_usage, f.barcode AS from_code,
                       t.usage AS to_usage, e.kind AS end_kind,
                       CASE WHEN f.usage IN ('internal', 'transit') THEN coalesce(f.%(place)s, 0) END AS from_place,
                       CASE WHEN t.usage IN ('internal', 'transit') THEN coalesce(t.%(place)s, 0) END AS to_place
                  FROM stock_move_line l
                  JOIN stock_lot p ON p.id = l.lot_id AND p.is_furniture
                  JOIN stock_location f ON f.id = l.location_id
                  JOIN stock_location t ON t.id = l.location_dest_id
                  LEFT JOIN furniture_end_line e ON e.move_line_id = l.id
                 WHERE l.state = 'done' AND l.company_id = %(company)s AND l.date < %(after)s
            ), ranked AS (
                SELECT *, row_number() OVER (PARTITION BY lot_id, from_place IS NULL AND to_place IS NOT NULL ORDER BY date, id) AS nth
                  FROM lines
            )
            SELECT place, what, sum(pieces) FROM (
                SELECT to_place AS place, pieces,
                       CASE WHEN date < %(first)s THEN 'opening'
                            WHEN from_place IS NOT NULL THEN 'moved_in'
                            WHEN nth = 1 THEN 'registered'
                            WHEN from_usage = 'customer' OR from_code IN ('FURNITURE-RECYCLED', 'FURNITURE-LOST') THEN 'taken_back'
                            ELSE 'found' END AS what
                  FROM ranked WHERE to_place IS NOT NULL AND from_place IS DISTINCT FROM to_place
                UNION ALL
                SELECT from_place, CASE WHEN date < %(first)s THEN -pieces ELSE pieces END,
                       CASE WHEN date < %(first)s THEN 'opening'
                            WHEN to_place IS NOT NULL THEN 'moved_out'
                            WHEN end_kind IS NOT NULL THEN end_kind
                            WHEN to_usage = 'inventory' THEN 'missing'
                            ELSE 'other_out' END
                  FROM ranked WHERE from_place IS NOT NULL AND from_place IS DISTINCT FROM to_place
            ) AS changes GROUP BY place, what
            """,
            place=PLACES[by],
            company=scope.company.id,
            first=first,
            after=after,
        )

    @api.model
    def _stock(self, scope, by):
        """(place, pieces) as stock says now."""
        return SQL(
            """SELECT coalesce(l.%s, 0), sum(q.quantity) FROM stock_quant q
                 JOIN stock_lot p ON p.id = q.lot_id AND p.is_furniture
                 JOIN stock_location l ON l.id = q.location_id AND l.usage IN ('internal', 'transit')
                WHERE coalesce(q.company_id, %s) = %s GROUP BY 1""",
            PLACES[by],
            scope.company.id,
            scope.company.id,
        )
