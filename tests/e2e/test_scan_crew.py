"""A crew on the scan page: one question per screen, without network; the supervisor reviews, and the member reads what came back."""

import contextlib
import shutil

import pytest
from playwright.sync_api import Error

from tests.support.browser import DESKTOP, PHONE, log_in, new_page
from tests.support.databases import shell, sql
from tests.support.scan_phone import ScanPhone
from tests.support.scan_steps import codes, picture
from tests.support.screens import picture as guide_picture

SMALL = """() => [...document.querySelectorAll('.o_crew button, .o_crew input, .o_crew textarea')]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 63.5).map((element) => element.outerHTML)"""
LONG = """() => [...document.querySelectorAll('.o_crew h2, .o_crew button, .o_crew p')].filter((element) => element.checkVisibility())
    .map((element) => element.innerText.trim()).filter((text) => !text.includes('·') && text.split(/\\s+/).length > 9)"""
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def member(demo, tmp_path):
    with ScanPhone(demo, tmp_path / "phone") as phone:
        phone.log_in("lag")
        yield phone
        assert not phone.errors


@contextlib.contextmanager
def supervisor(phone, viewport=None):
    """The back office in a browser of the supervisor's own."""
    browser = phone._playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
    )
    try:
        with new_page(browser, viewport) as page:
            log_in(page, phone.server, "lager", "lager")
            yield page
    finally:
        browser.close()


def screen(phone, name):
    phone.page.wait_for_selector(f".o_crew[data-screen='{name}']")
    assert phone.page.evaluate(SMALL) == [], name
    assert phone.page.evaluate(LONG) == [], name
    assert not phone.page.evaluate(WIDE), name
    picture(phone.page, f"crew_{name.replace(' ', '_')}")


def scan_door(phone, code, after):
    """A slow computer may tear the keys of a scanner apart: a door that was not read is scanned again."""
    for _time in range(3):
        phone.scan(code)
        with contextlib.suppress(Error):
            return phone.page.wait_for_selector(f".o_crew[data-screen='{after}']", timeout=5_000)
    raise AssertionError(phone.say())


def scan_tag(phone, code):
    phone.page.fill("#o_crew_code", code)
    phone.page.press("#o_crew_code", "Enter")


def read_all(phone):
    """Read what the supervisor has written, when the page has got it; returns the texts."""
    phone.page.wait_for_selector(".o_crew_note, .o_scan_person:has-text('Sommerlaget')")
    phone.page.wait_for_load_state("networkidle")
    texts = []
    while phone.page.locator(".o_crew_note").count():
        note = phone.page.locator(".o_crew").get_attribute("data-screen")
        texts.append(phone.page.locator(".o_crew_note").inner_text())
        picture(phone.page, f"crew_note_{len(texts)}")
        press(phone, "read")
        phone.page.wait_for_selector(f".o_crew[data-screen='{note}']", state="detached")
    return texts


def press(phone, name):
    phone.page.click(f".o_crew button[name={name}]")


def register(phone, tag, place, condition):
    """One piece, as a member does it: each question has a screen of its own."""
    screen(phone, "register place")
    if place:
        scan_door(phone, place, "register tag")
    else:
        phone.page.click(".o_crew_where >> nth=0")
    screen(phone, "register tag")
    scan_tag(phone, tag)
    screen(phone, "register type")
    phone.page.click(".o_crew_pictures button >> nth=0")
    screen(phone, "register model")
    phone.page.click(".o_crew_pictures button >> nth=0")
    screen(phone, "register condition")
    guide_picture(phone.page, "crew_phone")
    press(phone, condition)
    screen(phone, "register photo")
    press(phone, "skip")
    phone.page.wait_for_selector(".o_crew[data-screen=done]")


