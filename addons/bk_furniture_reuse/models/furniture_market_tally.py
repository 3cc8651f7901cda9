from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# What a row of the tally stands for; the names are those of a piece.
ALIKE = (
    "product_id",
    "categ_id",
    "maker_id",
    "company_id",
    "building_id",
    "purpose",
    "condition",
    "colour_id",
    "available_from",
)
# A piece is counted anew when one of these changes.
COUNTED_BY = (*ALIKE, "is_furniture", "end_kind")


class FurnitureMarketTally(models.Model):
    """How many pieces of the market are alike: counted ahead, so that the catalogue need not count a large register each time.

    A model is stale from the moment something about one of its pieces changes until ``_refresh`` has counted it anew; whoever
    asks in between counts its pieces (``furniture.market.stock``), so no answer is ever old. PostgreSQL itself notes what is
    stale, in the transaction that changes it, whichever way the change comes. Notes are only added, so nobody waits for
    anybody.
    """

    _name = "furniture.market.tally"
    _description = "Pieces alike in the market"
    _log_access = False

    product_id = fields.Many2one("product.product", "Furniture model", required=True, index=True, ondelete="cascade")
    categ_id = fields.Many2one("product.category", "Furniture type", ondelete="cascade")
    maker_id = fields.Many2one("furniture.maker", ondelete="cascade")
    company_id = fields.Many2one("res.company", ondelete="cascade")
    building_id = fields.Many2one("stock.location", ondelete="cascade")
    purpose = fields.Selection(lambda self: self.env["stock.lot"]._fields["purpose"]._description_selection(self.env))
    condition = fields.Selection(
        lambda self: self.env["stock.lot"]._fields["condition"]._description_selection(self.env)
    )
    colour_id = fields.Many2one("furniture.colour", ondelete="cascade")
    available_from = fields.Date()
    piece_count = fields.Integer(required=True)

    @api.model
    def _live(self, products=None):
        """What to count alike, of all pieces in the market or of those of ``products`` (ids): SQL of rows with ``ALIKE`` and 1."""
        lots = self.env["stock.lot"].sudo()  # sudo: counts, of which each person gets those of their own companies
        domain = lots._market_domain()
        if products is not None:
            domain &= Domain("product_id", "in", products)
        query = lots._search(domain)
        columns = [
            SQL("%s AS %s", lots._field_to_sql(lots._table, name, query), SQL.identifier(name)) for name in ALIKE
        ]
        return query.select(SQL("%s AS id", SQL.identifier(lots._table, "id")), *columns, SQL("1 AS piece_count"))

    @api.model
    def _stale(self):
        """Ids of the models that must be counted now, changes of this transaction included."""
        self._flush_pieces()
        return [
            product
            for (product,) in self.env.execute_query(SQL("SELECT DISTINCT product_id FROM furniture_market_stale"))
        ]

    @api.model
    def _flush_pieces(self):
        """PostgreSQL notes what is stale when it is told of a change."""
        self.env["stock.lot"].flush_model(COUNTED_BY)
        self.env["stock.quant"].flush_model(["lot_id", "reserved_quantity"])

    @api.model
    def _refresh(self):
        """Count the stale models anew, in a few queries whatever their number; returns how many."""
        self._flush_pieces()
        notes = self.env.execute_query(SQL("SELECT id, product_id FROM furniture_market_stale"))
        products = sorted({product for _note, product in notes})
        if not products:
            return 0
        names = SQL(", ").join(map(SQL.identifier, ALIKE))
        self.env.execute_query(
            SQL("DELETE FROM furniture_market_tally WHERE product_id = ANY(%s) RETURNING id", products)
        )
        self.env.execute_query(
            SQL(
                """INSERT INTO furniture_market_tally (%(names)s, piece_count)
                   SELECT %(names)s, count(*) FROM (%(live)s) AS live GROUP BY %(names)s RETURNING id""",
                names=names,
                live=self._live(products),
            )
        )
        # Only the notes that were read: what changes meanwhile has notes of its own.
        self.env.execute_query(
            SQL(
                "DELETE FROM furniture_market_stale WHERE id = ANY(%s) RETURNING id", [note for note, _product in notes]
            )
        )
        self.invalidate_model()
        return len(products)

    @api.model
    def _cron_refresh(self):
        self._refresh()

    def init(self):
        """The notes, and what writes them; after an update of the program everything is counted anew."""
        counted = SQL(", ").join(map(SQL.identifier, ("id", *COUNTED_BY)))
        self.env.cr.execute(
            SQL(
                """
            CREATE TABLE IF NOT EXISTS furniture_market_stale (id bigserial PRIMARY KEY, product_id integer NOT NULL);

            CREATE OR REPLACE FUNCTION furniture_market_note_lots() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    INSERT INTO furniture_market_stale (product_id) SELECT DISTINCT product_id FROM fresh WHERE is_furniture;
                ELSE
                    INSERT INTO furniture_market_stale (product_id)
                    SELECT product_id FROM (SELECT %(counted)s FROM former EXCEPT SELECT %(counted)s FROM fresh) AS changed WHERE is_furniture
                     UNION
                    SELECT product_id FROM (SELECT %(counted)s FROM fresh EXCEPT SELECT %(counted)s FROM former) AS changed WHERE is_furniture;
                END IF;
                RETURN NULL;
            END $$;

            CREATE OR REPLACE FUNCTION furniture_market_note_quants() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    INSERT INTO furniture_market_stale (product_id)
                    SELECT DISTINCT product_id FROM fresh WHERE lot_id IS NOT NULL AND reserved_quantity > 0;
                ELSIF TG_OP = 'DELETE' THEN
                    INSERT INTO furniture_market_stale (product_id)
                    SELECT DISTINCT product_id FROM former WHERE lot_id IS NOT NULL AND reserved_quantity > 0;
                ELSE
                    INSERT INTO furniture_market_stale (product_id)
                    SELECT DISTINCT fresh.product_id FROM former JOIN fresh ON fresh.id = former.id
                     WHERE (former.reserved_quantity > 0, former.lot_id) IS DISTINCT FROM (fresh.reserved_quantity > 0, fresh.lot_id)
                       AND coalesce(fresh.lot_id, former.lot_id) IS NOT NULL;
                END IF;
                RETURN NULL;
            END $$;
            """,
                counted=counted,
            )
        )
        for table, event, rows in (
            ("lot", "insert", "NEW TABLE AS fresh"),
            ("lot", "update", "OLD TABLE AS former NEW TABLE AS fresh"),
            ("quant", "insert", "NEW TABLE AS fresh"),
            ("quant", "update", "OLD TABLE AS former NEW TABLE AS fresh"),
            ("quant", "delete", "OLD TABLE AS former"),
        ):
            self.env.cr.execute(
                SQL(
                    """
                    DROP TRIGGER IF EXISTS %(trigger)s ON %(table)s;
                    CREATE TRIGGER %(trigger)s AFTER %(event)s ON %(table)s
                        REFERENCING %(rows)s FOR EACH STATEMENT EXECUTE FUNCTION %(function)s();
                    """,
                    trigger=SQL.identifier(f"furniture_market_note_{event}"),
                    table=SQL.identifier(f"stock_{table}"),
                    event=SQL(event.upper()),
                    rows=SQL(rows),
                    function=SQL.identifier(f"furniture_market_note_{table}s"),
                )
            )
        self.env.cr.execute(
            "INSERT INTO furniture_market_stale (product_id) SELECT DISTINCT product_id FROM stock_lot WHERE is_furniture"
        )
