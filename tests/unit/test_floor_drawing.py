"""Uploaded drawings, with real files: what is kept, and what hostile or mistaken ones are told."""

import io
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from bk_furniture_reuse.tools import floor_drawing
from bk_furniture_reuse.tools.floor_drawing import MAX_SIDE, DrawingError, draw


def picture(form="PNG", size=(400, 300), mode="RGB", **options):
    file = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else "white").save(file, form, **options)
    return file.getvalue()


def pdf(*pages):
    """A PDF with a rectangle on each page; `pages` are their sizes."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for width, height in pages:
        canvas.setPageSize((width, height))
        canvas.rect(width / 4, height / 4, width / 2, height / 2, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def refused(content, page=1):
    with pytest.raises(DrawingError) as caught:
        draw(content, page)
    return caught.value.code


def test_pictures_are_drawn_anew_with_their_size():
    for form in ("PNG", "JPEG", "WEBP"):
        drawn, width, height = draw(picture(form))
        assert (width, height) == (400, 300)
        assert Image.open(io.BytesIO(drawn)).format in ("PNG", "JPEG")


def test_what_a_picture_says_beside_the_drawing_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "Telephone of the caretaker"
    drawn, _width, _height = draw(picture("JPEG", exif=exif) + b"<script>alert(1)</script>")
    assert b"caretaker" not in drawn
    assert b"script" not in drawn


def test_a_large_drawing_is_made_smaller_and_a_heavy_one_a_jpeg():
    drawn, width, height = draw(picture(size=(4000, 2000)))
    assert (width, height) == (MAX_SIDE, MAX_SIDE // 2)
    noise = Image.effect_noise((1200, 900), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    drawn, _width, _height = draw(file.getvalue())
    assert drawn[:2] == b"\xff\xd8"


def test_the_page_that_is_asked_for_is_drawn():
    content = pdf((600, 400), (400, 800))
    drawn, width, height = draw(content, 2)
    assert (width, height) == (MAX_SIDE // 2, MAX_SIDE)
    page = Image.open(io.BytesIO(drawn)).convert("L")
    assert page.getpixel((width // 2, height // 2)) < 50
    assert page.getpixel((5, 5)) > 200
    assert draw(content)[1:] == (MAX_SIDE, MAX_SIDE * 2 // 3)


def test_a_page_that_is_not_there_is_refused_and_the_pages_are_told():
    for page in (0, 3, -1):
        with pytest.raises(DrawingError) as caught:
            draw(pdf((600, 400), (600, 400)), page)
        assert (caught.value.code, caught.value.pages) == ("pdf_page", 2)


def test_a_locked_pdf_is_refused():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert refused(file.getvalue()) == "pdf_encrypted"


def test_a_pdf_without_pages_is_refused():
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    assert refused(body) in ("pdf_no_pages", "pdf_unreadable")


def test_what_only_begins_like_a_pdf_is_refused():
    assert refused(b"%PDF-1.7\n" + b"\0garbage" * 1000) == "pdf_unreadable"


def test_a_page_that_never_ends_is_given_up(monkeypatch):
    """A bomb: a small file whose page draws for hours."""
    monkeypatch.setattr(floor_drawing, "SECONDS", 2)
    drawing = zlib.compress(b"0 0 500 500 re f 0 0 m 500 500 l 100 3 7 9 300 500 c S\n" * 2_000_000, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawing), drawing),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%sendobj\n" % (number, part) for number, part in enumerate(parts, 1))
    assert len(body) < 1_000_000
    assert refused(body + b"trailer<</Root 1 0 R>>\n%%EOF") == "pdf_heavy"


def test_a_picture_that_unpacks_to_far_too_much_is_refused():
    assert refused(picture(size=(20000, 10000), mode="1")) == "too_large"


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(floor_drawing, "MAX_BYTES", 100)
    assert refused(b"%PDF-1.4" + b" " * 100) == "too_large"


def test_drawings_with_programs_in_them_are_refused():
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    assert refused(svg) == "svg"
    assert refused(b"<!-- a comment -->" + svg) == "svg"


def test_what_is_no_drawing_is_refused():
    assert refused(b"") == "empty"
    assert refused(b"PK\x03\x04 a document") == "unreadable"
    assert refused(picture()[:20]) == "unreadable"  # Odoo lets Pillow show what has come of a picture; here nothing has


def test_without_poppler_pictures_still_work(monkeypatch):
    monkeypatch.setattr(floor_drawing.shutil, "which", lambda _name: None)
    assert refused(pdf((100, 100))) == "pdf_no_reader"
    assert draw(picture())[1:] == (400, 300)
