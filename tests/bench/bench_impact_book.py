"""The reuse ledger of many pieces as a workbook that is worked out again (ENTRIES=, 100,000), against a bare XlsxWriter loop with the same cells."""

import itertools
import os
import tempfile
from datetime import date
from pathlib import Path

import xlsxwriter

from .many_pieces import fill
from .processor import measure

ENTRIES = int(os.environ.get("ENTRIES") or 100_000)
# So many rows are kept for the bare loop, which writes them again and again.
KEPT = 10_000


def run(ctx):
    """Rows of the table of measurements."""
    with ctx.database() as database, tempfile.TemporaryDirectory() as folder:
        ctx.say(f"a ledger of {ENTRIES:,} entries")
        with ctx.environment(database) as env:
            fill(env, ENTRIES)
            enter(env, ENTRIES)
        target = Path(folder) / "book.xlsx"
        with ctx.environment(database) as env:
            before = ctx.peak_memory()
            ours = measure(ctx, env, _write, target)
            # Other memory than the program's own: what is read and written for the workbook.
            peak = ctx.peak_memory()
            size = target.stat().st_size / 1_000_000
            rows, formulas = _cells(env)
        bare = ctx.measure(_bare, Path(folder) / "bare.xlsx", rows, formulas)
        ratio = ours.cpu / bare.cpu
        note = f"bare loop {bare.cpu:.0f} s; file {size:.0f} MB; {len(rows[0])} columns; reading is in it"
    name = f"workbook of {ENTRIES:,} entries"
    return [
        {"name": name, "value": ours.cpu, "unit": "s", "ratio": ratio, "target": "<= 1.1", "queries": ours.queries, "note": note},
        {"name": f"{name}, most memory", "value": peak, "unit": "MB", "target": "<= 256", "note": f"of which Odoo itself {before:.0f} MB"},
    ]  # fmt: skip


def _scope(env):
    from odoo.addons.bk_furniture_reuse.models.furniture_impact_report import Scope

    nowhere, nobody = env["stock.location"], env["furniture.unit"]
    run = env["furniture.impact.run"]._ledger(env.company)
    return Scope(run, env.company, date(2026, 1, 1), date(2026, 12, 31), nowhere, nobody)


def _write(env, target):
    env["furniture.impact.book"]._write(_scope(env), str(target))


def _cells(env):
    """The first rows of the entries with the formulas of their columns, for the bare loop."""
    from odoo.addons.bk_furniture_reuse.tools.impact.book import entries as sheet

    book = env["furniture.impact.book"]
    numbers = book._entry_numbers(_scope(env))[:KEPT]
    return list(book._entry_rows(numbers)), [sheet._compiled(column.formula) for column in sheet.COLUMNS]


def _bare(target, rows, formulas):
    """What XlsxWriter itself takes for these cells."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        page, style = book.add_worksheet(), book.add_format({"num_format": "#,##0.000"})
        for number, row in enumerate(itertools.islice(itertools.cycle(rows), ENTRIES)):
            for index, (value, formula) in enumerate(zip(row, formulas, strict=True)):
                if formula:
                    page.write_formula(number, index, formula.replace("#", str(number + 1)), style, value)
                elif isinstance(value, str):
                    page.write_string(number, index, value)
                elif value is not None:
                    page.write_number(number, index, value, style)


def enter(env, count):
    """So many events and entries of a year, written straight into the tables; counter-entries and every line of the report among them."""
    ledger = env["furniture.impact.run"]._ledger(env.company)
    edition = env.ref("bk_furniture_reuse.impact_edition_2026_1")
    env.flush_all()
    names = {"run": ledger.id, "company": env.company.id, "edition": edition.id, "count": count, "user": env.uid}
    env.cr.execute(
        """
        INSERT INTO furniture_impact_event (lot_id, kind, date, company_id, state, refurbishments, location_id, building_id, site_id, create_date)
        SELECT id, 'internal', timestamp '2026-01-01 08:00' + (row_number() OVER (ORDER BY id) %% 360) * interval '1 day', company_id, 'counted', 0,
               location_id, building_id, site_id, now()
          FROM stock_lot WHERE is_furniture ORDER BY id LIMIT %(count)s
        """,
        names,
    )
    # The revision is known here; the database would count it row by row.
    env.cr.execute("ALTER TABLE furniture_impact_entry DISABLE TRIGGER furniture_impact_entry_revision")
    env.cr.execute(
        """
        INSERT INTO furniture_impact_entry (
            name, run_id, company_id, kind, user_id, piece_count, event_id, event_kind, date, lot_id, life, revision, product_id, product_tmpl_id,
            categ_id, location_id, site_id, building_id, edition_id, factor_id, factor_low, factor_default, factor_high, factor_per_kg, grade,
            boundary, factor_source, displacement, displacement_basis, displacement_evidence, d_low, d_default, d_high, life_new, life_left,
            life_years, life_basis, life_ratio, mass, gross, transport_kg, refurb_kg, storage_kg, process_kg, net_low, net, net_high, report_line,
            waste_diverted, otherwise_discarded, price_new, price_source, avoided_purchase, used_price, refurb_cost, transport_cost, storage_cost,
            labour_cost, cost, avoided_disposal, income, net_saving, factor_data, mass_data, price_data, price_missing, missing, software,
            input_hash, create_date)
        SELECT 'OR-2026-' || lpad(v.id::text, 7, '0'), %(run)s, %(company)s, 'claim', %(user)s, 1, v.id, 'internal', v.date::date, v.lot_id, 0, 0,
               l.product_id, l.product_tmpl_id, l.categ_id, v.location_id, v.site_id, v.building_id, %(edition)s, f.id, f.low, f.value, f.high,
               false, f.grade, f.boundary, f.source_title, 'need_stated', 'rule', 'RES/' || v.id, 0.5, 0.8, 1, 15, 10, 10, 'condition', 0.6667,
               18, f.value, 0.512, 1.25, 0.034, 1.796, round(0.5 * 0.6667 * f.low - 1.796, 3), round(0.8 * 0.6667 * f.value - 1.796, 3),
               round(0.6667 * f.high - 1.796, 3), 'own', 18, true, 4500, 'Rammeavtale 2026', 3600, 0, 120, 35.5, 12.4, 210, 377.9, 42.3, 0,
               3264.4, 'typical', 'measured', 'typical', 0, 'refurb_kg,storage', 'bench', 'bench', now()
          FROM furniture_impact_event v JOIN stock_lot l ON l.id = v.lot_id
          CROSS JOIN LATERAL (SELECT * FROM furniture_impact_factor WHERE edition_id = %(edition)s AND low > 0 AND high > 0 AND per_kg IS NOT TRUE
                               ORDER BY id OFFSET v.id %% 5 LIMIT 1) f
        """,
        names,
    )
    env.cr.execute("ALTER TABLE furniture_impact_entry ENABLE TRIGGER furniture_impact_entry_revision")
    env.cr.commit()
    env.cr._cnx.autocommit = True
    for table in ("furniture_impact_event", "furniture_impact_entry"):
        env.cr.execute(f"VACUUM ANALYZE {table}")
    env.cr._cnx.autocommit = False
    env.invalidate_all()
