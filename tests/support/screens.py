"""Odoo's screens as a person uses them: open, press a button by its name, fill a field, take a picture for the guides."""

import os
from contextlib import contextmanager
from pathlib import Path

from rig import paths

from .browser import log_in, new_page

PICTURES = Path(os.environ.get("GUIDE_PICTURES") or paths.RUN / "pictures")


def settle(page):
    """Wait until the page has come to rest."""
    page.wait_for_load_state("load")
    page.wait_for_function("() => !document.querySelector('.o_loading_indicator, .o_blockUI')")


def picture(page, name):
    """A picture for the guides: `make pictures` keeps it in docs/pictures, otherwise it lands in .run/pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    settle(page)
    # Pictures further down are fetched when somebody scrolls there.
    page.wait_for_function(
        "() => [...document.images].every(i => i.complete || i.getBoundingClientRect().top > innerHeight)"
    )
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")


class Person:
    """Somebody at a screen: `with person(browser, server, "lager", PHONE) as lager:`."""

    def __init__(self, page, server):
        self.page, self.server = page, server

    def visit(self, path, ready):
        self.page.goto(f"{self.server.url}{path}")
        self.page.wait_for_selector(ready)
        settle(self.page)

    def press(self, name):
        """The button of a form or dialog with this technical name; on a phone it may sit in the menu of actions."""
        scope = ".modal:not(.o_inactive_modal)" if self.page.locator(".modal").count() else ".o_action_manager"
        button = self.page.locator(f"{scope} button[name='{name}']:visible").first
        if not button.count():
            self.page.locator(".o_cp_action_menus button, .o_statusbar_buttons .dropdown-toggle").first.click()
            button = self.page.locator(f"button[name='{name}']:visible, .o-dropdown--menu button[name='{name}']").first
        button.click()
        settle(self.page)

    def choose(self, field, text):
        """Type into a many2one and take the first proposal."""
        box = self.page.locator(f"[name='{field}'] input:visible").last
        box.fill(text)
        self.page.locator(".o-autocomplete--dropdown-item", has_text=text).first.click()

    def fill(self, field, text):
        self.page.locator(f"[name='{field}'] input:visible, [name='{field}'] textarea:visible").last.fill(text)

    def closed(self):
        """Wait until the dialog is gone."""
        self.page.wait_for_selector(".modal", state="detached")
        settle(self.page)

    def scan(self, code, answer):
        """A code into the scan field; waits for the answer's selector."""
        field = self.page.locator(".o_scan_field input")
        field.fill(code)
        field.press("Enter")
        self.page.wait_for_selector(answer)
        settle(self.page)

    def sign(self):
        """Draw a signature with the mouse."""
        canvas = self.page.locator(".modal canvas").first
        canvas.wait_for()
        box = canvas.bounding_box()
        x, y = box["x"] + box["width"] / 4, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(1, 12):
            self.page.mouse.move(x + step * box["width"] / 30, y + (-1) ** step * box["height"] / 6)
        self.page.mouse.up()


@contextmanager
def person(browser, server, login, viewport=None):
    """A person of the demo municipality, logged in (their password is their user name)."""
    with new_page(browser, viewport) as page:
        log_in(page, server, login, login)
        try:
            yield Person(page, server)
        except Exception:
            paths.RUN.joinpath("screenshots").mkdir(exist_ok=True)
            page.screenshot(path=paths.RUN / "screenshots" / f"failed_{login}.png")
            raise
