"""Every mode of the scan page on a small telephone, with gloves, and by keyboard alone."""

from tests.support.databases import sql
from tests.support.scan_steps import codes, picture, stands_in

SMALL = """() => [...document.querySelectorAll('.o_scan_app button, .o_scan_app input, .o_scan_app a, .o_scan_sheet button, .o_scan_sheet input')]
    .filter((element) => element.checkVisibility() && element.type !== 'file' && element.getBoundingClientRect().height < 47.5)
    .map((element) => element.outerHTML)"""


NAMELESS = """() => [...document.querySelectorAll('button, a, input')].filter((element) => element.checkVisibility()
    && !(element.getAttribute('aria-label') || element.textContent.trim() || element.labels?.length)).map((element) => element.outerHTML)"""


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
    page.wait_for_selector(f".o_scan_item[data-code='{code}']", state="detached")
    phone.wait_unsent(0)
    assert stands_in(demo, store[0][0], [code]) == 1
