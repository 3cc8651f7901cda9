"""Databases of a test's own, copied from the template in about a second."""

import contextlib
import itertools
import os
import subprocess

from rig import databases, odoo, paths, postgres

_numbers = itertools.count(1)


@contextlib.contextmanager
def clone_database(label="db", template=None):
    """A fresh database with the add-ons installed; dropped with its files at the end, whoever is still connected.

    The template is the one that `make test` named, with the add-ons as they are now.
    """
    name = f"{postgres.prefix()}_test_{os.getpid()}_{next(_numbers)}_{label}"
    databases.clone(template or os.environ["RIG_TEMPLATE"], name)
    try:
        yield name
    finally:
        databases.drop(name)


def sql(database, statement):
    """Rows of a statement, each a list of texts, read past Odoo: what really stands in the database."""
    return [line.split("|") for line in databases.sql(statement, database)]


def shell(database, code, timeout=600):
    """Run Python in Odoo's shell (`env` is there; commit what is to stay) and return what it printed."""
    done = subprocess.run(
        [paths.ODOO, "shell", "-c", odoo.conf(), "-d", database, "--no-http", "--log-level=error"],
        input=code,
        env=odoo.environment(),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"the script failed in Odoo's shell:\n{done.stderr[-3000:]}")
    return done.stdout
