"""Problems with tags on the screen: the coordinator reads what was reported and solves it, at a desk and on a phone."""

import os

import pytest

from tests.support.browser import PHONE
from tests.support.databases import clone_database, shell, sql
from tests.support.screens import person, picture
from tests.support.server import OdooServer

MENU = "/odoo/tag-problems"
REPORT = """
import uuid
from odoo import fields
lars = env["res.users"].search([("login", "=", "lager")])
lots = env["stock.lot"].search([("is_furniture", "=", True), ("end_kind", "=", False), ("location_id", "!=", False)], limit=3)
datas = [{"code": lots[0].tag_id.code, "problem": "double"}, {"piece": lots[1].name, "problem": "lost"},
         {"piece": lots[2].name, "problem": "unreadable", "note": "Falmet av sola"}]
records = [{"id": str(uuid.uuid4()), "seq": n, "kind": "tag_report", "at": fields.Datetime.now().isoformat() + "Z", "data": data}
           for n, data in enumerate(datas, 1)]
env(user=lars)["furniture.scan"]._receive(str(uuid.uuid4()), 1, records)
print(*lots.mapped("name"))
env.cr.commit()
"""


@pytest.fixture(scope="module")
def demo():
    with clone_database("reports", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


@pytest.fixture(scope="module")
def pieces(demo):
    return shell(demo.database, REPORT).split()


def test_the_coordinator_solves_what_was_reported(demo, browser, pieces):
    double, lost, _unreadable = pieces
    with person(browser, demo, "ombruk") as olav:
        page = olav.page
        olav.visit(MENU, ".o_data_row >> nth=2")
        page.locator(".o_data_row", has_text=double).click()
        page.wait_for_selector(".o_form_view")
        olav.press("action_ask_for_tag")
        page.wait_for_selector(".modal, .o_notification")
        page.locator(".modal .btn-primary:visible").first.click()
        olav.choose("other_lot_id", lost)
        picture(page, "tag-report")
        olav.press("action_ask_for_tag")
        page.wait_for_selector(".o_arrow_button_current[data-value=solved]")
        olav.visit(MENU, ".o_data_row >> nth=1")
        page.locator(".o_data_row", has_text=lost).click()
        page.wait_for_selector(".o_form_view")
        olav.press("action_print")
        page.wait_for_selector(".modal [name='sheet']")
    solved = "SELECT problem, solution FROM furniture_tag_report WHERE state = 'solved' ORDER BY id"
    assert sql(demo.database, solved) == [["double", "new_tag"], ["lost", "printed"]]


def test_who_reported_it_reads_it_on_the_phone(demo, browser, pieces):
    with person(browser, demo, "lager", PHONE) as lars:
        page = lars.page
        lars.visit(MENU, ".o_kanban_record:not(.o_kanban_ghost)")
        page.locator(".o_kanban_record:not(.o_kanban_ghost)").first.click()
        page.wait_for_selector(".o_form_view")
        for button in ("action_print", "action_retire_tag", "action_close"):
            assert not page.locator(f"button[name='{button}']:visible").count()
