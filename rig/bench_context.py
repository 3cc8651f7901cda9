"""What a measurement gets: databases, Odoo in this process, and a meter. Runs one module of tests/bench in a process of its own.

A module has `run(ctx)` and returns a list of rows, each a dict: `name`, `value`, `unit`, and where they make sense
`ratio` (against the baseline measured in the same run), `target` ("<= 12" or ">= 8": of the ratio, or of the value
when there is no ratio), `queries` and `note`.
"""

import contextlib
import dataclasses
import gc
import importlib
import itertools
import json
import os
import resource
import sys
import time
from pathlib import Path

import odoo.cli  # noqa: F401 - Odoo's patches of the standard library come with it
from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tools import config

from . import databases, paths, postgres
from . import odoo as odoo_commands

_numbers = itertools.count(1)


@dataclasses.dataclass
class Measure:
    """One measured call: wall and processor seconds of this process, queries, and what the call returned."""

    seconds: float
    cpu: float
    queries: int
    result: object


class Context:
    """Handed to `run`. `size` is the number of pieces to work on (SIZE= of make bench, 6500)."""

    def __init__(self):
        self.size = int(os.environ.get("SIZE") or 6500)

    @contextlib.contextmanager
    def database(self, plain=False):
        """A fresh database with the add-ons, or (`plain`) with Odoo's modules only; dropped at the end."""
        name = f"{postgres.prefix()}_test_{os.getpid()}_{next(_numbers)}_bench"
        databases.clone(os.environ["RIG_CORE_TEMPLATE" if plain else "RIG_TEMPLATE"], name)
        try:
            yield name
        finally:
            sql_db.close_db(name)
            databases.drop(name)

    @contextlib.contextmanager
    def environment(self, database, user=None, rollback=False):
        """Odoo's `env` on a database, in this process: as the superuser, or as the user with this login.

        Commits at the end, unless `rollback`.
        """
        registry = Registry(database)
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US"})
            if user:
                env = env(user=env["res.users"].search([("login", "=", user)]).id)
            yield env
            if rollback:
                cr.rollback()

    def measure(self, function, *arguments, **keywords):
        """Call once and measure, pending writes included when the first argument is a recordset or an `env`."""
        gc.collect()
        env = getattr(arguments[0], "env", arguments[0]) if arguments else None
        queries, cpu, start = sql_db.sql_counter, time.process_time(), time.perf_counter()
        result = function(*arguments, **keywords)
        if isinstance(env, api.Environment):
            env.flush_all()
        return Measure(time.perf_counter() - start, time.process_time() - cpu, sql_db.sql_counter - queries, result)

    def best(self, function, *arguments, times=5, **keywords):
        """The quickest of several calls: what the work takes when nothing else disturbs it."""
        return min((self.measure(function, *arguments, **keywords) for _ in range(times)), key=lambda one: one.seconds)

    def peak_memory(self):
        """Most memory that this process has held so far, in MB (each module of tests/bench has its own process)."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def say(self, text):
        """Tell the person who waits what is being measured."""
        print(f"      {text}", file=sys.stderr, flush=True)


def main(module, result):
    """Run one module and write its rows to the file `result`."""
    conf = odoo_commands.conf()
    config.parse_config(["-c", str(conf), "--no-http", "--log-level=error"], setup_logging=True)
    rows = importlib.import_module(f"tests.bench.{module}").run(Context())
    paths.write_atomically(Path(result), json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
