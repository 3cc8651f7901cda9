"""Two people at once: what a test inside one transaction cannot show about ends and sortings."""

import threading
import time

from tests.support.databases import shell, sql

PREPARE = """
stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
building = env["stock.location"].create({"name": "Town hall", "place_kind": "building", "location_id": stock.id})
room = env["stock.location"].create({"name": "214", "place_kind": "room", "location_id": building.id})
model = env["product.template"].create({"name": "Chair", "is_furniture": True}).product_variant_id
lot = env["stock.lot"].create({"product_id": model.id, "location_id": room.id})
env["stock.warehouse"].search([], limit=1)._furniture_end_type("internal")
end = env["furniture.end"].create({"kind": "recycled", "fraction": "wood", "reason": "Broken", "line_ids": [(0, 0, {"lot_id": lot.id})]})
env.cr.commit()
"""

# What Odoo's server does with a request that met another one: it is tried again, and then sees what the other has done.
TRY = """
import psycopg2
from odoo.exceptions import UserError, ValidationError
def attempt():
    lot = env["stock.lot"].search([("is_furniture", "=", True)])
    end = env["furniture.end"].search([], limit=1)
    {what}
def tried():
    for _number in range(3):
        try:
            attempt()
            return "done"
        except (psycopg2.errors.SerializationFailure, psycopg2.errors.UniqueViolation):
            env.cr.rollback()
        except (UserError, ValidationError) as error:
            env.cr.rollback()
            return str(error)
    return "given up"
env["furniture.end"].search_count([])  # the transaction begins here
{first}
print(tried())
{then}
env.cr.commit()
"""

WAIT = """
import pathlib, time
pathlib.Path({mine!r}).touch()
while not pathlib.Path({other!r}).exists():
    time.sleep(0.05)
"""


def _race(database, tmp_path, what, other=None):
    """`what` holds its transaction open while `other` (the same, unless given) is tried; returns both answers."""
    held, go, answers = tmp_path / "held", tmp_path / "go", []
    script = TRY.format(what=what, first="", then=WAIT.format(mine=str(held), other=str(go)))
    thread = threading.Thread(target=lambda: answers.append(shell(database, script)))
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while not held.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert held.exists()
        second = shell(database, TRY.format(what=other or what, first="", then=""))
    finally:
        go.touch()
        thread.join()
    return answers[0].strip(), second.strip()


def test_of_two_people_who_decide_or_carry_out_at_once_one_does_it_and_the_other_is_told(database, tmp_path):
    shell(database, PREPARE)
    for number, step in enumerate(("end.action_decide()", "end.action_carry_out()")):
        folder = tmp_path / str(number)
        folder.mkdir()
        first, second = _race(database, folder, step)
        assert first == "done"
        assert "right now. Try again" in second
        assert "already" in shell(database, TRY.format(what=step, first="", then="")), "afterwards it is told plainly"
    assert sql(database, "SELECT count(*) FROM stock_picking WHERE furniture_end_id IS NOT NULL") == [["1"]]
    assert sql(database, "SELECT sum(quantity)::int FROM stock_quant WHERE quantity > 0") == [["1"]]


def test_of_two_who_take_a_piece_at_once_one_gets_it(database, tmp_path):
    """A decision that it leaves, and a reservation that holds it."""
    shell(database, PREPARE)
    hold = 'env["furniture.reservation"].create({"origin": "import"})._hold(lot)'
    first, second = _race(database, tmp_path, "end.action_decide()", hold)
    assert first == "done"
    assert "right now. Try again" in second
    assert "held already" in shell(database, TRY.format(what=hold, first="", then=""))
    assert sql(database, "SELECT sum(reserved_quantity)::int FROM stock_quant") == [["1"]]


def test_the_database_lets_a_piece_have_one_end(database, tmp_path):
    shell(database, PREPARE + "\nend.unlink()\nenv.cr.commit()\n")
    propose = (
        'env["furniture.end"].create({"kind": "recycled", "reason": "Broken",'
        ' "line_ids": [(0, 0, {"lot_id": lot.id})]}); env.flush_all()'
    )
    held, go, answers = tmp_path / "held", tmp_path / "go", []
    script = TRY.format(what=propose, first="", then=WAIT.format(mine=str(held), other=str(go)))
    first = threading.Thread(target=lambda: answers.append(shell(database, script)))
    first.start()
    while not held.exists():
        time.sleep(0.05)
    # The index keeps the second waiting until the first has ended; then it is tried again and told.
    second = threading.Thread(
        target=lambda: answers.append(shell(database, TRY.format(what=propose, first="", then="")))
    )
    second.start()
    time.sleep(8)
    go.touch()
    first.join()
    second.join()
    assert [answer.strip() == "done" for answer in answers].count(True) == 1
    assert any("already" in answer for answer in answers)
    assert sql(database, "SELECT count(*) FROM furniture_end_line WHERE state != 'reversed'") == [["1"]]
