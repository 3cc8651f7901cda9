"""The QR symbol and its path, for both encoders."""

import re

import pytest
from PIL import Image
from pyzbar.pyzbar import decode

from bk_furniture_reuse.tools.labels import qr

URL = "HTTPS://GJENBRUK.KOMMUNE.NO/M/7H3K9Q2MX0P"
ENCODERS = [qr.matrix_by_zxing, qr.matrix_by_qrcode]

encoders = pytest.mark.parametrize("encode", ENCODERS)


def read(rows, quiet=4, scale=4):
    size = len(rows)
    picture = Image.new("L", (size + 2 * quiet, size + 2 * quiet), 255)
    picture.paste(Image.frombytes("L", (size, size), b"".join(rows)), (quiet, quiet))
    (found,) = decode(picture.resize((picture.width * scale, picture.height * scale), Image.Resampling.NEAREST))
    return found.data.decode()


def test_fast_encoder_is_used_where_installed():
    assert qr.matrix(URL) == qr.matrix_by_zxing(URL)


def test_without_the_fast_encoder_the_one_that_odoo_has_is_used(monkeypatch):
    monkeypatch.setattr(qr, "create_barcode", None)
    assert qr.matrix(URL) == qr.matrix_by_qrcode(URL)


@encoders
@pytest.mark.parametrize(
    "text", [URL, "http://localhost:8069/m/7H3K9Q2MX0P", "HTTPS://KOMMUNE.NO/Ombruk/M/7H3K9Q2MX0P", "A"]
)
def test_symbol_is_read_back(encode, text):
    assert read(encode(text)) == text


@encoders
def test_capitals_take_the_small_mode(encode):
    """At level M 29 modules hold 61 characters of the small set, but only 42 of any other; the next size has 33."""
    assert len(encode("HTTPS://" + "A" * 53)) == 29
    assert len(encode("HTTPS://" + "A" * 54)) == 33
    assert len(encode("https://" + "a" * 34)) == 29
    assert len(encode("https://" + "a" * 35)) == 33


@encoders
def test_level_m_survives_a_scratch(encode):
    """Level M mends 15 % of the symbol: 5 x 5 of 29 x 29 modules gone in the data area."""
    rows = [bytearray(row) for row in encode(URL)]
    for row in rows[12:17]:
        row[12:17] = bytes(5)
    assert read([bytes(row) for row in rows]) == URL


@encoders
def test_too_long_is_a_value_error(encode):
    with pytest.raises(ValueError, match=r"(?i)too long|version"):
        encode("A" * 5000)


@encoders
def test_path_covers_exactly_the_dark_modules(encode):
    rows = encode(URL)
    path = qr.path(rows)
    assert re.fullmatch(r"(\d+ \d+ \d+ 1 re ?)+", path)
    covered = set()
    for x, y, width in re.findall(r"(\d+) (\d+) (\d+) 1 re", path):
        cells = {(int(x) + step, int(y)) for step in range(int(width))}
        assert not cells & covered
        covered |= cells
    assert covered == {(x, y) for y, row in enumerate(rows) for x, value in enumerate(row) if value == 0}
