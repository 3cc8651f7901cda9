"""A file of a hundred thousand rows is read in the background, within memory, while the server goes on answering."""

import csv
import io
import time

from tests.support.registers import Import, add_coordinator, long_register
from tests.support.server import OdooServer

ROWS = 100_000
MAX_MEMORY = 1500  # MB, of the whole server process


def test_a_hundred_thousand_rows_of_csv(database):
    add_coordinator(database)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(long_register(ROWS))
    with OdooServer(database, cron=1) as server:
        job = Import(server, text.getvalue().encode("utf-8-sig"), "Hele fylket.csv")
        job.press("action_read")
        slowest = 0

        def done(values):
            nonlocal slowest
            start = time.monotonic()
            server.login()
            slowest = max(slowest, time.monotonic() - start)
            return values["state"] != "reading"

        job.wait(done, timeout=300)
        counts = job.read("state", "row_count", "error_count", "new_count", "undecided_count")
        memory = server.peak_memory()
    assert (counts["state"], counts["row_count"]) == ("review", ROWS)
    assert counts["new_count"] + counts["error_count"] == ROWS
    assert 0 < counts["error_count"] < ROWS / 50
    assert counts["undecided_count"] > 800, "the rooms, models and makers of the survey, each once"
    assert memory < MAX_MEMORY
    assert slowest < 20, "others can log in meanwhile"
