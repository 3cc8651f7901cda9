"""Files to check and a way to run a checker."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDONS = sorted(path.parent for path in ROOT.glob("addons/*/__manifest__.py"))
OURS = ("addons", "docker", "docs", "rig", "tests", ".ci")
NOT_OURS = {"__pycache__", "node_modules", ".run", ".git"}


def files(*endings):
    """The repository's files with these endings, below the folders that are ours and in the root."""
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file() and path.name.endswith(endings))
    for top in OURS:
        for folder, folders, names in os.walk(ROOT / top):
            folders[:] = sorted(set(folders) - NOT_OURS)
            yield from (Path(folder) / name for name in sorted(names) if name.endswith(endings))


def check(program, *arguments):
    """Run a checker of the project's environment (or of Debian); its findings are the test's failure."""
    own = Path(sys.executable).parent / program
    done = subprocess.run(
        [own if own.exists() else program, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{program} says:\n{done.stdout}"
    return done.stdout
