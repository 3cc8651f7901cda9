"""Tags with a telephone: each task once, one of them without network; and what the device knows of tags from a roll."""

import time

import pytest

from tests.support.databases import shell, sql
from tests.support.scan_steps import picture

PIECES = """
lots = env["stock.lot"].search([("is_furniture", "=", True), ("end_kind", "=", False), ("location_id", "!=", False)], limit=4)
tags = lots.tag_id
tags.claimed_on = "2026-01-01 00:00:00"
print(*(f"{lot.name}={lot.tag_id.code}" for lot in lots))
env.cr.commit()
"""
ROLLS = """
lars = env["res.users"].search([("login", "=", "lager")])
batches = env["furniture.tag.batch"].create(
    [{"kind": kind, "count": 2, "delivered_to_id": lars.id} for kind in ("piece", "place")]
)
batches.action_deliver()
print(*(batch.tag_ids[0].code for batch in batches))
env.cr.commit()
"""


@pytest.fixture
def pieces(demo):
    """(number, code) of pieces."""
    return [tuple(pair.split("=")) for pair in shell(demo.database, PIECES).split()]


def _begin(phone, task):
    if phone.page.locator(".o_scan_other").count():
        phone.page.click(".o_scan_other")
    phone.page.click(f".o_scan_tag_task[data-task={task}]")


def _step(phone, name):
    phone.page.wait_for_selector(f".o_scan_step[data-step={name}]")


def _sent(phone, kind, times=1):
    """The task is done, and the server has answered: so many ``times`` by now."""
    deadline, done = time.monotonic() + 30, []
    while time.monotonic() < deadline:
        done = [entry for entry in phone.kept() if entry["kind"] == kind]
        if len(done) == times and done[-1]["state"] != "waiting":
            break
        time.sleep(0.1)
    assert [entry["state"] for entry in done] == ["done"] * times
    phone.wait_unsent(0)
    phone.page.wait_for_selector(".o_scan_band.o_scan_success")


def _tag(demo, code):
    return sql(
        demo.database,
        f"""SELECT t.state, l.name, p.name, t.retired_reason FROM furniture_tag t LEFT JOIN stock_lot l ON l.id = t.lot_id
            LEFT JOIN stock_location p ON p.id = t.location_id WHERE t.code = '{code}'""",
    )[0]


def test_each_task_once(demo, phone, store, blanks, pieces):
    (first, first_code), (second, second_code), (third, _code), *_rest = pieces
    phone.open()
    page = phone.page
    phone.mode("tags")
    picture(page, "scan_tags")
    # A tag for a room.
    sql(demo.database, f"UPDATE furniture_tag SET state = 'retired' WHERE location_id = {store[0][0]}")
    _begin(phone, "claim_place")
    phone.type_code(blanks[0])
    _step(phone, "place")
    page.click(".o_scan_step_place")
    page.fill("#o_scan_place_filter", store[0][1])
    page.click(f".o_scan_choice[data-id='{store[0][0]}']")
    _sent(phone, "claim_place")
    assert _tag(demo, blanks[0]) == ["claimed", "", store[0][1], ""]
    # A new tag on a piece.
    _begin(phone, "retag")
    phone.type_code(first_code)
    _step(phone, "code")
    picture(page, "scan_retag")
    phone.type_code(blanks[1])
    _sent(phone, "retag")
    assert _tag(demo, blanks[1])[:2] == ["claimed", first]
    assert _tag(demo, first_code)[0] == "retired"
    # Another code.
    _begin(phone, "alias")
    phone.type_code("7041234567890")
    _step(phone, "piece")
    phone.type_code(second)
    _sent(phone, "alias")
    assert _tag(demo, "7041234567890")[:2] == ["claimed", second]
    # Out of use.
    _begin(phone, "retire")
    phone.type_code(blanks[2])
    _step(phone, "reason")
    picture(page, "scan_retire")
    page.click("[name=option_3]")
    _sent(phone, "retire")
    assert _tag(demo, blanks[2]) == ["retired", "", "", "Det skal ikke brukes"]
    # Two pieces with one tag, with a picture; and a tag that is gone.
    _begin(phone, "double")
    phone.type_code(second_code)
    _step(phone, "problem")
    page.locator(".o_scan_step .o_scan_big").first.click()
    page.click(".o_scan_shoot:not([disabled])")
    page.wait_for_selector(".o_scan_step .fa-check-square-o")
    page.click("[name=option_0]")
    _sent(phone, "tag_report")
    _begin(phone, "lost")
    phone.type_code(third)
    _step(phone, "problem")
    page.click("[name=option_0]")
    _sent(phone, "tag_report", times=2)
    reports = sql(
        demo.database,
        """SELECT r.problem, l.name, u.login, (SELECT count(*) FROM ir_attachment a
                   WHERE a.res_model = 'furniture.tag.report' AND a.res_id = r.id AND a.res_field = 'photo')
           FROM furniture_tag_report r JOIN stock_lot l ON l.id = r.lot_id JOIN res_users u ON u.id = r.user_id ORDER BY r.id""",
    )
    assert reports == [["double", second, "lager", "1"], ["lost", third, "lager", "0"]]


def test_without_network_it_is_kept_and_sent_later_and_the_device_knows_the_new_tag(demo, phone, blanks, pieces):
    number, code = pieces[3]
    phone.open()
    phone.wait_kept()
    page = phone.page
    phone.mode("tags")
    page.route("**/furniture/scan/send", lambda route: route.abort())
    _begin(phone, "retag")
    phone.type_code(code)
    _step(phone, "code")
    phone.type_code(blanks[3])
    phone.wait_unsent(1)
    assert _tag(demo, blanks[3])[0] == "blank"
    phone.kill()
    phone.open_again("lager")
    phone.wait_unsent(0)
    assert _tag(demo, blanks[3])[:2] == ["claimed", number]
    assert [entry["state"] for entry in phone.kept() if entry["kind"] == "retag"] == ["done"]


def test_a_tag_that_is_printed_for_furniture_is_not_offered_for_a_door(demo, phone):
    for_piece, for_place = shell(demo.database, ROLLS).split()
    page = phone.page
    with page.expect_response("**/furniture/scan/work"):
        phone.open()
    phone.mode("tags")
    _begin(phone, "claim_place")
    phone.type_code(for_piece)
    page.wait_for_selector(".o_scan_band.o_scan_warning:has-text('trykt for møbler')")
    phone.type_code(for_place)
    _step(phone, "place")
    phone.mode("move")
    page.click(".o_scan_place >> nth=0")
    page.wait_for_selector("#o_scan_place_filter")
    phone.scan(for_piece)
    page.wait_for_selector(".o_scan_sheet .o_scan_warning:has-text('trykt for møbler')")
    assert not page.locator(".o_scan_claim").count()
    picture(page, "scan_piece_tag_on_door")
    phone.scan(for_place)
    page.wait_for_selector(".o_scan_claim")
