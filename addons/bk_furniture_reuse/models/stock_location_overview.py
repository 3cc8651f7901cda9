from odoo import api, models

from ..tools.purpose import PURPOSES


class StockLocation(models.Model):
    """The overview per place (M1): what stands where, in which purpose, as a tree."""

    _inherit = "stock.location"

    @api.model
    @api.readonly
    def get_place_overview(self):
        """Counts per purpose for every place, as nested rows; each row counts what is inside it too.

        One grouped query counts the pieces, whatever their number; the tree is rolled up from the places' own paths.

        :return: list of ``{id, name, kind, counts: {purpose: n}, total, children: [...]}``, sites first, plus a last row with
            ``id`` False for pieces that stand in no known place (only when there are any).
        """
        places = self.search_fetch(
            [("place_kind", "!=", False)], ["name", "place_kind", "location_id", "floor_number", "site_id"], order="id"
        )
        rows = {
            place.id: {
                "id": place.id,
                "name": place.name,
                "kind": place.place_kind,
                "counts": dict.fromkeys(PURPOSES, 0),
                "total": 0,
                "children": [],
            }
            for place in places
        }
        parents = {place.id: place.location_id.id for place in places}
        elsewhere = {"id": False, "name": False, "kind": False, "counts": dict.fromkeys(PURPOSES, 0), "total": 0, "children": []}
        groups = self.env["stock.lot"]._read_group(
            [("is_furniture", "=", True), ("purpose", "!=", False)], ["location_id", "purpose"], ["__count"]
        )
        for location, purpose, count in groups:
            target = rows.get(location.id)
            if target is None:
                elsewhere["counts"][purpose] += count
                elsewhere["total"] += count
            place_id = location.id
            while target is not None:
                target["counts"][purpose] += count
                target["total"] += count
                place_id = parents.get(place_id)
                target = rows.get(place_id)
        top = []
        for place in places.sorted(lambda p: (p.floor_number, p.name or "")):
            parent = rows.get(parents[place.id])
            (parent["children"] if parent else top).append(rows[place.id])
        if elsewhere["total"]:
            top.append(elsewhere)
        return top
