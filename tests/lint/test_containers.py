"""The container files: the builders' own linter, and the published schema of compose files."""

import re

import pytest

from tests.lint.common import ROOT, check, files

LOCK = (ROOT / "rig" / "requirements.lock").read_text()


@pytest.mark.parametrize("path", files("Dockerfile"), ids=lambda path: path.name)
def test_hadolint_finds_nothing(path):
    check("hadolint", "--no-color", str(path))


@pytest.mark.parametrize("path", files("compose.yaml", "compose.official.yaml"), ids=lambda path: path.name)
def test_compose_file_follows_the_specification(path):
    check("check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(path))


@pytest.mark.parametrize("pin", re.findall(r"[\w-]+==[\w.]+", (ROOT / "docker/official.Dockerfile").read_text()))
def test_the_official_image_gets_the_locked_versions(pin):
    assert f"\n{pin}\n" in LOCK


@pytest.mark.parametrize("path", files("compose.yaml", "compose.official.yaml"), ids=lambda path: path.name)
def test_no_password_stands_in_a_compose_file(path):
    assert re.findall(r"(?im)^\s*\w*password: *\S+", path.read_text()) == []
