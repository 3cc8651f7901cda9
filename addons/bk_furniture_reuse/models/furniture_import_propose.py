from odoo import models
from odoo.tools import split_every

from ..tools.register.fingerprint import RowRef
from ..tools.register.proposals import model_row_key, path_key, propose_models, propose_names
from .furniture_import_lookup import Lookup, floor_label, map_key, row_keys

CHUNK = 2000
# A register says what a store is only by its name; a person can tick or untick it.
STORE_WORDS = ("lager", "store", "storage", "magasin", "depot")
MEASURES = ("width", "depth", "height", "seat_height", "weight", "price_new", "material")
# The pictogram that a new type starts with, by what its name contains.
PICTOGRAMS = (
    ("lenestol", "armchair"), ("stol", "chair"), ("chair", "chair"), ("krakk", "chair"), ("pult", "desk"), ("skrivebord", "desk"),
    ("senk", "desk"), ("desk", "desk"), ("bord", "table"), ("table", "table"), ("skap", "cabinet"), ("cabinet", "cabinet"),
    ("kommode", "cabinet"), ("hylle", "shelf"), ("reol", "shelf"), ("shelf", "shelf"), ("sofa", "sofa"), ("tavle", "board"),
    ("board", "board"), ("vegg", "screen"), ("skjerm", "screen"),
)  # fmt: skip


