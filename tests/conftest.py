"""What the tests outside the add-ons share."""

import sys
import types
from pathlib import Path

import pytest

ADDONS = Path(__file__).resolve().parent.parent / "addons"
pytest_plugins = ["pytester"]


def _importable_without_odoo():
    """Let `from bk_furniture_reuse.tools import units` work without Odoo: the add-on's `__init__` is not executed."""
    for manifest in ADDONS.glob("*/__manifest__.py"):
        name = manifest.parent.name
        if name not in sys.modules:
            package = types.ModuleType(name)
            package.__path__ = [str(manifest.parent)]
            sys.modules[name] = package


_importable_without_odoo()


@pytest.fixture
def database():
    """A fresh database with the add-ons installed."""
    from tests.support.databases import clone_database

    with clone_database() as name:
        yield name


@pytest.fixture
def server(database):
    """A server on a fresh database, without scheduled actions."""
    from tests.support.server import OdooServer

    with OdooServer(database) as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    """Chromium, one process for the tests of a file."""
    from tests.support.browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def page(browser):
    """A desktop page in Norwegian; `new_page(browser, PHONE)` gives a phone's."""
    from tests.support.browser import new_page

    with new_page(browser) as opened:
        yield opened
