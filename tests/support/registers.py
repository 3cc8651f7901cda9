"""The register import as a person drives it from outside: over RPC, on a server that runs the scheduled job."""

import base64
import time
from pathlib import Path

import openpyxl

from tests.support.databases import shell

REGISTER = Path(__file__).resolve().parents[2] / "addons" / "bk_furniture_reuse" / "demo" / "register-6500.xlsx"
HEADING_ROW = 3
COORDINATOR = ("koordinator", "koordinator")
AS_COORDINATOR = f"""
env["res.users"].with_context(no_reset_password=True).create({{
    "name": "Kari Koordinator", "login": "{COORDINATOR[0]}", "password": "{COORDINATOR[1]}", "lang": "nb_NO", "tz": "Europe/Oslo",
    "group_ids": [(6, 0, [env.ref("bk_furniture_reuse.group_coordinator").id])],
}})
env.cr.commit()
"""


def add_coordinator(database):
    """A Norwegian reuse coordinator who can log in."""
    shell(database, AS_COORDINATOR)


def long_register(rows):
    """The survey's rows again and again, each time with other codes: headings and ``rows`` rows, as lists of cells."""
    headings, *survey = list(openpyxl.load_workbook(REGISTER, read_only=True).active.iter_rows(values_only=True))[
        HEADING_ROW - 1 :
    ]
    yield headings
    for number in range(rows):
        code, *cells = survey[number % len(survey)]
        yield [code and f"{code}-{number // len(survey)}", *cells]


class Import:
    """One import, watched as the screen watches it."""

    def __init__(self, server, content, filename):
        self.server = server
        self.client = server.login(*COORDINATOR)
        values = {"file": base64.b64encode(content).decode(), "filename": filename}
        [self.id] = self.client.call("furniture.import", "create", [values])

    def press(self, button):
        """One of the buttons of the import's page."""
        return self.client.call("furniture.import", button, [self.id])

    def read(self, *fields):
        """Values of the import's fields."""
        [values] = self.client.call("furniture.import", "read", [self.id], list(fields))
        return values

    def confirm_all(self):
        """Say of every new name that it is right."""
        self.press("action_confirm_names")
        left = self.client.call(
            "furniture.import.name", "search", [["import_id", "=", self.id], ["decision", "=", False]]
        )
        self.client.call("furniture.import.name", "action_create", left)

    def log_in_again(self):
        """After a restart."""
        self.client = self.server.login(*COORDINATOR)

    def wait(self, until, timeout=120):
        """Watch, as the progress bar does, until `until(values)` is true; returns the values."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            values = self.read("state", "applied_count", "ready_count", "problem")
            if until(values):
                return values
            self.press("watch")
            time.sleep(0.1)
        raise AssertionError(f"the import stands still: {values}\n{self.server.log()[-3000:]}")
