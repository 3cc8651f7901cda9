"""A register of 6,500 pieces from a workbook into stock, against Odoo's own importer and against SQL COPY of the same rows.

Ours is everything: reading and checking the workbook, new models and rooms, serial numbers, tags, stock moves, holds.
Odoo's importer gets less to do: its pieces have no tags, colours, damages or holds, and its rows are not read from a workbook.
They go as the import screen sends them: by names, two thousand at a time.

Ratios are in processor time, Python's and its PostgreSQL backend's together, so that other work on the machine favours nobody.
"""

import base64
import io
import random

import openpyxl

from rig import paths

from .copy_rows import copy_again
from .processor import measure

REGISTER = paths.ADDONS / "bk_furniture_reuse" / "demo" / "register-6500.xlsx"
REGISTER_PIECES = 6500
HEADER_ROWS = 3
SAMPLE = 500
IMPORT_SCREEN_ROWS = 2000
BATCH_PIECES = 1000


def run(ctx):
    """Rows of the table of measurements."""
    with ctx.database() as database:
        ctx.say(f"import of {ctx.size:,} pieces")
        ours, pieces = _import_register(ctx, database)
        memory = ctx.peak_memory()
        ctx.say("COPY of the same rows")
        floor, floor_cpu, rows = copy_again(database)
    with ctx.database() as database:
        ctx.say("the loader alone")
        loader = _load_alone(ctx, database, bulk=True)
        slow = _load_alone(ctx, database, bulk=False, count=SAMPLE)
    with ctx.database(plain=True) as database:
        count = min(pieces, REGISTER_PIECES)
        ctx.say(f"Odoo's own importer, {count:,} pieces: about a minute")
        odoo = _import_as_odoo(ctx, database, count)
    scale = pieces / count
    return [
        {
            "name": f"import: a register of {pieces:,} pieces from workbook to stock",
            "value": ours.seconds, "unit": "s", "ratio": ours.cpu / floor_cpu, "target": "<= 12", "queries": ours.queries,
            "note": "to COPY of the same rows",
        },
        {
            "name": "import: queries per piece",
            "value": ours.queries / pieces, "unit": "queries", "target": "<= 0.4",
        },
        {"name": "import: most memory", "value": memory, "unit": "MB", "target": "<= 600"},
        {"name": f"import: SQL COPY of the same {rows:,} rows", "value": floor, "unit": "s", "note": "with all indexes and foreign keys"},
        {
            "name": "import: Odoo's own importer" + ("" if scale == 1 else f" (scaled from {count:,})"),
            "value": odoo.seconds * scale, "unit": "s", "ratio": odoo.cpu * scale / ours.cpu, "target": ">= 8",
            "queries": round(odoo.queries * scale), "note": "to ours",
        },
        {
            "name": f"import: of which stock moves and quants, {ctx.size:,} pieces",
            "value": loader.seconds, "unit": "s", "ratio": loader.cpu / ctx.size * pieces / floor_cpu, "queries": loader.queries,
            "note": "to COPY of all rows",
        },
        {
            "name": f"import: the same by Odoo's own path, {ctx.size:,} pieces (scaled from {SAMPLE})",
            "value": slow.seconds / SAMPLE * ctx.size, "unit": "s", "ratio": slow.cpu / SAMPLE * ctx.size / loader.cpu,
            "queries": round(slow.queries / SAMPLE * ctx.size), "note": "to the loader",
        },
    ]  # fmt: skip


def _import_register(ctx, database):
    """The whole import as a clerk and the scheduled job do it; returns the measure and the number of pieces."""
    content = _workbook(ctx.size)
    with ctx.environment(database, user="admin") as env:
        measured = measure(ctx, env, _work_through, content)
        pieces = env["stock.lot"].search_count([("is_furniture", "=", True)])
    return measured, pieces


def _work_through(env, content):
    job = env["furniture.import"].create({"filename": "register.xlsx", "file": base64.b64encode(content)})
    job.action_read()
    job.name_ids.action_create()
    job.action_apply()
    env.cr.commit()
    while job.state == "applying":
        job._as_owner()._work()
        env.cr.commit()


