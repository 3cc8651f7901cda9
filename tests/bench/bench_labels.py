"""Labels: 6,500 QR labels as one PDF, against reportlab's own QR widget; then the same through the dialogue."""

import io
import time

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from odoo.addons.bk_furniture_reuse.tools import tag_code
from odoo.addons.bk_furniture_reuse.tools.labels import SHEETS, Label, render
from odoo.addons.bk_furniture_reuse.tools.labels.layout import POINTS_PER_MM

SHEET = SHEETS["avery_l7159"]
BASE_URL = "https://ombruk.kommune.no"
SAMPLE = 200


def run(ctx):
    labels = _labels(ctx.size)
    ctx.say(f"{ctx.size} labels as one PDF")
    before = ctx.peak_memory()
    ours = ctx.best(render, labels, SHEET, times=3)
    memory = ctx.peak_memory() - before
    ctx.say(f"{SAMPLE} labels with reportlab's own widget")
    theirs = ctx.best(_widget_pdf, labels[:SAMPLE], times=2)
    # Both in processor time, so that what else the machine does cannot favour one of them.
    ratio = (len(labels) / ours.cpu) / (SAMPLE / theirs.cpu)
    size, widget_size = len(ours.result) / len(labels), len(theirs.result) / SAMPLE
    name = f"Labels, {len(labels)} as one PDF"
    return [
        {
            "name": name,
            "value": len(labels) / ours.seconds,
            "unit": "labels/s",
            "target": ">= 800",
            "note": f"{ours.seconds:.1f} s, of them {ours.cpu:.1f} s of processor time",
        },
        {
            "name": f"{name}, against reportlab's QR widget",
            "value": SAMPLE / theirs.cpu,
            "unit": "labels/s with the widget",
            "ratio": ratio,
            "target": ">= 20",
            "note": f"in processor time; the widget drew {SAMPLE}",
        },
        {
            "name": f"{name}, size for 6,500",
            "value": size * 6500 / 1e6,
            "unit": "MB",
            "target": "<= 4",
            "note": f"{size:.0f} bytes a label, the widget {widget_size:.0f}",
        },
        {"name": f"{name}, memory on top", "value": memory, "unit": "MB"},
        _through_odoo(ctx),
    ]


def _labels(count):
    return [
        Label(
            tag_code.tag_url(BASE_URL, code),
            f"M{index:06}",
            f"Kontorstol modell {index % 300}",
            "Oppvekst og utdanning",
        )
        for index, code in enumerate(tag_code.new_codes(count))
    ]


def _widget_pdf(labels):
    """The same sheet with reportlab's means: its QR widget, which draws one square per module, and three lines of text."""
    output = io.BytesIO()
    canvas = Canvas(
        output, pagesize=(SHEET.page_width * POINTS_PER_MM, SHEET.page_height * POINTS_PER_MM), pageCompression=1
    )
    side = 25 * POINTS_PER_MM
    for index, label in enumerate(labels):
        cell = index % SHEET.cells
        if index and not cell:
            canvas.showPage()
        left, top = (length * POINTS_PER_MM for length in SHEET.position(cell))
        bottom = SHEET.page_height * POINTS_PER_MM - top - SHEET.label_height * POINTS_PER_MM
        widget = QrCodeWidget(label.url, barLevel="M", barWidth=side, barHeight=side)
        drawing = Drawing(side, side)
        drawing.add(widget)
        renderPDF.draw(drawing, canvas, left, bottom)
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(left + side, bottom + 40, label.number)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(left + side, bottom + 25, label.title)
        canvas.drawString(left + side, bottom + 12, label.owner)
    canvas.save()
    return output.getvalue()


def _through_odoo(ctx):
    """From the choice of pieces to the PDF, as the dialogue and its address do it."""
    with ctx.database() as database, ctx.environment(database, rollback=True) as env:
        ctx.say(f"{ctx.size} pieces, then their labels through the dialogue")
        pieces = _pieces(env, ctx.size)
        env.flush_all()
        env.invalidate_all()

        def work(lots):
            job = lots.env["furniture.label.print"].browse(lots.action_print_labels()["res_id"])
            job.sheet = "avery_l7159"
            job.action_print()
            lots.env.flush_all()
            lots.env.invalidate_all()  # the browser asks for the PDF in a request of its own
            return job._pdf()

        done = ctx.measure(work, pieces)
    return {
        "name": f"Labels, {ctx.size} pieces through the dialogue",
        "value": done.seconds,
        "unit": "s",
        "queries": done.queries,
        "note": f"{len(done.result) / 1e6:.1f} MB",
    }


def _pieces(env, count):
    category = env["product.category"].create({"name": "Kontorstol", "is_furniture_type": True})
    models = env["product.template"].create(
        [{"name": f"Modell {number}", "is_furniture": True, "categ_id": category.id} for number in range(300)]
    )
    unit = env["furniture.unit"].create({"name": f"Enhet {time.time()}"})
    return env["stock.lot"].create(
        [
            {"product_id": models[number % 300].product_variant_id.id, "owner_unit_id": unit.id}
            for number in range(count)
        ]
    )
