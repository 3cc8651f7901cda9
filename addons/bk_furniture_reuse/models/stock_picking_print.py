from odoo import models


class StockPicking(models.Model):
    """What the printed pick list and receipt show, in the order in which people walk."""

    _inherit = "stock.picking"

    def _pick_list(self):
        """Pieces that are to be fetched, by the room they stand in: list of ``{floor, place, lines}``; ``floor`` is said once."""
        lines = self.move_line_ids.filtered(lambda line: line.state not in ("done", "cancel"))
        return self._by_place(lines or self.move_line_ids, "location_id")

    def _receipt_list(self):
        """Pieces by the room they go to, or have come to."""
        return self._by_place(self.move_line_ids, "location_dest_id")

    def _by_place(self, lines, field):
        scan = self.env["furniture.move.scan"]
        groups, last = [], None
        by_place = lines.filtered("lot_id.is_furniture").grouped(field)
        for place in sorted(by_place, key=scan._place_key):
            floor = " / ".join(part.name for part in (place.building_id, place.floor_id) if part and part != place)
            groups.append(
                {
                    "floor": floor if floor != last else "",
                    "place": place,
                    "lines": by_place[place].sorted(lambda line: (line.product_id.name, line.lot_id.name)),
                }
            )
            last = floor
        return groups

    def _receipt_figures(self):
        """How many pieces were planned, loaded, arrived and so on, from the records."""
        self.ensure_one()
        kinds = self.difference_ids.grouped("kind")
        missing = kinds.get("missing", self.difference_ids.browse())
        there = self.state == "done"
        return {
            "planned": self.piece_count + (len(missing) if there else 0),
            "loaded": self.loaded_count + (len(missing.filtered("loaded_on")) if there else 0),
            "arrived": self.piece_count if there else self.arrived_count,
            "missing": len(missing),
            "extra": len(kinds.get("extra", ())),
            "wrong_room": len(kinds.get("wrong_room", ())),
        }
