"""A ledger of any size, written straight into the tables of a scratch database: for measuring reads, never for real use."""

KINDS = ("internal", "internal", "internal", "bought_used", "refurbished", "outside")
LINES = ("own", "own", "own", "own", "own", "own", "outside", "proxy", "none", "own")


def fill(env, entries):
    """So many entries of the ledger over the pieces that are there, five years of them; commits."""
    env.flush_all()
    cr = env.cr
    units = env["furniture.unit"].create([{"name": f"Unit {number:02d}"} for number in range(40)]).ids
    kinds = env["furniture.impact.kind"].search([]).ids
    factors = env.ref("bk_furniture_reuse.impact_edition_2026_1").factor_ids
    ledger = env["furniture.impact.run"]._ledger(env.company)
    env.flush_all()
    cr.execute("SELECT count(*) FROM stock_lot WHERE is_furniture")
    pieces = cr.fetchone()[0]
    common = {
        "company": env.company.id, "user": env.uid, "run": ledger.id, "entries": entries, "pieces": pieces, "units": units, "nunits": len(units),
        "kinds": kinds, "nkinds": len(kinds), "edition": factors.edition_id.id, "factors": factors.ids, "nfactors": len(factors),
        "event_kinds": list(KINDS), "lines": list(LINES),
    }  # fmt: skip
    cr.execute(
        """CREATE TEMP TABLE numbered AS
           SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, product_id, product_tmpl_id, categ_id, maker_id, site_id, building_id, location_id
             FROM stock_lot WHERE is_furniture;
           CREATE UNIQUE INDEX ON numbered (n)"""
    )
    cr.execute(
        """
        INSERT INTO furniture_impact_event (lot_id, kind, date, company_id, state, refurbishments, location_id, building_id, site_id, unit_id)
        SELECT l.id, (%(event_kinds)s::text[])[1 + g.n %% 6], now() - (g.n %% 1825) * interval '1 day', %(company)s, 'counted', g.n / %(pieces)s,
               l.location_id, l.building_id, l.site_id, (%(units)s::int[])[1 + (g.n * 31) %% %(nunits)s]
          FROM generate_series(0, %(entries)s - 1) AS g(n) JOIN numbered l ON l.n = g.n %% %(pieces)s
         ORDER BY g.n
        """,
        common,
    )
    # What the trigger counts for each row is 0 here.
    cr.execute("ALTER TABLE furniture_impact_entry DISABLE TRIGGER furniture_impact_entry_revision")
    cr.execute(
        """
        INSERT INTO furniture_impact_entry (name, run_id, company_id, kind, user_id, piece_count, event_id, event_kind, date, lot_id, life, revision,
               product_id, product_tmpl_id, categ_id, kind_id, maker_id, location_id, site_id, building_id, unit_id, edition_id, factor_id,
               factor_low, factor_default, factor_high, factor_per_kg, grade, boundary, factor_source, displacement, displacement_basis,
               d_low, d_default, d_high, life_new, life_left, life_years, life_basis, life_ratio, mass, gross, transport_kg, refurb_kg, storage_kg,
               process_kg, net_low, net, net_high, report_line, waste_diverted, otherwise_discarded, price_new, price_source, avoided_purchase,
               used_price, refurb_cost, transport_cost, storage_cost, labour_cost, cost, avoided_disposal, income, net_saving,
               factor_data, mass_data, price_data, price_missing, missing, software, input_hash, create_date, legs, cost_sources)
        SELECT 'OR-' || lpad(e.id::text, 9, '0'), %(run)s, %(company)s, 'claim', %(user)s, 1, e.id, e.kind, e.date::date, e.lot_id, e.refurbishments, 0,
               l.product_id, l.product_tmpl_id, l.categ_id, (%(kinds)s::int[])[1 + e.id %% %(nkinds)s], l.maker_id, e.location_id, e.site_id,
               e.building_id, e.unit_id, %(edition)s, (%(factors)s::int[])[1 + e.id %% %(nfactors)s], 36, 70, 142, false, 'b', 'mixed',
               'FIRA, 2011', 'need_stated', 'rule', 0.5, 0.8, 1, 15, 10, 10, 'condition', 0.6667, 18, 70, 0.286, 0, 0, 0.286,
               11.715, 37.049, 94.385, (%(lines)s::text[])[1 + e.id %% 10], CASE WHEN e.id %% 3 = 0 THEN 18 ELSE 0 END, e.id %% 3 = 0,
               9000, 'Rammeavtale 2024', 7200, 0, 0, 100, 0, 375, 475, 0, 0, 6725,
               (ARRAY['measured', 'typical', 'none'])[1 + e.id %% 3], (ARRAY['measured', 'typical', 'none'])[1 + (e.id / 3) %% 3],
               (ARRAY['measured', 'typical', 'none'])[1 + (e.id / 9) %% 3], CASE WHEN (e.id / 9) %% 3 = 2 THEN 1 ELSE 0 END,
               'labour,storage', 'bench', md5(e.id::text), now(), '[]', '{}'
          FROM furniture_impact_event e JOIN stock_lot l ON l.id = e.lot_id
         ORDER BY e.id
        """,
        common,
    )
    cr.execute("ALTER TABLE furniture_impact_entry ENABLE TRIGGER furniture_impact_entry_revision")
    cr.commit()
    # As PostgreSQL's own housekeeping leaves a ledger that was written over years; VACUUM runs outside transactions only.
    cr._cnx.autocommit = True
    for table in ("furniture_impact_event", "furniture_impact_entry"):
        cr.execute(f"VACUUM ANALYZE {table}")
    cr._cnx.autocommit = False
    env.invalidate_all()
