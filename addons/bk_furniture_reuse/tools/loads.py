"""Which pieces go on which load of a vehicle: rooms kept together, the largest first, each load filled before a new one is begun.

The rule can be said in one sentence to the person who drives: *we take the rooms from the largest to the smallest and put
each on the first load that still has space for all of it; a room that fills more than a whole vehicle is divided.*
Plain Python, no Odoo. Volume in m3, weight in kg; a capacity of 0 is no limit.
"""

from dataclasses import dataclass, field

# Sums of a few hundred decimal measures must not decide by their last bit.
EPSILON = 1e-6


@dataclass(frozen=True)
class Item:
    """One piece: ``key`` is whatever the caller knows it by, ``group`` the room that it shall arrive in."""

    key: object
    group: object
    volume: float = 0.0
    weight: float = 0.0


@dataclass
class Load:
    """What goes in one drive."""

    items: list = field(default_factory=list)
    volume: float = 0.0
    weight: float = 0.0

    def add(self, items):
        self.items += items
        self.volume += sum(item.volume for item in items)
        self.weight += sum(item.weight for item in items)


def measure(width, depth, height):
    """Cubic metres of a box given in cm; 0 when a side is unknown."""
    return width * depth * height / 1_000_000 if width and depth and height else 0.0


def is_over(volume, weight, max_volume, max_weight):
    """Whether a load is more than the vehicle takes."""
    return bool(max_volume and volume > max_volume + EPSILON) or bool(max_weight and weight > max_weight + EPSILON)


def plan(items, max_volume=0.0, max_weight=0.0):
    """Loads for ``items``. A piece that no empty vehicle takes gets a load of its own, which ``is_over`` tells."""
    loads = []
    groups = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    for group in _largest_first(groups.values(), max_volume, max_weight):
        for part in _parts(group, max_volume, max_weight):
            _put(loads, part, max_volume, max_weight)
    return loads


def _parts(group, max_volume, max_weight):
    """The room as it is, or divided into its pieces when it fills more than an empty vehicle."""
    if _fits(Load(), group, max_volume, max_weight):
        return [group]
    return _largest_first([[item] for item in group], max_volume, max_weight)


def _put(loads, items, max_volume, max_weight):
    for load in loads:
        if _fits(load, items, max_volume, max_weight):
            load.add(items)
            return
    loads.append(Load())
    loads[-1].add(items)


def _fits(load, items, max_volume, max_weight):
    volume = load.volume + sum(item.volume for item in items)
    weight = load.weight + sum(item.weight for item in items)
    return not is_over(volume, weight, max_volume, max_weight)


def _largest_first(groups, max_volume, max_weight):
    """Largest by the share of the vehicle that it takes, whichever of volume and weight is scarcer."""

    def share(group):
        volume = sum(item.volume for item in group)
        weight = sum(item.weight for item in group)
        return max(volume / max_volume if max_volume else 0.0, weight / max_weight if max_weight else 0.0, 0.0), volume

    return sorted(groups, key=share, reverse=True)
