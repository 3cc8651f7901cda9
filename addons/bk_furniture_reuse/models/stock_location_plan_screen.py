from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.floor_plan import label_point
from ..tools.purpose import PURPOSES
from .stock_location_overview import _natural_key
from .stock_location_plan import DRAWN_KINDS, _literal

PLACE_FIELDS = ("name", "place_kind", "floor_number", "parent_path", "active", "building_id", "floor_id")
MAX_SEARCH = 100


class StockLocation(models.Model):
    """What the screen of floor plans shows: a whole floor in one call, and where a search finds its pieces."""

    _inherit = "stock.location"

    @api.model
    @api.readonly
    def get_floor_plan(self, place_id=False):
        """A floor with its rooms, counts and pins, in a number of queries that does not grow with them.

        :param place_id: a floor, or any place on one; without it, the first floor that has a drawing
        :return: ``{floor, plan, buildings, places, elsewhere, pins, selected, present, can_draw, can_upload, can_pin}``; ``floor`` is
            False when there are no places yet. Points go from 0 to 1; ``present`` is the domain of pieces that we have
        """
        lots, plans = self.env["stock.lot"], self.env["furniture.floor.plan"]
        lots.check_access("read")
        sheets = plans.search_fetch([], ["floor_id", "width", "height", "scale", "file_name", "write_date"])
        plan_of = {sheet.floor_id.id: sheet for sheet in sheets}
        places = self.with_context(active_test=False).search_fetch(
            [("place_kind", "!=", False)], [*PLACE_FIELDS, "plan_polygon"], order="id"
        )
        places = places.sorted(lambda place: (place.floor_number, _natural_key(place.name)))
        buildings = self._plan_buildings(places, plan_of)
        floor = self._choose_floor(place_id, buildings, plan_of)
        answer = {
            "floor": {"id": floor.id, "name": floor.name, "building_id": floor.building_id.id} if floor else False,
            "plan": self._plan_row(plan_of.get(floor.id)),
            "buildings": buildings,
            "places": [],
            "elsewhere": self._plan_place_row(self.browse()),
            "pins": [],
            "selected": False,
            "present": list(lots._present()),
            "can_draw": plans.has_access("create"),
            "can_pin": lots.has_access("write"),
            "can_upload": bool(floor and plans.has_access("create") and not self._has_floors(floor, places)),
        }
        if floor:
            inside = places.filtered(lambda place: place != floor and place._plan_place() == floor)
            rows = {place.id: self._plan_place_row(place) for place in inside}
            self._count_into(rows, answer["elsewhere"], floor)
            parents = {int(part) for place in inside for part in (place.parent_path or "").split("/")[:-2]}
            answer["places"] = [
                rows[place.id]
                for place in inside
                if rows[place.id]["total"]
                or (
                    place.active and place.place_kind in DRAWN_KINDS and (place.plan_polygon or place.id not in parents)
                )
            ]
            answer["pins"] = self._plan_pins(floor, rows)
            asked = self.browse(place_id or ()).exists()
            answer["selected"] = self._nearest(rows, asked.parent_path) if asked else False
        return answer

    @api.model
    @api.readonly
    def search_floor_plan(self, floor_id, text):
        """Where the pieces that match ``text`` stand: all words in model, maker, number, colour, place or code.

        :return: ``{domain, locations: [[location id, purpose, count]], pins: [piece ids],
            floors: [{id, name, building, counts}]}``; locations and pins are those of the floor, floors are the others
        """
        words = (text or "")[:MAX_SEARCH].split()
        if not words:
            raise UserError(self.env._("Write what you are looking for: a model, a maker or a number."))
        lots = self.env["stock.lot"]
        found = Domain.AND([Domain("search_text", "ilike", _literal(word)) for word in words])
        shown = lots._present() & Domain("purpose", "!=", False) & found
        here = self.browse(int(floor_id))._on_plan()
        others = {}
        groups = lots._read_group(
            shown & Domain("building_id", "!=", False), ["building_id", "floor_id", "purpose"], ["__count"]
        )
        for building, floor, purpose, count in groups:
            sheet = floor or building
            if sheet.id != int(floor_id):
                row = others.setdefault(
                    sheet.id,
                    {
                        "id": sheet.id,
                        "name": floor.name or "",
                        "building": building.name,
                        "counts": dict.fromkeys(PURPOSES, 0),
                    },
                )
                row["counts"][purpose] += count
        return {
            "domain": list(found),
            "locations": [
                [location.id, purpose, count]
                for location, purpose, count in lots._read_group(shown & here, ["location_id", "purpose"], ["__count"])
            ],
            "pins": lots.search(shown & here & Domain("plan_place_id", "!=", False)).ids,
            "floors": sorted(others.values(), key=lambda row: -sum(row["counts"].values())),
        }

    def _on_plan(self):
        """The domain of the pieces that this floor's plan shows: stored on the piece, so it is fast."""
        self.ensure_one()
        if self.place_kind == "floor":
            return Domain("floor_id", "=", self.id)
        return Domain("building_id", "=", self.id) & Domain("floor_id", "=", False)

    @api.model
    def _has_floors(self, place, places):
        return place.place_kind == "building" and any(
            other.place_kind == "floor" and other.building_id == place and other.active for other in places
        )

    @api.model
    def _plan_buildings(self, places, plan_of):
        """What to choose among: buildings with their floors. A building's own row holds what stands on none of them."""
        buildings = {}
        loose = {
            place.building_id.id
            for place in places
            if not place.floor_id and place != place.building_id and place.active
        }
        for place in places.filtered(lambda place: place.active and place == place.building_id):
            buildings[place.id] = {"id": place.id, "name": place.name, "site": place.site_id.name, "floors": []}
        for place in places:
            building = buildings.get(place.building_id.id)
            if building and place.active and place.place_kind == "floor":
                building["floors"].append({"id": place.id, "name": place.name, "drawn": place.id in plan_of})
        for building in buildings.values():
            if not building["floors"] or building["id"] in loose:
                building["floors"].append(
                    {
                        "id": building["id"],
                        "name": self.env._("Without a floor")
                        if building["floors"]
                        else self.env._("The whole building"),
                        "drawn": building["id"] in plan_of,
                    }
                )
        return sorted(buildings.values(), key=lambda row: (_natural_key(row["site"]), _natural_key(row["name"])))

    @api.model
    def _choose_floor(self, place_id, buildings, plan_of):
        floors = [floor["id"] for building in buildings for floor in building["floors"]]
        if place_id:
            place = self.with_context(active_test=False).search([("id", "=", int(place_id))])
            if place.floor_id:
                return place.floor_id
            below = [
                floor["id"]
                for building in buildings
                for floor in building["floors"]
                if building["id"] == place.building_id.id
                or (place.place_kind == "site" and building["site"] == place.name)
            ]
            if place.building_id.id in below and place != place.building_id:
                return place.building_id
            floors = below or floors
        drawn = [floor for floor in floors if floor in plan_of]
        return self.browse((drawn or floors)[:1])

    @api.model
    def _plan_row(self, plan):
        if not plan:
            return False
        return {
            "id": plan.id,
            "url": f"/web/image/furniture.floor.plan/{plan.id}/image?unique={int(plan.write_date.timestamp())}",
            "width": plan.width,
            "height": plan.height,
            "scale": plan.scale,
            "file_name": plan.file_name or "",
        }

    @api.model
    def _plan_place_row(self, place):
        polygon = place.plan_polygon or False
        return {
            "id": place.id,
            "name": place.name or "",
            "kind": place.place_kind,
            "polygon": polygon,
            "label": label_point(polygon) if polygon else False,
            "counts": dict.fromkeys(PURPOSES, 0),
            "total": 0,
            # Locations inside that are no places of their own, a shelf for one, count here.
            "locations": place.ids,
        }

    @api.model
    def _count_into(self, rows, elsewhere, floor):
        lots = self.env["stock.lot"]
        groups = lots._read_group(
            lots._present() & floor._on_plan() & Domain("purpose", "!=", False), ["location_id", "purpose"], ["__count"]
        )
        locations = self.browse([location.id for location, _purpose, _count in groups]).sudo()  # sudo: their paths only
        for location, (_location, purpose, count) in zip(locations, groups, strict=True):
            row = rows.get(self._nearest(rows, location.parent_path), elsewhere)
            row["counts"][purpose] += count
            row["total"] += count
            if location.id not in row["locations"]:
                row["locations"].append(location.id)

    @api.model
    def _plan_pins(self, floor, rows):
        lots = self.env["stock.lot"]
        pinned = lots.search_fetch(
            lots._present() & floor._on_plan() & Domain("plan_place_id", "!=", False),
            ["name", "product_id", "purpose", "plan_x", "plan_y", "location_id"],
            order="id",
        )
        paths = pinned.location_id.sudo()  # sudo: their paths only
        nearest = {location.id: self._nearest(rows, location.parent_path) for location in paths}
        return [
            {
                "id": lot.id,
                "name": lot.name,
                "model": lot.product_id.name,
                "purpose": lot.purpose,
                "x": lot.plan_x,
                "y": lot.plan_y,
                "place": nearest[lot.location_id.id],
            }
            for lot in pinned
        ]
