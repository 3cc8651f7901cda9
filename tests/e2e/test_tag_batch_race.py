"""Two rolls made in the same instant, while pieces are registered: real transactions side by side. No number is given twice."""

import itertools
import json

from tests.support.databases import shell, sql

PREPARE = """
stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
env["stock.location"].create({"name": "Lager", "place_kind": "store", "location_id": stock.id})
env["product.template"].create({"name": "Chair", "is_furniture": True})
env.cr.commit()
"""
# Each request has a thread, a cursor and a transaction of its own; a lost race is tried again as Odoo's server does it.
RACE = """
import json, threading
from odoo import api
from odoo.service.model import retrying
model = env["product.product"].search([("name", "=", "Chair")]).id
place = env["stock.location"].search([("name", "=", "Lager")]).id
user = env.ref("base.user_admin").id
failed, barrier = [], threading.Barrier(%(people)s)

def run(work):
    with env.registry.cursor() as cr:
        mine = api.Environment(cr, user, {})
        barrier.wait()
        try:
            for _time in range(%(times)s):
                retrying(lambda: work(mine), mine)
                cr.commit()
        except Exception as error:
            failed.append(repr(error))

def make(mine):
    return mine["furniture.tag.batch"].create([{"kind": "piece", "count": 4000}]).ids

def register(mine):
    return mine["stock.lot"].create([{"product_id": model, "location_id": place}]).ids

# Somebody who imports a register: numbers are taken all the time.
def number(mine):
    while not made.is_set():
        mine["stock.lot"]._next_piece_numbers(1)

made = threading.Event()
busy = [threading.Thread(target=run, args=[number]) for _number in range(2)]
threads = [threading.Thread(target=run, args=[work]) for work in [make] * 3 + [register] * 2]
for thread in busy + threads: thread.start()
for thread in threads: thread.join()
made.set()
for thread in busy: thread.join()
print(json.dumps(failed))
"""
CLAIMS = """
import json, threading, uuid
from odoo import api
from odoo.service.model import retrying
place = env["stock.location"].search([("name", "=", "Lager")]).id
model = env["product.product"].search([("name", "=", "Chair")]).id
user = env.ref("base.user_admin").id
batch = env["furniture.tag.batch"].create([{"kind": "piece", "count": 2}])
env.cr.commit()
codes = batch.tag_ids.mapped("code")
failed, barrier = [], threading.Barrier(2)

def run(code):
    record = {"id": str(uuid.uuid4()), "seq": 1, "kind": "register", "at": "2026-11-25T09:00:00Z",
              "data": {"code": code, "place": place, "product": model}}
    with env.registry.cursor() as cr:
        mine = api.Environment(cr, user, {})
        barrier.wait()
        got = retrying(lambda: mine["furniture.scan"]._receive(str(uuid.uuid4()), 1, [record]), mine)
        if got["results"][0]["status"] != "done":
            failed.append(got)

threads = [threading.Thread(target=run, args=[code]) for code in codes]
for thread in threads: thread.start()
for thread in threads: thread.join()
with env.registry.cursor() as cr:
    later = env(cr=cr)
    later["furniture.tag.batch"]._gc_used_up()
    cr.commit()
print(json.dumps([failed, batch.id]))
"""


def test_batches_made_at_once_have_numbers_in_a_row_and_share_none(database):
    shell(database, PREPARE)
    failed = json.loads(shell(database, RACE % {"people": 7, "times": 2}).strip().splitlines()[-1])
    assert failed == []
    rows = sql(
        database,
        """SELECT min(substr(number, 2)::int), max(substr(number, 2)::int), count(DISTINCT number), array_length(array_agg(number), 1)
             FROM furniture_tag WHERE batch_id IS NOT NULL GROUP BY batch_id ORDER BY 1""",
    )
    ranges = [tuple(map(int, row)) for row in rows]
    assert len(ranges) == 6
    assert all(
        last - first + 1 == different == 4000 == all_of_them for first, last, different, all_of_them in ranges
    ), ranges
    assert all(before[1] < after[0] for before, after in itertools.pairwise(ranges)), ranges
    shared = "SELECT count(*) FROM stock_lot JOIN furniture_tag ON furniture_tag.number = stock_lot.name"
    assert sql(database, shared) == [["0"]]
    assert sql(database, "SELECT count(*) FROM stock_lot") == [["4"]]


def test_the_last_two_tags_taken_at_once_use_the_batch_up(database):
    shell(database, PREPARE)
    failed, batch = json.loads(shell(database, CLAIMS).strip().splitlines()[-1])
    assert failed == []
    assert sql(database, f"SELECT state FROM furniture_tag_batch WHERE id = {batch}") == [["used_up"]]
