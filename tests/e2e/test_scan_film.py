"""Real printed labels before a telephone's camera: fifty pieces registered, twenty moved and a room counted, over a slow network,
and then with none and a browser that is killed half-way. The stock is right in both cases.
"""

import os
import time
from typing import NamedTuple

import pytest

from tests.support.databases import clone_database, shell, sql
from tests.support.film_labels import print_for, print_labels
from tests.support.foreign_codes import STICKERS, sticker
from tests.support.scan_film_job import FilmJob, SlowJob
from tests.support.scan_phone import ScanPhone
from tests.support.server import OdooServer

PIECES, MOVED, NEW = 50, 20, 2
DELAY = 150  # ms, each way
COUNTED = 10  # pieces that stand in the rooms that are counted
CLOSE = """
dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
user = env["res.users"].search([("login", "=", "admin")])
stocktake = env["furniture.stocktake"].with_user(user).browse({stocktake})
stocktake.action_finish()
stocktake._close(dot)
env.cr.commit()
"""


class Scene(NamedTuple):
    """What one day's work needs; labels are (code, picture)."""

    tags: list
    rooms: list  # [(id, label of its door)]: where pieces are registered, where some are moved to
    counted: tuple  # (id, label of its door)
    there: list  # labels of the pieces that stand in the counted room
    stranger: tuple  # label of a piece that stands elsewhere
    stocktake: int


