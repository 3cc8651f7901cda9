"""`make scan-speed`: what a piece costs with the telephone, in seconds and taps, from the tests that play films of printed labels."""

import datetime
import json

from . import document, paths
from .bench import DOCUMENT

# Written by the tests (tests/support/scan_speed.py).
RESULTS = paths.RUN / "scan_speed.json"
TEST = "tests/e2e/test_scan_film.py"
HEADINGS = ["each", "seconds", "taps", "times", "goal"]


def write():
    """Write the last figures to docs/performance.md."""
    rows = json.loads(RESULTS.read_text())
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    lines = [
        [row["what"], f"{row['seconds']:.2f}", f"{row['taps']:.2f}", str(row["pieces"]), row["goal"]]
        for row in rows.values()
    ]
    document.write(
        DOCUMENT,
        "telephone",
        f"Measured {today} by {TEST} (`make scan-speed`).\n\n{document.table([HEADINGS, *lines])}",
    )
    print(f"Written to {DOCUMENT.relative_to(paths.ROOT)}.")