def door(demo):
    """The code on the door of a room in the building where the crew works."""
    code, place = shell(
        demo.database,
        "room = env['furniture.crew'].search([]).place_ids.child_internal_location_ids.filtered(lambda one: one.place_kind == 'room')[0]\n"
        "tags = env['furniture.tag']\n"
        "tag = tags.search([('location_id', '=', room.id), ('state', '=', 'claimed')], limit=1)\n"
        "if not tag:\n"
        "    tag = tags.create({})\n"
        "    tag.write(tag._prepare_claim_vals(room))\n\n"
        "print(tag.code, room.id); env.cr.commit()",
    ).split()
    return code, int(place)


def status_of(demo, code):
    return sql(
        demo.database,
        f"SELECT kind, status FROM furniture_scan_record WHERE data->>'code' = '{code}' ORDER BY id",
    )


def stands_in_room(demo, tag):
    return sql(
        demo.database,
        f"""SELECT q.location_id, l.condition FROM furniture_tag t JOIN stock_lot l ON l.id = t.lot_id
            JOIN stock_quant q ON q.lot_id = l.id JOIN stock_location p ON p.id = q.location_id AND p.usage = 'internal'
            WHERE t.code = '{tag}' AND q.quantity = 1""",
    )


def card(page, text):
    return page.locator(".o_kanban_record", has_text=text)


def test_a_crew_registers_without_network_and_the_supervisor_reviews(demo, member, blanks):
    first, second = blanks[:2]
    room, place = door(demo)
    [piece] = codes(demo, 1, offset=60, away_from=place)
    member.open("?mode=purpose")
    screen(member, "start")
    assert member.page.locator(".o_scan_mode, .o_scan_back_office").count() == 0, "no other mode is there for a crew"
    member.wait_kept()
    member.page.wait_for_function("() => document.querySelector('.o_scan_person').innerText.includes('Sommerlaget')")
    demo.stop()
    try:
        press(member, "register")
        register(member, first, room, "b")
        assert "møb" in member.page.locator(".o_crew_praise").inner_text()
        screen(member, "done")
        press(member, "more")
        screen(member, "register place")
        press(member, "back")
        screen(member, "start")
        press(member, "register")
        # A browser that is killed half-way goes on with the same question.
        scan_door(member, room, "register tag")
        member.page.wait_for_timeout(500)
        member.kill()
        member.open()
        screen(member, "register tag")
        press(member, "back")
        register(member, second, None, "c")
        press(member, "finished")
        press(member, "move")
        screen(member, "move tag")
        scan_tag(member, piece)
        screen(member, "move place")
        scan_door(member, room, "done")
        member.wait_unsent(3)
    finally:
        demo.start()
    member.open_again("lag")
    member.wait_unsent(0)
    assert status_of(demo, first) == [["register", "review"]]
    assert stands_in_room(demo, first) == stands_in_room(demo, second) == []

    with supervisor(member) as page:
        page.goto(f"{demo.url}/odoo/furniture-crews")
        page.wait_for_selector(".o_kanban_record:has-text('Sommerlaget')")
        guide_picture(page, "crew_board")
        page.click("button[name=action_review]")
        page.wait_for_selector(".o_kanban_record button[name=action_approve]")
        guide_picture(page, "crew_review")
        card(page, first).locator("button[name=action_approve]").click()
        page.wait_for_function(f"() => !document.querySelector('.o_kanban_renderer').innerText.includes('{first}')")
        card(page, second).locator("button[name=action_correct]").click()
        page.click(".modal [name=condition] input")
        page.click(".o_select_menu_item >> text=A – som ny")
        picture(page, "crew_correct_1366")
        page.click(".modal button[name=action_approve]")
        page.wait_for_selector(".modal", state="detached")
        [[number]] = sql(
            demo.database,
            f"SELECT l.name FROM stock_lot l JOIN furniture_tag t ON t.lot_id = l.id WHERE t.code = '{piece}'",
        )
        card(page, number).locator("button[name=action_reply]").click()
        page.fill(".modal [name=note] textarea", "Den skal stå der den er.")
        picture(page, "crew_send_back_1366")
        page.click(".modal button[name=action_reply]:visible")
        page.wait_for_selector(".modal", state="detached")

    assert status_of(demo, first) == [["register", "done"]]
    assert stands_in_room(demo, first) == [[str(place), "b"]]
    assert stands_in_room(demo, second) == [[str(place), "a"]], "as the supervisor corrected it"
    assert status_of(demo, piece) == [["move", "sent_back"]]

    member.page.reload()
    member.page.wait_for_selector(".o_crew_note")
    assert "Den skal stå der den er." in member.page.locator(".o_crew_note").inner_text()
    picture(member.page, "crew_note")
    press(member, "redo")
    screen(member, "move place")
    press(member, "back")
    assert read_all(member)[0] == "Den skal stå der den er.", "what was asked for stays until it is done, or read"
    screen(member, "start")


