"""A workbook as a spreadsheet program computes it: what the file says about the values of its formulas is taken out, LibreOffice works them out.

Two traps are avoided: a value that the writer had put beside a formula proves nothing, and LibreOffice itself believes such values unless it is told
to calculate when it opens a file.
"""

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")


def without_values(source, target):
    """Copy a workbook with every formula's value taken out; returns how many there were."""
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                content, found = VALUE.subn(rb"\1<v>0</v>", content)
                count += found
            new.writestr(entry, content)
    return count


def recalculated(source, target):
    """Write to ``target`` what LibreOffice makes of the formulas of ``source``; returns how many formulas there are."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        bare, profile = folder / "book.xlsx", folder / "profile"
        count = without_values(source, bare)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        done = subprocess.run(
            [
                "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                "--outdir", folder / "out", bare,
            ],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )  # fmt: skip
        made = folder / "out" / "book.xlsx"
        if done.returncode or not made.exists():
            raise AssertionError(f"LibreOffice did not open the workbook: {done.stdout}{done.stderr}")
        Path(target).write_bytes(made.read_bytes())
    return count
