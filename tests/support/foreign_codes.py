"""Stickers of other systems as a camera sees them: drawn by reportlab, whose barcodes the add-ons do not use."""

from PIL import Image
from reportlab.graphics import renderPM
from reportlab.graphics.barcode import createBarcodeDrawing

SIZE = (500, 300)  # pixels, as the labels cut from our sheets
QUIET = 30  # white around a code, without which none is read

# What sits on used furniture: the shop's code, two of former registers, and a former platform's address.
STICKERS = {
    "7041234567894": "EAN13",
    "INV-100004": "Code128",
    "DM-4711": "ECC200DataMatrix",
    "https://former.example/item/8f3a?x=1": "QR",
}


def sticker(text, symbology):
    """A picture of the code, as large as the sticker lets it be."""
    drawing = createBarcodeDrawing(symbology, value=text)
    scale = min((SIZE[0] - 2 * QUIET) / drawing.width, (SIZE[1] - 2 * QUIET) / drawing.height)
    code = renderPM.drawToPIL(drawing, dpi=72 * scale).convert("L")
    paper = Image.new("L", SIZE, 255)
    paper.paste(code, ((SIZE[0] - code.width) // 2, (SIZE[1] - code.height) // 2))
    return paper
