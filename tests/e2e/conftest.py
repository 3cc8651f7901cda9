"""A telephone with the scan page on the demo municipality, for the tests that scan."""

import os

import pytest

from tests.support.databases import clone_database, shell, sql
from tests.support.scan_phone import ScanPhone
from tests.support.server import OdooServer


@pytest.fixture(scope="module")
def demo():
    with clone_database("scan", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


@pytest.fixture
def phone(demo, tmp_path):
    with ScanPhone(demo, tmp_path / "phone") as phone:
        phone.log_in("lager")
        yield phone
        assert not phone.errors


@pytest.fixture(scope="module")
def store(demo):
    """A room with the code of its tag, and pieces that stand somewhere else."""
    demo.login("admin", "admin")
    rows = sql(
        demo.database,
        "SELECT p.id, p.name FROM stock_location p WHERE p.place_kind = 'room' AND p.active ORDER BY p.id LIMIT 2",
    )
    return [(int(place), name) for place, name in rows]


@pytest.fixture
def blanks(demo):
    """Codes of blank tags, as they come from the roll."""
    made = "print(*env['furniture.tag'].create([{} for _number in range(8)]).mapped('code')); env.cr.commit()"
    return shell(demo.database, made).split()
