"""`make bench`: runs every module of tests/bench, prints a table, writes `.run/bench.json` and docs/performance.md."""

import datetime
import json
import os
import platform
import re
import subprocess
from pathlib import Path

from . import document, odoo, paths
from .console import Problem

MODULES = paths.ROOT / "tests" / "bench"
RESULT = paths.RUN / "bench.json"
DOCUMENT = paths.ROOT / "docs" / "performance.md"
HEADINGS = ["what", "value", "ratio", "target", "met", "queries", "note"]


def measure(core, own, only=None, write=False):
    """Measure on copies of the two templates; returns the exit code, which is 1 when a measurement failed."""
    modules = sorted(path.stem for path in MODULES.glob("bench_*.py"))
    chosen = [module for module in modules if not only or only in module]
    if not chosen:
        raise Problem(f"No measurement is called {only}: there are {', '.join(modules) or 'none'}.")
    machine = _machine()
    rows, failed = [], []
    for number, module in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] Measuring {module.removeprefix('bench_')} ...", flush=True)
        measured = _run(module, core, own)
        failed += [] if measured else [module]
        rows += measured or []
    result = {"machine": machine, "rows": rows}
    paths.write_atomically(RESULT, json.dumps(result, indent=1))
    print(f"\n{machine}\n\n{_table(rows)}\n\nAlso in {RESULT.relative_to(paths.ROOT)}.")
    if write and not failed:
        document.write(DOCUMENT, "measured", f"{machine}\n\n{_table(rows)}")
        print(f"Written to {DOCUMENT.relative_to(paths.ROOT)}.")
    if failed:
        print(f"Failed: {', '.join(failed)} (what was said is above).")
    return int(bool(failed))


def _run(module, core, own):
    """Rows of one module, or nothing when it failed; each has a process of its own, so that peaks of memory are its own."""
    result = paths.RUN / f"bench-{os.getpid()}.json"
    done = subprocess.run(
        [paths.PYTHON, "-m", "rig.bench_context", module, result],
        env={**odoo.environment(), "RIG_CORE_TEMPLATE": core, "RIG_TEMPLATE": own},
        cwd=paths.ROOT,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    try:
        return None if done.returncode else json.loads(result.read_text())
    finally:
        result.unlink(missing_ok=True)


def met(row):
    """Whether the row reaches its target; nothing when it has none."""
    target = re.match(r"(<=|>=) *([\d.]+)", row.get("target") or "")
    if not target:
        return None
    figure = row["ratio"] if row.get("ratio") is not None else row["value"]
    bound = float(target.group(2))
    return figure <= bound if target.group(1) == "<=" else figure >= bound


def _table(rows):
    return document.table([HEADINGS, *(_cells(row) for row in rows)])


def _cells(row):
    reached = {True: "yes", False: "NO", None: ""}[met(row)]
    value = f"{_number(row['value'])} {row.get('unit') or ''}".strip()
    ratio = f"{_number(row['ratio'])} x" if row.get("ratio") is not None else ""
    return [
        row["name"],
        value,
        ratio,
        row.get("target") or "",
        reached,
        _number(row.get("queries")),
        row.get("note") or "",
    ]


def _number(value):
    if value is None:
        return ""
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _machine():
    cpu = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    load = os.getloadavg()[0]
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return f"Measured {today} with `make bench`: {os.cpu_count()} cores ({cpu.group(1) if cpu else platform.machine()}), other load at the start {load:.1f}."
