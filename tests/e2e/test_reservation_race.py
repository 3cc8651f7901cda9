"""Many people reserve the same few chairs in the same instant: real transactions side by side, as Odoo's server runs them."""

import json

from tests.support.databases import shell, sql

PREPARE = """
stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
store = env["stock.location"].create({"name": "Lager", "place_kind": "store", "location_id": stock.id})
model = env["product.template"].create({"name": "Chair", "is_furniture": True}).product_variant_id
env["stock.lot"].create([{"product_id": model.id, "location_id": store.id} for _number in range(5)])
group = env.ref("bk_furniture_reuse.group_employee")
users = env["res.users"].with_context(no_reset_password=True).create(
    [{"name": f"Person {n}", "login": f"person{n}", "group_ids": [(6, 0, [group.id])]} for n in range(12)]
)
env["stock.warehouse"].search([], limit=1)._furniture_hold_type()
env.cr.commit()
"""

# Each person has a thread, a cursor and a transaction of their own; a lost race is tried again as Odoo's server does it.
RACE = """
import json, threading
from odoo import api
from odoo.service.model import retrying
product = env["product.product"].search([("name", "=", "Chair")]).id
people = env["res.users"].search([("login", "like", "person")]).ids
barrier, answers = threading.Barrier(len(people)), []

def ask(uid):
    with env.registry.cursor() as cr:
        mine = api.Environment(cr, uid, {})
        barrier.wait()
        try:
            one = retrying(lambda: mine["furniture.reservation"]._ask([{"product_id": product, "quantity": 1}]), mine)
            answers.append([one.state, one.with_context(lang="en_US").outcome])
        except Exception as error:
            answers.append([type(error).__name__, str(error)])

threads = [threading.Thread(target=ask, args=(uid,)) for uid in people]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps(answers))
"""


def test_twelve_people_and_five_chairs(database):
    shell(database, PREPARE)
    answers = json.loads(shell(database, RACE).strip().splitlines()[-1])
    assert sorted(state for state, _outcome in answers) == ["held"] * 5 + ["queued"] * 7
    assert all("Nothing is free right now. You are number" in text for state, text in answers if state == "queued")
    held = "SELECT count(*), count(DISTINCT lot_id) FROM furniture_reservation_line WHERE state = 'held'"
    assert sql(database, held) == [["5", "5"]]
    assert sql(database, "SELECT sum(reserved_quantity)::int FROM stock_quant WHERE quantity > 0") == [["5"]]
    assert sql(database, "SELECT count(*) FROM stock_lot WHERE purpose = 'reserved'") == [["5"]]
