"""Odoo shell script: a year in the demo municipality, from its survey until today, lived through the product's own flows.

Requests of units, moves between sites, workshop, used furniture bought, gifts and sales, recycling: all with the clock set back and walking
forward, so that the reuse ledger has a year of entries. The same every time (fixed seed). At its end there are as many pieces and sites as
the survey found. Prices and distances are examples, and say so.
"""

import datetime
import random

from freezegun import freeze_time
from odoo import fields
from odoo.fields import Command

MONTHS = 12
EXAMPLE = "Eksempeltall for demokommunen"
# Types of which units ask for pieces.
WANTED = (
    "Kontorstol",
    "Konferansestol",
    "Skrivebord",
    "Hev-/senkbord",
    "Møtebord",
    "Skap",
    "Sofa",
    "Lenestol",
    "Hylle",
)
FIGURES = {
    "hour_rate": 520,
    "handling_hours": 0.4,
    "registration_hours": 0.15,
    "rent_m2_month": 100,
    "disposal_kg": 2.2,
    "drive_km": 18,
}
# By road between the sites of the example, km.
NEAR, FAR = 2.5, 7.0


def progress(text):
    """A line that the rig shows while it waits."""
    print(f"progress: {text}", flush=True)


class Year:
    """The municipality with its clock."""

    def __init__(self, env, clock, chance):
        self.env, self.clock, self.chance = env, clock, chance
        self.users = {user.login: user for user in env["res.users"].search([])}
        self.units = {unit.name: unit for unit in env["furniture.unit"].search([])}
        self.lots = self._as("ombruk", "stock.lot")
        self.sites = env["stock.location"].search(
            [("place_kind", "in", ("site", "building")), ("location_id.place_kind", "=", False)], order="name"
        )
        self.store = env["stock.location"].search([("place_kind", "=", "store")], order="id", limit=1)
        self.rooms = {
            site: env["stock.location"].search(
                [("site_id", "=", site.id), ("place_kind", "=", "room")], order="complete_name"
            )
            for site in self.sites
        }
        self.gone = 0

    def _as(self, login, model):
        return self.env[model].with_user(self.users[login]).with_context(lang="nb_NO", tz="Europe/Oslo")

    def _pieces(self, purpose, count, *domain):
        """So many pieces of a purpose that nothing hinders, drawn by chance."""
        found = self.lots.search(
            [
                *self.lots._present(),
                ("purpose", "=", purpose),
                ("location_id.usage", "=", "internal"),
                ("available_from", "=", False),
                *domain,
            ],
            order="name",
        )
        return self.lots.browse(sorted(self.chance.sample(found.ids, min(count, len(found)))))

    def _room(self, site=None):
        rooms = self.rooms[site or self.chance.choice([site for site in self.sites if self.rooms[site]])]
        return self.chance.choice(rooms)

    def _drive(self, pickings, litres=None):
        """Deliver, and write down what the drive took: half of the drivers do."""
        for picking in pickings:
            picking.move_ids.picked = True
            if self.chance.random() < 0.5:
                picking.write(
                    {
                        "drive_km": round(self.chance.uniform(4, 16), 1),
                        "fuel_litres": litres or round(self.chance.uniform(0.8, 2.4), 1),
                        "transport_cost": round(self.chance.uniform(600, 1800), -1),
                        "transport_voucher": f"FAKT-{self.chance.randint(10000, 99999)}",
                    }
                )
            picking._action_done()

    # What happens

    def a_unit_asks(self):
        """A unit asks for pieces of a model that are free, and gets them."""
        unit = self.chance.choice(list(self.units.values()))
        first = self._pieces("available", 1, ("categ_id.name", "in", WANTED))
        pieces = self._pieces("available", self.chance.randint(2, 9), ("product_id", "=", first.product_id.id))
        room = self._room()
        member = unit.member_ids[:1] or self.users["ansatt"]
        reservation = self._as("ombruk", "furniture.reservation").create(
            {
                "requester_id": member.id,
                "unit_id": unit.id,
                "destination_id": room.id,
                "ask_ids": [Command.create({"product_id": first.product_id.id, "quantity": len(pieces)})],
            }
        )
        reservation._hold(pieces)
        self._drive(reservation.picking_ids)
        answer, pickings = self.chance.random(), reservation.picking_ids.with_user(self.users["ombruk"])
        if answer < 0.2:
            pickings._answer_displacement(
                "purchase_cancelled", f"Bestilling {self.chance.randint(4000, 4999)} kansellert"
            )
        elif answer < 0.5:
            pickings._answer_displacement("need_stated", "Enheten tømte et lager", otherwise_discarded=True)

    def a_service_moves(self):
        """A service moves to another site and takes its furniture along."""
        start, end = self.chance.sample([site for site in self.sites if self.rooms[site]], 2)
        pieces = self._pieces("in_use", self.chance.randint(8, 22), ("site_id", "=", start.id))
        if not pieces:
            return
        room = self._room(end)
        pickings = pieces.with_user(self.users["lager"])._plan_move(
            dict.fromkeys(pieces.with_user(self.users["lager"]), room)
        )
        self._drive(pickings)
        answer = self.chance.random()
        if answer < 0.5:
            pickings._answer_displacement("project_new", "Møbleringsbudsjett, post 12: nytt inventar")
        elif answer < 0.7:
            pickings._answer_displacement("temporary")

    def the_workshop_returns(self):
        """Pieces that were mended come back to use."""
        pieces = self._pieces("in_use", self.chance.randint(1, 4), ("condition", "=", "c"))
        orders = pieces._refurbish(
            pieces,
            {
                "wanted_result": self.chance.choice(("repair", "reupholster", "paint")),
                "external_cost": self.chance.choice((650, 900, 1400)),
            },
            start=True,
        )
        self.clock.tick(datetime.timedelta(days=9))
        for order in orders:
            order.write({"new_condition": "b", "purpose_after": "in_use"})
        orders.action_repair_end()

    def used_furniture_is_bought(self, count):
        """Used pieces come from a supplier to the store, and from there to a room."""
        if not count:
            return
        product = self._pieces("in_use", 1, ("categ_id.name", "in", ("Kontorstol", "Lenestol", "Møtebord"))).product_id
        pieces = self.lots.create(
            [
                {
                    "product_id": product.id,
                    "location_id": self.store.id,
                    "acquired_as": "used",
                    "cost": 1450,
                    "condition": "b",
                }
                for _number in range(count)
            ]
        )
        self.clock.tick(datetime.timedelta(days=6))
        room = self._room()
        self._drive(pieces._plan_move(dict.fromkeys(pieces, room)))

    def furniture_leaves(self):
        """What nobody needs is given away, sold or recycled."""
        kind = self.chance.choice(("donated", "sold", "recycled"))
        pieces = self._pieces("recycling" if kind == "recycled" else "available", self.chance.randint(2, 6))
        receiver = self.env["res.partner"].search([("name", "=", "Frivilligsentralen i Fjordvik")], limit=1)
        receiver = receiver or self.env["res.partner"].create(
            {"name": "Frivilligsentralen i Fjordvik", "is_company": True}
        )
        needed = {
            "donated": {"partner_id": receiver.id, "otherwise_discarded": True},
            "sold": {"partner_id": receiver.id, "price": 150, "price_basis": "piece"},
            "recycled": {
                "fraction": "mixed",
                "weight": 14 * len(pieces),
                "weighbridge_note": f"VS-{self.chance.randint(1000, 9999)}",
            },
        }[kind]
        end = self._as("ombruk", "furniture.end").create(
            {
                "kind": kind,
                "reason": "Ingen i kommunen trenger dem",
                "line_ids": [Command.create({"lot_id": lot.id}) for lot in pieces],
                **needed,
            }
        )
        end.action_decide()
        end.action_carry_out()
        self.gone += len(pieces)

    def month(self, start):
        """A month of it."""
        for days, what in (
            (1, self.a_unit_asks), (3, self.a_unit_asks), (2, self.a_service_moves), (3, self.a_unit_asks), (2, self.furniture_leaves),
            (2, self.the_workshop_returns), (1, self.a_unit_asks),
        ):  # fmt: skip
            start += datetime.timedelta(days=days)
            self.clock.move_to(max(start, datetime.datetime.now() + datetime.timedelta(hours=2)))
            what()
        bought, self.gone = self.gone, 0
        self.used_furniture_is_bought(bought)
        self.env.cr.commit()


