from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .stock_lot_market import MARKET

# Fields that are asked of the pieces, before these are counted: the name of each is the same on a piece.
OF_PIECES = ("categ_id", "maker_id", "building_id", "condition", "colour_id", "market", "available_by", "market_words")
COUNTS = ("product_id", "product_tmpl_id", "categ_id", "maker_id", "piece_count", "available_count", "good_count", "place_count",
          "coming_count", "coming_from")  # fmt: skip
# Which pieces are counted. Only a Domain object counts, and such a thing cannot come over the network.
PIECES = "market_pieces"


def of_pieces(name):
    """A field that pieces are chosen by; on a model it says nothing by itself."""
    return {
        "compute": "_compute_of_pieces",
        "search": lambda self, operator, value: self._search_of_pieces(name, operator, value),
    }


class FurnitureMarketModel(models.Model):
    """The catalogue: a furniture model and how many of it are to be had, counted when it is asked for.

    What is asked of the pieces (a building, a condition, a colour, a day) chooses the pieces that are counted: with condition A
    and B ticked, "at least 24 alike" means 24 in condition A or B.
    """

    _name = "furniture.market.model"
    _description = "Furniture model in the market"
    _auto = False
    _order = "available_count desc, coming_count desc, id"
    _rec_name = "product_id"

    product_id = fields.Many2one("product.product", "Furniture model", readonly=True)
    product_tmpl_id = fields.Many2one("product.template", readonly=True)
    categ_id = fields.Many2one("product.category", "Furniture type", readonly=True)
    maker_id = fields.Many2one("furniture.maker", readonly=True)
    piece_count = fields.Integer("Alike", readonly=True, help="Available now and coming, together.")
    available_count = fields.Integer("Available now", readonly=True)
    good_count = fields.Integer("In condition A-B", readonly=True, help="Of those available now.")
    place_count = fields.Integer(
        "Places", readonly=True, aggregator=None, help="Buildings and stores where they stand."
    )
    coming_count = fields.Integer("Coming", readonly=True, help="Still in use, until a date that is set.")
    coming_from = fields.Date("First from", readonly=True, aggregator="min")

    building_id = fields.Many2one("stock.location", **of_pieces("building_id"))
    condition = fields.Selection(
        lambda self: self.env["stock.lot"]._fields["condition"]._description_selection(self.env),
        **of_pieces("condition"),
    )
    colour_id = fields.Many2one("furniture.colour", **of_pieces("colour_id"))
    market = fields.Selection(MARKET, "To be had", **of_pieces("market"))
    available_by = fields.Date(**of_pieces("available_by"))
    market_words = fields.Char("Model, maker, type or colour", **of_pieces("market_words"))

    def _compute_of_pieces(self):
        for name in ("building_id", "condition", "colour_id", "market", "available_by", "market_words"):
            self[name] = False

    @api.model
    def _search_of_pieces(self, name, operator, value):
        """The models of the pieces that fit; reached where the condition cannot choose the pieces to count."""
        stock = self._stock()
        pieces = stock._search(self._of_own_companies(Domain(name, operator, value)))
        return Domain("id", "in", pieces.subselect(stock._field_to_sql(stock._table, "product_id", pieces)))

    @api.model
    def _stock(self):
        """The pieces by number."""
        return self.env[
            "furniture.market.stock"
        ].sudo()  # sudo: numbers of pieces in the market, of one's own companies

    @api.model
    def _of_own_companies(self, domain=()):
        return Domain("company_id", "in", [False, *self.env.companies.ids]) & Domain(domain)

    @api.model
    def _domain_of_pieces(self, domain=()):
        """The pieces in the market of one's own companies that fit ``domain``."""
        return self.env["stock.lot"]._market_domain() & self._of_own_companies(domain)

    @api.model
    def _split(self, domain):
        """What ``domain`` asks of the pieces, and what it asks of the counts."""
        domain = Domain(domain)
        parts = domain.children if getattr(domain, "OPERATOR", "") == "&" else [domain]
        pieces, counts = Domain.TRUE, Domain.TRUE
        for part in parts:
            names = {condition.field_expr.split(".")[0] for condition in part.iter_conditions()}
            if names and names.issubset({*OF_PIECES, "id", "product_id"}):
                pieces &= part.map_conditions(self._as_piece_condition)
            else:
                counts &= part
        return pieces, counts

    @api.model
    def _as_piece_condition(self, condition):
        name = "product_id" if condition.field_expr == "id" else condition.field_expr
        return Domain(name, condition.operator, condition.value)

    @api.model
    def _search(self, domain, *args, **kwargs):
        pieces, counts = self._split(domain)
        chosen = self.with_context(**{PIECES: pieces})
        return super(FurnitureMarketModel, chosen)._search(counts, *args, **kwargs)

    @api.model
    def _find(self, domain, **keywords):
        """The models that fit, with the counts of the pieces that fit: what is read later is counted from all pieces of the model."""
        return self.search_fetch(domain, COUNTS, **keywords)

    @property
    def _table_query(self):
        pieces = self.env.context.get(PIECES)
        stock = self._stock()
        query = stock._search(self._of_own_companies(pieces if isinstance(pieces, Domain) else Domain.TRUE))
        query.groupby = SQL("1, 2")
        pieces_alike, purpose, condition, day = (
            SQL.identifier(stock._table, name) for name in ("piece_count", "purpose", "condition", "available_from")
        )
        per_building = query.select(
            SQL("%s AS product_id", SQL.identifier(stock._table, "product_id")),
            SQL("%s AS building_id", SQL.identifier(stock._table, "building_id")),
            SQL("coalesce(sum(%s) FILTER (WHERE %s = 'available'), 0) AS available", pieces_alike, purpose),
            SQL("coalesce(sum(%s) FILTER (WHERE %s = 'in_use'), 0) AS coming", pieces_alike, purpose),
            SQL("coalesce(sum(%s) FILTER (WHERE %s = 'available' AND %s IN ('a', 'b')), 0) AS good", pieces_alike, purpose, condition),
            SQL("min(%s) FILTER (WHERE %s = 'in_use') AS coming_from", day, purpose),
        )  # fmt: skip
        return SQL(
            """
            SELECT counted.product_id AS id, counted.product_id, product.product_tmpl_id, template.categ_id, template.maker_id,
                   counted.piece_count, counted.available_count, counted.good_count, counted.place_count,
                   counted.coming_count, counted.coming_from
              FROM (SELECT product_id, sum(available + coming)::int AS piece_count, sum(available)::int AS available_count,
                           sum(good)::int AS good_count, sum(coming)::int AS coming_count, min(coming_from) AS coming_from,
                           (CASE WHEN sum(available) > 0 THEN count(*) FILTER (WHERE available > 0) ELSE count(*) END)::int AS place_count
                      FROM (%s) AS per_building GROUP BY product_id) AS counted
              JOIN product_product AS product ON product.id = counted.product_id
              JOIN product_template AS template ON template.id = product.product_tmpl_id
            """,
            per_building,
        )
