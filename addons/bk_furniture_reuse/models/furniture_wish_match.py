from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import wish as rules

STOCK, COMING = "stock", "coming"
SIZED = ("width", "depth", "height", "seat_height")


class FurnitureWish(models.Model):
    """Which pieces fit which wish: one query for all wishes and all pieces, however many.

    A piece fits when it is ours, stands somewhere, and is all that the wish asks for. What nobody has registered (an ungraded
    condition, an unknown size) does not fit a wish that asks for it, and what is graded as not reusable fits none. Available pieces fit now (``stock``); pieces in use fit as
    ``coming`` when they become available by the date they are needed, or at all when the wish has no date.
    """

    _inherit = "furniture.wish"

    fit_lot_ids = fields.Many2many("stock.lot", string="Pieces that fit now", compute="_compute_fits")
    coming_lot_ids = fields.Many2many("stock.lot", string="Pieces that are coming", compute="_compute_fits")
    fit_count = fields.Integer("Fits now", compute="_compute_fits")
    coming_count = fields.Integer("Coming", compute="_compute_fits")

    @api.depends(
        "state", "remaining", "categ_id", "product_id", "alike", "colour_ids", "condition_min", "needed_by", "words",
        *(f"{size}_{end}" for size in SIZED for end in ("min", "max")),
    )  # fmt: skip
    def _compute_fits(self):
        found = self._origin._fits()
        lots = self.env["stock.lot"]
        for wish in self:
            rows = found.get(wish._origin.id, [])
            wish.fit_lot_ids = lots.browse([row[0] for row in rows if row[2] == STOCK])
            wish.coming_lot_ids = lots.browse([row[0] for row in rows if row[2] == COMING])
            wish.fit_count, wish.coming_count = len(wish.fit_lot_ids), len(wish.coming_lot_ids)

    def action_open_fits(self):
        """The pieces that fit these wishes now or will."""
        self.check_access("read")
        lots = self.fit_lot_ids | self.coming_lot_ids
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        return {**action, "name": self.env._("What fits"), "domain": [("id", "in", lots.ids)], "context": {}}

    def _fits(self):
        """What fits these wishes, of those that still wait: {wish id: [(lot id, model id, source, available from)]}.

        Wishes for one model get only pieces of models that can make a whole set.
        """
        found = defaultdict(list)
        for wish_id, lot_id, product_id, source, available_from in self._match(wish_ids=self.ids):
            found[wish_id].append((lot_id, product_id, source, available_from))
        for wish in self.filtered("alike"):
            rows = rules.alike_only(found.pop(wish.id, []), wish.remaining, wish._set_model().id)
            if rows:
                found[wish.id] = rows
        return dict(found)

    def _set_model(self):
        """The model that a set of one model has been begun with, empty when nothing is reserved yet."""
        self.ensure_one()
        # sudo: the reservation's lines may be out of the owner's sight.
        lines = self.sudo().reservation_ids.line_ids.filtered(lambda line: line.state in ("held", "delivered"))
        return lines.lot_id.product_id[:1]

    @api.model
    def _match(self, wish_ids=None, lot_ids=None):
        """Rows (wish, lot, model, source, available from) of waiting wishes and the pieces that fit them, in a single query.

        :param wish_ids: only these wishes; None for all
        :param lot_ids: only these pieces; None for all
        """
        if wish_ids == [] or lot_ids == []:
            return []
        self.env["furniture.demand"]._flush_sources()
        return self.env.execute_query(self._match_query(wish_ids, lot_ids))

    @api.model
    def _match_query(self, wish_ids=None, lot_ids=None):
        """The query of ``_match``, for reports to build on."""
        only = []
        if wish_ids is not None:
            only.append(SQL("AND w.id = ANY(%s)", list(wish_ids)))
        if lot_ids is not None:
            only.append(SQL("AND l.id = ANY(%s)", list(lot_ids)))
        sizes = [
            SQL(
                "AND (coalesce(w.%(least)s, 0) = 0 OR l.%(size)s >= w.%(least)s)"
                " AND (coalesce(w.%(most)s, 0) = 0 OR (l.%(size)s > 0 AND l.%(size)s <= w.%(most)s))",
                least=SQL.identifier(f"{size}_min"), most=SQL.identifier(f"{size}_max"), size=SQL.identifier(size),
            )
            for size in SIZED
        ]  # fmt: skip
        return SQL(
            """
            SELECT w.id AS wish_id, l.id AS lot_id, l.product_id,
                   CASE l.purpose WHEN 'available' THEN 'stock' ELSE 'coming' END AS source, l.available_from
              FROM furniture_wish w
              JOIN product_category wc ON wc.id = w.categ_id
              JOIN product_category lc ON starts_with(lc.parent_path, wc.parent_path)
              JOIN stock_lot l ON l.categ_id = lc.id
              JOIN stock_location place ON place.id = l.location_id AND place.usage = 'internal'
              JOIN product_template t ON t.id = l.product_tmpl_id
         LEFT JOIN LATERAL (SELECT array_agg(r.furniture_colour_id) AS ids
                              FROM furniture_colour_furniture_wish_rel r WHERE r.furniture_wish_id = w.id) colours ON TRUE
             WHERE w.state IN ('open', 'partly') AND l.is_furniture AND l.end_kind IS NULL AND l.condition IS DISTINCT FROM 'd'
               AND (l.purpose = 'available'
                    OR (l.purpose = 'in_use' AND l.available_from IS NOT NULL
                        AND (w.needed_by IS NULL OR l.available_from <= w.needed_by)))
               AND (l.company_id IS NULL OR l.company_id = w.company_id)
               AND (w.product_id IS NULL OR l.product_id = w.product_id)
               AND (w.condition_min IS NULL OR l.condition <= w.condition_min)
               AND (colours.ids IS NULL OR l.colour_id = ANY(colours.ids))
               AND (w.words IS NULL OR NOT EXISTS (
                    SELECT FROM regexp_split_to_table(lower(w.words), '[\\s,;]+') word
                     WHERE word != '' AND position(word IN lower(concat_ws(' ', l.search_text, t.material))) = 0))
               %s %s
            """,
            SQL(" ").join(sizes),
            SQL(" ").join(only),
        )
