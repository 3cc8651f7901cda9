import re

from odoo import api, models

from ..tools.purpose import PURPOSES


def _natural_key(name):
    """Order names as people do: room 215 before 1001, and å last, as in Norwegian."""
    parts = re.split(r"(\d+)", (name or "").casefold().replace("å", "\uffff"))
    return [(1, int(part), "") if part.isdecimal() else (2, 0, part) for part in parts if part]


class StockLocation(models.Model):
    """The overview per place (M1): what stands where, in which purpose, as a tree."""

    _inherit = "stock.location"

    @api.model
    @api.readonly
    def get_place_overview(self):
        """Counts per purpose for every place, as nested rows; each row counts what is inside it too.

        One grouped query counts the pieces, whatever their number; the tree is rolled up from the places' own paths. A
        location that is no place (a shelf, a wing) counts in the place around it; an archived place is shown while something
        stands in it.

        :return: list of ``{id, name, kind, counts: {purpose: n}, total, domain, children: [...]}``, sites first, plus a last
            row with ``id`` False for pieces that stand in no known place (only when there are any). ``domain`` opens the
            pieces behind the row's total.
        """
        places = self.with_context(active_test=False).search_fetch(
            [("place_kind", "!=", False)], ["name", "place_kind", "floor_number", "parent_path", "active"], order="id"
        )
        present = list(self.env["stock.lot"]._present())
        rows = {place.id: self._overview_row(place, present) for place in places}
        parents = {place.id: self._nearest(rows, place.parent_path, place.id) for place in places}
        elsewhere = self._overview_row(self.browse(), present)
        for location, purpose, count in self._count_pieces():
            place_id = self._nearest(rows, location.parent_path)
            target = rows.get(place_id, elsewhere)
            while target is not None:
                target["counts"][purpose] += count
                target["total"] += count
                place_id = parents.get(place_id)
                target = rows.get(place_id)
        top = []
        for place in places.sorted(lambda place: (place.floor_number, _natural_key(place.name))):
            row, parent = rows[place.id], rows.get(parents[place.id])
            if place.active or row["total"]:
                (parent["children"] if parent else top).append(row)
        if elsewhere["total"]:
            elsewhere["domain"] += [
                "!",
                ("location_id", "child_of", [place.id for place in places if not parents[place.id]]),
            ]
            top.append(elsewhere)
        return top

    @api.model
    def _count_pieces(self):
        """(location, purpose, count) of all pieces that this person may see."""
        lots = self.env["stock.lot"]
        groups = lots._read_group(lots._present(), ["location_id", "purpose"], ["__count"])
        locations = self.browse([location.id for location, _purpose, _count in groups]).sudo()  # sudo: their paths only
        return [
            (location, purpose, count) for location, (_location, purpose, count) in zip(locations, groups, strict=True)
        ]

    @api.model
    def _overview_row(self, place, present):
        return {
            "id": place.id,
            "name": place.name,
            "kind": place.place_kind,
            "counts": dict.fromkeys(PURPOSES, 0),
            "total": 0,
            "domain": [*present, ("location_id", "child_of", place.id)] if place else list(present),
            "children": [],
        }

    @api.model
    def _nearest(self, rows, parent_path, own_id=None):
        """The id of the innermost place on a location's path, ``own_id`` left out; False when there is none."""
        path = [int(part) for part in (parent_path or "").split("/") if part]
        return next((place_id for place_id in reversed(path) if place_id in rows and place_id != own_id), False)
