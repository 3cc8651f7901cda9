"""Odoo shell script: a year of reuse in a copy of the demo municipality, by the real flows while the clock goes on.

Run with `shell(database, script())`. Requests of the units, moves along, gifts, recycling, a withdrawn mistake, and events that still wait.
"""

from pathlib import Path


def script():
    """The text to run in the shell."""
    return Path(__file__).read_text(encoding="utf-8") + "\n_year_of_reuse(env)\n"


def _year_of_reuse(env):
    import random
    from datetime import datetime, timedelta

    from freezegun import freeze_time
    from odoo import Command

    chance = random.Random(5)
    env = env(context={"lang": "nb_NO", "tracking_disable": True})
    now = datetime.now().replace(hour=10, minute=0, second=0, microsecond=0)
    lots, ledger = env["stock.lot"], env["furniture.impact.ledger"]
    rooms = env["stock.location"].search([("place_kind", "=", "room"), ("building_id", "!=", False)])
    by_building = list(rooms.grouped("building_id").values())
    units = env["furniture.unit"].search([])
    people = {unit: unit.member_ids[:1] or env.user for unit in units}
    receiver = env["res.partner"].create({"name": "Gjenbruksbutikken"})
    free = lots.search(
        [("is_furniture", "=", True), ("purpose", "=", "available"), ("end_kind", "=", False)], order="id"
    )
    stock = free[:1500].grouped("product_id")
    piles = [list(pieces.ids) for pieces in stock.values() if len(pieces) >= 3]

    def take(count):
        chance.shuffle(piles)
        pile = next(pile for pile in piles if len(pile) >= count)
        taken, pile[:] = pile[:count], pile[count:]
        return lots.browse(taken)

    def deliver(pieces, room, unit):
        reservation = env["furniture.reservation"].create(
            {
                "requester_id": people[unit].id,
                "unit_id": unit.id,
                "destination_id": room.id,
                "ask_ids": [Command.create({"product_id": pieces.product_id.id, "quantity": len(pieces)})],
            }
        )
        reservation._hold(pieces)
        reservation.picking_ids.move_ids.picked = True
        reservation.picking_ids._action_done()
        return reservation.picking_ids

    with freeze_time(now - timedelta(days=330)) as clock:
        for month in range(11):
            for _delivery in range(2):
                unit = chance.choice(list(units))
                room = chance.choice(chance.choice(by_building))
                picking = deliver(take(chance.randint(2, 3)), room, unit)
                if month % 3 == 0:
                    picking.write({"otherwise_discarded": True})
            if month in (2, 6):
                for kind, vals in (("donated", {"partner_id": receiver.id}), ("recycled", {"fraction": "wood"})):
                    lines = [Command.create({"lot_id": lot.id}) for lot in take(3)]
                    end = env["furniture.end"].create({"kind": kind, "reason": "Ryddet", "line_ids": lines, **vals})
                    end.action_decide()
                    end.action_carry_out()
            clock.tick(timedelta(days=30))
            while ledger._enter_due():
                pass
            if month == 4:
                # A mistake that was entered already: it is countered.
                counted = env["furniture.impact.event"].search([("state", "=", "counted")], order="id", limit=1)
                counted._withdraw("Ble aldri flyttet")
    year = now.year
    env["furniture.impact.target"].create(
        [
            {"year": year, "measure": "co2e", "value": 3000},
            {"year": year, "measure": "waste", "value": 400},
            {"year": year, "measure": "share", "value": 70},
        ]
    )
    env.cr.commit()
    print(env["furniture.impact.entry"].search_count([]))
