"""Uploaded photos, drawn anew: a telephone writes into them where and when they were taken, and by which telephone."""

import base64
import binascii
from io import BytesIO

from PIL import (
    Image,
    ImageOps,
    UnidentifiedImageError,
    WebPImagePlugin,  # noqa: F401  Odoo leaves it out, and browsers hand it over
)

MAX_SIDE = 1920
# Far above any telephone's camera, far below what fills the server's memory.
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 85


class PhotoError(ValueError):
    """The file is no photo that we keep; ``code`` is ``unreadable`` or ``too_large``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def redraw(content, max_side=MAX_SIDE, large_png=None):
    """The picture alone, upright and at most ``max_side`` pixels wide and high: JPEG, or PNG for drawings and where something
    shows through.

    What the file says beside the picture (place, telephone, comments) is gone, and whatever else the file may be is gone too.

    :param content: the uploaded file (bytes)
    :param large_png: bytes; a PNG without see-through that would be larger becomes a JPEG
    :raise PhotoError: when it is no picture, or one that is too large
    """
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise PhotoError("too_large")
        picture.draft("RGB", (max_side, max_side))
        see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
        mode = "RGBA" if see_through else "RGB"
        drawn = see_through or picture.format in ("PNG", "GIF")
        picture = ImageOps.exif_transpose(picture).convert(mode)
    except Image.DecompressionBombError as error:
        raise PhotoError("too_large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, PhotoError):
            raise
        raise PhotoError("unreadable") from error
    picture.thumbnail((max_side, max_side))
    picture.info = {}  # Pillow would write some of it back
    output = BytesIO()
    if drawn:
        picture.save(output, "PNG", optimize=True)
    if not drawn or (large_png and not see_through and output.tell() > large_png):
        output = BytesIO()
        picture.save(output, "JPEG", quality=QUALITY, optimize=True)
    return output.getvalue()


def decode(text):
    """The bytes of a picture that came as base64; nothing when the text is none."""
    try:
        return base64.b64decode(text or "", validate=True)
    except (binascii.Error, TypeError, ValueError):
        return b""


def is_picture(content):
    """True when the bytes are a picture that ``redraw`` takes, whole; looked at small, which is quick."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return False
            picture.draft("RGB", (200, 200))
            picture.load()
    except (Image.DecompressionBombError, UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    return True
