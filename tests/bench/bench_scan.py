"""What a phone waits for: a message of 50 registrations and 50 moves, a judgement ahead of time, and the working set."""

import itertools
import uuid

from odoo import fields

from .many_pieces import fill

PIECES = 50
DEVICE = str(uuid.UUID(int=1))


def run(ctx):
    """Rows of the table of measurements."""
    with ctx.database() as database:
        ctx.say(f"a register of {ctx.size:,} pieces")
        with ctx.environment(database) as env:
            fill(env, ctx.size)
            env["res.users"].with_context(no_reset_password=True).create(
                {"name": "P", "login": "bench_phone", "group_ids": [(6, 0, [env.ref("bk_furniture_reuse.group_operator").id])]}
            )  # fmt: skip
        with ctx.environment(database, user="bench_phone", rollback=True) as env:
            phone = _Phone(env)
            ctx.say(f"{PIECES} registrations and {PIECES} moves in one message")
            phone.send(phone.registrations(5) + phone.moves(5))  # warmed up
            both, registered, moved, apart = (
                _send(ctx, phone, records)
                for records in (
                    [*phone.registrations(PIECES), *phone.moves(PIECES)],
                    phone.registrations(PIECES),
                    phone.moves(PIECES),
                    phone.moves(PIECES, apart=True),
                )
            )
            again = ctx.best(phone.send, phone.last)
            judged = ctx.best(phone.judge, phone.moves(PIECES))
            ctx.say("the working set")
            buildings = env["stock.location"].search([("place_kind", "=", "building")]).ids
            work = ctx.best(env["furniture.scan.work"]._load, None, buildings)
    return [
        _row(f"scan: a message of {PIECES} registrations and {PIECES} moves", both, "<= 1", "T6"),
        _row(f"scan: a message of {PIECES} registrations", registered),
        _row(f"scan: a message of {PIECES} moves to one room", moved),
        _row(f"scan: a message of {PIECES} moves to as many rooms", apart),
        _row(f"scan: {PIECES} records that came before", again, "<= 0.1"),
        _row(f"scan: {PIECES} moves judged ahead of time", judged, "<= 0.1"),
        _row("scan: the working set", work, "<= 0.3", f"with {len(work.result['pieces']):,} pieces"),
    ]


def _send(ctx, phone, records):
    phone.env.flush_all()
    phone.env.invalidate_all()
    measure = ctx.measure(phone.send, records)
    wrong = [one for one in measure.result["results"] if one["status"] != "done"]
    if wrong:
        raise ValueError(f"not carried out: {wrong[:3]}")
    return measure


class _Phone:
    """A phone that makes records and sends them."""

    def __init__(self, env):
        self.env = env
        self.numbers = itertools.count(1)
        self.rooms = itertools.cycle(env["stock.location"].search([("place_kind", "=", "room")]))
        self.room = next(self.rooms)
        self.pieces = iter(env["stock.lot"].search([("purpose", "=", "available")]))
        self.products = itertools.cycle(env["product.product"].search([("is_furniture", "=", True)], limit=5))
        self.last = []

    def registrations(self, count):
        """Blank tags on new pieces of a few models, in one room."""
        tags = self.env["furniture.tag"].sudo().create([{} for _number in range(count)])
        return [
            self._record("register", code=tag.code, place=self.room.id, product=next(self.products).id) for tag in tags
        ]

    def moves(self, count, apart=False):
        """Pieces that come to one room, or each to another."""
        return [
            self._record("move", code=lot.name, place=(next(self.rooms) if apart else self.room).id, **{"from": lot.location_id.id})
            for lot in itertools.islice((lot for lot in self.pieces if lot.location_id != self.room), count)
        ]  # fmt: skip

    def send(self, records):
        self.last = records
        answer = self.env["furniture.scan"]._receive(DEVICE, 1, records)
        self.env.flush_all()
        return answer

    def judge(self, records):
        return self.env["furniture.scan"]._preview("move", [record["data"] for record in records])

    def _record(self, kind, **data):
        now = fields.Datetime.now().isoformat()
        return {"id": str(uuid.uuid4()), "seq": next(self.numbers), "kind": kind, "at": now, "data": data}


def _row(name, measure, target=None, note=""):
    return {
        "name": name,
        "value": measure.seconds,
        "unit": "s",
        "target": target,
        "queries": measure.queries,
        "note": note,
    }
