"""The queue of the scan page: it survives a kill and is sent once, in order; what cannot be sent or needs a decision is shown."""

from tests.support.databases import shell, sql
from tests.support.scan_steps import NewTab, choose_place, codes, gather, picture, stands_in


def test_what_was_scanned_survives_a_killed_browser_and_is_sent_once(demo, phone, store):
    place = store[0]
    pieces = codes(demo, 3, away_from=place[0])
    phone.open()
    phone.wait_kept()
    phone.mode("move")
    choose_place(phone, place)
    demo.stop()
    try:
        phone.scan(pieces[0])
        phone.page.wait_for_selector(f".o_scan_item[data-code='{pieces[0]}']")
        phone.page.click(".o_scan_save")
        phone.wait_unsent(1)
        for code in pieces[1:]:
            phone.scan(code)
            phone.page.wait_for_selector(f".o_scan_item[data-code='{code}']")
        phone.kill()
        phone.open()
        phone.page.wait_for_selector(".o_scan_app[data-mode=move]")
        assert phone.unsent() == 1
        assert phone.page.locator(".o_scan_item").count() == 2, "what was gathered is still there"
        phone.page.click(".o_scan_save")
        phone.wait_unsent(3)
        phone.kill()
    finally:
        demo.start()
    phone.open_again("lager")
    phone.wait_unsent(0)
    assert stands_in(demo, place[0], pieces) == 3
    assert [(entry["state"], entry["seq"]) for entry in phone.kept()] == [("done", 1), ("done", 2), ("done", 3)]
    taken = """SELECT count(*), count(DISTINCT client_id), max(seq) FROM furniture_scan_record
               WHERE user_id = (SELECT id FROM res_users WHERE login = 'lager')"""
    assert sql(demo.database, taken) == [["3", "3", "3"]]


def test_a_record_that_cannot_be_sent_holds_the_others_back_until_somebody_sets_it_aside(demo, phone, store):
    place = store[0]
    first, bad, last = codes(demo, 3, offset=40, away_from=place[0])
    phone.open()

    def refuse(route):
        records = route.request.post_data_json["params"]["records"]
        if any(record["data"]["code"] == bad for record in records):
            fault = {"code": 0, "message": "Odoo Server Error", "data": {"name": "ValueError", "message": "Noe røk."}}
            return route.fulfill(json={"jsonrpc": "2.0", "id": None, "error": fault})
        return route.fallback()

    phone.page.route("**/furniture/scan/send", refuse)
    gather(phone, place, [first, bad, last])
    phone.page.wait_for_selector(".o_scan_trouble.o_scan_danger", timeout=60_000)
    assert phone.unsent() == 2, "the first one is sent alone, the last one waits"
    assert stands_in(demo, place[0], [first, bad, last]) == 1
    phone.page.click(".o_scan_unsent")
    assert "Noe røk." in phone.page.locator(".o_scan_waiting_list").inner_text()
    picture(phone.page, "scan_stuck")
    phone.page.click(".o_scan_set_aside")
    phone.page.click(".o_scan_ask .o_scan_big_primary")
    phone.wait_unsent(0)
    assert stands_in(demo, place[0], [first, last]) == 2
    assert stands_in(demo, place[0], [bad]) == 0
    assert phone.page.locator(".o_scan_aside article").count() == 1, "it is not forgotten"
    phone.page.reload()
    phone.page.wait_for_selector(".o_scan_unsent[data-open='1']")


def test_who_was_logged_out_loses_nothing(demo, phone, store):
    place = store[1]
    [piece] = codes(demo, 1, offset=50, away_from=place[0])
    phone.open()
    phone.page.context.clear_cookies()
    gather(phone, place, [piece])
    phone.page.click(".o_scan_log_in")
    phone.page.fill("input[name=login]", "lager")
    phone.page.fill("input[name=password]", "lager")
    phone.page.click("button[type=submit]")
    phone.page.wait_for_selector(".o_scan_app[data-mode=move]")
    phone.wait_unsent(0)
    assert stands_in(demo, place[0], [piece]) == 1