def test_help_is_asked_for_and_answered(demo, member):
    member.open()
    read_all(member)
    press(member, "help")
    screen(member, "help photo")
    press(member, "photo")
    member.page.click(".o_scan_shoot")
    member.page.wait_for_selector(".o_crew_photo")
    picture(member.page, "crew_photo_taken")
    press(member, "next")
    screen(member, "help text")
    member.page.fill("#o_crew_text", "Hva heter denne?")
    press(member, "next")
    screen(member, "done")
    member.wait_unsent(0)
    with supervisor(member, PHONE) as page:
        page.goto(f"{demo.url}/odoo/furniture-crews")
        page.wait_for_selector(".o_kanban_record:has-text('Sommerlaget')")
        picture(page, "crew_board_390")
        page.click("button[name=action_questions]")
        card(page, "Hva heter denne?").locator("button[name=action_reply]").click()
        page.fill(".modal [name=note] textarea", "Det er en hvilestol.")
        picture(page, "crew_answer_390")
        page.click(".modal button[name=action_reply]:visible")
        page.wait_for_selector(".modal", state="detached")
        page.goto(f"{demo.url}/odoo/from-crews")
        page.wait_for_selector(".o_kanban_record")
        picture(page, "crew_review_390")
        page.set_viewport_size(DESKTOP)
        page.goto(f"{demo.url}/odoo/crew-days")
        page.wait_for_selector(".o_data_row")
        picture(page, "crew_days_1366")
    member.page.reload()
    assert read_all(member)[-1] == "Det er en hvilestol."
    screen(member, "start")


def test_who_does_not_know_goes_on(demo, member, blanks):
    """Every question may be left open; the record says what is known."""
    member.open()
    read_all(member)
    tag = blanks[3]
    press(member, "register")
    member.page.wait_for_selector(".o_crew[data-screen='register place']")
    press(member, "unknown")
    member.page.wait_for_selector(".o_crew[data-screen='register tag']")
    scan_tag(member, tag)
    member.page.wait_for_selector(".o_crew[data-screen='register type']")
    press(member, "unknown")
    member.page.wait_for_selector(".o_crew[data-screen='register condition']")
    press(member, "unknown")
    member.page.wait_for_selector(".o_crew[data-screen='register photo']")
    press(member, "skip")
    member.page.wait_for_selector(".o_crew[data-screen=done]")
    member.wait_unsent(0)
    assert sql(demo.database, f"SELECT status, data FROM furniture_scan_record WHERE data->>'code' = '{tag}'") == [
        ["review", f'{{"code": "{tag}"}}']
    ]
    press(member, "more")
    member.page.wait_for_selector(".o_crew[data-screen='register place']")
    press(member, "unknown")
    press(member, "unknown")
    member.page.wait_for_selector(".o_crew[data-screen='help photo']")
    press(member, "skip")
    member.page.wait_for_selector(".o_crew[data-screen='help text']")
    assert member.page.input_value("#o_crew_text"), "what is wrong is written already"


def test_it_is_worked_by_keyboard_alone(demo, member):
    member.open()
    read_all(member)
    page = member.page
    page.focus(".o_crew h2")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_crew[data-screen='help photo']")
    assert page.evaluate("() => document.activeElement.tagName") == "H2", (
        "who does not see the screen hears the question"
    )
