"""A move is delivered and answered for, counted after its 30 days, and corrected: the reuse ledger as its people use it, in Norwegian."""

import os

import pytest

from tests.support.browser import PHONE
from tests.support.databases import clone_database, shell, sql
from tests.support.screens import person, picture, settle
from tests.support.server import OdooServer

PLAN = """
lots = env["stock.lot"].search([("purpose", "=", "available"), ("location_id", "!=", False), ("weight", ">", 0)], limit=3)
room = env["stock.location"].search([("place_kind", "=", "room"), ("building_id", "!=", lots[0].building_id.id)], limit=1)
picking = lots._plan_move(dict.fromkeys(lots, room))
print(picking.id)
env.cr.commit()
"""
# What has been in its new use for 31 days is entered by the scheduled job.
LATER = """
events = env["furniture.impact.event"].search([("picking_id", "=", {picking})])
env.cr.execute("UPDATE furniture_impact_event SET date = date - interval '31 days' WHERE id = ANY(%s)", [events.ids])
env.invalidate_all()
while env["furniture.impact.ledger"]._enter_due():
    pass
print(*env["furniture.impact.entry"].search([("event_id", "in", events.ids)], order="id").ids)
env.cr.commit()
"""


@pytest.fixture(scope="module")
def demo():
    with clone_database("question", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


def _figures(demo, entry):
    """Sums of the whole ledger of the piece that an entry is about: (entries, pieces, kg CO2e, evidence of the last)."""
    return sql(
        demo.database,
        f"""SELECT count(*), sum(piece_count), round(sum(net)::numeric, 3), (array_agg(displacement_evidence ORDER BY id DESC))[1]
              FROM furniture_impact_entry WHERE lot_id = (SELECT lot_id FROM furniture_impact_entry WHERE id = {entry})""",
    )[0]


def test_a_move_is_answered_for_and_an_entry_is_corrected(demo, browser):
    picking = int(shell(demo.database, PLAN).split()[-1])

    # The operator delivers, and is asked; also on the telephone.
    with person(browser, demo, "lager") as lars:
        lars.visit(f"/odoo/furniture-moves/{picking}", ".alert-warning button[name='action_answer_displacement']")
        lars.press("button_validate")
        lars.page.wait_for_selector(".o_statusbar_status [data-value='done'][aria-checked='true']:visible")
        picture(lars.page, "reuse-question")
    with person(browser, demo, "lager", PHONE) as lars:
        lars.visit(f"/odoo/furniture-moves/{picking}", ".alert-warning button[name='action_answer_displacement']")
        lars.page.locator(".alert-warning button[name='action_answer_displacement']").click()
        lars.page.wait_for_selector(".modal .o_field_radio")
        lars.page.get_by_label("Ja: en bestilling eller rekvisisjon ble kansellert").check()
        lars.press("action_answer")
        # Without its evidence the answer is not taken.
        lars.page.wait_for_selector(".modal [name='evidence'].o_field_invalid")
        lars.page.locator(".o_notification_close").first.click()
        lars.fill("evidence", "Rekvisisjon 2026-114")
        picture(lars.page, "reuse-answer")
        lars.press("action_answer")
        lars.closed()
        lars.page.wait_for_selector(".alert-success :text('Rekvisisjon 2026-114')")
    assert sql(
        demo.database,
        f"SELECT p.displacement, u.login FROM stock_picking p JOIN res_users u ON u.id = p.displacement_by_id WHERE p.id = {picking}",
    ) == [["purchase_cancelled", "lager"]]

    # A month later it is in the ledger, and the coordinator finds that a weight was wrong.
    entries = shell(demo.database, LATER.format(picking=picking)).split()
    assert len(entries) == 3
    entry = int(entries[-1])
    before = _figures(demo, entry)
    assert before[:2] == ["1", "1"]
    assert before[3] == "Rekvisisjon 2026-114"
    with person(browser, demo, "ombruk") as olav:
        olav.visit(f"/odoo/furniture-ledger/{entry}", ".o_form_view :text('Hva som skjedde')")
        picture(olav.page, "reuse-entry")
        olav.page.get_by_role("button", name="Rett", exact=True).click()
        olav.page.wait_for_selector(".modal .o_field_radio")
        olav.fill("reason", "Møbelet ble veid på nytt")
        picture(olav.page, "reuse-correct")
        olav.press("action_correct")
        olav.page.wait_for_selector(".o_list_view .o_data_row")
        settle(olav.page)
        assert olav.page.locator(".o_data_row").count() == 3
        picture(olav.page, "reuse-corrected")
    after = _figures(demo, entry)
    assert (after[0], after[1]) == ("3", "1")
    assert after[2:] == before[2:]
    reasons = sql(
        demo.database,
        f"SELECT DISTINCT reason FROM furniture_impact_entry WHERE lot_id = (SELECT lot_id FROM furniture_impact_entry WHERE id = {entry}) AND reason IS NOT NULL",
    )
    assert reasons == [["Møbelet ble veid på nytt"]]

    # What the coordinator has corrected, nobody else can: the operator has no button for it.
    with person(browser, demo, "lager") as lars:
        lars.visit(f"/odoo/furniture-ledger/{entry}", ".o_form_view")
        assert not lars.page.get_by_role("button", name="Rett", exact=True).count()
        lars.visit(f"/odoo/furniture-moves/{picking}", ".alert-success")
        assert not lars.page.locator(".alert-success button").count()
