"""What a job with the telephone costs: seconds by the clock, taps of the finger; kept for docs/performance.md."""

import json
import time

from rig.scan_speed import RESULTS

# Counted past the page's own handlers; a key that presses a button counts once.
COUNTER = """() => {
    if (!window.tapsAreCounted) {
        window.tapsAreCounted = true;
        addEventListener("click", (event) => event.isTrusted && event.detail && window.countTap(), true);
        addEventListener("keydown", (event) => event.isTrusted && window.countTap(), true);
    }
}"""


class Taps:
    """Counts taps and keys on a telephone, and the time: `with Taps(phone) as used: ...; used.taps, used.seconds`."""

    def __init__(self, phone):
        self.phone, self.taps = phone, 0

    def __enter__(self):
        self.phone.watch("countTap", self._count, COUNTER)
        self._start = time.monotonic()
        return self

    def __exit__(self, *_failed):
        self.seconds = time.monotonic() - self._start
        self.phone.unwatch()

    def _count(self, _source):
        self.taps += 1


def note_speed(what, pieces, used, goal=None):
    """Print what a piece cost, and keep it for `make scan-speed`; ``goal`` is the number of seconds to stay under."""
    row = {
        "what": what,
        "pieces": pieces,
        "seconds": round(used.seconds / pieces, 2),
        "taps": round(used.taps / pieces, 2),
        "goal": f"< {goal} s" if goal else "",
    }
    print(f"\n{what}: {row['seconds']} s and {row['taps']} taps a piece ({pieces} pieces)")
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps({**kept, what: row}, indent=1))
    assert not goal or row["seconds"] < goal, f"{what} takes too long"
