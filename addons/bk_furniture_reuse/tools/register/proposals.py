"""What applying rows would create: new names with their near misses, and furniture models with their usual measures."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .near import NameIndex
from .values import name_key

# Kind -> the values that make its path. A floor is new in its building, a room on its floor.
KINDS = {
    "type": ("type",),
    "maker": ("maker",),
    "model": ("name",),
    "owner_unit": ("owner_unit",),
    "site": ("site",),
    "building": ("site", "building"),
    "floor": ("site", "building", "floor"),
    "room": ("site", "building", "floor", "room"),
}
MODEL_MEASURES = ("width", "depth", "height", "seat_height", "weight", "price_new", "material")


@dataclass(slots=True)
class NameProposal:
    """One name that does not exist yet.

    :ivar kind: key of ``KINDS``
    :ivar path: the name with what it stands in, outermost first, None for a level left blank
    :ivar key: the path for comparing
    :ivar rows: how many rows use it; ``pieces`` likewise
    :ivar first_row: sheet row where it stands first
    :ivar spellings: the spellings in the file, commonest first
    :ivar near: existing names (or commoner new ones) that it may be a misspelling of
    """

    kind: str
    path: tuple
    key: tuple
    rows: int = 0
    pieces: int = 0
    first_row: int = 0
    spellings: list = field(default_factory=list)
    near: list = field(default_factory=list)

    @property
    def name(self):
        """The name itself, without what it stands in."""
        return self.path[-1]


@dataclass(slots=True)
class ModelProposal:
    """A furniture model as the rows describe it; ``measures`` holds the commonest value of each of ``MODEL_MEASURES``, weighted by pieces."""

    key: tuple
    name: str
    type: str | None
    maker: str | None
    rows: int
    pieces: int
    measures: dict

    def overrides(self, values):
        """``{measure: value}`` of a row that differ from the model; blanks follow the model."""
        return {
            measure: values[measure]
            for measure in MODEL_MEASURES
            if values.get(measure) is not None and values[measure] != self.measures[measure]
        }


def path_key(path):
    """A path for comparing."""
    return tuple(name_key(part) for part in path)


def propose_names(rows, existing=None):
    """The names in accepted rows that do not exist yet, by kind, most pieces first.

    :param rows: ``ParsedRow`` (or ``RowRef``); rows with errors are left out
    :param existing: ``{kind: names or paths}``; a path is a tuple as in ``NameProposal.path``, a plain name stands for itself
    :return: list of ``NameProposal``
    """
    counted = _count_paths(rows)
    proposals = []
    for kind in KINDS:
        known = {}
        for path in map(_as_path, (existing or {}).get(kind, ())):
            known[path_key(path)] = path
            if len(path) > 1:  # a register without a column for sites still means the building that exists
                known.setdefault(path_key((None, *path[1:])), path)
        new = [proposal for key, proposal in counted[kind].items() if key not in known]
        new.sort(key=lambda proposal: (-proposal.pieces, proposal.key))
        _add_near(new, known)
        proposals.extend(new)
    return proposals


def propose_models(rows):
    """``(models, model_of)``: the furniture models of accepted rows, and ``{(name, type, maker) of a row: model key}``.

    A model is a product name with its type and maker: where these differ, so do the models; where they are blank, the row
    follows the commonest model of that name. Ties go to the alphabetically (or numerically) first, so that the order of rows does not matter.

    :return: list of ``ModelProposal`` by pieces, and the mapping from ``model_row_key(values)`` to the key of the model
    """
    groups, spelling = _count_models(rows)
    models, model_of = [], {}
    for name, variants in groups.items():
        full = _full_variants(variants)
        members = defaultdict(list)
        for variant in variants:
            home = _home(variant, full)
            model_of[name, *variant] = (name, *home)
            members[home].append(variants[variant])
        for home, tallies in members.items():
            models.append(_model((name, *home), tallies, spelling))
    models.sort(key=lambda model: (-model.pieces, model.key))
    return models, model_of


def model_row_key(values):
    """The key of a row in the second result of ``propose_models``."""
    return tuple(name_key(values.get(key)) for key in ("name", "type", "maker"))


def _as_path(path):
    return (path,) if isinstance(path, str) else tuple(path)


def _count_paths(rows):
    counted = {kind: {} for kind in KINDS}
    spellings = {kind: defaultdict(Counter) for kind in KINDS}
    for row in rows:
        if getattr(row, "errors", None):
            continue
        values, pieces = row.values, row.values.get("count") or 1
        for kind, keys in KINDS.items():
            path = tuple(values.get(key) for key in keys)
            if not path[-1]:
                continue
            key = path_key(path)
            proposal = counted[kind].get(key)
            if proposal is None:
                proposal = counted[kind][key] = NameProposal(kind, path, key, first_row=row.row_number)
            proposal.rows += 1
            proposal.pieces += pieces
            spellings[kind][key][path] += pieces
    for kind, by_key in spellings.items():
        for key, counter in by_key.items():
            ranked = sorted(
                counter, key=lambda path, counter=counter: (-counter[path], tuple(part or "" for part in path))
            )
            proposal = counted[kind][key]
            proposal.path = ranked[0]
            proposal.spellings = list(dict.fromkeys(path[-1] for path in ranked))
    return counted


def _add_near(new, known):
    """Compare within the same parent: a room only with rooms of its floor. Of two new names the rarer one is the suspect."""
    by_parent = defaultdict(list)
    for key, path in known.items():
        by_parent[key[:-1]].append((path[-1], None))
    for proposal in new:
        by_parent[proposal.key[:-1]].append((proposal.name, proposal.pieces))
    indexes = {parent: NameIndex(name for name, _pieces in names) for parent, names in by_parent.items()}
    weight = {parent: dict(reversed(names)) for parent, names in by_parent.items()}
    for proposal in new:
        parent = proposal.key[:-1]
        for name in indexes[parent].near(proposal.name, limit=10):
            pieces = weight[parent][name]
            if pieces is None or (pieces, name) > (proposal.pieces, proposal.name):
                proposal.near.append(name)
        del proposal.near[3:]


def _count_models(rows):
    groups = defaultdict(dict)
    spelling = defaultdict(Counter)
    for row in rows:
        if getattr(row, "errors", None):
            continue
        values, pieces = row.values, row.values.get("count") or 1
        name, *variant = model_row_key(values)
        tally = groups[name].get(tuple(variant))
        if tally is None:
            tally = groups[name][tuple(variant)] = {measure: Counter() for measure in MODEL_MEASURES} | {
                "rows": 0,
                "pieces": 0,
            }
        tally["rows"] += 1
        tally["pieces"] += pieces
        for measure in MODEL_MEASURES:
            if values.get(measure) is not None:
                tally[measure][values[measure]] += pieces
        for key in ("name", "type", "maker"):
            if values.get(key):
                spelling[key, name_key(values[key])][values[key]] += pieces
    return groups, spelling


def _full_variants(variants):
    """The variants with type and maker, most pieces first; when there are none, all that there are."""
    ranked = sorted(variants, key=lambda variant: (-variants[variant]["pieces"], variant))
    most = max(sum(map(bool, variant)) for variant in ranked)
    return [variant for variant in ranked if sum(map(bool, variant)) == most]


def _home(variant, full):
    if variant in full:
        return variant
    agrees = (
        home for home in full if all(not mine or mine == theirs for mine, theirs in zip(variant, home, strict=True))
    )
    return next(agrees, variant)


def _model(key, tallies, spelling):
    measures = {}
    for measure in MODEL_MEASURES:
        total = sum((tally[measure] for tally in tallies), Counter())
        measures[measure] = min(total, key=lambda value, total=total: (-total[value], value)) if total else None
    names = [_commonest(spelling[kind, part]) for kind, part in zip(("name", "type", "maker"), key, strict=True)]
    return ModelProposal(key, *names, sum(t["rows"] for t in tallies), sum(t["pieces"] for t in tallies), measures)


def _commonest(counter):
    return min(counter, key=lambda text: (-counter[text], text)) if counter else None
