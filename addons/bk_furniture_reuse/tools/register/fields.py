"""The fields of a register row: what each holds and whether a row can do without it."""

from typing import NamedTuple


class Field(NamedTuple):
    """One field: ``kind`` chooses the converter, ``required`` means that the file must have the column."""

    name: str
    kind: str
    required: bool = False


FIELDS = {
    field.name: field
    for field in (
        Field("code", "code"),
        Field("name", "text", required=True),
        Field("type", "text"),
        Field("maker", "text"),
        Field("count", "count"),
        Field("colour", "colour"),
        Field("material", "text"),
        Field("width", "length"),
        Field("depth", "length"),
        Field("height", "length"),
        Field("seat_height", "length"),
        Field("weight", "weight"),
        Field("condition", "condition"),
        Field("damage", "damage"),
        Field("purpose", "purpose", required=True),
        Field("site", "text"),
        Field("building", "text", required=True),
        Field("floor", "floor"),
        Field("room", "text"),
        Field("year", "year"),
        Field("price_new", "money"),
        Field("owner_unit", "text"),
        Field("available_from", "date"),
        Field("remark", "remark"),
    )
}

REQUIRED_FIELDS = tuple(name for name, field in FIELDS.items() if field.required)

# What ``ParsedRow.values`` holds: a column can give two values (floor) or a list (damage).
VALUE_KEYS = (
    "code",
    "name",
    "type",
    "maker",
    "count",
    "colour",
    "colour_text",
    "material",
    "width",
    "depth",
    "height",
    "seat_height",
    "weight",
    "condition",
    "damages",
    "purpose",
    "site",
    "building",
    "floor",
    "floor_number",
    "room",
    "year",
    "price_new",
    "owner_unit",
    "available_from",
    "remark",
)

# Longest text that a field takes; longer text is an error where it is a name, and cut with a notice in a remark.
MAX_NAME = 200
MAX_CODE = 200
MAX_REMARK = 32_767
MAX_COUNT = 1_000
