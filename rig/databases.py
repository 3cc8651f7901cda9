"""Databases with their file stores: create, clone in a second, drop. Uses PostgreSQL's own client programs."""

import os
import shutil
import subprocess

from . import paths, postgres
from .console import Problem

# What Odoo's own "create database" installs as well: searching in texts reads every row without it.
EXTENSIONS = ("pg_trgm",)


def sql(statement, database="postgres"):
    """Run one statement and return its rows, columns divided by a bar."""
    done = subprocess.run(
        ["psql", "-XAtwq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement],
        env={**os.environ, **postgres.environment()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Problem(f"PostgreSQL refused ({done.stderr.strip().splitlines()[-1]}): {statement}")
    return done.stdout.splitlines()


def listed(beginning=""):
    """Names of the databases that begin so."""
    names = sql("SELECT datname FROM pg_database WHERE NOT datname LIKE 'template_'")
    return sorted(name for name in names if name.startswith(beginning))


def exists(name):
    """Whether there is such a database."""
    return name in listed()


def create(name):
    """An empty database, ordered as Odoo's own are."""
    drop(name)
    sql(f"""CREATE DATABASE "{name}" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'""")
    for extension in EXTENSIONS:
        sql(f'CREATE EXTENSION IF NOT EXISTS "{extension}"', name)


def clone(template, name):
    """A copy of a template database and its files (hard links: Odoo never changes a stored file)."""
    drop(name)
    sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    source = paths.FILESTORE / template
    if source.exists():
        shutil.copytree(source, paths.FILESTORE / name, copy_function=os.link)


def drop(name):
    """Remove a database and its files; whoever is connected to it is cut off."""
    sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(paths.FILESTORE / name, ignore_errors=True)


def freeze(name, final):
    """Turn a finished database into a template that nobody can connect to, under its final name."""
    drop(final)
    part = paths.FILESTORE / name
    if part.exists():
        part.rename(paths.FILESTORE / final)
    sql(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
    sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    sql(f'ALTER DATABASE "{name}" RENAME TO "{final}"')


def drop_abandoned(beginning):
    """Remove the databases named <beginning><process id>_... whose process is gone."""
    for name in listed(beginning):
        process = name.removeprefix(beginning).split("_")[0]
        if process.isdigit() and not os.path.exists(f"/proc/{process}"):
            drop(name)
