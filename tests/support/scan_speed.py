"""What a job with the telephone costs: seconds by the clock, taps of the finger; kept for docs/performance.md."""

import json
import time

from rig import paths

RESULTS = paths.RUN / "scan_speed.json"
# Counted in the page, past its own handlers, and kept over a reload.
COUNTER = """() => {
    if (!window.tapsAreCounted) {
        window.tapsAreCounted = true;
        const count = () => sessionStorage.setItem("taps", 1 + Number(sessionStorage.getItem("taps") || 0));
        addEventListener("click", (event) => event.isTrusted && count(), true);
        addEventListener("keydown", (event) => event.isTrusted && count(), true);
    }
}"""


class Taps:
    """Counts taps and keys in the page, and the time: `with Taps(page) as used: ...; used.taps, used.seconds`."""

    def __init__(self, page):
        self.page = page

    def __enter__(self):
        self.page.evaluate("sessionStorage.setItem('taps', 0)")
        self.page.evaluate(COUNTER)
        self._start = time.monotonic()
        return self

    def __exit__(self, *_failed):
        self.seconds = time.monotonic() - self._start
        self.taps = int(self.page.evaluate("sessionStorage.getItem('taps')"))


def note_speed(what, pieces, used):
    """Print what a piece cost, and keep it for `rig.scan_speed`, which writes docs/performance.md."""
    row = {
        "what": what, "pieces": pieces, "seconds": round(used.seconds / pieces, 2), "taps": round(used.taps / pieces, 2),
    }  # fmt: skip
    print(f"\n{what}: {row['seconds']} s and {row['taps']} taps a piece ({pieces} pieces)")
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps({**kept, what: row}, indent=1))
    return row
