from odoo import fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tools import SQL
from psycopg2.errors import UniqueViolation

from ..tools import stocktake as rules
from .furniture_stocktake_start import COUNTED_KINDS

# A telephone that was offline for a day hands over what it kept in portions of this size.
MOST_SCANS = 500
LONGEST = 200


class FurnitureStocktake(models.Model):
    """Counting: scans come in lists, each with a number that its device gave it. Sent twice, a scan counts once."""

    _inherit = "furniture.stocktake"

    def register_scans(self, scans):
        """Take what somebody scanned.

        A scanned room is where the codes after it in the list stand, unless a scan names its place.

        :param scans: list of ``{"uid": number given by the device, "code": text, "place_id": id or False,
            "date": "2026-08-01 12:00:00" in UTC, when it was not just now}``
        :return: list of answers in the same order, see ``_answer``
        """
        self.ensure_one()
        self._check_may_count()
        try:
            return self._take_scans(self._clean_scans(scans))
        except UniqueViolation as error:
            # Somebody else has just scanned the same thing for the first time: try again and find it there.
            raise ConcurrencyError(self.env._("Two people scanned the same thing at once. Scan it again.")) from error

    def _take_scans(self, scans):
        self_sudo = self._at_work()  # who may count is checked above; counters write nothing directly
        read = self_sudo.env["furniture.tag"]._read_codes({scan["code"] for scan in scans})
        targets = {code: target.record or None for code, target in read.items()}
        received = self_sudo.env["furniture.stocktake.scan"].search(
            [("stocktake_id", "=", self.id), ("uid", "in", [scan["uid"] for scan in scans])]
        )
        places = self_sudo._places_for(scans, targets)
        known = set(received.mapped("uid"))
        seen = [scan for scan in scans if scan["place"] and not self._is_place(targets[scan["code"]])]
        lines = self_sudo._lines_for(
            {targets[scan["code"]] or scan["code"] for scan in seen},
            {targets[scan["code"]] or scan["code"] for scan in seen if scan["uid"] not in known},
        )
        self_sudo._enter_rooms(places, {scan["place"] for scan in scans if scan["place"]})
        no_line = self_sudo.env["furniture.stocktake.line"]
        answers, created = [], []
        for scan in scans:
            target, place = targets[scan["code"]], scan["place"]
            if self_sudo._is_place(target):
                answers.append(self._answer_place(scan, target, place))
            elif not place:
                answers.append(self._answer_without_place(scan))
            else:
                line = lines.get(target or scan["code"], no_line)
                again = scan["uid"] in known or self_sudo._is_again(line, place)
                if scan["uid"] not in known:
                    known.add(scan["uid"])
                    created.append(self_sudo._prepare_scan_vals(scan, line))
                    if not again:
                        self_sudo._apply_scan(line, place, self.env.uid, scan["date"])
                answers.append(self._answer(line, scan["uid"], again))
        self_sudo.env["furniture.stocktake.scan"].create(created)
        self_sudo._see(created)
        return answers

    def undo_scan(self, uid):
        """Take back a scan of one's own: the piece is as it was before."""
        self.ensure_one()
        self._check_may_count()
        self_sudo = self._at_work()
        scan = self_sudo.env["furniture.stocktake.scan"].search(
            [("stocktake_id", "=", self.id), ("uid", "=", str(uid)), ("undone", "=", False)], limit=1
        )
        if not scan or scan.round_number != self.round_number:
            raise UserError(self.env._("This scan is no longer there to be undone."))
        if scan.user_id != self.env.user:
            raise AccessError(self.env._("You can undo your own scans only."))
        scan.undone = True
        line = self_sudo._line_of(scan.lot_id, scan.code)
        left = self_sudo.env["furniture.stocktake.scan"].search(
            [
                ("stocktake_id", "=", self.id),
                ("round_number", "=", self.round_number),
                ("undone", "=", False),
                ("lot_id", "=", scan.lot_id.id),
                *([] if scan.lot_id else [("code", "=", scan.code)]),
            ],
            limit=1,
        )
        if left:
            self_sudo._apply_scan(line, left.location_id, left.user_id.id, left.date)
        else:
            self_sudo._forget_scan(line)
        return True

    def finish_room(self, place_id):
        """The room is done: what was expected there and nobody scanned is not found."""
        room = self._room_to_count(place_id)
        room.write({"state": "done", "done_on": fields.Datetime.now(), "done_by_id": self.env.uid})
        left = room.env["furniture.stocktake.line"].search(
            [
                ("stocktake_id", "=", self.id), ("room_id", "=", room.location_id.id), ("result", "!=", rules.MISSING),
                "|", ("result", "=", rules.EXPECTED), "&", ("recount", "=", True), ("found_round", "<", self.round_number),
            ]
        )  # fmt: skip
        left.write({"result": rules.MISSING, "found_location_id": False, "found_on": False, "found_by_id": False})
        return True

    def reopen_room(self, place_id):
        """Somebody goes on counting in the room."""
        room = self._room_to_count(place_id)
        room.write({"state": "counting", "done_on": False, "done_by_id": False})
        room.env["furniture.stocktake.line"].search(
            [("stocktake_id", "=", self.id), ("room_id", "=", room.location_id.id), ("result", "=", rules.MISSING)]
        ).filtered(lambda line: line.recount or self.round_number == 1).write({"result": rules.EXPECTED})
        return True

    def answer_wrong_room(self, line_id, wish):
        """What the counter says of a piece in the wrong room: it belongs here now (``move``), or it is carried back (``back``).

        Only a wish: stock is corrected when the stock-take is closed.
        """
        line = self._line_to_count(line_id)
        if self.blind:
            # Whether there is anything to answer would tell what is expected.
            raise UserError(self.env._("In a blind count the coordinator decides where a piece belongs."))
        if line.result != rules.WRONG_ROOM or wish not in ("move", "back"):
            raise UserError(self.env._("The piece is not in the wrong room any more. Scan it again."))
        line.wish = wish
        return True

    def add_note(self, line_id, note="", photo=False):
        """A note and a photo of what was seen, dated."""
        line = self._line_to_count(line_id)
        vals = {"note": (note or "").strip() or line.note}
        if photo:
            vals.update(photo=photo, photo_on=fields.Datetime.now())
        line.write(vals)
        return True

    def report_damage(self, line_id, kind, severity=False, note="", photo=False):
        """The piece is damaged: kept at the piece like every damage, and on the line."""
        line = self._line_to_count(line_id)
        damages = line.env["furniture.damage"]
        kinds = dict(damages._fields["kind"]._description_selection(self.env))
        severities = dict(damages._fields["severity"].selection)
        if not line.lot_id or kind not in kinds or (severity and severity not in severities):
            raise UserError(self.env._("Choose what is damaged on the piece that you scanned."))
        line.damage_id = damages.create(
            {
                "lot_id": line.lot_id.id,
                "kind": kind,
                "severity": severity,
                "description": (note or "").strip() or kinds[kind],
                "photo": photo,
                "user_id": self.env.uid,
            }
        )
        return True

    # Who may count

    def _may_count(self):
        """Whether this person counts here: one of the counters, any operator where nobody is named, the coordinator always."""
        self.ensure_one()
        user, counters = self.env.user, self.sudo().counter_ids
        return (
            user.has_group("bk_furniture_reuse.group_coordinator")
            or user in counters
            or (not counters and user.has_group("bk_furniture_reuse.group_operator"))
        )

    def _check_may_count(self):
        self.ensure_one()
        self.check_access("read")
        if not self._may_count():
            raise AccessError(self.env._("You are not asked to count here. Ask the reuse coordinator."))
        # Shared among all who count: whoever finishes or closes waits for them, and they for that one.
        self.flush_recordset(["state", "round_number"])
        self.env.execute_query(SQL("SELECT id FROM furniture_stocktake WHERE id = %s FOR SHARE", self.id))
        if self.state not in rules.OPEN:
            raise UserError(self.env._("%s is not being counted now. Nothing was kept.", self.name))

    def _room_to_count(self, place_id):
        self._check_may_count()
        self_sudo = self._at_work()
        place = self_sudo._places([place_id]).get(place_id)
        if not place:
            raise UserError(self.env._("This room is not part of the stock-take."))
        return self_sudo._room_rows(place)

    def _line_to_count(self, line_id):
        """The line of a piece that was scanned in this stock-take."""
        self._check_may_count()
        line = self._at_work().env["furniture.stocktake.line"].search(
            [("stocktake_id", "=", self.id), ("id", "=", line_id), ("found_round", ">", 0)]
        )  # fmt: skip
        if not line:
            raise UserError(self.env._("Scan the piece first."))
        return line

    # What a scan does. These run as the system.

    def _clean_scans(self, scans):
        if not isinstance(scans, list) or len(scans) > MOST_SCANS:
            raise UserError(self.env._("Send at most %s scans at a time.", MOST_SCANS))
        now, clean = fields.Datetime.now(), []
        for scan in scans:
            uid, code = str(scan.get("uid") or "").strip(), str(scan.get("code") or "").strip()
            if not uid or not code or len(uid) > LONGEST or len(code) > LONGEST or "\0" in uid + code:
                raise UserError(self.env._("This is no code that a stock-take can keep. Scan the tag again."))
            try:
                date = fields.Datetime.to_datetime(scan.get("date") or now)
            except ValueError:
                date = now
            if not self.started_on <= date <= now:
                date = now  # a wrong clock on the device
            place_id = scan.get("place_id")
            clean.append(
                {"uid": uid, "code": code, "place_id": place_id if isinstance(place_id, int) else 0, "date": date}
            )
        return clean

    @staticmethod
    def _is_place(target):
        return target is not None and target._name == "stock.location"

    def _places_for(self, scans, targets):
        """Write into each scan its ``place``, or None; returns the places that may be counted."""
        wanted = {scan["place_id"] for scan in scans} | {
            target.id for target in targets.values() if self._is_place(target)
        }
        places, current = self._places(wanted - {0}), None
        for scan in scans:
            target = targets[scan["code"]]
            if self._is_place(target):
                current = scan["place"] = places.get(target.id)
            else:
                scan["place"] = places.get(scan["place_id"]) if scan["place_id"] else current
        return places

    def _places(self, place_ids):
        """Those of ``place_ids`` where this stock-take counts: ``{id: place}``."""
        rooms = set(self.room_ids.location_id.ids)
        scope = [rules.Place.of(place.parent_path) for place in self._scope_places()]
        places = self.env["stock.location"].search(
            [
                ("id", "in", list(place_ids)),
                ("usage", "=", "internal"),
                ("company_id", "in", (self.company_id.id, False)),
            ]
        )

        def counted(place):
            path = rules.Place.of(place.parent_path)
            inside = self.scope_kind == "pieces" or any(path.is_in(around) for around in scope)
            return place.id in rooms or (inside and place.place_kind in COUNTED_KINDS)

        return {place.id: place for place in places if counted(place)}

    def _room_rows(self, places):
        """The rows of ``places``; a room that was built or chosen since gets one."""
        missing = places - self.room_ids.location_id
        if missing:
            self.env["furniture.stocktake.room"].create(
                [
                    {"stocktake_id": self.id, "location_id": place.id, "recount": self.round_number > 1}
                    for place in missing
                ]
            )
            self.invalidate_recordset(["room_ids"])
        return self.room_ids.filtered(lambda room: room.location_id in places)

    def _enter_rooms(self, places, entered):
        if not entered:
            return
        rows = self._room_rows(self.env["stock.location"].browse(place.id for place in entered))
        rows.filtered(lambda room: room.state == "waiting").write({"state": "counting"})
        if self.round_number > 1:
            rows.filtered(lambda room: not room.recount).write({"recount": True})

    def _lines_for(self, targets, wanted):
        """The lines of pieces and unknown codes, ``{piece or code: line}``; those of ``wanted`` that have none get one."""
        lots = self.env["stock.lot"].browse(target.id for target in targets if not isinstance(target, str))
        codes = [target for target in targets if isinstance(target, str)]
        lines = self.env["furniture.stocktake.line"]
        found = lines.search(
            ["&", ("stocktake_id", "=", self.id), "|", ("lot_id", "in", lots.ids), "&", ("lot_id", "=", False), ("code", "in", codes)]
        )  # fmt: skip
        known = {line.lot_id or line.code: line for line in found}
        new = [target for target in (*lots, *codes) if target in wanted and target not in known]
        created = lines.create(
            [
                {
                    "stocktake_id": self.id,
                    "result": rules.UNKNOWN if isinstance(target, str) else rules.UNEXPECTED,
                    **({"code": target} if isinstance(target, str) else {"lot_id": target.id}),
                }
                for target in new
            ]
        )
        return {**known, **dict(zip(new, created, strict=True))}

    def _line_of(self, lot, code):
        domain = [("lot_id", "=", lot.id)] if lot else [("lot_id", "=", False), ("code", "=", code)]
        return self.env["furniture.stocktake.line"].search([("stocktake_id", "=", self.id), *domain], limit=1)

    def _is_again(self, line, place):
        return line.found_round == self.round_number and line.found_location_id == place

    def _prepare_scan_vals(self, scan, line):
        return {
            "stocktake_id": self.id,
            "uid": scan["uid"],
            "code": scan["code"],
            "lot_id": line.lot_id.id,
            "location_id": scan["place"].id,
            "round_number": self.round_number,
            "user_id": self.env.uid,
            "date": scan["date"],
        }

    def _apply_scan(self, line, place, user_id, date):
        """What the scan says now stands on the line; after a second count the first is kept beside it."""
        if self.round_number > 1:
            line._keep_first()
        home = line.lot_id.location_id
        line.write(
            {
                "result": rules.judge(rules.Place.of(home.parent_path), rules.Place.of(place.parent_path))
                if line.lot_id
                else rules.UNKNOWN,
                "found_location_id": place.id,
                "belongs_location_id": home.id,
                "found_on": date,
                "found_by_id": user_id,
                "found_round": self.round_number,
                "wish": False,
            }
        )

    def _forget_scan(self, line):
        """Nobody has scanned this in this round any more."""
        added = not line.room_id and not line.first_result and line.lot_id not in self._chosen_lots()
        if added and not (line.photo or line.note or line.damage_id):
            line.unlink()
            return
        room = self.room_ids.filtered(lambda room: room.location_id == line.room_id)
        line.write(
            {
                "result": rules.MISSING if room.state == "done" else rules.EXPECTED,
                "found_location_id": False,
                "belongs_location_id": False,
                "found_on": False,
                "found_by_id": False,
                "found_round": self.round_number - 1,
                "wish": False,
            }
        )

    def _chosen_lots(self):
        return self.lot_ids if self.scope_kind == "pieces" else self.env["stock.lot"]

    def _see(self, scans):
        """The pieces have been seen, whatever the count makes of it."""
        latest = {}
        for vals in scans:
            if vals["lot_id"]:
                latest[vals["lot_id"]] = max(vals["date"], latest.get(vals["lot_id"], vals["date"]))
        for lot in self.env["stock.lot"].with_context(tracking_disable=True).browse(latest):
            if not lot.last_seen_on or lot.last_seen_on < latest[lot.id]:
                lot.last_seen_on = latest[lot.id]
