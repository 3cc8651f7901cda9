"""Load and deliver, Count, Damage and Purpose on a telephone in the demo municipality, with network and without."""

import pytest

from tests.support.databases import sql
from tests.support.scan_scenes import plan_transfer, start_count
from tests.support.scan_steps import codes, listed, picture, stands_in
from tests.support.screens import picture as guide_picture


def answer(phone, number):
    """Press one of the buttons of the question that is asked."""
    phone.page.wait_for_selector(".o_scan_ask")
    phone.page.locator(".o_scan_ask .o_scan_big").nth(number).click()
    phone.page.wait_for_selector(".o_scan_ask", state="detached")


def wait_done(phone, count):
    phone.page.wait_for_selector(f".o_scan_progress[data-done='{count}']")


def sign(page, name):
    page.click(".o_scan_sign")
    page.fill("#o_scan_signer", name)
    box = page.locator(".o_scan_pad").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 40 + 25 * step, box["y"] + (30 if step % 2 else 120))
    page.mouse.up()


@pytest.mark.parametrize("network", [True, False], ids=["online", "offline"])
def test_a_transfer_is_worked_through(demo, phone, network):
    work = plan_transfer(demo)
    kept, carried, missing = work.pieces
    phone.open()
    phone.mode("transfers")
    page = phone.page
    page.wait_for_selector(f".o_scan_load[data-name='{work.name}']")
    picture(page, "scan-lister")
    page.click(f".o_scan_load[data-name='{work.name}']")
    page.context.set_offline(not network)
    # A wrong piece is said at once and not counted.
    phone.scan(work.stranger)
    page.wait_for_selector(".o_scan_ask")
    assert page.locator(".o_scan_band.o_scan_warning").count()
    picture(page, "scan-feil-mobel")
    answer(phone, 0)
    wait_done(phone, 0)
    for count, code in enumerate((kept, carried), 1):
        phone.scan(code)
        wait_done(phone, count)
    phone.scan(kept)
    page.wait_for_selector(".o_scan_band.o_scan_info")
    wait_done(phone, 2)
    if network:
        guide_picture(page, "scan-laste")
    page.click(".o_scan_depart")
    answer(phone, 0)
    page.wait_for_selector(".o_scan_switch [data-mode=deliver][aria-pressed=true]")
    # The wrong room.
    page.click(".o_scan_place")
    page.fill("#o_scan_place_filter", work.other[1])
    page.click(f".o_scan_choice[data-id='{work.other[0]}']")
    page.wait_for_selector(".o_scan_sheet", state="detached")
    phone.scan(kept)
    page.wait_for_selector(".o_scan_ask")
    picture(page, "scan-feil-rom")
    answer(phone, 0)
    wait_done(phone, 0)
    phone.scan(work.door)
    page.wait_for_selector(f".o_scan_here[data-id='{work.room[0]}'][aria-pressed=true]")
    phone.scan(kept)
    wait_done(phone, 1)
    if network:
        guide_picture(page, "scan-levere")
        phone.scan(carried)
        wait_done(phone, 2)
    # What has not arrived is missing, or comes later.
    page.click(".o_scan_finish")
    answer(phone, 1 if network else 0)
    sign(page, "Kari Mottaker")
    picture(page, "scan-kvittere")
    page.click(".o_scan_signed")
    page.wait_for_selector(".o_scan_band:has-text('Kari Mottaker')")
    if not network:
        assert phone.unsent() == 6, "loaded twice, driven off, arrived, finished, signed"
        page.context.set_offline(False)
    phone.wait_unsent(0)
    assert not [entry for entry in phone.kept() if entry["state"] not in ("done", "again")]
    # What is delivered and signed for leaves the page, and the list is there again.
    page.wait_for_selector(".o_scan_load_head", state="detached")
    assert not page.locator(f".o_scan_load[data-name='{work.name}']").count()
    arrived = [kept, carried] if network else [kept]
    assert stands_in(demo, work.room[0], work.pieces) == len(arrived)
    assert stands_in(demo, work.store, [missing]) == 1
    moved = f"""SELECT count(*) FROM stock_move_line l JOIN furniture_tag t ON t.lot_id = l.lot_id JOIN stock_picking p ON p.id = l.picking_id
        WHERE l.state = 'done' AND l.location_dest_id = {work.room[0]} AND p.received_by = 'Kari Mottaker' AND t.code IN ({listed(arrived)})"""
    assert sql(demo.database, moved) == [[str(len(arrived))]]
    said = f"SELECT d.kind FROM furniture_move_difference d JOIN furniture_tag t ON t.lot_id = d.lot_id WHERE t.code = '{missing}'"
    assert sql(demo.database, said) == ([["missing"]] if network else [])


