"""People who put tags on things in the same instant: real transactions side by side, as Odoo's server runs them."""

import json

from tests.support.databases import shell, sql

PREPARE = """
stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
env["stock.location"].create([{"name": name, "place_kind": "room", "location_id": stock.id} for name in ("101", "102")])
model = env["product.template"].create({"name": "Chair", "is_furniture": True}).product_variant_id
env["stock.lot"].create([{"product_id": model.id} for _number in range(4)])
env["furniture.tag"].search([]).claimed_on = "2026-01-01 00:00:00"
env["furniture.tag"].create([{} for _number in range(4)])
group = env.ref("bk_furniture_reuse.group_operator")
env["res.users"].with_context(no_reset_password=True).create(
    [{"name": f"Person {n}", "login": f"person{n}", "group_ids": [(6, 0, [group.id])]} for n in range(4)]
)
env.cr.commit()
"""

# Each person has a thread, a cursor and a transaction of their own; a lost race is tried again as Odoo's server does it.
RACE = """
import json, threading, uuid
from odoo import api
from odoo.service.model import retrying
rooms = env["stock.location"].search([("name", "in", ("101", "102"))], order="name").ids
people = env["res.users"].search([("login", "like", "person")], order="login").ids
blanks = env["furniture.tag"].search([("state", "=", "blank")], order="id").mapped("code")
lots = env["stock.lot"].search([("product_id.name", "=", "Chair")], order="id").mapped("name")
env.cr.rollback()

def race(records):
    barrier, answers = threading.Barrier(len(records)), []
    def send(uid, kind, data):
        record = {"id": str(uuid.uuid4()), "seq": 1, "kind": kind, "at": "2026-11-25T09:00:00Z", "data": data}
        with env.registry.cursor() as cr:
            mine = api.Environment(cr, uid, {"lang": "en_US"})
            barrier.wait()
            try:
                got = retrying(lambda: mine["furniture.scan"]._receive(str(uuid.uuid4()), 1, [record]), mine)
                answers.append(got["results"][0]["status"] + " " + got["results"][0]["code"])
            except Exception as error:
                answers.append(f"{type(error).__name__}: {error}")
    threads = [threading.Thread(target=send, args=(uid, *record)) for uid, record in zip(people, records)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(json.dumps(sorted(answers)))
"""


def _race(database, records):
    return json.loads(shell(database, f"{RACE}\nrace({records})").strip().splitlines()[-1])


def test_exactly_one_of_four_gets_a_blank_tag(database):
    shell(database, PREPARE)
    answers = _race(database, '[("retag", {"piece": name, "code": blanks[0]}) for name in lots]')
    assert answers == ["done retagged"] + ["refused tag_taken"] * 3
    answers = _race(database, '[("claim_place", {"place": rooms[n % 2], "code": blanks[1]}) for n in range(4)]')
    assert answers.count("done claimed") == 1, answers
    assert set(answers) <= {"done claimed", "again has_tag", "refused tag_taken"}, answers
    rows = """SELECT state, count(*), count(lot_id), count(location_id) FROM furniture_tag
              WHERE origin = 'own' GROUP BY 1 ORDER BY 1"""
    assert sql(database, rows) == [["blank", "2", "0", "0"], ["claimed", "5", "4", "1"], ["retired", "1", "1", "0"]]


def test_four_tags_for_one_door_or_one_piece_at_once_are_one_tag_and_three_questions(database):
    shell(database, PREPARE)
    answers = _race(database, '[("claim_place", {"place": rooms[0], "code": code}) for code in blanks]')
    assert answers == ["conflict place_tagged"] * 3 + ["done claimed"]
    left = sql(database, "SELECT count(*) FROM furniture_tag WHERE state = 'blank'")
    assert left == [["3"]]
    answers = _race(database, '[("retag", {"piece": lots[0], "code": code}) for code in blanks]')
    assert sorted(answers) == ["conflict tagged_meanwhile"] * 2 + ["done retagged"]


def test_a_code_from_elsewhere_and_a_report_come_once(database):
    shell(database, PREPARE)
    answers = _race(database, '[("alias", {"piece": name, "code": "EAN-7"}) for name in lots]')
    assert answers == ["conflict linked_elsewhere"] * 3 + ["done linked"]
    answers = _race(database, '[("tag_report", {"piece": lots[0], "problem": "lost"}) for _name in lots]')
    assert answers == ["again reported_already"] * 3 + ["done reported"]
    assert sql(database, "SELECT count(*) FROM furniture_tag_report") == [["1"]]
