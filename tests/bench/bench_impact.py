"""The reuse ledger of a large municipality: its list, what a day of moves adds to it (PIECES=, 650,000; ENTRIES=, 1,000,000)."""

import os

from . import many_entries, many_pieces
from .bench_lists import _fresh, _specification

PIECES = int(os.environ.get("PIECES") or 650_000)
ENTRIES = int(os.environ.get("ENTRIES") or 1_000_000)


def run(ctx):
    """Rows of the table of measurements."""
    with ctx.database() as database:
        ctx.say(f"a ledger of {ENTRIES:,} entries")
        with ctx.environment(database) as env:
            many_pieces.fill(env, PIECES)
            many_entries.fill(env, ENTRIES)
        with ctx.environment(database) as env:
            person = env["res.users"].with_context(no_reset_password=True).create(
                {"name": "E", "login": "bench_coordinator", "group_ids": [(6, 0, [env.ref("bk_furniture_reuse.group_coordinator").id])]}
            )  # fmt: skip
            env.cr.commit()
            return [*_lists(ctx, env(user=person.id)), *_dashboard(ctx, env(user=person.id)), *_entering(ctx, env)]


def _row(name, measure, **more):
    return {
        "name": f"{ENTRIES:,} entries: {name}",
        "value": measure.seconds * 1000,
        "unit": "ms",
        "queries": measure.queries,
        **more,
    }


def _lists(ctx, env):
    entries, lots = env["furniture.impact.entry"], env["stock.lot"].with_context(bin_size=True)
    specification = _specification(entries, "bk_furniture_reuse.furniture_impact_entry_view_list")
    plain = {name: {"fields": {"display_name": {}}} if lots._fields[name].type == "many2one" else {} for name in
             ("name", "ref", "product_id", "location_id", "company_id", "create_date")}  # fmt: skip
    asked = {"limit": 80, "count_limit": 10001}
    odoo = _fresh(ctx, env, lambda: lots.web_search_read([], plain, **asked))
    rows = [_row("Odoo's list of serial numbers, first 80", odoo)]
    ledger = [("run_id.kind", "=", "ledger")]
    for name, domain, order in (
        ("the list, first 80", ledger, None),
        ("the list of one building", [*ledger, ("building_id.name", "=", "Building 3")], None),
        ("the list by what was avoided", ledger, "net desc, id desc"),
    ):
        found = _fresh(ctx, env, lambda d=domain, o=order: entries.web_search_read(d, specification, order=o, **asked))
        sorted_by_index = order is None
        rows.append(
            _row(
                name,
                found,
                ratio=found.seconds / odoo.seconds,
                target="<= 1.5" if sorted_by_index else None,
                note="to Odoo's list",
            )
        )
    return rows


# What the dashboard needs at the very least, grouped once: a row for each month, line and place of the year.
GROUPING = """SELECT date_trunc('month', date), report_line, site_id, unit_id, categ_id, factor_data, mass_data, price_data, count(*), sum(piece_count),
       sum(net_low), sum(net), sum(net_high), sum(gross), sum(process_kg), sum(mass), sum(waste_diverted), sum(avoided_purchase), sum(used_price),
       sum(refurb_cost), sum(transport_cost), sum(storage_cost), sum(labour_cost), sum(cost), sum(avoided_disposal), sum(income), sum(net_saving),
       sum(price_missing)
  FROM furniture_impact_entry WHERE company_id = %s GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"""


def _dashboard(ctx, env):
    """The whole dashboard, over everything and over a year, to one grouping of the same figures."""

    def plain():
        env.cr.execute(GROUPING, (env.company.id,))
        return len(env.cr.fetchall())

    dashboard = env["furniture.impact.dashboard"]
    alone = _fresh(ctx, env, plain)
    rows = [_row("one SQL grouping", alone)]
    for name, period in (
        ("the dashboard of all years", {"kind": "all"}),
        ("the dashboard of a year", {"kind": "year"}),
    ):
        found = _fresh(ctx, env, lambda period=period: dashboard.get_data({"period": period}))
        rows.append(_row(name, found, ratio=found.seconds / alone.seconds, target="<= 2", note="to one SQL grouping"))
    return rows


def _entering(ctx, env):
    """500 pieces that were put to use a month ago."""
    lots = env["stock.lot"].search(
        [("is_furniture", "=", True), ("purpose", "=", "in_use")], order="id desc", limit=500
    )
    env.cr.execute(
        """INSERT INTO furniture_impact_event (lot_id, kind, date, company_id, state, refurbishments, location_id, building_id, site_id)
           SELECT id, 'internal', now() - interval '40 days', company_id, 'waiting', 9, location_id, building_id, site_id
             FROM stock_lot WHERE id = ANY(%s)""",
        (lots.ids,),
    )
    env.invalidate_all()
    measure = ctx.measure(lambda: env["furniture.impact.ledger"]._bring_up_to_date(lots))
    env.cr.rollback()
    return [
        {
            "name": f"{ENTRIES:,} entries: entering 500 pieces that have stayed for a month",
            "value": measure.seconds,
            "unit": "s",
            "queries": measure.queries,
        },
        {"name": "entering: queries per piece", "value": measure.queries / 500, "unit": "queries", "target": "<= 0.2"},
    ]
