"""A coordinator brings in the municipality's survey in the browser: sees what it will do, decides on doubtful names, applies, watches."""

import io

import openpyxl
import pytest

from tests.support.browser import DESKTOP, PHONE, log_in, new_page
from tests.support.databases import clone_database, sql
from tests.support.registers import COORDINATOR, REGISTER, add_coordinator
from tests.support.server import OdooServer

FILE = ".o_field_widget[name=file] input[type=file]"
SENTENCE = ".alert .o_field_widget[name=problem]"


@pytest.fixture(scope="module")
def server():
    with clone_database("screen") as database:
        add_coordinator(database)
        with OdooServer(database, cron=1) as running:
            yield running


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request, browser, server):
    """The coordinator's page; a script error on it fails the test."""
    errors = []
    with new_page(browser, request.param) as opened:
        opened.on("pageerror", lambda error: errors.append(str(error)))
        log_in(opened, server, *COORDINATOR)
        yield opened
    assert not errors


def upload(page, server, content, filename):
    """Choose a file in a new import and have it read."""
    page.goto(f"{server.url}/odoo/furniture-import")
    page.click(".o_list_button_add:visible, .o-kanban-button-new:visible")
    page.wait_for_selector(".o_form_view")
    page.set_input_files(FILE, {"name": filename, "mimeType": "application/octet-stream", "buffer": content})
    press(page, "action_read")


def press(page, button):
    """A button above the page, as soon as it is there."""
    page.locator(f".o_form_statusbar button[name={button}]:visible").first.click()


def number(page, field):
    """A number on the page, whatever the language puts between thousands."""
    return int("".join(filter(str.isdigit, page.locator(f".o_field_widget[name={field}]:visible").first.inner_text())))


def survey(**cells):
    """The survey with some cells changed; ``B5=...``."""
    book = openpyxl.load_workbook(REGISTER)
    for place, value in cells.items():
        book.active[place] = value
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def small(building):
    """A register of three rows, one with an error and one with a misspelt room."""
    book = openpyxl.Workbook()
    for row in (
        ["Produktnavn", "Kategori", "Produsent", "Status", "Bygg", "Etasje", "Rom", "Antall"],
        ["Stol Alfa", "Kontorstol", "HÅG", "Ledig", building, 1, "Resepsjon", 3],
        ["Stol Alfa", "Kontorstol", "HÅG", "Ledig", building, 1, "Resepsjonn", 1],
        ["Stol Alfa", "Kontorstol", "HÅG", "Kanskje", building, 1, "101", 1],
    ):
        book.active.append(row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def test_the_survey_from_the_file_to_the_pieces(server, browser):
    with new_page(browser) as page:
        log_in(page, server, *COORDINATOR)
        upload(page, server, survey(N4="Claude Monets alle 5", D6="Kinarps"), "Møbelregister.xlsx")
        page.wait_for_selector(".o_field_widget[name=doubtful_ids] .o_data_row")
        assert (number(page, "new_count"), number(page, "error_count"), number(page, "piece_count")) == (2334, 24, 6500)
        # Names that may be typing errors are decided one by one, before the button for the others does anything final.
        rows = page.locator(".o_field_widget[name=doubtful_ids] .o_data_row")
        assert rows.count() == 2
        press(page, "action_confirm_names")
        page.wait_for_selector(".o_form_statusbar button[name=action_confirm_names]", state="detached")
        assert not page.locator("button[name=action_apply]:visible").count()
        for left in (1, 0):
            page.locator("button[name=action_use]:visible").first.click()
            page.wait_for_function(
                f"() => document.querySelectorAll('.o_data_row button[name=action_use]').length == {left}"
            )
        # The rows with errors come back as a workbook.
        with page.expect_download() as download:
            press(page, "action_download_errors")
        assert download.value.suggested_filename.startswith("Møbelregister - ")
        sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
        [[sentence]] = sql(server.database, "SELECT error_text FROM furniture_import_row WHERE row_number = 282")
        assert (sheet.cell(3, sheet.max_column).value, sheet.cell(282, sheet.max_column).value) == (
            "Feil og merknader",
            sentence,
        )
        # Applied in the background; the page follows by itself.
        press(page, "action_apply")
        page.wait_for_selector(".progress .progress-bar")
        assert sql(server.database, "SELECT state FROM furniture_import") == [["applying"]]
        page.wait_for_function(
            "() => { const bar = document.querySelector('.progress-bar'); return bar && parseInt(bar.style.width) > 0 && parseInt(bar.style.width) < 100 }",
            timeout=60_000,
        )
        page.wait_for_selector(".o_form_statusbar button[name=action_open_pieces]", timeout=120_000)
        assert number(page, "applied_count") == 2334
        press(page, "action_open_pieces")
        page.wait_for_selector(".o_form_view", state="detached")
        page.wait_for_selector(".o_list_view .o_data_row")
        assert page.locator(".o_list_view .o_data_row").count() == 80
    assert sql(server.database, "SELECT count(*), count(DISTINCT building_id) FROM stock_lot") == [["6500", "6"]]
    assert sql(server.database, "SELECT count(*) FROM furniture_maker WHERE name = 'Kinarps'") == [["0"]]


def test_a_small_register_on_either_screen(server, page):
    building = f"Hus {page.viewport_size['width']}"
    upload(page, server, small(building), f"{building}.xlsx")
    page.wait_for_selector(".o_field_widget[name=doubtful_ids]")
    assert number(page, "doubtful_count") == 1
    width = page.evaluate("() => [document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], "nothing sticks out of the screen"
    page.locator(".o_field_widget[name=doubtful_ids] button[name=action_reject]").click()
    page.wait_for_selector(".o_field_widget[name=doubtful_ids] button[name=action_undo]")
    press(page, "action_confirm_names")
    press(page, "action_apply")
    page.wait_for_selector(".o_form_statusbar button[name=action_open_pieces]", timeout=60_000)
    assert (number(page, "applied_count"), number(page, "error_count")) == (1, 2)
    where = f"SELECT p.name, count(*) FROM stock_lot l JOIN stock_location p ON p.id = l.location_id JOIN stock_location b ON b.id = l.building_id WHERE b.name = '{building}' GROUP BY 1"
    assert sql(server.database, where) == [["Resepsjon", "3"]]


def test_a_file_that_is_no_register_is_told_in_a_sentence(server, page):
    upload(page, server, b"%PDF-1.7 x", "register.xlsx")
    page.wait_for_selector(SENTENCE)
    assert "PDF" in page.locator(SENTENCE).inner_text()
    assert page.locator("button[name=action_read]:visible").count(), "another file can be chosen and read"
    page.set_input_files(
        FILE, {"name": "riktig.xlsx", "mimeType": "application/octet-stream", "buffer": small("Huset")}
    )
    press(page, "action_read")
    page.wait_for_selector(".o_field_widget[name=new_count]")
    assert number(page, "new_count") == 2
    assert not page.locator(SENTENCE).count()
