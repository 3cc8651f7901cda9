"""The reuse ledger when several things happen at once, and when a job is killed: one claim for each reuse, nothing lost."""

import json
import os
import signal
import subprocess
import time

from rig import odoo, paths
from tests.support.databases import shell, sql

PREPARE = """
from datetime import datetime, timedelta
stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
room, store = env["stock.location"].create(
    [{"name": "101", "place_kind": "room", "location_id": stock.id}, {"name": "Store", "place_kind": "store", "location_id": stock.id}]
)
category = env["product.category"].create({"name": "Office chair", "is_furniture_type": True})
model = env["product.template"].create({"name": "Chair", "is_furniture": True, "categ_id": category.id, "weight": 18}).product_variant_id
lots = env["stock.lot"].create([{"product_id": model.id, "location_id": store.id, "condition": "a"} for _number in range(COUNT)])
pickings = lots._plan_move(dict.fromkeys(lots, room))
pickings.move_ids.picked = True
pickings._action_done()
group = env.ref("bk_furniture_reuse.group_coordinator")
env["res.users"].with_context(no_reset_password=True).create(
    [{"name": f"Person {n}", "login": f"person{n}", "group_ids": [(6, 0, [group.id])]} for n in range(4)]
)
env.flush_all()
env.cr.execute("UPDATE furniture_impact_event SET date = now() - interval '40 days'")
env.cr.commit()
"""
RACE = """
import json, threading
from odoo import api
from odoo.service.model import retrying
people = env["res.users"].search([("login", "like", "person")], order="login").ids
lots = env["stock.lot"].search([("product_id.name", "=", "Chair")], order="id").ids
picking = env["furniture.impact.event"].search([], limit=1).picking_id.id
env.cr.rollback()

def race(*actions):
    barrier, answers = threading.Barrier(len(actions)), []
    def act(uid, action):
        with env.registry.cursor() as cr:
            mine = api.Environment(cr, uid, {"lang": "en_US"})
            barrier.wait()
            try:
                retrying(lambda: action(mine), mine)
                answers.append("done")
            except Exception as error:
                answers.append(f"{type(error).__name__}: {error}")
    threads = [threading.Thread(target=act, args=pair) for pair in zip(people, actions)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(json.dumps(sorted(answers)))

enter = lambda mine: mine["furniture.impact.ledger"]._bring_up_to_date(mine["stock.lot"].browse(lots)) and None
anew = lambda mine: mine["furniture.impact.ledger"]._bring_up_to_date(mine["stock.lot"].browse(lots), "weighed", anew=True) and None
answer = lambda mine: mine["stock.picking"].browse(picking)._answer_displacement("need_stated", reason="seen") and None
"""
# How many claims stand, and how many pieces have one.
STANDING = """SELECT count(*), count(DISTINCT lot_id), sum(net)::numeric(12,3) FROM furniture_impact_entry e
               WHERE kind = 'claim' AND NOT EXISTS (SELECT 1 FROM furniture_impact_entry c WHERE c.counters_id = e.id)"""


def _prepare(database, count):
    shell(database, PREPARE.replace("COUNT", str(count)))


def _race(database, actions):
    return json.loads(shell(database, f"{RACE}\nrace({actions})").strip().splitlines()[-1])


def test_four_who_enter_the_same_at_once_enter_it_once(database):
    _prepare(database, 12)
    answers = _race(database, "enter, enter, enter, enter")
    assert answers == ["done"] * 4, answers
    assert sql(database, "SELECT count(*), sum(piece_count) FROM furniture_impact_entry") == [["12", "12"]]


def test_an_answer_and_a_correction_at_once_leave_one_claim_for_each_piece(database):
    _prepare(database, 8)
    _race(database, "enter")
    answers = _race(database, "answer, anew, enter, anew")
    assert answers == ["done"] * 4, answers
    [[claims, pieces, net]] = sql(database, STANDING)
    assert (claims, pieces) == ("8", "8")
    # The sum over everything is that of what stands: what was countered is gone.
    assert sql(database, "SELECT sum(net)::numeric(12,3), sum(piece_count) FROM furniture_impact_entry") == [[net, "8"]]
    # 0.8 of a purchase, the whole of a lifetime, 70 kg CO2e.
    assert net == f"{8 * 56:.3f}"


def test_a_job_that_is_killed_half_way_goes_on_and_enters_nothing_twice(database):
    _prepare(database, 700)
    job = subprocess.Popen(
        [paths.ODOO, "shell", "-c", odoo.conf(), "-d", database, "--no-http", "--log-level=error"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=odoo.environment(),
        text=True,
        start_new_session=True,
    )
    job.stdin.write("while env['furniture.impact.ledger']._enter_due():\n    env.cr.commit()\n\n")
    job.stdin.close()
    deadline = time.monotonic() + 120
    while sql(database, "SELECT count(*) > 0 FROM furniture_impact_entry") == [["f"]]:
        assert time.monotonic() < deadline, "nothing was entered"
        time.sleep(0.05)
    os.killpg(job.pid, signal.SIGKILL)
    job.wait()
    [[entered]] = sql(database, "SELECT count(*) FROM furniture_impact_entry")
    assert 0 < int(entered) < 700, "killed half-way"
    shell(database, "while env['furniture.impact.ledger']._enter_due():\n    env.cr.commit()\n\n")
    assert sql(database, "SELECT count(*), count(DISTINCT lot_id), sum(piece_count) FROM furniture_impact_entry") == [
        ["700", "700", "700"]
    ]
    assert sql(database, "SELECT state, count(*) FROM furniture_impact_event GROUP BY 1") == [["counted", "700"]]
