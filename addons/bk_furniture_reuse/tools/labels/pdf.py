"""The PDF itself: pages of labels, written with the PDF's own path and text operators."""

import zlib
from io import BytesIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from . import qr
from .errors import LabelError
from .fonts import Fonts
from .layout import ASCENT, LEADING, POINTS_PER_MM, plan
from .text import Face

CREATOR = "Furniture Reuse"
SUBJECT = "QR labels. Print at actual size (100 %), without fitting to the page."
_SHRINK_LEAST = 0.45  # a long number is set smaller down to this share of its size, then loses its beginning


def render(labels, sheet, skip=0, **options):
    """Return the PDF of the labels on the sheet as bytes. The same input gives the same bytes. See `render_to`."""
    file = BytesIO()
    render_to(file, labels, sheet, skip, **options)
    return file.getvalue()


def render_to(file, labels, sheet, skip=0, *, title="QR labels", lang="en", fonts=None):
    """Write the PDF of the labels to a binary file; nothing is written when it fails.

    :param labels: any iterable of `Label`; read once
    :param sheet: a `Sheet`, see `SHEETS`, `free_grid` and `roll`
    :param skip: how many labels of the first page are used up already
    :param title: what viewers show as the document's name
    :param lang: language of the texts, for screen readers (``nb``)
    :param fonts: `Fonts`; Odoo's Open Sans when left out
    :return: number of pages
    """
    sheet.check_skip(skip)
    document = _Document(sheet, fonts or Fonts.default(), title, lang)
    cell = int(skip)
    for label in labels:
        if cell == sheet.cells:
            document.end_page()
            cell = 0
        document.draw(label, cell)
        cell += 1
    document.end_page()
    return document.save(file)


class _Document:
    """A PDF that grows page by page; each page is compressed when it is full, so that thousands need little memory."""

    def __init__(self, sheet, fonts, title, lang):
        self._sheet = sheet
        self._output = BytesIO()
        # invariant: no dates and random identifiers, so that equal input gives equal files.
        size = (sheet.page_width * POINTS_PER_MM, sheet.page_height * POINTS_PER_MM)
        self._canvas = Canvas(self._output, pagesize=size, invariant=1, pdfVersion=(1, 7), lang=lang)
        self._canvas.setTitle(title)
        self._canvas.setSubject(SUBJECT)
        self._canvas.setAuthor(CREATOR)
        self._canvas.setCreator(CREATOR)
        # Print dialogues that heed it then leave out their "fit to page".
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        regular, bold = fonts.load()
        self._regular = Face(regular, self._canvas._doc)
        self._bold = Face(bold, self._canvas._doc)
        self._origins = [
            f"{_number(left * POINTS_PER_MM)} {_number((sheet.page_height - top) * POINTS_PER_MM)}"
            for left, top in map(sheet.position, range(sheet.cells))
        ]
        self._layouts = {}
        self._wrapped = {}
        self._code = []
        self._pages = 0

    def draw(self, label, cell):
        """Draw one label; all operators count from its top left corner."""
        rows = self._matrix(label)
        layout = self._layout(len(rows), bool(label.code))
        module = _number(layout.module, 5)
        self._code.append(
            f"q 1 0 0 1 {self._origins[cell]} cm\n"
            f"q {module} 0 0 -{module} {_number(layout.qr_left)} {_number(-layout.qr_top)} cm\n{qr.path(rows)} f Q\n"
            f"BT {self._text(label, layout)} ET Q"
        )

    def _matrix(self, label):
        if not label.url:
            raise LabelError("no_address", number=label.number)
        try:
            return qr.matrix(label.url)
        except ValueError as error:
            raise LabelError("address_too_long", number=label.number) from error

    def _layout(self, modules, with_code):
        key = modules, with_code
        if key not in self._layouts:
            self._layouts[key] = plan(self._sheet, modules, with_code=with_code)
        return self._layouts[key]

    def _text(self, label, layout):
        """Operators for all lines of a label, in the order in which they are read."""
        top = layout.text_top
        operators = []
        for face, text, size, line_height in self._lines(label, layout):
            left = layout.text_left
            if layout.centred:
                left += (layout.text_width - face.width(text, size)) / 2
            baseline = top + line_height / LEADING * ASCENT
            operators.append(f"1 0 0 1 {_number(left)} {_number(-baseline)} Tm {face.show(text, size)}")
            top += line_height
        return "\n".join(operators)

    def _lines(self, label, layout):
        """Yield (face, text, size, line height) of each line."""
        number = self._bold.clean(label.number)
        size = self._shrink(self._bold, number, layout.number_size, layout.text_width)
        yield self._bold, self._bold.shorten_front(number, size, layout.text_width), size, layout.number_size * LEADING
        title = self._wrap(label.title, layout.title_size, layout.text_width, layout.title_lines)
        for line in title:
            yield self._regular, line, layout.title_size, layout.title_size * LEADING
        # A short title leaves a line for a long owner.
        owner_lines = 2 if len(title) < layout.title_lines else 1
        for line in self._wrap(label.owner, layout.owner_size, layout.text_width, owner_lines):
            yield self._regular, line, layout.owner_size, layout.owner_size * LEADING
        if layout.code_size and label.code:
            code = self._regular.clean(label.code)
            size = self._shrink(self._regular, code, layout.code_size, layout.text_width)
            yield self._regular, self._regular.shorten(code, size, layout.text_width), size, size * LEADING

    def _wrap(self, text, size, width, lines):
        """Lines of a text that repeats from label to label; none for a size of 0."""
        if not size or not text:
            return ()
        key = text, size, width, lines
        if key not in self._wrapped:
            self._wrapped[key] = self._regular.wrap(self._regular.clean(text), size, width, lines)
        return self._wrapped[key]

    @staticmethod
    def _shrink(face, text, size, width):
        """The size at which the text fits on a line, though not much smaller than ``size``."""
        needed = face.width(text, size)
        return size * max(width / needed * 0.999, _SHRINK_LEAST) if needed > width else size  # 0.999: for rounding

    def end_page(self):
        """Close the page if anything stands on it."""
        if not self._code:
            return
        content = zlib.compress("\n".join(self._code).encode("latin-1"), 6)
        self._code = []
        self._pages += 1
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]
        page.Contents = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}), content + b"\n", filters=[]
        )

    def save(self, file):
        """Write the whole file and return its number of pages."""
        if not self._pages:
            raise LabelError("no_labels")
        self._canvas.save()
        file.write(self._output.getbuffer())
        return self._pages


def _number(value, digits=3):
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if value else "0"
