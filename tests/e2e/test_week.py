"""A week of the reuse programme, played in Chromium by its people; at the end places, stock and history agree.

The tests of this file are one story and run in order. The pictures of the guides are taken on the way.
"""

import os

import pytest

from tests.support.browser import PHONE
from tests.support.databases import clone_database, shell, sql
from tests.support.screens import person, picture
from tests.support.server import OdooServer

WANTED = 4


class Week:
    """What the days hand on to each other."""

    def __init__(self, server):
        self.server = server
        self.client = server.login("ombruk", "ombruk")
        self.pieces = {}

    def call(self, model, method, *arguments, **keywords):
        return self.client.call(model, method, *arguments, **keywords)

    def one(self, statement):
        """The single row of a statement, read past Odoo."""
        [row] = sql(self.server.database, statement)
        return row

    def rows(self, statement):
        return sql(self.server.database, statement)


@pytest.fixture(scope="module")
def week():
    with clone_database("week", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield Week(server)


def test_monday_an_employee_wishes_and_reserves(week, browser):
    product, name, _count = week.rows(
        """SELECT l.product_id, t.name->>'en_US', count(*) FROM stock_lot l JOIN product_template t ON t.id = l.product_tmpl_id
            WHERE l.purpose = 'available' GROUP BY 1, 2 HAVING count(*) BETWEEN 8 AND 20 ORDER BY 3 DESC, 1 LIMIT 1"""
    )[0]
    category = week.one(
        f"SELECT c.name FROM product_product p JOIN product_template t ON t.id = p.product_tmpl_id JOIN product_category c ON c.id = t.categ_id WHERE p.id = {product}"
    )[0]
    room, _building = week.one(
        """SELECT l.id, b.name FROM stock_location l JOIN stock_location b ON b.id = l.building_id
            WHERE l.place_kind = 'room' AND b.name = 'Kommunegården' ORDER BY l.complete_name LIMIT 1"""
    )
    week.product, week.model, week.room = int(product), name, int(room)
    with person(browser, week.server, "ansatt") as anne:
        anne.visit("/odoo/furniture-my-wishes", ".o_list_view, .o_kanban_view, .o_nocontent_help")
        anne.page.click(".o_list_button_add, .o-kanban-button-new")
        anne.page.wait_for_selector(".o_form_view")
        anne.fill("quantity", "24")
        anne.choose("categ_id", category)
        anne.page.click(".o_form_button_save")
        anne.page.wait_for_selector(".o_form_saved")
        picture(anne.page, "wish")
        anne.visit("/odoo/furniture-market", ".o_kanban_record:not(.o_kanban_ghost)")
        picture(anne.page, "market")
        anne.page.fill(".o_searchview_input", name)
        anne.page.press(".o_searchview_input", "Enter")
        card = anne.page.locator(".o_kanban_record:not(.o_kanban_ghost)", has_text=name).first
        card.locator("button", has_text="Reserver").click()
        anne.page.wait_for_selector(".modal .o_form_view")
        anne.fill("quantity", str(WANTED))
        place = week.call("stock.location", "read", [week.room], ["display_name"])[0]["display_name"]
        anne.choose("destination_id", place)
        picture(anne.page, "market-reserve")
        anne.press("action_ask")
        anne.closed()
        picture(anne.page, "reserved")
    week.reservation = int(week.one("SELECT id FROM furniture_reservation ORDER BY id DESC LIMIT 1")[0])
    assert week.one(f"SELECT state FROM furniture_reservation WHERE id = {week.reservation}") == ["requested"]
    assert week.one("SELECT state, quantity FROM furniture_wish ORDER BY id DESC LIMIT 1")[1] == "24"


def test_tuesday_the_coordinator_approves(week, browser):
    with person(browser, week.server, "ombruk") as olav:
        olav.visit("/odoo/furniture-reservations", ".o_data_row")
        olav.visit(f"/odoo/furniture-reservations/{week.reservation}", ".o_form_view")
        olav.press("action_approve")
        olav.page.wait_for_selector("button[name=action_pick]")
        picture(olav.page, "reservation")
        olav.visit(
            "/odoo/furniture-demand", ".o_action_manager .o_group_header, .o_action_manager .o_data_row, .o_pivot"
        )
        picture(olav.page, "demand")
    held = week.rows(
        f"SELECT lot_id FROM furniture_reservation_line WHERE reservation_id = {week.reservation} AND state = 'held'"
    )
    assert len(held) == WANTED
    reserved = week.one(
        f"""SELECT sum(q.reserved_quantity)::int FROM stock_quant q JOIN furniture_reservation_line l ON l.lot_id = q.lot_id
             WHERE l.reservation_id = {week.reservation} AND q.quantity > 0"""
    )
    assert reserved == [str(WANTED)]


def test_wednesday_an_operator_picks_by_scan_and_loads_and_the_receiver_signs(week, browser):
    other = week.one(
        f"SELECT name FROM stock_lot WHERE purpose = 'available' AND product_id != {week.product} ORDER BY id LIMIT 1"
    )[0]
    free = week.one(
        f"SELECT name FROM stock_lot WHERE purpose = 'available' AND product_id = {week.product} ORDER BY id DESC LIMIT 1"
    )[0]
    with person(browser, week.server, "lager", PHONE) as lars:
        lars.visit(f"/odoo/furniture-reservations/{week.reservation}", ".o_form_view")
        lars.press("action_pick")
        lars.page.wait_for_selector(".o_reservation_pick")
        lars.scan(other, ".o_pick_said.alert-danger")
        picture(lars.page, "pick_wrong_phone")
        picked = ".list-group-item-success[data-number='{}']"
        lars.scan(free, picked.format(free))  # any piece of the model will do
        held = _held(week)
        assert free in held
        for number in held:
            if number != free:
                lars.scan(number, picked.format(number))
        assert lars.page.locator(".list-group-item-success").count() == WANTED
        picture(lars.page, "pick_phone")
    with person(browser, week.server, "lager") as lars:
        lars.visit(f"/odoo/furniture-reservations/{week.reservation}", ".o_form_view")
        lars.press("action_plan_move")
        lars.page.wait_for_selector(".modal .o_form_view")
        picture(lars.page, "move_plan")
        lars.press("action_plan")
        lars.closed()
    week.pickings = [int(row[0]) for row in week.rows(
        f"""SELECT DISTINCT m.picking_id FROM furniture_reservation_line l JOIN stock_move_line m ON m.id = l.move_line_id
             WHERE l.reservation_id = {week.reservation} AND l.state = 'held'"""
    )]  # fmt: skip
    batch = week.call(
        "stock.picking.batch", "create", [{"picking_ids": [[6, 0, week.pickings]], "description": "Onsdag formiddag"}]
    )
    week.call("stock.picking.batch", "action_confirm", batch)
    tags = f"SELECT code FROM furniture_tag WHERE location_id = {week.room} AND state = 'claimed'"
    if not week.rows(tags):  # the label at the door, as it is made when it is printed
        shell(
            week.server.database,
            f"env['furniture.tag']._own_by_target(env['stock.location'].browse({week.room})); env.cr.commit()",
        )
    door = week.one(tags)[0]
    with person(browser, week.server, "lager", PHONE) as lars:
        lars.visit("/odoo/furniture-loads", ".o_action_manager")
        picture(lars.page, "move_loads_phone")
        lars.visit(f"/odoo/furniture-load?active_id={batch[0]}&active_model=stock.picking.batch", ".o_move_scan_count")
        for number in _held(week):
            lars.scan(number, f".o_move_scan_line[data-number='{number}'][data-noted='1']")
        picture(lars.page, "move_scan_phone")
        lars.page.click(".o_move_scan_depart")
        lars.page.wait_for_selector(".o_move_scan_deliver.btn-primary")
        lars.scan(door, ".o_move_scan_here.btn-primary")
        numbers = _held(week)
        for number in numbers:
            lars.scan(number, f".o_move_scan_line[data-number='{number}'][data-noted='1']")
        lars.page.click(".o_move_scan_finish")
        lars.page.wait_for_selector(".o_move_scan_sign")
        lars.page.click(".o_move_scan_sign")
        name = lars.page.locator(".modal .o_web_sign_name_input, .modal input").first
        name.fill("Anne Ansatt")
        lars.sign()
        picture(lars.page, "receipt_phone")
        lars.page.click(".o_receipt_sign")
        lars.page.wait_for_selector(".modal", state="detached")
    week.moved = numbers
    listed = ", ".join(f"'{number}'" for number in numbers)
    assert week.rows(f"SELECT DISTINCT purpose, location_id FROM stock_lot WHERE name IN ({listed})") == [
        ["in_use", str(week.room)]
    ]
    assert week.one(f"SELECT state FROM furniture_reservation WHERE id = {week.reservation}") == ["fulfilled"]
    signed = week.rows(f"SELECT DISTINCT state FROM stock_picking WHERE id IN ({', '.join(map(str, week.pickings))})")
    assert signed == [["done"]]


def _held(week):
    return [row[0] for row in week.rows(
        f"""SELECT p.name FROM furniture_reservation_line l JOIN stock_lot p ON p.id = l.lot_id
             WHERE l.reservation_id = {week.reservation} AND l.state = 'held' ORDER BY p.name"""
    )]  # fmt: skip


def test_thursday_a_stock_take_finds_a_misplaced_and_a_missing_piece(week, browser):
    # A room with a few pieces of which none is held, and a piece from another room that somebody has carried there.
    week.counted = int(week.one(
        f"""SELECT l.location_id FROM stock_lot l JOIN stock_location p ON p.id = l.location_id WHERE p.place_kind = 'room' AND l.is_furniture
             AND p.id != {week.room} GROUP BY 1 HAVING count(*) BETWEEN 4 AND 7 AND bool_and(l.purpose IN ('in_use', 'available'))
             ORDER BY 1 LIMIT 1"""
    )[0])  # fmt: skip
    expected = [
        row[0] for row in week.rows(f"SELECT name FROM stock_lot WHERE location_id = {week.counted} ORDER BY name")
    ]
    missing, found = expected[0], expected[1:]
    stray = week.one(
        f"""SELECT l.name FROM stock_lot l JOIN stock_location p ON p.id = l.location_id WHERE p.place_kind = 'room' AND l.purpose = 'in_use'
             AND p.id NOT IN ({week.counted}, {week.room}) ORDER BY l.id LIMIT 1"""
    )[0]
    week.missing, week.stray = missing, stray
    take = week.call(
        "furniture.stocktake",
        "create",
        [{"scope_kind": "rooms", "place_ids": [[6, 0, [week.counted]]], "note": "Årlig telling"}],
    )
    week.call("furniture.stocktake", "action_start", take)
    with person(browser, week.server, "lager", PHONE) as lars:
        lars.visit(f"/odoo/furniture-stocktakes/{take[0]}", ".o_form_view")
        lars.press("action_count")
        lars.page.wait_for_selector(".o_stocktake_scan")
        picture(lars.page, "stocktake_rooms")
        lars.page.click(f".o_stocktake_choose[data-room='{week.counted}']")
        lars.page.wait_for_selector(".o_stocktake_room")
        for number in found:
            lars.scan(number, f".o_stocktake_answer:has-text('{number}')")
        lars.scan(stray, f".o_stocktake_answer:has-text('{stray}')")
        picture(lars.page, "stocktake_wrong_room")
        lars.page.click(".o_stocktake_here")
        lars.page.wait_for_selector(".o_stocktake_here[aria-pressed=true]")
        lars.page.click(".o_stocktake_done")
        lars.page.wait_for_selector(".o_stocktake_choose .fa-check-circle")
    week.call("furniture.stocktake", "action_finish", take)
    with person(browser, week.server, "admin") as manager:
        manager.visit(f"/odoo/furniture-stocktakes/{take[0]}", ".o_form_view")
        picture(manager.page, "stocktake_differences")
        manager.press("action_close")
        manager.page.wait_for_selector(".modal .o_form_view")
        manager.page.locator(".modal .o_field_signature, .modal .o_signature").first.click()
        manager.page.wait_for_selector(".o_web_sign_signature, .modal canvas")
        manager.sign()
        manager.page.locator(
            ".modal:not(.o_inactive_modal) footer .btn-primary, .modal:not(.o_inactive_modal) .modal-footer .btn-primary"
        ).first.click()
        manager.page.wait_for_selector(".modal .o_field_signature img")
        picture(manager.page, "stocktake_close")
        manager.press("action_close")
        manager.page.wait_for_selector(".modal", state="detached")
    assert week.one(f"SELECT state FROM furniture_stocktake WHERE id = {take[0]}") == ["closed"]
    assert week.one(f"SELECT location_id FROM stock_lot WHERE name = '{stray}'") == [str(week.counted)]
    assert week.one(f"SELECT missing_since IS NOT NULL FROM stock_lot WHERE name = '{missing}'") == ["t"]
    in_stock = week.rows(
        f"""SELECT 1 FROM stock_quant q JOIN stock_lot l ON l.id = q.lot_id JOIN stock_location p ON p.id = q.location_id
             WHERE l.name = '{missing}' AND q.quantity > 0 AND p.usage = 'internal'"""
    )
    assert in_stock == []


def test_friday_a_table_is_refurbished_and_a_cabinet_recycled(week, browser):
    table = week.one(
        """SELECT l.id, l.name FROM stock_lot l JOIN product_category c ON c.id = l.categ_id
            WHERE c.furniture_picture IN ('table', 'desk') AND l.purpose = 'available' AND l.condition = 'c' ORDER BY l.id LIMIT 1"""
    )
    cabinet = week.one(
        """SELECT l.id, l.name FROM stock_lot l JOIN product_category c ON c.id = l.categ_id
            WHERE c.furniture_picture IN ('cabinet', 'shelf') AND l.purpose IN ('recycling', 'available') ORDER BY l.purpose DESC, l.id LIMIT 1"""
    )
    week.table, week.cabinet = table[1], cabinet[1]
    with person(browser, week.server, "lager") as lars:
        lars.visit(f"/odoo/furniture-piece/{table[0]}", ".o_form_view")
        lars.press("action_refurbish")
        lars.page.wait_for_selector(".modal .o_form_view")
        lars.fill("wanted_text", "Slipe og lakkere bordplaten")
        picture(lars.page, "refurbish")
        lars.press("action_start")
        lars.page.wait_for_selector(".modal", state="detached")
        assert week.one(f"SELECT purpose FROM stock_lot WHERE id = {table[0]}") == ["redesign"]
        repair = week.one(f"SELECT id FROM repair_order WHERE lot_id = {table[0]} ORDER BY id DESC LIMIT 1")[0]
        lars.visit("/odoo/furniture-refurbishments", ".o_action_manager .o_content")
        picture(lars.page, "refurbishments")
        lars.visit(f"/odoo/furniture-refurbishments/{repair}", ".o_form_view")
        lars.page.locator("[name=new_condition] select, [name=new_condition] input").first.wait_for()
        _select(lars.page, "new_condition", "A")
        lars.press("action_repair_end")
        lars.page.wait_for_function(
            "() => !document.querySelector('.o_statusbar_buttons button[name=action_repair_end]:not(.d-none)')"
        )
        picture(lars.page, "refurbishment")
    assert week.one(f"SELECT purpose, condition FROM stock_lot WHERE id = {table[0]}") == ["available", "a"]
    with person(browser, week.server, "ombruk") as olav:
        olav.visit(f"/odoo/furniture-piece/{cabinet[0]}", ".o_form_view")
        olav.press("action_propose_end")
        olav.page.wait_for_selector(".modal .o_form_view")
        olav.page.check(".modal input[type=radio][data-value=recycled]", force=True)
        olav.fill("reason", "Ødelagt rygg, kan ikke repareres")
        _select(olav.page, "fraction", None)
        olav.fill("weight", "38")
        picture(olav.page, "avhending")
        olav.press("action_carry_out")
        olav.page.wait_for_selector(".modal", state="detached")
        olav.visit("/odoo/furniture-notices", ".o_action_manager .o_content")
        picture(olav.page, "notices")
    assert week.one(f"SELECT end_kind FROM stock_lot WHERE id = {cabinet[0]}") == ["recycled"]


def _select(page, field, begins):
    """Choose in a drop-down: the option that begins so, or the first real one."""
    page.locator(f"[name='{field}'] input:visible, [name='{field}'] select:visible").last.click()
    options = page.locator(".o-dropdown--menu .o_select_menu_item, .o_select_menu_menu .o_select_menu_item")
    options.first.wait_for()
    (options.filter(has_text=begins).first if begins else options.first).click()


def test_at_the_end_places_stock_and_history_agree(week):
    # Every piece that we have stands in exactly one place, and the piece and Odoo's ledger say the same place.
    differing = week.rows(
        """SELECT l.name, l.location_id, array_agg(q.location_id) FROM stock_lot l
             LEFT JOIN (SELECT q.* FROM stock_quant q JOIN stock_location p ON p.id = q.location_id AND p.usage = 'internal'
                         WHERE q.quantity > 0) q ON q.lot_id = l.id
            WHERE l.is_furniture AND l.end_kind IS NULL AND l.missing_since IS NULL
            GROUP BY l.id HAVING count(q.id) != 1 OR min(q.location_id) != l.location_id OR sum(q.quantity) != 1"""
    )
    assert differing == []
    # The one that was recycled and the one that is missing are out of stock, nothing else is.
    out = week.rows(
        """SELECT l.name FROM stock_lot l WHERE l.is_furniture AND NOT EXISTS (
             SELECT 1 FROM stock_quant q JOIN stock_location p ON p.id = q.location_id AND p.usage = 'internal' WHERE q.lot_id = l.id AND q.quantity > 0)
            ORDER BY 1"""
    )
    assert sorted(row[0] for row in out) == sorted([week.cabinet, week.missing])
    # The figures per place are those of the ledger.
    overview = week.call("stock.location", "get_place_overview")
    counted = {row["id"]: row["total"] for row in _flat(overview)}
    for place, count in week.rows(
        """SELECT l.location_id, count(*) FROM stock_lot l WHERE l.is_furniture AND l.end_kind IS NULL AND l.location_id IS NOT NULL
            GROUP BY 1"""
    ):
        assert counted[int(place)] == int(count)
    assert sum(row["total"] for row in overview) == 6500 - 1 - _missing_left_out(week, overview)
    # What Odoo holds is what reservations hold.
    held = week.one("SELECT count(*) FROM furniture_reservation_line WHERE state = 'held'")
    assert week.one("SELECT sum(reserved_quantity)::int FROM stock_quant WHERE quantity > 0") == held
    assert week.one("SELECT count(*) FROM stock_lot WHERE purpose = 'reserved'") == held
    # The history of a moved piece tells the way it went: reserved, then in use, moved by one done stock move to the room.
    for number in week.moved:
        purposes = [row[0] for row in week.rows(
            f"""SELECT c.to_purpose FROM furniture_purpose_change c JOIN stock_lot l ON l.id = c.lot_id WHERE l.name = '{number}' ORDER BY c.id"""
        )]  # fmt: skip
        assert purposes[-2:] == ["reserved", "in_use"]
        moves = week.one(
            f"""SELECT count(*) FROM stock_move_line m JOIN stock_lot l ON l.id = m.lot_id
                 WHERE l.name = '{number}' AND m.state = 'done' AND m.location_dest_id = {week.room}"""
        )
        assert moves == ["1"]


def _missing_left_out(week, overview):
    """A missing piece stands nowhere: it is counted in no place, or in the row of those in no known place."""
    nowhere = sum(row["total"] for row in overview if not row["id"])
    return 1 - nowhere


def _flat(rows):
    for row in rows:
        yield row
        yield from _flat(row["children"])