class FurnitureImport(models.Model):
    """New names of a register: listed for a person to confirm, then made into records."""

    _inherit = "furniture.import"

    # Listing

    def _propose_names(self):
        """List every name of the good rows that we do not have, with what it may be a misspelling of."""
        lookup = Lookup(self)
        floors = {}
        existing = {kind: [path for path, _id in known.values()] for kind, known in lookup.paths.items()}
        proposals = propose_names(self._refs_of_ready_rows(floors), existing)
        near_models = {proposal.key: proposal.near for proposal in proposals if proposal.kind == "model"}
        vals = [
            {
                **self._prepare_name_vals(
                    lookup, proposal.kind, proposal.name, proposal.key, proposal.path[:-1], proposal.near, proposal
                ),
                "details": {"floor_number": floors[proposal.key]} if proposal.kind == "floor" else False,
            }
            for proposal in proposals
            if proposal.kind != "model"
        ]
        rows = self._refs_of_ready_rows()
        new_models, model_of = propose_models(
            ref for ref in rows if not lookup.existing_model(model_row_key(ref.values))
        )
        for model in new_models:
            near = near_models.get(model.key[:1], [])
            name_vals = self._prepare_name_vals(
                lookup, "model", model.name, model.key, (model.type, model.maker), near, model
            )
            vals.append({**name_vals, "details": {"type": model.type, "maker": model.maker, **model.measures}})
        self.model_map = {map_key(key): list(home) for key, home in model_of.items()}
        names = self.env["furniture.import.name"].create(vals)
        self._link_suggestions(names)

    def _prepare_name_vals(self, lookup, kind, name, key, inside, near, proposal):
        near_key = (
            (*key[:-1], *lookup_key(near[0])) if near and kind != "model" else (lookup_key(near[0]) if near else None)
        )
        return {
            "import_id": self.id,
            "kind": kind,
            "name": name,
            "key": list(key),
            "context_text": " / ".join(part for part in inside if part),
            "row_count": proposal.rows,
            "piece_count": proposal.pieces,
            "suggestion": near[0] if near else False,
            "suggestion_id": (lookup.paths[kind].get(near_key, (None, None))[1] if near else None) or False,
            "store": kind == "building" and any(word in name.casefold() for word in STORE_WORDS),
        }

    def _link_suggestions(self, names):
        """A suggestion may be another new name of the same file: the two are decided together."""
        by_key = {}
        for name in names:
            by_key.setdefault((name.kind, tuple(name.key[:-1]) if name.kind != "model" else (), name.name), name)
        for name in names.filtered(lambda name: name.suggestion and not name.suggestion_id):
            inside = tuple(name.key[:-1]) if name.kind != "model" else ()
            name.suggestion_name_id = by_key.get((name.kind, inside, name.suggestion))

    # Settling

    def _settle_names(self):
        """Make the confirmed names into records, outermost first; rows with a rejected name become errors."""
        lookup = Lookup(self)
        self._reject_rows()
        for kind in ("type", "maker", "owner_unit", "site", "building", "floor", "room", "model"):
            of_kind = self.name_ids.grouped("kind").get(kind, self.name_ids.browse())
            names = of_kind.filtered(lambda name: name.decision == "create" and not name.res_id)
            for name, record_id in zip(names, self._make_records(kind, names, lookup), strict=True):
                name.res_id = record_id
            for name in of_kind.filtered(lambda name: name.decision in ("create", "use")):
                lookup.decided[kind, tuple(name.key)] = name._record_id()

    def _reject_rows(self):
        """Rows with a rejected name become errors, and names that no other row has are not created."""
        rejected = self.name_ids.filtered(lambda name: name.decision == "reject")
        rejected.res_id = -1  # settled: nothing to create
        if not rejected:
            return
        following = self.name_ids.filtered(lambda name: name.decision == "use" and name.suggestion_name_id)
        while more := following.filtered(lambda name: name.suggestion_name_id in rejected) - rejected:  # noqa: B023
            rejected |= more
        keys = set(map(_kind_and_key, rejected))
        used = set()
        for rows in self._ready_rows_in_chunks():
            for row in rows:
                own = self._names_of_row(row)
                kind = next((kind for kind, key in own.items() if (kind, key) in keys), None)
                if kind:
                    field = "name" if kind == "model" else kind
                    text = self.env._(
                        "“%s” was not accepted as a new name. Correct it in the workbook.", row.values[field]
                    )
                    row._refuse(text, reason="name not accepted", field=field)
                else:
                    used.update(own.items())
        while (
            more := {_kind_and_key(name.suggestion_name_id) for name in following if _kind_and_key(name) in used} - used
        ):
            used |= more
        self.name_ids.filtered(lambda name: name.decision == "create" and _kind_and_key(name) not in used).res_id = -1

    def _names_of_row(self, row):
        """``{kind: key}`` of every name in a row, the model that it means among them."""
        home = (self.model_map or {}).get(map_key(model_row_key(row.values)))
        return row_keys(row.values) | ({"model": tuple(home)} if home else {})

    def _refs_of_ready_rows(self, floors=None):
        """The good rows for tools/register, a few at a time: a file may have a hundred thousand.

        :param floors: dict that gets ``{key of a floor: its number}``
        """
        for rows in self._ready_rows_in_chunks():
            for row in rows:
                values = row.values
                if floors is not None and values["floor"]:
                    floors[row_keys(values)["floor"]] = values["floor_number"]
                yield RowRef(row.row_number, values)
            rows.invalidate_recordset()

    def _ready_rows_in_chunks(self):
        rows = self.env["furniture.import.row"]
        for ids in split_every(
            CHUNK, rows.search([("import_id", "=", self.id), ("state", "=", "ready")], order="id").ids
        ):
            chunk = rows.browse(ids)
            chunk.fetch(["row_number", "values"])
            yield chunk

    def _make_records(self, kind, names, lookup):
        """Ids of the records of confirmed ``names`` of one kind, found or created."""
        if kind in ("type", "maker", "owner_unit"):
            model = {"type": "product.category", "maker": "furniture.maker", "owner_unit": "furniture.unit"}[kind]
            return self.env[model].create([self._prepare_record_vals(kind, name) for name in names]).ids
        if kind == "model":
            return self._make_models(names, lookup)
        return self._make_places(kind, names, lookup)

    def _prepare_record_vals(self, kind, name):
        if kind == "type":
            lower = name.name.casefold()
            pictogram = next((picture for word, picture in PICTOGRAMS if word in lower), "other")
            return {"name": name.name, "is_furniture_type": True, "furniture_picture": pictogram}
        return {"name": name.name}

    def _make_models(self, names, lookup):
        """Models are looked for first: a misspelt maker or type that stands for another brings no second model."""
        ids, missing = {}, {}
        for name in names:
            vals = self._prepare_model_vals(name, lookup)
            furniture_type = self.env["product.category"].browse(vals.get("categ_id"))
            key = model_row_key(
                {
                    "name": name.name,
                    "type": furniture_type.name,
                    "maker": self.env["furniture.maker"].browse(vals["maker_id"]).name,
                }
            )
            ids[name] = lookup.existing_model(key)
            if not ids[name]:
                missing.setdefault(key, (vals, []))[1].append(name)
        templates = self.env["product.template"].create([vals for vals, _names in missing.values()])
        for template, (_vals, alike) in zip(templates, missing.values(), strict=True):
            ids.update(dict.fromkeys(alike, template.product_variant_id.id))
        return [ids[name] for name in names]

    def _prepare_model_vals(self, name, lookup):
        details = name.details or {}
        type_id = lookup.find("type", lookup_key(details["type"])) if details.get("type") else None
        maker_id = lookup.find("maker", lookup_key(details["maker"])) if details.get("maker") else None
        vals = {"name": name.name, "is_furniture": True, "maker_id": maker_id or False}
        if type_id:
            vals["categ_id"] = type_id
        vals.update({measure: details[measure] for measure in MEASURES if details.get(measure)})
        return vals

    def _make_places(self, kind, names, lookup):
        """Places are found under their parent first: a misspelt building that stands for another brings no second floor."""
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company_id.id)], limit=1)
        parents = [self._parent_of_place(tuple(name.key), lookup) or warehouse.lot_stock_id.id for name in names]
        ids = {}
        siblings = self.env["stock.location"].search(
            [("location_id", "in", list(set(parents))), ("place_kind", "!=", False)]
        )
        known = {
            (place.location_id.id, lookup_key(floor_label(place) if kind == "floor" else place.name)): place.id
            for place in siblings
        }
        missing = []
        for name, parent in zip(names, parents, strict=True):
            if (parent, lookup_key(name.name)) in known:
                ids[name] = known[parent, lookup_key(name.name)]
            else:
                missing.append((name, parent))
                known[parent, lookup_key(name.name)] = None
        created = self.env["stock.location"].create(
            [self._prepare_place_vals(kind, name, parent) for name, parent in missing]
        )
        ids.update({name: place.id for (name, _parent), place in zip(missing, created, strict=True)})
        return [ids[name] for name in names]

    def _prepare_place_vals(self, kind, name, parent_id):
        vals = {
            "name": self._place_name(kind, name.name),
            "location_id": parent_id,
            "usage": "internal",
            "company_id": self.company_id.id,
            "place_kind": "store" if name.store else kind,
        }
        if kind == "floor":
            vals["floor_number"] = (name.details or {}).get("floor_number") or 0
        return vals

    def _place_name(self, kind, name):
        """A floor that the register gives as a bare number is called what people say."""
        return self.env._("Floor %s", name) if kind == "floor" and name.isdigit() else name

    def _parent_of_place(self, key, lookup):
        """The place that a new one stands in, the innermost part of its key that is named; None when there is none."""
        for outer, length in (("floor", 3), ("building", 2), ("site", 1)):
            if length < len(key) and key[length - 1]:
                found = lookup.find(outer, key[:length])
                if found:
                    return found
        return None


def _kind_and_key(name):
    return name.kind, tuple(name.key)


def lookup_key(name):
    """One name as it is compared."""
    return path_key((name,))
