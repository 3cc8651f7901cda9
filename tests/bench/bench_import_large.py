"""A register of 100,000 rows: how long it takes until every row and every new name can be looked at, and how much memory."""

import base64
import csv
import io

import xlsxwriter

from tests.support.registers import long_register

ROWS = 100_000


def run(ctx):
    """Rows of the table of measurements."""
    found = []
    for kind, write in (("CSV", _csv), ("XLSX", _xlsx)):
        with ctx.database() as database:
            ctx.say(f"{ROWS:,} rows of {kind}")
            found += _measure(ctx, database, kind, write())
    return [
        *found,
        {"name": "large import: most memory", "value": ctx.peak_memory(), "unit": "MB", "target": "<= 1500"},
    ]


def _measure(ctx, database, kind, content):
    with ctx.environment(database, user="admin", rollback=True) as env:
        job = env["furniture.import"].create(
            {"filename": f"register.{kind.lower()}", "file": base64.b64encode(content)}
        )
        env.flush_all()
        env.invalidate_all()
        read = ctx.measure(job._as_owner()._read)
        if job.row_count != ROWS:
            raise ValueError(f"{job.row_count} rows were read: {job.problem}")
        return [
            {
                "name": f"large import: {ROWS:,} rows of {kind} until they can be looked at", "value": read.seconds, "unit": "s", "target": "<= 120",
                "queries": read.queries, "note": f"{read.cpu:.0f} s of this process",
            }
        ]  # fmt: skip


def _csv():
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(long_register(ROWS))
    return text.getvalue().encode()


def _xlsx():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(long_register(ROWS)):
            sheet.write_row(number, 0, cells)
    return content.getvalue()
