"""`make test-odoo`: Odoo's own tests with the add-ons installed give the same result as without them."""

import contextlib
import os
import re

from . import databases, odoo, paths, postgres
from .console import Problem, run_logged, tail

SUITES = ("stock", "purchase", "purchase_stock", "purchase_requisition", "repair", "portal")
KNOWN = paths.ROOT / "rig" / "odoo_known_failures.txt"
HEADER = """# Tests of plain Odoo 19.0 that fail here without our add-ons, made by: make test-odoo PLAIN=1
# Suites: {suites}. Tests run: {count}.
"""


def compare(template, plain):
    """Run the suites on a copy of the template; returns the exit code. With `plain` the list of known failures is made anew."""
    database = f"{postgres.prefix()}_test_{os.getpid()}_suites"
    databases.clone(template, database)
    try:
        count, failed = _run(database, "odoo-plain.log" if plain else "odoo-suites.log")
    finally:
        databases.drop(database)
    if plain:
        body = HEADER.format(suites=", ".join(SUITES), count=count) + "".join(f"{name}\n" for name in sorted(failed))
        paths.write_atomically(KNOWN, body)
        print(f"Plain Odoo: {count} tests, {len(failed)} failed; written to {KNOWN.relative_to(paths.ROOT)}.")
        return 0
    return _report(count, failed)


def _run(database, log):
    """Number of tests run and names of those that failed."""
    tags = ",".join(f"/{module}" for module in SUITES)
    path = paths.LOG / log
    path.unlink(missing_ok=True)
    command = [paths.ODOO, "-c", odoo.conf(), "-d", database, "--test-tags", tags, "--stop-after-init"]
    command += ["--http-port", str(odoo.free_port()), "--max-cron-threads", "0"]
    # A failed test ends Odoo with an error as well; which of the two it was, the log tells.
    with contextlib.suppress(Problem):
        run_logged(command, log, "", progress=_progress, every=30, env=odoo.environment())
    text = path.read_text(errors="replace")
    closing = re.findall(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests", text)
    if not closing:
        raise Problem(f"Odoo ended before its tests did: see {path.relative_to(paths.ROOT)}.")
    failed = set(re.findall(r"(?:FAIL|ERROR): ((?:Test|test_)?\w+(?:\.\w+)+)", text))
    if bool(failed) != (closing[-1][:2] != ("0", "0")):
        raise Problem(
            f"The failed tests could not be read from {path.relative_to(paths.ROOT)}: it names {len(failed)}, and Odoo says {' and '.join(closing[-1][:2])}."
        )
    return int(closing[-1][2]), failed


def _progress(log, start):
    text = tail(log, start)
    started = len(re.findall(r": Starting \w+\.\w+ \.\.\.", text))
    return f"{started} tests started" if started else None


def _report(count, failed):
    lines = KNOWN.read_text().splitlines()
    known = {line for line in lines if line and not line.startswith("#")}
    expected = int(re.search(r"Tests run: (\d+)", KNOWN.read_text()).group(1))
    for name in sorted(failed - known):
        print(f"fails with the add-ons only: {name}")
    for name in sorted(known - failed):
        print(f"fails on plain Odoo only: {name}")
    if count < expected:
        print(f"{count} tests were run, and plain Odoo has {expected}.")
    good = not failed - known and count >= expected
    print(
        f"Odoo's own tests: {count} run, {len(failed)} failed, of which {len(failed & known)} also fail on plain Odoo."
    )
    return 0 if good else 1
