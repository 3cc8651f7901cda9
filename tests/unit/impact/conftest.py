"""Declarations for the tests: files of tests/data/epd, and variants of them."""

import io
import json
import zipfile
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "data" / "epd"


class Declarations:
    """The synthetic declarations, whole or changed in one place."""

    folder = FOLDER

    def read(self, name):
        return (FOLDER / name).read_bytes()

    def replaced(self, name, old, new):
        """The file with ``old`` replaced by ``new``; it must be there."""
        text = self.read(name).decode()
        assert old in text
        return text.replace(old, new).encode()

    def changed(self, name, change):
        """The JSON file after ``change(data)``."""
        data = json.loads(self.read(name))
        change(data)
        return json.dumps(data).encode()

    def archive(self, members):
        """A ZIP of ``{path: bytes}``."""
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in members.items():
                archive.writestr(path, content)
        return output.getvalue()


@pytest.fixture(scope="session")
def declarations():
    """Synthetic declarations in the shape that data hubs serve them."""
    return Declarations()
