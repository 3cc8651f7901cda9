"""The scan page on a telephone: it opens without network, keeps what was scanned through a kill, and sends it once, in order."""

import os
import time

import pytest

from rig import paths
from tests.support.browser import log_in, new_page
from tests.support.databases import clone_database, shell, sql
from tests.support.scan_phone import ScanPhone
from tests.support.server import OdooServer

PICTURES = paths.RUN / "pictures"


@pytest.fixture(scope="module")
def demo():
    with clone_database("scan", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


@pytest.fixture
def phone(demo, tmp_path):
    with ScanPhone(demo, tmp_path / "phone") as phone:
        phone.log_in("lager")
        yield phone
        assert not phone.errors


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


@pytest.fixture(scope="module")
def store(demo):
    """A room with the code of its tag, and pieces that stand somewhere else."""
    demo.login("admin", "admin")
    rows = sql(
        demo.database,
        "SELECT p.id, p.name FROM stock_location p WHERE p.place_kind = 'room' AND p.active ORDER BY p.id LIMIT 2",
    )
    return [(int(place), name) for place, name in rows]


def codes(server, count, offset=0, away_from=0):
    """Codes of pieces that stand somewhere."""
    rows = sql(
        server.database,
        f"""SELECT t.code FROM furniture_tag t JOIN stock_lot l ON l.id = t.lot_id
            WHERE t.state = 'claimed' AND t.origin = 'own' AND l.location_id IS NOT NULL AND l.location_id != {away_from}
              AND l.purpose = 'available' ORDER BY l.id LIMIT {count} OFFSET {offset}""",
    )
    return [code for (code,) in rows]


def stands_in(server, place, those):
    [[count]] = sql(
        server.database,
        f"""SELECT count(*) FROM stock_lot l JOIN furniture_tag t ON t.lot_id = l.id
            WHERE l.location_id = {place} AND t.code IN ({", ".join(f"'{code}'" for code in those)})""",
    )
    return int(count)


def choose_place(phone, place):
    phone.page.click(".o_scan_place >> nth=0")
    phone.page.fill("#o_scan_place_filter", place[1])
    phone.page.click(f".o_scan_choice[data-id='{place[0]}']")
    phone.page.wait_for_selector(".o_scan_sheet", state="detached")


def test_the_page_can_be_installed(demo, phone):
    phone.open()
    manifest = phone.page.evaluate(
        "async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()"
    )
    assert manifest["start_url"] == manifest["scope"] == "/furniture/scan"
    assert (manifest["display"], manifest["name"]) == ("standalone", "Møbelskanning")
    assert manifest["short_name"]
    sizes = phone.page.evaluate(
        """async (icons) => Promise.all(icons.map(async ({ src, sizes }) => {
            const image = new Image(); image.src = src; await image.decode();
            return `${image.naturalWidth}x${image.naturalHeight}` === sizes ? sizes : src;
        }))""",
        manifest["icons"],
    )
    assert {"192x192", "512x512"} == set(sizes)
    session = phone.page.context.new_cdp_session(phone.page)
    found = session.send("Page.getAppManifest")
    assert not found["errors"]
    assert not [
        error
        for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        if error["errorId"] != "in-incognito"
    ]


def test_it_opens_without_network_after_the_browser_was_killed(demo, phone):
    phone.open()
    phone.wait_kept()
    demo.stop()
    try:
        phone.kill()
        phone.open()
        assert "Lars" in phone.page.locator(".o_scan_person").inner_text()
        phone.mode("move")
        phone.page.wait_for_selector(".o_scan_trouble")
        picture(phone.page, "scan_offline")
    finally:
        demo.start()


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
    taken = "SELECT count(*), count(DISTINCT client_id), max(seq) FROM furniture_scan_record"
    assert sql(demo.database, taken) == [["3", "3", "3"]]


def test_logging_out_is_refused_with_the_number_of_what_is_unsent(demo, phone, store):
    place = store[1]
    piece = codes(demo, 1, offset=10, away_from=place[0])[0]
    phone.open()
    phone.wait_kept()
    phone.mode("move")
    choose_place(phone, place)
    phone.page.route("**/furniture/scan/send", lambda route: route.abort())
    phone.scan(piece)
    phone.page.wait_for_selector(f".o_scan_item[data-code='{piece}']")
    phone.page.click(".o_scan_save")
    phone.wait_unsent(1)
    phone.page.click(".o_scan_menu")
    phone.page.click(".o_scan_log_out")
    phone.page.wait_for_selector(".o_scan_band.o_scan_warning")
    assert "1" in phone.say()
    picture(phone.page, "scan_log_out")
    phone.page.goto(f"{demo.url}/odoo")
    phone.page.wait_for_selector(".o_main_navbar")
    assert phone.page.locator(".o_scan_button").count() or phone.page.locator(".o_mobile_menu_toggle").count()
    with new_tab(phone) as page:
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(f"{demo.url}/odoo")
        page.click(".o_user_menu button")
        page.click("[data-menu=logout]")
        page.wait_for_selector(".modal .modal-body")
        assert "1" in page.locator(".modal .modal-body").inner_text()
        picture(page, "scan_log_out_office")
        page.click(".modal .btn-primary")
        assert page.evaluate("async () => (await fetch('/furniture/scan')).redirected") is False
    phone.open()
    phone.page.unroute("**/furniture/scan/send")
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.wait_unsent(0)
    phone.page.click(".o_scan_menu")
    phone.page.click(".o_scan_log_out")
    phone.page.wait_for_url("**/web/login**")
    assert not phone.page.evaluate("async () => Boolean(await caches.match('/furniture/scan'))"), (
        "the page is let go of"
    )


def test_another_person_neither_sees_nor_sends_what_lies_on_the_device(demo, phone, store):
    place = store[0]
    piece = codes(demo, 1, offset=20, away_from=place[0])[0]
    before = sql(demo.database, "SELECT count(*) FROM furniture_scan_record")
    phone.open()
    phone.wait_kept()
    phone.mode("move")
    choose_place(phone, place)
    phone.page.route("**/furniture/scan/send", lambda route: route.abort())
    phone.scan(piece)
    phone.page.wait_for_selector(f".o_scan_item[data-code='{piece}']")
    phone.page.click(".o_scan_save")
    phone.wait_unsent(1)
    phone.page.unroute("**/furniture/scan/send")
    phone.page.goto(f"{demo.url}/web/session/logout?redirect=/web/login")
    phone.page.fill("input[name=login]", "ombruk")
    phone.page.fill("input[name=password]", "ombruk")
    phone.page.click("button[type=submit]")
    phone.page.wait_for_url(lambda url: "/web/login" not in url)
    phone.open()
    phone.page.wait_for_selector(".o_scan_others")
    assert phone.unsent() == 0
    others = phone.page.locator(".o_scan_others").inner_text()
    assert "1" in others
    assert "Lars" in others
    picture(phone.page, "scan_others")
    phone.page.wait_for_timeout(1500)
    assert sql(demo.database, "SELECT count(*) FROM furniture_scan_record") == before
    phone.page.goto(f"{demo.url}/web/session/logout?redirect=/web/login")
    phone.page.fill("input[name=login]", "lager")
    phone.page.fill("input[name=password]", "lager")
    phone.page.click("button[type=submit]")
    phone.page.wait_for_url(lambda url: "/web/login" not in url)
    phone.open()
    phone.wait_unsent(0)
    assert stands_in(demo, place[0], [piece]) == 1


def test_somebody_who_may_not_scan_is_told_so(demo, browser):
    with new_page(browser) as page:
        log_in(page, demo, "ansatt", "ansatt")
        assert page.goto(f"{demo.url}/furniture/scan").status == 403
        assert "Lagermedarbeider" in page.locator("main").inner_text()


@pytest.fixture
def blanks(demo):
    """Codes of blank tags, as they come from the roll."""
    made = "print(*env['furniture.tag'].create([{} for _number in range(8)]).mapped('code')); env.cr.commit()"
    return shell(demo.database, made).split()


def registered(server, those):
    """[place, model, condition] of the pieces that these codes lead to now."""
    return sql(
        server.database,
        f"""SELECT l.location_id, l.product_id, l.condition FROM stock_lot l JOIN furniture_tag t ON t.lot_id = l.id
            WHERE t.code IN ({", ".join(f"'{code}'" for code in those)}) ORDER BY t.id""",
    )


def slow(phone, milliseconds=150):
    """A telephone's network."""
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def test_pieces_of_a_known_model_are_registered_by_scanning_alone(demo, phone, store, blanks):
    place = store[0]
    phone.open()
    slow(phone)
    page = phone.page
    phone.mode("register")
    choose_place(phone, place)
    begun = time.monotonic()
    phone.scan(blanks[0])
    page.wait_for_selector(".o_scan_sheet")
    model = page.locator(".o_scan_model").first.get_attribute("data-id")
    picture(page, "scan_models")
    page.locator(".o_scan_model").first.click()
    page.click("[data-name=condition] [data-value=b]")
    first = time.monotonic() - begun
    begun = time.monotonic()
    for code in blanks[1:5]:
        phone.scan(code)
        page.wait_for_selector(f".o_scan_item[data-code='{code}']")
    page.wait_for_selector(".o_scan_item[data-status=ready] >> nth=4")
    picture(page, "scan_register")
    page.click(".o_scan_save")
    phone.wait_unsent(0)
    print(
        f"seconds: first piece {first:.2f}, each one after {(time.monotonic() - begun) / 4:.2f}, 150 ms network delay"
    )
    assert registered(demo, blanks[:5]) == [[str(place[0]), model, ""]] + [[str(place[0]), model, "b"]] * 4
    # Place, model and condition are still there tomorrow, and what is registered is not taken twice.
    phone.kill()
    phone.open_again("lager")
    phone.page.wait_for_selector(".o_scan_app[data-mode=register]")
    phone.scan(blanks[0])
    phone.page.wait_for_selector(".o_scan_band.o_scan_warning, .o_scan_item[data-status=again]")
    phone.scan(blanks[5])
    phone.page.wait_for_selector(f".o_scan_item[data-code='{blanks[5]}'][data-status=ready]")
    phone.page.click(".o_scan_save")
    phone.wait_unsent(0)
    assert registered(demo, blanks[5:6]) == [[str(place[0]), model, "b"]]


def test_a_new_model_is_made_and_used_without_network(demo, phone, store, blanks):
    place = store[1]
    phone.open()
    phone.wait_kept()
    page = phone.page
    phone.mode("register")
    choose_place(phone, place)
    page.route("**/furniture/scan/send", lambda route: route.abort())
    begun = time.monotonic()
    page.click(".o_scan_pick_model")
    page.click(".o_scan_new_model")
    page.click(".o_scan_model_photo")
    page.click(".o_scan_shoot:not([disabled])")
    page.wait_for_selector(".o_scan_model_photo img")
    page.fill("#o_scan_model_name", "Prøvestol")
    page.locator("[data-name=type] button").first.click()
    page.fill("#o_scan_model_maker", "Prøvemakeren")
    page.fill("[name=width]", "62,5")
    picture(page, "scan_new_model")
    page.click(".o_scan_save_model")
    page.wait_for_selector(".o_scan_sheet", state="detached")
    for code in blanks[:2]:
        phone.scan(code)
        page.wait_for_selector(f".o_scan_item[data-code='{code}']")
    page.locator(f".o_scan_item[data-code='{blanks[1]}'] .o_scan_item_photo").click()
    page.click(".o_scan_shoot:not([disabled])")
    page.click(".o_scan_save")
    phone.wait_unsent(4)
    print(f"seconds: a new model and two pieces of it {time.monotonic() - begun:.2f}")
    picture(page, "scan_kept")
    phone.kill()
    phone.open_again("lager")
    phone.wait_unsent(0)
    assert [entry["state"] for entry in phone.kept()] == ["done"] * 4
    rows = sql(
        demo.database,
        f"""SELECT p.name->>'en_US', m.name, p.width, count(DISTINCT l.id), count(DISTINCT f.id) FROM stock_lot l
            JOIN furniture_tag t ON t.lot_id = l.id JOIN product_product v ON v.id = l.product_id
            JOIN product_template p ON p.id = v.product_tmpl_id JOIN furniture_maker m ON m.id = p.maker_id
            LEFT JOIN furniture_photo f ON f.lot_id = l.id
            WHERE t.code IN ('{blanks[0]}', '{blanks[1]}') AND l.location_id = {place[0]} GROUP BY 1, 2, 3""",
    )
    assert rows == [["Prøvestol", "Prøvemakeren", "62.5", "2", "1"]]


def gather(phone, place, those):
    """Scan pieces in Move here and press the button."""
    phone.mode("move")
    choose_place(phone, place)
    for code in those:
        phone.scan(code)
        phone.page.wait_for_selector(f".o_scan_item[data-code='{code}']")
    phone.page.click(".o_scan_save")


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


def test_a_code_in_the_address_is_looked_up(demo, phone):
    [piece] = codes(demo, 1)
    phone.open(f"?code={piece}", ".o_scan_found")
    [[number, model]] = sql(
        demo.database,
        f"""SELECT l.name, p.name->>'en_US' FROM stock_lot l JOIN furniture_tag t ON t.lot_id = l.id
            JOIN product_product v ON v.id = l.product_id JOIN product_template p ON p.id = v.product_tmpl_id WHERE t.code = '{piece}'""",
    )
    phone.page.wait_for_selector(f".o_scan_found dd:text-is('{number}')")
    assert phone.page.locator(".o_scan_found h2").inner_text() == model
    phone.page.click(".o_scan_task[name=move]")
    phone.page.wait_for_selector(f".o_scan_item[data-code='{piece}']")
    phone.page.click(".o_scan_remove")
    phone.mode("look_up")
    assert "code=" not in phone.page.url, "loading the page again does not scan again"
    phone.scan(piece)
    phone.page.wait_for_selector(".o_scan_task[name=move]")
    picture(phone.page, "scan_look_up")


SMALL = """() => [...document.querySelectorAll('.o_scan_app button, .o_scan_app input, .o_scan_app a, .o_scan_sheet button, .o_scan_sheet input')]
    .filter((element) => element.checkVisibility() && element.type !== 'file' && element.getBoundingClientRect().height < 47.5)
    .map((element) => element.outerHTML)"""
NAMELESS = """() => [...document.querySelectorAll('button, a, input')].filter((element) => element.checkVisibility()
    && !(element.getAttribute('aria-label') || element.textContent.trim() || element.labels?.length)).map((element) => element.outerHTML)"""


def test_every_mode_fits_a_small_telephone_and_fingers_in_gloves(demo, phone):
    phone.open()
    page = phone.page
    modes = page.eval_on_selector_all(".o_scan_mode", "(buttons) => buttons.map((button) => button.dataset.mode)")
    assert {"register", "look_up", "move", "open"} <= set(modes)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 640})
        for mode in ("menu", *modes):
            page.click(".o_scan_menu") if mode == "menu" else phone.mode(mode)
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), mode
            wide = "(all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'auto').map((one) => one.className)"
            assert (
                page.eval_on_selector_all(".o_scan_body, .o_scan_header, .o_scan_bottom, .o_scan_body > *", wide) == []
            )
            assert page.evaluate(SMALL) == []
            assert page.evaluate(NAMELESS) == []
            picture(page, f"scan_{mode}_{width}")


