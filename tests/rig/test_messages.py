"""What a person reads when the set-up cannot go on: one plain sentence with the remedy, exit code 1, no traceback."""

import os
import socket
import subprocess

import pytest

from rig import paths


@pytest.fixture
def checkout(tmp_path):
    """A copy of the rig in a folder of its own, with an add-ons folder and nothing set up."""
    subprocess.run(["cp", "-r", paths.ROOT / "rig", paths.ROOT / "Makefile", tmp_path], check=True)
    (tmp_path / "addons").mkdir()
    return tmp_path


def refusal(folder, goal, path=None, **environment):
    """The sentence that `make goal` ends with."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "ODOO", "MAKE", "RIG"))}
    if path:
        kept["PATH"] = f"{path}:{kept['PATH']}"
    done = subprocess.run(
        ["rig/setup.sh", goal],
        cwd=folder,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    sentences = done.stderr.strip().splitlines()
    assert len(sentences) == 1, done.stderr
    return sentences[0]


def program(folder, name, code):
    """A stand-in for one of Debian's programs, first in the PATH."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{code}\n")
    (folder / name).chmod(0o755)
    return folder


def test_a_full_disk(checkout, tmp_path):
    df = "echo 'Filesystem 1024-blocks Used Available Capacity Mounted'; echo '/dev/x 9 9 1048576 99% /'"
    said = refusal(checkout, "setup", program(tmp_path / "bin", "df", df))
    assert "disk is almost full: 4 GB are needed" in said
    assert "1 GB are free" in said


def test_an_unsupported_python(checkout):
    said = refusal(checkout, "setup", PYTHON="/usr/bin/python3.99")
    assert "python3.99" in said
    assert "3.11 or 3.12" in said


def test_a_failed_download(checkout, tmp_path):
    real = subprocess.run(["sh", "-c", "command -v apt-get"], capture_output=True, text=True, check=True).stdout.strip()
    apt = f'case "$*" in *indextargets*) exec {real} "$@";; esac; echo "E: could not resolve" >&2; exit 100'
    said = refusal(checkout, "setup", program(tmp_path / "bin", "apt-get", apt))
    assert "could not be fetched" in said
    assert "ODOO_SRC" in said


def test_an_odoo_tree_of_another_version(checkout, tmp_path):
    (tmp_path / "odoo18" / "odoo").mkdir(parents=True)
    (tmp_path / "odoo18" / "odoo" / "release.py").write_text("version_info = (18, 0, 0, FINAL, 0, '')\n")
    said = refusal(checkout, "setup", ODOO_SRC=str(tmp_path / "odoo18"))
    assert "Odoo 19.0 is needed" in said
    assert "18.0" in said


def test_an_odoo_tree_that_is_none(checkout, tmp_path):
    assert "there is no Odoo in it" in refusal(checkout, "setup", ODOO_SRC=str(tmp_path))


def test_a_taken_port(checkout):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is taken" in refusal(checkout, "run", PORT=str(port))


def test_a_port_that_is_none(checkout):
    assert "is not a port" in refusal(checkout, "run", PORT="http")


def test_a_server_that_does_not_answer():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGHOST", "127.0.0.1")
        patch.setenv("PGPORT", "1")
        from rig import console, postgres

        with pytest.raises(console.Problem, match=r"does not let us in: .*refused.*unset PGHOST"):
            postgres.start(console.Steps())


def test_a_missing_postgresql(tmp_path):
    from rig import console, postgres

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgres, "INSTALLED", tmp_path)
        with pytest.raises(console.Problem, match=r"PostgreSQL is missing: .*PGHOST"):
            postgres.binaries()


def test_a_goal_that_is_none(checkout):
    assert "There is no goal nonsense" in refusal(checkout, "nonsense")
