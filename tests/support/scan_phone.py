"""A telephone with the scan page: a browser with a folder of its own, which may be killed as a telephone's is, and opened again."""

import contextlib
import os
import shutil
import signal
import time
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from .browser import PHONE, log_in

KEPT = """async () => {
    const owner = await new Promise((resolve) => {
        const request = indexedDB.open("bk_scan");
        request.onsuccess = () => {
            const all = request.result.transaction("records").objectStore("records").getAll();
            all.onsuccess = () => resolve(all.result.map(({ kind, state, seq }) => ({ kind, state, seq })).sort((a, b) => a.seq - b.seq));
        };
    });
    return owner;
}"""


WEDGE = """(keys) => {
    document.activeElement.blur();
    keys.forEach((key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
}"""


class ScanPhone:
    """`with ScanPhone(server, folder) as phone:`; `phone.page` is the page, after `open()`."""

    def __init__(self, server, folder, viewport=None, film=None):
        self.server, self.folder = server, Path(folder)
        self.film = film  # what the camera sees, see label_film.py
        self.viewport = viewport or PHONE
        self.errors = []
        self._watched = None

    def __enter__(self):
        self._playwright = sync_playwright().start()
        self._launch()
        return self

    def __exit__(self, *_failed):
        with contextlib.suppress(Error):
            self._context.close()
        self._playwright.stop()

    def _launch(self):
        self._context = self._playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                *([f"--use-file-for-fake-video-capture={self.film}"] if self.film else []),
            ],
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            viewport=self.viewport,
            has_touch=True,
        )
        self.page = self._context.pages[0]
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def kill(self):
        """SIGKILL to the browser, and a new one on the same folder."""
        mark = f"--user-data-dir={self.folder}".encode()
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and mark in (entry / "cmdline").read_bytes().split(b"\0"):
                    os.kill(int(entry.name), signal.SIGKILL)
        with contextlib.suppress(Error):
            self._context.close()
        for lock in self.folder.glob("Singleton*"):
            lock.unlink()
        self._launch()

    def show(self, film):
        """Close the page and open a browser whose camera sees ``film``."""
        self._context.close()
        self.film = film
        self._launch()

    def log_in(self, login, password=None):
        log_in(self.page, self.server, login, password or login)

    def open(self, query="", ready=".o_scan_app[data-mode]"):
        self.page.goto(f"{self.server.url}/furniture/scan{query}")
        self.page.wait_for_selector(ready)
        self._watch_page()

    def watch(self, name, called, script):
        """Run a function in the page, now and whenever it is opened; what it tells to ``window.<name>()`` comes to ``called``."""
        self._watched = (name, called, script)
        self._watch_page()

    def unwatch(self):
        """Watch no more; what runs in the page has nobody to tell."""
        self._watched = None

    def _watch_page(self):
        if self._watched:
            name, _called, script = self._watched
            if not self.page.evaluate("name => name in window", name):
                self.page.expose_binding(name, lambda source: self._watched and self._watched[1](source))
            self.page.evaluate(script)

    def open_again(self, login):
        """After a kill with network: a browser writes its cookies down only now and then, so it may have to log in again."""
        self.page.goto(f"{self.server.url}/furniture/scan")
        if "/web/login" in self.page.url:
            self.log_in(login)
        self.open()

    def wait_kept(self, timeout=30):
        """Until the service worker has all that the page needs to open without network."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.page.evaluate("async () => Boolean(await caches.match('/furniture/scan'))"):
                return
            time.sleep(0.1)
        raise AssertionError("the page was not kept")

    def mode(self, name):
        self.page.click(".o_scan_menu")
        self.page.click(f".o_scan_mode[data-mode={name}]")
        self.page.wait_for_selector(f".o_scan_app[data-mode={name}]")

    def scan(self, code):
        """As a keyboard-wedge scanner does it: quick keys and Enter, wherever the focus is; quick on a busy machine too."""
        self.page.evaluate(WEDGE, [*code, "Enter"])

    def save(self):
        """Press Save, and wait until what was gathered is queued and sent."""
        self.page.click(".o_scan_save")
        self.page.wait_for_selector(".o_scan_item[data-status=ready]", state="detached")
        self.wait_unsent(0)

    def type_code(self, code):
        self.page.fill("#o_scan_typed_code", code)
        self.page.press("#o_scan_typed_code", "Enter")

    def say(self):
        return self.page.locator(".o_scan_band").inner_text()

    def unsent(self):
        return int(self.page.locator(".o_scan_unsent").get_attribute("data-count"))

    def wait_unsent(self, count):
        self.page.wait_for_selector(f".o_scan_unsent[data-count='{count}']")

    def kept(self):
        """What lies in the device's queue, read past the page."""
        return self.page.evaluate(KEPT)
