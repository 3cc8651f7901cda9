"""`make test-odoo`: Odoo's own tests with the add-ons installed give the same result as without them."""

import contextlib
import os
import re
from pathlib import Path
from xml.etree import ElementTree

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
    """Number of tests run and names of those that failed.

    Under pytest every test meets the complete registry. Odoo's own runner starts most of these suites while modules
    are still being loaded, where they fail on a database with more modules, with or without our add-ons.
    """
    result = paths.RUN / "odoo-suites.xml"
    result.unlink(missing_ok=True)
    (paths.LOG / log).unlink(missing_ok=True)
    folders = [_folder(module) / "tests" for module in SUITES]
    command = [paths.PYTHON, "-m", "pytest", "-v", "--tb=short", "--odoo-http", f"--odoo-config={odoo.conf()}"]
    command += [f"--odoo-database={database}", f"--junitxml={result}", *folders]
    # A failed test ends pytest with an error as well; which of the two it was, the result file tells.
    with contextlib.suppress(Problem):
        run_logged(command, log, "", progress=_progress, env=odoo.environment(), cwd=paths.ROOT)
    if not result.exists():
        raise Problem(f"pytest ended before the tests did: see {(paths.LOG / log).relative_to(paths.ROOT)}.")
    cases = list(ElementTree.parse(result).iter("testcase"))
    failed = {_name(case) for case in cases if case.find("failure") is not None or case.find("error") is not None}
    return len({_name(case) for case in cases}), failed


def _name(case):
    return f"{case.get('classname').rpartition('.addons.')[2]}.{case.get('name')}"


def _folder(module):
    """The module's folder in the Odoo tree, which has one of two shapes."""
    tree = Path(next(paths.VENV.glob("lib/python3*/site-packages/odoo19.pth")).read_text().strip())
    return next(folder for folder in (tree / "odoo/addons" / module, tree / "addons" / module) if folder.exists())


def _progress(log, start):
    seen = re.findall(r"\[ *(\d+%)\]", tail(log, start))
    return f"{seen[-1]} of the tests" if seen else None


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
