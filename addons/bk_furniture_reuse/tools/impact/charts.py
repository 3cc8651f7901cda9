"""Charts of the document as SVG: drawn by hand, so that they stay lines and letters in print and say no more than the figures.

Every bar has its interval, low to high, as a thin line. Plain Python, no Odoo.
"""

import math
from html import escape

BAR, LINE, GRID, INK, PALE = "#2f7d5d", "#1c1c1c", "#d9d9d9", "#333333", "#666666"
FONT = "Liberation Sans, Arial, sans-serif"


def steps(low, high, wanted=5):
    """Round numbers from below ``low`` to above ``high`` that an axis is marked with; 0 is always one."""
    low, high = min(low, 0), max(high, 0)
    if low == high:
        high = 1
    size = (high - low) / wanted
    unit = 10 ** math.floor(math.log10(size))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= size * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def months(rows, number, width=680, height=230):
    """Upright bars with their intervals.

    :param rows: list of (label, low, middle, high)
    :param number: function that writes a number
    """
    left, right, top, bottom = 62, 8, 8, 24
    marks = steps(*_extent(rows))
    span = marks[-1] - marks[0]

    def y(value):
        return top + (marks[-1] - value) / span * (height - top - bottom)

    slot = (width - left - right) / max(len(rows), 1)
    parts = []
    for mark in marks:
        parts.append(_line(left, y(mark), width - right, y(mark), INK if mark == 0 else GRID))
        parts.append(_text(left - 6, y(mark) + 4, number(mark), "end", PALE))
    for index, (label, low, middle, high) in enumerate(rows):
        centre, thick = left + slot * (index + 0.5), min(slot * 0.6, 42)
        begin, end = sorted((y(0), y(middle)))
        parts.append(
            f'<rect x="{centre - thick / 2:.1f}" y="{begin:.1f}" width="{thick:.1f}" height="{max(end - begin, 0):.1f}" fill="{BAR}"/>'
        )
        parts.append(_line(centre, y(low), centre, y(high), LINE, 1.4))
        parts += [_line(centre - 5, y(bound), centre + 5, y(bound), LINE, 1.4) for bound in (low, high)]
        parts.append(_text(centre, height - 7, label, "middle", INK))
    return _svg(width, height, parts)


def bars(rows, number, width=680):
    """Lying bars with their intervals, a row for each, its number at the end.

    :param rows: list of (label, low, middle, high)
    :param number: function that writes a number
    """
    left, right, row = 200, 84, 24
    height = row * len(rows) + 8
    low, high = _extent(rows)
    low, high = min(low, 0), max(high, 0)
    span = (high - low) or 1

    def x(value):
        return left + (value - low) / span * (width - left - right)

    parts = [_line(x(0), 2, x(0), height - 4, GRID)]
    for index, (label, under, middle, over) in enumerate(rows):
        y = 4 + row * index
        begin, end = sorted((x(0), x(middle)))
        parts.append(_text(left - 8, y + 15, _short(label), "end", INK))
        parts.append(
            f'<rect x="{begin:.1f}" y="{y + 3}" width="{max(end - begin, 0):.1f}" height="{row - 8}" fill="{BAR}"/>'
        )
        parts.append(_line(x(under), y + 11, x(over), y + 11, LINE, 1.4))
        parts += [_line(x(bound), y + 7, x(bound), y + 15, LINE, 1.4) for bound in (under, over)]
        parts.append(_text(width, y + 15, number(middle), "end", INK))
    return _svg(width, height, parts)


def _extent(rows):
    values = [value for _label, *figures in rows for value in figures]
    return (min(values), max(values)) if values else (0, 1)


def _short(label, most=32):
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def _line(x1, y1, x2, y2, colour, width=1):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def _text(x, y, text, anchor, colour):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="12" font-family="{FONT}">{escape(text)}</text>'


def _svg(width, height, parts):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
