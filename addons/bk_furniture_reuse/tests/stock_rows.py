"""Everything that an operation wrote about stock, for comparing two ways of doing the same.

Ids differ between the two ways, so a row is known by what it is about, and references to rows made by the operation itself are
replaced by that. Nothing else is left out: a column that a new version of Odoo adds is compared too.
"""

from odoo.tools import SQL

# What tells one new row of a table from another. The order matters: a table may refer to those before it.
KEYS = {
    "stock_lot": ("name", "product_id"),
    "stock_picking": ("location_id", "location_dest_id", "origin", "picking_type_id"),
    "stock_move": ("picking_id", "product_id", "location_id", "location_dest_id"),
    "stock_move_line": ("move_id", "lot_id", "location_id"),
    "stock_quant": ("lot_id", "location_id"),
    "stock_location": ("complete_name",),
    "product_product": ("id",),
    "product_template": ("id",),
    "product_value": ("move_id", "product_id"),
    "furniture_tag": ("lot_id", "location_id", "code"),
    "furniture_purpose_change": ("lot_id",),
}
REFERENCES = {"picking_id": "stock_picking", "move_id": "stock_move", "lot_id": "stock_lot"}
MASTER_DATA = ("stock_location", "product_product", "product_template")


def written_by(env, work):
    """Run ``work``, read all rows of the stock tables and count those of every other table, then undo it.

    :return: ({table: {key: {column: value}}}, {table: number of rows})
    """
    with env.cr.savepoint() as savepoint:
        work()
        env.flush_all()
        rows, names = {}, {}
        for table, key in KEYS.items():
            rows[table] = _read(env, table, key, names)
        counts = _count_all(env)
        savepoint.rollback()
    env.invalidate_all()
    return rows, counts


def differences(one, other):
    """What differs between two results of ``written_by``, as readable lines."""
    lines = []
    for table, rows in one[0].items():
        others = other[0][table]
        lines += [f"{table} {key}: only in one of the two" for key in rows.keys() ^ others.keys()]
        lines += [
            f"{table} {key} {column}: {rows[key].get(column)!r} / {others[key].get(column)!r}"
            for key in rows.keys() & others.keys()
            for column in rows[key].keys() | others[key].keys()
            if rows[key].get(column) != others[key].get(column)
        ]
    lines += [
        f"{table}: {count} / {other[1][table]} rows" for table, count in one[1].items() if count != other[1][table]
    ]
    return lines


def _read(env, table, key, names):
    """The rows of ``table`` by their key. ``names`` maps (table, id) to the key and (table, name) to the key, and grows."""
    env.cr.execute(SQL("SELECT * FROM %s ORDER BY id", SQL.identifier(table)))
    result = {}
    for row in env.cr.dictfetchall():
        record_id = row["id"]
        for column, target in REFERENCES.items():
            if row.get(column):
                row[column] = names[target, row[column]]
        known_as = (*(row[column] for column in key), 1)
        while known_as in result:
            known_as = (
                *known_as[:-1],
                known_as[-1] + 1,
            )  # several about the same: the first, the second ... that was written
        if table not in MASTER_DATA:
            row.pop("id")
        if table == "stock_picking":
            names[table, row.pop("name")] = known_as  # numbered by a sequence that does not go back
        if table == "stock_move":
            row["reference"] = names.get(("stock_picking", row["reference"]), row["reference"])
        names[table, record_id] = known_as
        result[known_as] = row
    return result


def _count_all(env):
    env.cr.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    tables = [name for (name,) in env.cr.fetchall()]
    counts = SQL(" UNION ALL ").join(SQL("SELECT %s, count(*) FROM %s", name, SQL.identifier(name)) for name in tables)
    return dict(env.execute_query(counts))
