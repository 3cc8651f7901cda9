"""Reads printed labels back: pages become pictures, pictures are decoded by zbar, which shares no code with our encoders."""

import subprocess
from dataclasses import dataclass

from PIL import Image
from pyzbar.pyzbar import ZBarSymbol, decode

MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Grid:
    """Where the labels of a sheet stand, as measured on the packet (mm): the tests' own figures, not the code's."""

    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float
    pitch_x: float
    pitch_y: float

    @property
    def cells(self):
        return self.columns * self.rows

    def box(self, cell):
        row, column = divmod(cell, self.columns)
        left, top = self.left + column * self.pitch_x, self.top + row * self.pitch_y
        return left, top, left + self.width, top + self.height


GRIDS = {
    "avery_l7160": Grid(3, 7, 7.21, 15.15, 63.5, 38.1, 66.04, 38.1),
    "avery_l7159": Grid(3, 8, 7.21, 12.9, 63.5, 33.9, 66.04, 33.9),
    "avery_l4736": Grid(4, 12, 9.79, 21.3, 45.7, 21.2, 48.24, 21.2),
}


class Printed:
    """The pages of a PDF as grey pictures."""

    def __init__(self, pdf, folder, dpi):
        (folder / "labels.pdf").write_bytes(pdf)
        subprocess.run(
            ["pdftoppm", "-gray", "-r", str(dpi), folder / "labels.pdf", folder / "page"],
            check=True, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip
        self.scale = dpi / MM_PER_INCH
        self.pages = [Image.open(path).copy() for path in sorted(folder.glob("page*.pgm"))]

    def crop(self, page, box):
        """The part of a page within a box of (left, top, right, bottom) mm."""
        return self.pages[page].crop(tuple(round(side * self.scale) for side in box))

    def codes(self, grid):
        """The text of the one code in each cell, page by page; None for an empty cell."""
        return [
            self._code(self.crop(page, grid.box(cell))) for page in range(len(self.pages)) for cell in range(grid.cells)
        ]

    @staticmethod
    def _code(picture):
        if picture.getextrema()[0] == 255:
            return None
        (found,) = decode(picture, symbols=[ZBarSymbol.QRCODE])
        return found.data.decode()

    def ink(self, page, box):
        """Bounding box of what is printed within a box, in mm of the page; None if it is blank."""
        found = self.crop(page, box).point(lambda value: 255 if value < 128 else 0).getbbox()
        if not found:
            return None
        left, top = box[0], box[1]
        return tuple(side / self.scale + (left, top)[index % 2] for index, side in enumerate(found))
