"""Reading a large register as people do: the list, its facets, searching, the overview, scanning (PIECES=, 650,000)."""

import os

from lxml import etree

from .many_pieces import fill

PIECES = int(os.environ.get("PIECES") or 650_000)
OVERVIEW = """SELECT l.building_id, l.purpose, count(*) FROM stock_lot l WHERE l.is_furniture AND l.end_kind IS NULL GROUP BY 1, 2"""
LOCATIONS = """SELECT l.location_id, l.purpose, count(*) FROM stock_lot l
                WHERE l.is_furniture AND l.end_kind IS NULL AND l.purpose IS NOT NULL GROUP BY 1, 2"""


def run(ctx):
    """Rows of the table of measurements."""
    with ctx.database() as database:
        ctx.say(f"a register of {PIECES:,} pieces")
        with ctx.environment(database) as env:
            fill(env, PIECES)
        with ctx.environment(database) as env:
            person = env["res.users"].with_context(no_reset_password=True).create(
                {"name": "E", "login": "bench_employee", "group_ids": [(6, 0, [env.ref("bk_furniture_reuse.group_employee").id])]}
            )  # fmt: skip
            env.cr.commit()
            env = env(user=person.id)
            return [*_lists(ctx, env), *_market(ctx, env), *_overview(ctx, env), *_scan(ctx, env)]


def _specification(model, view):
    arch = etree.fromstring(model.get_view(model.env.ref(view).id, view.split("_view_")[1].split("_")[0])["arch"])
    names = {node.get("name") for node in arch.iter("field")} & set(model._fields)
    return {
        name: {"fields": {"display_name": {}}} if model._fields[name].type in ("many2one", "many2many") else {}
        for name in names
    }


def _row(name, measure, target=None, note=""):
    return {
        "name": f"{PIECES:,} pieces: {name}", "value": measure.seconds * 1000, "unit": "ms", "target": target,
        "queries": measure.queries, "note": note,
    }  # fmt: skip


def _fresh(ctx, env, function):
    """Like a request of its own: nothing of the last one is remembered."""

    def once():
        env.invalidate_all()
        return function()

    once()
    return ctx.best(once)


def _lists(ctx, env):
    lots = env["stock.lot"].with_context(bin_size=True)
    specification = _specification(lots, "bk_furniture_reuse.stock_lot_view_list_piece")
    furniture = list(lots._present())
    rows = []
    for name, domain, target in (
        ("the list, first 80", furniture, "<= 60"),
        ("the list of what is available", [*furniture, ("purpose", "=", "available")], "<= 60"),
        ("the list of one building", [*furniture, ("building_id.name", "=", "Building 3")], None),
    ):
        # The web client counts no further than this.
        asked = {"limit": 80, "count_limit": 10001}
        found = _fresh(
            ctx, env, lambda domain=domain, asked=asked: lots.web_search_read(domain, specification, **asked)
        )
        rows.append(_row(name, found, target, "with names, rights and Odoo's own count up to 10,000"))
    for name, text in (("a number", "B0123456"), ("a model and a room", "Model 123 017"), ("a model", "Model 123")):
        domain = [*furniture, *(("search_text", "ilike", word) for word in text.split())]
        found = _fresh(ctx, env, lambda domain=domain: lots.search(domain, limit=80))
        rows.append(_row(f"search for {name}", found, "<= 20"))
    panel = ("purpose", "categ_id", "site_id", "condition", "colour_id")
    facets = _fresh(
        ctx,
        env,
        lambda: [
            lots.search_panel_select_multi_range(field, enable_counters=True, search_domain=furniture, limit=200)
            for field in panel
        ],
    )
    rows.append(_row("all facets with their counts", facets, None, f"{len(panel)} facets"))
    return rows


def _market(ctx, env):
    """The catalogue when its models are counted ahead, when fifty of them have just changed, and when all have."""
    market = env["furniture.market.model"].with_context(bin_size=True)
    specification = _specification(market, "bk_furniture_reuse.furniture_market_model_view_kanban")
    tally = env(user=1)["furniture.market.tally"]
    panel = ("market", "categ_id", "building_id", "condition", "colour_id")
    good = [("condition", "in", ["a", "b"])]

    def cards(domain=()):
        return lambda: market.web_search_read(list(domain), specification, limit=40)

    rows = [_row("the market's first 40 cards, every model changed", _fresh(ctx, env, cards()))]
    count = ctx.measure(tally._refresh)
    rows.append(_row("counting the whole market ahead", count, note="once; then the models that changed, each minute"))
    env.cr.execute("ANALYZE furniture_market_tally")
    rows += [
        _row("the market's first 40 cards", _fresh(ctx, env, cards()), "<= 60", "with names, pictures, colours"),
        _row("those with 24 alike in condition A-B", _fresh(ctx, env, cards([*good, ("piece_count", ">=", 24)])), "<= 60"),
        _row("words in the market", _fresh(ctx, env, lambda: market._find([("market_words", "ilike", "Model 123")], limit=40)), "<= 20"),
        _row(
            "all choices of the market with their counts",
            _fresh(ctx, env, lambda: [market.search_panel_select_multi_range(field, enable_counters=True) for field in panel]),
            None,
            f"{len(panel)} choices",
        ),
        *_changed(ctx, env, market, cards),
    ]  # fmt: skip
    return rows


def _changed(ctx, env, market, cards):
    """The same while fifty models wait to be counted anew."""
    env.cr.execute(
        """UPDATE stock_lot SET condition = 'd' WHERE id IN (SELECT min(id) FROM stock_lot WHERE purpose = 'available'
            GROUP BY product_id ORDER BY product_id LIMIT 50)"""
    )
    return [_row("the market's first 40 cards, 50 models just changed", _fresh(ctx, env, cards()))]


def _overview(ctx, env):
    """The tree of all places against the one SQL grouping that it needs."""

    def floor():
        env.cr.execute(LOCATIONS)
        return env.cr.fetchall()

    sql = _fresh(ctx, env, floor)
    ours = _fresh(ctx, env, env["stock.location"].get_place_overview)
    return [
        {
            **_row("overview of places and purposes", ours, "<= 1.2", f"SQL alone {sql.seconds * 1000:.0f} ms"),
            "ratio": ours.seconds / sql.seconds,
        }
    ]


def _scan(ctx, env):
    env.cr.execute("SELECT code FROM furniture_tag WHERE origin = 'foreign' ORDER BY code LIMIT 50 OFFSET 10000")
    codes = [code for (code,) in env.cr.fetchall()]
    code = codes[7]

    def floor():
        env.cr.execute("SELECT lot_id FROM furniture_tag WHERE code = %s", [code])
        return env.cr.fetchall()

    sql = _fresh(ctx, env, floor)
    scan = _fresh(ctx, env, lambda: env["furniture.tag"]._find_piece(code).name)
    return [_row("a scanned code in SQL", sql, "<= 2"), _row("a scanned code to the piece's name", scan)]
