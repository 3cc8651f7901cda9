"""Odoo 19.0: the tree that ODOO_SRC names, else Debian's package unpacked in `.run/odoo`."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import paths
from .console import Problem, run_logged

# From Debian's development release, since odoo-19 is nowhere else; the others are what its links point at.
FROM_SID = [
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
]
# These two have other file names in the development release.
FROM_STABLE = ["fonts-font-awesome", "fonts-inconsolata"]
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
DEBS = paths.RUN / "debs"
TREE = paths.RUN / "odoo"
OTHER_WAYS = "name an Odoo 19.0 tree of your own with ODOO_SRC=/path/to/odoo, or use docker/compose.official.yaml"


def prepare(steps):
    """Make the Odoo tree ready and return (folder for Python's path, identity of the tree)."""
    source = os.environ.get("ODOO_SRC")
    if source:
        steps.next()
        steps.next()
        return _own_tree(Path(source).expanduser())
    steps.next()
    fetched = _fetch(steps)
    steps.next()
    _unpack(steps, fetched)
    folder = TREE / "usr/lib/python3/dist-packages"
    _check_release(folder, "Debian's package odoo-19")
    return folder, fetched


def _own_tree(folder):
    if not (folder / "odoo" / "release.py").exists():
        raise Problem(
            f"ODOO_SRC is {folder}, and there is no Odoo in it (no file odoo/release.py). Name the folder that holds odoo-bin."
        )
    folder = folder.resolve()
    _check_release(folder, f"the tree that ODOO_SRC names ({folder})")
    commit = subprocess.run(
        ["git", "-C", folder, "rev-parse", "HEAD"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    release = (folder / "odoo" / "release.py").read_bytes()
    return folder, hashlib.sha256(f"{folder} {commit}".encode() + release).hexdigest()[:16]


def _check_release(folder, what):
    text = (folder / "odoo" / "release.py").read_text()
    found = re.search(r"^version_info = \((.+?), *(\d+)", text, re.MULTILINE)
    version = ".".join(found.groups()) if found else "unknown"
    if version != "19.0":
        raise Problem(f"Odoo 19.0 is needed, and {what} is version {version}; {OTHER_WAYS}.")


def _mirror():
    """The Debian mirror and release that this machine's apt is set up with."""
    listed = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages", "Label: Debian"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\n")
    pairs = [line.split() for line in listed if len(line.split()) == 2]
    stable = [pair for pair in pairs if "-" not in pair[1]]
    if not stable:
        raise Problem(
            f"apt knows no Debian mirror here (the lists may be empty: run apt-get update, then make again); else {OTHER_WAYS}."
        )
    return stable[0]


def _apt():
    """apt-get with lists and sources of our own, so that neither root nor the machine's own sources are touched."""
    home = paths.RUN / "apt"
    mirror, stable = _mirror()
    (home / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (home / "cache" / "archives" / "partial").mkdir(parents=True, exist_ok=True)
    paths.write_atomically(
        home / "sources.list",
        "".join(f"deb [signed-by={KEYRING}] {mirror} {suite} main\n" for suite in ("sid", stable)),
    )
    options = {
        "Dir::Etc::sourcelist": home / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::Lists": home / "lists",
        "Dir::Cache": home / "cache",
        "Acquire::Languages": "none",
        "Acquire::Retries": 3,
        "APT::Sandbox::User": "",
    }
    return [
        "apt-get",
        "-q",
        "-y",
        *(part for key, value in options.items() for part in ("-o", f"{key}={value}")),
    ], stable


def _fetch(steps):
    """Download the packages; returns the identity of what lies in the folder."""
    done = DEBS / "done"
    if done.exists():
        return done.read_text()
    steps.say("Fetching Odoo 19 from Debian (127 MB)")
    if not Path(KEYRING).exists():
        raise Problem(
            f"The keyring that signs Debian's packages is missing: install debian-archive-keyring; else {OTHER_WAYS}."
        )
    DEBS.mkdir(parents=True, exist_ok=True)
    apt, stable = _apt()
    failed = f"Odoo could not be fetched from the Debian mirror: look at the network and run make again (what is fetched is kept); else {OTHER_WAYS}"
    run_logged([*apt, "update"], "odoo.log", failed)
    wanted = [f"{name}/sid" for name in FROM_SID] + [f"{name}/{stable}" for name in FROM_STABLE]
    run_logged([*apt, "download", *wanted], "odoo.log", failed, progress=_fetched, every=10, cwd=DEBS)
    _clear(paths.RUN / "apt")
    digest = hashlib.sha256()
    for deb in sorted(DEBS.glob("*.deb")):
        with deb.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    identity = digest.hexdigest()[:16]
    paths.write_atomically(done, identity)
    return identity


def _fetched(_log, _start):
    size = sum(path.stat().st_size for path in DEBS.glob("*.deb*"))
    return f"{size // 1_000_000} of 127 MB"


def _unpack(steps, identity):
    if paths.stamped("odoo", identity) and TREE.exists():
        return
    steps.say("Unpacking Odoo (1.3 GB)")
    part = paths.RUN / "odoo.part"
    _clear(part)
    _clear(TREE)
    part.mkdir()
    debs = sorted(DEBS.glob("*.deb"))
    for number, deb in enumerate(debs, 1):
        run_logged(
            ["dpkg-deb", "-x", deb, part],
            "odoo.log",
            f"{deb.name} could not be unpacked: run make reset, then make again (a full disk also does this)",
            progress=lambda _log, _start, number=number: f"package {number} of {len(debs)}",
        )
    # Left out of the package; its absence makes every page of the back end report a script error.
    stub = part / "usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    stub.parent.mkdir(parents=True, exist_ok=True)
    stub.touch()
    dangling = [path for path in part.rglob("*") if path.is_symlink() and not path.exists()]
    if dangling:
        raise Problem(
            f"Debian's odoo-19 has changed: {dangling[0].name} points at a package that is not fetched; {OTHER_WAYS}."
        )
    part.rename(TREE)
    paths.stamp("odoo", identity)


def _clear(folder):
    if folder.exists():
        shutil.rmtree(folder)
