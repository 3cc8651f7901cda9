"""Uploaded drawings of floors: a picture drawn anew, or one page of a PDF drawn as a picture by poppler, in a process of its own.

A PDF is a program of sorts, so poppler gets little memory, little time, and a folder that is thrown away.
"""

import re
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from .photo import PhotoError, redraw

MAX_SIDE = 3000
MAX_BYTES = 30_000_000
MAX_PAGES = 500
# A drawing of lines is smaller as PNG, a scanned one as JPEG.
LARGE_PNG = 2_000_000
SECONDS = 20
MEMORY_KB = 1_500_000
# Blocks of 512 bytes: what poppler may write at most.
FILE_BLOCKS = 200_000


class DrawingError(ValueError):
    """The file is no drawing that we keep.

    ``code`` is ``empty``, ``too_large``, ``unreadable``, ``svg``, ``pdf_unreadable``, ``pdf_encrypted``, ``pdf_no_pages``,
    ``pdf_many_pages``, ``pdf_page`` (``pages`` says how many there are), ``pdf_heavy`` or ``pdf_no_reader``.
    """

    def __init__(self, code, pages=0):
        super().__init__(code)
        self.code = code
        self.pages = pages


def draw(content, page=1):
    """The drawing as PNG or JPEG, at most ``MAX_SIDE`` pixels wide and high, with its width and height.

    :param content: the uploaded file (bytes)
    :param page: which page of a PDF, from 1
    :return: (bytes, width, height)
    :raise DrawingError: when it is no drawing, or one that is too large
    """
    if not content:
        raise DrawingError("empty")
    if len(content) > MAX_BYTES:
        raise DrawingError("too_large")
    if b"%PDF-" in content[:1024]:
        content = _page_of_pdf(content, page)
    elif re.search(rb"<svg\b", content[:4096], re.IGNORECASE):
        raise DrawingError("svg")
    try:
        drawn = redraw(content, max_side=MAX_SIDE, large_png=LARGE_PNG)
    except PhotoError as error:
        raise DrawingError(error.code) from error
    with Image.open(BytesIO(drawn)) as picture:
        return drawn, picture.width, picture.height


def _page_of_pdf(content, page):
    if not shutil.which("pdftoppm") or not shutil.which("pdfinfo"):
        raise DrawingError("pdf_no_reader")
    with tempfile.TemporaryDirectory(prefix="drawing-") as folder:
        Path(folder, "drawing.pdf").write_bytes(content)
        pages = _count_pages(folder)
        if not 1 <= page <= pages:
            raise DrawingError("pdf_page", pages)
        number = str(page)
        size = str(MAX_SIDE)
        done = _run(
            folder,
            "pdftoppm",
            "-f",
            number,
            "-l",
            number,
            "-singlefile",
            "-scale-to",
            size,
            "-png",
            "drawing.pdf",
            "page",
        )
        picture = Path(folder, "page.png")
        if done.returncode or not picture.exists():
            raise DrawingError("pdf_heavy" if done.returncode < 0 or done.returncode > 99 else "pdf_unreadable")
        return picture.read_bytes()


def _count_pages(folder):
    done = _run(folder, "pdfinfo", "drawing.pdf")
    said = done.stdout.decode(errors="replace")
    if done.returncode:
        locked = "Incorrect password" in done.stderr.decode(errors="replace")
        raise DrawingError("pdf_encrypted" if locked else "pdf_unreadable")
    found = re.search(r"^Pages:\s+(\d+)$", said, re.MULTILINE)
    pages = int(found[1]) if found else 0
    if not pages:
        raise DrawingError("pdf_no_pages")
    if pages > MAX_PAGES:
        raise DrawingError("pdf_many_pages", pages)
    return pages


def _run(folder, *command):
    limits = f'ulimit -t {SECONDS} -v {MEMORY_KB} -f {FILE_BLOCKS}; exec "$@"'
    try:
        return subprocess.run(
            ["/bin/sh", "-c", limits, "sh", *command],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DrawingError("pdf_heavy") from error
