"""Text on labels: what the font cannot show, and what does not fit."""

import random

import pytest
from reportlab.pdfgen.canvas import Canvas

from bk_furniture_reuse.tools.labels.fonts import Fonts
from bk_furniture_reuse.tools.labels.text import Face


@pytest.fixture(scope="module")
def face():
    canvas = Canvas("unused")
    face = Face(Fonts.default().load()[0], canvas._doc)
    yield face
    del canvas


def test_default_font_is_odoos_open_sans():
    fonts = Fonts.default()
    assert fonts.regular.name == "Open_Sans-Regular.ttf"
    assert fonts.bold.name == "Open_Sans-Bold.ttf"


@pytest.mark.parametrize(
    "text",
    ["Skrivebord hev/senk 160×80", "Blåbærsyltetøy ÆØÅ æøå", "Čáhppes ŋuorra đŧšž ĐŊŠŦŽ", "Grå «Ørn» – 40 €", "Мебель", "Έπιπλα", "Łódź Şişli Őrség"],
)  # fmt: skip
def test_european_letters_are_kept(face, text):
    assert face.clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A\u030as stol", "Ås stol"),
        ("stol\r\nnummer\t2", "stol nummer 2"),
        ("  to   ord ", "to ord"),
        ("100\u00a0000\u2009kr", "100 000 kr"),
        ("so\u00adfa\u200bbord\ufeff", "sofabord"),
        ("\u202eloro\u202c", "loro"),
        ("Stol 🪑 rød", "Stol \ufffd rød"),
        ("👩\u200d👩\u200d👧 ❤\ufe0f", "\ufffd \ufffd"),
        ("椅子", "\ufffd"),
        ("Ǻse ｗide ①", "Ǻse wide 1"),
        ("x\u0336y", "xy"),
        ("", ""),
        ("\x00\x07", ""),
    ],
)
def test_clean(face, text, shown):
    assert face.clean(text) == shown


def test_width_grows_with_size_and_letters(face):
    assert face.width("mm", 10) == pytest.approx(2 * face.width("m", 10))
    assert face.width("m", 20) == pytest.approx(2 * face.width("m", 10))
    assert face.width("i", 10) < face.width("m", 10)
    # Open Sans: all digits are 1171 of 2048 units wide.
    assert face.width("0", 10) == pytest.approx(5.718, abs=0.001)


def test_shorten_keeps_the_beginning(face):
    text = "Avdeling for kultur og idrett"
    short = face.shorten(text, 7, 60)
    assert short.endswith("…")
    assert text.startswith(short[:-1])
    assert face.width(short, 7) <= 60
    assert face.width(short[:-1] + text[len(short) - 1 : len(short) + 1] + "…", 7) > 60, "more would have fitted"
    assert face.shorten(text, 7, 500) == text
    assert face.shorten(text, 7, 1) == ""


def test_shorten_front_keeps_the_last_digits(face):
    short = face.shorten_front("KOMMUNE-INVENTAR-2024-100004", 8, 50)
    assert short.startswith("…")
    assert short.endswith("100004")
    assert face.width(short, 8) <= 50


def test_wrap_at_words(face):
    width = face.width("Kinnarps Plus 8", 9)
    assert face.wrap("Kinnarps Plus 8 kontorstol", 9, width, 3) == ["Kinnarps Plus 8", "kontorstol"]


def test_wrap_shortens_the_last_line(face):
    lines = face.wrap("Kinnarps Plus 8 kontorstol med nakkestøtte og armlener", 9, 70, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_wrap_cuts_a_word_that_is_too_long(face):
    lines = face.wrap("Konferansesalsstolrekkemonteringsbeslag", 9, 60, 5)
    assert "".join(lines) == "Konferansesalsstolrekkemonteringsbeslag"
    assert len(lines) > 1
    assert all(face.width(line, 9) <= 60 for line in lines)


@pytest.mark.parametrize("width", [4, 20, 60, 100])
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_wrap_never_runs_over(face, width, lines):
    generator = random.Random(f"{width}-{lines}")
    alphabet = "abc WÅ-ijkm\u030a…(\\)中😀"
    for _ in range(300):
        text = face.clean("".join(generator.choices(alphabet, k=generator.randrange(60))))
        wrapped = face.wrap(text, 9, width, lines)
        assert len(wrapped) <= lines
        # A single letter wider than the line still stands, so that wrapping comes to an end.
        assert all(face.width(line, 9) <= width + 1e-9 or len(line) == 1 for line in wrapped)


def test_hostile_length_is_cut_early(face):
    assert len(face.clean("a" * 1_000_000)) <= 400
