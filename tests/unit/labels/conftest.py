"""Printing for the label tests."""

import pytest

from tests.support.printed_labels import Printed


@pytest.fixture
def printed(tmp_path):
    """Return a function that prints a PDF (bytes) and gives its `Printed` pages."""

    def do(pdf, dpi=200):
        folder = tmp_path / f"print{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        return Printed(pdf, folder, dpi)

    return do
