"""Sheets of QR labels as PDF, drawn directly: no HTML, no browser, thousands of labels in seconds.

    render([Label(url, number, title, owner)], SHEETS["avery_l7160"], skip=3) -> bytes

Lengths are in millimetres and counted from the top left corner of the page. What a user did wrong is a `LabelError`.
"""

from .errors import LabelError
from .fonts import Fonts
from .label import Label
from .pdf import render, render_to
from .sheets import SHEETS, Sheet, free_grid, roll
