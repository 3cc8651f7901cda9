"""An import that is killed half-way, several times, ends with the same stock as one that was not."""

import io
import os
import random
import time
import zipfile

import pytest

from tests.support.databases import clone_database, sql
from tests.support.registers import REGISTER, Import, add_coordinator
from tests.support.server import OdooServer

ROWS = 2334
LAST_POINT = 1500  # some batches are still to come
# Everything the import made, without numbers that differ from run to run (ids, serial numbers, our own codes, times), in a fixed order.
DUMP = {
    "pieces": """
        SELECT r.row_number, pt.name->>'en_US', m.name, c.name, l.purpose, l.condition, col.code, l.colour_text, l.width, l.depth, l.height,
               l.weight, l.price_new, l.year_made, l.remark, b.name, f.floor_number, p.name, p.place_kind, l.damage_count,
               (SELECT string_agg(d.kind || d.description, ';' ORDER BY d.kind, d.description) FROM furniture_damage d WHERE d.lot_id = l.id),
               (SELECT string_agg(t.code, ';' ORDER BY t.code) FROM furniture_tag t WHERE t.lot_id = l.id AND t.origin = 'foreign'),
               (SELECT count(*) FROM furniture_tag t WHERE t.lot_id = l.id AND t.origin = 'own' AND t.state = 'claimed'),
               (SELECT string_agg(h.source || h.to_purpose, ';' ORDER BY h.id) FROM furniture_purpose_change h WHERE h.lot_id = l.id),
               (SELECT string_agg(concat_ws(' ', qp.usage, qp.name, q.quantity, q.reserved_quantity), ';' ORDER BY qp.usage)
                  FROM stock_quant q JOIN stock_location qp ON qp.id = q.location_id WHERE q.lot_id = l.id),
               (SELECT string_agg(concat_ws(' ', ml.state, a.usage, z.usage, z.name, ml.quantity), ';' ORDER BY ml.state, z.name)
                  FROM stock_move_line ml JOIN stock_location a ON a.id = ml.location_id JOIN stock_location z ON z.id = ml.location_dest_id
                 WHERE ml.lot_id = l.id),
               (SELECT count(*) FROM furniture_reservation_line h WHERE h.lot_id = l.id AND h.state = 'held')
          FROM stock_lot l JOIN furniture_import_row r ON r.id = l.import_row_id JOIN product_product pp ON pp.id = l.product_id
          JOIN product_template pt ON pt.id = pp.product_tmpl_id LEFT JOIN furniture_maker m ON m.id = l.maker_id
          JOIN product_category c ON c.id = l.categ_id LEFT JOIN furniture_colour col ON col.id = l.colour_id
          JOIN stock_location p ON p.id = l.location_id LEFT JOIN stock_location f ON f.id = l.floor_id LEFT JOIN stock_location b ON b.id = l.building_id""",
    "places": "SELECT complete_name, place_kind, floor_number FROM stock_location WHERE place_kind IS NOT NULL",
    "models": "SELECT name->>'en_US', width, depth, height, weight, price_new, tracking FROM product_template WHERE is_furniture",
    "makers": "SELECT name FROM furniture_maker",
    "types": "SELECT name FROM product_category WHERE is_furniture_type",
    "rows": "SELECT row_number, state, action, reason, error_text FROM furniture_import_row",
    "reservations": "SELECT origin, note, line_count, state FROM furniture_reservation",
    "transfers": "SELECT state, l.name, count(*) FROM stock_picking p JOIN stock_location l ON l.id = p.location_id GROUP BY 1, 2",
    "totals": """SELECT (SELECT count(*) FROM stock_lot), (SELECT count(*) FROM stock_quant), (SELECT count(*) FROM stock_move_line),
                        (SELECT count(*) FROM furniture_tag), (SELECT count(*) FROM furniture_purpose_change), (SELECT count(*) FROM furniture_damage)""",
}


def dump(database):
    """What stands in the database, comparable between two runs."""
    return {name: sorted(map(tuple, sql(database, statement))) for name, statement in DUMP.items()}


def start(server):
    """Read, confirm and apply the municipality's survey."""
    job = Import(server, REGISTER.read_bytes(), "register-6500.xlsx")
    job.press("action_read")
    job.confirm_all()
    job.press("action_apply")
    return job


@pytest.fixture(scope="module")
def prepared():
    """A database with a coordinator in it, to be copied."""
    with clone_database("kill") as database:
        add_coordinator(database)
        yield database


@pytest.fixture(scope="module")
def undisturbed(prepared):
    """What an import that nobody killed leaves behind."""
    with clone_database("whole", prepared) as database, OdooServer(database, cron=1) as server:
        start(server).wait(lambda values: values["state"] == "done")
        whole = dump(database)
    assert whole["totals"][0][0] == "6500"
    return whole


def test_killed_at_three_random_points_it_ends_with_the_same_stock(prepared, undisturbed):
    seed = int(os.environ.get("KILL_SEED") or random.SystemRandom().randrange(10**6))
    chance = random.Random(seed)
    points = sorted(chance.sample(range(1, LAST_POINT), 3))
    print(f"KILL_SEED={seed}: killed after {points} of {ROWS} rows, and before the first")
    seen = []
    with clone_database("killed", prepared) as database, OdooServer(database, cron=1) as server:
        job = start(server)
        for point in [0, *points]:  # the first time while the names are made into records
            reached = job.wait(lambda values, point=point: values["applied_count"] >= point)["applied_count"]
            time.sleep(chance.uniform(0, 1))  # somewhere in the next batch, which nobody outside sees
            server.kill()
            server.start()
            job.log_in_again()
            kept = job.read("state", "applied_count")
            assert kept["state"] == "applying", f"the kill came too late: {kept} (KILL_SEED={seed})"
            assert kept["applied_count"] >= reached, "what was committed is kept"
            seen.append(kept["applied_count"])
        wait_alone(database, seen[-1])
        job.wait(lambda values: values["state"] == "done")
        left = dump(database)
    for name, rows in undisturbed.items():
        assert left[name] == rows, f"{name} differ after kills at {seen} (KILL_SEED={seed})"


def wait_alone(database, applied):
    """Nobody watches: the server goes on by itself within the minute that it takes between two looks for due jobs."""
    deadline = time.monotonic() + 75
    while time.monotonic() < deadline:
        [[now]] = sql(database, "SELECT count(*) FROM furniture_import_row WHERE state = 'applied'")
        if int(now) > applied:
            return
        time.sleep(0.5)
    raise AssertionError("the import did not go on after the restart")


def test_killed_while_reading_it_reads_again(prepared):
    """A large file (here one with pictures in it) is read by the job; what was half read is not there."""
    pictures = io.BytesIO(REGISTER.read_bytes())
    with zipfile.ZipFile(pictures, "a") as book:
        book.writestr("xl/media/image1.jpeg", random.Random(1).randbytes(2_000_000))
    with clone_database("reading", prepared) as database, OdooServer(database, cron=1) as server:
        job = Import(server, pictures.getvalue(), "med bilder.xlsx")
        job.press("action_read")
        assert job.read("state")["state"] == "reading"
        time.sleep(0.7)
        server.kill()
        assert sql(database, "SELECT state, (SELECT count(*) FROM furniture_import_row) FROM furniture_import") == [
            ["reading", "0"]
        ]
        server.start()
        job.log_in_again()
        job.wait(lambda values: values["state"] == "review")
        assert job.read("new_count", "error_count", "row_count") == {
            "id": job.id,
            "new_count": ROWS,
            "error_count": 24,
            "row_count": ROWS + 24,
        }