def test_a_room_is_counted_without_network_and_the_browser_is_killed(demo, phone):
    count = start_count(demo)
    phone.open()
    phone.wait_kept()
    phone.mode("count")
    page = phone.page
    page.wait_for_selector(f".o_scan_session[data-id='{count.id}']")
    demo.stop()
    try:
        phone.scan(count.door)
        page.wait_for_selector(".o_scan_progress")
        for code, tone in ((count.here[0], "success"), (count.there[0], "warning"), ("GAMMEL-77", "warning")):
            phone.scan(code)
            page.wait_for_selector(f".o_scan_counted[data-code='{code}'][data-tone={tone}]")
        guide_picture(page, "scan-telle")
        phone.scan(count.here[0])
        page.wait_for_selector(".o_scan_band.o_scan_info")
        assert page.locator(".o_scan_counted").count() == 3, "it counts once"
        phone.kill()
        phone.open()
        page = phone.page
        page.wait_for_selector(".o_scan_app[data-mode=count]")
        page.wait_for_selector(".o_scan_counted >> nth=2")
        phone.scan(count.here[1])
        wait_done(phone, 2)
        page.click(f".o_scan_counted[data-code='{count.there[0]}'] [data-wish=back]")
        page.click(".o_scan_room_done")
        picture(page, "scan-rom-ferdig")
        answer(phone, 0)
        page.wait_for_selector(f".o_scan_count_room[data-id='{count.room[0]}'][data-state=done]")
        phone.wait_unsent(6)
    finally:
        demo.start()
    phone.open_again("lager")
    phone.wait_unsent(0)
    rows = dict(
        sql(
            demo.database,
            f"""SELECT coalesce(t.code, l.code), l.result || ' ' || coalesce(l.found_location_id, 0) FROM furniture_stocktake_line l
                LEFT JOIN furniture_tag t ON t.lot_id = l.lot_id AND t.state = 'claimed' WHERE l.stocktake_id = {count.id}""",
        )
    )
    room = count.room[0]
    assert rows[count.here[0]] == rows[count.here[1]] == f"found {room}"
    assert rows[count.there[0]] == f"wrong_room {room}"
    assert rows["GAMMEL-77"].startswith("unknown ")
    assert rows[count.here[2]] == "missing 0"
    wish = f"SELECT l.wish FROM furniture_stocktake_line l JOIN furniture_tag t ON t.lot_id = l.lot_id WHERE t.code = '{count.there[0]}' AND l.stocktake_id = {count.id}"
    assert sql(demo.database, wish) == [["back"]]
    rooms = f"SELECT state FROM furniture_stocktake_room WHERE stocktake_id = {count.id} AND location_id = {room}"
    assert sql(demo.database, rooms) == [["done"]]


def test_a_damage_takes_three_taps(demo, phone):
    [piece] = codes(demo, 1, offset=50)
    phone.open()
    phone.mode("damage")
    page = phone.page
    phone.scan(piece)
    page.click("[name=kind_scratch]")
    guide_picture(page, "scan-skade")
    page.click("[name=severity_minor]")
    page.click(".o_scan_shoot:not([disabled])")
    page.wait_for_selector(".o_scan_about", state="detached")
    phone.wait_unsent(0)
    assert sql(
        demo.database,
        f"""SELECT d.kind, d.severity, a.mimetype FROM furniture_damage d JOIN furniture_tag t ON t.lot_id = d.lot_id
            JOIN ir_attachment a ON a.res_model = 'furniture.damage' AND a.res_field = 'photo' AND a.res_id = d.id WHERE t.code = '{piece}'""",
    ) == [["scratch", "minor", "image/jpeg"]]


def test_a_purpose_is_refused_with_the_reason_of_the_rules_or_changed(demo, phone):
    piece, other = codes(demo, 2, offset=60)
    phone.open()
    phone.mode("purpose")
    page = phone.page
    page.click("[data-name=purpose] [data-value=recycling]")
    phone.scan(piece)
    page.wait_for_selector(f".o_scan_item[data-code='{piece}'][data-status=refused]")
    assert "koordinator" in page.locator(".o_scan_item_status").inner_text().lower()
    assert page.locator(".o_scan_save").is_disabled()
    guide_picture(page, "scan-formal-nei")
    page.click("[data-name=purpose] [data-value=redesign]")
    phone.scan(other)
    page.wait_for_selector(".o_scan_item[data-status=ready] >> nth=1")
    picture(page, "scan-formal")
    phone.save()
    changed = f"SELECT DISTINCT l.purpose FROM stock_lot l JOIN furniture_tag t ON t.lot_id = l.id WHERE t.code IN ({listed([piece, other])})"
    assert sql(demo.database, changed) == [["redesign"]]


@pytest.mark.parametrize("mode", ["register", "move", "purpose", "damage", "transfers", "count"])
def test_a_mode_opens_before_the_device_knows_anything(demo, phone, mode):
    phone.page.route("**/furniture/scan/work", lambda route: route.abort())
    phone.open(f"?mode={mode}", f".o_scan_app[data-mode={mode}] .o_scan_body")
    phone.page.click(".o_scan_menu")
    phone.page.wait_for_selector(".o_scan_mode[data-mode=look_up]:enabled")


def test_a_working_set_that_could_not_be_fetched_is_told_and_fetched_again(demo, phone):
    fault = {"code": 0, "message": "Odoo Server Error", "data": {"name": "ValueError", "message": "Noe røk."}}
    phone.page.route(
        "**/furniture/scan/work",
        lambda route: route.fulfill(json={"jsonrpc": "2.0", "id": None, "error": fault}),
    )
    phone.open()
    phone.page.wait_for_selector(".o_scan_fetching:has-text('kunne ikke hentes')")
    assert phone.page.locator(".o_scan_mode[data-mode=count]").is_disabled()
    picture(phone.page, "scan_not_fetched")
    phone.page.unroute("**/furniture/scan/work")
    phone.page.wait_for_selector(".o_scan_mode[data-mode=count]:enabled", timeout=60_000)
    assert phone.page.locator(".o_scan_fetching").count() == 0
