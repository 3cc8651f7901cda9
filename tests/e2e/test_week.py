"""The first days of a week of the reuse programme, played in Chromium by its people.

The tests of this file are one story and run in order. The pictures of the guides are taken on the way.
"""

import os

import pytest

from tests.support.databases import clone_database, sql
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
        picture(anne.page, "reserve")
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
