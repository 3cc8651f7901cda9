"""The demo municipality as its people use it; the pictures of the user guides are taken on the way.

`make pictures` keeps them in docs/pictures; otherwise they land in .run/pictures.
"""

import json
import os
from pathlib import Path

import pytest

from rig import paths
from tests.support.browser import PHONE, log_in, new_page
from tests.support.databases import clone_database, sql
from tests.support.screens import picture
from tests.support.server import OdooServer

EXPECTED = json.loads((Path(__file__).parent.parent / "data" / "register-6500.expected.json").read_text())


@pytest.fixture(scope="module")
def demo():
    with clone_database("guide", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


def visit(page, server, path, ready):
    page.goto(f"{server.url}{path}")
    page.wait_for_selector(ready)


def test_the_register_is_what_the_survey_says(demo):
    def counts(column, join=""):
        rows = sql(demo.database, f"SELECT {column}, count(*) FROM stock_lot l {join} WHERE l.is_furniture GROUP BY 1")
        return {name: int(count) for name, count in rows}

    assert counts("s.name", "JOIN stock_location s ON s.id = l.site_id") == EXPECTED["by_site"]
    assert counts("l.purpose") == EXPECTED["by_status"]
    assert counts("upper(l.condition)") == EXPECTED["by_condition"]
    assert counts("c.name", "JOIN product_category c ON c.id = l.categ_id") == EXPECTED["by_category"]
    quants = """SELECT count(*), sum(q.quantity)::int FROM stock_quant q JOIN stock_location p ON p.id = q.location_id
                WHERE p.usage = 'internal' AND q.quantity > 0"""
    assert sql(demo.database, quants) == [["6500", "6500"]]


def test_everybody_who_is_announced_can_log_in(demo):
    lines = (paths.ROOT / "rig" / "demo_users.tsv").read_text().splitlines()[1:]
    for line in lines:
        login, password, _role = line.split("\t")
        assert demo.login(login, password).user["uid"]


def test_a_coordinator_looks_around(demo, browser):
    with new_page(browser) as page:
        log_in(page, demo, "ombruk", "ombruk")
        visit(page, demo, "/odoo/furniture", ".o_data_row")
        assert page.locator(".o_data_row").count() == 80
        picture(page, "list")
        page.click(".o_switch_view.o_kanban")
        page.wait_for_selector(".o_kanban_record")
        picture(page, "kanban")
        visit(page, demo, "/odoo/furniture-overview", ".o_place_total")
        # The language's thousands separator is a no-break space.
        total = page.locator(".o_place_total").inner_text()
        assert "".join(filter(str.isdigit, total)) == str(EXPECTED["accepted_pieces"])
        page.locator(".o_place_toggle").nth(2).click()
        picture(page, "overview")
        visit(page, demo, "/odoo/furniture-import/1", ".o_form_view .o_field_one2many")
        picture(page, "import_review")
        visit(page, demo, "/odoo/action-bk_furniture_reuse.furniture_reservation_line_action", ".o_data_row")
        picture(page, "holds")


def test_an_operator_opens_a_piece_by_its_code_and_moves_it(demo, browser):
    """Done when: opened by its QR address, purpose changed within the rules, moved to another room, and the stock agrees."""
    [[code, lot, room]] = sql(
        demo.database,
        """SELECT t.code, l.id, l.location_id FROM furniture_tag t JOIN stock_lot l ON l.id = t.lot_id
           WHERE t.origin = 'own' AND l.purpose = 'in_use' ORDER BY l.id LIMIT 1""",
    )
    with new_page(browser, PHONE) as page:
        log_in(page, demo, "lager", "lager")
        visit(page, demo, f"/M/{code}", ".o_form_view")
        assert f"/{lot}" in page.url
        picture(page, "piece_phone")
    with new_page(browser) as page:
        log_in(page, demo, "lager", "lager")
        visit(page, demo, f"/m/{code.lower()}", ".o_form_view")
        picture(page, "piece")
        _open_dialog(page, "furniture_purpose_set_action")
        page.check(".modal input[type=radio][data-value=available]", force=True)
        picture(page, "purpose")
        page.click(".modal button[name=action_apply]")
        page.wait_for_selector(".modal", state="detached")
        _open_dialog(page, "furniture_move_action")
        page.fill(".modal div[name=location_id] input", "Lager Rud")
        page.locator(
            ".modal .o-autocomplete--dropdown-item a, .ui-autocomplete a, .o-autocomplete--dropdown-item"
        ).first.click()
        picture(page, "move")
        page.click(".modal button[name=action_move]")
        page.wait_for_selector(".modal", state="detached")
    [[purpose, place]] = sql(demo.database, f"SELECT purpose, location_id FROM stock_lot WHERE id = {lot}")
    assert purpose == "available"
    assert place != room
    where = f"SELECT q.location_id FROM stock_quant q JOIN stock_location p ON p.id = q.location_id WHERE q.lot_id = {lot} AND q.quantity > 0 AND p.usage = 'internal'"
    assert sql(demo.database, where) == [[place]]
    moved = f"SELECT count(*) FROM stock_move_line WHERE lot_id = {lot} AND state = 'done' AND location_id = {room} AND location_dest_id = {place}"
    assert sql(demo.database, moved) == [["1"]]


def test_an_operator_prints_labels(demo, browser):
    with new_page(browser) as page:
        log_in(page, demo, "lager", "lager")
        visit(page, demo, "/odoo/furniture", ".o_data_row")
        for row in range(3):
            page.locator(".o_data_row .o_list_record_selector input").nth(row).check()
        page.locator("button", has_text="etikett").first.click()
        page.wait_for_selector(".modal .o_form_view")
        picture(page, "labels")


def _open_dialog(page, action):
    """Press the button of the piece that opens a dialog; ids of actions are numbers on the page."""
    page.evaluate("() => window.scrollTo(0, 0)")
    names = {"furniture_purpose_set_action": "formål", "furniture_move_action": "Flytt"}
    page.locator(".o_statusbar_buttons button", has_text=names[action]).first.click()
    page.wait_for_selector(".modal .o_form_view")
