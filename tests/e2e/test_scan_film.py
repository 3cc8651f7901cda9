"""Real printed labels before a telephone's camera: fifty pieces registered, twenty moved and a room counted, over a slow network,
and then with none and a browser that is killed half-way. The stock is right in both cases.
"""

import os

import pytest

from tests.support.databases import clone_database, shell, sql
from tests.support.label_film import LabelFilm
from tests.support.printed_labels import GRIDS, Printed
from tests.support.scan_phone import ScanPhone
from tests.support.scan_speed import Taps, note_speed
from tests.support.server import OdooServer

PIECES, MOVED = 50, 20
DELAY = 150  # ms, each way
SHEET = "avery_l7160"
# Blank tags in advance: the first half is for the job with network, the second for that without.
TAGS = 2 * PIECES + 2


@pytest.fixture(scope="module")
def demo():
    with clone_database("film", os.environ["RIG_DEMO_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


@pytest.fixture(scope="module")
def ombruk(demo):
    return demo.login("ombruk", "ombruk")


@pytest.fixture(scope="module")
def tags(demo, ombruk, tmp_path_factory):
    """Labels of blank tags as they come out of the printer: (code, picture)."""
    folder = tmp_path_factory.mktemp("tags")
    shell(
        demo.database,
        f"""from odoo.addons.bk_furniture_reuse.tools.labels import SHEETS, Label, render
tags = env["furniture.tag"].create([{{}} for _number in range({TAGS})])
open("{folder}/made.pdf", "wb").write(render([Label(tag.url, str(tag.id)) for tag in tags], SHEETS["{SHEET}"], 0, title="x", lang="nb"))
env.cr.commit()""",
    )
    return _labels((folder / "made.pdf").read_bytes(), folder)


@pytest.fixture(scope="module")
def rooms(demo, ombruk, tmp_path_factory):
    """Three rooms with the printed labels of their doors: (id, name, code, picture)."""
    found = sql(
        demo.database,
        """SELECT p.id, p.name FROM stock_location p LEFT JOIN stock_lot l ON l.location_id = p.id
           WHERE p.place_kind = 'room' AND p.active GROUP BY p.id HAVING count(l.id) BETWEEN 1 AND 6 ORDER BY p.id LIMIT 4""",
    )
    ids = [int(place) for place, _name in found]
    wizard = ombruk.call("furniture.label.print", "create", [{"location_ids": [(6, 0, ids)], "sort": "place"}])[0]
    labels = _printed(ombruk, wizard, tmp_path_factory.mktemp("rooms"))
    owners = dict(sql(demo.database, "SELECT code, location_id FROM furniture_tag WHERE location_id IS NOT NULL"))
    names = dict(found)
    return [(int(owners[code]), names[owners[code]], code, picture) for code, picture in labels]


def _printed(client, wizard, folder):
    """What the dialogue prints: [(code, picture of the label)], in the order of the sheet."""
    client.call("furniture.label.print", "write", [wizard], {"sheet": SHEET})
    client.call("furniture.label.print", "action_print", [wizard])
    pdf = client.get(f"/furniture/labels/{wizard}")
    assert pdf.headers["Content-Type"] == "application/pdf"
    return _labels(pdf.content, folder)


def _labels(pdf, folder):
    printed, grid = Printed(pdf, folder, dpi=200), GRIDS[SHEET]
    cells = [(page, cell) for page in range(len(printed.pages)) for cell in range(grid.cells)]
    return [
        (text.rsplit("/", 1)[1], printed.crop(page, grid.box(cell)))
        for (page, cell), text in zip(cells, printed.codes(grid), strict=True)
        if text
    ]


@pytest.fixture
def phone(demo, tmp_path):
    with ScanPhone(demo, tmp_path / "phone") as phone:
        yield phone
        assert not phone.errors


def _look(phone, film, mode, slow=True):
    """A telephone that sees the film and is in this mode."""
    phone.show(film)
    phone.open_again("lager")
    if slow:
        session = phone.page.context.new_cdp_session(phone.page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": DELAY, "downloadThroughput": -1, "uploadThroughput": -1},
        )
    phone.wait_kept()
    if mode != "menu":
        phone.mode(mode)


def _standing(server, place, codes):
    """How many of the pieces with these codes stand in the place, by Odoo's ledger."""
    ((count,),) = sql(
        server.database,
        f"""SELECT count(*) FROM stock_quant q JOIN furniture_tag t ON t.lot_id = q.lot_id
            WHERE q.location_id = {place} AND q.quantity = 1 AND t.state = 'claimed' AND t.code IN ({_listed(codes)})""",
    )
    return int(count)


def _listed(codes):
    return ", ".join(f"'{code}'" for code in codes)


def _film(labels, path, **options):
    return LabelFilm([picture for _code, picture in labels], **options).write(path)


def _wait_items(phone, count, seconds):
    phone.page.wait_for_function(
        "count => document.querySelectorAll('.o_scan_item').length >= count", arg=count, timeout=seconds * 1000
    )


class TestWithNetwork:
    def test_fifty_pieces_of_a_known_model_are_registered(self, demo, phone, tags, rooms, tmp_path):
        these, (place, _name, *door) = tags[:PIECES], rooms[0]
        _look(phone, _film([door, *these], tmp_path / "pieces.mjpeg"), "menu")
        with Taps(phone.page) as used:
            phone.mode("register")
            phone.page.click(".o_scan_sheet .o_scan_model >> nth=0")  # asked for when the first piece is seen
            _wait_items(phone, PIECES, seconds=240)
            phone.save()
        assert _standing(demo, place, [code for code, _picture in these]) == PIECES
        assert note_speed("register, model known", PIECES, used)["seconds"] < 15