@pytest.fixture(scope="module")
def demo():
    with clone_database("film", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


@pytest.fixture(scope="module")
def taken():
    """Ids of rooms that a test has worked in."""
    return {0}


@pytest.fixture
def scene(demo, taken, tmp_path):
    ombruk = demo.login("ombruk", "ombruk")
    here, there = _rooms(demo, taken, "1 AND 6", 2)
    counted, elsewhere = _rooms(demo, taken, f"{COUNTED} AND {COUNTED}", 2)
    doors = dict(_doors(demo, print_for(ombruk, tmp_path / "doors", location_ids=[here, there, counted])))
    pieces = print_for(ombruk, tmp_path / "pieces", lot_ids=_lots(demo, counted))
    (stranger,) = print_for(ombruk, tmp_path / "stranger", lot_ids=_lots(demo, elsewhere)[:1])
    ((user,),) = sql(demo.database, "SELECT id FROM res_users WHERE login = 'lager'")
    (stocktake,) = ombruk.call(
        "furniture.stocktake", "create", [{"place_ids": [(6, 0, [counted])], "counter_ids": [(6, 0, [int(user)])]}]
    )
    ombruk.call("furniture.stocktake", "action_start", [stocktake])
    tags = _blanks(ombruk, tmp_path / "tags", PIECES + NEW)
    return Scene(
        tags, [(room, doors[room]) for room in (here, there)], (counted, doors[counted]), pieces, stranger, stocktake
    )


def _rooms(server, taken, between, count):
    """Ids of rooms with so many pieces that no other test works in."""
    rows = sql(
        server.database,
        f"""SELECT p.id FROM stock_location p JOIN stock_lot l ON l.location_id = p.id
            WHERE p.place_kind = 'room' AND p.active AND p.id NOT IN ({", ".join(map(str, taken))})
            GROUP BY p.id HAVING count(l.id) BETWEEN {between} ORDER BY p.id LIMIT {count}""",
    )
    found = [int(room) for (room,) in rows]
    taken.update(found)
    return found


def _lots(server, room):
    return [
        int(lot) for (lot,) in sql(server.database, f"SELECT id FROM stock_lot WHERE location_id = {room} ORDER BY id")
    ]


def _doors(server, labels):
    owners = dict(sql(server.database, "SELECT code, location_id FROM furniture_tag WHERE location_id IS NOT NULL"))
    return [(int(owners[label[0]]), label) for label in labels]


def _blanks(client, folder, count):
    """Blank tags from a batch, as the coordinator prints them in advance."""
    (batch,) = client.call("furniture.tag.batch", "create", [{"kind": "piece", "count": count}])
    return print_labels(client, client.call("furniture.tag.batch", "action_print", [batch])["res_id"], folder)


@pytest.fixture
def phone(demo, tmp_path):
    with ScanPhone(demo, tmp_path / "phone") as phone:
        yield phone
        assert not phone.errors


def _standing(server, place, labels):
    """How many of the pieces with these labels stand in the place, by Odoo's ledger."""
    codes = ", ".join(f"'{code}'" for code, _picture in labels)
    ((count,),) = sql(
        server.database,
        f"""SELECT count(*) FROM stock_quant q JOIN furniture_tag t ON t.lot_id = q.lot_id
            WHERE q.location_id = {place} AND q.quantity = 1 AND t.state = 'claimed' AND t.code IN ({codes})""",
    )
    return int(count)


def _check_stock(server, scene):
    """After the day's work, and the count closed by a manager: every piece stands where the hand left it, once."""
    (here, _door), (there, _other_door) = scene.rooms
    room, _door = scene.counted
    pieces, moved = scene.tags[:PIECES], scene.tags[:MOVED]
    # The last transaction may still be under way when the phone has nothing left to send.
    for _second in range(20):
        if _standing(server, there, moved) == MOVED:
            break
        time.sleep(1)
    assert _standing(server, there, moved) == MOVED
    assert _standing(server, here, pieces) == PIECES - MOVED
    assert _standing(server, room, [*scene.there, scene.stranger]) == COUNTED, "nothing has changed before it is closed"
    shell(server.database, CLOSE.format(stocktake=scene.stocktake))
    assert _standing(server, room, [*scene.there[:-1], scene.stranger]) == COUNTED, "what stood elsewhere stands here"
    assert _standing(server, room, scene.there[-1:]) == 0, "what was not found does not stand here"
    lots = ", ".join(f"'{code}'" for code, _picture in scene.tags + scene.there + [scene.stranger])
    twice = f"""SELECT q.lot_id FROM stock_quant q JOIN stock_location p ON p.id = q.location_id JOIN furniture_tag t ON t.lot_id = q.lot_id
                WHERE p.usage = 'internal' AND q.quantity != 0 AND t.code IN ({lots}) GROUP BY 1 HAVING count(*) > 1 OR sum(q.quantity) != 1"""
    assert sql(server.database, twice) == []


def test_a_day_with_a_slow_network(demo, phone, scene, tmp_path):
    job = SlowJob(phone, tmp_path, DELAY)
    pieces = scene.tags[:PIECES]
    (here, door), (_there, other_door) = scene.rooms
    job.look([door, *scene.tags[PIECES:]])
    job.register_new_model("Filmstolen", scene.tags[PIECES:])
    job.look([door, *pieces])
    job.register(pieces, model_stays=True)
    job.look([other_door, *pieces[:MOVED]])
    job.move(pieces[:MOVED])
    _room, counted_door = scene.counted
    seen = [*scene.there[:-1], scene.stranger]
    job.look([counted_door, *seen])
    job.count(seen, strangers=[scene.stranger[0]])
    phone.wait_unsent(0)
    _check_stock(demo, scene)
    assert _standing(demo, here, scene.tags[PIECES:]) == NEW
    tags = ", ".join(f"'{code}'" for code, _picture in scene.tags)
    models = f"""SELECT DISTINCT p.name->>'en_US' FROM furniture_tag t JOIN stock_lot l ON l.id = t.lot_id
                 JOIN product_product v ON v.id = l.product_id JOIN product_template p ON p.id = v.product_tmpl_id WHERE t.code IN ({tags})"""
    assert sql(demo.database, models) == [["Filmstolen"]]


def test_a_day_without_network_and_a_browser_that_is_killed(demo, phone, scene, tmp_path):
    job = FilmJob(phone, tmp_path, "no network, browser killed half-way")
    pieces, seen = scene.tags[:PIECES], [*scene.there[:-1], scene.stranger]
    (_here, door), (_there, other_door) = scene.rooms

    def kill():
        phone.kill()
        phone.open()

    job.look([door, *pieces])
    demo.stop()
    try:
        job.register(pieces, between=kill)
        phone.wait_unsent(PIECES)
        job.look([other_door, *pieces[:MOVED]])
        job.move(pieces[:MOVED], between=kill)
        phone.wait_unsent(PIECES + MOVED)
        job.look([scene.counted[1], *seen])
        job.count(seen, strangers=[scene.stranger[0]], between=kill)
        waiting = phone.unsent()
        assert waiting >= PIECES + MOVED + len(seen)
    finally:
        demo.start()
    phone.open_again("lager")
    phone.wait_unsent(0)
    assert {entry["state"] for entry in phone.kept()} == {"done"}
    assert len(phone.kept()) == waiting
    _check_stock(demo, scene)


def test_stickers_of_other_systems_are_read_and_linked(demo, phone, scene, tmp_path):
    job = FilmJob(phone, tmp_path, "stickers of other systems")
    here, door = scene.rooms[0]
    stickers = [(text, sticker(text, symbology)) for text, symbology in STICKERS.items()]
    job.look([door, *stickers])
    job.register(stickers)
    phone.wait_unsent(0)
    rows = sql(
        demo.database,
        f"""SELECT t.code FROM furniture_tag t JOIN stock_lot l ON l.id = t.lot_id
            WHERE t.origin = 'foreign' AND t.state = 'claimed' AND l.location_id = {here}""",
    )
    assert {code for (code,) in rows} >= set(STICKERS)
