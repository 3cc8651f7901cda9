"""Where things lie. All that the rig makes is below `.run/`, which git ignores."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / ".run"
LOG = RUN / "log"
ADDONS = ROOT / "addons"
VENV = RUN / "venv"
PYTHON = VENV / "bin" / "python"
ODOO = VENV / "bin" / "odoo"
DATA = RUN / "data"
FILESTORE = DATA / "filestore"
LOCK = ROOT / "rig" / "requirements.lock"


def write_atomically(path, text):
    """Write a small file so that a kill leaves the old one or the new one, never half of it."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    part.write_text(text)
    part.replace(path)


def stamped(name, key):
    """Whether the step `name` was finished for exactly these inputs."""
    stamp = RUN / "stamps" / name
    return stamp.exists() and stamp.read_text() == key


def stamp(name, key):
    """Remember that the step `name` was finished for these inputs."""
    write_atomically(RUN / "stamps" / name, key)
