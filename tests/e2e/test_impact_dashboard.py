"""Reuse in figures, in Norwegian: from each number to its records and back, the wall screen without a network, and one's own savings."""

import os
import re
from datetime import date

import pytest

from tests.support.browser import PHONE, new_page
from tests.support.databases import clone_database, shell, sql
from tests.support.reuse_year import script
from tests.support.screens import Person, person, picture, settle
from tests.support.server import OdooServer

DASHBOARD = "/odoo/furniture-figures"
WALL = "/odoo/furniture-wall"
SAVINGS = "/odoo/my-furniture-savings"
YEAR = date.today().year
TELEVISION = {"width": 1920, "height": 1080}
# What a screen reader would stumble over: buttons and controls without a name, pictures without a text, headings that skip a level.
UNNAMED = """() => {
    const named = (el) => (el.innerText || el.getAttribute('aria-label') || el.title || '').trim();
    const main = document.querySelector('main');
    const faults = [...main.querySelectorAll('button, a')].filter((el) => !named(el)).map((el) => el.outerHTML);
    for (const control of main.querySelectorAll('select, input')) {
        if (!control.labels.length && !control.getAttribute('aria-label')) { faults.push(control.outerHTML); }
    }
    for (const canvas of main.querySelectorAll('canvas')) {
        if (canvas.getAttribute('role') !== 'img' || !canvas.getAttribute('aria-label')) { faults.push(canvas.outerHTML); }
    }
    let level = 0;
    for (const heading of main.querySelectorAll('h1, h2, h3, h4')) {
        const next = Number(heading.tagName[1]);
        if (next > level + 1) { faults.push(heading.outerHTML); }
        level = next;
    }
    return faults;
}"""


@pytest.fixture(scope="module")
def demo():
    with clone_database("figures", os.environ["RIG_DEMO_TEMPLATE"]) as database:
        shell(database, script())
        with OdooServer(database) as server:
            yield server


@pytest.fixture
def auditor(demo, browser):
    with person(browser, demo, "revisor") as someone:
        someone.visit(DASHBOARD, "[data-figure='own']")
        yield someone


def number(text):
    """The number in a text in Norwegian."""
    found = re.search(r"-?\d[\d\s\u00a0\u202f]*(?:,\d+)?", text.replace("−", "-"))
    amount = float(re.sub(r"[\s\u00a0\u202f]", "", found.group()).replace(",", "."))
    return amount * 1000 if "tonn" in text else amount


def near(one, other):
    """The same as far as the screen writes it: whole kg, or tonnes with one decimal."""
    return abs(one - other) <= (0.6 if abs(other) < 10000 else 51)


def shown(page, figure):
    return number(
        page.locator(f"[data-figure='{figure}'] button, [data-figure='{figure}'] .o_figure_number").first.inner_text()
    )


def comes_to(page, figure, value):
    """Wait until the figure has the value: the screen is fetching it."""
    for _attempt in range(50):
        if page.locator(f"[data-figure='{figure}']").count() and shown(page, figure) == value:
            return
        page.wait_for_timeout(200)
    assert shown(page, figure) == value


def back(page):
    page.locator(".o_breadcrumb a, .o_back_button").first.click()
    page.wait_for_selector("[data-figure='own']")
    settle(page)


def ids_of(page):
    """How many records the list has, whatever fits on the first page."""
    page.wait_for_selector(".o_list_view .o_data_row")
    settle(page)
    return number(page.locator(".o_pager_limit").first.inner_text())


def test_three_big_numbers_in_plain_norwegian(auditor):
    page = auditor.page
    titles = page.locator(".o_impact_cards .o_figure_title").all_inner_texts()
    assert titles == ["Unngått utslipp", "Avfall unngått", "Spart, netto"]
    [[net, low, high]] = sql(
        auditor.server.database,
        "SELECT round(sum(net)), round(sum(net_low)), round(sum(net_high)) FROM furniture_impact_entry"
        f" WHERE report_line = 'own' AND extract(year FROM date) = {YEAR}",
    )
    assert near(shown(page, "own"), float(net))
    under = page.locator("[data-figure='own'] .o_figure_under").inner_text()
    parts = [number(part) for part in under.split(" og ")]
    in_tonnes = abs(float(net)) >= 10000
    assert all(
        abs(part - float(text)) <= (51 if in_tonnes else 0.6) for part, text in zip(parts, (low, high), strict=True)
    )
    words = page.locator("main").inner_text()
    assert "Ombruk i tall" in words
    assert not re.search(r"\b(the|and|pieces|avoided|waste)\b", words), "a word is not translated"
    picture(page, "impact-dashboard")


