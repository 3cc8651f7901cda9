"""The scan page on a telephone: it is installed, opens without network, and belongs to the person who logged in."""

from tests.support.databases import sql
from tests.support.scan_phone import ScanPhone
from tests.support.scan_steps import NewTab, choose_place, codes, picture, stands_in


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
    with NewTab(phone) as page:
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


def test_somebody_who_may_not_scan_is_told_so(demo, tmp_path):
    with ScanPhone(demo, tmp_path / "phone") as phone:
        phone.log_in("ansatt")
        assert phone.page.goto(f"{demo.url}/furniture/scan").status == 403
        assert "Lagermedarbeider" in phone.page.locator("main").inner_text()
