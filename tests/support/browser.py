"""Debian's Chromium, driven by Playwright, as a Norwegian clerk or operator has it."""

import contextlib
import shutil

from playwright.sync_api import sync_playwright

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


@contextlib.contextmanager
def chromium(*flags):
    """A browser process; `flags` are added to its command line (a fake camera, for one)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", *flags],
        )
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def new_page(browser, viewport=None, **options):
    """A page in a session of its own, in Norwegian; a phone's page also has touch."""
    viewport = viewport or DESKTOP
    context = browser.new_context(
        locale="nb-NO", timezone_id="Europe/Oslo", viewport=viewport, has_touch=viewport == PHONE, **options
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def log_in(page, server, login="admin", password="admin"):
    """Log in through the form."""
    page.goto(f"{server.url}/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/web/login" not in url)
