"""How a row's names find their records, without a query per row."""

from ..tools.register.proposals import KINDS, model_row_key, path_key
from ..tools.register.values import to_floor

PLACE_KINDS = ("room", "floor", "building")


def row_keys(values):
    """``{kind: key}`` of every name in a row's values; a key holds the names that it stands inside, outermost first."""
    return {
        kind: path_key(values.get(part) for part in parts)
        for kind, parts in KINDS.items()
        if kind != "model" and values.get(parts[-1])
    }


class Lookup:
    """The records that a register's names mean, read once for a batch; ``find`` costs no query.

    ``paths[kind]`` holds ``{key: (path, record id)}`` of everything that exists.

    :param job: the import, whose decisions about new names count too
    """

    def __init__(self, job):
        self.env = job.env
        self.job = job
        self.paths = {kind: {} for kind in KINDS}
        self.models = {}
        self._load_names()
        self._load_models()
        self._load_places()
        self.decided = {
            (name.kind, tuple(name.key)): name._record_id()
            for name in job.name_ids
            if name.decision in ("create", "use")
        }
        self.model_map = job.model_map or {}
        self.colours = {colour.code: colour.id for colour in self.env["furniture.colour"].search_fetch([], ["code"])}

    def find(self, kind, key):
        """The record's id or None."""
        if (kind, key) in self.decided:
            return self.decided[kind, key]
        return self.paths[kind].get(key, (None, None))[1]

    def find_place(self, keys):
        """The id of the innermost place that a row names."""
        kind = next(kind for kind in PLACE_KINDS if kind in keys)
        return self.find(kind, keys[kind])

    def find_model(self, values):
        """The id of the product that a row means, or None."""
        key = model_row_key(values)
        home = self.model_map.get(map_key(key))
        if home:
            return self.decided.get(("model", tuple(home)))
        return self.existing_model(key)

    def existing_model(self, key):
        """The id of the model with this name, type and maker; where the row leaves one blank, the first model that agrees."""
        name, *mine = key
        variants = self.models.get(name, {})
        if tuple(mine) in variants:
            return variants[tuple(mine)]
        for theirs, product_id in variants.items():
            if all(not wanted or wanted == has for wanted, has in zip(mine, theirs, strict=True)):
                return product_id
        return None

    def _put(self, kind, path, record_id):
        self.paths[kind].setdefault(path_key(path), (path, record_id))

    def _load_names(self):
        for kind, model, domain in (
            ("type", "product.category", [("is_furniture_type", "=", True)]),
            ("maker", "furniture.maker", []),
            ("owner_unit", "furniture.unit", []),
        ):
            for record in self.env[model].search_fetch(domain, ["name"], order="id"):
                self._put(kind, (record.name,), record.id)

    def _load_models(self):
        products = self.env["product.product"].search_fetch(
            [("is_furniture", "=", True)], ["name", "maker_id", "categ_id"], order="id"
        )
        for product in products:
            self._put("model", (product.name,), product.id)
            name, *variant = path_key((product.name, product.categ_id.name, product.maker_id.name))
            self.models.setdefault(name, {}).setdefault(tuple(variant), product.id)

    def _load_places(self):
        places = self.env["stock.location"].search_fetch(
            [("place_kind", "!=", False), ("company_id", "in", (self.job.company_id.id, False))],
            ["name", "place_kind", "location_id", "site_id", "building_id", "floor_id"],
            order="id",
        )
        for place in places:
            building = place.building_id
            site = place.site_id.name if place.site_id not in (building, place.browse()) else None
            for outer in dict.fromkeys((site, None)):  # a file that names no site means the building whatever its site
                if place.place_kind == "site":
                    self._put("site", (place.name,), place.id)
                elif place == building:
                    self._put("building", (outer, place.name), place.id)
                elif place.place_kind == "floor":
                    self._put("floor", (outer, building.name, floor_label(place)), place.id)
                else:
                    self._put("room", (outer, building.name, floor_label(place.floor_id), place.name), place.id)


def floor_label(floor):
    """A floor as registers write it: our "3. etasje" is their "3"."""
    return to_floor(floor.name)[0] if floor else None


def map_key(key):
    """A model key as a JSON key."""
    return "\x1f".join(part or "" for part in key)
