from odoo import models

from ..tools import stocktake as rules

# How an answer looks; the word beside it says the same to those who see no colours.
TONES = {
    "found": "success", "counted": "success", "extra": "success", "again": "info", "place": "info", "wrong_room": "warning",
    "unexpected": "warning", "ended": "warning", "unknown": "danger", "no_place": "warning", "outside": "warning", "undone": "info",
}  # fmt: skip
RECENT = 20


class FurnitureStocktake(models.Model):
    """What the scan screen shows: the rooms, the answer to each scan, and what is left to find unless the count is blind."""

    _inherit = "furniture.stocktake"

    def get_count_screen(self):
        """Everything that the screen needs to begin."""
        self.ensure_one()
        self.check_access("read")
        self_sudo = self._at_work()  # what is handed out below is for this counter, and says nothing of a blind count
        damages = self.env["furniture.damage"]
        return {
            "id": self.id,
            "name": self._title(),
            "state": self.state,
            "may_count": self._may_count() and self.state in rules.OPEN,
            "blind": self.blind,
            "second": self.round_number > 1,
            "same_person": self.round_number > 1 and self_sudo._has_counted(self.env.uid, 1),
            "rooms": self_sudo._room_list(),
            "recent": self._recent_answers(),
            "damage_kinds": damages._fields["kind"]._description_selection(self.env),
            "damage_severities": damages._fields["severity"]._description_selection(self.env),
        }

    def get_room(self, place_id):
        """A room on the screen: how far it is, and what is still to be found there."""
        self.ensure_one()
        self.check_access("read")
        self_sudo = self._at_work()
        [room] = self_sudo._room_list(place_id) or [False]
        if not room:
            return False
        room["left"] = [] if self.blind or not self._may_count() else self_sudo._left_in(place_id)
        return room

    def _room_list(self, place_id=None):
        rooms = self.room_ids.filtered(
            lambda room: (
                (place_id is None or room.location_id.id == place_id) and (self.round_number == 1 or room.recount)
            )
        )
        counts = self._counts_by_room() if not self.blind else {}
        return [
            {
                "id": room.location_id.id,
                "name": room.location_id.name,
                "around": room.location_id.with_context(short_place=False).display_name,
                "state": room.state,
                "expected": counts.get(room.location_id.id, (0, 0))[0],
                "counted": counts.get(room.location_id.id, (0, 0))[1],
            }
            for room in rooms.sorted(lambda room: (room.state == "done", room.location_id.complete_name))
        ]

    def _counts_by_room(self):
        """``{room id: (expected, of these found there)}`` of this round."""
        counts = {}
        domain = [("stocktake_id", "=", self.id), ("room_id", "!=", False)]
        if self.round_number > 1:
            domain.append(("recount", "=", True))
        for room, result, count in self.env["furniture.stocktake.line"]._read_group(
            domain, ["room_id", "result"], ["__count"]
        ):
            expected, found = counts.get(room.id, (0, 0))
            counts[room.id] = (expected + count, found + (count if result == rules.FOUND else 0))
        return counts

    def _left_in(self, place_id):
        domain = [
            ("stocktake_id", "=", self.id),
            ("room_id", "=", place_id),
            ("result", "in", (rules.EXPECTED, rules.MISSING)),
        ]
        lines = self.env["furniture.stocktake.line"].search(domain, limit=200)
        return [
            {
                "id": line.id,
                "number": line.lot_id.name,
                "model": line.product_id.name,
                "missing": line.result == rules.MISSING,
            }
            for line in lines
        ]

    def _has_counted(self, user_id, round_number):
        return bool(
            self.env["furniture.stocktake.scan"].search_count(
                [("stocktake_id", "=", self.id), ("user_id", "=", user_id), ("round_number", "=", round_number)],
                limit=1,
            )
        )

    def _recent_answers(self):
        """What this person scanned last in this round, newest first."""
        self_sudo = self._at_work()
        scans = self_sudo.env["furniture.stocktake.scan"].search(
            [
                ("stocktake_id", "=", self.id),
                ("user_id", "=", self.env.uid),
                ("round_number", "=", self.round_number),
                ("undone", "=", False),
            ],
            limit=RECENT,
        )
        lines = self_sudo._lines_for({scan.lot_id or scan.code for scan in scans}, set())
        return [
            self._answer(lines[scan.lot_id or scan.code], scan.uid)
            for scan in scans
            if (scan.lot_id or scan.code) in lines
        ]

    # Answers

    def _answer_vals(self, kind, uid, title, text, **values):
        return {"uid": uid, "kind": kind, "tone": TONES[kind], "title": title, "text": text, "line_id": False, **values}

    def _answer_place(self, scan, target, place):
        if not place:
            return self._answer_vals(
                "outside", scan["uid"], self.env._("Not part of this count"),
                self.env._("%s is not counted now. Choose another room.", target.name),
            )  # fmt: skip
        return self._answer_vals(
            "place", scan["uid"], place.name, self.env._("Now scan what stands here."), place_id=place.id
        )

    def _answer_without_place(self, scan):
        if scan["place_id"]:
            return self._answer_vals(
                "outside", scan["uid"], self.env._("Not part of this count"),
                self.env._("This room is not counted now. Choose another room."),
            )  # fmt: skip
        return self._answer_vals(
            "no_place",
            scan["uid"],
            self.env._("Which room?"),
            self.env._("Scan the room's tag first, or choose the room."),
        )

    def _answer(self, line, uid, again=False):
        """What the counter is told about one scan.

        :return: ``{uid, kind, tone, title, text, line_id, number, model, lot_id, damaged, ask}``; ``kind`` is one of ``TONES``
        """
        if not line or not line.found_round:
            return self._answer_vals("undone", uid, self.env._("Undone"), self.env._("This scan was taken back."))
        kind, title, text = self._words(line, again)
        return self._answer_vals(
            kind,
            uid,
            title,
            text,
            line_id=line.id,
            number=line.lot_id.name or line.code,
            model=line.product_id.name or "",
            lot_id=line.lot_id.id,
            pictogram=line.lot_id.categ_id.furniture_picture or "other",
            damaged=bool(line.damage_id),
            noted=bool(line.note or line.photo),
            ask=line.wish or "open" if kind == "wrong_room" else False,
            belongs=line.belongs_location_id.name if kind == "wrong_room" else "",
        )

    def _words(self, line, again):
        """Kind, heading and sentence. Who counts blind learns that a piece was counted, not whether it was expected."""
        if again:
            return (
                "again",
                self.env._("Scanned already"),
                self.env._("Scanned here by %s. It counts once.", line.found_by_id.name),
            )
        if line.result == rules.UNKNOWN:
            return (
                "unknown",
                self.env._("Unknown code"),
                self.env._("The code is kept. The coordinator finds out which piece it is."),
            )
        if self.blind:
            return "counted", self.env._("Counted"), ""
        if line.result == rules.WRONG_ROOM:
            return (
                "wrong_room",
                self.env._("Wrong room"),
                self.env._("Belongs to %s.", line.belongs_location_id.display_name),
            )
        if line.lot_id.end_kind:
            ends = dict(line.lot_id._fields["end_kind"]._description_selection(self.env))
            return (
                "ended",
                self.env._("Should not be here"),
                self.env._("Registered as: %s. The coordinator clarifies it.", ends[line.lot_id.end_kind]),
            )
        if line.result == rules.UNEXPECTED:
            return (
                "unexpected",
                self.env._("Not expected"),
                self.env._("It was not in stock. It comes back when the count is closed."),
            )
        if not line.room_id:
            return (
                "extra",
                self.env._("In its place"),
                self.env._("It stands where it belongs, and is not one of those that are counted."),
            )
        return "found", self.env._("Found"), ""
