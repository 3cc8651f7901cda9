"""Sheets and rolls of labels: where on the page each label stands, in millimetres from the top left corner."""

import math
from dataclasses import dataclass, replace

from .errors import LabelError

PAGE_LEAST, PAGE_MOST = 10, 2000
CELLS_MOST = 100
SHIFT_MOST = 20
DPI_LEAST, DPI_MOST = 100, 2400
# What printers, die cutters and rounded catalogue figures leave open, mm.
_TOLERANCE = 0.1
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of equal labels, filled row by row. Cannot exist with figures that do not fit: raises `LabelError`.

    ``left`` and ``top`` are the margins before the first label, the gaps lie between labels. ``shift_x`` and ``shift_y`` move
    the whole print to the right and down, for a printer that feeds its paper a little off. ``dpi`` is given for printers with
    coarse dots (rolls): QR modules then cover whole dots.
    """

    page_width: float
    page_height: float
    columns: int
    rows: int
    label_width: float
    label_height: float
    left: float = 0.0
    top: float = 0.0
    gap_x: float = 0.0
    gap_y: float = 0.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    dpi: int = 0

    def __post_init__(self):
        for name in self.__dataclass_fields__:
            _require_number(getattr(self, name))
        self._check_page()
        self._check_cells()
        self._check_fit()

    def _check_page(self):
        if not all(PAGE_LEAST <= side <= PAGE_MOST for side in (self.page_width, self.page_height)):
            raise LabelError("page_size", least=PAGE_LEAST, most=PAGE_MOST)
        if max(abs(self.shift_x), abs(self.shift_y)) > SHIFT_MOST:
            raise LabelError("shift", most=SHIFT_MOST)
        if self.dpi and not DPI_LEAST <= self.dpi <= DPI_MOST:
            raise LabelError("dots", least=DPI_LEAST, most=DPI_MOST)

    def _check_cells(self):
        _require_counts(self.columns, self.rows)
        _require_not_negative(self.left, self.top, self.gap_x, self.gap_y)
        if min(self.label_width, self.label_height) <= 0:
            raise LabelError("no_room")

    def _check_fit(self):
        need_x = self.left + self.columns * self.label_width + (self.columns - 1) * self.gap_x
        need_y = self.top + self.rows * self.label_height + (self.rows - 1) * self.gap_y
        if need_x > self.page_width + _TOLERANCE:
            raise LabelError("too_wide", need=_tidy(need_x), have=_tidy(self.page_width))
        if need_y > self.page_height + _TOLERANCE:
            raise LabelError("too_high", need=_tidy(need_y), have=_tidy(self.page_height))

    @property
    def cells(self):
        """How many labels a page holds."""
        return self.columns * self.rows

    def check_skip(self, skip):
        """Raise `LabelError` unless the first ``skip`` labels of a page can be left out."""
        if skip != int(skip) or not 0 <= skip < self.cells:
            raise LabelError("skip", cells=self.cells, last=self.cells - 1)

    def position(self, cell):
        """Left and top edge of the label in ``cell`` (0 is the first), with the printer's shift."""
        row, column = divmod(cell, self.columns)
        return (
            self.left + column * (self.label_width + self.gap_x) + self.shift_x,
            self.top + row * (self.label_height + self.gap_y) + self.shift_y,
        )

    def shifted(self, right, down):
        """The same sheet for a printer whose print must move ``right`` and ``down`` by so many mm."""
        return replace(self, shift_x=right, shift_y=down)


def free_grid(
    page_width, page_height, columns, rows, *, left=0.0, top=0.0, right=0.0, bottom=0.0, gap_x=0.0, gap_y=0.0
):
    """A sheet of any make, described by what a ruler shows: margins, gaps and counts. The labels get what is left."""
    for value in (page_width, page_height, columns, rows, left, top, right, bottom, gap_x, gap_y):
        _require_number(value)
    _require_counts(columns, rows)
    _require_not_negative(left, top, right, bottom, gap_x, gap_y)
    return Sheet(
        page_width=page_width,
        page_height=page_height,
        columns=int(columns),
        rows=int(rows),
        label_width=(page_width - left - right - (columns - 1) * gap_x) / columns,
        label_height=(page_height - top - bottom - (rows - 1) * gap_y) / rows,
        left=left,
        top=top,
        gap_x=gap_x,
        gap_y=gap_y,
    )


def roll(width, height, *, dpi=203):
    """One label a page, for label printers. 203 dots per inch is their usual resolution, 300 the finer one."""
    return Sheet(width, height, 1, 1, width, height, dpi=dpi)


def _require_number(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise LabelError("not_a_number", value=value)


def _require_counts(columns, rows):
    if any(count != int(count) or not 1 <= count <= CELLS_MOST for count in (columns, rows)):
        raise LabelError("cell_count", most=CELLS_MOST)


def _require_not_negative(*lengths):
    if min(lengths) < 0:
        raise LabelError("negative")


def _tidy(value):
    return f"{value:.1f}".removesuffix(".0")


def _centred(columns, rows, label_width, label_height, gap_x=0.0, gap_y=0.0):
    """An A4 sheet whose labels stand in the middle of the page, as the makers cut them."""
    width, height = 210.0, 297.0
    return Sheet(
        page_width=width,
        page_height=height,
        columns=columns,
        rows=rows,
        label_width=label_width,
        label_height=label_height,
        left=(width - columns * label_width - (columns - 1) * gap_x) / 2,
        top=(height - rows * label_height - (rows - 1) * gap_y) / 2,
        gap_x=gap_x,
        gap_y=gap_y,
    )


# Label sizes as on the packets; the columns are a tenth of an inch apart, the rows touch.
SHEETS = {
    "avery_l7160": _centred(3, 7, 63.5, 38.1, gap_x=2.54),
    "avery_l7159": _centred(3, 8, 63.5, 33.9, gap_x=2.54),
    "avery_l4736": _centred(4, 12, 45.7, 21.2, gap_x=2.54),
}
