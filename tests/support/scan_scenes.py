"""Work for the scan page to do in the demo municipality: a transfer that is planned, a room that is to be counted."""

import json
from typing import NamedTuple

from .databases import shell

PLAN = """import json
lager = env["res.users"].search([("login", "=", "lager")])
held = env["stock.move.line"].search([("state", "not in", ("done", "cancel"))]).lot_id
free = [("purpose", "=", "available"), ("location_id.usage", "=", "internal"), ("id", "not in", held.ids)]
store, lots = next(row for row in env["stock.lot"]._read_group(free, ["location_id"], ["id:recordset"]) if len(row[1]) > 3)
pieces = lots[:4]
room, other = env["stock.location"].search([("place_kind", "=", "room"), ("id", "!=", store.id)], order="id", limit=2)
doors = env["furniture.tag"]._own_by_target(room | other)
unit = env["furniture.unit"].search([("name", "=", "Skolekontoret")])
picking = pieces[:3].with_user(lager)._plan_move(dict.fromkeys(pieces[:3], room), unit=unit)
env.cr.commit()
print(json.dumps(dict(
    id=picking.id, name=picking.name, store=store.id, pieces=pieces[:3].tag_id.mapped("code"), stranger=pieces[3].tag_id.code,
    room=(room.id, room.name), other=(other.id, other.name),
    door=env["furniture.tag"].search([("location_id", "=", room.id), ("state", "=", "claimed")], limit=1).code)))
"""
COUNT = """import json
lager = env["res.users"].search([("login", "=", "lager")])
counts = env["stock.lot"]._read_group([("location_id.place_kind", "=", "room"), ("is_furniture", "=", True)], ["location_id"], ["id:recordset"])
(room, here), (other, there) = [(place, lots) for place, lots in counts if 3 <= len(lots) <= 5][:2]
doors = env["furniture.tag"]._own_by_target(room | other)
session = env["furniture.stocktake"].create(
    {"note": "Årlig telling", "place_ids": [(6, 0, [room.id, other.id])], "counter_ids": [(6, 0, lager.ids)], "date_due": "2030-06-30"})
session.action_start()
env.cr.commit()
print(json.dumps(dict(
    id=session.id, room=(room.id, room.name), other=(other.id, other.name), here=here.tag_id.mapped("code"), there=there.tag_id.mapped("code"),
    door=env["furniture.tag"].search([("location_id", "=", room.id), ("state", "=", "claimed")], limit=1).code)))
"""


class Transfer(NamedTuple):
    """Three ``pieces`` (codes) go from ``store`` to ``room``; the ``stranger`` stands beside them and stays."""

    id: int
    name: str
    store: int
    pieces: list
    stranger: str
    room: tuple
    other: tuple
    door: str


class StockTake(NamedTuple):
    """Two rooms are counted: codes of what stands in ``room`` and in the ``other`` one."""

    id: int
    room: tuple
    other: tuple
    here: list
    there: list
    door: str


def plan_transfer(server):
    """A transfer that the operator is to carry out, of free pieces."""
    return Transfer(**json.loads(shell(server.database, PLAN)))


def start_count(server):
    """A stock-take that the operator counts in."""
    return StockTake(**json.loads(shell(server.database, COUNT)))
