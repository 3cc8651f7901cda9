"""What holds for every file of the repository."""

import re
import subprocess

import pytest

from tests.lint.common import ROOT, check, files

LONGEST = 500
TEXT = (
    ".py",
    ".js",
    ".xml",
    ".scss",
    ".sh",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".csv",
    ".po",
    ".txt",
    ".conf",
    "Makefile",
    "Dockerfile",
    "run",
)


def _findings(pattern, paths):
    """Lines that match, as file:line."""
    compiled = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if compiled.search(line)
    ]


def test_no_source_file_is_longer_than_a_person_reads():
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files(".py", ".js", ".sh")}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_nothing_is_left_undone():
    marks = r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + "Error"
    assert _findings(marks, files(".py", ".js", ".xml", ".sh")) == []


def test_no_package_mirror_is_named():
    listed = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)"], capture_output=True, text=True, check=True
    ).stdout
    assert listed, "apt names no source: this test would find nothing"
    hosts = set(re.findall(r"^[a-z+]+://([^/\s]+)", listed, re.MULTILINE)) or {"no host is in apt's sources"}
    assert _findings("|".join(map(re.escape, hosts)), files(*TEXT)) == []


def test_shell_scripts():
    scripts = [str(path) for path in files(".sh")] + [str(ROOT / ".ci" / "run")]
    check("shellcheck", "--external-sources", *scripts)


@pytest.mark.parametrize("goal", re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_make_help_lists_the_goal(goal):
    assert re.search(rf"^make {goal} ", check("make", "--no-print-directory", "help"), re.MULTILINE)