def test_each_number_opens_its_records_and_back_again(auditor):
    page = auditor.page
    [[count, net]] = sql(
        auditor.server.database,
        "SELECT count(*), sum(net) FROM furniture_impact_entry"
        f" WHERE report_line = 'own' AND extract(year FROM date) = {YEAR}",
    )
    assert near(shown(page, "own"), float(net))
    page.click("[data-figure='own'] button")
    assert ids_of(page) == float(count)
    back(page)
    for figure in ("waste", "money", "outside", "material", "entered", "countered", "live_in_use", "live_reused"):
        value = shown(page, figure)
        page.locator(f"[data-figure='{figure}'] button").first.click()
        count = ids_of(page)
        assert count > 0, figure
        if figure in ("entered", "countered", "live_in_use", "live_reused"):
            assert count == value, figure
        back(page)


def test_a_bar_opens_its_records_by_the_table_too(auditor):
    page = auditor.page
    chart = page.locator("[data-chart='unit']")
    chart.get_by_role("button", name="Vis som tabell").click()
    row = chart.locator("tbody tr").first
    value, unit = number(row.locator("button").inner_text()), row.locator("th").inner_text()
    [[count, net]] = sql(
        auditor.server.database,
        "SELECT count(*), sum(e.net) FROM furniture_impact_entry e JOIN furniture_unit u ON u.id = e.unit_id"
        f" WHERE e.report_line = 'own' AND u.name = '{unit}' AND extract(year FROM e.date) = {YEAR}",
    )
    assert near(value, float(net))
    row.locator("button").focus()
    page.keyboard.press("Enter")
    assert ids_of(page) == float(count)
    back(page)
    canvas = page.locator("[data-chart='months'] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    # Somewhere in the row of bars there is one: the pointer looks for it along the ground line.
    for step in range(3, 40):
        page.mouse.click(box["x"] + box["width"] * step / 40, box["y"] + box["height"] - 45)
        page.wait_for_timeout(150)
        if page.locator(".o_list_view").count():
            break
    page.wait_for_selector(".o_list_view .o_data_row")


def test_filters_stand_in_the_address_and_back_undoes_them(auditor):
    page = auditor.page
    total = shown(page, "own")
    choices = page.locator("select[name='unit_ids'] option")
    page.select_option("select[name='unit_ids']", label=choices.nth(1).inner_text())
    page.wait_for_url(re.compile(r"[?&]units=\d+"))
    page.wait_for_selector("main[aria-busy='false']")
    settle(page)
    part = shown(page, "own")
    assert part < total
    page.reload()
    page.wait_for_selector("[data-figure='own']")
    assert shown(page, "own") == part
    page.click("[data-figure='own'] button")
    ids_of(page)
    back(page)
    assert shown(page, "own") == part
    page.get_by_role("button", name="Vis alt").click()
    page.wait_for_selector("main[aria-busy='false']")
    page.wait_for_function("() => !location.search.includes('units')")
    comes_to(page, "own", total)
    page.go_back()
    page.wait_for_url(re.compile(r"[?&]units=\d+"))
    comes_to(page, "own", part)


def test_an_empty_year_explains_itself(demo, browser):
    with person(browser, demo, "revisor") as someone:
        someone.visit(f"{DASHBOARD}?period=year&year=2001", ".o_impact_empty")
        someone.page.get_by_role("button", name="Vis alle år").click()
        someone.page.wait_for_selector("[data-figure='own']")


def test_a_failure_can_be_tried_again(auditor):
    page = auditor.page
    page.context.set_offline(True)
    page.get_by_role("button", name="Avfall unngått").click()
    page.select_option("select[name='period']", "all")
    page.wait_for_selector(".alert-danger")
    page.context.set_offline(False)
    page.get_by_role("button", name="Prøv igjen").click()
    page.wait_for_selector("[data-figure='own']")


def test_it_can_be_used_without_eyes_and_without_a_mouse(auditor):
    page = auditor.page
    assert page.evaluate(UNNAMED) == []
    for chart in ("months", "site", "unit", "type"):
        assert page.locator(f"[data-chart='{chart}'] table tbody tr").count() > 0, "a chart has the same as a table"
    page.locator("[data-figure='own'] button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".o_list_view .o_data_row")


def test_it_fits_a_phone(demo, browser):
    with person(browser, demo, "revisor", PHONE) as someone:
        someone.visit(DASHBOARD, "[data-figure='own']")
        page = someone.page
        assert page.evaluate("() => document.querySelector('main').scrollWidth <= window.innerWidth")
        assert page.evaluate(UNNAMED) == []
        picture(page, "impact-dashboard-phone")


def test_the_wall_screen_goes_on_without_a_network(demo, browser):
    with new_page(browser, TELEVISION) as page:
        page.clock.install()
        someone = Person(page, demo)
        page.goto(f"{demo.url}/web/login")
        page.fill("input[name=login]", "revisor")
        page.fill("input[name=password]", "revisor")
        page.click("button[type=submit]")
        page.wait_for_url(lambda url: "/web/login" not in url)
        someone.visit(WALL, ".o_wall_number")
        assert not page.locator(".o_main_navbar:visible").count()
        assert not page.locator("main select, main a").count()
        first = page.locator("footer[role='status']").inner_text()
        assert first.startswith("Talt klokka")
        sizes = page.locator(".o_wall_number").evaluate_all(
            "els => els.map(el => parseFloat(getComputedStyle(el).fontSize))"
        )
        assert min(sizes) >= 72
        assert page.evaluate("() => document.querySelector('main').scrollHeight <= window.innerHeight")
        picture(page, "impact-wall")
        page.context.set_offline(True)
        page.clock.fast_forward("03:05")
        page.wait_for_selector(".o_wall_failed")
        assert "Ingen kontakt" in page.locator("footer[role='status']").inner_text()
        assert page.locator(".o_wall_number").count() == 4, "the last figures stay"
        assert not page.locator(".o_error_dialog, .o_notification").count()
        page.context.set_offline(False)
        page.clock.fast_forward("00:35")
        page.wait_for_selector("footer:not(.o_wall_failed)")
        assert page.locator("footer[role='status']").inner_text().startswith("Talt klokka")


def test_an_employee_sees_their_own_savings(demo, browser):
    [[net, pieces]] = sql(
        demo.database,
        "SELECT round(sum(e.net) FILTER (WHERE e.report_line = 'own')), sum(e.piece_count)"
        " FROM furniture_impact_entry e JOIN res_users u ON u.id = e.requester_id"
        f" WHERE u.login = 'ansatt' AND e.report_line = 'own' AND extract(year FROM e.date) = {YEAR}",
    )
    with person(browser, demo, "ansatt") as anne:
        anne.visit(SAVINGS, "[data-savings='me']")
        page = anne.page
        assert near(number(page.locator("[data-savings='me'] .o_figure_number").inner_text()), float(net))
        assert number(page.locator("[data-savings='me'] li").first.inner_text()) == float(pieces)
        assert page.locator("[data-savings='unit']").inner_text().startswith("Skolekontoret")
        assert not page.locator("[data-unit]").count()
        assert page.evaluate(UNNAMED) == []
        picture(page, "impact-my-savings")
        # The dashboard of everybody's figures is not for employees.
        page.goto(f"{demo.url}{DASHBOARD}")
        page.wait_for_selector(".alert-danger, .o_error_dialog")
        assert not page.locator("[data-figure='own']").count()


def test_the_coordinator_sees_each_unit(demo, browser):
    with person(browser, demo, "ombruk") as olav:
        olav.visit(SAVINGS, "[data-unit]")
        page = olav.page
        assert page.locator("[data-unit]").count() == 3
        page.locator("[data-unit] button").first.click()
        ids_of(page)


def test_the_kindergarten_sees_its_savings_in_the_portal(demo, browser):
    with person(browser, demo, "barnehage", PHONE) as berit:
        berit.visit("/my", "a[href='/my/furniture/savings']")
        page = berit.page
        page.click("a[href='/my/furniture/savings']")
        page.wait_for_selector("h1:has-text('Mine besparelser')")
        assert "Fjordvik barnehage" in page.locator("main, #wrap").first.inner_text()
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    with person(browser, demo, "leverandor", PHONE) as supplier:
        supplier.page.goto(f"{demo.url}/my")
        assert not supplier.page.locator("a[href='/my/furniture/savings']").count()
        assert supplier.page.goto(f"{demo.url}/my/furniture/savings").status == 404


def test_the_officer_goes_from_the_project_to_its_figures(demo, browser):
    with person(browser, demo, "innkjop") as ingrid:
        ingrid.visit("/odoo/furnishing-projects", ".o_kanban_record")
        page = ingrid.page
        page.locator(".o_kanban_record:not(.o_kanban_ghost)").first.click()
        page.wait_for_selector("button[name='action_open_impact']")
        stat = number(page.locator("button[name='action_open_impact'] .o_stat_value").inner_text())
        page.click("button[name='action_open_impact']")
        page.wait_for_selector("[data-figure='own']")
        assert near(shown(page, "own"), stat)
        page.reload()
        page.wait_for_selector("[data-figure='own']")
        assert near(shown(page, "own"), stat)