def _workbook(size):
    """The demo municipality's survey, its rows repeated with other codes for a larger register."""
    if size == REGISTER_PIECES:
        return REGISTER.read_bytes()
    rows = list(openpyxl.load_workbook(REGISTER, read_only=True).active.iter_rows(values_only=True))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows[:HEADER_ROWS]:
        sheet.append(row)
    for number in range(max(1, round(size / REGISTER_PIECES))):
        for code, *rest in rows[HEADER_ROWS:]:
            sheet.append([code and f"{code}-{number}", *rest])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _load_alone(ctx, database, bulk, count=None):
    """Stock moves and quants of given pieces, in committed batches as the import makes them."""
    with ctx.environment(database, user="admin") as env:
        env = env(context={**env.context, "tracking_disable": True})
        placements = _new_pieces(env, count or ctx.size)
        env.cr.commit()
        loader = env["furniture.stock.loader"]

        return measure(ctx, env, _load_in_batches, loader._load if bulk else loader._load_by_odoo, placements)


def _load_in_batches(env, load, placements):
    for start in range(0, len(placements), BATCH_PIECES):
        load(placements[start : start + BATCH_PIECES])
        env.cr.commit()
        env.invalidate_all()


def _new_pieces(env, count):
    """Pieces of 50 models for 750 rooms in 6 buildings, several alike in a room: the shape of the survey."""
    stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
    places = env["stock.location"]
    buildings = places.create(
        [{"name": f"Building {n}", "place_kind": "building", "location_id": stock.id} for n in range(6)]
    )
    rooms = places.create(
        [{"name": f"Room {n}", "place_kind": "room", "location_id": buildings[n % 6].id} for n in range(750)]
    )
    models = (
        env["product.template"]
        .create([{"name": f"Model {n}", "is_furniture": True} for n in range(50)])
        .product_variant_id
    )
    chance = random.Random(6500)
    pairs = []
    while len(pairs) < count:
        number = chance.randrange(750)
        pairs += [(number % 6, chance.choice(models).id, rooms[number].id)] * chance.choice((1, 1, 1, 2, 3, 4, 6))
    pairs = sorted(pairs[:count])  # by building and model, as the import takes its rows
    lots = env["stock.lot"].create([{"product_id": model_id} for _building, model_id, _room_id in pairs])
    return [(lot.id, room_id) for lot, (_building, _model_id, room_id) in zip(lots, pairs, strict=True)]


def _import_as_odoo(ctx, database, count):
    """Rooms, products, serial numbers and counted quantities through ``load()``, then Apply."""
    with ctx.environment(database, user="admin") as env:
        env.user.group_ids += env.ref("stock.group_production_lot") + env.ref("stock.group_stock_multi_locations")
        stock = env["stock.warehouse"].search([], limit=1).lot_stock_id.complete_name
        env = env(context={**env.context, "tracking_disable": True})
        rows = [(f"N{n:06}", f"Model {n % 50:02}", f"{stock}/Room {n % 750:03}") for n in range(count)]
        env.cr.commit()
        return measure(ctx, env, _load_rows, rows)


def _load_rows(env, rows):
    rooms = sorted({room for _number, _product, room in rows})
    _load(env, "stock.location", ["location_id", "name"], [room.rsplit("/", 1) for room in rooms])
    products = sorted({product for _number, product, _room in rows})
    _load(
        env,
        "product.product",
        ["name", "type", "is_storable", "tracking"],
        [[product, "consu", "1", "serial"] for product in products],
    )
    for start in range(0, len(rows), IMPORT_SCREEN_ROWS):
        chunk = rows[start : start + IMPORT_SCREEN_ROWS]
        _load(env, "stock.lot", ["name", "product_id"], [[number, product] for number, product, _room in chunk])
        quant_ids = _load(
            env, "stock.quant", ["product_id", "location_id", "lot_id", "inventory_quantity"],
            [[product, room, number, "1"] for number, product, room in chunk],
        )  # fmt: skip
        env["stock.quant"].browse(quant_ids).action_apply_inventory()
        env.cr.commit()


def _load(env, model, columns, rows):
    result = env[model].with_context(import_file=True).load(columns, rows)
    if not result["ids"]:
        raise ValueError(f"Odoo's importer refused the rows: {result['messages'][:3]}")
    return result["ids"]
