from odoo import api, fields, models
from odoo.tools import SQL

SOURCES = {
    "furniture.wish": [
        "state", "remaining", "quantity", "categ_id", "product_id", "colour_ids", "condition_min", "needed_by", "words", "company_id",
        "width_min", "width_max", "depth_min", "depth_max", "height_min", "height_max", "seat_height_min", "seat_height_max",
    ],
    "stock.lot": [
        "is_furniture", "end_kind", "purpose", "available_from", "product_id", "product_tmpl_id", "categ_id", "colour_id", "condition",
        "location_id", "company_id", "search_text", "width", "depth", "height", "seat_height",
    ],
    "product.category": ["parent_path"],
    "product.template": ["material"],
    "stock.location": ["usage"],
}  # fmt: skip


class FurnitureDemand(models.Model):
    """Demand beside supply: a row for each waiting wish, and a row for each piece of a wished-for type that is available or coming.

    Every piece and every wish stands in one row, so the sums of any grouping are right, and a sum always opens its rows. What really
    fits each wish, with all that it asks for, stands in the wish's row.
    """

    _name = "furniture.demand"
    _description = "Demand and supply"
    _auto = False
    _order = "categ_id, date, id"
    _rec_name = "categ_id"
    _depends = SOURCES

    kind = fields.Selection(
        [("wish", "Wished for"), ("available", "Available now"), ("coming", "Coming")], "Is", readonly=True
    )
    wish_id = fields.Many2one("furniture.wish", readonly=True)
    lot_id = fields.Many2one("stock.lot", "Piece", readonly=True)
    categ_id = fields.Many2one("product.category", "Furniture type", readonly=True)
    product_id = fields.Many2one("product.product", "Furniture model", readonly=True)
    colour_id = fields.Many2one("furniture.colour", readonly=True)
    unit_id = fields.Many2one("furniture.unit", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date("When", readonly=True, help="When a wish is needed, or when a piece becomes available.")
    wished = fields.Integer("Wished for", readonly=True)
    available = fields.Integer("Available now", readonly=True)
    coming = fields.Integer(readonly=True)
    gap = fields.Integer(
        readonly=True, help="Wished for, less what is available and coming. Below zero: more than enough."
    )
    fitting = fields.Integer(
        "Fits", readonly=True, help="Pieces, available or coming, that are all that the wish asks for."
    )
    uncovered = fields.Integer("Without a fit", readonly=True, help="Wished for, and no piece that fits is in sight.")

    @api.model
    def _flush_sources(self):
        for model, names in SOURCES.items():
            self.env[model].flush_model(names)

    @property
    def _table_query(self):
        fits = self.env["furniture.wish"]._match_query()
        return SQL(
            """
            WITH waiting AS (
                SELECT w.*, (SELECT min(r.furniture_colour_id) FROM furniture_colour_furniture_wish_rel r
                              WHERE r.furniture_wish_id = w.id HAVING count(*) = 1) AS one_colour
                  FROM furniture_wish w WHERE w.state IN ('open', 'partly')
            ), fits AS (
                SELECT wish_id, count(*) AS total, max(of_model) AS best
                  FROM (SELECT wish_id, product_id, count(*) OVER (PARTITION BY wish_id, product_id) AS of_model FROM (%s) fit) counted
              GROUP BY wish_id
            )
            SELECT w.id * 2::bigint AS id, 'wish' AS kind, w.id AS wish_id, NULL::int AS lot_id, w.categ_id, w.product_id,
                   w.one_colour AS colour_id, w.unit_id, w.company_id, w.needed_by AS date, w.remaining AS wished,
                   0 AS available, 0 AS coming, w.remaining AS gap, f.number::int AS fitting,
                   greatest(0, w.remaining - f.number)::int AS uncovered
              FROM waiting w
        LEFT JOIN fits ON fits.wish_id = w.id
 CROSS JOIN LATERAL (SELECT CASE WHEN NOT coalesce(w.alike, FALSE) THEN coalesce(fits.total, 0)
                                 WHEN w.secured > 0 OR fits.best >= w.remaining THEN coalesce(fits.best, 0)
                                 ELSE 0 END AS number) f
         UNION ALL
            SELECT l.id * 2::bigint + 1, CASE l.purpose WHEN 'available' THEN 'available' ELSE 'coming' END, NULL, l.id, l.categ_id,
                   l.product_id, l.colour_id, l.owner_unit_id, l.company_id, l.available_from, 0,
                   (l.purpose = 'available')::int, (l.purpose = 'in_use')::int, -1, 0, 0
              FROM stock_lot l
              JOIN stock_location place ON place.id = l.location_id AND place.usage = 'internal'
             WHERE l.is_furniture AND l.end_kind IS NULL AND l.condition IS DISTINCT FROM 'd'
               AND (l.purpose = 'available' OR (l.purpose = 'in_use' AND l.available_from IS NOT NULL))
               AND l.categ_id IN (SELECT lc.id FROM waiting w JOIN product_category wc ON wc.id = w.categ_id
                                    JOIN product_category lc ON starts_with(lc.parent_path, wc.parent_path))
            """,
            fits,
        )

    def action_open(self):
        """Open the wish or the piece that stands in the row."""
        self.ensure_one()
        self.check_access("read")
        record = self.wish_id or self.lot_id
        views = [(self.env.ref("bk_furniture_reuse.stock_lot_view_form_piece").id if self.lot_id else False, "form")]
        return {"type": "ir.actions.act_window", "res_model": record._name, "res_id": record.id, "views": views}
