"""The goals that `make` knows, each a short list of steps."""

import argparse
import contextlib
import os
import shutil
import subprocess

from . import bench, databases, demo, odoo, odoo_source, odoo_suites, paths, postgres, python_env, scan_speed, templates
from .console import Problem, Steps


def run(goal, arguments):
    """Run the goal named on make's command line; returns the exit code."""
    known = {
        name.removeprefix("goal_").replace("_", "-"): function
        for name, function in globals().items()
        if name.startswith("goal_")
    }
    if goal not in known:
        raise Problem(f"There is no goal {goal}: make help lists them.")
    return known[goal](arguments) or 0


def prepare_python(steps):
    """Odoo's tree and the Python environment; returns what identifies the two."""
    folder, identity = odoo_source.prepare(steps)
    environment = python_env.prepare(steps, folder)
    return f"{identity} {environment}"


def prepare():
    """Everything up to the template with the add-ons; returns the steps and the templates' keys."""
    steps = Steps()
    identity = prepare_python(steps)
    postgres.start(steps)
    keys = templates.keys(identity)
    templates.build_core(steps, keys)
    templates.build_own(steps, keys)
    databases.drop_abandoned(f"{postgres.prefix()}_test_")
    (paths.RUN / "ready").touch()
    return steps, keys


def unlock():
    """End the part of a command that must not run twice at the same time (the lock is taken in rig/setup.sh)."""
    with contextlib.suppress(OSError):  # it is not there when rig/setup.sh did not start us
        os.close(9)


def goal_setup(_arguments):
    """Everything that tests and the demo stand on."""
    prepare()
    print("Set up. `make run` shows the demo municipality, `make test` runs every check.")


def goal_image(_arguments):
    """What a container image holds: Odoo and Python."""
    prepare_python(Steps())


def goal_run(_arguments):
    """Serve the demo municipality."""
    return demo.serve()


def goal_demo_reset(_arguments):
    """The demo municipality as new."""
    demo.reset()


def goal_lint(arguments):
    """Checks of the sources, without Odoo and PostgreSQL."""
    python_env.prepare(Steps())
    unlock()
    return pytest("-p", "no:odoo", *(arguments or ["tests/lint"]))


def goal_unit(arguments):
    """Tests that need neither Odoo nor a database."""
    python_env.prepare(Steps())
    unlock()
    return pytest("-p", "no:odoo", *(arguments or ["tests/unit"]))


def goal_test(arguments):
    """Every check and test in one pytest session, on a copy of the template."""
    steps, keys = prepare()
    made = {
        "RIG_DEMO_TEMPLATE": templates.build_demo(steps, keys),
        "RIG_YEAR_TEMPLATE": templates.build_year(steps, keys),
    }
    unlock()
    database = f"{postgres.prefix()}_test_{os.getpid()}"
    template = templates.name("own", keys["own"])
    databases.clone(template, database)
    chosen = arguments or ["addons", "tests", "-p", "tests.support.complete"]
    try:
        return pytest(
            "--odoo-http",
            f"--odoo-config={odoo.conf()}",
            f"--odoo-database={database}",
            *chosen,
            environment={**odoo.environment(), "RIG_TEMPLATE": template, **made},
        )
    finally:
        databases.drop(database)


def goal_bench(arguments):
    """Speed against plain Odoo and SQL, in a table."""
    options = argparse.ArgumentParser(prog="make bench")
    options.add_argument("--only")
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args(arguments)
    _steps, keys = prepare()
    unlock()
    return bench.measure(
        templates.name("core", keys["core"]), templates.name("own", keys["own"]), chosen.only, chosen.write
    )


def goal_scan_speed(_arguments):
    """Seconds and taps a piece with the telephone, written down when the stock came out right."""
    scan_speed.RESULTS.unlink(missing_ok=True)
    failed = goal_test([scan_speed.TEST])
    if not failed:
        scan_speed.write()
    return failed


def goal_test_odoo(arguments):
    """Odoo's own tests, with the add-ons or on plain Odoo."""
    plain = "--plain" in arguments
    steps = Steps()
    identity = prepare_python(steps)
    postgres.start(steps)
    keys = templates.keys(identity)
    template = templates.build_core(steps, keys)
    if not plain:
        template = templates.build_own(steps, keys)
    unlock()
    return odoo_suites.compare(template, plain)


def pytest(*arguments, environment=None):
    """Run pytest in the project's environment; its closing line is the last that is printed."""
    return subprocess.run(
        [paths.PYTHON, "-m", "pytest", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        cwd=paths.ROOT,
        check=False,
    ).returncode


def goal_shell(_arguments):
    """Odoo's interactive shell on the demo municipality."""
    database = demo.prepare()
    unlock()
    return odoo.interactive_shell(database)


def goal_stop(_arguments):
    """Stop the project's own PostgreSQL."""
    print("PostgreSQL stopped." if postgres.stop() else "PostgreSQL was not running.")


def goal_reset(_arguments):
    """Delete all that the rig made."""
    if postgres.external():
        for name in databases.listed(f"{postgres.prefix()}_"):
            databases.drop(name)
    else:
        postgres.remove()
    shutil.rmtree(paths.RUN, ignore_errors=True)
    print("Everything that make had set up is deleted (Debian's packages stay installed).")
