"""Tags in advance on the screen: the coordinator makes a roll, prints it and hands it out, at a desk and on a phone."""

import os

import pytest

from tests.support.browser import PHONE
from tests.support.databases import clone_database, sql
from tests.support.screens import person, picture
from tests.support.server import OdooServer

MENU = "/odoo/furniture-tag-batches"


@pytest.fixture(scope="module")
def demo():
    with clone_database("tags", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


def test_a_roll_is_made_printed_and_handed_out(demo, browser):
    with person(browser, demo, "ombruk") as olav:
        page = olav.page
        olav.visit(MENU, ".o_data_row")
        assert page.locator(".o_data_row", has_text="Delt ut").count() == 1
        page.click(".o_list_button_add")
        page.wait_for_selector(".o_form_view")
        olav.fill("count", "42")
        olav.fill("note", "Rullen i varebilen")
        page.click(".o_form_button_save")
        page.wait_for_selector("button[name='action_print']:visible")
        olav.press("action_print")
        page.wait_for_selector(".modal [name='tag_from_id']")
        assert "42" in page.locator(".modal [name='summary']").inner_text()
        page.locator(".modal [name='sheet'] input").last.check()
        with page.context.expect_page() as opened:
            olav.press("action_print")
        opened.value.close()
        olav.choose("delivered_to_id", "Lars")
        olav.press("action_deliver")
        page.wait_for_selector(".o_arrow_button_current:has-text('Delt ut')")
        picture(page, "tag-batch")
        page.click("button[name='action_open_tags']")
        page.wait_for_selector(".o_list_view .o_data_row")
    state = "SELECT state, count, printed_on IS NOT NULL FROM furniture_tag_batch ORDER BY id DESC LIMIT 1"
    assert sql(demo.database, state) == [["delivered", "42", "t"]]


def test_a_lost_roll_is_closed_on_the_phone(demo, browser):
    with person(browser, demo, "ombruk", PHONE) as olav:
        page = olav.page
        olav.visit(MENU, ".o_kanban_record:not(.o_kanban_ghost)")
        page.locator(".o_kanban_record", has_text="Delt ut").last.click()
        page.wait_for_selector(".o_form_view")
        olav.press("action_print")
        page.wait_for_selector(".modal [name='tag_from_id']")
        page.locator(".modal button.btn-secondary:visible, .modal .oi-arrow-left:visible").first.click()
        page.wait_for_selector(".modal", state="detached")
        page.click(".o_statusbar_buttons .dropdown-toggle")
        page.locator(".o-dropdown--menu button[name='action_close']").click()
        page.wait_for_selector(".modal [name='reason']")
        olav.fill("reason", "Rullen er borte")
        olav.press("action_close")
        page.wait_for_selector(".modal", state="detached")
        page.wait_for_selector("[name='closed_reason']:has-text('Rullen er borte')")


def test_the_warehouse_reads_and_changes_nothing(demo, browser):
    with person(browser, demo, "lager") as lars:
        lars.visit(MENU, ".o_data_row")
        assert not lars.page.locator(".o_list_button_add").count()
        lars.page.locator(".o_data_row").first.click()
        lars.page.wait_for_selector(".o_form_view")
        for button in ("action_print", "action_deliver", "action_close"):
            assert not lars.page.locator(f"button[name='{button}']").count()
