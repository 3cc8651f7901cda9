from odoo import api, models

from ..tools.scan.clean import text as readable_text
from ..tools.stocktake import OPEN

PICTURES, CHANGES = 6, 5


class FurnitureScanLook(models.AbstractModel):
    """Everything about what was scanned, as this person may see it, and what they may do with it now."""

    _name = "furniture.scan.look"
    _description = "Look up a code"

    @api.model
    def _look(self, code):
        """What a scanned text is.

        :return: ``{kind, code, title, lines: [{label, text}], may: [names of modes]}`` and for a piece or place ``id``, ``url``,
            ``open`` (transfers and counts that it is part of: ``{model, res_id, name}``); a piece has ``picture``, ``photos``,
            ``purposes`` (``{value, name, allowed, reason}``), ``damages`` and ``changes`` as well
        """
        self.env["furniture.scan"]._check_may_scan()
        code = readable_text(code) if isinstance(code, str) else ""
        target = self.env["furniture.tag"]._read_codes([code])[code]
        common = {"kind": target.kind, "code": code.strip()[:60], "title": "", "lines": [], "may": self._may(target)}
        record = target.record.filtered(lambda record: record.has_access("read"))
        if not record:
            return common
        described = self._piece(record) if record._name == "stock.lot" else self._place(record)
        if target.kind == "retired":
            described["lines"].insert(0, self._line(self.env._("Tag"), self.env._("Out of use")))
        return {**common, **described, "lines": [line for line in described["lines"] if line["text"]]}

    @api.model
    def _may(self, target):
        """Names of the scan page's modes that make sense for this code now; each part adds its own."""
        if target.kind == "piece" or (target.kind == "retired" and target.record._name == "stock.lot"):
            if target.record.end_kind:
                return ["tag_report", "question"]
            return ["move", "purpose", "damage", "photo", "tags", "tag_report", "question"]
        return {
            "place": ["register", "move", "count", "tags", "tag_report", "question"],
            "blank": ["register", "tags"],
            "foreign": ["register", "tags", "question"],
        }.get(target.kind, ["question"])

    # Pieces

    @api.model
    def _piece(self, lot):
        hold = self.env["furniture.scan.action"]._holds(lot).get(lot)
        return {
            "id": lot.id,
            "title": lot.product_id.name,
            "number": lot.name,
            "product_id": lot.product_id.id,
            "place_id": lot.location_id.id,
            "purpose": lot.purpose,
            "lines": self._piece_lines(lot, hold),
            "picture": f"/web/image/stock.lot/{lot.id}/image_512",
            "photos": [f"/web/image/furniture.photo/{photo.id}/image_1920" for photo in lot.photo_ids[:PICTURES]],
            "purposes": self._purposes(lot),
            "may_reserve": lot.purpose == "available" and not hold and not lot.end_kind,
            "damages": [
                {"id": damage.id, "text": damage.display_name, "severity": damage.severity or "", "date": str(damage.date)}
                for damage in lot.damage_ids.filtered(lambda damage: not damage.repaired_on)
            ],
            "changes": self._changes(lot),
            "open": self._open_of_piece(lot),
            "url": f"/odoo/furniture-piece/{lot.id}",
        }  # fmt: skip

    @api.model
    def _piece_lines(self, lot, hold):
        words = {
            name: dict(lot._fields[name]._description_selection(self.env))
            for name in ("purpose", "condition", "end_kind")
        }
        sizes = " × ".join(f"{size:g}" for size in (lot.width, lot.depth, lot.height) if size)
        damages = lot.damage_ids.filtered(lambda damage: not damage.repaired_on)
        return [
            self._line(self.env._("Number"), lot.name),
            self._line(self.env._("Left for good"), words["end_kind"].get(lot.end_kind)),
            self._line(self.env._("Stands in"), lot.location_id.display_name),
            self._line(self.env._("Missing since"), self._date(lot.missing_since)),
            self._line(self.env._("Purpose"), words["purpose"].get(lot.purpose)),
            self._line(self.env._("Held by"), " / ".join(filter(None, hold.names.values())) if hold else ""),
            self._line(self.env._("Type and maker"), ", ".join(filter(None, (lot.categ_id.name, lot.maker_id.name)))),
            self._line(self.env._("Condition"), words["condition"].get(lot.condition)),
            self._line(self.env._("Colour"), " / ".join(filter(None, (lot.colour_id.name, lot.colour_text)))),
            self._line(self.env._("Size (cm)"), sizes),
            self._line(self.env._("Seat height (cm)"), f"{lot.seat_height:g}" if lot.seat_height else ""),
            self._line(self.env._("Damages"), "; ".join(damages.mapped("display_name"))),
            self._line(self.env._("Owner unit"), lot.owner_unit_id.name),
            self._line(self.env._("Available from"), self._date(lot.available_from)),
            self._line(self.env._("Remark"), lot.remark),
        ]

    @api.model
    def _purposes(self, lot):
        """The five, each with whether this person may choose it now, and the rules' reason when not."""
        allowed = (lot.purpose_choices or "").split(",")
        return [
            {
                "value": value,
                "name": name,
                "current": value == lot.purpose,
                "allowed": value in allowed and not lot.end_kind,
                "needs_reason": lot._purpose_needs_reason(value),
                "reason": "" if value == lot.purpose else lot._why_not_purpose(value),
            }
            for value, name in lot._fields["purpose"]._description_selection(self.env)
        ]

    @api.model
    def _changes(self, lot):
        """The last changes of place and purpose, newest first."""
        purposes = dict(lot._fields["purpose"]._description_selection(self.env))
        moved = self.env["stock.move.line"].search(
            [("lot_id", "=", lot.id), ("state", "=", "done")], order="date desc, id desc", limit=CHANGES
        )
        changed = lot.purpose_change_ids.sorted("id", reverse=True)[:CHANGES]
        rows = [(line.date, line.create_uid.name, "→ " + line.location_dest_id.display_name) for line in moved]
        rows += [(one.create_date, one.user_id.name, "→ " + purposes[one.to_purpose]) for one in changed]
        return [
            {"when": when.isoformat(), "who": who or "", "text": text}
            for when, who, text in sorted(rows, key=lambda row: row[0], reverse=True)[:CHANGES]
        ]

    @api.model
    def _open_of_piece(self, lot):
        lines = self.env["stock.move.line"].search(
            [("lot_id", "=", lot.id), ("state", "not in", ("done", "cancel", "draft")), ("picking_id.furniture_move", "=", True)]
        )  # fmt: skip
        counts = self.env["furniture.stocktake.line"].search(
            [("lot_id", "=", lot.id), ("stocktake_id.state", "in", OPEN)]
        )
        return [self._open(line.picking_id.batch_id or line.picking_id) for line in lines] + [
            self._open(count.stocktake_id) for count in counts
        ]

    # Places

    @api.model
    def _place(self, place):
        kinds = dict(place._fields["place_kind"]._description_selection(self.env))
        rooms = self.env["furniture.stocktake.room"].search(
            [("location_id", "=", place.id), ("stocktake_id.state", "in", OPEN)]
        )
        return {
            "id": place.id,
            "title": place.name,
            "lines": [
                self._line(self.env._("Place"), place.with_context(short_place=False).display_name),
                self._line(self.env._("Kind of place"), kinds.get(place.place_kind)),
                self._line(self.env._("Pieces here"), str(place.piece_count)),
            ],
            "open": [self._open(room.stocktake_id) for room in rooms],
            "url": f"/odoo/furniture-places/{place.id}",
        }

    # Both

    @api.model
    def _line(self, label, text):
        return {"label": label, "text": text or ""}

    @api.model
    def _open(self, record):
        return {"model": record._name, "res_id": record.id, "name": record.display_name}

    @api.model
    def _date(self, value):
        kind = "datetime" if hasattr(value, "hour") else "date"
        return str(self.env[f"ir.qweb.field.{kind}"].value_to_html(value, {})) if value else ""