def test_it_is_worked_by_keyboard_alone(demo, phone, store):
    phone.open()
    page = phone.page

    def tab_to(selector, most=60):
        for _press in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
                assert outline == "solid", "one sees where one is"
                return
        raise AssertionError(f"{selector} is not reached")

    tab_to(".o_scan_mode[data-mode=move]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_scan_app[data-mode=move]")
    tab_to(".o_scan_place")
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_scan_sheet")
    page.keyboard.press("Escape")
    page.wait_for_selector(".o_scan_sheet", state="detached")
    page.wait_for_function("() => document.activeElement.matches('.o_scan_place')")
    page.keyboard.press("Enter")
    tab_to("#o_scan_place_filter")
    page.keyboard.type(store[0][1])
    tab_to(f".o_scan_choice[data-id='{store[0][0]}']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_scan_sheet", state="detached")
    tab_to("#o_scan_typed_code")
    [code] = codes(demo, 1, offset=30, away_from=store[0][0])
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_selector(f".o_scan_item[data-code='{code}'][data-status=ready]")
    tab_to(".o_scan_save")
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_scan_band.o_scan_success")
    phone.wait_unsent(0)
    assert stands_in(demo, store[0][0], [code]) == 1


class new_tab:
    """Another tab of the same telephone."""

    def __init__(self, phone):
        self.phone = phone

    def __enter__(self):
        self.page = self.phone.page.context.new_page()
        return self.page

    def __exit__(self, *_failed):
        self.page.close()