def write_prices(env, day):
    """Prices, hours and distances, with where they are from."""
    prices = env["furniture.impact.price"]
    prices.create(
        [{"code": code, "amount": amount, "source": EXAMPLE, "valid_from": day} for code, amount in FIGURES.items()]
    )
    sites = env["stock.location"].search(
        [("place_kind", "in", ("building", "store")), ("location_id.place_kind", "=", False)], order="name"
    )
    env["furniture.impact.distance"].create(
        [
            {"from_id": one.id, "to_id": other.id, "km": NEAR if (number + place) % 2 else FAR, "source": EXAMPLE}
            for number, one in enumerate(sites)
            for place, other in enumerate(sites[number + 1 :])
        ]
    )


def live(env):
    """The year, then what the scheduled job would have entered."""
    today = fields.Datetime.now().replace(hour=8, minute=0, second=0, microsecond=0)
    begin = today - datetime.timedelta(days=30 * MONTHS + 20)
    write_prices(env, begin.date() - datetime.timedelta(days=30))
    with freeze_time(begin) as clock:
        year = Year(env, clock, random.Random(1300))
        for month in range(MONTHS):
            year.month(begin + datetime.timedelta(days=30 * month))
            progress(f"month {month + 1} of {MONTHS}")
    env.invalidate_all()
    while env["furniture.impact.ledger"]._enter_due():
        env.cr.commit()
    env.cr.commit()


live(env)  # noqa: F821 - the shell provides env
