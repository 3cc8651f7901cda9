"""A register of 100,000 rows: accepted, in time and within memory. Each runs in a process of its own, so that memory is what it is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

ADDON = Path(__file__).resolve().parents[3] / "addons/bk_furniture_reuse"
ROWS = 100_000
HEAD = [
    "QR-kode",
    "Produktnavn",
    "Kategori",
    "Produsent",
    "Antall",
    "Farge",
    "Bredde",
    "Dybde",
    "Høyde",
    "Vekt (kg)",
    "Tilstand",
    "Skader",
    "Status",
]
HEAD += ["Bygg", "Etasje", "Rom", "Innkjøpsår", "Nypris (NOK)", "Merknad"]
READ = r"""
import json, re, sys, time, types
package = types.ModuleType("bk_furniture_reuse")
package.__path__ = [sys.argv[1]]
sys.modules["bk_furniture_reuse"] = package
from bk_furniture_reuse.tools.register.parser import parse_register
from bk_furniture_reuse.tools.register.workbook import open_table
start = time.process_time()
reader = parse_register(open_table(sys.argv[2]))
for row in reader:
    pass
print(json.dumps({
    "rows": reader.summary.accepted_rows, "pieces": reader.summary.accepted_pieces, "errors": dict(reader.summary.errors),
    "seconds": time.process_time() - start, "megabytes": int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) / 1024,
}))
"""


def lines():
    for number in range(ROWS):
        yield [
            f"BK-{number}", f"Stol {number % 300}", "Kontorstol", "HÅG", 1, "Svart", 60 + number % 7, f"{600 + number % 9} mm", "0,90 m", 7.4, "God",
            "Slitt trekk" if number % 9 == 0 else None, "I bruk", f"Bygg {number % 40}", f"{number % 5 + 1}. etg", str(100 + number % 500), 2015, 5200,
            f"Merknad nummer {number}",
        ]  # fmt: skip


def write_xlsx(path):
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([HEAD, *lines()]):
            sheet.write_row(number, 0, line)


def write_csv(path):
    with path.open("w", encoding="utf-8") as target:
        for line in [HEAD, *lines()]:
            target.write(";".join("" if value is None else str(value) for value in line) + "\n")


@pytest.mark.parametrize(("write", "suffix"), [(write_xlsx, "xlsx"), (write_csv, "csv")])
def test_100_000_rows(tmp_path, write, suffix):
    path = tmp_path / f"large.{suffix}"
    write(path)
    result = subprocess.run(
        [sys.executable, "-c", READ, str(ADDON), str(path)], capture_output=True, text=True, check=True
    )
    figures = json.loads(result.stdout)
    assert (figures["rows"], figures["pieces"], figures["errors"]) == (ROWS, ROWS, {})
    assert figures["megabytes"] < 300
    assert figures["seconds"] < 90  # under 30 on the machine it was written on
    print(figures)
