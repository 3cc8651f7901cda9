"""What the bulk loader promises and a test inside one transaction cannot show: two people at once, and a table that grows."""

import threading
import time

from tests.support.databases import shell, sql

PREPARE = """
stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
building = env["stock.location"].create({"name": "Town hall", "place_kind": "building", "location_id": stock.id})
room = env["stock.location"].create({"name": "214", "place_kind": "room", "location_id": building.id})
model = env["product.template"].create({"name": "Chair", "is_furniture": True}).product_variant_id
loader = env["furniture.stock.loader"]

def load(count):
    lots = env["stock.lot"].create([{"product_id": model.id} for _number in range(count)])
    loader._load([(lot.id, room.id) for lot in lots])
    env.cr.commit()
"""

HOLD = """
from odoo.exceptions import UserError
lot = env["stock.lot"].search([("is_furniture", "=", True)])
hold_type = env["stock.warehouse"].search([], limit=1)._furniture_hold_type()
try:
    env["furniture.stock.loader"]._hold(lot, lot.building_id, "Race", hold_type)
except UserError as error:
    print(error)
else:
    print("held")
"""

WAIT = """
import pathlib, time
pathlib.Path({held!r}).touch()
while not pathlib.Path({go!r}).exists():
    time.sleep(0.05)
"""


def test_of_two_people_who_hold_a_piece_at_once_one_gets_it_and_the_other_is_told(database, tmp_path):
    shell(
        database,
        f"{PREPARE}\nload(1)\nenv['stock.warehouse'].search([], limit=1)._furniture_hold_type()\nenv.cr.commit()",
    )
    held, go, first = tmp_path / "held", tmp_path / "go", []
    script = HOLD + WAIT.format(held=str(held), go=str(go)) + "env.cr.commit()\n"
    thread = threading.Thread(target=lambda: first.append(shell(database, script)))
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while not held.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert held.exists()
        assert "Somebody else is reserving or moving one of these pieces right now" in shell(database, HOLD)
    finally:
        go.touch()
        thread.join()
    assert first == ["held\n"]
    assert "held already" in shell(database, HOLD)
    assert sql(database, "SELECT sum(reserved_quantity)::int FROM stock_quant") == [["1"]]


def test_foreign_key_checks_use_the_index_although_the_table_was_small_at_first(database):
    """PostgreSQL keeps the plan that it made for a table of a few rows: then every new row reads the whole table."""
    sql(database, "VACUUM ANALYZE")
    shell(database, f"{PREPARE}\nload(20)\nload(300)\nload(600)")
    [[scans]] = sql(database, "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'stock_lot'")
    # Each piece is checked five times: by its tag, its log of purposes, its move line and two quants. The first 320 may scan.
    assert int(scans) < 320 * 7, f"{scans} scans of the whole table"
