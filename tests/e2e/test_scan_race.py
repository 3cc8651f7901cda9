"""One phone's message that arrives twice in the same instant: real transactions side by side, as Odoo's server runs them."""

import json

from tests.support.databases import shell, sql

PREPARE = """
stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
places = env["stock.location"].create(
    [{"name": name, "place_kind": kind, "location_id": stock.id} for name, kind in (("Lager", "store"), ("101", "room"))]
)
model = env["product.template"].create({"name": "Chair", "is_furniture": True}).product_variant_id
env["stock.lot"].create([{"product_id": model.id, "location_id": places[0].id} for _number in range(5)])
env["furniture.tag"].create([{} for _number in range(5)])
group = env.ref("bk_furniture_reuse.group_operator")
env["res.users"].with_context(no_reset_password=True).create(
    [{"name": f"Person {n}", "login": f"person{n}", "group_ids": [(6, 0, [group.id])]} for n in range(2)]
)
env.cr.commit()
"""

# Each request has a thread, a cursor and a transaction of its own; a lost race is tried again as Odoo's server does it.
RACE = """
import json, threading, uuid
from odoo import api
from odoo.service.model import retrying
place = env["stock.location"].search([("name", "=", "101")]).id
model = env["product.product"].search([("name", "=", "Chair")]).id
people = env["res.users"].search([("login", "like", "person")], order="login").ids
blanks = env["furniture.tag"].search([("state", "=", "blank")]).mapped("code")
lots = env["stock.lot"].search([("product_id", "=", model)]).mapped("name")

def queue(records):
    return [{"id": str(uuid.uuid4()), "seq": n, "kind": kind, "at": "2026-11-25T09:00:00Z", "data": data}
            for n, (kind, data) in enumerate(records, 1)]

def work():
    return queue(
        [("model", {"name": "New chair", "maker": "New maker"})]
        + [("register", {"code": code, "place": place, "product": model}) for code in blanks]
        + [("register", {"code": "EAN-1", "place": place, "product": model})]
        + [("move", {"code": name, "place": place}) for name in lots]
        + [("damage", {"code": name, "damage_kind": "scratch"}) for name in lots]
    )

def race(requests):
    barrier, answers = threading.Barrier(len(requests)), []
    def send(uid, device, records):
        with env.registry.cursor() as cr:
            mine = api.Environment(cr, uid, {"lang": "en_US"})
            barrier.wait()
            try:
                got = retrying(lambda: mine["furniture.scan"]._receive(device, 1, records), mine)
                answers.append([got["expected"], sorted(one["id"] + one["status"] + one["code"] for one in got["results"])])
            except Exception as error:
                answers.append([type(error).__name__, str(error)])
    threads = [threading.Thread(target=send, args=request) for request in requests]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return answers
"""
SAME = (
    RACE
    + """
message, device = work(), str(uuid.uuid4())
print(json.dumps(race([(people[0], device, message)] * 4)))
"""
)
TWO_PHONES = (
    RACE
    + """
print(json.dumps(race([(person, str(uuid.uuid4()), work()) for person in people])))
"""
)


def test_a_message_that_arrives_four_times_at_once_is_carried_out_once(database):
    shell(database, PREPARE)
    answers = json.loads(shell(database, SAME).strip().splitlines()[-1])
    assert len(answers) == 4
    assert all(answer == answers[0] for answer in answers), answers
    assert answers[0][0] == 18
    _check_once(database, records=17)


def test_two_phones_that_register_the_same_tags_at_once_make_each_piece_once(database):
    shell(database, PREPARE)
    answers = json.loads(shell(database, TWO_PHONES).strip().splitlines()[-1])
    assert [expected for expected, _results in answers] == [18, 18], answers
    statuses = sorted(line[36:] for _expected, results in answers for line in results if "regist" in line)
    assert statuses == ["againis_registered"] * 6 + ["doneregistered"] * 5 + ["doneregistered_foreign"]
    _check_once(database, records=34, damages=10)


def _check_once(database, records, damages=5):
    assert sql(database, "SELECT count(*) FROM furniture_scan_record") == [[str(records)]]
    assert sql(database, "SELECT count(*) FROM stock_lot") == [["11"]]
    assert sql(database, "SELECT count(*) FROM furniture_damage") == [[str(damages)]]
    assert sql(database, "SELECT count(*) FROM furniture_maker WHERE name = 'New maker'") == [["1"]]
    assert sql(database, "SELECT count(*) FROM product_template WHERE name->>'en_US' = 'New chair'") == [["1"]]
    placed = """SELECT count(*), max(quantity)::int FROM stock_quant q JOIN stock_location l ON l.id = q.location_id
                 WHERE l.name = '101' AND quantity > 0"""
    assert sql(database, placed) == [["11", "1"]]
