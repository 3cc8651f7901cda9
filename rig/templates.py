"""Template databases, each keyed by a hash of what was installed, so that a fresh database is a copy made in a second.

core: Odoo's modules in Norwegian and English, with their assets.  own: core and the repository's add-ons.
demo: own and the demo municipality as its survey found it.  year: demo and a year of reuse. A level is rebuilt only when something in it or below it changed.
"""

import hashlib
import json
import os

from . import databases, odoo, paths, postgres
from .console import tail

MODULES = (paths.ROOT / "rig" / "modules.txt").read_text().split()
LANGUAGE = "nb_NO"
ASSETS = paths.ROOT / "rig" / "pregenerate_assets.py"
DEMO = paths.ROOT / "rig" / "demo_municipality.py"
YEAR = paths.ROOT / "rig" / "demo_year.py"
USERS = paths.ROOT / "rig" / "demo_users.tsv"
# Templates of a level that are kept: the newest, and one before it for tests that still run.
KEPT = 2


def name(level, key):
    """Database name of a template."""
    return f"{postgres.prefix()}_{level}_{key}"


def keys(identity):
    """Keys of the four levels, for this Odoo and Python environment."""
    core = _digest(identity, *MODULES, LANGUAGE, *databases.EXTENSIONS, ASSETS.read_bytes())
    own = _digest(core, *_sources())
    demo = _digest(own, DEMO.read_bytes(), USERS.read_bytes())
    return {"core": core, "own": own, "demo": demo, "year": _digest(demo, YEAR.read_bytes())}


def _digest(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else str(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()[:12]


def _sources():
    """Names and contents of what an installation reads: the add-ons without their tests."""
    for module in odoo.own_modules():
        for folder, folders, files in os.walk(paths.ADDONS / module):
            folders[:] = sorted(set(folders) - {"tests", "__pycache__"})
            for file in sorted(files):
                path = paths.ADDONS / module / os.path.relpath(folder, paths.ADDONS / module) / file
                if not file.endswith((".pyc", ".pot", ".md")):
                    yield str(path.relative_to(paths.ADDONS))
                    yield path.read_bytes()


def build_core(steps, wanted):
    """Odoo's modules."""
    steps.next()
    return _build(steps, "core", wanted, f"Installing Odoo's modules ({', '.join(MODULES)} and what they need)", _core)


def build_own(steps, wanted):
    """The repository's add-ons on top of Odoo's modules."""
    steps.next()
    return _build(steps, "own", wanted, f"Installing {', '.join(odoo.own_modules())}", _own)


def build_demo(steps, wanted):
    """The demo municipality on top of the add-ons."""
    steps.next()
    return _build(steps, "demo", wanted, "Loading the demo municipality", _demo)


def build_year(steps, wanted):
    """A year of reuse on top of the demo municipality."""
    steps.next()
    return _build(steps, "year", wanted, "Letting a year pass in the demo municipality", _year)


def _build(steps, level, wanted, text, fill):
    final = name(level, wanted[level])
    if not databases.exists(final):
        steps.say(text)
        part = f"{postgres.prefix()}_{level}_part"
        (paths.LOG / f"{level}.log").unlink(missing_ok=True)
        fill(part, wanted)
        databases.freeze(part, final)
    _remove_old(level, final)
    return final


def _core(part, _wanted):
    databases.create(part)
    odoo.install(part, MODULES, "core.log")
    odoo.load_language(part, LANGUAGE, "core.log")
    _assets(part, "core.log")


def _own(part, wanted):
    databases.clone(name("core", wanted["core"]), part)
    odoo.install(part, odoo.own_modules(), "own.log")
    _assets(part, "own.log")


def _demo(part, wanted):
    databases.clone(name("own", wanted["own"]), part)
    odoo.shell(part, DEMO, "demo.log", "The demo municipality could not be loaded", progress=_last_progress)


def _year(part, wanted):
    databases.clone(name("demo", wanted["demo"]), part)
    odoo.shell(part, YEAR, "year.log", "The demo municipality's year could not be told", progress=_last_progress)


def _assets(part, log):
    odoo.shell(
        part,
        ASSETS,
        log,
        "The web pages' scripts and styles could not be built",
        progress=lambda _log, _start: "building scripts and styles",
    )


def _last_progress(log, start):
    """The last line that a script printed for the terminal: `progress: 1200 of 6500 pieces`."""
    lines = [line for line in tail(log, start).splitlines() if line.startswith("progress: ")]
    return lines[-1].removeprefix("progress: ") if lines else None


def _remove_old(level, current):
    """Keep the newest templates of a level, by when they were last asked for."""
    record = paths.RUN / "templates.json"
    order = json.loads(record.read_text()) if record.exists() else []
    order = [known for known in order if known != current] + [current]
    prefix = name(level, "")
    of_level = [known for known in databases.listed(prefix) if not known.endswith("_part")]
    of_level.sort(key=lambda known: order.index(known) if known in order else -1)
    for old in of_level[:-KEPT]:
        databases.drop(old)
    paths.write_atomically(record, json.dumps(order[-20:]))
