"""A register of any size, written straight into the tables of a scratch database: for measuring reads, never for real use."""

PLACES = 6, 5, 40  # buildings, floors, rooms
MODELS = 300
PURPOSES = ("in_use", "in_use", "in_use", "available", "available", "reserved", "redesign", "recycling")


def fill(env, pieces):
    """Models, rooms and so many pieces with quants, evenly and reproducibly spread; commits."""
    _places(env)
    _models(env)
    cr = env.cr
    env.flush_all()
    cr.execute("SELECT array_agg(id ORDER BY id) FROM stock_location WHERE place_kind = 'room'")
    rooms = cr.fetchone()[0]
    cr.execute(
        "SELECT array_agg(p.id ORDER BY p.id) FROM product_product p JOIN product_template t ON t.id = p.product_tmpl_id WHERE t.is_furniture"
    )
    products = cr.fetchone()[0]
    cr.execute("SELECT array_agg(id ORDER BY id) FROM furniture_colour")
    colours = cr.fetchone()[0]
    cr.execute(
        """
        INSERT INTO stock_lot (name, product_id, product_tmpl_id, categ_id, maker_id, is_furniture, company_id, location_id, building_id,
                               floor_id, site_id, purpose, condition, colour_id, width, height, damage_count, search_text, create_date, available_from)
        SELECT 'B' || lpad(n::text, 7, '0'), p.id, t.id, t.categ_id, t.maker_id, true, %(company)s, l.id, l.building_id, l.floor_id, l.site_id,
               (%(purposes)s::text[])[1 + (n * 7919::bigint) %% 8], substr('aabbbccd', 1 + (n * 31) %% 8, 1), (%(colours)s::int[])[1 + n %% %(ncolours)s],
               60 + n %% 100, 70 + n %% 90, 0, 'B' || lpad(n::text, 7, '0') || ' ' || (t.name->>'en_US') || ' ' || l.name, now(),
               CASE WHEN n %% 40 = 0 THEN current_date + (n %% 200) END
          FROM generate_series(1, %(pieces)s) n
          JOIN product_product p ON p.id = (%(products)s::int[])[1 + (n * 104729::bigint) %% %(nproducts)s]
          JOIN product_template t ON t.id = p.product_tmpl_id
          JOIN stock_location l ON l.id = (%(rooms)s::int[])[1 + (n * 15485863::bigint) %% %(nrooms)s]
        """,
        {
            "company": env.company.id, "purposes": list(PURPOSES), "colours": colours, "ncolours": len(colours), "pieces": pieces,
            "products": products, "nproducts": len(products), "rooms": rooms, "nrooms": len(rooms),
        },
    )  # fmt: skip
    cr.execute(
        """INSERT INTO stock_quant (product_id, location_id, lot_id, quantity, reserved_quantity, company_id, in_date)
           SELECT product_id, location_id, id, 1, CASE WHEN purpose = 'reserved' THEN 1 ELSE 0 END, company_id, now()
             FROM stock_lot WHERE is_furniture"""
    )
    cr.execute(
        """INSERT INTO furniture_tag (code, origin, state, lot_id)
           SELECT 'X' || upper(md5(id::text)), 'foreign', 'claimed', id FROM stock_lot WHERE is_furniture"""
    )
    cr.commit()
    # As PostgreSQL's own housekeeping leaves a register that was loaded yesterday; VACUUM runs outside transactions only.
    cr._cnx.autocommit = True
    for table in ("stock_lot", "stock_quant", "furniture_tag", "stock_location"):
        cr.execute(f"VACUUM ANALYZE {table}")
    cr._cnx.autocommit = False
    env.invalidate_all()


def _places(env):
    stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
    buildings, floors, rooms = PLACES
    place = env["stock.location"]
    made = place.create(
        [{"name": f"Building {b}", "place_kind": "building", "location_id": stock.id} for b in range(buildings)]
    )
    made = place.create(
        [
            {"name": f"Floor {f}", "place_kind": "floor", "floor_number": f, "location_id": one.id}
            for one in made
            for f in range(floors)
        ]
    )
    place.create(
        [{"name": f"{r:03d}", "place_kind": "room", "location_id": one.id} for one in made for r in range(rooms)]
    )


def _models(env):
    types = env["product.category"].create(
        [{"name": f"Type {number}", "is_furniture_type": True} for number in range(10)]
    )
    makers = env["furniture.maker"].create([{"name": f"Maker {number}"} for number in range(20)])
    env["product.template"].create(
        [
            {
                "name": f"Model {number:03d}", "is_furniture": True, "categ_id": types[number % 10].id,
                "maker_id": makers[number % 20].id, "width": 60, "depth": 60, "height": 80, "weight": 12,
            }
            for number in range(MODELS)
        ]
    )  # fmt: skip