def test_what_somebody_else_moved_meanwhile_is_asked_about(demo, phone, store):
    here, there = store
    [piece] = codes(demo, 1, offset=60, away_from=here[0])
    phone.open()
    phone.wait_kept()
    phone.page.route("**/furniture/scan/send", lambda route: route.abort())
    gather(phone, here, [piece])
    phone.wait_unsent(1)
    shell(
        demo.database,
        f"env['furniture.tag'].search([('code', '=', '{piece}')]).lot_id._move_to(env['stock.location'].browse({there[0]})); env.cr.commit()",
    )
    phone.page.unroute("**/furniture/scan/send")
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.page.wait_for_selector(".o_scan_unsent[data-open='1']")
    assert stands_in(demo, there[0], [piece]) == 1
    phone.page.click(".o_scan_unsent")
    picture(phone.page, "scan_conflict")
    phone.page.click(".o_scan_conflicts .o_scan_big >> nth=0")
    phone.page.wait_for_selector(".o_scan_unsent[data-open='0'][data-count='0']")
    phone.page.wait_for_function("() => !document.querySelector('.o_scan_conflicts')")
    assert stands_in(demo, here[0], [piece]) == 1


def test_what_was_refused_and_read_can_be_done_again(demo, phone, store, blanks):
    phone.open()
    phone.page.route("**/furniture/scan/send", lambda route: route.abort())
    phone.page.route("**/furniture/scan/preview", lambda route: route.abort())
    phone.mode("register")
    choose_place(phone, store[0])
    phone.scan(blanks[0])
    phone.page.click(".o_scan_sheet .o_scan_model >> nth=0")
    phone.page.wait_for_selector(f".o_scan_item[data-code='{blanks[0]}']")
    phone.page.click(".o_scan_save")
    phone.wait_unsent(1)
    shell(
        demo.database, f"env['furniture.tag'].search([('code', '=', '{blanks[0]}')])._retire('Feil'); env.cr.commit()"
    )
    phone.page.unroute("**/furniture/scan/send")
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.page.wait_for_selector(".o_scan_unsent[data-open='1']")
    phone.scan(blanks[0])
    phone.page.wait_for_selector(f".o_scan_item[data-code='{blanks[0]}']")
    phone.page.click(".o_scan_remove")
    phone.page.click(".o_scan_unsent")
    phone.page.click(".o_scan_refused .o_scan_big >> nth=0")
    phone.page.wait_for_selector(".o_scan_unsent[data-open='0']")
    phone.mode("register")
    phone.scan(blanks[0])
    phone.page.wait_for_selector(f".o_scan_item[data-code='{blanks[0]}']")


def test_a_list_that_one_tab_has_saved_is_gone_in_the_other(demo, phone, store):
    [piece] = codes(demo, 1, offset=70, away_from=store[0][0])
    phone.open()
    phone.mode("move")
    choose_place(phone, store[0])
    phone.scan(piece)
    phone.page.wait_for_selector(f".o_scan_item[data-code='{piece}'][data-status=ready]")
    with NewTab(phone) as other:
        other.goto(f"{demo.url}/furniture/scan?mode=move")
        other.wait_for_selector(f".o_scan_item[data-code='{piece}']")
        phone.save()
        other.wait_for_selector(f".o_scan_item[data-code='{piece}']", state="detached")
    assert stands_in(demo, store[0][0], [piece]) == 1


def test_logging_out_without_network_would_lock_one_out_and_is_refused(demo, phone):
    phone.open()
    phone.wait_kept()
    phone.page.click(".o_scan_menu")
    phone.page.context.set_offline(True)
    phone.page.click(".o_scan_log_out")
    phone.page.wait_for_selector(".o_scan_band.o_scan_warning:has-text('nett')")
    phone.page.reload()
    phone.page.wait_for_selector(".o_scan_app[data-mode]")


def test_a_device_that_can_keep_nothing_says_so(demo, phone):
    phone.page.add_init_script(
        """const open = indexedDB.open.bind(indexedDB);
        indexedDB.open = (name, ...more) => {
            if (name === "bk_scan") throw new DOMException("no", "QuotaExceededError");
            return open(name, ...more);
        };"""
    )
    phone.open(ready=".o_scan_broken")
    picture(phone.page, "scan_broken")
    assert "kan ikke ta vare på" in phone.page.locator(".o_scan_broken h1").inner_text()
    assert phone.page.locator(".o_scan_broken button").bounding_box()["height"] >= 48
