"""Where the parts of a label go: QR code, number, name, owner. Millimetres in, PDF points out.

The QR code stands left of the text on a wide label and above it on a tall one. Its modules are never smaller than a phone
reads from a worn sticker, and no larger than serves that; the text gets the rest and gives up its lesser lines first.
"""

from dataclasses import dataclass

from .errors import LabelError
from .qr import QUIET_MODULES
from .sheets import MM_PER_INCH

POINTS_PER_MM = 72 / MM_PER_INCH

# A QR module in mm: what is wanted at least, what is accepted on small labels, and where larger helps no more.
MODULE_GOOD, MODULE_LEAST, MODULE_MOST = 0.33, 0.25, 0.8
# Print stays so far from the label's edge (mm), as sheets are never fed quite straight.
EDGE_LEAST, EDGE_MOST = 1.0, 2.5
TEXT_WIDTH_LEAST = 11.0

# Type sizes in points at scale 1, and how far they may be scaled.
NUMBER, TITLE, OWNER, CODE = 13.0, 8.5, 7.0, 6.0
SCALE_LEAST, SCALE_MOST = 0.7, 1.6
LEADING = 1.2
ASCENT = 0.95  # from the top of a line to its baseline, in sizes

# What is given up for want of height: (lines of the title, owner, code in clear).
_LINES = ((2, True, True), (2, True, False), (1, True, False), (1, False, False), (0, False, False))


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of one label in points, from its top left corner rightwards and downwards. A size of 0: not shown."""

    module: float
    qr_left: float
    qr_top: float
    text_left: float
    text_top: float
    text_width: float
    centred: bool
    title_lines: int
    number_size: float
    title_size: float
    owner_size: float
    code_size: float


def plan(sheet, modules, *, with_code=False):
    """Return the `Layout` of a label of the sheet for a QR code of ``modules`` x ``modules``.

    Raises LabelError when no readable code and number fit.
    """
    beside, above = _Beside(sheet, modules), _Above(sheet, modules)
    wide = sheet.label_width >= 1.2 * sheet.label_height
    for candidate in (beside, above) if wide else (above, beside):
        layout = candidate.layout(with_code)
        if layout:
            return layout
    raise LabelError("too_small", width=_tidy(sheet.label_width), height=_tidy(sheet.label_height))


class _Arrangement:
    """One way to share a label between the QR code and the text."""

    centred = False

    def __init__(self, sheet, modules):
        self.width, self.height = sheet.label_width, sheet.label_height
        self.modules = modules
        self.dot = MM_PER_INCH / sheet.dpi if sheet.dpi else 0
        self.edge = min(max(0.06 * min(self.width, self.height), EDGE_LEAST), EDGE_MOST)
        self.module = 0.0
        for share in self.shares:
            self.module = self._module(self.qr_room(share))
            if self.module >= MODULE_GOOD:
                break
        self.side = self.module * modules
        self.quiet = max(self.module * QUIET_MODULES, self.edge)

    def _module(self, room):
        """The module of a code that stands in a square of ``room`` mm with its quiet zone, off the label's edge."""
        module = min(room / (self.modules + 2 * QUIET_MODULES), (room - 2 * self.edge) / self.modules, MODULE_MOST)
        return int(module / self.dot + 1e-6) * self.dot if self.dot else module

    def snap(self, length):
        return round(length / self.dot) * self.dot if self.dot else length

    def layout(self, with_code):
        """The `Layout`, or None when something essential does not fit."""
        left, top, width, height = self.text_box()
        if self.module < MODULE_LEAST or width < TEXT_WIDTH_LEAST:
            return None
        width, height = width * POINTS_PER_MM, height * POINTS_PER_MM
        type_sizes = _type_sizes(width, height, with_code)
        if not type_sizes:
            return None
        block, lines, sizes = type_sizes
        qr_left, qr_top = self.qr_corner()
        return Layout(
            self.module * POINTS_PER_MM,
            self.snap(qr_left) * POINTS_PER_MM,
            self.snap(qr_top) * POINTS_PER_MM,
            left * POINTS_PER_MM,
            top * POINTS_PER_MM + (0 if self.centred else (height - block) / 2),
            width,
            self.centred,
            lines,
            *sizes,
        )


class _Beside(_Arrangement):
    """The QR code left, the text right of it."""

    shares = (0.45, 0.62)

    def qr_room(self, share):
        return min(self.height, share * self.width)

    def qr_corner(self):
        return self.quiet, (self.height - self.side) / 2

    def text_box(self):
        left = self.quiet + self.side + self.module * QUIET_MODULES
        return left, self.edge, self.width - left - self.edge, self.height - 2 * self.edge


class _Above(_Arrangement):
    """The QR code at the top, the text centred below it."""

    centred = True
    shares = (0.6, 0.78)

    def qr_room(self, share):
        return min(self.width, share * self.height)

    def qr_corner(self):
        return (self.width - self.side) / 2, self.quiet

    def text_box(self):
        top = self.quiet + self.side + self.module * QUIET_MODULES
        return self.edge, top, self.width - 2 * self.edge, self.height - top - self.edge


def _type_sizes(width, height, with_code):
    """Return (height of the whole text, lines of the title, sizes of number, title, owner, code), or None."""
    for title_lines, owner, code in _LINES:
        if code and not with_code:
            continue
        sizes = (NUMBER, TITLE if title_lines else 0.0, OWNER * owner, CODE * code)
        natural = LEADING * (sum(sizes) + (title_lines - 1) * TITLE if title_lines else sum(sizes))
        scale = min(height / natural, width / (8 * TITLE), SCALE_MOST)
        if scale >= SCALE_LEAST:
            if title_lines == 2 and height >= scale * (natural + LEADING * TITLE):
                title_lines, natural = 3, natural + LEADING * TITLE
            return natural * scale, title_lines, tuple(size * scale for size in sizes)
    return None


def _tidy(value):
    return f"{value:.1f}".removesuffix(".0")
