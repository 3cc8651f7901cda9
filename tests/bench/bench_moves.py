"""Moving 500 pieces with a transfer: created, reserved and done, against Odoo's best way to do the same.

Odoo's best is a transfer of a type that reserves manually, with a move for each model and a line for each serial number
that somebody has chosen. Both sides move the same pieces of the same shape; ours also keeps a target room for each, brings
the pieces into use and tells the receiving unit. Ratios are in processor time, as in bench_import.
"""

import random

from odoo import Command

from .processor import measure

PIECES = 500
MODELS = 50
ROOMS = 100
SCANS = 50


def run(ctx):
    """Rows of the table of measurements."""
    with ctx.database() as database, ctx.environment(database, user="admin", rollback=True) as env:
        ctx.say(f"moving {PIECES} pieces")
        place = _Municipality(env)
        # Warmed up, and measured by turns, so that neither side pays for what both find ready.
        _move(env, place, place.pieces(env, 20))
        _move_as_odoo(env, place, place.pieces(env, 20))
        ours, odoo, again, odoo_again = (
            measure(ctx, env, move, place, place.pieces(env, PIECES)) for move in (_move, _move_as_odoo) * 2
        )
        ctx.say(f"scanning {SCANS} pieces")
        scanned = _scan(ctx, env, place)
    cpu, odoo_cpu = min(ours.cpu, again.cpu), min(odoo.cpu, odoo_again.cpu)
    return [
        {
            "name": f"move: {PIECES} pieces planned, reserved and delivered",
            "value": min(ours.seconds, again.seconds), "unit": "s", "ratio": cpu / odoo_cpu, "target": "<= 1.1", "queries": again.queries,
            "note": "to Odoo's best transfer",
        },
        {
            "name": f"move: Odoo's best transfer of {PIECES} pieces",
            "value": min(odoo.seconds, odoo_again.seconds), "unit": "s", "queries": odoo_again.queries,
        },
        {
            "name": "move: our queries beyond Odoo's, per piece",
            "value": (again.queries - odoo_again.queries) / PIECES, "unit": "queries", "target": "<= 0.05",
        },
        {
            "name": f"move: a batch of {SCANS} scans of a load of {PIECES}",
            "value": scanned.seconds, "unit": "s", "target": "<= 1", "queries": scanned.queries,
        },
    ]  # fmt: skip


class _Municipality:
    """Two buildings with rooms, models, and a unit that receives."""

    def __init__(self, env):
        self.chance = random.Random(500)
        stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
        places = env["stock.location"]
        buildings = places.create(
            [{"name": name, "place_kind": "building", "location_id": stock.id} for name in ("Town hall", "School")]
        )
        self.rooms, self.targets = (
            places.create(
                [{"name": f"Room {n}", "place_kind": "room", "location_id": building.id} for n in range(ROOMS)]
            )
            for building in buildings
        )
        self.models = (
            env["product.template"]
            .create(
                [
                    {"name": f"Model {n}", "is_furniture": True, "width": 60, "depth": 60, "height": 90}
                    for n in range(MODELS)
                ]
            )
            .product_variant_id
        )
        self.unit = env["furniture.unit"].create({"name": "School", "responsible_id": env.ref("base.user_root").id})

    def pieces(self, env, count):
        """Pieces in stock, several alike in a room."""
        lots = env["stock.lot"].create([{"product_id": self.chance.choice(self.models).id} for _ in range(count)])
        env["furniture.stock.loader"]._load([(lot.id, self.chance.choice(self.rooms).id) for lot in lots])
        env.flush_all()
        env.invalidate_all()
        return lots

    def target_of(self, lots):
        return {lot: self.targets[number % ROOMS] for number, lot in enumerate(lots)}


def _move(env, place, lots):
    pickings = lots._plan_move(place.target_of(lots), unit=place.unit)
    pickings.with_context(skip_backorder=True).button_validate()
    if set(pickings.mapped("state")) != {"done"} or set(lots.mapped("purpose")) != {"in_use"}:
        raise ValueError("The pieces have not arrived")


def _move_as_odoo(env, place, lots):
    kind = env["stock.warehouse"].search([], limit=1)._furniture_move_type()
    source, target = place.rooms[0].building_id, place.targets[0].building_id
    picking = env["stock.picking"].create(
        {
            "picking_type_id": kind.id,
            "location_id": source.id,
            "location_dest_id": target.id,
            "move_ids": [
                Command.create(
                    {"product_id": product.id, "product_uom_qty": len(pieces), "location_id": source.id, "location_dest_id": target.id}
                )
                for product, pieces in lots.grouped("product_id").items()
            ],
        }
    )  # fmt: skip
    picking.action_confirm()
    moves = {move.product_id: move for move in picking.move_ids}
    targets = place.target_of(lots)
    env["stock.move.line"].create(
        [
            {"move_id": moves[lot.product_id].id, "picking_id": picking.id, "product_id": lot.product_id.id, "lot_id": lot.id,
             "quantity": 1, "location_id": lot.location_id.id, "location_dest_id": targets[lot].id}
            for lot in lots
        ]
    )  # fmt: skip
    picking.with_context(skip_backorder=True).button_validate()


def _scan(ctx, env, place):
    lots = place.pieces(env, PIECES)
    load = env["stock.picking.batch"]._make_load(lots._plan_move(place.target_of(lots)))
    codes = lots[:SCANS].tag_id.mapped("code")
    env.flush_all()
    env.invalidate_all()
    scan = env["furniture.move.scan"]
    return ctx.measure(scan.scan_codes, "stock.picking.batch", load.id, "load", codes)
