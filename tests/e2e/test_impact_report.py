"""The report of a whole year of the demo municipality, as the auditor takes it out, and how much memory a large workbook takes.

With GUIDE_PICTURES set, the two files become the example in docs/eksempel.
"""

import datetime
import os
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from rig import paths
from tests.support.databases import clone_database, shell, sql
from tests.support.server import OdooServer
from tests.support.spreadsheet import recalculated

EXAMPLE = paths.ROOT / "docs" / "eksempel" if os.environ.get("GUIDE_PICTURES") else paths.RUN / "eksempel"
LEDGER = "run_id IN (SELECT id FROM furniture_impact_run WHERE kind = 'ledger')"


@pytest.fixture(scope="module")
def year():
    with clone_database("report", os.environ["RIG_YEAR_TEMPLATE"]) as database, OdooServer(database) as server:
        yield server


@pytest.fixture(scope="module")
def files(year):
    """The document and the workbook of everything in the ledger, by the auditor's own clicks."""
    EXAMPLE.mkdir(parents=True, exist_ok=True)
    auditor = year.login("revisor", "revisor")
    today = datetime.datetime.now(datetime.UTC).date()
    values = {"date_from": (today - datetime.timedelta(days=365)).isoformat(), "date_to": today.isoformat()}
    context = {"context": {"lang": "nb_NO", "tz": "Europe/Oslo"}}
    [wizard] = auditor.call("furniture.impact.export", "create", [values], **context)
    action = auditor.call("furniture.impact.export", "action_workbook", [wizard], **context)
    workbook = EXAMPLE / "klimaregnskap.xlsx"
    workbook.write_bytes(auditor.get(action["url"]).content)
    document = EXAMPLE / "klimaregnskap.pdf"
    document.write_bytes(auditor.get(f"/report/pdf/bk_furniture_reuse.impact_report/{wizard}").content)
    assert document.read_bytes()[:4] == b"%PDF"
    return document, workbook, values


def total(database, column, values, where="true"):
    """A sum over the entries of the period, as the database has them."""
    period = f"date BETWEEN '{values['date_from']}' AND '{values['date_to']}'"
    [[value]] = sql(
        database,
        f"SELECT coalesce(sum({column}), 0) FROM furniture_impact_entry WHERE {LEDGER} AND {period} AND {where}",
    )
    return Decimal(value)


def test_a_spreadsheet_finds_the_sums_of_the_database(year, files, tmp_path):
    _document, workbook, values = files
    again = tmp_path / "again.xlsx"
    assert recalculated(workbook, again) > 1000
    rows = list(openpyxl.load_workbook(again, data_only=True)["Sammendrag"].iter_rows(values_only=True))
    numbers = {row[0]: row[1] for row in rows if isinstance(row[0], str)}
    own = "report_line = 'own'"
    for heading, column, where in (
        ("Spart, netto", "net_saving", "true"),
        ("Avfall unngått (kg)", "waste_diverted", "event_kind != 'outside'"),
        ("Møbler", "piece_count", "event_kind != 'outside'"),
    ):
        assert Decimal(str(numbers[heading])) == total(year.database, column, values, where), heading
    start = next(number for number, row in enumerate(rows) if row[0] == "Linje nr.")
    line = dict(zip(rows[start], rows[start + 1], strict=True))
    assert line["Linje i rapporten"] == "Eget ombruk"
    columns = [heading for heading in line if heading and heading.endswith("(kg CO2e)")]
    assert [Decimal(str(line[heading])) for heading in columns[:3]] == [
        total(year.database, column, values, own) for column in ("net_low", "net", "net_high")
    ]


def test_the_document_has_the_same_numbers_and_is_read_by_people(year, files):
    document, _workbook, values = files
    done = subprocess.run(["pdftotext", "-layout", document, "-"], capture_output=True, text=True, check=True)
    text = done.stdout.replace("\xa0", " ")
    for column, where in (("net", "report_line = 'own'"), ("net", "report_line = 'outside'")):
        assert f"{total(year.database, column, values, where):,.1f}".replace(",", " ").replace(".", ",") in text
    money = f"{total(year.database, 'net_saving', values):,.2f}".replace(",", " ").replace(".", ",")
    assert money in text
    for heading in (
        "Ombruk av møbler",
        "Unngått utslipp",
        "Utslipp fra ombruket",
        "Gjenvinning",
        "Slik er det regnet",
        "Utgående er likt",
    ):
        assert heading in text, heading


def test_memory_does_not_grow_with_the_entries(tmp_path):
    peaks = {}
    for count in (4000, 20_000):
        with clone_database("memory") as database:
            said = shell(
                database,
                "\n".join(
                    [
                        "import re, sys",
                        "from pathlib import Path",
                        f"sys.path.insert(0, {str(paths.ROOT)!r})",
                        "from tests.bench import bench_impact_book as bench",
                        "from tests.bench.many_pieces import fill",
                        f"fill(env, {count})",
                        f"bench.enter(env, {count})",
                        f"bench._write(env, Path({str(tmp_path / 'large.xlsx')!r}))",
                        # Of this program alone: what getrusage says begins with the size of whoever started it.
                        "status = Path('/proc/self/status').read_text()",
                        "print('peak', int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024)",
                    ]
                )
                + "\n",
            )
        peaks[count] = int(said.split("peak ")[1].split()[0])
        assert Path(tmp_path / "large.xlsx").stat().st_size > count * 100
    assert peaks[20_000] < 256
    # Five times as many entries: the list of their numbers, and nothing else.
    assert peaks[20_000] - peaks[4000] < 24, peaks
