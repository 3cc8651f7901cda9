"""Screens of the user guides that the week does not pass: each is opened by the person whose job it is, with real records behind it."""

import os

import pytest

from tests.support.browser import PHONE
from tests.support.databases import clone_database, sql
from tests.support.screens import person, picture
from tests.support.server import OdooServer


@pytest.fixture(scope="module")
def demo():
    with clone_database("screens", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


def test_an_employee_looks_at_a_model_and_at_what_she_is_told_about(demo, browser):
    with person(browser, demo, "ansatt") as anne:
        anne.visit("/odoo/furniture-market", ".o_kanban_record:not(.o_kanban_ghost)")
        anne.page.locator(".o_kanban_record:not(.o_kanban_ghost)").first.click()
        anne.page.wait_for_selector(".o_form_view")
        assert anne.page.locator(".o_form_view button", has_text="Reserver").count()
        picture(anne.page, "market-model")
        anne.visit("/odoo/furniture-notice-settings", ".o_data_row")
        picture(anne.page, "notice-settings")


def test_an_employee_without_a_seat_uses_the_portal(demo, browser):
    with person(browser, demo, "barnehage", PHONE) as berit:
        berit.visit("/my/furniture", "main a[href*='/my/furniture/model/']")
        picture(berit.page, "market-portal")
        berit.visit("/my/furniture/wishes", "main")
        picture(berit.page, "wish-portal")


def test_a_coordinator_sorts_a_building_by_keyboard(demo, browser):
    with person(browser, demo, "ombruk") as olav:
        olav.visit("/odoo/furniture-sorting", ".o_sorting")
        store = sql(demo.database, "SELECT id FROM stock_location WHERE name = 'Lager Rud'")[0][0]
        olav.page.select_option("#o_sorting_place", store)
        olav.page.click(".o_sorting_start button[type=submit]")
        olav.page.wait_for_selector(".o_sorting_card")
        first = olav.page.locator(".o_sorting_card").get_attribute("data-piece")
        picture(olav.page, "sortere")
        olav.page.keyboard.press("4")
        olav.page.wait_for_function(f"() => document.querySelector('.o_sorting_card').dataset.piece !== '{first}'")


def test_what_has_left_is_counted_by_fraction(demo, browser):
    client = demo.login("ombruk", "ombruk")
    lots = client.call("stock.lot", "search", [["purpose", "=", "recycling"]], limit=6)
    proposal = client.call(
        "furniture.end.propose",
        "create",
        [{"lot_ids": [[6, 0, lots]], "kind": "recycled", "fraction": "wood", "reason": "Knekt", "weight": 120}],
    )
    client.call("furniture.end.propose", "action_carry_out", proposal)
    assert sql(demo.database, "SELECT count(*) FROM stock_lot WHERE end_kind = 'recycled'") == [["6"]]
    with person(browser, demo, "ombruk") as olav:
        olav.visit("/odoo/furniture-ended", ".o_action_manager .o_content")
        picture(olav.page, "avhendede-mobler")


def test_a_floor_on_its_plan(demo, browser):
    with person(browser, demo, "ansatt") as anne:
        anne.visit("/odoo/furniture-plan", ".o_floor_plan")
        picture(anne.page, "floor_plan")
    with person(browser, demo, "ansatt", PHONE) as anne:
        anne.visit("/odoo/furniture-plan", ".o_floor_plan")
        picture(anne.page, "floor_plan_phone")


def test_furniture_of_another_unit_needs_consent_and_is_settled(demo, browser):
    client = demo.login("ombruk", "ombruk")
    [unit], [receiver] = (
        client.call("furniture.unit", "search", [["name", "=", name]]) for name in ("Skolekontoret", "Eiendom")
    )
    client.call("furniture.unit", "write", [unit], {"price_rule": "percent", "price_percent": 20})
    lots = client.call("stock.lot", "search", [["purpose", "=", "available"], ["price_new", ">", 0]], limit=2)
    client.call("stock.lot", "write", lots, {"owner_unit_id": unit})
    room = client.call("stock.location", "search", [["place_kind", "=", "room"]], limit=1)
    asks = [
        [0, 0, {"product_id": lot["product_id"][0], "lot_id": lot["id"]}]
        for lot in client.call("stock.lot", "read", lots, ["product_id"])
    ]
    reservation = client.call(
        "furniture.reservation", "create", [{"unit_id": receiver, "destination_id": room[0], "ask_ids": asks}]
    )
    client.call("furniture.reservation", "action_submit", reservation)
    with person(browser, demo, "innkjop") as ingrid:  # she answers for the unit that owns them
        ingrid.visit("/odoo/furniture-consents", ".o_data_row")
        picture(ingrid.page, "samtykke")
    releases = client.call("furniture.release", "search", [["state", "=", "asked"]])
    assert releases
    demo.login("innkjop", "innkjop").call("furniture.release", "action_give", releases)
    for number in client.call("stock.lot", "read", lots, ["name"]):
        client.call("furniture.reservation", "scan", reservation, number["name"])
    client.call("furniture.reservation", "action_deliver_picked", reservation)
    assert sql(demo.database, "SELECT count(*) FROM furniture_settlement_line") == [["2"]]
    with person(browser, demo, "ombruk") as olav:
        olav.visit("/odoo/furniture-settlement", ".o_data_row, .o_group_header")
        picture(olav.page, "oppgjor")
