"""Runs Odoo's own commands: configuration files, module installation with progress, the shell."""

import os
import re
import socket
import subprocess

from . import databases, paths, postgres
from .console import Problem, run_logged, tail


def environment():
    """Environment of every Odoo process."""
    dropped = {"PGDATABASE", "ODOO_RC", "PYTHONDONTWRITEBYTECODE"}
    return {**{key: value for key, value in os.environ.items() if key not in dropped}, **postgres.environment()}


def write_conf(path, **options):
    """Write a configuration file. The server's address comes from the PG* variables, which Odoo reads itself."""
    values = {
        "addons_path": paths.ADDONS,
        "data_dir": paths.DATA,
        "http_interface": "127.0.0.1",
        "max_cron_threads": 0,
        "workers": 0,
        # The limits of a request are for workers on a shared server; a debugger and a first asset build exceed them.
        "limit_time_real": 0,
        "limit_time_cpu": 0,
        # Its limit on addresses (RLIMIT_AS) would be inherited by Chromium, which reserves more and dies of it.
        "limit_memory_soft": 0,
        "limit_memory_hard": 0,
        "list_db": False,
        "screenshots": paths.RUN / "screenshots",
        **options,
    }
    values = {key: value for key, value in values.items() if key != "addons_path" or own_modules()}
    paths.write_atomically(path, "[options]\n" + "".join(f"{key} = {value}\n" for key, value in values.items()))
    path.chmod(0o600)
    return path


def conf():
    """The configuration file for building databases and for tests."""
    return write_conf(paths.RUN / "odoo.conf")


def own_modules():
    """The repository's add-ons that can be installed."""
    manifests = sorted(paths.ADDONS.glob("*/__manifest__.py"))
    return [path.parent.name for path in manifests if (path.parent / "__init__.py").exists()]


def install(database, modules, log):
    """Install modules into a database, with progress."""
    log_path = run_logged(
        [paths.ODOO, "-c", conf(), "-d", database, "-i", ",".join(modules), "--no-http", "--stop-after-init"],
        log,
        f"Odoo could not install {', '.join(modules)}: look for ERROR in the log, mend it, then run make again",
        progress=_loading,
        env=environment(),
    )
    missing = _not_installed(database, modules)
    if missing:
        raise Problem(
            f"Odoo did not install {', '.join(missing)}: look for WARNING and ERROR in {log_path.relative_to(paths.ROOT)}."
        )


def _loading(log, start):
    seen = re.findall(r"Loading module (\S+) \((\d+)/(\d+)\)", tail(log, start))
    return "module {1} of {2}: {0}".format(*seen[-1]) if seen else None


def _not_installed(database, modules):
    installed = databases.sql("SELECT name FROM ir_module_module WHERE state = 'installed'", database)
    return sorted(set(modules) - set(installed))


def load_language(database, language, log):
    """Activate a language and load its terms for what is installed."""
    run_logged(
        [paths.ODOO, "i18n", "loadlang", "-c", conf(), "-d", database, "-l", language],
        log,
        f"The language {language} could not be loaded",
        env=environment(),
    )


def shell(database, script, log, problem, progress=None):
    """Run a script, with `env` in it, in Odoo's shell; it must commit what it wants kept."""
    with open(script, "rb") as code:
        return run_logged(
            [paths.ODOO, "shell", "-c", conf(), "-d", database, "--no-http"],
            log,
            problem,
            progress=progress,
            env=environment(),
            stdin=code,
        )


def free_port():
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_taken(port, interface="127.0.0.1"):
    """Whether something already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((interface, port))
        except OSError:
            return True
    return False


def interactive_shell(database):
    """Odoo's own interactive shell, for `make shell`."""
    return subprocess.run(
        [paths.ODOO, "shell", "-c", conf(), "-d", database, "--no-http"], env=environment(), check=False
    ).returncode
