"""The Python environment in `.run/venv`: locked packages, Odoo on the path, a launcher script."""

import hashlib
import re
import shutil
import subprocess
import sys

from . import paths
from .console import Problem, run_logged, tail

LAUNCHER = """#!{python}
# Odoo's prefork server starts its second process from this file's name, so `python -m odoo` would not do.
import odoo.cli

if __name__ == "__main__":
    odoo.cli.main()
"""


def prepare(steps, odoo=None):
    """Make the environment ready; `odoo` is the folder that holds the package odoo, when it is wanted."""
    steps.next()
    version = ".".join(map(str, sys.version_info[:3]))
    key = hashlib.sha256(f"{paths.VENV} {sys.executable} {version}".encode() + paths.LOCK.read_bytes()).hexdigest()
    if not (paths.stamped("venv", key) and paths.PYTHON.exists()):
        packages = re.findall(r"^([\w.-]+)==", paths.LOCK.read_text(), re.MULTILINE)
        steps.say(f"Installing {len(packages)} Python packages (Python {version})")
        _create()
        _install(len(packages))
        paths.stamp("venv", key)
    if odoo:
        _point_at(odoo)
    return key


def _create():
    if paths.VENV.exists():
        shutil.rmtree(paths.VENV)
    run_logged(
        [sys.executable, "-m", "venv", paths.VENV],
        "python.log",
        "The Python environment could not be made: install python3-venv, then run make again",
    )


def _install(total):
    def progress(log, start):
        seen = len(re.findall(r"^Collecting ", tail(log, start), re.MULTILINE))
        return f"{seen} of {total} packages" if seen < total else "writing the packages to disk"

    run_logged(
        [
            paths.PYTHON,
            "-m",
            "pip",
            "install",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--no-input",
            "--progress-bar",
            "off",
            "--disable-pip-version-check",
            "-r",
            paths.LOCK,
        ],
        "python.log",
        "Python packages could not be fetched or installed: look at the network, then run make again",
        progress=progress,
        every=10,
    )


def _point_at(odoo):
    """Put Odoo on the environment's path with one .pth line and write the launcher."""
    site = next(paths.VENV.glob("lib/python3*/site-packages"))
    link = site / "odoo19.pth"
    launcher = LAUNCHER.format(python=paths.PYTHON)
    if not link.exists() or link.read_text() != f"{odoo}\n":
        paths.write_atomically(link, f"{odoo}\n")
    if not paths.ODOO.exists() or paths.ODOO.read_text() != launcher:
        paths.write_atomically(paths.ODOO, launcher)
        paths.ODOO.chmod(0o755)
    release = subprocess.run(
        [paths.ODOO, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if release.returncode:
        (paths.LOG / "python.log").write_text(release.stderr)
        raise Problem(
            "Odoo does not start with the locked Python packages: see the end of .run/log/python.log, then run make reset and make again."
        )
